package web

import (
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"byblik"
	"byblik/catalog"
	"byblik/release"
)

// hamlet is a small invented release for tests: 24 areas in a grid of 6 × 4,
// two districts, one zone, six criteria, figures of three years. It has every
// state of a figure and names with æ, ø, å and a quote.
func hamlet(id string) *release.Release {
	both := func(s string) catalog.Text { return catalog.Text{Da: s, En: s} }
	text := func(da, en string) catalog.Text { return catalog.Text{Da: da, En: en} }
	year := byblik.InYear
	r := &release.Release{}
	r.Manifest = release.Manifest{Format: release.Format2, ID: id, Place: both("Småby"), Title: text("Småby 2025", "Småby 2025"), Invented: true, Period: year(2025), PeriodAs: "2025",
		Number: 1, Hour: time.Date(2026, 11, 27, 8, 0, 0, 0, time.UTC), RuleSet: "minby-2025", Run: "0123456789abcdef", PublicRun: "fedcba9876543210", Program: "test"}
	names := []string{"Åkær", "Ærtevang", "Østerlund", "Aavang", "Birketoft", "Degnemose", "Ellebæk", "Fyrmark", "Hasselholt", "Kildedal", "Lærkeeng", "Møllevang",
		"Porselund", "Rugkær", "Svaletoft", "Tjørnemose", "Vibedal", "Ankerholt", "Bygmark", "Hejreeng", "Humlebæk Øst", `Jens "Ole"s Vang`, "Kløvervang", "Slåenlund"}
	var areas []release.Place
	zone := map[int]bool{0: true, 1: true, 6: true, 7: true}
	for i, n := range names {
		p := release.Place{Code: fmt.Sprintf("%03d", i+1), Name: both(n), District: []string{"n", "s"}[i/12], Homes: "150"}
		if zone[i] {
			p.Zone = "Z1"
		}
		areas = append(areas, p)
	}
	r.Levels = []release.Level{
		{ID: release.AreaLevel, One: text("lille område", "small area"), Many: text("små områder", "small areas"), Places: areas},
		{ID: release.DistrictLevel, One: text("bydel", "district"), Many: text("bydele", "districts"), Places: []release.Place{{Code: "n", Name: both("Nordby")}, {Code: "s", Name: both("Sydby")}}},
		{ID: release.ZoneLevel, One: text("byområde", "zone"), Many: text("byområder", "zones"), Places: []release.Place{{Code: "Z1", Name: both("Åkær og omegn"), District: "n"}}},
		{ID: release.PartLevel, One: text("del", "part"), Many: text("dele", "parts"), Places: []release.Place{{Code: release.Designated, Name: text("De udsatte byområder", "The disadvantaged urban areas")}, {Code: release.RestOfCity, Name: text("Resten af byen", "The rest of the city")}}},
		{ID: release.CityLevel, One: text("by", "city"), Many: text("byer", "cities"), Places: []release.Place{{Code: release.City, Name: both("Småby")}}},
	}
	themes := []struct{ id, da, en string }{{"income", "Indkomst", "Income"}, {"education", "Uddannelse", "Education"}, {"labour", "Arbejdsmarked", "Labour market"},
		{"youth", "Ungdomsuddannelse og børnefattigdom", "Youth education and child poverty"}, {"health", "Sundhed", "Health"}, {"safety", "Tryghed", "Safety"}}
	levels := []release.LevelID{release.AreaLevel, release.DistrictLevel, release.ZoneLevel, release.PartLevel, release.CityLevel}
	for k, th := range themes {
		ind := release.Indicator{ID: byblik.IndicatorID("minby-" + th.id), Version: 1, Kind: release.Share, Title: text("Andel, "+strings.ToLower(th.da), "Share, "+strings.ToLower(th.en)),
			Definition: text("Opdigtet andel.", "Invented share."), Unit: text("pct.", "per cent"), Direction: catalog.HigherIsWorse, Decimals: 1, Per: 100,
			Persons: text("personer", "persons"), Criterion: th.id, Goal: "1a", Limits: []float64{10, 15, 20, 25}, Levels: levels, Class: "public", Sources: []string{"minby-figures"}, Legal: text("Ingen.", "None.")}
		r.Indicators = append(r.Indicators, ind)
		for _, l := range levels {
			n := len(r.Level(l).Places)
			t := release.Table{Indicator: ind.ID, Level: l}
			for y := 2023; y <= 2025; y++ {
				t.Periods = append(t.Periods, year(y))
				var v, num, den []byblik.Cell
				var low, high []float64
				for i := range n {
					x := 10 + float64((i*7+k*3)%17) + float64(y-2023)/2
					if l == release.AreaLevel && zone[i] {
						x += 12
					}
					c, a, b := byblik.CellOf(x), x-2, x+2
					if l == release.AreaLevel && i == 20 && k == 1 {
						c, a, b = byblik.CellWithout(byblik.Suppressed), nan, nan
					}
					if l == release.AreaLevel && i == 21 && k == 5 {
						c, a, b = byblik.CellWithout(byblik.Missing), nan, nan
					}
					v, low, high = append(v, c), append(low, a), append(high, b)
					den = append(den, byblik.CellOf(1000))
					if c.Status() == byblik.OK {
						num = append(num, byblik.CellOf(10*x))
					} else {
						num = append(num, c)
					}
				}
				t.Value, t.Numerator, t.Denominator = append(t.Value, v), append(t.Numerator, num), append(t.Denominator, den)
				t.Low, t.High = append(t.Low, low), append(t.High, high)
			}
			for i := range n {
				t.Trend = append(t.Trend, []release.Trend{release.Rising, release.Steady, release.Unclear, release.Falling}[i%4])
			}
			r.Tables = append(r.Tables, t)
		}
		for y := 2023; y <= 2025; y++ {
			r.Births = append(r.Births, release.Birth{Indicator: ind.ID, Version: 1, Period: fmt.Sprint(y), Formula: text("100 × tæller / nævner", "100 × numerator / denominator"), Columns: []string{"minby-figures/a", "minby-figures/b"},
				Deliveries: []release.Delivered{{Source: "minby-figures", File: "minby_figures.csv", SHA256: strings.Repeat("ab", 32)}}, RuleSet: "minby-2025", Run: r.Manifest.PublicRun, Protected: text("Afrundet til 5.", "Rounded to 5.")})
		}
		r.Screening.Criteria = append(r.Screening.Criteria, release.Criterion{ID: th.id, Title: text(th.da, th.en), Plain: text("Flere end i byen.", "More than in the town."), Unit: text("pct.", "per cent"),
			City: 18, Limit: 21, SD: 6, LimitZ: 0.5, Data: true, Indicators: []byblik.IndicatorID{ind.ID}})
	}
	r.Indicators = append(r.Indicators, release.Indicator{ID: "minby-residents", Version: 1, Kind: release.Count, Title: text("Indbyggere", "Residents"), Definition: text("Personer.", "Persons."),
		Unit: text("personer", "persons"), Levels: levels, Limits: []float64{500, 1000, 2000}, Per: 1, Class: "public", Sources: []string{"minby-figures"}, Legal: text("Ingen.", "None."), Persons: text("personer", "persons")})
	for _, l := range levels {
		t := release.Table{Indicator: "minby-residents", Level: l, Periods: []byblik.Period{year(2025)}}
		var v []byblik.Cell
		for i := range r.Level(l).Places {
			v = append(v, byblik.CellOf(float64(1000+5*i)))
			t.Trend = append(t.Trend, release.Unclear)
		}
		t.Value = [][]byblik.Cell{v}
		r.Tables = append(r.Tables, t)
	}
	r.Births = append(r.Births, release.Birth{Indicator: "minby-residents", Version: 1, Period: "2025", Formula: text("antal", "count"), RuleSet: "minby-2025", Run: r.Manifest.PublicRun,
		Deliveries: []release.Delivered{{Source: "minby-figures", File: "minby_figures.csv", SHA256: strings.Repeat("ab", 32)}}, Protected: text("Afrundet til 5.", "Rounded to 5.")})
	s := &r.Screening
	s.Title, s.Summary, s.Legal = text("Småbys screening", "Småby's screening"), text("Seks kriterier.", "Six criteria."), text("Ingen.", "None.")
	s.Status, s.NeedOf, s.NeedFrom, s.Years, s.OfLatest, s.Runs = "draft", 4, 6, 2, 3, 1000
	for i := range areas {
		code := byblik.AreaCode{Frame: "minby", Code: areas[i].Code}
		f := release.AreaFinding{Area: code, Zone: areas[i].Zone, Flagged: zone[i], Score: float64(i%5) / 5, Share: float64(i%5) / 5, Verdict: "firm", Twins: []string{"005", "009"}, Borders: []string{"002", "007"}}
		if zone[i] {
			f.Reason = byblik.Flagged
		}
		if i == 23 {
			f.Status, f.Verdict, f.Share = byblik.NotApplicable, "", nan
		}
		for k := range themes {
			x := r.Table(byblik.IndicatorID("minby-"+themes[k].id), release.AreaLevel).Value[2][i]
			cf := release.CriterionFinding{Value: x.Float(), Status: x.Status(), Z: (x.Float() - 18) / 6, Low: x.Float() - 2, High: x.Float() + 2, Met: x.Float() >= 21, Band: release.NotMetFar}
			if cf.Met {
				cf.Band = release.MetFar
			}
			if x.Status() != byblik.OK {
				cf.Band = release.NoBand
			}
			f.Criteria = append(f.Criteria, cf)
		}
		s.Areas = append(s.Areas, f)
		x, y := 11.2+0.01*float64(i%6), 56.2+0.01*float64(i/6)
		r.Geography.Areas = append(r.Geography.Areas, square(x, y, 0.01, 0.01))
	}
	s.Zones = []byblik.Zone{{ID: "Z1", Name: "Åkær og omegn", State: byblik.Decided, Reason: "flagged", Residents: 4100, ValidFrom: year(2023),
		Members: []byblik.Member{{Area: s.Areas[0].Area, Reason: byblik.Flagged}, {Area: s.Areas[1].Area, Reason: byblik.Flagged}, {Area: s.Areas[6].Area, Reason: byblik.Flagged}, {Area: s.Areas[7].Area, Reason: byblik.StateList, Note: "Åkærparken"}}}}
	r.Geography.Districts = []byblik.MultiPolygon{square(11.2, 56.2, 0.06, 0.02), square(11.2, 56.22, 0.06, 0.02)}
	r.Geography.Zones = []byblik.MultiPolygon{square(11.2, 56.2, 0.02, 0.02)}
	r.Geography.Housing = []release.Housing{{Code: "01", Name: "Åkærparken", Shape: square(11.205, 56.205, 0.01, 0.01)}}
	r.Geography.Context = []release.Context{{Kind: "water", Name: "Fjorden", Shape: square(11.26, 56.2, 0.01, 0.04)}, {Kind: "rail", Name: "Banen", Line: byblik.Line{{11.2, 56.21}, {11.26, 56.23}}}}
	r.Lists = release.Lists{Rules: []catalog.Text{text("Reglerne for 2025.", "The rules of 2025.")}, Rows: []release.ListRow{
		{Housing: "01", Name: "Åkærparken", Year: 2024, List: "forebyggelse", Legal: text("almenboligloven § 61 b", "almenboligloven § 61 b"), On: "no", Band: "off.close", Areas: []string{"008"}},
		{Housing: "01", Name: "Åkærparken", Year: 2025, List: "forebyggelse", Legal: text("almenboligloven § 61 b", "almenboligloven § 61 b"), On: "yes", Band: "on.close", Areas: []string{"008"}}}}
	for i := range areas {
		r.Addresses = append(r.Addresses, release.Address{Street: []string{"Ågade", "Møllevej", "Bækstien"}[i%3], Number: fmt.Sprint(i + 1), Postcode: "9990", Town: "Småby", Area: areas[i].Code, At: byblik.Point{11.205 + 0.01*float64(i%6), 56.205 + 0.01*float64(i/6)}})
	}
	r.Playgrounds = []release.Spot{{Name: "Ågårdens legeplads", Kind: "staffed_playground", Area: "002", At: byblik.Point{11.215, 56.205}}}
	r.Interventions = []release.Intervention{{ID: "legeplads", Title: text("Bemandede legepladser", "Staffed playgrounds"), About: text("Voksne på pladsen.", "Adults on the playground."), Goal: "2b",
		Lead: text("Børne- og Ungdomsforvaltningen", "Children and Youth Administration"), Areas: []string{"002"}, From: "2024", State: "running"}}
	r.Sources = []release.Source{{ID: "minby-figures", Title: text("Småbys tal", "Figures of Småby"), Publisher: "byblik", Licence: "CC0-1.0", Attribution: text("Opdigtet", "Invented"), Class: "public",
		Receipts: []release.Receipt{{File: "minby_figures.csv", SHA256: strings.Repeat("ab", 32), Rows: 72, Used: 72}}}}
	r.Protection = release.Protection{Threshold: 5, Base: 5, Means: 5, P: 15, Plan: "plan.json"}
	r.Certificate = release.Certificate{Releases: []string{id}, Cells: 100, Shown: 98, Suppressed: 2, Narrowest: 5, Attacks: []release.Attack{{ID: "differences", Title: text("Forskelle", "Differences"), Tried: 100}}}
	return r
}

