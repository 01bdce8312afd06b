package run

import (
	"slices"
	"strings"

	"byblik"
	"byblik/catalog"
	"byblik/designate"
	"byblik/dossier"
	"byblik/screen"
	"byblik/stress"
)

// Input is what a screening reads: definitions, observations, borders.
type Input struct {
	Program    string // name and version, for the recipe
	Catalog    *catalog.Catalog
	Rules      *catalog.RuleSet
	Areas      []byblik.Area // of the frame, or of the authority that is screened; sorted by code
	Panel      *byblik.Panel
	Deliveries []*byblik.Delivery // tables that the panel was made from
	Geography  *byblik.Delivery   // polygons of the areas; nil if none
	Barriers   *byblik.Delivery   // lines; nil if none
	StateLists []*byblik.Delivery // listed housing areas; empty if none
	Receipts   []byblik.Receipt   // of every file that was read, in the order of reading
	Sources    []*catalog.Source  // definitions of the files that were read
	Absent     []*catalog.Source  // optional sources that were not delivered
	LeftOut    []byblik.Refusal   // figures that accepted checks left out
	Unmet      []string           // accepted checks that no file needed
	Workers    int                // processors; never changes a result
	// Unexplained leaves out why each area is where it is and what would turn it,
	// and what was found in figures that were left out: internal, no part of a
	// release, and the work of most runs.
	Unexplained bool
	Progress    func(done, total int) // hears how far the plausible screenings are; may be nil
}

// Screen takes one period through all stages and gives what it found, with
// its recipe. The error is a *byblik.Error that says what to do.
func Screen(in Input, a Arguments) (*dossier.Screening, error) {
	s := &dossier.Screening{Rules: in.Rules, Within: a.Within, Lang: a.Lang, Areas: in.Panel.Areas,
		Receipts: in.Receipts, Sources: in.Sources, Accepted: a.Accepted, Version: in.Program}
	var more, decided []catalog.Text
	var err error
	if len(in.Rules.Criteria) > 0 {
		more, decided, err = in.screenCriteria(a, s)
	} else {
		more, err = in.rankIndex(a, s)
	}
	if err != nil {
		return nil, err
	}
	s.Said, s.Notes = in.said(a, s.Period, more, decided), in.Rules.Notes
	if s.Recipe, err = in.recipe(a, s.Period).Bytes(); err != nil {
		return nil, err
	}
	s.Fingerprint = Fingerprint(s.Recipe)
	return s, nil
}

func (in Input) screening(a Arguments) screen.Input {
	return screen.Input{Rules: in.Rules, Indicators: in.Catalog.Indicators, Panel: in.Panel, Period: a.Period, Partial: a.Partial}
}

// rankIndex carries out an index: scores, ranks, classes.
func (in Input) rankIndex(a Arguments, s *dossier.Screening) ([]catalog.Text, error) {
	input := in.screening(a)
	if in.Geography != nil {
		m, err := in.measure()
		if err != nil {
			return nil, err
		}
		s.Shapes, input.Neighbours = m.shapes, m.borders.Graph(0)
	}
	r, err := screen.Index(input)
	if err != nil {
		return nil, err
	}
	s.Period, s.Findings = r.Period, r.Findings
	s.Residents = in.residents(r.Period)
	if slices.ContainsFunc(in.Panel.Areas, func(x byblik.Area) bool { return x.Authority != "" }) {
		s.Authorities = screen.AuthorityTable(screen.Summarise(in.Panel.Areas, s.Findings, s.Residents))
	}
	return r.Notes, nil
}

// residents gives the residents of each area in a period, NaN where unknown.
func (in Input) residents(t byblik.Period) []float64 {
	n := slices.Repeat([]float64{byblik.RawWithout(byblik.Missing).Float()}, len(in.Panel.Areas))
	for i := range in.Panel.Observations {
		o := &in.Panel.Observations[i]
		if o.Indicator == in.Rules.Areas.Residents && o.Period.Year == t.Year {
			for k, v := range o.Value {
				n[k] = v.Float()
			}
		}
	}
	return n
}

// screenCriteria carries out a screening by criteria and, where the rule set
// has zones, proposes them.
func (in Input) screenCriteria(a Arguments, s *dossier.Screening) (more, decided []catalog.Text, err error) {
	r, inside := (*screen.Screening)(nil), map[byblik.AreaCode]bool{}
	if in.Rules.Zones == nil {
		r, err = screen.Criteria(in.screening(a))
	} else {
		r, decided, err = in.propose(a, s)
	}
	if err != nil {
		return nil, nil, err
	}
	s.Period = r.Period
	for _, z := range s.Zones {
		for _, x := range z.Members {
			inside[x.Area] = true
		}
	}
	for i := range r.Areas {
		x := &r.Areas[i]
		s.Residents = append(s.Residents, x.Residents)
		s.Flagged = append(s.Flagged, x.Flagged)
		s.Periods = append(s.Periods, x.Periods)
		s.Review = append(s.Review, strings.Join(x.Review, " "))
		s.Findings = append(s.Findings, scoreFinding(x, inside))
	}
	for i := range r.Criteria {
		s.Criteria = append(s.Criteria, in.criterion(&r.Criteria[i], r.Period))
	}
	return r.Notes, decided, nil
}

