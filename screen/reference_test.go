package screen

import (
	"bufio"
	"cmp"
	"encoding/csv"
	"math"
	"slices"
	"strconv"
	"strings"
	"testing"

	"byblik"
	"byblik/reference"
)

// The tests in this file hold rule sets of the catalog against the results
// that their publishers print. The data are not part of the project:
// BYBLIK_REFERENCE names the folder that holds them.

// sheet is an official file: columns by head, rows sorted by area code.
type sheet struct {
	column map[string]int
	rows   [][]string
}

func readSheet(t testing.TB, name, key string) sheet {
	t.Helper()
	b := bufio.NewReader(reference.Open(t, name))
	if mark, _ := b.Peek(3); string(mark) == "\ufeff" {
		_, _ = b.Discard(3)
	}
	r := csv.NewReader(b)
	r.FieldsPerRecord = -1 // one file of Copenhagen heads a column that no row has
	all, err := r.ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	s := sheet{column: map[string]int{}, rows: all[1:]}
	for i, h := range all[0] {
		s.column[strings.Trim(h, `"`)] = i
	}
	slices.SortStableFunc(s.rows, func(a, b []string) int {
		return cmp.Compare(strings.TrimSpace(s.cell(t, a, key)), strings.TrimSpace(s.cell(t, b, key)))
	})
	return s
}

func (s sheet) cell(t testing.TB, row []string, column string) string {
	i, ok := s.column[column]
	if !ok {
		t.Fatalf("no column %s", column)
	}
	return row[i]
}

// number reads a cell; empty, −999 and −9999 are missing.
func (s sheet) number(t testing.TB, row []string, column string) float64 {
	v, err := strconv.ParseFloat(strings.TrimSpace(s.cell(t, row, column)), 64)
	if err != nil || v == -999 || v == -9999 {
		return math.NaN()
	}
	return v
}

// panel takes the columns as indicators of one period.
func (s sheet) panel(t testing.TB, key string, period byblik.Period, column map[string]string) *byblik.Panel {
	p := &byblik.Panel{}
	for _, row := range s.rows {
		p.Areas = append(p.Areas, byblik.Area{Code: byblik.AreaCode{Frame: "f", Code: strings.TrimSpace(s.cell(t, row, key))}})
	}
	ids := make([]string, 0, len(column))
	for id := range column {
		ids = append(ids, id)
	}
	slices.Sort(ids)
	for _, id := range ids {
		o := byblik.Observations{Indicator: byblik.IndicatorID(id), Period: period}
		for _, row := range s.rows {
			o.Value = append(o.Value, byblik.RawOf(s.number(t, row, column[id])))
		}
		p.Observations = append(p.Observations, o)
	}
	return p
}

func index(t testing.TB, file string, p *byblik.Panel) map[string][]byblik.Finding {
	t.Helper()
	r := ruleSet(t, file)
	if faults := CheckRuleSet(r); len(faults) > 0 {
		t.Fatal(faults)
	}
	result, err := Index(Input{Rules: r, Panel: p})
	if err != nil {
		t.Fatal(err)
	}
	by := map[string][]byblik.Finding{}
	for _, f := range result.Findings {
		by[f.Measure] = append(by[f.Measure], f)
	}
	return by
}

// apart compares ranks with the official column: how many differ, by how much
// at most.
func (s sheet) apart(t testing.TB, column string, value func(i int) float64) (differ int, most float64) {
	for i, row := range s.rows {
		if d := math.Abs(value(i) - s.number(t, row, column)); d > 0 || math.IsNaN(d) {
			differ++
			most = math.Max(most, d)
		}
	}
	return differ, most
}

