package gather

import (
	"io/fs"
	"time"

	"byblik"
	"byblik/catalog"
	"byblik/compile"
	"byblik/disclose"
	"byblik/housing"
	"byblik/lists"
	"byblik/release"
	"byblik/run"
)

// Release is a release to gather for.
type Release struct {
	Request
	Version  string // of the program, as the State's lists tell it
	Plan     *catalog.Publication
	Secret   disclose.Secret    // of the noise
	Hour     time.Time          // when it may become public; zero: 1 January after the period
	Earlier  []*release.Release // of the same place, the oldest first
	Replaces string             // id of the release that this one corrects
	Reason   *catalog.Text
	Homes    fs.FS             // folder in which the files of the housing areas may lie
	Stage    func(name string) // hears what is being done; may be nil
}

// Now says what is being done, where somebody hears it.
func (r *Release) Now(stage string) {
	if r.Stage != nil {
		r.Stage(stage)
	}
}

// Input reads, makes the decision run, and gathers what a release is made from.
func (r *Release) Input() (*compile.Input, error) {
	for _, p := range r.Plan.Indicators {
		r.Also = appendNew(r.Also, p.Indicator)
	}
	r.Now("read")
	in, err := r.Screening()
	if err != nil {
		return nil, err
	}
	r.Arguments.Previous = compile.ZonesOf(r.Earlier)
	r.Now("screen")
	in.Unexplained = true
	exact := r.Arguments
	exact.Stress = 0 // how firm a result is, the public run tells
	decision, err := run.Screen(*in, exact)
	if err != nil {
		return nil, err
	}
	x := &compile.Input{Run: *in, Arguments: r.Arguments, Decision: decision, Hour: r.Hour, Plan: r.Plan, Secret: r.Secret,
		Earlier: r.Earlier, Replaces: r.Replaces, Reason: r.Reason}
	if r.Persons != nil {
		x.Key, x.Tabulations = r.Persons.Key, r.Persons.Tabulations()
	}
	if x.Hour.IsZero() {
		x.Hour = time.Date(decision.Period.Year+1, time.January, 1, 0, 0, 0, 0, time.UTC)
	}
	if x.Number, err = compile.NextNumber(r.Earlier, decision.Period, r.Replaces); err != nil {
		return nil, err
	}
	if x.Without, err = r.stateLists(decision.Period.Year, lists.DropOrigin); err != nil {
		return nil, err
	}
	if x.Lists, err = r.stateLists(decision.Period.Year, lists.KeepOrigin); err != nil {
		return nil, err
	}
	return x, r.facts(x)
}

// facts reads what the plan wants to show beside figures; a source that was not
// delivered is not shown.
func (r *Release) facts(x *compile.Input) (err error) {
	show := r.Plan.Shown
	for _, f := range []struct {
		id string
		to **byblik.Delivery
	}{{show.Housing, &x.Housing}, {show.Context, &x.Shown.Context}, {show.Addresses, &x.Shown.Addresses}, {show.Playgrounds, &x.Shown.Playgrounds}, {show.Interventions, &x.Shown.Interventions}} {
		if *f.to, err = r.fact(&x.Run, f.id); err != nil {
			return err
		}
	}
	return nil
}

// fact reads a source that a release shows as it is, such as the land of the
// housing areas; nil where it was not delivered.
func (r *Release) fact(in *run.Input, id string) (*byblik.Delivery, error) {
	def := r.Catalog.Sources[id]
	if def == nil {
		return nil, nil
	}
	ds, err := r.Read(Wanted{Source: def, AllPeriods: true, Beside: true})
	if err != nil || len(ds) == 0 {
		return nil, err
	}
	in.Receipts = append(in.Receipts, ds[0].Receipt)
	in.Sources = appendNew(in.Sources, def)
	return ds[0], nil
}

// stateLists screens the housing areas for the list of every year up to the
// given one, the oldest first, where their figures were delivered.
func (r *Release) stateLists(last int, origin lists.WithoutOrigin) ([]*lists.Screening, error) {
	if !housing.Delivered(r.Homes) {
		return nil, nil
	}
	c, err := catalog.Embedded() // the law ships with byblik; a release carries its own rule set alone
	if err != nil {
		return nil, err
	}
	q := housing.Question{Recipe: housing.Recipe{Command: housing.Lists, Year: last, Lang: string(catalog.En)}, Version: r.Version, Catalog: c, From: r.Homes}
	return q.Row(lists.Options{WithoutOrigin: origin})
}
