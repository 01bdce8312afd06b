package dossier

import (
	"cmp"
	"encoding/json"
	"math"
	"slices"

	"byblik"
	"byblik/stress"
)

// nearHalf is how many areas the page names that plausible screenings are
// most divided about.
const nearHalf = 12

// verdictView is how firm a result is: a shape (class Mark), a word, how many
// screenings say so, and what moves it most.
type verdictView struct{ Mark, Word, Share, Driver string }

// firmView is the part of the page that says how firm the screening is.
type firmView struct {
	Lead, Intro, Seed, Runs string
	Zones                   bool
	Rows                    []firmRow
	Panels                  []panelView
	Divided                 []dividedRow
	Choices                 []choiceRow
}

// firmRow counts one verdict.
type firmRow struct{ Mark, Word, Meaning, Zones, Inside, Outside string }

// dividedRow is one area that screenings are divided about.
type dividedRow struct {
	Area                linkView
	Now, Share, Driver  string
	Verdict, VerdictTag string
}

// choiceRow is one choice that was varied, and how many areas it moves most.
type choiceRow struct{ Title, Range, Areas string }

var verdictOrder = []stress.Verdict{stress.Firm, stress.Borderline, stress.Fragile}

// firmView is nil where nobody asked how firm the screening is.
func (x *index) firmView() *firmView {
	f, w := x.s.Firmness, x.words
	if f == nil {
		return nil
	}
	runs := w.Number(float64(f.Runs), 0)
	v := &firmView{Runs: runs, Zones: len(f.Zones) > 0, Lead: x.firmLead(), Intro: w.T("firm.intro", "runs", runs)}
	if seed, ok := x.seed(); ok {
		v.Seed = w.T("firm.seed", "runs", runs, "seed", seed)
	}
	for _, k := range verdictOrder {
		r := firmRow{Mark: string(k), Word: x.verdictWord(k), Meaning: x.verdictMeaning(k)}
		zones, inside, outside := 0, 0, 0
		for _, z := range f.Zones {
			zones += one(z.Verdict == k)
		}
		for _, a := range f.Areas {
			inside, outside = inside+one(a.Verdict == k && a.Inside), outside+one(a.Verdict == k && !a.Inside)
		}
		r.Zones, r.Inside, r.Outside = w.Number(float64(zones), 0), w.Number(float64(inside), 0), w.Number(float64(outside), 0)
		v.Rows = append(v.Rows, r)
	}
	v.Panels = []panelView{x.panel(true), x.panel(false)}
	v.Divided, v.Choices = x.divided(), x.choices()
	return v
}

func one(b bool) int {
	if b {
		return 1
	}
	return 0
}

// firmLead is the one sentence on top of the page: of the zones where there
// are any, else of the areas.
func (x *index) firmLead() string {
	n, all := map[stress.Verdict]int{}, 0
	key := "firm.lead.zones"
	for _, z := range x.s.Firmness.Zones {
		n[z.Verdict], all = n[z.Verdict]+1, all+1
	}
	if all == 0 {
		key = "firm.lead.areas"
		for _, a := range x.s.Firmness.Areas {
			n[a.Verdict], all = n[a.Verdict]+1, all+1
		}
	}
	how := func(v stress.Verdict) string { return x.words.Count("firm.lead."+string(v), n[v]) }
	if key == "firm.lead.areas" {
		how = func(v stress.Verdict) string { return x.words.Number(float64(n[v]), 0) }
	}
	return x.words.Count(key, all, "runs", x.words.Number(float64(x.s.Firmness.Runs), 0),
		"firm", how(stress.Firm), "borderline", how(stress.Borderline), "fragile", how(stress.Fragile))
}

// seed is the one that the recipe has; the page must not tell another.
func (x *index) seed() (string, bool) {
	var r struct{ Seed *json.Number }
	if json.Unmarshal(x.s.Recipe, &r) != nil || r.Seed == nil {
		return "", false
	}
	return r.Seed.String(), true
}