func TestEnglishIndices(t *testing.T) {
	for _, c := range []struct {
		year                string
		key, housing        string
		areas, equal, ranks int
		score               float64
	}{
		{"2019", "lsoa11_code", "Housing_and_Access_rank", 32844, 32700, 110, 0.0015},
		{"2025", "lsoa21_code", "Housing_and_Services_rank", 33755, 33700, 2, 0.0008},
	} {
		t.Run(c.year, func(t *testing.T) {
			s := readSheet(t, "england-imd/iod"+c.year+"_file7.csv.gz", c.key)
			year, _ := byblik.ParsePeriod(c.year)
			column := map[string]string{}
			for id, name := range map[string]string{"income": "Income_rank", "employment": "Employment_rank", "education": "Education_rank",
				"health": "Health_rank", "crime": "Crime_rank", "housing": c.housing, "environment": "Environment_rank"} {
				column["eng-"+c.year+"-"+id+"-rank"] = name
			}
			imd := index(t, "gb/england-imd-"+c.year+".yaml", s.panel(t, c.key, year, column))["IMD"]
			if len(imd) != c.areas {
				t.Fatalf("%d areas, want %d", len(imd), c.areas)
			}
			_, most := s.apart(t, "IMD_score", func(i int) float64 { return imd[i].Value })
			unequal, _ := s.apart(t, "IMD_score", func(i int) float64 { return RoundHalfUp(imd[i].Value, 3) })
			ranks, by := s.apart(t, "IMD_rank", func(i int) float64 { return float64(imd[i].Rank) })
			deciles, _ := s.apart(t, "IMD_decile", func(i int) float64 { d, _ := strconv.Atoi(imd[i].Class); return float64(d) })
			t.Logf("score within %.6f, %d equal at 3 decimals, %d ranks differ by at most %v, %d deciles differ", most, c.areas-unequal, ranks, by, deciles)
			if most > c.score || c.areas-unequal < c.equal || ranks > c.ranks || by > 2 || deciles > 0 {
				t.Error("further from the official result than it should be")
			}
		})
	}
}

func TestWelshIndex(t *testing.T) {
	s := readSheet(t, "wales-wimd/wimd2019.csv", "lsoa11_code")
	column := map[string]string{}
	for id, name := range map[string]string{"income": "Income", "employment": "Employment", "education": "Education", "health": "Health",
		"crime": "Crime", "housing": "Housing", "access": "Access", "environment": "Environment"} {
		column["wal-2019-"+id+"-rank"] = name + "_rank"
	}
	wimd := index(t, "gb/wales-wimd-2019.yaml", s.panel(t, "lsoa11_code", byblik.InYear(2019), column))["IMD"]
	_, most := s.apart(t, "IMD_score", func(i int) float64 { return wimd[i].Value })
	ranks, _ := s.apart(t, "IMD_rank", func(i int) float64 { return float64(wimd[i].Rank) })
	t.Logf("%d areas: score within %.2g, %d ranks differ", len(wimd), most, ranks)
	if len(wimd) != 1909 || most > 1e-7 || ranks > 0 {
		t.Error("further from the official result than it should be")
	}
}

func TestScottishIndex(t *testing.T) {
	s := readSheet(t, "scotland-simd/simd2016.csv", "dz11_code")
	column := map[string]string{}
	for id, name := range map[string]string{"income": "Income", "employment": "Employment", "education": "Education", "health": "Health",
		"crime": "Crime", "housing": "Housing", "access": "Access"} {
		column["sco-2016-"+id+"-rank"] = name + "_rank"
	}
	simd := index(t, "gb/scotland-simd-2016.yaml", s.panel(t, "dz11_code", byblik.InYear(2016), column))["IMD"]
	ranks, by := s.apart(t, "IMD_rank", func(i int) float64 { return float64(simd[i].Rank) })
	deciles, _ := s.apart(t, "IMD_decile", func(i int) float64 { d, _ := strconv.Atoi(simd[i].Class); return float64(d) })
	t.Logf("%d areas: %d ranks differ by at most %v, %d deciles", len(simd), ranks, by, deciles)
	if len(simd) != 6976 || ranks > 0 || deciles > 0 {
		t.Error("further from the official result than it should be")
	}
}

func TestSocialVulnerabilityIndex(t *testing.T) {
	for _, c := range []struct {
		year, file string
	}{{"2022", "us-svi/svi2022_us_county.csv"}, {"2020", "us-svi/svi2020_de_tract.csv"}} {
		t.Run(c.year, func(t *testing.T) {
			s := readSheet(t, c.file, "FIPS")
			column := map[string]string{"us-svi-" + c.year + "-residents": "E_TOTPOP"}
			for _, v := range strings.Fields("POV150 UNEMP HBURD NOHSDP UNINSUR AGE65 AGE17 DISABL SNGPNT LIMENG MINRTY MUNIT MOBILE CROWD NOVEH GROUPQ") {
				column["us-svi-"+c.year+"-"+strings.ToLower(v)] = "EP_" + v
			}
			year, _ := byblik.ParsePeriod(c.year)
			by := index(t, "us/us-svi-"+c.year+".yaml", s.panel(t, "FIPS", year, column))
			values := 0
			for _, m := range []string{"RPL_THEME1", "RPL_THEME2", "RPL_THEME3", "RPL_THEME4", "RPL_THEMES"} {
				differ := 0
				for i, row := range s.rows {
					want, f := s.number(t, row, m), by[m][i]
					if math.IsNaN(want) != (f.Status != byblik.OK) || !math.IsNaN(want) && f.Value != want {
						differ++
					} else if f.Status == byblik.OK {
						values++
					}
				}
				t.Logf("%s: %d of %d areas differ", m, differ, len(s.rows))
				if differ > 0 {
					t.Errorf("%s differs from the official result", m)
				}
			}
			if values < 4*len(s.rows) {
				t.Errorf("only %d values compared", values)
			}
		})
	}
}

