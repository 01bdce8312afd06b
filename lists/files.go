package lists

import (
	"bytes"
	"encoding/csv"
	"strconv"
	"strings"

	"byblik"
	"byblik/catalog"
	"byblik/screen"
)

// Dossier is a screening with what its folder says beside it.
type Dossier struct {
	*Screening
	Lang        catalog.Lang
	Version     string
	Recipe      []byte // written as recipe.json; may be empty
	Fingerprint string
}

// Files makes every file of the folder: name to bytes. The bytes depend on d
// alone.
func Files(d *Dossier) (map[string][]byte, error) {
	w, err := wordsIn(d.Lang)
	if err != nil {
		return nil, err
	}
	out := map[string][]byte{}
	for _, t := range []struct {
		name string
		rows [][]string
	}{{"lists.csv", d.listRows(w)}, {"criteria.csv", d.criteriaRows()}, {"margins.csv", d.marginRows()}, {"history.csv", d.historyRows(w)}, {"public.csv", d.publicRows()}} {
		if out[t.name], err = csvText(t.rows); err != nil {
			return nil, err
		}
	}
	if out["report.html"], err = d.report(w); err != nil {
		return nil, err
	}
	if len(d.Recipe) > 0 {
		out["recipe.json"] = d.Recipe
	}
	return out, nil
}

func csvText(rows [][]string) ([]byte, error) {
	var b bytes.Buffer
	w := csv.NewWriter(&b)
	for _, r := range rows {
		for i := range r {
			r[i] = plainText(r[i])
		}
		if err := w.Write(r); err != nil {
			return nil, err
		}
	}
	w.Flush()
	return b.Bytes(), w.Error()
}

// plainText keeps a spreadsheet from running a text as a formula; comparators
// and plain numbers cannot do harm.
func plainText(s string) string {
	if s == "" || !strings.ContainsRune("=+-@\t\r\n", rune(s[0])) && !strings.HasPrefix(s, "＝") {
		return s
	}
	if _, err := strconv.ParseFloat(s, 64); err == nil {
		return s
	}
	return "'" + s
}

func (s *Screening) listRows(w words) [][]string {
	rows := [][]string{{"area", "year", "list", "on", "why"}}
	for i := range s.Standings {
		st := &s.Standings[i]
		for j := range st.Results {
			r := &st.Results[j]
			rows = append(rows, []string{st.Area.Code.Code, strconv.Itoa(st.Year), string(r.List), r.On.String(), st.why(w, r)})
		}
	}
	return rows
}

// comparators are the signs that tables use.
var comparators = map[string]string{above: ">", atLeast: ">=", below: "<"}

// criteriaRows has a row for every criterion of each list's own paragraph.
// Lists of years in a row have none.
func (s *Screening) criteriaRows() [][]string {
	rows := [][]string{{"area", "year", "list", "criterion", "value", "limit", "comparator", "met", "margin", "margin_persons"}}
	for i := range s.Standings {
		st := &s.Standings[i]
		for j := range st.Results {
			for _, f := range st.Results[j].Own() {
				f.nearest()
				rows = append(rows, []string{st.Area.Code.Code, strconv.Itoa(st.Year), string(st.Results[j].List), string(f.Criterion),
					byblik.Exact(f.Value), byblik.Exact(f.Limit), comparators[f.Comparator], f.Met.String(), byblik.Exact(f.Margin), f.Persons.String()})
			}
		}
	}
	return rows
}

// marginRows tell the cheapest combination of criteria that turns each list.
func (s *Screening) marginRows() [][]string {
	rows := [][]string{{"area", "year", "list", "on", "margin_persons", "criteria"}}
	for i := range s.Standings {
		st := &s.Standings[i]
		for j := range st.Results {
			r := &st.Results[j]
			turns := make([]string, len(r.Flips))
			for k, c := range r.Flips {
				turns[k] = string(c)
			}
			rows = append(rows, []string{st.Area.Code.Code, strconv.Itoa(st.Year), string(r.List), r.On.String(), r.Persons.String(), strings.Join(turns, " ")})
		}
	}
	return rows
}