// runsOf says in how many of the runs something is so: key “firm.in.” for
// being inside, “firm.out.” for being outside.
func (x *index) runsOf(key string, share float64) string {
	n, runs := int(math.Round(share*float64(x.s.Firmness.Runs))), x.s.Firmness.Runs
	switch n {
	case 0:
		return x.words.T(key+"none", "runs", x.words.Number(float64(runs), 0))
	case runs:
		return x.words.T(key+"all", "runs", x.words.Number(float64(runs), 0))
	}
	return x.words.T(key+"some", "n", x.words.Number(float64(n), 0), "runs", x.words.Number(float64(runs), 0))
}

func (x *index) verdictWord(v stress.Verdict) string { return x.words.or("verdict.", string(v)) }

// driver is the title of a choice; empty for none.
func (x *index) driver(id string) string {
	for _, f := range x.s.Firmness.Factors {
		if f.ID == id {
			return f.Title.In(x.words.Language())
		}
	}
	return ""
}

func (x *index) driverSentence(id string) string {
	if d := x.driver(id); d != "" {
		return x.words.T("firm.driver", "what", d)
	}
	return ""
}

func (x *index) areaVerdict(i int) *verdictView {
	if x.s.Firmness == nil {
		return nil
	}
	a := &x.s.Firmness.Areas[i]
	now := x.words.T("firm.area.out") + x.runsOf("firm.out.", 1-a.Share)
	if a.Inside {
		now = x.words.T("firm.area.in") + x.runsOf("firm.in.", a.Share)
	}
	return &verdictView{string(a.Verdict), x.verdictWord(a.Verdict), now, x.driverSentence(a.Driver)}
}

// zoneVerdict is of the zone with this id. It goes by the mean share of the
// residents, which therefore comes first.
func (x *index) zoneVerdict(id string) *verdictView {
	if x.s.Firmness == nil {
		return nil
	}
	for _, z := range x.s.Firmness.Zones {
		if z.Zone == id {
			share := x.words.T("firm.residents", "share", x.percent(z.Share, 1)) + x.runsOf("firm.in.", z.Exists)
			return &verdictView{string(z.Verdict), x.verdictWord(z.Verdict), share, x.driverSentence(z.Driver)}
		}
	}
	return nil
}

// firmCells are the cells of area i in the table of all areas.
func (x *index) firmCells(i int) []cellView {
	if x.s.Firmness == nil {
		return nil
	}
	a := &x.s.Firmness.Areas[i]
	return []cellView{{Text: x.verdictWord(a.Verdict), Mark: string(a.Verdict), Key: string(rune('0' + slices.Index(verdictOrder, a.Verdict)))},
		{Text: x.percent(a.Share, 1), Key: byblik.Exact(a.Share), Num: true}}
}

// divided lists the areas whose share is nearest to one half.
func (x *index) divided() []dividedRow {
	f := x.s.Firmness
	order := slices.DeleteFunc(slices.Clone(x.byName), func(i int) bool { return f.Areas[i].Share <= 0 || f.Areas[i].Share >= 1 })
	slices.SortStableFunc(order, func(a, b int) int {
		return cmp.Compare(math.Abs(f.Areas[a].Share-0.5), math.Abs(f.Areas[b].Share-0.5))
	})
	var out []dividedRow
	for _, i := range order[:min(nearHalf, len(order))] {
		a := &f.Areas[i]
		r := dividedRow{Area: linkView{x.name(i), x.href(i)}, Share: x.percent(a.Share, 1), Driver: cmp.Or(x.driver(a.Driver), x.words.T("firm.driver.none")), Now: x.words.T("firm.now.out"),
			Verdict: x.verdictWord(a.Verdict), VerdictTag: string(a.Verdict)}
		if a.Inside {
			r.Now = x.words.T("firm.now.in")
		}
		out = append(out, r)
	}
	return out
}
