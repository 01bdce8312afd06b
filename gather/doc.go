// Package gather gathers what a screening or a release is made from: the files
// that a rule set names become the input of package run, and with what stands
// beside them the input of package compile.
//
// # The idea
//
// A rule set names sources; a folder holds files. Between them lie the questions
// that this package answers. In which order? The source that lists the areas is
// read first, since the others are held against it. For which periods and which authority? For
// those of the screening; the State's lists come in full, because their year need not be that of
// the figures, and they and the barriers belong to no authority. What is a
// delivery for? Borders, barriers, lists or figures, as the rule set says. Where
// persons were taken with byblik take, they are counted in place of what came as a table, when all
// tables are there, for the borders may come last. And what was accepted that no
// file needed is said aloud.
//
// Reading files, counting persons and observing are the work of packages source
// and cube. They are handed over as functions (Readers), so that what is asked of
// them can be tested without a file.
package gather
