package minby_test

import (
	"slices"
	"testing"

	"byblik"
	"byblik/catalog"
	"byblik/cube"
	"byblik/dossier"
	"byblik/minby"
	"byblik/run"
	"byblik/source"
)

// screened takes the town through the ordinary stages, in one year.
func screened(t *testing.T, year int) *dossier.Screening {
	t.Helper()
	c, err := catalog.Embedded()
	if err != nil {
		t.Fatal(err)
	}
	files, rules := minby.Files(minby.Seed), c.RuleSets["minby-2025"]
	in := run.Input{Program: "test", Catalog: c, Rules: rules}
	read := func(id string, request source.Request) []*byblik.Delivery {
		request.FS, request.Definition = files, c.Sources[id]
		ds, err := source.Read(request)
		if err != nil {
			t.Fatal(err)
		}
		return ds
	}
	in.Geography = read("minby-areas", source.Request{})[0]
	for _, r := range in.Geography.Rows {
		in.Areas = append(in.Areas, byblik.Area{Code: r.Area, Name: r.Name, District: r.District})
	}
	figures := read("minby-figures", source.Request{Period: byblik.InYear(year), AllPeriods: true, Frame: in.Areas})
	in.Barriers = read("minby-barriers", source.Request{})[0]
	in.StateLists = read("minby-state-list-areas", source.Request{AllPeriods: true})
	in.Deliveries = append([]*byblik.Delivery{in.Geography}, figures...)
	var indicators []*catalog.Indicator
	for _, id := range rules.Indicators() {
		indicators = append(indicators, c.Indicators[id])
	}
	if in.Panel, _, err = cube.Observe(in.Deliveries, indicators, in.Areas, nil); err != nil {
		t.Fatal(err)
	}
	s, err := run.Screen(in, run.Arguments{Lang: catalog.En, Period: byblik.InYear(year)})
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// The zones are as many and as large as a town of this size may have, with an
// example of each kind.
func TestTheTownShowsWhatATownHas(t *testing.T) {
	s := screened(t, minby.Last)
	total, all := 0.0, 0.0
	reasons := map[byblik.Reason]int{}
	alone := 0
	for _, z := range s.Zones {
		total += z.Residents
		for _, m := range z.Members {
			reasons[m.Reason]++
		}
		if z.Reason == string(byblik.StateList) {
			alone++
		}
		if z.Residents < 1000 || z.Residents > 40_000 {
			t.Errorf("zone %s has %v residents", z.ID, z.Residents)
		}
	}
	for _, n := range s.Residents {
		all += n
	}
	if n := len(s.Zones); n < 8 || n > 14 || total < 0.12*all || total > 0.22*all {
		t.Errorf("%d zones with %.1f %% of the residents", n, 100*total/all)
	}
	t.Logf("%d zones with %.0f of %.0f residents (%.1f %%), members %v, too small %d", len(s.Zones), total, all, 100*total/all, reasons, len(s.TooSmall))
	if reasons[byblik.Enclosed] == 0 || alone == 0 || len(s.TooSmall) == 0 {
		t.Errorf("members %v, %d zones for the State's list alone, %d groups too small", reasons, alone, len(s.TooSmall))
	}
	if lately(s) == 0 {
		t.Error("no area meets the count this year and is not flagged, because it did not before")
	}
	if !slices.Contains(s.Review, "students") {
		t.Error("no area is marked for its students")
	}
}

// Some figures are missing, withheld or not applicable, and each says so.
func TestFiguresSayWhyTheyAreNotThere(t *testing.T) {
	s := screened(t, minby.Last)
	statuses := map[byblik.Status]int{}
	for _, c := range s.Criteria {
		for _, f := range c.Findings {
			statuses[f.Status]++
		}
	}
	for _, want := range []byblik.Status{byblik.OK, byblik.Missing, byblik.Suppressed, byblik.NotApplicable} {
		if statuses[want] == 0 {
			t.Errorf("no finding with the status %v", want)
		}
	}
}

// lately counts the areas that meet four criteria in the last year and are not
// flagged, because they did not in the two years before.
func lately(s *dossier.Screening) int {
	n := 0
	for i := range s.Areas {
		met := 0
		for _, c := range s.Criteria {
			if c.Findings[i].Met {
				met++
			}
		}
		if met >= 4 && !s.Flagged[i] {
			n++
		}
	}
	return n
}

// districtsOf counts flagged areas by district.
func districtsOf(s *dossier.Screening) map[string]int {
	n := map[string]int{}
	for i, a := range s.Areas {
		if s.Flagged[i] {
			n[a.District]++
		}
	}
	return n
}

// One estate, in Lyngager, gets better over the years; one, in Østerlund, worse.
func TestOneEstateGetsBetterAndOneWorse(t *testing.T) {
	before, after := districtsOf(screened(t, 2020)), districtsOf(screened(t, minby.Last))
	t.Log(before, after)
	if before["Lyngager"] <= after["Lyngager"] || before["Østerlund"] >= after["Østerlund"] {
		t.Errorf("flagged in 2020 %v, in %d %v", before, minby.Last, after)
	}
}

// The motorway and the railway divide: flagged areas on both sides of one are
// in different zones.
func TestABarrierDivides(t *testing.T) {
	s := screened(t, minby.Last)
	zones := map[byblik.Point][]string{}
	at := map[byblik.AreaCode]int{}
	for i, a := range s.Areas {
		at[a.Code] = i
	}
	for _, z := range s.Zones {
		for _, m := range z.Members {
			for _, p := range s.Shapes[at[m.Area]][0][0] {
				for _, l := range s.Barriers {
					if slices.Contains(l[1:len(l)-1], p) && !slices.Contains(zones[p], z.ID) {
						zones[p] = append(zones[p], z.ID)
					}
				}
			}
		}
	}
	for _, ids := range zones {
		if len(ids) > 1 {
			return
		}
	}
	t.Error("no two zones meet at a barrier")
}
