package main

import (
	"fmt"
	"io/fs"
	"slices"
	"strings"

	"byblik"
	"byblik/catalog"
	"byblik/cube"
	"byblik/dossier"
	"byblik/run"
	"byblik/source"
)

// version of the program; it is part of every recipe.
const version = "0.1.0"

// job is one screening to carry out: definitions, files and arguments.
type job struct {
	catalog   *catalog.Catalog
	rules     *catalog.RuleSet
	from      delivered
	arguments run.Arguments
	also      []byblik.IndicatorID // observed beside those of the rule set, for a release
	workers   int
	progress  func(done, total int)
	registers *registers // counts persons in place of tables; nil counts none
}

// outcome is a screening with the files of its folder.
type outcome struct {
	screening *dossier.Screening
	files     map[string][]byte
	unmet     []string // accepted checks that met nothing
}

// carryOut takes one screening through all stages: read, observe, screen,
// write. Nothing is on disk yet when it returns.
func carryOut(j job) (*outcome, error) {
	in, err := j.read()
	if err != nil {
		return nil, err
	}
	s, err := run.Screen(*in, j.arguments)
	if err != nil {
		return nil, err
	}
	files, err := dossier.Files(s)
	if err != nil {
		return nil, err
	}
	return &outcome{screening: s, files: files, unmet: in.Unmet}, nil
}

// in gives the same screening written in another language.
func (o *outcome) in(lang catalog.Lang) (*outcome, error) {
	if lang == o.screening.Lang {
		return o, nil
	}
	s, err := run.InLanguage(o.screening, lang)
	if err != nil {
		return nil, err
	}
	files, err := dossier.Files(s)
	if err != nil {
		return nil, err
	}
	return &outcome{screening: s, files: files, unmet: o.unmet}, nil
}

// read turns the files into the input of a screening. The source that lists
// the areas comes first, because the others are held against it.
func (j job) read() (*run.Input, error) {
	if err := j.fits(); err != nil {
		return nil, err
	}
	in := &run.Input{Program: "byblik " + version, Catalog: j.catalog, Rules: j.rules, Workers: j.workers, Progress: j.progress}
	came := map[string][]*byblik.Delivery{}
	for _, id := range j.frameFirst() {
		ds, err := source.Read(j.request(id, in.Areas))
		if err != nil {
			return nil, err
		}
		for _, d := range ds {
			in.Receipts = append(in.Receipts, d.Receipt)
			in.Sources = appendNew(in.Sources, j.catalog.Sources[id])
		}
		if in.Areas == nil {
			in.Areas = listedAreas(ds, j.arguments.Within)
		}
		came[id] = ds
	}
	// Persons are counted when all tables are there, for the borders may come last.
	for _, id := range j.frameFirst() {
		ds, err := j.registers.replace(j, in, came, id)
		if err != nil {
			return nil, err
		}
		j.place(in, id, ds)
	}
	var indicators []*catalog.Indicator
	ids := j.rules.Indicators()
	for _, id := range j.also {
		ids = appendNew(ids, id)
	}
	for _, id := range ids {
		indicators = append(indicators, j.catalog.Indicators[id])
	}
	for _, id := range j.catalog.Tabulated(indicators) {
		ds, err := j.registers.replace(j, in, came, id)
		if err != nil {
			return nil, err
		}
		in.Deliveries = append(in.Deliveries, ds...)
	}
	return in, j.observe(in, indicators)
}

// fits refuses what the sources of the rule set cannot serve: one file where
// several are needed, and one authority where no column names it.
func (j job) fits() error {
	var names []string
	for _, id := range j.frameFirst() {
		if s := j.catalog.Sources[id]; !s.Optional {
			names = append(names, s.Files[len(s.Files)-1].Name)
		}
	}
	if j.from.single != "" && len(names) > 1 {
		return &byblik.Error{Kind: byblik.Usage, File: j.from.single, Place: "--from", Found: "one file",
			Expected: fmt.Sprintf("a folder: this rule set reads %d files: %s", len(names), strings.Join(names, ", ")), Do: "give a folder that holds them"}
	}
	if j.arguments.Within == "" || len(names) == 0 {
		return nil
	}
	if s := j.catalog.Sources[j.frameFirst()[0]]; s.Key.Authority == "" {
		return &byblik.Error{Kind: byblik.Usage, Place: "--within", Found: "the source " + s.ID + ", which lists the areas and has no column of authorities",
			Expected: "a source that says to which authority an area belongs", Do: "leave out --within"}
	}
	return nil
}

