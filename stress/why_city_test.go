package stress

import (
	"io/fs"
	"os"
	"slices"
	"strings"
	"testing"

	"byblik"
	"byblik/catalog"
	"byblik/cube"
	"byblik/designate"
	"byblik/reference"
	"byblik/source"
	"byblik/spatial"
)

// whyCity reads a city from the publishers' own files, as the program does:
// tables, polygons, borders, rules.
func whyCity(t testing.TB, folder, rules, within string, period byblik.Period) *City {
	t.Helper()
	c, err := catalog.Load(os.DirFS("../catalog"))
	if c == nil {
		t.Fatal(err)
	}
	r := c.RuleSets[rules]
	deliveries, areas := readCity(t, os.DirFS(reference.Folder(t, folder)), c, r, within, period)
	var defs []*catalog.Indicator
	for _, id := range r.Indicators() {
		defs = append(defs, c.Indicators[id])
	}
	panel, _, err := cube.Observe(deliveries, defs, areas, nil)
	if err != nil {
		t.Fatal(err)
	}
	z := r.Zones
	return &City{Rules: r, Indicators: c.Indicators, Panel: panel, Period: period, Partial: true, Zones: designate.Input{
		Areas: panel.Areas, Borders: measureCity(t, deliveries, r, panel), Period: period, City: r.City,
		Rules: designate.Rules{MinResidents: z.MinResidents, MaxResidents: z.MaxResidents, MinBorder: z.MinBorder, Enclose: z.Enclose,
			EnclosedShare: z.EnclosedShare, EnclosedScore: z.EnclosedScore, SmallArea: r.Areas.MinResidents}}}
}

func readCity(t testing.TB, dir fs.FS, c *catalog.Catalog, r *catalog.RuleSet, within string, period byblik.Period) (ds []*byblik.Delivery, areas []byblik.Area) {
	t.Helper()
	ids := r.SourceIDs()
	slices.SortStableFunc(ids, func(a, b string) int {
		return map[bool]int{true: 0, false: 1}[c.Sources[a].Key.Lists] - map[bool]int{true: 0, false: 1}[c.Sources[b].Key.Lists]
	})
	for _, id := range ids {
		got, err := source.Read(source.Request{FS: dir, Definition: c.Sources[id], Period: period, AllPeriods: true, Within: within, Frame: areas})
		if err != nil {
			t.Fatal(err)
		}
		ds = append(ds, got...)
		if areas == nil {
			for _, row := range got[0].Rows {
				if within == "" || row.Authority == "" || row.Authority == within {
					areas = append(areas, byblik.Area{Code: row.Area, Name: row.Name, District: row.District})
				}
			}
			slices.SortFunc(areas, func(a, b byblik.Area) int { return strings.Compare(a.Code.Code, b.Code.Code) })
		}
	}
	return ds, areas
}

func measureCity(t testing.TB, ds []*byblik.Delivery, r *catalog.RuleSet, p *byblik.Panel) *spatial.Borders {
	t.Helper()
	shapes := make([]byblik.MultiPolygon, len(p.Areas))
	for _, d := range ds {
		for i, row := range d.Rows {
			if d.Source == r.Areas.Geography {
				k := slices.IndexFunc(p.Areas, func(a byblik.Area) bool { return a.Code == row.Area })
				shapes[k] = append(shapes[k], d.Shapes[i]...)
			}
		}
	}
	projection, err := spatial.ProjectionFor(shapes)
	if err != nil {
		t.Fatal(err)
	}
	var planar []byblik.MultiPolygon
	for _, s := range shapes {
		planar = append(planar, projection.Planar(s))
	}
	b, err := spatial.NewBorders(planar, spatial.BorderOptions{Tolerance: r.Zones.Tolerance, BarrierTolerance: r.Zones.BarrierTolerance})
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func birmingham(t testing.TB) *City {
	return whyCity(t, "england-imd", "six-criteria-england-2019", "E08000025", byblik.InYear(2019))
}

func copenhagen(t testing.TB) *City {
	return whyCity(t, "copenhagen", "dk-koebenhavn-2025", "", byblik.InYear(2013))
}

func BenchmarkRun(b *testing.B) {
	for name, city := range map[string]func(testing.TB) *City{"birmingham": birmingham, "copenhagen": copenhagen} {
		c := city(b)
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				if _, err := c.Run(c.Rules, c.Panel); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
