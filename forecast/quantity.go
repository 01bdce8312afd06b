package forecast

import (
	"math"

	"byblik/catalog"
	"byblik/lists"
)

// quantity is one of the six things that the State's lists ask of a housing
// area, as a series of all areas, and what the model makes of it.
type quantity struct {
	id    lists.CriterionID
	back  int // the list of year Y asks for figures up to year Y − back
	worse float64
	fit   *Fit
}

// asked are the quantities in the order of draws; worse is the sign of
// disadvantage.
var asked = []quantity{
	{id: lists.Residents, back: 0, worse: 0},
	{id: lists.Labour, back: 1, worse: 1},
	{id: lists.Convicted, back: 1, worse: 1},
	{id: lists.Education, back: 1, worse: 1},
	{id: lists.Income, back: 1, worse: -1},
	{id: lists.Origin, back: 0, worse: 1},
}

// Titles of the quantities; terms of law keep the Danish word.
var Titles = map[lists.CriterionID]catalog.Text{
	lists.Residents: {Da: "beboere", En: "residents"},
	lists.Labour:    {Da: "uden tilknytning til arbejdsmarked eller uddannelse", En: "without attachment to labour market or education (uden tilknytning)"},
	lists.Convicted: {Da: "dømte", En: "convicted (dømte)"},
	lists.Education: {Da: "kun grundskole", En: "primary school only (kun grundskole)"},
	lists.Income:    {Da: "bruttoindkomst i forhold til regionen", En: "gross income against the region's (bruttoindkomst)"},
	lists.Origin:    {Da: "oprindelse, som loven opgør den", En: "origin as the law counts it (oprindelse)"},
}

// SeriesOf takes one quantity out of a delivery: shares in per cent, residents
// as they are, income in per cent of the region's.
func SeriesOf(d *lists.Delivery, id lists.CriterionID) *Series {
	s := &Series{ID: string(id), Title: Titles[id]}
	if id == lists.Residents || id == lists.Income {
		s.Scale = Amount
	}
	years := d.Years()
	if len(years) == 0 {
		return s
	}
	s.First = years[0]
	last := s.First - 1
	for i := range d.Areas {
		a := &d.Areas[i]
		s.Areas = append(s.Areas, a.Code.Code)
		value, of := blank(years[len(years)-1]-s.First+1), blank(years[len(years)-1]-s.First+1)
		for j := range a.Years {
			y := &a.Years[j]
			x, n := figure(d, a, y, id)
			value[y.Year-s.First], of[y.Year-s.First] = x, n
			if !math.IsNaN(x) {
				last = max(last, y.Year)
			}
		}
		s.Value, s.Of = append(s.Value, value), append(s.Of, of)
	}
	return s.Until(last)
}

func figure(d *lists.Delivery, a *lists.HousingArea, y *lists.AreaYear, id lists.CriterionID) (value, of float64) {
	residents := math.NaN()
	if y.Residents.Known {
		residents = y.Residents.Value
	}
	switch id {
	case lists.Residents:
		return residents, residents
	case lists.Income:
		ref, ok := d.References.Of(y.Year, a.Region)
		if !ok || !ref.Income.Known || !y.Income.Known || ref.Income.Value <= 0 {
			return math.NaN(), residents
		}
		return 100 * y.Income.Value / ref.Income.Value, residents
	}
	f := *y.FigureOf(id)
	x, ok := f.Share()
	if !ok {
		return math.NaN(), residents
	}
	if f.Of > 0 {
		return x, f.Of
	}
	return x, residents
}

// Before gives a delivery as it was known right after the list before that of
// a year: residents and origin up to the year before, everything else up to the
// year before that. References are cut alike.
func Before(d *lists.Delivery, year int) *lists.Delivery {
	c := *d
	c.Areas = nil
	for i := range d.Areas {
		a := d.Areas[i]
		a.Years = nil
		for _, y := range d.Areas[i].Years {
			if y.Year >= year {
				continue
			}
			if y.Year >= year-1 {
				y.Labour, y.Convicted, y.Education, y.Income = lists.Figure{}, lists.Figure{}, lists.Figure{}, lists.Amount{}
				y.EducationUnknown = 0
			}
			a.Years = append(a.Years, y)
		}
		c.Areas = append(c.Areas, a)
	}
	var rows []lists.Reference
	for _, r := range referenceRows(d) {
		if r.Year < year-1 {
			rows = append(rows, r)
		}
	}
	c.References = lists.NewReferences(rows...)
	return &c
}

// referenceRows lists the references of the nation and of the areas' regions.
func referenceRows(d *lists.Delivery) []lists.Reference {
	var rows []lists.Reference
	for _, region := range regions(d) {
		for _, y := range d.References.Years(region) {
			if r, ok := d.References.Of(y, region); ok {
				rows = append(rows, r)
			}
		}
	}
	return rows
}

// regions are the nation and the regions of the areas, in order of first use.
func regions(d *lists.Delivery) []string {
	out := []string{lists.Nation}
	seen := map[string]bool{lists.Nation: true}
	for i := range d.Areas {
		if r := d.Areas[i].Region; !seen[r] {
			seen[r] = true
			out = append(out, r)
		}
	}
	return out
}
