package gather

import (
	"fmt"
	"slices"
	"strings"

	"byblik"
	"byblik/catalog"
	"byblik/run"
)

// Wanted is one source as it is asked for.
type Wanted struct {
	Source     *catalog.Source
	Period     byblik.Period // zero: the latest on file
	AllPeriods bool          // also every earlier one
	Within     string        // authority code; empty: the whole frame
	Frame      []byblik.Area // against which codes are checked; empty for the source that lists it
	Accept     map[string]string
	Beside     bool // a source that the rule set does not name: one file that stands for the folder is not it
}

// Readers are those who read and observe.
type Readers struct {
	// Read gives the deliveries of a source, ordered by period; none where an
	// optional one is not there.
	Read func(Wanted) ([]*byblik.Delivery, error)
	// Observe lays deliveries out as a panel, and says what accepted checks left out.
	Observe func(ds []*byblik.Delivery, indicators []*catalog.Indicator, areas []byblik.Area, accept map[string]string) (*byblik.Panel, []byblik.Refusal, error)
	Persons *Persons // counts persons in place of tables; nil counts none
}

// Request is one screening to gather for.
type Request struct {
	Readers
	Program   string // name and version, for the recipe
	Catalog   *catalog.Catalog
	Rules     *catalog.RuleSet
	Arguments run.Arguments
	Also      []byblik.IndicatorID // observed beside those of the rule set, for a release
	Single    string               // name of the one file that there is in place of a folder; empty for a folder
	Workers   int                  // processors; never changes a result
	Progress  func(done, total int)
}

// Screening gathers the input of a screening. The error is a *byblik.Error, or
// joins those of all files.
func (r *Request) Screening() (*run.Input, error) {
	if err := r.fits(); err != nil {
		return nil, err
	}
	in := &run.Input{Program: r.Program, Catalog: r.Catalog, Rules: r.Rules, Workers: r.Workers, Progress: r.Progress}
	came := map[string][]*byblik.Delivery{}
	for _, id := range r.frameFirst() {
		ds, err := r.Read(r.wanted(id, in.Areas))
		if err != nil {
			return nil, err
		}
		for _, d := range ds {
			in.Receipts = append(in.Receipts, d.Receipt)
			in.Sources = appendNew(in.Sources, r.Catalog.Sources[id])
		}
		if in.Areas == nil {
			in.Areas = listedAreas(ds, r.Arguments.Within)
		}
		came[id] = ds
	}
	// Persons are counted when all tables are there, for the borders may come last.
	for _, id := range r.frameFirst() {
		ds, err := r.counted(in, came, id)
		if err != nil {
			return nil, err
		}
		r.place(in, id, ds)
	}
	indicators := r.indicators()
	for _, id := range r.Catalog.Tabulated(indicators) {
		ds, err := r.counted(in, came, id)
		if err != nil {
			return nil, err
		}
		in.Deliveries = append(in.Deliveries, ds...)
	}
	var err error
	if in.Panel, in.LeftOut, err = r.Observe(in.Deliveries, indicators, in.Areas, r.Arguments.Reasons()); err != nil {
		return nil, err
	}
	in.Unmet = r.unmet(in)
	return in, nil
}

// indicators are those of the rule set, and then those that are observed beside
// them.
func (r *Request) indicators() (all []*catalog.Indicator) {
	ids := r.Rules.Indicators()
	for _, id := range r.Also {
		ids = appendNew(ids, id)
	}
	for _, id := range ids {
		all = append(all, r.Catalog.Indicators[id])
	}
	return all
}

// fits refuses what the sources of the rule set cannot serve: one file where
// several are needed, and one authority where no column names it.
func (r *Request) fits() error {
	var names []string
	for _, id := range r.frameFirst() {
		if s := r.Catalog.Sources[id]; !s.Optional {
			names = append(names, s.Files[len(s.Files)-1].Name)
		}
	}
	if r.Single != "" && len(names) > 1 {
		return &byblik.Error{Kind: byblik.Usage, File: r.Single, Place: "--from", Found: "one file",
			Expected: fmt.Sprintf("a folder: this rule set reads %d files: %s", len(names), strings.Join(names, ", ")), Do: "give a folder that holds them"}
	}
	if r.Arguments.Within == "" || len(names) == 0 {
		return nil
	}
	if s := r.Catalog.Sources[r.frameFirst()[0]]; s.Key.Authority == "" {
		return &byblik.Error{Kind: byblik.Usage, Place: "--within", Found: "the source " + s.ID + ", which lists the areas and has no column of authorities",
			Expected: "a source that says to which authority an area belongs", Do: "leave out --within"}
	}
	return nil
}

