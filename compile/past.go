package compile

import (
	"slices"

	"byblik"
	"byblik/catalog"
	"byblik/disclose"
	"byblik/release"
)

// Past lays releases side by side, the oldest first, so that they can be
// attacked together.
type Past struct {
	Structure disclose.Structure
	catalog   *catalog.Catalog
	plan      *catalog.Publication
	releases  []*release.Release
	names     []map[disclose.Place]disclose.Place // of each release
}

// PastOf reads from releases what anybody knows of all their tables. Catalog
// and plan are those of the newest. A place whose borders have changed since is
// another place.
func PastOf(releases []*release.Release, c *catalog.Catalog, plan *catalog.Publication) *Past {
	newest := releases[len(releases)-1]
	p := &Past{releases: releases, plan: plan, catalog: c, Structure: StructureOf(newest, c, plan), names: make([]map[disclose.Place]disclose.Place, len(releases))}
	all := p.Structure.Geography.Places
	for k := len(releases) - 1; k >= 0; k-- {
		p.names[k] = map[disclose.Place]disclose.Place{}
		older := StructureOf(releases[k], c, plan)
		for _, col := range older.Columns {
			addColumn(&p.Structure, col)
		}
		for place, of := range older.Geography.Places {
			name := place
			if there, ok := all[place]; ok && !slices.Equal(there, of) {
				name.Code += "~" + releases[k].Manifest.ID
			}
			all[name] = of
			p.names[k][place] = name
		}
	}
	return p
}

// Publication is what one of the releases lets anybody see.
func (p *Past) Publication(k int) *disclose.Publication {
	r := p.releases[k]
	pub := &disclose.Publication{ID: r.Manifest.ID, Counts: map[disclose.Figure]byblik.Cell{}, Corrected: map[disclose.Figure]bool{}, Lacks: map[disclose.Figure]disclose.Key{}}
	for i := range r.Tables {
		t := &r.Tables[i]
		x, l := r.Indicator(t.Indicator), r.Level(t.Level)
		for j, when := range t.Periods {
			for n, place := range l.Places {
				p.add(pub, k, x, t, j, n, figure("", t.Level, place.Code, when))
			}
		}
	}
	pub.Decisions, pub.Orders, pub.Classes, pub.Bounds = p.decisions(k), p.orders(k), p.classes(k), p.bounds(k, p.homesTold(k))
	for _, c := range r.Changes {
		if x := r.Indicator(c.Figure.Indicator); x != nil {
			pub.Corrected[p.figureOf(k, x, c.Figure)] = true
		}
	}
	for _, x := range r.Lacks {
		if d := r.Indicator(x.Figure.Indicator); d != nil {
			f := p.figureOf(k, d, x.Figure)
			pub.Lacks[f] = 0
			for _, area := range x.Areas {
				pub.Lacks[f] ^= lackKey(area)
			}
		}
	}
	return pub
}

// add puts one figure and the counts behind it into a publication. A count
// that one table shows and another does not is shown.
func (p *Past) add(pub *disclose.Publication, k int, x *release.Indicator, t *release.Table, j, n int, f disclose.Figure) {
	f.Place = p.names[k][f.Place]
	put := func(column string, c byblik.Cell) disclose.Figure {
		f.Column = column
		if old, ok := pub.Counts[f]; !ok || old.Status() != byblik.OK {
			pub.Counts[f] = c
		}
		return f
	}
	if isMean(x) {
		of := put(DenominatorOf(x), t.Denominator[j][n])
		pub.Means = append(pub.Means, disclose.Mean{Amount: NumeratorOf(x), Of: of, Value: t.Value[j][n], Step: p.step(x.ID), Unit: wholeAmount})
		return
	}
	if x.Kind == release.Mean {
		return
	}
	if x.Kind != release.Share {
		put(NumeratorOf(x), t.Value[j][n])
		return
	}
	a, b := put(NumeratorOf(x), t.Numerator[j][n]), put(DenominatorOf(x), t.Denominator[j][n])
	if t.Value[j][n].Status() == byblik.OK {
		pub.Ratios = append(pub.Ratios, disclose.Ratio{Numerator: a, Denominator: b, Per: x.Per, Value: t.Value[j][n], Decimals: x.Decimals})
	}
}

// wholeAmount is the unit that an attacker takes the sum behind a mean to be
// whole in, such as kroner or square metres.
const wholeAmount = 1

// step is what a mean is rounded to a multiple of; 0 for what is none.
func (p *Past) step(id byblik.IndicatorID) float64 {
	if x := plannedIn(p.plan, id); x != nil {
		return x.Step
	}
	return 0
}

// effect is the design effect that a release says of an indicator's sample.
func (p *Past) effect(k int, id byblik.IndicatorID, t byblik.Period) float64 {
	for _, b := range p.releases[k].Births {
		if b.Indicator == id && b.Period == t.String() {
			return b.Effect
		}
	}
	return 0
}

// figureOf names the count behind a figure of a release.
func (p *Past) figureOf(k int, x *release.Indicator, f release.FigureID) disclose.Figure {
	column := NumeratorOf(x)
	if f.Part == "denominator" {
		column = DenominatorOf(x)
	}
	out := figure(column, f.Level, f.Place, f.Period)
	out.Place = p.names[k][out.Place]
	return out
}

// Attack tries everything on all releases together. What stands in files is
// tried on those that are handed over, by release.
func (p *Past) Attack(files []Files, truth map[disclose.Figure]byblik.Raw, sums map[disclose.Figure]disclose.Contributors) (*disclose.Report, error) {
	problem := &disclose.Problem{Structure: p.Structure, Rules: disclose.Standard(), Truth: truth, TruthOf: sums, Known: p.countable(truth)}
	for k := range p.releases {
		pub := p.Publication(k)
		pub.Derived, pub.Files, pub.Channels = p.derived(k), files[k].Text, files[k].Channels
		problem.Releases = append(problem.Releases, pub)
	}
	return disclose.Attack(problem)
}

// countable are the counts that anybody can find: dwellings of small areas,
// which have doors.
func (p *Past) countable(truth map[disclose.Figure]byblik.Raw) map[disclose.Figure]float64 {
	known := map[disclose.Figure]float64{}
	for f, n := range truth {
		if f.Column == p.plan.Homes && f.Place.Level == string(release.AreaLevel) && n.Status() == byblik.OK {
			known[f] = n.Float()
		}
	}
	return known
}

// Files are the files of a release as an attacker reads them.
type Files struct {
	Text     map[string][]byte
	Channels []disclose.Channel
}
