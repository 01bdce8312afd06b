package web

import (
	"slices"
	"strconv"
	"strings"

	"byblik/release"
)

// dataView is the catalogue: figures, sources, files, addresses.
type dataView struct {
	Indicators  []catalogueRow
	Sources     []deliveredSource
	Definitions []link
	Files       []fileRow
	Hash        string
	Examples    []exampleRow
}

// catalogueRow is one indicator in the catalogue.
type catalogueRow struct {
	link
	Unit, Periods, Source, Levels string
	CSV, JSON, Excel              string
}

type deliveredSource struct {
	Title, Publisher, Licence, Attribution, Class string
	Receipts                                      []receiptRow
}

type receiptRow struct{ File, SHA256, Seal, Rows, Used string }

type fileRow struct{ Path, Bytes, SHA256 string }

// exampleRow is an address of the API with what it gives.
type exampleRow struct{ Address, Gives string }

// dataContent is the JSON of the catalogue.
type dataContent struct {
	Indicators []indicatorJSON `json:"indicators"`
}

type indicatorJSON struct {
	Indicator  string   `json:"indicator"`
	Version    int      `json:"version"`
	Title      string   `json:"title"`
	Definition string   `json:"definition"`
	Unit       string   `json:"unit"`
	Kind       string   `json:"kind"`
	Direction  string   `json:"direction"`
	Decimals   int      `json:"decimals"`
	Criterion  string   `json:"criterion,omitempty"`
	Levels     []string `json:"levels"`
	Periods    []string `json:"periods"`
	Sources    []string `json:"sources"`
	Table      string   `json:"table"` // address of all its figures as JSON
}

// dataPage lists every figure of the release with its files.
func dataPage(r *request) (*answer, error) {
	v := &dataView{Hash: r.Hash}
	c := dataContent{}
	t := &sheet{head: []string{"indicator", "version", "title", "unit", "kind", "direction", "decimals", "criterion", "levels", "periods", "sources"}}
	for _, i := range r.sorted(len(r.Indicators), func(i int) string { return r.in(r.Indicators[i].Title) }) {
		ind := &r.Indicators[i]
		periods := r.periodsOf(ind)
		row := catalogueRow{link: link{Name: r.in(ind.Title), Href: r.Link("indicator", string(ind.ID))}, Unit: r.in(ind.Unit), CSV: r.As(asCSV, "indicator", string(ind.ID)), JSON: r.As(asJSON, "indicator", string(ind.ID))}
		row.Excel = row.CSV + "?excel=da"
		if len(periods) > 0 {
			row.Periods = periods[0]
			if last := periods[len(periods)-1]; last != periods[0] {
				row.Periods += "–" + last
			}
		}
		var sources, levels []string
		for _, s := range ind.Sources {
			if x := r.source[s]; x != nil {
				sources = append(sources, r.in(x.Title))
			}
		}
		for _, l := range ind.Levels {
			if l == release.CityLevel || l == release.PartLevel {
				levels = append(levels, r.say("data.level."+string(l)))
			} else if x := r.Level(l); x != nil {
				levels = append(levels, r.in(x.Many))
			}
		}
		row.Source, row.Levels = strings.Join(sources, ", "), strings.Join(levels, ", ")
		v.Indicators = append(v.Indicators, row)
		j := indicatorJSON{Indicator: string(ind.ID), Version: ind.Version, Title: r.in(ind.Title), Definition: r.in(ind.Definition), Unit: r.in(ind.Unit), Kind: string(ind.Kind), Direction: string(ind.Direction), Decimals: ind.Decimals,
			Criterion: ind.Criterion, Periods: periods, Sources: ind.Sources, Table: row.JSON}
		for _, l := range ind.Levels {
			j.Levels = append(j.Levels, string(l))
		}
		c.Indicators = append(c.Indicators, j)
		t.add(j.Indicator, strconv.Itoa(j.Version), j.Title, j.Unit, j.Kind, j.Direction, strconv.Itoa(j.Decimals), j.Criterion, strings.Join(j.Levels, " "), strings.Join(periods, " "), strings.Join(j.Sources, " "))
	}
	v.Sources = r.deliveredSources()
	for _, id := range slices.Sorted(keysOf(r.Definitions)) {
		v.Definitions = append(v.Definitions, link{Name: id, Href: r.Link("definition", id)})
	}
	for _, f := range r.Manifest.Files {
		v.Files = append(v.Files, fileRow{f.Path, r.figure(float64(f.Bytes), 0), f.SHA256})
	}
	v.Examples = r.examples()
	return &answer{title: r.say("data.title"), about: r.say("data.about"), page: v, json: c, csv: t}, nil
}

func keysOf(m map[string][]byte) func(func(string) bool) {
	return func(yield func(string) bool) {
		for k := range m {
			if !yield(k) {
				return
			}
		}
	}
}

// periodsOf are the periods of an indicator, the oldest first.
func (r *request) periodsOf(ind *release.Indicator) []string {
	var out []string
	for _, l := range ind.Levels {
		if t := r.table(ind.ID, l); t != nil {
			for _, p := range t.Periods {
				if s := p.String(); !slices.Contains(out, s) {
					out = append(out, s)
				}
			}
		}
	}
	slices.Sort(out)
	return out
}

func (r *request) deliveredSources() []deliveredSource {
	var out []deliveredSource
	for i := range r.Sources {
		s := &r.Sources[i]
		row := deliveredSource{Title: r.in(s.Title), Publisher: s.Publisher, Licence: s.Licence, Attribution: r.in(s.Attribution), Class: r.or("class."+s.Class, s.Class)}
		for _, x := range s.Receipts {
			one := receiptRow{File: x.File, SHA256: x.SHA256, Seal: x.Seal}
			if x.Rows > 0 {
				one.Rows, one.Used = r.whole(x.Rows), r.whole(x.Used)
			}
			row.Receipts = append(row.Receipts, one)
		}
		out = append(out, row)
	}
	return out
}

// examples are addresses of the API that work in this release.
func (r *request) examples() []exampleRow {
	var out []exampleRow
	add := func(f form, gives, name string, args ...string) {
		out = append(out, exampleRow{r.As(f, name, args...), r.say("data.api." + gives)})
	}
	add(asJSON, "areas", "areas")
	if p := r.places(release.AreaLevel); len(p) > 0 {
		add(asJSON, "area", "area", p[0].Code)
		add(asCSV, "areacsv", "area", p[0].Code)
	}
	if len(r.Indicators) > 0 {
		add(asJSON, "indicator", "indicator", string(r.Indicators[0].ID))
	}
	add(asJSON, "screening", "screening")
	if r.HasLists() {
		add(asCSV, "lists", "lists")
	}
	add(asJSON, "catalogue", "data")
	return out
}
