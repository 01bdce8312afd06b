// Package letting asks what the letting of homes could do to a housing area's
// standing on the State's lists, and what it would ask of those who wait.
//
// # The idea
//
// A housing area has so many homes, and so many of them are let anew each year.
// A letting goes through one of the ways that law and agreement know: the
// ordinary waiting list (§ 51), flexible letting (fleksibel udlejning, § 60),
// combined letting (kombineret udlejning, § 51 b) or social allocation
// (boligsocial anvisning, § 59). Each way reaches other groups of the waiting
// list. What is expected of those who move in and out is an assumption that
// the user writes down; everything else is arithmetic:
//
//	lettings by type → households by group → persons per criterion and year
//	→ shares and margins → probability of each list, year by year
//
// and backwards: the fewest lettings of a type a year with which an area is off
// a list in a given year. The other side stands beside it: a home can be let
// once, so who gets fewer offers, where allocation moves and who waits longer.
//
// # The way in
//
//	Read(file, text) (*Assumptions, error)           the assumptions, checked strictly
//	New(assumptions, delivery, rules, Options)       a study of some areas or all
//	Study.Run(progress) *Result                      what-if, inverse and queues
//	Study.Rerun(area, type, lettings) *Outlook       one plan again, as a proof
//	Files(result, ...)                               tables and report, all in memory
//
// # One year
//
// Let a housing area of H homes let N of them a year. For a criterion with x
// persons of d (18–64 for labour, 18 and over for convictions, 30–59 for
// education, all residents for origin):
//
//	d' = d − N·d/H + Σ d(type)                      over the lettings of the year
//	x' = x − leaving + Σ ⌊m(type)·f + u⌋ + d'·(drift + sd·ε)/100
//	leaving = μ + ε·√(μ·(1 − μ/(N·d/H))),  μ = N·(x/H)·ratio
//
// m(type) is the expected number of persons of the criterion in a household of
// that letting type, u uniform for each letting, ε standard normal for each
// year, f = 1 + s·ε once per run: how far the assumed profiles may be off. Those
// who move out are a cross-section of the residents, apart from the ratio. Mean
// income is counted in per cent of the region's, so that wages may grow. In
// expectation ⌊m·f + u⌋ is m and every ε is 0. The lettings of a year first
// show in the figures of the next.
//
// # One letting more
//
// Plans are compared under the same chance: each letting has its number in the
// year and its own u, so that one letting more of a type changes that one
// letting and nothing else. Where the type brings no more persons of any
// criterion than what it replaces, no run gets worse by it, and the probability
// is monotone. Where it does not (a type that brings fewer people without work
// but lower incomes), it need not be. Every number of lettings from none to all
// is therefore tried, none is skipped: the stated number is the first that
// reaches the goal, and where a larger one fails again the result says so.
//
// # Same bytes
//
// Every number of chance hangs on seed, area, run, year, criterion and letting
// alone; what the nation does hangs on seed, run and year. The result is the
// same for any number of workers.
//
// # What it is not
//
// It says what a rule counts, never why people live as they do, and it gives
// nobody the blame for a figure. Origin enters as the State's own input and in
// one number for all who move in, the same for every letting type: no letting
// type can be chosen for it here. It can be left out (origin: drop or suspend).
package letting