// String writes the number, or nothing where it is not defined.
func (p Persons) String() string {
	if !p.Known {
		return ""
	}
	return strconv.Itoa(p.N)
}

func (s *Screening) historyRows(w words) [][]string {
	rows := [][]string{{"area", "name", "year", "rules", "list", "legal_name", "on", "official", "difference", "official_source"}}
	for i := range s.History {
		p := &s.History[i]
		official := ""
		if p.Official.Known {
			official = yesNo(p.Official.On).String()
		}
		causes := make([]string, len(p.Because))
		for j, c := range p.Because {
			causes[j] = string(c)
		}
		rows = append(rows, []string{p.Area.Code.Code, p.Area.Name, strconv.Itoa(p.Year), p.Rules, string(p.List), p.Rule.Name.In(w.Language()),
			p.On.String(), official, strings.Join(causes, " "), p.Official.Source})
	}
	return rows
}

func yesNo(yes bool) screen.Answer {
	if yes {
		return screen.Yes
	}
	return screen.No
}

// publicRows tell bands and nothing else.
func (s *Screening) publicRows() [][]string {
	rows := [][]string{{"area", "name", "year", "list", "band"}}
	for i := range s.Standings {
		st := &s.Standings[i]
		for j := range st.Results {
			r := &st.Results[j]
			rows = append(rows, []string{st.Area.Code.Code, st.Area.Name, strconv.Itoa(st.Year), string(r.List), string(r.Band(st))})
		}
	}
	return rows
}

// Said is what every output of the screening repeats.
func (s *Screening) Said() []catalog.Text {
	both := func(key string, pairs ...any) catalog.Text {
		da, _ := wordsIn(catalog.Da)
		en, _ := wordsIn(catalog.En)
		return catalog.Text{Da: da.T(key, pairs...), En: en.T(key, pairs...)}
	}
	var said []catalog.Text
	if s.Options.Rules != "" {
		said = append(said, both("said.rules", "id", s.Options.Rules))
		said = append(said, s.outside()...)
	}
	switch s.Options.WithoutOrigin {
	case DropOrigin:
		said = append(said, both("said.drop"))
	case SuspendOrigin:
		said = append(said, both("said.suspend"))
	}
	if s.Average == Pooled {
		said = append(said, both("said.pooled"))
	}
	switch {
	case s.Options.AsKnown == KnownThen:
		said = append(said, both("said.then"))
	case s.Options.AsKnown != "":
		said = append(said, both("said.known", "day", s.Options.AsKnown))
	case s.Delivery.Dated():
		said = append(said, both("said.now"))
	}
	switch {
	case s.Options.Borders != 0:
		said = append(said, both("said.borders", "year", s.Options.Borders))
	case s.Delivery.moved():
		said = append(said, both("said.ownborders"))
	}
	return append(said, s.Rules.Lists.Standing)
}

// outside says when rules are applied to a list for which they were not made.
func (s *Screening) outside() []catalog.Text {
	day, v := s.Rules.Lists.PublishedIn(s.Year), s.Rules.Valid
	if day >= v.From && (v.To == "" || day <= v.To) {
		return nil
	}
	in := func(l catalog.Lang) string {
		w, _ := wordsIn(l)
		to := ""
		if v.To != "" {
			to = w.T("said.outside.to", "to", v.To)
		}
		return w.T("said.outside", "from", v.From, "to", to, "year", s.Year)
	}
	return []catalog.Text{{Da: in(catalog.Da), En: in(catalog.En)}}
}

// Readings lists the readings in use, with the value that was chosen.
func (s *Screening) Readings() []catalog.Reading {
	all := append([]catalog.Reading(nil), s.Rules.Lists.Readings...)
	for i := range all {
		if all[i].ID == "average" {
			all[i].Value = string(s.Average)
		}
	}
	return all
}
