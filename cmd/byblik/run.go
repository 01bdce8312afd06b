package main

import (
	"fmt"
	"io/fs"
	"maps"
	"path/filepath"
	"time"

	"byblik"
	"byblik/catalog"
	"byblik/compile"
	"byblik/disclose"
	"byblik/lists"
	"byblik/minby"
	"byblik/publish"
	"byblik/release"
	"byblik/run"
	"byblik/source"

	"github.com/spf13/cobra"
)

// runFlags are the arguments of byblik run as they are written.
type runFlags struct {
	screenFlags
	hour, secret string
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
	flags.StringVar(&f.period, "period", "", "period to publish, such as 2025 (the newest complete one)")
	flags.StringArrayVar(&f.accept, "accept", nil, "CHECK=REASON: accept what a check found; the release repeats it")
	flags.Uint64Var(&f.seed, "seed", 1, "seed of everything random but the protection")
	flags.IntVar(&f.stress, "stress", 10000, "plausible screenings that tell how firm each result is (0 = none)")
	flags.IntVar(&f.workers, "workers", 0, "processors to use (0 = all); never changes a byte")
	flags.StringVar(&f.secret, "secret", "", "file with the key of the noise, made with byblik secret (an invented town has its own)")
	flags.StringVar(&f.hour, "hour", "", "hour at which the release may become public, such as 2026-12-01T07:00:00Z (1 January after the period)")
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
	key, err := secretFor(rules, f.secret)
	if err != nil {
		return err
	}
	j := releaseJob{secret: key, job: job{catalog: c, rules: rules, from: from, arguments: args, workers: f.workers, progress: newProgress(cmd.ErrOrStderr())}}
	if f.hour != "" {
		if j.hour, err = time.Parse(time.RFC3339, f.hour); err != nil {
			return &byblik.Error{Kind: byblik.Usage, Place: "--hour", Found: f.hour, Expected: "an hour such as 2026-12-01T07:00:00Z", Do: "correct it"}
		}
	}
	return j.write(cmd, f.out)
}

// write makes the release and puts its folder below releases, whole or not at
// all.
func (j *releaseJob) write(cmd *cobra.Command, releases string) error {
	r, files, err := j.carryOut()
	if err != nil {
		return err
	}
	dir := filepath.Join(releases, r.Manifest.ID)
	if err := refuseExisting(dir); err != nil {
		return err
	}
	if err := writeFolder(dir, files); err != nil {
		return err
	}
	_, err = fmt.Fprintf(cmd.OutOrStdout(), "release %s: %d indicators, %d places, %d files\n  hash %s\n  written to %s\n",
		r.Manifest.ID, len(r.Indicators), places(r), len(files), r.Hash, dir)
	return err
}

// releaseMinby makes the invented town's release, with a tenth of the usual
// plausible screenings.
func releaseMinby(cmd *cobra.Command, releases string, seed uint64) error {
	c, rules, err := ruleSet(minbyRules)
	if err != nil {
		return err
	}
	j := releaseJob{secret: []byte(minbySecret), job: job{catalog: c, rules: rules, from: delivered{FS: minby.Files(seed)}, progress: newProgress(cmd.ErrOrStderr()),
		arguments: run.Arguments{Lang: catalog.En, Seed: seed, Stress: demoStress}}}
	return j.write(cmd, releases)
}

func places(r *release.Release) int {
	n := 0
	for _, l := range r.Levels {
		n += len(l.Places)
	}
	return n
}

// releaseJob is one release to make.
type releaseJob struct {
	job
	plan   *catalog.Publication
	secret []byte    // of the noise
	hour   time.Time // zero: 1 January after the period
}

// carryOut takes one period through all stages and gives the release with its
// files. Nothing is on disk yet when it returns.
func (j *releaseJob) carryOut() (*release.Release, map[string][]byte, error) {
	if j.plan = j.catalog.PlanOf(j.rules.ID); j.plan == nil {
		return nil, nil, &byblik.Error{Kind: byblik.Usage, Place: j.rules.ID, Found: "no publication plan", Expected: "publications/<id>.yaml with rule_set: " + j.rules.ID, Do: "plan what is published, at which levels"}
	}
	for _, p := range j.plan.Indicators {
		j.also = appendNew(j.also, p.Indicator)
	}
	in, err := j.read()
	if err != nil {
		return nil, nil, err
	}
	decision, err := run.Screen(*in, j.arguments)
	if err != nil {
		return nil, nil, err
	}
	secret, err := disclose.SecretOf(j.secret)
	if err != nil {
		return nil, nil, err
	}
	x := compile.Input{Run: *in, Arguments: j.arguments, Decision: decision, Number: 1, Hour: j.hour, Plan: j.plan, Secret: secret}
	if x.Hour.IsZero() {
		x.Hour = time.Date(decision.Period.Year+1, time.January, 1, 0, 0, 0, 0, time.UTC)
	}
	if x.Lists, err = j.stateLists(decision.Period.Year); err != nil {
		return nil, nil, err
	}
	if x.Housing, err = j.optional(&x.Run, j.plan.Shown.Housing); err != nil {
		return nil, nil, err
	}
	r, err := compile.Release(x)
	if err != nil {
		return nil, nil, err
	}
	files, err := release.Encode(r)
	if err != nil {
		return nil, nil, internal(err, "")
	}
	formats, err := publish.Files(r)
	if err != nil {
		return nil, nil, internal(err, "")
	}
	maps.Copy(files, formats)
	if err := release.Seal(r, files); err != nil {
		return nil, nil, internal(err, "")
	}
	return r, files, nil
}

// optional reads a source that only a release shows, such as the land of the
// housing areas; nil where it was not delivered.
func (j *releaseJob) optional(in *run.Input, id string) (*byblik.Delivery, error) {
	def := j.catalog.Sources[id]
	if def == nil {
		return nil, nil
	}
	ds, err := source.Read(source.Request{FS: j.from.FS, Definition: def, Period: byblik.Period{}, AllPeriods: true})
	if err != nil || len(ds) == 0 {
		return nil, err
	}
	in.Receipts = append(in.Receipts, ds[0].Receipt)
	in.Sources = appendNew(in.Sources, def)
	return ds[0], nil
}

// stateLists screens the housing areas for the list of every year up to the
// given one, where their figures were delivered.
func (j *releaseJob) stateLists(last int) ([]*lists.Screening, error) {
	if _, err := fs.Stat(j.from.FS, lists.AreasFile+".csv"); err != nil {
		return nil, nil
	}
	c, err := catalog.Embedded()
	if err != nil {
		return nil, err
	}
	h := housing{housingRecipe: housingRecipe{Command: listsName, Year: last, Lang: string(catalog.En)}, catalog: c, from: j.from.FS}
	book, d, err := h.open(lists.Options{})
	if err != nil {
		return nil, err
	}
	newest, err := book.Screen(d, last)
	if err != nil {
		return nil, err
	}
	var all []*lists.Screening
	seen := map[int]bool{last: true}
	for _, p := range newest.History {
		if seen[p.Year] {
			continue
		}
		seen[p.Year] = true
		s, err := book.Screen(d, p.Year)
		if err != nil {
			return nil, err
		}
		all = append(all, s)
	}
	return append(all, newest), nil
}