func square(x, y, w, h float64) byblik.MultiPolygon {
	return byblik.MultiPolygon{{{{x, y}, {x + w, y}, {x + w, y + h}, {x, y + h}, {x, y}}}}
}

// noon is the time at which the tests look.
var noon = time.Date(2026, 11, 27, 12, 0, 0, 0, time.UTC)

// siteOf is the site with the given releases, each public at its own hour.
func siteOf(t testing.TB, now func() time.Time, releases ...*release.Release) *Site {
	t.Helper()
	shelf := NewShelf(now)
	var all []Published
	for _, r := range releases {
		all = append(all, Published{Release: r, Hour: r.Manifest.Hour})
	}
	shelf.Set(all)
	s, err := New(shelf, slog.New(slog.NewTextHandler(io.Discard, nil)))
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// loggedSite is the site with its log.
func loggedSite(t testing.TB, log io.Writer) *Site {
	t.Helper()
	shelf := NewShelf(func() time.Time { return noon })
	shelf.Set([]Published{{hamlet("smaaby-2025-1"), noon}})
	s, err := New(shelf, slog.New(slog.NewTextHandler(log, nil)))
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func siteAtNoon(t testing.TB) *Site {
	return siteOf(t, func() time.Time { return noon }, hamlet("smaaby-2025-1"))
}

// get asks for an address and gives the answer.
func get(t testing.TB, s http.Handler, address string) *httptest.ResponseRecorder {
	t.Helper()
	w := httptest.NewRecorder()
	s.ServeHTTP(w, httptest.NewRequest("GET", address, nil))
	return w
}

func noonTime() time.Time { return noon }