// wanted asks for one source. The State's lists come in full, because their
// year need not be that of the figures; they and the barriers belong to no
// authority.
func (r *Request) wanted(id string, frame []byblik.Area) Wanted {
	w := Wanted{
		Source:     r.Catalog.Sources[id],
		Period:     r.Arguments.Period,
		AllPeriods: r.Rules.Flag != nil && r.Rules.Flag.OfLatest > 1,
		Within:     r.Arguments.Within,
		Frame:      frame,
		Accept:     r.Persons.ofTables(r.Arguments.Reasons()),
	}
	switch id {
	case r.Rules.Areas.StateLists:
		w.Period, w.AllPeriods, w.Within, w.Frame = byblik.Period{}, true, "", nil
	case r.Rules.Areas.Barriers:
		w.Within, w.Frame = "", nil
	}
	return w
}

// frameFirst orders the sources: the one that lists the areas, then the rest
// as the rule set has them.
func (r *Request) frameFirst() []string {
	ids := r.Rules.SourceIDs()
	slices.SortStableFunc(ids, func(a, b string) int {
		return boolOrder(r.Catalog.Sources[a].Key.Lists, r.Catalog.Sources[b].Key.Lists)
	})
	return ids
}

func boolOrder(a, b bool) int {
	switch {
	case a && !b:
		return -1
	case b && !a:
		return 1
	}
	return 0
}

// place hands deliveries over by what the rule set uses them for.
func (r *Request) place(in *run.Input, id string, ds []*byblik.Delivery) {
	if len(ds) == 0 {
		in.Absent = append(in.Absent, r.Catalog.Sources[id])
		return
	}
	switch id {
	case r.Rules.Areas.Barriers:
		in.Barriers = ds[len(ds)-1]
	case r.Rules.Areas.StateLists:
		in.StateLists = ds
	case r.Rules.Areas.Geography:
		in.Geography = lastWithShapes(ds)
		in.Deliveries = append(in.Deliveries, ds...)
	default:
		in.Deliveries = append(in.Deliveries, ds...)
	}
}

// lastWithShapes is the newest delivery that draws areas; of none the newest.
func lastWithShapes(ds []*byblik.Delivery) *byblik.Delivery {
	for _, d := range slices.Backward(ds) {
		if d.Shapes != nil {
			return d
		}
	}
	return ds[len(ds)-1]
}

// unmet gives the accepted checks that found nothing: an acceptance that no
// file needs was written for other files, or misread a message.
func (r *Request) unmet(in *run.Input) []string {
	met := map[string]bool{}
	note := func(list []byblik.Refusal) {
		for _, x := range list {
			met[x.Check] = true
		}
	}
	for i := range in.Receipts {
		note(in.Receipts[i].Refused)
		note(in.Receipts[i].Repaired)
		note(in.Receipts[i].Warnings)
	}
	note(in.LeftOut)
	note(r.Persons.leftOut())
	var none []string
	for _, a := range r.Arguments.Accepted {
		if !met[a.Check] {
			none = append(none, a.Check)
		}
	}
	return none
}

// listedAreas are the areas of the frame, sorted by code.
func listedAreas(ds []*byblik.Delivery, within string) []byblik.Area {
	var areas []byblik.Area
	seen := map[byblik.AreaCode]bool{}
	for _, d := range ds {
		for _, r := range d.Rows {
			if seen[r.Area] || within != "" && r.Authority != "" && r.Authority != within {
				continue
			}
			seen[r.Area] = true
			areas = append(areas, byblik.Area{Code: r.Area, Name: r.Name, Authority: r.Authority, AuthorityName: r.AuthorityName, District: r.District})
		}
	}
	slices.SortFunc(areas, func(a, b byblik.Area) int { return strings.Compare(a.Code.Code, b.Code.Code) })
	return areas
}

func appendNew[T comparable](list []T, x T) []T {
	if slices.Contains(list, x) {
		return list
	}
	return append(list, x)
}
