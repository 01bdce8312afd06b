package publish

import (
	"bytes"
	"encoding/json"
	"math"
	"slices"
	"strconv"

	"byblik"
	"byblik/catalog"
	"byblik/release"
)

// dataset is a JSON-stat 2.0 dataset (json-stat.org/full).
type dataset struct {
	Version   string               `json:"version"`
	Class     string               `json:"class"`
	Label     string               `json:"label"`
	Source    string               `json:"source"`
	Note      []string             `json:"note,omitempty"`
	ID        []string             `json:"id"`
	Size      []int                `json:"size"`
	Role      map[string][]string  `json:"role"`
	Dimension map[string]dimension `json:"dimension"`
	Value     []*float64           `json:"value"`
	Status    map[string]string    `json:"status"`
	Extension map[string]string    `json:"extension"`
}

type dimension struct {
	Label    string   `json:"label"`
	Category category `json:"category"`
}

type category struct {
	Index []string          `json:"index"`
	Label map[string]string `json:"label,omitempty"`
	Unit  map[string]unit   `json:"unit,omitempty"`
}

type unit struct {
	Label    string `json:"label"`
	Decimals int    `json:"decimals"`
}

// measure is a category of the dimension measure: its words, and how a table
// gives it for its period k (less than 0: a period that it does not have) and place p.
type measure struct {
	id    string
	title catalog.Text
	of    func(t *release.Table, k, p int) (float64, byblik.Status)
}

var measures = []measure{
	{"value", catalog.Text{Da: "værdi", En: "value"}, func(t *release.Table, k, p int) (float64, byblik.Status) { return cellOf(t.Value, k, p) }},
	{"low", catalog.Text{Da: "nedre grænse (95 %)", En: "lower bound (95 %)"}, func(t *release.Table, k, p int) (float64, byblik.Status) { return boundOf(t.Low, k, p) }},
	{"high", catalog.Text{Da: "øvre grænse (95 %)", En: "upper bound (95 %)"}, func(t *release.Table, k, p int) (float64, byblik.Status) { return boundOf(t.High, k, p) }},
	{"numerator", catalog.Text{Da: "tæller", En: "numerator"}, func(t *release.Table, k, p int) (float64, byblik.Status) { return cellOf(t.Numerator, k, p) }},
	{"denominator", catalog.Text{Da: "nævner", En: "denominator"}, func(t *release.Table, k, p int) (float64, byblik.Status) { return cellOf(t.Denominator, k, p) }},
}

// writeJSONStat writes one dataset per indicator and language: places of all
// levels (named level.code) × periods × measures. The word of a status stands
// in status under the number of the cell; a figure that its level does not have
// in a period is null without a word.
func writeJSONStat(r *release.Release, _ map[string][]byte) (map[string][]byte, error) {
	files := map[string][]byte{}
	for i := range r.Indicators {
		for _, lang := range []catalog.Lang{catalog.Da, catalog.En} {
			text, err := jsonText(statOf(r, &r.Indicators[i], lang))
			if err != nil {
				return nil, err
			}
			files["json-stat/"+string(lang)+"/"+string(r.Indicators[i].ID)+".json"] = text
		}
	}
	return files, nil
}

