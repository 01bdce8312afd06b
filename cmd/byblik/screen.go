package main

import (
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"byblik"
	"byblik/catalog"
	"byblik/dossier"
	"byblik/folder"
	"byblik/run"

	"github.com/spf13/cobra"
)

// screenFlags are the arguments of byblik screen as they are written.
type screenFlags struct {
	from, out, period, within, previous, lang string
	partial                                   bool
	accept                                    []string
	seed                                      uint64
	workers, stress                           int
}

func screenCommand() *cobra.Command {
	var f screenFlags
	cmd := &cobra.Command{
		Use:   "screen RULESET --from DIR --out DIR",
		Short: "Screen the areas of a place and write what was found",
		Long: "Reads the publishers' files that the rule set names from --from (a folder or, where one\n" +
			"file is all there is, that file), screens every area and writes tables, maps, a report and\n" +
			"the recipe to a new folder. Data that do not hold stop the run with exit code 3.",
		Args: cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error { return f.run(cmd, args[0]) },
	}
	flags := cmd.Flags()
	flags.StringVar(&f.from, "from", "", "folder with the publishers' files, or the one file")
	flags.StringVar(&f.out, "out", "", "folder to write, which must not exist")
	flags.StringVar(&f.period, "period", "", "period to screen, such as 2013 (the newest complete one)")
	flags.StringVar(&f.within, "within", "", "screen only the areas of this authority code")
	flags.StringVar(&f.previous, "previous", "", "output folder of an earlier screening, whose zone ids live on")
	flags.BoolVar(&f.partial, "partial", false, "go on although criteria lack data; every output then says so")
	flags.StringArrayVar(&f.accept, "accept", nil, "CHECK=REASON: accept what a check found; every output repeats it")
	flags.Uint64Var(&f.seed, "seed", 1, "seed of everything random")
	flags.IntVar(&f.stress, "stress", 10000, "plausible screenings that tell how firm each result is (0 = none)")
	flags.IntVar(&f.workers, "workers", 0, "processors to use (0 = all); never changes a result")
	flags.StringVar(&f.lang, "lang", "en", "language of the report: en or da")
	must(cmd.MarkFlagRequired("from"))
	must(cmd.MarkFlagRequired("out"))
	return cmd
}

func must(err error) {
	if err != nil {
		panic(err) // a flag that does not exist: a fault of the program
	}
}

func (f *screenFlags) run(cmd *cobra.Command, name string) error {
	if err := folder.Refuse(f.out); err != nil {
		return err
	}
	c, rules, err := ruleSet(name)
	if err != nil {
		return err
	}
	if err := refuseLists(rules); err != nil {
		return err
	}
	args, err := f.arguments()
	if err != nil {
		return err
	}
	earlier, err := f.earlier(rules, &args)
	if err != nil {
		return err
	}
	from, err := openFrom(f.from)
	if err != nil {
		return err
	}
	r := request(c, rules, from, args)
	r.Workers, r.Progress = f.workers, newProgress(cmd.ErrOrStderr())
	result, err := carryOut(r)
	if err != nil {
		return err
	}
	if earlier != nil {
		if err := earlier.Precedes(rules.Areas.Frame, result.screening.Period); err != nil {
			return err
		}
	}
	if err := folder.Write(f.out, result.files); err != nil {
		return err
	}
	return say(cmd)(result.summary(f.out))
}

// arguments checks what was written and gives what a recipe keeps.
func (f *screenFlags) arguments() (run.Arguments, error) {
	args := run.Arguments{Within: f.within, Partial: f.partial, Seed: f.seed, Stress: f.stress}
	lang, err := language(f.lang)
	if err != nil {
		return args, err
	}
	if f.workers < 0 {
		return args, &byblik.Error{Kind: byblik.Usage, Place: "--workers", Found: fmt.Sprint(f.workers), Expected: "a number of processors, or 0 for all", Do: "correct it"}
	}
	if f.stress < 0 || f.stress > 10_000_000 {
		return args, &byblik.Error{Kind: byblik.Usage, Place: "--stress", Found: fmt.Sprint(f.stress), Expected: "a number of screenings, such as 10000", Do: "correct it"}
	}
	args.Lang = lang
	if f.period != "" {
		if args.Period, err = byblik.ParsePeriod(f.period); err != nil {
			return args, &byblik.Error{Kind: byblik.Usage, Place: "--period", Found: f.period, Expected: "a period such as 2013", Do: "correct it"}
		}
	}
	for _, a := range f.accept {
		check, reason, ok := strings.Cut(a, "=")
		if !ok || check == "" || strings.TrimSpace(reason) == "" {
			return args, &byblik.Error{Kind: byblik.Usage, Place: "--accept", Found: a, Expected: "CHECK=REASON, such as double-key=\"two rows were sent, the second is the correction\"",
				Do: "write the reason; every output repeats it"}
		}
		args.Accept(check, strings.TrimSpace(reason))
	}
	return args, nil
}

// earlier reads the zones of the earlier screening that was named, if one was,
// and gives its recipe. The period of this one may not be known yet.
func (f *screenFlags) earlier(rules *catalog.RuleSet, args *run.Arguments) (*run.Recipe, error) {
	if f.previous == "" {
		return nil, nil
	}
	files, err := readFolder(f.previous)
	if err != nil {
		return nil, err
	}
	recipe, err := run.ReadRecipe(files["recipe.json"])
	if err != nil {
		return nil, err
	}
	if err := recipe.Precedes(rules.Areas.Frame, args.Period); err != nil {
		return nil, err
	}
	args.Previous, err = dossier.ReadZones(files["zones.csv"], files["members.csv"], recipe.Frame)
	return recipe, err
}

func language(s string) (catalog.Lang, error) {
	switch l := catalog.Lang(s); l {
	case catalog.Da, catalog.En:
		return l, nil
	}
	return "", &byblik.Error{Kind: byblik.Usage, Place: "--lang", Found: s, Expected: "en or da", Do: "choose one"}
}

// delivered is where the publishers' files lie: a folder, or one file.
type delivered struct {
	fs.FS
	single string // name of the one file; empty for a folder
}

func openFrom(path string) (delivered, error) {
	info, err := os.Stat(path)
	if err != nil {
		return delivered{}, &byblik.Error{Kind: byblik.Usage, File: filepath.Base(path), Place: "--from", Found: "no such file or folder",
			Expected: "the folder with the publishers' files, or the one file", Do: "correct --from"}
	}
	if info.IsDir() {
		return delivered{FS: os.DirFS(path)}, nil
	}
	if !info.Mode().IsRegular() {
		return delivered{}, &byblik.Error{Kind: byblik.Usage, File: filepath.Base(path), Place: "--from", Found: "no regular file",
			Expected: "the folder with the publishers' files, or the one file", Do: "save what comes through it as a file, and give that"}
	}
	return delivered{FS: os.DirFS(filepath.Dir(path)), single: filepath.Base(path)}, nil
}
