package main

import (
	"fmt"
	"os"
	"path/filepath"

	"byblik"
	"byblik/catalog"
	"byblik/lists"
	"byblik/run"
	"byblik/screen"

	"github.com/spf13/cobra"
)

// listsFlags are the arguments of byblik lists as they are written.
type listsFlags struct {
	from, out, lang, origin, average, rules string
	year                                    int
}

func listsCommand() *cobra.Command {
	var f listsFlags
	cmd := &cobra.Command{
		Use:   "lists --from DIR --year YEAR --out DIR",
		Short: "Hold housing areas against the State's lists: every list, criterion and margin in persons",
		Long: "Reads housing_areas and references, and imported and splits where they are, as .csv or .xlsx\n" +
			"from --from, judges every housing area (boligområde) by the rules of the list of that year and\n" +
			"writes tables, a report and the recipe to a new folder. The folder holds margins in persons and\n" +
			"is for entitled users; public.csv alone may be shown. Data that do not hold stop with exit code 3.",
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error { return f.run(cmd) },
	}
	flags := cmd.Flags()
	flags.StringVar(&f.from, "from", "", "folder with the files of the housing areas")
	flags.StringVar(&f.out, "out", "", "folder to write, which must not exist")
	flags.IntVar(&f.year, "year", 0, "year of the list of 1 December (before 2014: of October)")
	flags.StringVar(&f.rules, "rules", "", "judge every year by this rule set, such as dk-state-2018 (each by its own)")
	flags.StringVar(&f.origin, "without-origin", "", "drop: leave the criterion of origin out; suspend: lists that need it are no")
	flags.StringVar(&f.average, "average", "", "mean-of-rates or pooled (the rule set's reading)")
	flags.StringVar(&f.lang, "lang", "en", "language of the report: en or da")
	for _, name := range []string{"from", "out", "year"} {
		must(cmd.MarkFlagRequired(name))
	}
	return cmd
}

func (f *listsFlags) run(cmd *cobra.Command) error {
	if err := refuseExisting(f.out); err != nil {
		return err
	}
	lang, err := language(f.lang)
	if err != nil {
		return err
	}
	if err := isFolder(f.from); err != nil {
		return err
	}
	c, err := catalog.Embedded()
	if err != nil {
		return err
	}
	j := listsJob{catalog: c, from: os.DirFS(f.from), year: f.year, lang: lang,
		options: lists.Options{Rules: f.rules, WithoutOrigin: lists.WithoutOrigin(f.origin), Average: lists.Average(f.average)}}
	files, s, err := j.carryOut()
	if err != nil {
		return err
	}
	if err := writeFolder(f.out, files); err != nil {
		return err
	}
	_, err = fmt.Fprint(cmd.OutOrStdout(), listsSummary(s, f.out))
	return err
}

func isFolder(path string) error {
	if info, err := os.Stat(path); err != nil || !info.IsDir() {
		return &byblik.Error{Kind: byblik.Usage, File: filepath.Base(path), Place: "--from", Found: "no such folder", Expected: "the folder with housing_areas.csv and references.csv", Do: "correct --from"}
	}
	return nil
}

// carryOut reads, judges and writes a folder in memory.
func (j *listsJob) carryOut() (map[string][]byte, *lists.Screening, error) {
	book, err := j.book()
	if err != nil {
		return nil, nil, err
	}
	tables, inputs, err := readListTables(j.from)
	if err != nil {
		return nil, nil, err
	}
	d, err := lists.Read(tables)
	if err != nil {
		return nil, nil, err
	}
	s, err := book.Screen(d, j.year)
	if err != nil {
		return nil, nil, err
	}
	recipe, err := j.recipe(book, inputs)
	if err != nil {
		return nil, nil, err
	}
	files, err := lists.Files(&lists.Dossier{Screening: s, Lang: j.lang, Version: version, Recipe: recipe, Fingerprint: run.Fingerprint(recipe)})
	if err != nil {
		return nil, nil, internal(err, "")
	}
	return files, s, nil
}

func listsSummary(s *lists.Screening, out string) string {
	text := fmt.Sprintf("%s: %d housing areas, list of %s\n", s.Rules.ID, len(s.Standings), s.Rules.Lists.PublishedIn(s.Year))
	for i, l := range s.Rules.Lists.Lists {
		var n [4]int
		for j := range s.Standings {
			n[s.Standings[j].Results[i].On]++
		}
		text += fmt.Sprintf("  %-21s yes %d, no %d, indeterminate %d, missing %d\n", l.ID, n[screen.Yes], n[screen.No], n[screen.Indeterminate], n[screen.Absent])
	}
	return text + "written: " + out + "\n"
}
