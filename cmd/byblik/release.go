package main

import (
	"cmp"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"byblik"
	"byblik/catalog"
	"byblik/compile"
	"byblik/disclose"
	"byblik/folder"
	"byblik/housing"
	"byblik/lists"
	"byblik/minby"
	"byblik/publish"
	"byblik/release"
	"byblik/run"
	"byblik/source"

	"github.com/spf13/cobra"
)

// releaseJob is one release to make.
type releaseJob struct {
	job
	plan     *catalog.Publication
	secret   []byte             // of the noise
	hour     time.Time          // zero: 1 January after the period
	earlier  []*release.Release // of the same place, the oldest first
	replaces string             // id of the release that this one corrects
	reason   *catalog.Text
	together bool              // earlier holds all of the place's releases, so none may come meanwhile
	stage    func(name string) // hears what is being done; may be nil
}

func (j *releaseJob) now(stage string) {
	if j.stage != nil {
		j.stage(stage)
	}
}

// releaseMinby makes the invented town's release, with a tenth of the usual
// plausible screenings.
func releaseMinby(cmd *cobra.Command, releases string, seed uint64) error {
	j, err := releaseOfMinby(seed, demoStress)
	if err != nil {
		return err
	}
	j.progress, j.stage = newProgress(cmd.ErrOrStderr()), newStages(cmd.ErrOrStderr())
	return j.write(cmd.OutOrStdout(), releases, false)
}

// releaseOfMinby is the making of the invented town's release.
func releaseOfMinby(seed uint64, stress int) (*releaseJob, error) {
	c, rules, err := ruleSet(minbyRules)
	if err != nil {
		return nil, err
	}
	return &releaseJob{job: job{catalog: c, rules: rules, from: delivered{FS: minby.Files(seed)}, arguments: run.Arguments{Lang: catalog.En, Seed: seed, Stress: stress}}}, nil
}

// write makes the release and puts its folder below releases, whole or not at
// all.
func (j *releaseJob) write(w io.Writer, releases string, dry bool) error {
	if !dry {
		left, err := folder.Clear(releases)
		if err != nil {
			return err
		}
		for _, name := range left {
			if _, err := fmt.Fprintf(w, "removed %s, which a run that was killed had left in %s\n", name, releases); err != nil {
				return err
			}
		}
	}
	r, files, err := j.carryOut()
	if err != nil {
		return err
	}
	dir := filepath.Join(releases, r.Manifest.ID)
	if err := folder.Refuse(dir); err != nil {
		return err
	}
	where := "  nothing is written: a dry run"
	if !dry {
		if err := j.put(releases, r.Manifest.ID, files); err != nil {
			return err
		}
		where = "  written to " + dir
	}
	c := r.Certificate
	_, err = fmt.Fprintf(w, "release %s: %d indicators, %d places, %d files, %d changed figures\n  counts %d, shown %d, suppressed %d (of them %d by the ladder of households, %d to protect others); attack: %d exact, %d narrowed\n  hash %s\n%s\n",
		r.Manifest.ID, len(r.Indicators), places(r), len(files), len(r.Changes), c.Cells, c.Shown, c.Suppressed, c.Withheld, c.Secondary, c.Exact, c.Narrowed, r.Hash, where)
	return err
}

// put writes the folder of a release. Two runs at the same time do so one after
// the other, and the second finds that it was not attacked together with the
// first.
func (j *releaseJob) put(releases, id string, files map[string][]byte) error {
	if err := os.MkdirAll(releases, 0o755); err != nil {
		return internal(err, "choose an --out that can be written")
	}
	lock, err := os.Open(releases)
	if err != nil {
		return internal(err, "choose an --out that can be read")
	}
	defer lock.Close()
	if err := folder.Lock(lock); err != nil {
		return internal(err, "")
	}
	if j.together {
		now, err := earlierReleases(releases, j.catalog.PlaceOf(j.plan), j.rules.Areas.Frame)
		if err != nil {
			return err
		}
		if !slices.EqualFunc(now, j.earlier, func(a, b *release.Release) bool { return a.Hash == b.Hash }) {
			return &byblik.Error{Kind: byblik.Conflict, File: filepath.Base(releases), Found: "a release that came or went while this one was made", Expected: "the releases that it was attacked together with",
				Do: "run again: nothing was written"}
		}
	}
	return folder.Write(filepath.Join(releases, id), files)
}