// criterion gives one criterion in the screened period.
func (in Input) criterion(c *screen.CriterionResult, t byblik.Period) dossier.Criterion {
	out := dossier.Criterion{Rule: c.Rule, HasData: c.HasData, Unit: c.Unit}
	for _, p := range c.Periods {
		if p.Period == t {
			out.City, out.SD, out.Limit, out.Findings = p.City, p.SD, p.Limit, p.Findings
		}
	}
	return out
}

// scoreFinding is the finding that orders the areas. Its class says whether
// the area lies in a zone; that is decided by the flag, never by the score.
func scoreFinding(x *screen.AreaResult, inside map[byblik.AreaCode]bool) byblik.Finding {
	f := byblik.Finding{Area: x.Area, Measure: "score", Status: x.Status}
	if x.Status != byblik.OK {
		return f
	}
	f.Value, f.Rank, f.Class = x.Score, x.Rank, "not"
	if inside[x.Area] {
		f.Class = "designated"
	}
	return f
}

// recipe says how the screening was made. The period is the one asked for, so
// that the newest stays the newest.
func (in Input) recipe(a Arguments, screened byblik.Period) *Recipe {
	r := &Recipe{Program: in.Program, RuleSet: in.Rules.ID, Frame: in.Rules.Areas.Frame, Period: a.Period.String(), Screened: screened.String(), Within: a.Within, Partial: a.Partial,
		Lang: string(a.Lang), Seed: a.Seed, Stress: a.Stress, Accepted: a.Accepted, Previous: a.Previous, Definitions: map[string]string{}}
	for _, x := range in.Receipts {
		r.Inputs = append(r.Inputs, InputFile{Source: x.Source, File: x.File, SHA256: x.SHA256})
		for _, y := range x.Beside {
			r.Inputs = append(r.Inputs, InputFile{Source: x.Source, File: y.File, SHA256: y.SHA256})
		}
	}
	for name, text := range in.Catalog.Closure(in.Rules.ID) {
		r.Definitions[name] = string(text)
	}
	return r
}

// city prepares the screening so that it can be made, and made again.
func (in Input) city(a Arguments, m *geography, t byblik.Period) *stress.City {
	return &stress.City{Rules: in.Rules, Indicators: in.Catalog.Indicators, Panel: in.Panel, Period: t, Partial: a.Partial,
		Zones: designate.Input{Areas: in.Panel.Areas, Borders: m.borders, Previous: a.Previous, Rules: in.zoneRules(), Period: t, City: in.Rules.City}}
}

// propose screens and joins the flagged areas into zones. The State's lists go
// with the screened period, which is settled first.
func (in Input) propose(a Arguments, s *dossier.Screening) (*screen.Screening, []catalog.Text, error) {
	first, err := screen.Criteria(in.screening(a))
	if err != nil {
		return nil, nil, err
	}
	m, err := in.measure()
	if err != nil {
		return nil, nil, err
	}
	c := in.city(a, m, first.Period)
	var said []catalog.Text
	if c.Zones.Listed, said, err = in.listedHousing(m, first.Period); err != nil {
		return nil, nil, err
	}
	out, err := c.Run(in.Rules, in.Panel)
	if err != nil {
		return nil, nil, err
	}
	s.Shapes, s.Zones = m.shapes, out.Proposal.Zones
	if in.Barriers != nil {
		s.Barriers = in.Barriers.Lines
	}
	for _, x := range out.Proposal.TooSmall {
		s.TooSmall = append(s.TooSmall, in.tooSmall(x))
	}
	out.Screening.Notes = first.Notes // which know whether a period was asked for
	return out.Screening, append(said, noteTexts(out.Proposal.Notes)...), in.explain(c, a, s)
}

// explain says why each area is where it is, what would change that, and, if
// asked, how firm the result is.
func (in Input) explain(c *stress.City, a Arguments, s *dossier.Screening) error {
	var err error
	if !in.Unexplained {
		if s.Why, err = c.Explain(in.Workers); err != nil {
			return err
		}
	}
	for i := range s.Why {
		s.WhyText = append(s.WhyText, c.Sentences(&s.Why[i]))
	}
	if a.Stress == 0 {
		return nil
	}
	choices, err := stress.ChoicesOf(in.Rules)
	if err != nil {
		return err
	}
	s.Firmness, err = stress.Plausible(c, choices, a.Stress, a.Seed, in.Workers, in.Progress)
	return err
}

func (in Input) tooSmall(x designate.TooSmall) dossier.TooSmall {
	out := dossier.TooSmall{Residents: x.Residents}
	for _, m := range x.Members {
		out.Areas = append(out.Areas, m.Area)
		i, _ := slices.BinarySearchFunc(in.Panel.Areas, m.Area.Code, func(a byblik.Area, code string) int { return compareCodes(a.Code.Code, code) })
		out.Names = append(out.Names, in.Panel.Areas[i].Name)
	}
	return out
}
