package main

import (
	"fmt"
	"io"
	"strconv"
	"testing/fstest"

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
	if before.frame != after.frame {
		return &byblik.Error{Kind: byblik.Usage, Found: fmt.Sprintf("screenings of the areas %q and %q", before.frame, after.frame), Expected: "two screenings of the same areas", Do: "compare folders of one city"}
	}
	list, err := stress.Compare(before.Past, after.Past, near)
	if err != nil {
		return err
	}
	count := map[stress.Move]int{}
	for _, d := range list {
		count[d.Change]++
		if d.Change != stress.Near {
			if _, err := fmt.Fprintf(w, "%-4s %-12s %s\n", d.Change, d.Reason, d.Text.In(lang)); err != nil {
				return err
			}
		}
	}
	if _, err := fmt.Fprintf(w, "in: %d, out: %d, near: %d\n", count[stress.In], count[stress.Out], count[stress.Near]); err != nil {
		return err
	}
	if out == "" {
		return nil
	}
	files, err := dossier.Differences(lang, before.Past, after.Past, list, dossier.Compared{
		Place: after.rules.Place, Invented: after.rules.Invented, Units: after.units(), Near: near,
		Before: before.fingerprint, After: after.fingerprint, Version: "byblik " + version,
	})
	if err != nil {
		return internal(err, "")
	}
	return folder.Write(out, files)
}

// earlierRun is a screening read back from its folder.
type earlierRun struct {
	*stress.Past
	catalog     *catalog.Catalog
	rules       *catalog.RuleSet
	fingerprint string
	frame       byblik.Frame
}

// units gives the unit of each criterion that is one indicator's figure.
func (r *earlierRun) units() map[string]catalog.Text {
	m := map[string]catalog.Text{}
	for _, k := range r.rules.Criteria {
		if len(k.Of) == 1 {
			m[k.ID] = r.catalog.Indicators[k.Of[0].Indicator].Unit
		}
	}
	return m
}

// readPast reads a screening back from its folder.
func readPast(dir string) (*earlierRun, error) {
	files, err := readFolder(dir)
	if err != nil {
		return nil, err
	}
	recipe, err := run.ReadRecipe(files["recipe.json"])
	if err != nil {
		return nil, err
	}
	definitions := fstest.MapFS{}
	for name, text := range recipe.Definitions {
		definitions[name] = &fstest.MapFile{Data: []byte(text)}
	}
	c, err := catalog.Load(definitions)
	if err != nil {
		return nil, err
	}
	rules := c.RuleSets[recipe.RuleSet]
	if rules == nil || rules.Flag == nil {
		return nil, &byblik.Error{Kind: byblik.Usage, File: "recipe.json", Found: "the rule set " + recipe.RuleSet, Expected: "a screening by criteria", Do: "compare two folders of such a rule set"}
	}
	p, err := past(c, rules, recipe)
	if err != nil {
		return nil, err
	}
	return &earlierRun{Past: p, catalog: c, rules: rules, fingerprint: run.Fingerprint(files["recipe.json"]), frame: recipe.Frame},
		dossier.ReadAreas(files["areas.csv"], files["criteria.csv"], recipe.Frame, p)
}

// past gives what a recipe tells of a screening; its areas are in the tables.
func past(c *catalog.Catalog, rules *catalog.RuleSet, recipe *run.Recipe) (*stress.Past, error) {
	t, err := byblik.ParsePeriod(recipe.Screened)
	if err != nil {
		return nil, &byblik.Error{Kind: byblik.Usage, File: "recipe.json", Place: "screened", Found: recipe.Screened, Expected: "a period", Do: "screen again"}
	}
	num, den, err := catalog.ParseShare(rules.Flag.Of)
	if err != nil {
		return nil, &byblik.Error{Kind: byblik.Usage, File: "recipe.json", Place: "flag.of", Found: strconv.Quote(rules.Flag.Of), Expected: "a share", Do: "screen again"}
	}
	p := &stress.Past{RuleSet: rules.ID, Period: t, Of: stress.Fraction{Num: num, Den: den}, Years: stress.Fraction{Num: rules.Flag.Years, Den: rules.Flag.OfLatest}}
	for _, k := range rules.Criteria {
		if k.Level != "" && k.Level != "area" {
			continue // known at a coarser level: it does not enter the count
		}
		lower := len(k.Of) == 1 && k.Of[0].Signed != "as_is" && c.Indicators[k.Of[0].Indicator].Direction == catalog.LowerIsWorse
		p.Criteria = append(p.Criteria, stress.PastCriterion{ID: k.ID, Title: k.Title, Limit: k.Limit.Z, Strict: k.Limit.Strict, LowerIsWorse: lower})
	}
	return p, nil
}
