package main

import (
	"cmp"
	"maps"
	"os"
	"path/filepath"
	"testing/fstest"
	"time"

	"byblik"
	"byblik/catalog"

	"github.com/spf13/cobra"
)

// runFlags are the arguments of byblik run as they are written.
type runFlags struct {
	screenFlags
	hour, secret, replaces, reasonDa, reasonEn string
	dry                                        bool
	register, plan                             string
}

func runCommand() *cobra.Command {
	var f runFlags
	cmd := &cobra.Command{
		Use:   "run RULESET --from DIR --out RELEASES",
		Short: "Take one period through all stages and make a public release",
		Long: "Reads the publishers' files from --from, screens, protects every figure, screens the protected\n" +
			"figures once more and writes one immutable release to a new folder below --out, such as\n" +
			"RELEASES/minby-2025-1. docs/release-format.md describes the folder.",
		Args: cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error { return f.run(cmd, args[0]) },
	}
	flags := cmd.Flags()
	flags.StringVar(&f.from, "from", "", "folder with the publishers' files")
	flags.StringVar(&f.out, "out", "", "folder of the releases")
	flags.StringVar(&f.plan, "plan", "", "file with a publication plan of your own (the one that ships for RULESET)")
	flags.StringVar(&f.period, "period", "", "period to publish, such as 2025 (the newest complete one)")
	flags.StringVar(&f.within, "within", "", "publish only the areas of this authority code")
	flags.BoolVar(&f.partial, "partial", false, "go on although criteria lack data; every page and file then says so")
	flags.StringArrayVar(&f.accept, "accept", nil, "CHECK=REASON: accept what a check found; the release repeats it")
	flags.Uint64Var(&f.seed, "seed", 1, "seed of everything random but the protection")
	flags.IntVar(&f.stress, "stress", 10000, "plausible screenings that tell how firm each result is (0 = none)")
	flags.IntVar(&f.workers, "workers", 0, "processors to use (0 = all); never changes a byte")
	flags.StringVar(&f.register, "register", "", "data folder of byblik take: count persons kept there in place of what came as a table")
	flags.StringVar(&f.secret, "secret", "", "file with the key of the noise, made with byblik secret (an invented town has its own)")
	flags.StringVar(&f.hour, "hour", "", "hour at which the release may become public, such as 2026-12-01T07:00:00Z (1 January after the period)")
	flags.StringVar(&f.replaces, "replaces", "", "id of the release that this one corrects, which stays")
	flags.StringVar(&f.reasonDa, "reason-da", "", "why, in Danish, for everybody to read")
	flags.StringVar(&f.reasonEn, "reason-en", "", "why, in English")
	flags.BoolVar(&f.dry, "dry-run", false, "take all stages and attack the release, but write nothing")
	must(cmd.MarkFlagRequired("from"))
	must(cmd.MarkFlagRequired("out"))
	return cmd
}

func (f *runFlags) run(cmd *cobra.Command, name string) error {
	c, rules, err := ruleSet(name)
	if err != nil {
		return err
	}
	if err := refuseLists(rules); err != nil {
		return err
	}
	f.lang = string(catalog.En)
	args, err := f.arguments()
	if err != nil {
		return err
	}
	from, err := openFrom(f.from)
	if err != nil {
		return err
	}
	j := releaseJob{job: job{catalog: c, rules: rules, from: from, arguments: args, workers: f.workers, progress: newProgress(cmd.ErrOrStderr())},
		stage: newStages(cmd.ErrOrStderr()), replaces: f.replaces}
	if j.secret, err = secretFor(rules, f.secret); err != nil {
		return err
	}
	if f.register != "" {
		j.registers = &registers{data: f.register, secret: j.secret}
	}
	if j.hour, err = hourOf("--hour", f.hour); err != nil {
		return err
	}
	if j.reason, err = f.reason(); err != nil {
		return err
	}
	if err := f.choosePlan(&j); err != nil {
		return err
	}
	if j.earlier, err = earlierReleases(f.out, j.catalog.PlaceOf(j.plan), rules.Areas.Frame); err != nil {
		return err
	}
	j.together = true
	return j.write(cmd.OutOrStdout(), f.out, f.dry)
}

// choosePlan finds the publication plan: the file that was named, or the one of
// the catalog. A plan for one authority publishes its areas alone.
func (f *runFlags) choosePlan(j *releaseJob) (err error) {
	if f.plan == "" {
		j.plan, err = planOf(j.catalog, j.rules, f.within)
		return err
	}
	text, err := os.ReadFile(f.plan)
	if err != nil {
		return &byblik.Error{Kind: byblik.Usage, File: filepath.Base(f.plan), Place: "--plan", Found: "no file that can be read", Expected: "a publication plan, such as my-city.yaml", Do: "correct the path"}
	}
	shipped := maps.Clone(j.catalog.Publications)
	if j.catalog, err = j.catalog.Extend(fstest.MapFS{"publications/" + filepath.Base(f.plan): {Data: text}}); err != nil {
		return err
	}
	for id, p := range j.catalog.Publications {
		if shipped[id] == nil {
			j.plan = p
		}
	}
	return f.fitPlan(j)
}

// fitPlan refuses a plan of another rule set, or of another authority than the one
// that was asked for.
func (f *runFlags) fitPlan(j *releaseJob) error {
	e := &byblik.Error{Kind: byblik.Usage, File: filepath.Base(f.plan), Do: "correct the plan, or the command"}
	switch {
	case j.plan == nil:
		e.Found, e.Expected, e.Do = "a plan that ships with byblik", "a plan of your own", "leave out --plan"
	case j.plan.RuleSet != j.rules.ID:
		e.Place, e.Found, e.Expected = "rule_set", j.plan.RuleSet, j.rules.ID
	case f.within != j.plan.Within:
		e.Place, e.Found, e.Expected = "within", cmp.Or(j.plan.Within, "no authority"), "--within "+cmp.Or(f.within, "left out")
	default:
		return nil
	}
	return e
}

// hourOf reads the hour of a flag; empty is the zero time.
func hourOf(flag, s string) (time.Time, error) {
	if s == "" {
		return time.Time{}, nil
	}
	t, err := time.Parse(time.RFC3339, s)
	if err != nil {
		return t, &byblik.Error{Kind: byblik.Usage, Place: flag, Found: s, Expected: "an hour with its zone, such as 2026-12-01T07:00:00Z or 2026-12-01T08:00:00+01:00", Do: "correct it"}
	}
	return t.UTC(), nil
}

// reason is why a release replaces another: in both languages, or not at all.
func (f *runFlags) reason() (*catalog.Text, error) {
	said := f.reasonDa != "" || f.reasonEn != ""
	if (f.replaces != "") != said || said && (f.reasonDa == "" || f.reasonEn == "") {
		return nil, &byblik.Error{Kind: byblik.Usage, Place: "--replaces", Found: "a release to replace without a reason in both languages, or a reason without it",
			Expected: "--replaces ID --reason-da … --reason-en …", Do: "say why, so that readers of the old figures know"}
	}
	if !said {
		return nil, nil
	}
	return &catalog.Text{Da: f.reasonDa, En: f.reasonEn}, nil
}
