package compile

import (
	"fmt"
	"time"

	"byblik"
	"byblik/catalog"
	"byblik/disclose"
	"byblik/dossier"
	"byblik/lists"
	"byblik/release"
	"byblik/run"
)

// Input is what a release is made from.
type Input struct {
	Run       run.Input          // definitions, observations of the small areas, borders
	Arguments run.Arguments      // of the decision run
	Decision  *dossier.Screening // what the decision run found
	Lists     []*lists.Screening // the State's lists, one screening for each year, oldest first
	// Without are the same screenings with the criterion of origin left out, in
	// the order of Lists.
	Without []*lists.Screening
	Housing *byblik.Delivery // polygons of the housing areas; nil if none
	Shown   Shown            // public facts that the release shows as they are
	Plan    *catalog.Publication
	Secret  disclose.Secret // of the noise; the same for all releases
	// Key gives the key of the persons that a column (source/column) counts in
	// a small area, from a register. Nil, or false: counts came ready made.
	Key func(column string, a byblik.AreaCode, t byblik.Period) (disclose.Key, bool)
	// Tabulations are those by which a register was counted.
	Tabulations []string
	// Earlier are the releases of the same place that exist, the oldest first.
	Earlier  []*release.Release
	Replaces string        // id of the release that this one corrects; empty if none
	Reason   *catalog.Text // why
	Number   int           // of the release, for the same place and period; from 1
	Hour     time.Time     // when it may become public
}

// Made is a release with what only its maker knows.
type Made struct {
	Release *release.Release
	Truth   map[disclose.Figure]byblik.Raw // the counts before protection
	// Sums are what stands behind the published means, by the count of their persons.
	Sums  map[disclose.Figure]disclose.Contributors
	Tally disclose.Tally
}

// Release makes the release; its certificate is still empty. The error is a
// *byblik.Error that says what to do.
func Release(in Input) (*Made, error) {
	b := &builder{Input: in, rules: in.Run.Rules, areas: in.Run.Panel.Areas}
	if err := b.sameKeys(); err != nil {
		return nil, err
	}
	b.firstDraws()
	b.levels()
	b.indicators()
	if err := b.protect(); err != nil {
		return nil, err
	}
	if err := b.tables(); err != nil {
		return nil, err
	}
	if err := b.screening(); err != nil {
		return nil, err
	}
	b.geography()
	if err := b.shown(); err != nil {
		return nil, err
	}
	b.lists()
	b.sources()
	b.births()
	b.manifest()
	b.noise()
	b.changes()
	return &Made{&b.out, b.truth, b.sums, b.tally}, nil
}

// builder holds a release while it is made.
type builder struct {
	Input
	rules   *catalog.RuleSet
	areas   []byblik.Area
	members map[release.LevelID][][]int // per place, the small areas that it is a union of
	public  *byblik.Panel               // protected cells of the small areas

	raw     map[string]*counted              // by column
	missing map[disclose.Figure][]string     // small areas that a count leaves out
	rung    map[disclose.Place]disclose.Rung // in the newest period of which households are known
	rungs   map[at]disclose.Rung             // in every period of which households are known
	whole   map[disclose.Figure]byblik.Cell  // protected denominators and households
	cells   map[disclose.Figure]byblik.Cell  // every protected count
	truth   map[disclose.Figure]byblik.Raw
	sums    map[disclose.Figure]disclose.Contributors // behind the published means
	first   map[drawn]disclose.Key                    // of counts that were published before
	tally   disclose.Tally

	out release.Release
}

// runOf is the fingerprint of a run. A recipe holds the hashes of confidential
// files, so it is sealed too.
func (b *builder) runOf(recipe []byte) string {
	return b.Secret.Seal(run.Fingerprint(recipe))[:len(run.Fingerprint(nil))]
}

func (b *builder) manifest() {
	d, place := b.Decision, b.place()
	b.out.Manifest = release.Manifest{
		ID: ReleaseID(place, d.Period, b.Number), Place: place, Invented: b.rules.Invented, Frame: b.rules.Areas.Frame,
		Title:  catalog.Text{Da: place.Da + " " + d.Period.String(), En: place.En + " " + d.Period.String()},
		Period: d.Period, Number: b.Number, Hour: b.Hour.UTC(), RuleSet: b.rules.ID, Run: b.runOf(d.Recipe), Program: b.Run.Program,
		Replaces: b.Replaces, Reason: b.Reason, Clock: b.Plan.Clock, Contact: b.Plan.Contact,
		PublicRun: b.runOf(fmt.Appendf(nil, "public, %d plausible screenings\n%s", b.Arguments.Stress, d.Recipe)),
	}
	a := b.Arguments
	b.out.Manifest.Recipe = release.Recipe{Period: a.Period.String(), Within: a.Within, Partial: a.Partial, Seed: a.Seed, Stress: a.Stress}
	for _, x := range a.Accepted {
		b.out.Manifest.Recipe.Accepted = append(b.out.Manifest.Recipe.Accepted, release.Accepted(x))
	}
	for _, r := range b.Earlier {
		b.out.Manifest.Recipe.Earlier = append(b.out.Manifest.Recipe.Earlier, release.Earlier{ID: r.Manifest.ID, Hash: r.Hash})
	}
	b.out.Definitions = b.Run.Catalog.PublicationClosure(b.Plan.ID)
	rules := disclose.Standard()
	b.out.Protection = release.Protection{Threshold: rules.Threshold, Base: rules.Base, Means: rules.Means, P: rules.P, Plan: "definitions/publications/" + b.Plan.ID + ".yaml", Keys: b.keyedBy()}
	for i := range b.out.Births {
		b.out.Births[i].Run = b.out.Manifest.PublicRun
	}
}
