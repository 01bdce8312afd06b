package lists

import (
	"cmp"
	"math"
	"math/big"
	"slices"

	"byblik"
)

// Unit is a small unit, such as a parcel, a block or a stair, with its own
// counts. A housing area that borders.csv makes of units is their sum.
type Unit struct {
	Code     string
	Years    []AreaYear // ascending, each year once
	editions []AreaYear
}

// Border is one row of borders.csv: Unit belongs to Area on the lists from From
// to To; To is 0 where it still does.
type Border struct {
	Unit     string
	Area     byblik.AreaCode
	From, To int
	Line     int
}

// last is the last list for which a border holds.
func (x Border) last() int {
	if x.To == 0 {
		return math.MaxInt
	}
	return x.To
}

// drawn is a housing area within the borders of the lists from From to To.
type drawn struct {
	from, to int
	units    []string
	area     *HousingArea
}

// draw lays down every area of small units within each of its borders. The
// area's own years stand for its latest ones.
func (d *Delivery) draw() {
	d.drawn = map[byblik.AreaCode][]drawn{}
	for i := range d.Areas {
		a := &d.Areas[i]
		for _, x := range d.compositions(a.Code) {
			within := *a
			within.Years, within.editions = d.sum(x.units), nil
			x.area = &within
			d.drawn[a.Code] = append(d.drawn[a.Code], x)
		}
		if all := d.drawn[a.Code]; len(all) > 0 {
			a.Years = all[len(all)-1].area.Years
		}
	}
}

// compositions lists the units of an area over time, the earliest first; lists
// on which it had the same units hang together.
func (d *Delivery) compositions(code byblik.AreaCode) []drawn {
	var turns []int
	var rows []Border
	for _, x := range d.Borders {
		if x.Area == code {
			rows = append(rows, x)
			turns = append(turns, x.From)
			if x.To > 0 {
				turns = append(turns, x.To+1)
			}
		}
	}
	slices.Sort(turns)
	turns = slices.Compact(turns)
	var out []drawn
	for i, from := range turns {
		to := math.MaxInt
		if i+1 < len(turns) {
			to = turns[i+1] - 1
		}
		var units []string
		for _, x := range rows {
			if x.From <= from && from <= x.last() {
				units = append(units, x.Unit)
			}
		}
		slices.Sort(units)
		if len(units) == 0 {
			continue
		}
		if n := len(out); n > 0 && out[n-1].to == from-1 && slices.Equal(out[n-1].units, units) {
			out[n-1].to = to
			continue
		}
		out = append(out, drawn{from: from, to: to, units: units})
	}
	return out
}

// unit finds a unit by code, or nil.
func (d *Delivery) unit(code string) *Unit {
	i, ok := slices.BinarySearchFunc(d.Units, code, func(u Unit, c string) int { return cmp.Compare(u.Code, c) })
	if !ok {
		return nil
	}
	return &d.Units[i]
}

// sum adds up units, year by year. A figure that one of them lacks is missing
// for all: a part is never passed off as the whole.
func (d *Delivery) sum(codes []string) []AreaYear {
	var years []int
	var units []*Unit
	for _, c := range codes {
		u := d.unit(c)
		if u == nil {
			continue // refused when the folder is read
		}
		units = append(units, u)
		for _, y := range u.Years {
			years = append(years, y.Year)
		}
	}
	slices.Sort(years)
	var out []AreaYear
	for _, year := range slices.Compact(years) {
		parts := make([]AreaYear, len(units))
		for i, u := range units {
			parts[i] = AreaYear{Year: year}
			if j, ok := slices.BinarySearchFunc(u.Years, year, func(y AreaYear, t int) int { return cmp.Compare(y.Year, t) }); ok {
				parts[i] = u.Years[j]
			}
		}
		out = append(out, sumYear(year, parts))
	}
	return out
}

