package release_test

import (
	"math"
	"time"

	"byblik"
	"byblik/catalog"
	"byblik/release"
)

// Lilleby is an invented town, as small as a release can be that shows
// everything that is hard to write: five areas in two districts and two years;
// each of the four codes of a figure; zero, a negative number, a number beyond 2^53
// and one that no binary fraction equals; Danish letters; names that a spreadsheet would take for a formula,
// and one with comma, semicolon, quotes and a line break; an official code that looks like a number.
// Nobody lives there.
func lilleby() *release.Release {
	both := func(da, en string) catalog.Text { return catalog.Text{Da: da, En: en} }
	areas := []release.Place{
		{Code: "001", Name: both("Ærø Å", "Ærø Å"), District: "1", Zone: "lilleby-a", Homes: "150"},
		{Code: "002", Name: both("=1+1", "=1+1"), District: "1", Zone: "lilleby-a", Homes: "150"},
		{Code: "003", Name: both("@SUM(A1:A9)", "+45 12"), District: "2", Homes: "50–99"},
		{Code: "1e5", Name: both("Sø, \"stor\"; lang\nvej", "Lake, \"large\"; long\nroad"), District: "2", Homes: "150"},
		{Code: "-7", Name: both("-2+3|cmd", "\tTab"), District: "2", Homes: "0–19"},
	}
	square := func(x, y float64) byblik.MultiPolygon {
		return byblik.MultiPolygon{{{{x, y}, {x + 0.01, y}, {x + 0.01, y + 0.01}, {x, y + 0.01}, {x, y}}}}
	}
	r := &release.Release{
		Manifest: release.Manifest{ID: "lilleby-2025-1", Place: both("Lilleby", "Lilleby"), Title: both("=Udsatte byområder i Lilleby 2025", "Disadvantaged urban areas in Lilleby, 2025"),
			Invented: true, Period: byblik.InYear(2025), Frame: "lilleby", Number: 1, Hour: time.Date(2025, 12, 31, 23, 0, 0, 0, time.UTC), RuleSet: "lilleby-2025",
			Run: "0011223344556677", PublicRun: "8899aabbccddeeff", Program: "byblik test",
			Recipe: release.Recipe{Seed: 7, Accepted: []release.Accepted{{Check: "double-key", Reason: "Rådhuset <kender> det & har rettet det"}}}},
		Levels: []release.Level{
			{ID: release.AreaLevel, One: both("område", "area"), Many: both("områder", "areas"), Places: areas},
			{ID: release.DistrictLevel, One: both("bydel", "district"), Many: both("bydele", "districts"), Places: []release.Place{
				{Code: "1", Name: both("Øst", "East")}, {Code: "2", Name: both("Vest", "West")}}},
		},
		Protection:  release.Protection{Threshold: 5, Base: 5, Means: 10, P: 15, Plan: "definitions/plan.yaml", Keys: release.KeyedByNames},
		Definitions: map[string][]byte{"plan.yaml": []byte("id: lilleby\n"), "rulesets/lilleby-2025.yaml": []byte("id: lilleby-2025\n")},
	}
	r.Indicators = []release.Indicator{
		{ID: "income", Version: 2, Kind: release.Mean, Title: both("Indkomst", "Income"), Definition: both("+gennemsnit pr. person", "+mean per person"), Unit: both("=kr.", "DKK"),
			Direction: catalog.LowerIsWorse, Decimals: 1, Per: 1, Limits: []float64{-1, 0, 1}, Levels: []release.LevelID{release.AreaLevel, release.DistrictLevel},
			Class: "public", Sources: []string{"town"}, Legal: both("Ingen", "None")},
		{ID: "low-income", Version: 1, Kind: release.Share, Title: both("Lav indkomst", "Low income"), Definition: both("Andel med lav indkomst", "Share with a low income"), Unit: both("%", "%"),
			Direction: catalog.HigherIsWorse, Decimals: 1, Per: 100, Numerator: []string{"town/low"}, Denominator: []string{"town/all"}, Persons: both("personer", "persons"), Criterion: "income", Goal: "1a",
			Limits: []float64{10, 20}, Levels: []release.LevelID{release.AreaLevel, release.DistrictLevel}, Class: "microdata", Sources: []string{"town"}, Legal: both("§ 10", "Section 10"), Notes: []catalog.Text{both("Note æøå", "Note")}},
		{ID: "residents", Version: 1, Kind: release.Count, Title: both("Beboere", "Residents"), Definition: both("Personer i CPR", "Persons in the register"), Unit: both("personer", "persons"),
			Direction: catalog.HigherIsWorse, Per: 1, Numerator: []string{"town/all"}, Persons: both("personer", "persons"), Limits: []float64{}, Levels: []release.LevelID{release.AreaLevel, release.DistrictLevel},
			Class: "microdata", Sources: []string{"town"}, Legal: both("§ 10", "Section 10")},
	}
	const missing, suppressed, none = byblik.Missing, byblik.Suppressed, byblik.NotApplicable
	years := []byblik.Period{byblik.InYear(2024), byblik.InYear(2025)}
	r.Tables = []release.Table{
		{Indicator: "income", Level: release.AreaLevel, Value: grid(2, -12.5, 0.1, 0, 9007199254740993.0, missing, 250000.1, 1e18, -0.5, suppressed, none)},
		{Indicator: "income", Level: release.DistrictLevel, Value: grid(2, 12.5, 1.0/3, missing, none)},
		{Indicator: "low-income", Level: release.AreaLevel,
			Value:       grid(2, 12.5, suppressed, 0, missing, none, 12.5, 7.7, suppressed, 100, none),
			Numerator:   grid(2, 25, suppressed, 0, missing, none, 25, 10, suppressed, 5, 0),
			Denominator: grid(2, 200, 150, 60, missing, 0, 200, 130, suppressed, 5, 0)},
		{Indicator: "low-income", Level: release.DistrictLevel, Value: grid(2, 10, suppressed, 9.9, 20), Numerator: grid(2, 35, suppressed, 35, 15), Denominator: grid(2, 350, 75, 355, 75)},
		{Indicator: "residents", Level: release.AreaLevel, Value: grid(2, 200, 150, 60, missing, 0, 200, 130, suppressed, 1234567890, 0)},
		{Indicator: "residents", Level: release.DistrictLevel, Value: grid(2, 350, 75, 355, 1234567895)},
	}
	for i := range r.Tables {
		t := &r.Tables[i]
		n := len(t.Value[0])
		t.Periods, t.Trend = years, make([]release.Trend, n)
		t.Trend[0] = release.Steady
		for range years {
			low, high := make([]float64, n), make([]float64, n)
			for k := range low {
				low[k], high[k] = math.NaN(), math.NaN()
			}
			t.Low, t.High = append(t.Low, low), append(t.High, high)
		}
	}
	r.Tables[2].Low[0][0], r.Tables[2].High[0][0] = 0, 30.4
	r.Tables[2].Low[1][1], r.Tables[2].High[1][1] = 2.1, 18.3
	r.Screening = release.Screening{Title: both("Screening", "Screening"), Summary: both("Ét kriterium", "One criterion"), Legal: both("Ingen", "None"), Status: "reviewed", Rules: "definitions/rulesets/lilleby-2025.yaml",
		NeedOf: 1, NeedFrom: 1, Years: 1, OfLatest: 1, Said: []catalog.Text{both("Opdigtede data: Lilleby findes ikke.", "Invented data: Lilleby does not exist.")}, Runs: 100, Residents: "residents", MinResidents: 100,
		Criteria: []release.Criterion{{ID: "income", Title: both("Indkomst", "Income"), Plain: both("Mange har en lav indkomst.", "Many have a low income."), Unit: both("%", "%"), City: 8.5, Limit: 12, SD: 3.5, LimitZ: 1, Data: true, Indicators: []byblik.IndicatorID{"low-income"}}},
		Zones: []byblik.Zone{{ID: "lilleby-a", Name: "Ærø og =1+1", State: byblik.Candidate, Reason: "flagged", ValidFrom: byblik.InYear(2025), Residents: math.NaN(),
			Members: []byblik.Member{{Area: code("001"), Reason: byblik.Flagged, Residents: 200}, {Area: code("002"), Reason: byblik.Enclosed, Note: "=omsluttet", Residents: 130}}}},
		TooSmall: [][]byblik.AreaCode{{code("1e5")}}}
	for i, a := range areas {
		x := release.AreaFinding{Area: code(a.Code), Zone: a.Zone, Share: math.NaN(), Score: math.NaN(), Status: byblik.NotApplicable, Criteria: []release.CriterionFinding{{Value: math.NaN(), Z: math.NaN(), Low: math.NaN(), High: math.NaN(), Status: byblik.Suppressed}}}
		if i < 2 {
			x.Status, x.Score, x.Flagged, x.Share, x.Verdict = byblik.OK, 1.25-float64(i), i == 0, 0.5, "borderline"
			x.Reason, x.Note, x.Marked, x.Driver, x.Review = byblik.Flagged, "=note", i == 1, "limit", []string{"students", "few"}
			x.Twins, x.Borders = []string{"003", "1e5"}, []string{"-7", "003"}
			x.Criteria[0] = release.CriterionFinding{Value: 12.5, Z: 1.1, Low: 2, High: 30, Met: i == 0, Band: release.MetClose}
		}
		r.Screening.Areas = append(r.Screening.Areas, x)
	}
	r.Lists = release.Lists{Rules: []catalog.Text{both("Regel", "Rule")}, Rows: []release.ListRow{{Housing: "12", Name: "Æblehaven, afd. \"2\"", Year: 2025, List: "udsat", Legal: both("udsat boligområde", "disadvantaged housing area"), On: "yes", Band: "on.close", Without: "no", Areas: []string{"001", "002"}}}}
	at := byblik.Point{12.5, 55.75}
	r.Geography = release.Geography{
		Areas:     []byblik.MultiPolygon{square(12.5, 55.7), square(12.51, 55.7), square(12.52, 55.7), square(12.53, 55.7), nil},
		Districts: []byblik.MultiPolygon{append(square(12.5, 55.7), square(12.51, 55.7)...), square(12.52, 55.7)},
		Housing:   []release.Housing{{Code: "12", Name: "Æblehaven", Shape: square(12.501, 55.701)}},
		Context:   []release.Context{{Kind: "water", Name: "Søen", Shape: square(12.6, 55.7)}, {Kind: "rail", Line: byblik.Line{{12.5, 55.7}, {12.6, 55.8}}}, {Kind: "place", Name: "Midtby", Point: &at}}}
	r.Addresses = []release.Address{{Street: "=Å-gade", Number: "1 A, 2.", Postcode: "0999", Town: "Lilleby", Area: "001", At: at}}
	r.Playgrounds = []release.Spot{{Name: "Den \"røde\" plads", Kind: "bemandet", Area: "002", At: at}}
	r.Interventions = []release.Intervention{{ID: "lektier", Title: both("Lektiehjælp", "Homework help"), About: both("<b>Hver</b> mandag", "Every Monday"), Goal: "1a", Lead: both("Skole", "Schools"), Partners: []catalog.Text{both("Røde Kors", "Red Cross")}, Areas: []string{"001"}, From: "2025", State: "running"}}
	r.Sources = []release.Source{{ID: "town", Title: both("Byen", "The town"), Publisher: "Lilleby Kommune", Licence: "CC BY 4.0", Attribution: both("Kilde: Lilleby.", "Source: Lilleby."), Class: "microdata",
		Receipts: []release.Receipt{{File: "town.csv", Seal: "ab12"}, {File: "byer.csv", SHA256: "cd34", Rows: 5, Used: 4}}}}
	r.Births = []release.Birth{{Indicator: "low-income", Version: 1, Period: "2025", Formula: both("100 × tæller / nævner", "100 × numerator / denominator"), Columns: []string{"town/low", "town/all"},
		Deliveries: []release.Delivered{{Source: "town", File: "town.csv", Seal: "ab12"}}, RuleSet: "lilleby-2025", Run: "8899aabbccddeeff", Protected: both("Afrundet til 5", "Rounded to 5")}}
	r.Certificate = release.Certificate{Releases: []string{"lilleby-2025-1"}, Cells: 42, Shown: 30, Suppressed: 12, Secondary: 3, Narrowest: 5, Attacks: []release.Attack{{ID: "difference", Title: both("Forskel", "Difference"), Tried: 9}}}
	named := release.FigureID{Indicator: "low-income", Level: release.AreaLevel, Place: "1e5", Period: byblik.InYear(2025), Part: "numerator"}
	r.Changes = []release.Change{{Figure: named, Before: byblik.CellWithout(byblik.Suppressed), After: byblik.CellOf(5)}}
	r.Lacks = []release.Lack{{Figure: release.FigureID{Indicator: "residents", Level: release.DistrictLevel, Place: "2", Period: byblik.InYear(2024)}, Areas: []string{"-7", "1e5"}}}
	r.Gaps = []release.Gap{{Indicator: "low-income", Periods: years, Points: []release.Between{{Value: -2.5, Low: -4, High: 1}, {Value: math.NaN(), Low: math.NaN(), High: math.NaN()}},
		Ratio: []release.Between{{Value: 0.8, Low: 0.5, High: 1.2}, {Value: math.NaN(), Low: math.NaN(), High: math.NaN()}}, Trend: release.Unclear}}
	return r
}

func code(c string) byblik.AreaCode { return byblik.AreaCode{Frame: "lilleby", Code: c} }

// grid lays figures out as periods × places: a number, or the reason why there
// is none.
func grid(periods int, figures ...any) [][]byblik.Cell {
	cells := make([][]byblik.Cell, periods)
	for i, x := range figures {
		var c byblik.Cell
		switch v := x.(type) {
		case float64:
			c = byblik.CellOf(v)
		case int:
			c = byblik.CellOf(float64(v))
		case byblik.Status:
			c = byblik.CellWithout(v)
		}
		k := i / (len(figures) / periods)
		cells[k] = append(cells[k], c)
	}
	return cells
}