// request asks for one source. The State's lists come in full, because their
// year need not be that of the figures; they and the barriers belong to no
// authority.
func (j job) request(id string, frame []byblik.Area) source.Request {
	r := source.Request{
		FS:         j.filesOf(id),
		Definition: j.catalog.Sources[id],
		Period:     j.arguments.Period,
		AllPeriods: j.rules.Flag != nil && j.rules.Flag.OfLatest > 1,
		Within:     j.arguments.Within,
		Frame:      frame,
		Accept:     j.registers.ofTables(j.arguments.Reasons()),
	}
	switch id {
	case j.rules.Areas.StateLists:
		r.Period, r.AllPeriods, r.Within, r.Frame = byblik.Period{}, true, "", nil
	case j.rules.Areas.Barriers:
		r.Within, r.Frame = "", nil
	}
	return r
}

// filesOf is the folder as one source sees it: whole, or the one file that
// --from names.
func (j job) filesOf(id string) fs.FS {
	if j.from.single == "" {
		return j.from.FS
	}
	return source.OneFile(j.from.FS, j.from.single, j.catalog.Sources[id], j.arguments.Period.String())
}

// frameFirst orders the sources: the one that lists the areas, then the rest
// as the rule set has them.
func (j job) frameFirst() []string {
	ids := j.rules.SourceIDs()
	slices.SortStableFunc(ids, func(a, b string) int {
		return boolOrder(j.catalog.Sources[a].Key.Lists, j.catalog.Sources[b].Key.Lists)
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
func (j job) place(in *run.Input, id string, ds []*byblik.Delivery) {
	if len(ds) == 0 {
		in.Absent = append(in.Absent, j.catalog.Sources[id])
		return
	}
	switch id {
	case j.rules.Areas.Barriers:
		in.Barriers = ds[len(ds)-1]
	case j.rules.Areas.StateLists:
		in.StateLists = ds
	case j.rules.Areas.Geography:
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

func (j job) observe(in *run.Input, indicators []*catalog.Indicator) error {
	panel, notes, err := cube.Observe(in.Deliveries, indicators, in.Areas, j.arguments.Reasons())
	if err != nil {
		return err
	}
	in.Panel, in.LeftOut = panel, notes.Refused
	in.Unmet = j.unmet(in)
	return nil
}

// unmet gives the accepted checks that found nothing: an acceptance that no
// file needs was written for other files, or misread a message.
func (j job) unmet(in *run.Input) []string {
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
	note(j.registers.leftOut())
	var none []string
	for _, a := range j.arguments.Accepted {
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

// summary tells on the terminal what was found.
func (o *outcome) summary(dir string) string {
	s := o.screening
	var b strings.Builder
	fmt.Fprintf(&b, "%s, %s: %d areas\n", s.Rules.Title.En, s.Period, len(s.Areas))
	for _, t := range slices.Concat(s.Said, s.Notes) {
		fmt.Fprintf(&b, "  %s\n", t.En)
	}
	for _, check := range o.unmet {
		fmt.Fprintf(&b, "  accepted %s, which no file needed\n", check)
	}
	for _, r := range s.Receipts {
		fmt.Fprintf(&b, "  read %s: %d rows, ", r.File, r.RowsRead)
		if r.Elsewhere > 0 {
			fmt.Fprintf(&b, "%d of other periods or authorities, ", r.Elsewhere)
		}
		fmt.Fprintf(&b, "%d left out, %d repaired, %d warnings\n", r.RowsRefused(), len(r.Repaired), len(r.Warnings))
	}
	if s.Rules.Zones != nil {
		var people float64
		for _, z := range s.Zones {
			people += z.Residents
		}
		fmt.Fprintf(&b, "  zones: %d, with %.0f residents; groups too small: %d\n", len(s.Zones), people, len(s.TooSmall))
	}
	fmt.Fprintf(&b, "  fingerprint %s\n", s.Fingerprint)
	if dir != "" {
		fmt.Fprintf(&b, "  written to %s\n", dir)
	}
	return b.String()
}
