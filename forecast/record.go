package forecast

import (
	"bytes"
	"encoding/csv"
	"math"
	"strconv"

	"byblik"
	"byblik/catalog"
)

// RecordFiles writes the record of past forecasts: backtest.html, backtest.csv
// with every score and calibration.csv with every class of the calibration.
func RecordFiles(tests []*BackTest, lang catalog.Lang) (map[string][]byte, error) {
	page, err := recordPage(tests, lang)
	if err != nil {
		return nil, err
	}
	scores, err := scoresTable(tests)
	if err != nil {
		return nil, err
	}
	calibration, err := calibrationTable(tests)
	if err != nil {
		return nil, err
	}
	return map[string][]byte{"backtest.html": page, "backtest.csv": scores, "calibration.csv": calibration}, nil
}

// Series lists the series of a record, in order of first use.
func (b *BackTest) Series() []string {
	var out []string
	seen := map[string]bool{}
	for i := range b.Trials {
		if id := b.Trials[i].Series; !seen[id] {
			seen[id] = true
			out = append(out, id)
		}
	}
	return out
}

func scopeWord(near bool) string {
	if near {
		return "near"
	}
	return "all"
}

func scoresTable(tests []*BackTest) ([]byte, error) {
	rows := [][]string{{"data", "series", "scope", "forecaster", "cases", "yes", "brier", "log", "reliability", "resolution", "uncertainty", "within", "beaten", "saved_low", "saved_high"}}
	for _, b := range tests {
		for _, id := range append([]string{""}, b.Series()...) {
			for _, near := range []bool{false, true} {
				ours := b.Cases(Ours, id, near)
				rows = append(rows, scoreRow(b.ID, id, near, Ours, ScoreOf(ours), "", math.NaN(), math.NaN()))
				for _, f := range Baselines {
					c := compare(ours, b.Cases(f, id, near))
					rows = append(rows, scoreRow(b.ID, id, near, f, c.Theirs, yesNo(c.Beaten), c.Low, c.High))
				}
			}
		}
	}
	return table(rows)
}

func yesNo(b bool) string {
	if b {
		return "yes"
	}
	return "no"
}

func scoreRow(data, series string, near bool, f Forecaster, s Score, beaten string, low, high float64) []string {
	if series == "" {
		series = "all"
	}
	if s.Cases == 0 {
		s.Brier, s.Log = math.NaN(), math.NaN()
	}
	return []string{data, series, scopeWord(near), string(f), strconv.Itoa(s.Cases), strconv.Itoa(s.Yes), rounded(s.Brier), rounded(s.Log),
		rounded(s.Parts.Reliability), rounded(s.Parts.Resolution), rounded(s.Parts.Uncertainty), rounded(s.Parts.Within), beaten, rounded(low), rounded(high)}
}

// rounded keeps seven decimals: beyond, processors may differ.
func rounded(v float64) string {
	return byblik.Exact(math.Round(v*1e7) / 1e7)
}

func calibrationTable(tests []*BackTest) ([]byte, error) {
	rows := [][]string{{"data", "scope", "from", "to", "cases", "said", "came", "came_low", "came_high"}}
	for _, b := range tests {
		for _, near := range []bool{false, true} {
			for _, k := range Calibration(b.Cases(Ours, "", near)) {
				row := []string{b.ID, scopeWord(near), byblik.Exact(k.Low), byblik.Exact(k.High), strconv.Itoa(k.Cases), "", "", "", ""}
				if k.Cases > 0 {
					row = append(row[:5], rounded(k.Said), rounded(k.Came), rounded(k.CameLow), rounded(k.CameTop))
				}
				rows = append(rows, row)
			}
		}
	}
	return table(rows)
}

func table(rows [][]string) ([]byte, error) {
	var b bytes.Buffer
	w := csv.NewWriter(&b)
	if err := w.WriteAll(rows); err != nil {
		return nil, err
	}
	return b.Bytes(), nil
}
