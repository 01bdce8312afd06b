package main

import (
	"os"
	"path/filepath"
	"time"

	"byblik"
	"byblik/catalog"
	"byblik/gather"

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
	secret, err := secretFor(rules, f.secret)
	if err != nil {
		return err
	}
	j, err := newReleaseJob(&gather.Release{Request: gather.Request{Catalog: c, Rules: rules, Arguments: args, Workers: f.workers}, Replaces: f.replaces}, from, secret)
	if err != nil {
		return err
	}
	j.Progress, j.Stage = newProgress(cmd.ErrOrStderr()), newStages(cmd.ErrOrStderr())
	if f.register != "" {
		j.count(&registers{data: f.register, secret: secret})
	}
	if j.Hour, err = hourOf("--hour", f.hour); err != nil {
		return err
	}
	if j.Reason, err = f.reason(); err != nil {
		return err
	}
	if err := f.choosePlan(j); err != nil {
		return err
	}
	if j.Earlier, err = earlierReleases(f.out, j.Catalog.PlaceOf(j.Plan), rules.Areas.Frame); err != nil {
		return err
	}
	j.together = true
	return j.write(cmd.OutOrStdout(), f.out, f.dry)
}

// choosePlan finds the publication plan: the file that was named, or the one of
// the catalog. A plan for one authority publishes its areas alone.
func (f *runFlags) choosePlan(j *releaseJob) (err error) {
	if f.plan == "" {
		j.Plan, err = gather.PlanOf(j.Catalog, j.Rules, f.within)
		return err
	}
	text, err := os.ReadFile(f.plan)
	if err != nil {
		return &byblik.Error{Kind: byblik.Usage, File: filepath.Base(f.plan), Place: "--plan", Found: "no file that can be read", Expected: "a publication plan, such as my-city.yaml", Do: "correct the path"}
	}
	j.Catalog, j.Plan, err = gather.OwnPlan(j.Catalog, j.Rules, f.within, filepath.Base(f.plan), text)
	return err
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
