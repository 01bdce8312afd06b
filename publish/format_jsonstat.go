package publish

import (
	"bytes"
	"encoding/json"
	"math"
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

// measures are the categories of the dimension measure, with their words.
var measures = []struct {
	id    string
	title catalog.Text
}{
	{"value", catalog.Text{Da: "værdi", En: "value"}},
	{"low", catalog.Text{Da: "nedre grænse (95 %)", En: "lower bound (95 %)"}},
	{"high", catalog.Text{Da: "øvre grænse (95 %)", En: "upper bound (95 %)"}},
	{"numerator", catalog.Text{Da: "tæller", En: "numerator"}},
	{"denominator", catalog.Text{Da: "nævner", En: "denominator"}},
}

// writeJSONStat writes one dataset per indicator and language: places of all
// levels (named level.code) × periods × measures. The word of a status stands
// in status under the number of the cell.
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
	measure := dimension{Label: catalog.Text{Da: "mål", En: "measure"}.In(lang), Category: category{Label: map[string]string{}, Unit: map[string]unit{}}}
	with := measures
	if x.Kind != release.Share {
		with = measures[:3]
	}
	for _, m := range with {
		measure.Category.Index = append(measure.Category.Index, m.id)
		measure.Category.Label[m.id] = m.title.In(lang)
		measure.Category.Unit[m.id] = unit{x.Unit.In(lang), x.Decimals}
		if m.id == "numerator" || m.id == "denominator" {
			measure.Category.Unit[m.id] = unit{catalog.Text{Da: "antal", En: "number"}.In(lang), 0}
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
		period.Category.Index = nil
		for _, when := range t.Periods {
			period.Category.Index = append(period.Category.Index, when.String())
		}
		for c := range tableRows(r, t) {
			if c.id.Period == t.Periods[0] {
				code := string(c.id.Level) + "." + c.id.Place
				place.Category.Index = append(place.Category.Index, code)
				place.Category.Label[code] = c.place.Name.In(lang)
			}
			d.add(&c, len(with))
		}
	}
	d.Dimension = map[string]dimension{"place": place, "period": period, "measure": measure}
	d.Size = []int{len(place.Category.Index), len(period.Category.Index), len(with)}
	return d
}

// add puts the measures of one figure at the end.
func (d *dataset) add(x *row, measures int) {
	ok := byblik.OK
	one := func(v float64, s byblik.Status) {
		if s != ok {
			d.Status[strconv.Itoa(len(d.Value))] = s.String()
		}
		if math.IsNaN(v) {
			d.Value = append(d.Value, nil)
			return
		}
		d.Value = append(d.Value, &v)
	}
	one(x.value.Float(), x.value.Status())
	one(x.low, ok)
	one(x.high, ok)
	if measures > 3 {
		one(x.numerator.Float(), x.numerator.Status())
		one(x.denominator.Float(), x.denominator.Status())
	}
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
