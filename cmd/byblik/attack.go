package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"testing/fstest"

	"byblik"
	"byblik/catalog"
	"byblik/compile"
	"byblik/disclose"
	"byblik/publish"
	"byblik/release"

	"github.com/spf13/cobra"
)

func attackCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "attack RELEASE…",
		Short: "Try to find out from releases what they must not tell",
		Long: "Reads the folders as anybody can, lays all their figures into one system and tries every attack\n" +
			"on them together: totals minus parts, linear programming, places laid over each other, percentages\n" +
			"inverted, other numbers in other files, and more. Needs no key and no register. Exit code 1 if\n" +
			"anything is found.",
		Args: cobra.MinimumNArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			report, err := attackFolders(args)
			if err != nil {
				return err
			}
			if err := tellAttack(cmd.OutOrStdout(), report); err != nil {
				return err
			}
			return refuseBreach(report)
		},
	}
}

// attackFolders attacks releases as they lie on disk.
func attackFolders(dirs []string) (*disclose.Report, error) {
	var all []*release.Release
	at := map[*release.Release]string{}
	for _, dir := range dirs {
		r, err := release.Open(os.DirFS(dir))
		if err != nil {
			return nil, err
		}
		all = append(all, r)
		at[r] = dir
	}
	sortReleases(all)
	newest := all[len(all)-1]
	c, plan, err := definitionsOf(newest)
	if err != nil {
		return nil, err
	}
	files := map[string][]byte{}
	for _, f := range newest.Manifest.Files {
		if files[f.Path], err = os.ReadFile(filepath.Join(at[newest], f.Path)); err != nil {
			return nil, internal(err, "give a folder that can be read")
		}
	}
	return attackTogether(all, c, plan, files, nil)
}

// definitionsOf reads the catalog that a release carries.
func definitionsOf(r *release.Release) (*catalog.Catalog, *catalog.Publication, error) {
	files := fstest.MapFS{}
	for name, text := range r.Definitions {
		files[name] = &fstest.MapFile{Data: text}
	}
	c, err := catalog.Load(files)
	if err != nil {
		return nil, nil, err
	}
	plan := c.PlanOf(r.Manifest.RuleSet)
	if plan == nil || c.RuleSets[r.Manifest.RuleSet] == nil {
		return nil, nil, &byblik.Error{Kind: byblik.Invalid, File: r.Manifest.ID, Place: "definitions", Found: "no plan or rule set", Expected: "the definitions of " + r.Manifest.RuleSet, Do: "get the release again"}
	}
	return c, plan, nil
}

// attackTogether attacks the newest release with all earlier ones; its files
// are read as other programs read them. Truth may be nil.
func attackTogether(all []*release.Release, c *catalog.Catalog, plan *catalog.Publication, files map[string][]byte, truth map[disclose.Figure]byblik.Raw) (*disclose.Report, error) {
	newest := compile.Files{Text: files}
	channels, err := publish.Channels(all[len(all)-1].Manifest.ID, files)
	if err != nil {
		return nil, err
	}
	for _, ch := range channels {
		newest.Channels = append(newest.Channels, disclose.Channel(ch))
	}
	what := make([]compile.Files, len(all))
	what[len(all)-1] = newest
	return compile.PastOf(all, c, plan).Attack(what, truth)
}

// refuseBreach turns what an attack found into an error, one line each for
// the first ten.
func refuseBreach(r *disclose.Report) error {
	if r.Holds() && r.Exact == 0 && r.Narrowed == 0 && r.Wrong == 0 {
		return nil
	}
	errs := []error{&byblik.Error{Kind: byblik.Withheld, Found: fmt.Sprintf("a release that gives something away: %d breaches, %d counts exact, %d narrowed", len(r.Breaches), r.Exact, r.Narrowed),
		Expected: "none", Do: "change the publication plan; nothing was written"}}
	for _, b := range r.Breaches[:min(10, len(r.Breaches))] {
		errs = append(errs, &byblik.Error{Kind: byblik.Withheld, File: b.File, Place: string(b.Attack) + " " + b.Figure.String(), Found: b.What, Expected: "nothing of the kind"})
	}
	return errors.Join(errs...)
}

func tellAttack(w io.Writer, r *disclose.Report) error {
	_, err := fmt.Fprintf(w, "attacked together: %v\n  counts %d, shown %d, suppressed %d\n  exact %d, narrowed %d, fewest values left %v\n", r.Releases, r.Cells, r.Shown, r.Suppressed, r.Exact, r.Narrowed, r.Narrowest)
	for _, t := range r.Tries {
		if err == nil {
			_, err = fmt.Fprintf(w, "  %-12s tried %7d, found %d\n", t.Attack, t.Tried, t.Found)
		}
	}
	return err
}
