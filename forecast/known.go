package forecast

import (
	"slices"

	"byblik/lists"
)

// Source says where a figure that a list asks for comes from.
type Source string

// The ways to have a figure.
const (
	OnFile     Source = "known"     // it is in the folder
	FromMiddle Source = "mid_year"  // drawn, with a count from within the year to go by
	Estimated  Source = "estimated" // drawn from the years before
	Nowhere    Source = "missing"   // neither there nor to be drawn
)

// Needed is one figure that the lists of the year ask for.
type Needed struct {
	Criterion lists.CriterionID
	Year      int
	Reference bool // what areas are held against, not the area's own figure
	From      Source
}

// needed lists what the rules of the year ask of an area, and whether it is
// known. Lists of years in a row ask for earlier years as well; those are in
// the history of the lists.
func (p *planned) needed(o *open) []Needed {
	rules := p.in.Book.RuleSet(p.in.Year).Lists
	asks := map[Needed]bool{{Criterion: lists.Residents, Year: p.in.Year}: true}
	for i := range rules.Lists {
		for _, k := range slices.Concat(rules.Lists[i].Counted, rules.Lists[i].Required) {
			for _, back := range k.YearsBack {
				asks[Needed{Criterion: lists.CriterionID(k.Figure), Year: p.in.Year - back}] = true
				if k.Against != "" {
					asks[Needed{Criterion: lists.CriterionID(k.Figure), Year: p.in.Year - back, Reference: true}] = true
				}
			}
		}
	}
	var out []Needed
	for _, q := range p.quantities {
		for y := p.in.Year - 6; y <= p.in.Year; y++ {
			for _, reference := range []bool{false, true} {
				n := Needed{Criterion: q.id, Year: y, Reference: reference}
				if asks[n] {
					n.From = p.from(o, q, n)
					out = append(out, n)
				}
			}
		}
	}
	return out
}

func (p *planned) from(o *open, q quantity, n Needed) Source {
	if n.Reference {
		return p.referenceFrom(o, n)
	}
	place := slices.IndexFunc(p.quantities, func(x quantity) bool { return x.id == n.Criterion })
	if y := p.delivery.Areas[o.place].Year(n.Year); y != nil && has(y, n.Criterion) {
		return OnFile
	}
	drawn := q.fit != nil && q.fit.belief[o.place].seen && n.Year >= p.first[place]
	switch {
	case drawn && o.midyear[n.Criterion] != nil && n.Year == p.first[place]:
		return FromMiddle
	case drawn:
		return Estimated
	}
	return Nowhere
}

func has(y *lists.AreaYear, id lists.CriterionID) bool {
	switch id {
	case lists.Residents:
		return y.Residents.Known
	case lists.Income:
		return y.Income.Known
	}
	return y.FigureOf(id).Kind != lists.MissingFigure
}

func (p *planned) referenceFrom(o *open, n Needed) Source {
	region := o.area.Region
	if n.Criterion == lists.Convicted {
		region = lists.Nation
	}
	if r, ok := p.delivery.References.Of(n.Year, region); ok {
		if n.Criterion == lists.Income && r.Income.Known || n.Criterion == lists.Convicted && r.Convicted.Kind != lists.MissingFigure {
			return OnFile
		}
	}
	for _, m := range p.references.moves {
		if m.region == region && n.Year >= m.first && n.Year < m.first+m.years {
			return Estimated
		}
	}
	return Nowhere
}
