package main

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"

	"byblik"
	"byblik/catalog"
	"byblik/folder"
	"byblik/housing"

	"github.com/spf13/cobra"
)

func lettingCommand() *cobra.Command {
	var from, out, assumptions string
	var all bool
	var workers int
	r := housing.Recipe{Command: housing.Letting}
	cmd := &cobra.Command{
		Use:   "letting --from DIR (--area CODE | --all) --assumptions FILE --out DIR",
		Short: "What letting could do to the State's lists, how many lettings it would take, and who waits",
		Long: "Reads the files of byblik lists from --from and assumptions of letting, waiting list and those\n" +
			"who move from a YAML file (docs/letting.md), and writes the chance of each list until --until,\n" +
			"the fewest lettings that reach the goal, and what it means for those who wait. The folder is\n" +
			"for entitled users.",
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if all == (len(r.Areas) > 0) {
				return &byblik.Error{Kind: byblik.Usage, Place: "--area, --all", Found: "both or neither", Expected: "one of them", Do: "name areas, or take all"}
			}
			return runLetting(cmd, r, from, out, assumptions, workers)
		},
	}
	flags := cmd.Flags()
	flags.StringVar(&from, "from", "", "folder with the files of the housing areas")
	flags.StringArrayVar(&r.Areas, "area", nil, "code of a housing area; may be given again")
	flags.BoolVar(&all, "all", false, "all housing areas of the folder")
	flags.StringVar(&assumptions, "assumptions", "", "YAML file of assumptions")
	flags.IntVar(&r.Until, "until", 2035, "the last list of 1 December")
	flags.StringVar(&out, "out", "", "folder to write, which must not exist")
	flags.StringVar(&r.Rules, "rules", "dk-state-2021", "rule set of the lists to come")
	flags.IntVar(&r.Runs, "runs", 10000, "runs with chance")
	flags.Uint64Var(&r.Seed, "seed", 1, "seed of everything random")
	flags.IntVar(&workers, "workers", 0, "processors to use (0 = all); never changes a result")
	flags.StringVar(&r.Lang, "lang", "en", "language of the report: en or da")
	for _, name := range []string{"from", "assumptions", "out"} {
		must(cmd.MarkFlagRequired(name))
	}
	return cmd
}

func runLetting(cmd *cobra.Command, r housing.Recipe, from, out, assumptions string, workers int) error {
	h, err := housingInto(r, from, out)
	if err != nil {
		return err
	}
	h.Workers = workers
	text, err := assumptionsText(assumptions)
	if err != nil {
		return err
	}
	h.Assumptions = &housing.Named{File: filepath.Base(assumptions), Text: string(text)}
	files, result, err := h.Letting()
	if err != nil {
		return err
	}
	if err := folder.Write(out, files); err != nil {
		return err
	}
	return say(cmd)(result.Summary(catalog.Lang(r.Lang), out))
}

func assumptionsText(path string) ([]byte, error) {
	text, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, &byblik.Error{Kind: byblik.Usage, File: filepath.Base(path), Place: "--assumptions", Found: "no such file", Expected: "a YAML file of assumptions", Do: "correct it; byblik demo --files DIR writes one"}
	}
	if err != nil {
		return nil, &byblik.Error{Kind: byblik.Usage, File: filepath.Base(path), Place: "--assumptions", Found: err.Error(), Expected: "a file that can be read", Do: "correct it"}
	}
	return text, nil
}
