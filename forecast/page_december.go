package forecast

import (
	"math"
	"slices"
	"strconv"

	"byblik"
	"byblik/catalog"
	"byblik/lists"
	"byblik/report"

	"golang.org/x/text/collate"
	"golang.org/x/text/language"
)

// DecemberFiles writes a forecast: forecast.csv with exact probabilities and
// forecast.html, both for entitled users only, and forecast_public.csv with
// bands. Probabilities of lists are there only if the record of whole lists allows
// it, those of criteria only if the record of criteria does; where they are left
// out, all three say why.
func DecemberFiles(d *December, v Verdicts, lang catalog.Lang) (map[string][]byte, error) {
	w, err := wordsIn(lang)
	if err != nil {
		return nil, err
	}
	page, err := w.december(d, v)
	if err != nil {
		return nil, err
	}
	exact, err := chancesTable(d, v)
	if err != nil {
		return nil, err
	}
	public, err := bandsTable(d, v)
	if err != nil {
		return nil, err
	}
	return map[string][]byte{"forecast.html": page, "forecast.csv": exact, "forecast_public.csv": public}, nil
}

// why says in the tables why a forecast is not shown.
func (v Verdict) why() string {
	switch {
	case v.Shown:
		return ""
	case v.TooFew:
		return "record_too_short"
	}
	return "baseline_not_beaten"
}

func chancesTable(d *December, v Verdicts) ([]byte, error) {
	rows := [][]string{{"area", "year", "list", "criterion", "before", "probability", "unsettled", "low", "middle", "high", "not_shown"}}
	year := strconv.Itoa(d.Year)
	for _, a := range d.Areas {
		for _, l := range a.Lists {
			row := []string{a.Code.Code, year, string(l.List), "", l.Before.String(), byblik.Exact(l.Yes), byblik.Exact(l.Unsettled), "", "", "", v.Lists.why()}
			rows = append(rows, blankUnless(v.Lists.Shown, row))
			for _, c := range l.Criteria {
				row := []string{a.Code.Code, year, string(l.List), string(c.Criterion), "", byblik.Exact(c.Yes), byblik.Exact(c.Unsettled), rounded(c.Low), rounded(c.Value), rounded(c.High), v.Criteria.why()}
				rows = append(rows, blankUnless(v.Criteria.Shown, row))
			}
		}
	}
	return table(rows)
}

// blankUnless empties what a forecast that is not shown must not say.
func blankUnless(shown bool, row []string) []string {
	if !shown {
		for i := 5; i <= 9; i++ {
			row[i] = ""
		}
	}
	return row
}

func bandsTable(d *December, v Verdicts) ([]byte, error) {
	rows := [][]string{{"area", "year", "list", "band", "not_shown"}}
	for _, a := range d.Areas {
		for _, l := range a.Lists {
			band := NoBand
			if v.Lists.Shown {
				band = BandOf(l.Yes, l.Unsettled)
			}
			rows = append(rows, []string{a.Code.Code, strconv.Itoa(d.Year), string(l.List), string(band), v.Lists.why()})
		}
	}
	return table(rows)
}

type decemberView struct {
	words
	report.Sheet
	Lead      []string
	Known     []knownView
	ShowLists bool
	ShowOwn   bool // criteria
	Lists     []string
	Areas     []areaView
	Notes     []string
	Rules     []string
}

type knownView struct{ Figure, Year, Status string }

type areaView struct {
	Code, Name string
	Chances    []chanceView
	Differs    []string
}

type chanceView struct {
	Percent, Open, Before, Heading string
	Criteria                       []criterionView
}

type criterionView struct{ Name, Value, Range, Limit, Percent string }

func (w words) december(d *December, v Verdicts) ([]byte, error) {
	runs, status := w.Number(float64(d.Runs), 0), catalog.InForce
	if d.Rules != nil {
		status = d.Rules.Status
	}
	p := decemberView{words: w, ShowLists: v.Lists.Shown, ShowOwn: v.Criteria.Shown, Sheet: report.Sheet{Title: w.T("december.title", "year", d.Year), Kind: w.T("kind"),
		Stamps: w.Stamp(true, d.Invented, status), Foot: w.T("foot.december", "runs", runs, "seed", d.Seed)}}
	if p.ShowLists || p.ShowOwn {
		p.Lead = append(p.Lead, w.T("december.lead", "runs", runs))
		w.areas(&p, d)
	} else {
		p.Lead = append(p.Lead, w.T("december.notshown"))
	}
	p.Lead = append(p.Lead, w.T("december.lists", "verdict", w.verdict(v.Lists)), w.T("december.criteria", "verdict", w.verdict(v.Criteria)), w.T("december.care"))
	if d.Invented {
		p.Lead = append(p.Lead, w.T("record.fitted"))
	}
	p.Known = w.known(d)
	p.Notes = w.Numbered("note.december.", "rho", w.Number(d.Rho, 2))
	p.Rules = w.rules(d)
	return report.Fill(files, "forecast.html", p, nil)
}

