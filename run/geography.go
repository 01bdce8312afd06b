package run

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"byblik"
	"byblik/catalog"
	"byblik/designate"
	"byblik/spatial"
)

// geography is the measured map of a screening.
type geography struct {
	projection spatial.Projection
	shapes     []byblik.MultiPolygon // longitude, latitude; by area
	planar     []byblik.MultiPolygon // metres; by area
	borders    *spatial.Borders
}

func compareCodes(a, b string) int { return cmp.Compare(a, b) }

// measure lays the polygons beside the areas and measures their borders.
func (in Input) measure() (*geography, error) {
	if in.Geography == nil {
		return nil, &byblik.Error{Kind: byblik.Usage, Place: "areas.geography", Found: "no polygons", Expected: "the delivery of " + in.Rules.Areas.Geography,
			Do: "put the file of the borders into the folder"}
	}
	m := &geography{shapes: in.Geography.ShapesOf(in.Panel.Areas)}
	var err error
	if m.projection, err = spatial.ProjectionFor(m.shapes); err != nil {
		return nil, err
	}
	for _, s := range m.shapes {
		m.planar = append(m.planar, m.projection.Planar(s))
	}
	opts, err := in.borderOptions(m.projection, in.places())
	if err != nil {
		return nil, err
	}
	m.borders, err = spatial.NewBorders(m.planar, opts)
	return m, err
}

// places gives the index of each area.
func (in Input) places() map[byblik.AreaCode]int {
	at := make(map[byblik.AreaCode]int, len(in.Panel.Areas))
	for i, a := range in.Panel.Areas {
		at[a.Code] = i
	}
	return at
}

func (in Input) borderOptions(p spatial.Projection, at map[byblik.AreaCode]int) (spatial.BorderOptions, error) {
	z := in.Rules.Zones
	if z == nil {
		return spatial.BorderOptions{Workers: in.Workers}, nil
	}
	opts := spatial.BorderOptions{Tolerance: z.Tolerance, BarrierTolerance: z.BarrierTolerance, Workers: in.Workers}
	if in.Barriers != nil {
		for _, l := range in.Barriers.Lines {
			opts.Barriers = append(opts.Barriers, p.PlanarLine(l))
		}
	}
	var err error
	if opts.Bridges, err = in.pairs("bridges", z.Bridges, at); err != nil {
		return opts, err
	}
	opts.Cuts, err = in.pairs("cuts", z.Cuts, at)
	return opts, err
}

// pairs finds the areas of bridges and cuts. A pair outside the authority
// that is screened does not matter; an unknown code does.
func (in Input) pairs(what string, list [][2]string, at map[byblik.AreaCode]int) ([][2]int, error) {
	var out [][2]int
	for i, p := range list {
		a, okA := at[byblik.AreaCode{Frame: in.Rules.Areas.Frame, Code: p[0]}]
		b, okB := at[byblik.AreaCode{Frame: in.Rules.Areas.Frame, Code: p[1]}]
		if okA && okB {
			out = append(out, [2]int{a, b})
			continue
		}
		if len(in.Areas) == len(at) {
			return nil, &byblik.Error{Kind: byblik.Usage, Place: fmt.Sprintf("zones.%s[%d]", what, i), Found: "an unknown area in " + strings.Join(p[:], ", "),
				Expected: "two areas of the frame", Do: "correct the code in the rule set"}
		}
	}
	return out, nil
}

func (in Input) zoneRules() designate.Rules {
	z := in.Rules.Zones
	return designate.Rules{MinResidents: z.MinResidents, MaxResidents: z.MaxResidents, MinBorder: z.MinBorder, Enclose: z.Enclose,
		EnclosedShare: z.EnclosedShare, EnclosedScore: z.EnclosedScore, SmallArea: in.Rules.Areas.MinResidents}
}

// holding is when a small area holds a listed housing area: half of the
// housing area lies in it, or it is covered to a tenth.
var holding = designate.HoldingRule{OfHousing: 0.5, OfArea: 0.1}

// listedHousing finds the small areas that hold the housing areas on the
// State's lists: those of the latest year not after the screened period, or,
// where there is none, of the first year on file. The output names the year.
func (in Input) listedHousing(m *geography, t byblik.Period) ([]designate.Listed, []catalog.Text, error) {
	if len(in.StateLists) == 0 {
		return nil, nil, nil
	}
	year := in.listYear(t)
	var housing []designate.Housing
	for _, d := range in.StateLists {
		lists := d.Column("list")
		for i, row := range d.Rows {
			if row.Period.Year != year {
				continue
			}
			h := designate.Housing{Name: cmp.Or(row.Name, row.Area.Code), Year: year, Shape: m.projection.Planar(d.Shapes[i])}
			if lists != nil && lists.Text != nil {
				h.List = lists.Text[i]
			}
			housing = append(housing, h)
		}
	}
	listed, err := designate.AssignHousing(m.planar, housing, holding)
	said := both("Boligområder på Statens lister for %d, der er taget med: %d.", "Housing areas on the State's lists of %d included: %d.", year, len(housing))
	return listed, []catalog.Text{said}, err
}

// listYear is the year of the lists that go with a screened period.
func (in Input) listYear(t byblik.Period) int {
	var years []int
	for _, d := range in.StateLists {
		for _, row := range d.Rows {
			years = append(years, row.Period.Year)
		}
	}
	slices.Sort(years)
	best := years[0]
	for _, y := range years {
		if y <= t.Year {
			best = y
		}
	}
	return best
}