func places(r *release.Release) int {
	n := 0
	for _, l := range r.Levels {
		n += len(l.Places)
	}
	return n
}

// carryOut takes one period through all stages, attacks what comes out and
// gives the release with its files. Nothing is on disk yet when it returns.
func (j *releaseJob) carryOut() (*release.Release, map[string][]byte, error) {
	x, err := j.input()
	if err != nil {
		return nil, nil, err
	}
	j.now("protect, screen again")
	made, err := compile.Release(*x)
	if err != nil {
		return nil, nil, err
	}
	r := made.Release
	j.now("write all formats")
	files, err := release.Encode(r)
	if err != nil {
		return nil, nil, internal(err, "")
	}
	formats, err := publish.Files(r)
	if err != nil {
		return nil, nil, internal(err, "")
	}
	maps.Copy(files, formats)
	j.now("attack")
	report, err := attackTogether(append(slices.Clone(j.earlier), r), j.catalog, j.plan, files, made.Truth, made.Sums)
	if err != nil {
		return nil, nil, err
	}
	if err := refuseBreach(report, doReplan); err != nil {
		return nil, nil, err
	}
	r.Certificate = compile.CertificateOf(report, made.Tally)
	certified, err := release.Encode(r)
	if err != nil {
		return nil, nil, internal(err, "")
	}
	maps.Copy(files, certified)
	if err := release.Seal(r, files); err != nil {
		return nil, nil, internal(err, "")
	}
	return r, files, nil
}

// input reads, screens and gathers what a release is made from.
func (j *releaseJob) input() (*compile.Input, error) {
	if j.plan == nil {
		plan, err := planOf(j.catalog, j.rules, j.arguments.Within)
		if err != nil {
			return nil, err
		}
		j.plan = plan
	}
	for _, p := range j.plan.Indicators {
		j.also = appendNew(j.also, p.Indicator)
	}
	j.now("read")
	in, err := j.read()
	if err != nil {
		return nil, err
	}
	j.arguments.Previous = zonesOf(j.earlier)
	j.now("screen")
	in.Unexplained = true
	exact := j.arguments
	exact.Stress = 0 // how firm a result is, the public run tells
	decision, err := run.Screen(*in, exact)
	if err != nil {
		return nil, err
	}
	if j.secret == nil && j.rules.Invented {
		j.secret = []byte(minbySecret)
	}
	secret, err := disclose.SecretOf(j.secret)
	if err != nil {
		return nil, err
	}
	x := &compile.Input{Run: *in, Arguments: j.arguments, Decision: decision, Hour: j.hour, Plan: j.plan, Secret: secret,
		Earlier: j.earlier, Replaces: j.replaces, Reason: j.reason}
	if j.registers != nil {
		x.Key, x.Tabulations = j.registers.key, j.registers.tabulations()
	}
	if x.Hour.IsZero() {
		x.Hour = time.Date(decision.Period.Year+1, time.January, 1, 0, 0, 0, 0, time.UTC)
	}
	if x.Number, err = j.number(decision.Period); err != nil {
		return nil, err
	}
	if x.Without, err = j.stateLists(decision.Period.Year, lists.DropOrigin); err != nil {
		return nil, err
	}
	if x.Lists, err = j.stateLists(decision.Period.Year, lists.KeepOrigin); err != nil {
		return nil, err
	}
	if x.Housing, err = j.shown(&x.Run, j.plan.Shown.Housing); err != nil {
		return nil, err
	}
	x.Shown, err = facts(j.plan.Shown, func(id string) (*byblik.Delivery, error) { return j.shown(&x.Run, id) })
	return x, err
}

// planOf finds the publication plan of a rule set for one authority.
func planOf(c *catalog.Catalog, rules *catalog.RuleSet, within string) (*catalog.Publication, error) {
	if p := c.PlanOf(rules.ID, within); p != nil {
		return p, nil
	}
	e := &byblik.Error{Kind: byblik.Usage, Place: rules.ID, Found: "no publication plan", Expected: "--plan FILE, a plan with rule_set: " + rules.ID,
		Do: "write what is published, at which levels, before the figures are known: docs/your-city.md"}
	if within != "" {
		e.Found, e.Expected = e.Found+" for "+within, e.Expected+" and within: "+within
	}
	var others []string
	for _, p := range c.Publications {
		if p.RuleSet == rules.ID && p.Within != within {
			others = append(others, cmp.Or(p.Within, "all areas"))
		}
	}
	if slices.Sort(others); len(others) > 0 {
		e.Do = "there are plans for " + strings.Join(others, ", ") + " (--within); or " + e.Do
	}
	return nil, e
}