func statOf(r *release.Release, x *release.Indicator, lang catalog.Lang) *dataset {
	place := dimension{Label: catalog.Text{Da: "sted", En: "place"}.In(lang), Category: category{Label: map[string]string{}}}
	period := dimension{Label: catalog.Text{Da: "periode", En: "period"}.In(lang)}
	kinds := dimension{Label: catalog.Text{Da: "mål", En: "measure"}.In(lang), Category: category{Label: map[string]string{}, Unit: map[string]unit{}}}
	periods, with := axes(r, x.ID)
	for _, when := range periods {
		period.Category.Index = append(period.Category.Index, when.String())
	}
	for _, m := range with {
		kinds.Category.Index = append(kinds.Category.Index, m.id)
		kinds.Category.Label[m.id] = m.title.In(lang)
		kinds.Category.Unit[m.id] = unit{x.Unit.In(lang), x.Decimals}
		if m.id == "numerator" || m.id == "denominator" {
			kinds.Category.Unit[m.id] = unit{catalog.Text{Da: "antal", En: "number"}.In(lang), 0}
		}
	}
	d := &dataset{Version: "2.0", Class: "dataset", Label: x.Title.In(lang) + " (" + x.Unit.In(lang) + ")", Source: sourceLine(r, x, lang), Status: map[string]string{},
		ID: []string{"place", "period", "measure"}, Role: map[string][]string{"time": {"period"}, "geo": {"place"}, "metric": {"measure"}},
		Extension: map[string]string{"release": r.Manifest.ID, "indicator": string(x.ID)}}
	d.Note = append(d.Note, x.Definition.In(lang))
	if r.Manifest.Invented {
		d.Note = append(d.Note, catalog.Text{Da: "Opdigtede data.", En: "Invented data."}.In(lang))
	}
	for i := range r.Tables {
		t := &r.Tables[i]
		if t.Indicator != x.ID {
			continue
		}
		for p, at := range r.Level(t.Level).Places {
			code := string(t.Level) + "." + at.Code
			place.Category.Index = append(place.Category.Index, code)
			place.Category.Label[code] = at.Name.In(lang)
			for _, when := range periods {
				k := slices.Index(t.Periods, when)
				for _, m := range with {
					d.add(m.of(t, k, p))
				}
			}
		}
	}
	d.Dimension = map[string]dimension{"place": place, "period": period, "measure": kinds}
	d.Size = []int{len(place.Category.Index), len(period.Category.Index), len(with)}
	return d
}

// axes gives the periods that an indicator has at any level, the oldest first,
// and the measures that any of its tables has.
func axes(r *release.Release, id byblik.IndicatorID) (periods []byblik.Period, with []measure) {
	has := map[string]bool{"value": true, "low": true, "high": true}
	for i := range r.Tables {
		if t := &r.Tables[i]; t.Indicator == id {
			periods = append(periods, t.Periods...)
			has["numerator"], has["denominator"] = has["numerator"] || t.Numerator != nil, has["denominator"] || t.Denominator != nil
		}
	}
	slices.SortFunc(periods, byblik.Period.Compare)
	for _, m := range measures {
		if has[m.id] {
			with = append(with, m)
		}
	}
	return slices.Compact(periods), with
}

// cellOf gives one figure of a grid; a figure that the table does not have is a
// number that is not there, without a word.
func cellOf(grid [][]byblik.Cell, k, p int) (float64, byblik.Status) {
	if k < 0 || grid == nil {
		return math.NaN(), byblik.OK
	}
	return grid[k][p].Float(), grid[k][p].Status()
}

func boundOf(grid [][]float64, k, p int) (float64, byblik.Status) {
	if k < 0 {
		return math.NaN(), byblik.OK
	}
	return grid[k][p], byblik.OK
}

// add puts one measure of one figure at the end.
func (d *dataset) add(v float64, s byblik.Status) {
	if s != byblik.OK {
		d.Status[strconv.Itoa(len(d.Value))] = s.String()
	}
	if math.IsNaN(v) {
		d.Value = append(d.Value, nil)
		return
	}
	d.Value = append(d.Value, &v)
}

// sourceLine is the credit of an indicator's sources.
func sourceLine(r *release.Release, x *release.Indicator, lang catalog.Lang) string {
	line := ""
	for _, s := range r.Sources {
		for _, id := range x.Sources {
			if s.ID == id {
				if line != "" {
					line += " "
				}
				line += s.Attribution.In(lang)
			}
		}
	}
	return line
}

// jsonText writes JSON in one line, with the same order each time.
func jsonText(v any) ([]byte, error) {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	err := enc.Encode(v)
	return b.Bytes(), err
}
