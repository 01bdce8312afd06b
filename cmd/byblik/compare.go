package main

import (
	"fmt"
	"io"

	"byblik"
	"byblik/catalog"
	"byblik/dossier"
	"byblik/folder"
	"byblik/run"
	"byblik/stress"

	"github.com/spf13/cobra"
)

func compareCommand() *cobra.Command {
	var out, langFlag string
	var near float64
	cmd := &cobra.Command{
		Use:   "compare RUN1 RUN2",
		Short: "Say which areas came in, went out or are near, and why each changed",
		Long: "Compares two output folders of byblik screen, the earlier first: areas that came in, went out\n" +
			"or lie near a limit, and why each changed: its own figures, the city's, the rule, the border\n" +
			"or the year.",
		Args: cobra.ExactArgs(2),
		RunE: func(cmd *cobra.Command, args []string) error {
			lang, err := language(langFlag)
			if err != nil {
				return err
			}
			if out != "" {
				if err := folder.Refuse(out); err != nil {
					return err
				}
			}
			return compareRuns(cmd.OutOrStdout(), args[0], args[1], near, lang, out)
		},
	}
	cmd.Flags().StringVar(&out, "out", "", "folder to write differences.csv and differences.html to")
	cmd.Flags().StringVar(&langFlag, "lang", "en", "language: en or da")
	cmd.Flags().Float64Var(&near, "near", 0.1, "standard scores from a limit within which an area is near")
	return cmd
}

func compareRuns(w io.Writer, earlier, later string, near float64, lang catalog.Lang, out string) error {
	before, err := readPast(earlier)
	if err != nil {
		return err
	}
	after, err := readPast(later)
	if err != nil {
		return err
	}
	if before.Frame != after.Frame {
		return &byblik.Error{Kind: byblik.Usage, Found: fmt.Sprintf("screenings of the areas %q and %q", before.Frame, after.Frame), Expected: "two screenings of the same areas", Do: "compare folders of one city"}
	}
	list, err := stress.Compare(before.Past, after.Past, near)
	if err != nil {
		return err
	}
	said, err := dossier.DifferencesSummary(lang, list)
	if err != nil {
		return err
	}
	if _, err := fmt.Fprint(w, said); err != nil {
		return err
	}
	if out == "" {
		return nil
	}
	files, err := dossier.Differences(lang, before.Past, after.Past, list, dossier.Compared{
		Place: after.Rules.Place, Invented: after.Rules.Invented, Units: after.Units(), Near: near,
		Before: before.Fingerprint, After: after.Fingerprint, Version: "byblik " + version,
	})
	if err != nil {
		return internal(err, "")
	}
	return folder.Write(out, files)
}

// readPast reads a screening back from its folder.
func readPast(dir string) (*run.Past, error) {
	files, err := readFolder(dir)
	if err != nil {
		return nil, err
	}
	return run.ReadPast(files)
}