// zonesOf gives the zones of the newest earlier release, whose ids live on.
func zonesOf(earlier []*release.Release) []byblik.Zone {
	if len(earlier) == 0 {
		return nil
	}
	var out []byblik.Zone
	for _, z := range earlier[len(earlier)-1].Screening.Zones {
		old := byblik.Zone{ID: z.ID, Name: z.Name, State: z.State, Reason: z.Reason}
		for _, m := range z.Members {
			old.Members = append(old.Members, byblik.Member{Area: m.Area, Reason: m.Reason})
		}
		out = append(out, old)
	}
	return out
}

// number is that of the release for its period: 1, or one more than the release
// that it corrects, which must be the newest.
func (j *releaseJob) number(t byblik.Period) (int, error) {
	last := 0
	newest := ""
	for _, r := range j.earlier {
		if r.Manifest.Period == t && r.Manifest.Number > last {
			last, newest = r.Manifest.Number, r.Manifest.ID
		}
	}
	if newest == j.replaces {
		return last + 1, nil
	}
	e := &byblik.Error{Kind: byblik.Usage, Place: "--replaces", Found: cmp.Or(j.replaces, "nothing to replace"), Expected: cmp.Or(newest, "nothing: this is the first release of the period"),
		Do: "a release never changes: correct it by a new one that names it and says why"}
	return 0, e
}

// earlierReleases opens the releases of the same place that are there.
func earlierReleases(releases string, place catalog.Text, frame byblik.Frame) ([]*release.Release, error) {
	entries, err := os.ReadDir(releases)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, internal(err, "choose an --out that can be read")
	}
	var all []*release.Release
	for _, e := range entries {
		dir := filepath.Join(releases, e.Name())
		if _, err := os.Stat(filepath.Join(dir, "manifest.json")); err != nil || e.Name()[0] == '.' {
			continue
		}
		r, err := release.Open(os.DirFS(dir))
		if err != nil {
			return nil, err
		}
		if r.Manifest.Place == place && r.Manifest.Frame == frame {
			all = append(all, r)
		}
	}
	sortReleases(all)
	return all, nil
}

// sortReleases puts the oldest first: by period, then number.
func sortReleases(all []*release.Release) {
	slices.SortFunc(all, func(a, b *release.Release) int {
		return cmp.Or(a.Manifest.Period.Compare(b.Manifest.Period), cmp.Compare(a.Manifest.Number, b.Manifest.Number), cmp.Compare(a.Manifest.ID, b.Manifest.ID))
	})
}

// shown reads a source that a release shows as it is, such as the land of the
// housing areas; nil where it was not delivered.
func (j *releaseJob) shown(in *run.Input, id string) (*byblik.Delivery, error) {
	def := j.catalog.Sources[id]
	if def == nil {
		return nil, nil
	}
	ds, err := source.Read(source.Request{FS: j.from.FS, Definition: def, AllPeriods: true})
	if err != nil || len(ds) == 0 {
		return nil, err
	}
	in.Receipts = append(in.Receipts, ds[0].Receipt)
	in.Sources = appendNew(in.Sources, def)
	return ds[0], nil
}

// stateLists screens the housing areas for the list of every year up to the
// given one, where their figures were delivered.
func (j *releaseJob) stateLists(last int, origin lists.WithoutOrigin) ([]*lists.Screening, error) {
	if _, err := fs.Stat(j.from.FS, lists.AreasFile+".csv"); err != nil {
		return nil, nil
	}
	c, err := catalog.Embedded()
	if err != nil {
		return nil, err
	}
	h := housing.Question{Recipe: housing.Recipe{Command: housing.Lists, Year: last, Lang: string(catalog.En)}, Version: version, Catalog: c, From: j.from.FS}
	book, d, err := h.Open(lists.Options{WithoutOrigin: origin})
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