func TestBerlinMonitoring(t *testing.T) {
	for _, year := range []string{"2013", "2017", "2021"} {
		t.Run(year, func(t *testing.T) {
			s := readSheet(t, "berlin-mss/mss_"+year+".csv", "id")
			column := map[string]string{"be-residents": "inhabitants"}
			for _, id := range strings.Fields("s1 s2 s3 s4 d1 d2 d3 d4") {
				if _, ok := s.column[id]; ok {
					column["be-"+id] = id
				}
			}
			y, _ := byblik.ParsePeriod(year)
			p := s.panel(t, "id", y, column)
			if _, flagged := s.column["validity"]; flagged {
				dropInvalid(t, s, p)
			}
			by := index(t, "de/de-berlin-mss.yaml", p)
			for m, col := range map[string]string{"status": "status_index_class", "dynamic": "dynamic_index_class"} {
				differ, classed := 0, 0
				for i, row := range s.rows {
					want := s.cell(t, row, col)
					if f := by[m][i]; f.Status == byblik.OK && f.Class == want {
						classed++
					} else if f.Status == byblik.OK || slices.Contains([]string{"hoch", "mittel", "niedrig", "sehr niedrig", "positiv", "stabil", "negativ"}, want) {
						differ++
					}
				}
				t.Logf("%s: %d areas classed alike, %d not", m, classed, differ)
				if differ > 0 || classed < 400 {
					t.Errorf("%s: %d areas are classed otherwise than published", m, differ)
				}
			}
		})
	}
}

// dropInvalid takes the figures of areas away that the publisher calls invalid.
func dropInvalid(t testing.TB, s sheet, p *byblik.Panel) {
	for i, row := range s.rows {
		if s.cell(t, row, "validity") == "gültig" {
			continue
		}
		for k := range p.Observations {
			if p.Observations[k].Indicator != "be-residents" {
				p.Observations[k].Value[i] = byblik.RawWithout(byblik.NotApplicable)
			}
		}
	}
}

func TestTownsendScore(t *testing.T) {
	counts := readSheet(t, "uk-townsend/townsend2011_ward_counts.csv.gz", "GEO_CODE")
	official := readSheet(t, "uk-townsend/townsend2011_ward_scores.csv.gz", "GEO_CODE")
	p := counts.panel(t, "GEO_CODE", byblik.InYear(2011), nil)
	for _, share := range []struct {
		id   string
		over []string
		of   string
	}{
		{"uk-no-car", []string{"F991"}, "F989"}, {"uk-not-owned", []string{"F2357", "F2362", "F2368"}, "F2347"},
		{"uk-overcrowded", []string{"F2081", "F2083"}, "F2075"}, {"uk-unemployed", []string{"F248"}, "F244"},
	} {
		o := byblik.Observations{Indicator: byblik.IndicatorID(share.id), Period: byblik.InYear(2011)}
		for _, row := range counts.rows {
			sum := 0.0
			for _, c := range share.over {
				sum += counts.number(t, row, c)
			}
			if of := counts.number(t, row, share.of); of > 0 {
				sum = 100 * sum / of
			}
			o.Value = append(o.Value, byblik.RawOf(sum))
		}
		p.Observations = append(p.Observations, o)
	}
	f := index(t, "gb/uk-townsend-2011.yaml", p)["townsend"]
	_, most := official.apart(t, "TDS", func(i int) float64 { return f[i].Value })
	quintiles, _ := official.apart(t, "quintile", func(i int) float64 { q, _ := strconv.Atoi(f[i].Class); return float64(q) })
	t.Logf("%d wards: score within %.2g, %d quintiles differ", len(f), most, quintiles)
	if most > 1e-9 || quintiles > 0 {
		t.Error("further from the official result than it should be")
	}
}
