package cube

import (
	"math"
	"os"
	"strconv"
	"strings"
	"testing"

	"byblik"
	"byblik/catalog"
	"byblik/reference"
	"byblik/source"
)

// observed reads sources of the shipped catalog, the first of which lists the
// areas, and observes the indicators.
func observed(t *testing.T, folder string, period byblik.Period, sources string, indicators string) *byblik.Panel {
	t.Helper()
	dir := os.DirFS(reference.Folder(t, folder))
	c, err := catalog.Load(os.DirFS("../catalog"))
	if c == nil {
		t.Fatal(err)
	}
	var frame []byblik.Area
	var deliveries []*byblik.Delivery
	for _, id := range strings.Fields(sources) {
		ds, err := source.Read(source.Request{FS: dir, Definition: c.Sources[id], Period: period, Frame: frame})
		if err != nil {
			t.Fatal(err)
		}
		deliveries = append(deliveries, ds...)
		if frame == nil {
			for _, r := range ds[0].Rows {
				frame = append(frame, byblik.Area{Code: r.Area, Name: r.Name})
			}
		}
	}
	var defs []*catalog.Indicator
	for _, id := range strings.Fields(indicators) {
		if c.Indicators[byblik.IndicatorID(id)] == nil {
			t.Fatalf("no indicator %s", id)
		}
		defs = append(defs, c.Indicators[byblik.IndicatorID(id)])
	}
	p, _, err := Observe(deliveries, defs, frame, nil)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// answers reads a published result: the named columns by code.
func answers(t *testing.T, file, code string, columns ...string) map[string][]float64 {
	t.Helper()
	all := reference.Rows(t, reference.Open(t, file))
	at := map[string]int{}
	for i, h := range all[0] {
		at[h] = i
	}
	out := map[string][]float64{}
	for _, rec := range all[1:] {
		var vs []float64
		for _, c := range columns {
			v, err := strconv.ParseFloat(rec[at[c]], 64)
			if err != nil {
				t.Fatal(err)
			}
			vs = append(vs, v)
		}
		out[strings.TrimSpace(rec[at[code]])] = vs
	}
	return out
}

// The figures of 2013 are those that the city's own map layer carries (the
// answer key derived_rode_udsat2017_2013.csv); it writes 0 for missing.
func TestCopenhagen2013(t *testing.T) {
	y := byblik.InYear(2013)
	p := observed(t, "copenhagen", y, "kk-roder kk-roder-counts kk-roder-percent",
		"kk-residents kk-no-education kk-low-income kk-labour-attachment kk-studying")
	key := answers(t, "copenhagen/derived_rode_udsat2017_2013.csv", "rode_nr",
		"beboere_2013", "pct_ingen_udd", "pct_lav_indkomst", "pct_tilkn_arbejdsmarked", "antal_ingen_udd", "antal_lav_indkomst")
	if len(p.Areas) != 396 || len(key) != 396 {
		t.Fatalf("%d areas, %d answers", len(p.Areas), len(key))
	}
	for k, c := range []struct {
		id        byblik.IndicatorID
		tolerance float64 // half of the printed last decimal, and its noise
	}{{"kk-residents", 0}, {"kk-no-education", 0.00502}, {"kk-low-income", 0.00502}, {"kk-labour-attachment", 0}} {
		o := p.Find(c.id, y)
		present := 0
		for i, a := range p.Areas {
			want := key[a.Code.Code][k]
			v := o.Value[i]
			if v.Status() != byblik.OK {
				if want != 0 {
					t.Errorf("%s in %s is %v, published %v", c.id, a.Code.Code, v.Status(), want)
				}
				continue
			}
			present++
			if math.Abs(v.Float()-want) > c.tolerance {
				t.Errorf("%s in %s is %v, published %v", c.id, a.Code.Code, v.Float(), want)
			}
		}
		t.Logf("%s: %d of 396 roder", c.id, present)
		if want := map[byblik.IndicatorID]int{"kk-low-income": 382}[c.id]; present != max(381, want) {
			t.Errorf("%s has %d figures", c.id, present)
		}
	}
	for id, k := range map[byblik.IndicatorID]int{"kk-no-education": 4, "kk-low-income": 5} {
		o := p.Find(id, y)
		for i, a := range p.Areas {
			if n := o.Numerator[i]; !math.IsNaN(n) && n != key[a.Code.Code][k] {
				t.Errorf("%s in %s counts %v, published %v", id, a.Code.Code, n, key[a.Code.Code][k])
			}
		}
	}
}

// The published Townsend score is the sum of the four standardised shares,
// two of them as ln(1 + share); it comes out of ours to 1e-12.
func TestTownsendShares(t *testing.T) {
	y := byblik.InYear(2011)
	ids := []byblik.IndicatorID{"uk-no-car", "uk-not-owned", "uk-overcrowded", "uk-unemployed"}
	p := observed(t, "uk-townsend", y, "uk-townsend-2011", "uk-no-car uk-not-owned uk-overcrowded uk-unemployed")
	key := answers(t, "uk-townsend/townsend2011_ward_scores.csv.gz", "GEO_CODE", "TDS")
	score := make([]float64, len(p.Areas))
	for k, id := range ids {
		o := p.Find(id, y)
		x, mean, square := make([]float64, len(p.Areas)), 0.0, 0.0
		for i, v := range o.Value {
			if x[i] = v.Float(); k >= 2 {
				x[i] = math.Log1p(x[i])
			}
			mean += x[i] / float64(len(x))
		}
		for _, v := range x {
			square += (v - mean) * (v - mean)
		}
		sd := math.Sqrt(square / float64(len(x)-1))
		for i := range x {
			score[i] += (x[i] - mean) / sd
		}
	}
	worst := 0.0
	for i, a := range p.Areas {
		worst = max(worst, math.Abs(score[i]-key[a.Code.Code][0]))
	}
	if len(p.Areas) != 9481 || worst > 1e-12 {
		t.Errorf("%d wards, largest difference %g", len(p.Areas), worst)
	}
}

// Every shipped indicator names columns that its source really gives: each
// has figures for every area that the publisher counts.
func TestIndicatorsHaveFigures(t *testing.T) {
	for _, c := range []struct {
		folder, sources, prefix string
		period                  int
		least                   int // figures of each indicator
	}{
		{"england-imd", "england-iod-2019", "eng-2019-", 2019, 32844},
		{"england-imd", "england-iod-2025", "eng-2025-", 2025, 33755},
		{"wales-wimd", "wales-wimd-2019", "wal-2019-", 2019, 1909},
		{"scotland-simd", "scotland-simd-2016", "sco-2016-", 2016, 6976},
		{"us-svi", "us-svi-2022", "us-svi-2022-", 2022, 3144},
		{"us-svi", "us-svi-2020", "us-svi-2020-", 2020, 256},
		{"berlin-mss", "berlin-mss", "be-", 2017, 436},
	} {
		cat, _ := catalog.Load(os.DirFS("../catalog"))
		var ids []string
		for id := range cat.Indicators {
			if strings.HasPrefix(string(id), c.prefix) {
				ids = append(ids, string(id))
			}
		}
		p := observed(t, c.folder, byblik.InYear(c.period), c.sources, strings.Join(ids, " "))
		if len(p.Observations) != len(ids) || len(ids) == 0 {
			t.Errorf("%s: %d indicators, %d observed", c.prefix, len(ids), len(p.Observations))
		}
		for _, o := range p.Observations {
			n := 0
			for _, v := range o.Value {
				if v.Status() == byblik.OK {
					n++
				}
			}
			if n < c.least {
				t.Errorf("%s has %d figures, want %d", o.Indicator, n, c.least)
			}
		}
	}
}
