package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"byblik"
	"byblik/catalog"
	"byblik/letting"
	"byblik/lists"

	"github.com/spf13/cobra"
)

// lettingFlags are the arguments of byblik letting as they are written.
type lettingFlags struct {
	from, out, assumptions, rules, lang string
	areas                               []string
	all                                 bool
	until, runs, workers                int
	seed                                uint64
}

func lettingCommand() *cobra.Command {
	var f lettingFlags
	cmd := &cobra.Command{
		Use:   "letting --from DIR (--area CODE | --all) --assumptions FILE --out DIR",
		Short: "What letting could do to the State's lists, how many lettings it would take, and who waits",
		Long: "Reads the files of byblik lists from --from and assumptions of letting, waiting list and those\n" +
			"who move from a YAML file (docs/letting.md), and writes the chance of each list until --until,\n" +
			"the fewest lettings that reach the goal, and what it means for those who wait. The folder is\n" +
			"for entitled users.",
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error { return f.run(cmd) },
	}
	flags := cmd.Flags()
	flags.StringVar(&f.from, "from", "", "folder with the files of the housing areas")
	flags.StringArrayVar(&f.areas, "area", nil, "code of a housing area; may be given again")
	flags.BoolVar(&f.all, "all", false, "all housing areas of the folder")
	flags.StringVar(&f.assumptions, "assumptions", "", "YAML file of assumptions")
	flags.IntVar(&f.until, "until", 2035, "the last list of 1 December")
	flags.StringVar(&f.out, "out", "", "folder to write, which must not exist")
	flags.StringVar(&f.rules, "rules", "dk-state-2021", "rule set of the lists to come")
	flags.IntVar(&f.runs, "runs", 10000, "runs with chance")
	flags.Uint64Var(&f.seed, "seed", 1, "seed of everything random")
	flags.IntVar(&f.workers, "workers", 0, "processors to use (0 = all); never changes a result")
	flags.StringVar(&f.lang, "lang", "en", "language of the report: en or da")
	for _, name := range []string{"from", "assumptions", "out"} {
		must(cmd.MarkFlagRequired(name))
	}
	return cmd
}

func (f *lettingFlags) run(cmd *cobra.Command) error {
	if err := refuseExisting(f.out); err != nil {
		return err
	}
	lang, err := language(f.lang)
	if err != nil {
		return err
	}
	if f.all == (len(f.areas) > 0) {
		return &byblik.Error{Kind: byblik.Usage, Place: "--area, --all", Found: "both or neither", Expected: "one of them", Do: "name areas, or take all"}
	}
	if err := isFolder(f.from); err != nil {
		return err
	}
	text, err := assumptionsText(f.assumptions)
	if err != nil {
		return err
	}
	files, r, err := f.carryOut(os.DirFS(f.from), text, lang)
	if err != nil {
		return err
	}
	if err := writeFolder(f.out, files); err != nil {
		return err
	}
	_, err = fmt.Fprintf(cmd.OutOrStdout(), "%d housing areas, lists to %d, %d runs\nwritten: %s\n", len(r.Areas), f.until, f.runs, f.out)
	return err
}

func assumptionsText(path string) ([]byte, error) {
	text, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, &byblik.Error{Kind: byblik.Usage, File: filepath.Base(path), Place: "--assumptions", Found: "no such file", Expected: "a YAML file of assumptions", Do: "correct it; docs/examples/letting has one"}
	}
	if err != nil {
		return nil, &byblik.Error{Kind: byblik.Usage, File: filepath.Base(path), Place: "--assumptions", Found: err.Error(), Expected: "a file that can be read", Do: "correct it"}
	}
	return text, nil
}

// carryOut makes a study in memory.
func (f *lettingFlags) carryOut(from fs.FS, text []byte, lang catalog.Lang) (map[string][]byte, *letting.Result, error) {
	file := filepath.Base(f.assumptions)
	assume, err := letting.Read(file, text)
	if err != nil {
		return nil, nil, err
	}
	c, err := catalog.Embedded()
	if err != nil {
		return nil, nil, err
	}
	set := c.RuleSets[f.rules]
	if set == nil {
		return nil, nil, &byblik.Error{Kind: byblik.NotFound, Place: "--rules", Found: f.rules, Expected: "a rule set of the State's lists, such as dk-state-2021", Do: "byblik catalog list names them"}
	}
	j := listsJob{catalog: c, options: lists.Options{WithoutOrigin: withoutOrigin(assume.Origin)}}
	book, err := j.book()
	if err != nil {
		return nil, nil, err
	}
	tables, inputs, err := readListTables(from)
	if err != nil {
		return nil, nil, err
	}
	d, err := lists.Read(tables)
	if err != nil {
		return nil, nil, err
	}
	study, err := letting.New(assume, d, set, book.Over(d), letting.Options{Areas: f.areas, Until: f.until, Runs: f.runs, Seed: f.seed, Workers: f.workers})
	if err != nil {
		return nil, nil, err
	}
	recipe := &letting.Recipe{Program: "byblik " + version, Command: "letting", RuleSet: f.rules, Areas: f.areas, Until: f.until, Runs: f.runs, Seed: f.seed, Lang: string(lang),
		Inputs: map[string]string{}, Definitions: map[string]string{file: string(text)}}
	for _, in := range inputs {
		recipe.Inputs[in.File] = in.SHA256
	}
	for _, x := range book.RuleSets() {
		for name, text := range c.Closure(x.ID) {
			recipe.Definitions[name] = string(text)
		}
	}
	r := study.Run(nil)
	files, err := letting.Files(r, lang, recipe)
	if err != nil {
		return nil, nil, internal(err, "")
	}
	return files, r, nil
}

// withoutOrigin says for past lists what the assumptions say for those to come.
func withoutOrigin(use letting.OriginUse) lists.WithoutOrigin {
	switch use {
	case letting.OriginDrop:
		return lists.DropOrigin
	case letting.OriginSuspend:
		return lists.SuspendOrigin
	}
	return lists.KeepOrigin
}