// sumYear adds up one year of several units. Income is the mean of all their
// taxpayers: Σ income·taxpayers / Σ taxpayers.
func sumYear(year int, parts []AreaYear) AreaYear {
	y := AreaYear{Year: year, Line: parts[0].Line}
	y.Residents = total(parts, func(p *AreaYear) Amount { return p.Residents })
	for _, id := range shares {
		n := total(parts, func(p *AreaYear) Amount { return counted(p, id, func(f *Figure) float64 { return f.Count }) })
		of := total(parts, func(p *AreaYear) Amount { return counted(p, id, func(f *Figure) float64 { return f.Of }) })
		if n.Known && of.Known && of.Value > 0 {
			*y.FigureOf(id) = Counted(n.Value, of.Value)
		}
	}
	y.EducationUnknown = total(parts, func(p *AreaYear) Amount { return AmountOf(p.EducationUnknown) }).Value
	y.Taxpayers = total(parts, func(p *AreaYear) Amount { return p.Taxpayers })
	if y.Taxpayers.Known && y.Taxpayers.Value > 0 {
		y.Income = mean(parts, y.Taxpayers.Value)
	}
	return y
}

func counted(p *AreaYear, id CriterionID, of func(*Figure) float64) Amount {
	f := p.FigureOf(id)
	return Amount{Value: of(f), Known: f.Kind == CountedFigure}
}

// total adds up what is known of all parts, exactly as written.
func total(parts []AreaYear, of func(*AreaYear) Amount) Amount {
	sum := new(big.Rat)
	for i := range parts {
		a := of(&parts[i])
		if !a.Known {
			return Amount{}
		}
		sum.Add(sum, decimal(a.Value))
	}
	v, _ := sum.Float64()
	return AmountOf(v)
}

func mean(parts []AreaYear, of float64) Amount {
	sum := new(big.Rat)
	for i := range parts {
		p := &parts[i]
		if p.Taxpayers.Value == 0 {
			continue
		}
		if !p.Income.Known {
			return Amount{}
		}
		sum.Add(sum, new(big.Rat).Mul(decimal(p.Income.Value), decimal(p.Taxpayers.Value)))
	}
	v, _ := sum.Quo(sum, decimal(of)).Float64()
	return AmountOf(v)
}

// within gives an area in the borders that count for the list of a year. The
// area may be a copy with other figures; it stays as it is where its latest
// borders are asked for, or where nothing is known of others.
func (g *Register) within(a *HousingArea, year int) *HousingArea {
	all := g.delivery.drawn[a.Code]
	year = g.bordersOf(year)
	for i, x := range all {
		if x.from <= year && year <= x.to && i < len(all)-1 {
			return x.area
		}
	}
	return a
}

// bordersOf is the list whose borders count for the list of a year: its own,
// unless the borders of one list were chosen for all.
func (g *Register) bordersOf(year int) int {
	if b := g.book.Options.Borders; b != 0 {
		return b
	}
	return year
}

// exists tells whether an area of small units has any within the borders of a
// list; other areas do.
func (d *Delivery) exists(code byblik.AreaCode, year int) bool {
	all := d.drawn[code]
	return len(all) == 0 || slices.ContainsFunc(all, func(x drawn) bool { return x.from <= year && year <= x.to })
}

// moved tells whether any area's borders changed between lists.
func (d *Delivery) moved() bool {
	return slices.ContainsFunc(d.Areas, func(a HousingArea) bool { return len(d.turns(a.Code)) > 0 })
}

// turns lists the years whose lists see an area within other borders than the
// list before: its units changed, or it was split.
func (d *Delivery) turns(code byblik.AreaCode) []int {
	var years []int
	for i, x := range d.drawn[code] {
		if i > 0 {
			years = append(years, x.from)
		}
	}
	for _, x := range d.Splits {
		if x.Area == code || x.Part == code {
			years = append(years, x.Year)
		}
	}
	slices.Sort(years)
	return slices.Compact(years)
}
