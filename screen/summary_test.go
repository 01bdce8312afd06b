package screen

import (
	"math"
	"strings"
	"testing"

	"byblik"
)

// MHCLG, English Indices of Deprivation 2025, File 10: local authority
// summaries. File 7 places E01027305 “West Northamptonshire 048E” in Cherwell,
// while File 10 counts it in West Northamptonshire, where its name belongs;
// moving that one area makes both authorities agree too.
func TestAuthoritySummariesOf2025(t *testing.T) {
	const cherwell, westNorthamptonshire, moved = "E07000177", "E06000062", "E01027305"
	s := readSheet(t, "england-imd/iod2025_file7.csv.gz", "lsoa21_code")
	official := readSheet(t, "england-imd/imd2025_authority_summaries.csv", "ltla24_code")
	var areas []byblik.Area
	var findings []byblik.Finding
	var residents []float64
	for _, row := range s.rows {
		code := byblik.AreaCode{Frame: "lsoa21", Code: s.cell(t, row, "lsoa21_code")}
		areas = append(areas, byblik.Area{Code: code, Authority: s.cell(t, row, "lad24_code")})
		findings = append(findings, byblik.Finding{Area: code, Measure: "imd", Value: s.number(t, row, "IMD_score"), Rank: int(s.number(t, row, "IMD_rank"))})
		residents = append(residents, s.number(t, row, "pop_total_mid2022"))
	}
	as := compareSummaries(t, official, Summarise(areas, findings, residents))
	if len(as) != 2 || !as[cherwell] || !as[westNorthamptonshire] {
		t.Errorf("these differ: %v, want Cherwell and West Northamptonshire", as)
	}
	for i := range areas {
		if areas[i].Code.Code == moved {
			areas[i].Authority = westNorthamptonshire
		}
	}
	if left := compareSummaries(t, official, Summarise(areas, findings, residents)); len(left) > 0 {
		t.Errorf("with %s in West Northamptonshire these differ: %v", moved, left)
	}
}

// compareSummaries gives the authorities that differ by more than rounding:
// half of the last printed digit, and for the score as much again, because its
// input is printed with three decimals too. The publisher's own weights add a
// little to the ranks.
func compareSummaries(t *testing.T, official sheet, list []Summary) map[string]bool {
	t.Helper()
	if len(list) != len(official.rows) {
		t.Fatalf("%d authorities, want %d", len(list), len(official.rows))
	}
	far := map[string]bool{}
	for _, c := range []struct {
		what, value, rank string
		of                func(Summary) Ranked
		within            float64
	}{
		{"average rank", "imd_average_rank", "imd_rank_of_average_rank", func(s Summary) Ranked { return s.AverageRank }, 0.0051},
		{"average score", "imd_average_score", "imd_rank_of_average_score", func(s Summary) Ranked { return s.AverageScore }, 0.001},
		{"most deprived tenth", "imd_proportion_of_lso_as_in_most_deprived_10_percent_nationally", "imd_rank_of_proportion_of_lso_as_in_most_deprived_10_percent_nationally",
			func(s Summary) Ranked { return s.MostDeprived }, 0.00005},
		{"extent", "imd25_extent", "imd25_rank_of_extent", func(s Summary) Ranked { return s.Extent }, 0.00005},
		{"local concentration", "imd25_local_concentration", "imd25_rank_of_local_concentration", func(s Summary) Ranked { return s.Concentration }, 0.0055},
	} {
		most, ranks := 0.0, 0
		for i, row := range official.rows {
			code, got := official.cell(t, row, "ltla24_code"), c.of(list[i])
			if list[i].Authority != code {
				t.Fatalf("%s stands where %s should", list[i].Authority, code)
			}
			d := math.Abs(got.Value - official.number(t, row, c.value))
			if !(d <= c.within) {
				far[code] = true
				continue
			}
			most = math.Max(most, d)
			if float64(got.Rank) != official.number(t, row, c.rank) {
				ranks++
			}
		}
		t.Logf("%s: within %.2g, %d ranks of authorities differ", c.what, most, ranks)
		if ranks > 2 {
			t.Errorf("%s: %d ranks of authorities differ", c.what, ranks)
		}
	}
	return far
}

// Ten areas in two authorities, worked by hand: N = 10, so each area is ten
// hundredths; ranks 1, 2 and 3 count 1, 0.95 − 0.9·9/19 and 0.05 in the extent.
func TestSummariesWorkedByHand(t *testing.T) {
	var areas []byblik.Area
	var findings []byblik.Finding
	for i := range 12 {
		code := byblik.AreaCode{Frame: "f", Code: string(rune('a' + i))}
		areas = append(areas, byblik.Area{Code: code, Authority: "AABBBBBBBBC"[min(i, 10) : min(i, 10)+1]})
		findings = append(findings, byblik.Finding{Area: code, Measure: "m", Rank: i + 1, Value: float64(100 - i)})
	}
	findings[10].Status, findings[11].Status = byblik.Missing, byblik.Missing
	residents := []float64{100, 300, 50, 50, 100, 100, 100, 100, 100, 100, 100, 100}
	list := Summarise(areas, findings, residents)
	a := list[0]
	near(t, "average rank", a.AverageRank.Value, (100*10+300*9)/400.0, 1e-12)
	near(t, "average score", a.AverageScore.Value, (100*100+300*99)/400.0, 1e-12)
	near(t, "tenth", a.MostDeprived.Value, 0.5, 0)
	near(t, "extent", a.Extent.Value, (100+300*(0.95-0.9*9/19))/400, 1e-12)
	near(t, "concentration", a.Concentration.Value, 10, 1e-12) // 40 residents, all in the first area
	b := list[1]
	near(t, "concentration", b.Concentration.Value, (50*8+20*7)/70.0, 1e-12)
	near(t, "extent", b.Extent.Value, 50*0.05/700, 1e-12)
	if a.AverageRank.Rank != 1 || b.AverageRank.Rank != 2 || list[2].Without != 2 || list[2].AverageRank.Rank != 0 {
		t.Errorf("%+v", list)
	}
	table := AuthorityTable(list)
	if got := strings.Join(table[1][:7], " "); got != "A m 2 0 400 9.25 1" {
		t.Errorf("the table says %s", got)
	}
	if got := strings.Join(table[3], ","); got != "C,m,0,2,0,,,,,,,,,," {
		t.Errorf("an authority without values says %s", got)
	}
}