// rules says by which rules the draws were judged, what courts have said of
// them, and how they are read where the law leaves a choice.
func (w words) rules(d *December) []string {
	if d.Rules == nil || d.Rules.Lists == nil {
		return nil
	}
	out := []string{d.Rules.Title.In(w.Language()) + " (" + d.Rules.ID + ")", d.Rules.Lists.Standing.In(w.Language())}
	if d.Chose.WithoutOrigin != lists.KeepOrigin {
		out = append(out, w.T("rules.origin."+string(d.Chose.WithoutOrigin)))
	}
	for _, r := range d.Rules.Lists.Readings {
		value := r.Value
		if r.ID == "average" && d.Chose.Average != "" {
			value = string(d.Chose.Average)
		}
		out = append(out, w.T("rules.reading", "id", r.ID, "value", value, "text", r.Text.In(w.Language())))
	}
	return out
}

func (w words) areas(p *decemberView, d *December) {
	if len(d.Areas) == 0 {
		return
	}
	for _, l := range d.Areas[0].Lists {
		p.Lists = append(p.Lists, w.T("list."+string(l.List)))
	}
	for _, a := range d.Areas {
		x := areaView{Code: a.Code.Code, Name: a.Name}
		for _, l := range a.Lists {
			name := w.T("list." + string(l.List))
			c := chanceView{Percent: w.share(l.Yes, l.Unsettled), Before: w.T("before." + l.Before.String()), Heading: name}
			if l.Unsettled > 0 && l.Unsettled < 1 {
				c.Open = w.T("open", "percent", w.percent(l.Unsettled))
			}
			if p.ShowLists {
				c.Heading = w.T("heading", "list", name, "percent", c.Percent)
			}
			for _, k := range l.Criteria {
				if p.ShowOwn {
					c.Criteria = append(c.Criteria, w.chance(k))
				}
			}
			if p.ShowLists && l.Unsettled > 0 {
				x.Differs = append(x.Differs, w.T("unsettled", "list", name, "percent", w.percent(l.Unsettled)))
			}
			x.Chances = append(x.Chances, c)
		}
		p.Areas = append(p.Areas, x)
	}
	order := collate.New(language.Danish) // the names are Danish on either page
	slices.SortStableFunc(p.Areas, func(a, b areaView) int { return order.CompareString(a.Name, b.Name) })
}

// share writes a chance; where the answer is always left open there is none.
func (w words) share(yes, unsettled float64) string {
	if unsettled >= 1 {
		return w.T("open.all")
	}
	return w.percent(yes)
}

func (w words) chance(k CriterionChance) criterionView {
	decimals := 1
	switch k.Criterion {
	case lists.Residents:
		decimals = 0
	case lists.Convicted:
		decimals = 2
	}
	if math.Abs(k.Limit) >= 1000 {
		decimals = 0
	}
	c := criterionView{Name: w.T("criterion." + string(k.Criterion)), Value: "–", Range: "–", Limit: w.Number(k.Limit, decimals), Percent: w.share(k.Yes, k.Unsettled)}
	if !math.IsNaN(k.Value) {
		c.Value, c.Range = w.Number(k.Value, decimals), w.T("interval", "low", w.Number(k.Low, decimals), "high", w.Number(k.High, decimals))
	}
	return c
}

// known lists each figure once, with how many areas have it from where.
func (w words) known(d *December) []knownView {
	type asked struct {
		id        lists.CriterionID
		year      int
		reference bool
	}
	var order []asked
	count := map[asked]map[Source]int{}
	for _, a := range d.Areas {
		for _, n := range a.Known {
			k := asked{n.Criterion, n.Year, n.Reference}
			if count[k] == nil {
				order, count[k] = append(order, k), map[Source]int{}
			}
			count[k][n.From]++
		}
	}
	var out []knownView
	for _, k := range order {
		name := Titles[k.id].In(w.Language())
		if k.reference {
			name = w.T("known.reference", "name", name)
		}
		for _, from := range []Source{OnFile, FromMiddle, Estimated, Nowhere} {
			n := count[k][from]
			if n == 0 {
				continue
			}
			status := w.T("known." + string(from))
			if n < len(d.Areas) {
				status = w.T("known.some", "n", n, "of", len(d.Areas), "status", status)
			}
			out = append(out, knownView{name, strconv.Itoa(k.year), status})
		}
	}
	return out
}
