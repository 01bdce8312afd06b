package forecast

import (
	"html/template"
	"strings"

	"byblik/catalog"
	"byblik/report"
)

type recordView struct {
	words
	report.Sheet
	Lead  []string
	Tests []testView
	Notes []string
}

type testView struct {
	ID, Title string
	Good      bool
	Verdict   string
	Facts     []string
	Scores    []scoreView
	Panels    []panelView
	Criteria  []criterionRecord
}

type scoreView struct {
	Name                                string
	Ours                                bool
	Brier, Log, Saved, Beaten           string
	NearBrier, NearLog, NearSaved, Near string
}

type panelView struct {
	Title, Label string
	Plot         template.HTML
	Bins         []binView
}

type binView struct{ Class, Cases, Said, Came, Interval string }

type criterionRecord struct {
	Name, Cases, Ours, Best, BestName, NearOurs, NearBest, NearBestName, Verdict string
}

func recordPage(tests []*BackTest, lang catalog.Lang) ([]byte, error) {
	w, err := wordsIn(lang)
	if err != nil {
		return nil, err
	}
	v := recordView{words: w, Sheet: report.Sheet{Title: w.T("record.title"), Kind: w.T("kind"), Stamps: w.Stamp(false, false, catalog.InForce), Foot: w.T("foot.record")}}
	for _, b := range tests {
		t := w.test(b)
		v.Tests = append(v.Tests, t)
		v.Lead = append(v.Lead, t.Title+": "+t.Verdict)
	}
	v.Notes = w.Numbered("note.record.")
	return report.Fill(files, "backtest.html", v, nil)
}

func (w words) test(b *BackTest) testView {
	v := b.Verdict()
	t := testView{ID: b.ID, Title: b.Title.In(w.Language()), Good: v.Shown, Verdict: w.verdict(v)}
	all := ScoreOf(b.Cases(Ours, "", false))
	cases := "record.cases"
	if b.Lists {
		cases = "record.lists"
	}
	if b.Fitted {
		t.Facts = append(t.Facts, w.T("record.fitted"))
	}
	t.Facts = append(t.Facts, w.T(cases, "n", w.Number(float64(all.Cases), 0), "near", w.Number(float64(len(b.Cases(Ours, "", true))), 0), "from", b.From, "to", b.To))
	if b.Cover.Cases > 0 {
		t.Facts = append(t.Facts, w.T("record.cover", "share", w.Number(100*float64(b.Cover.Within)/float64(b.Cover.Cases), 1), "n", w.Number(float64(b.Cover.Cases), 0)))
	}
	if all.Cases == 0 {
		t.Facts = []string{w.T("record.none")}
		return t
	}
	t.Facts = append(t.Facts, w.T("record.parts", "rel", w.Number(all.Parts.Reliability, 4), "res", w.Number(all.Parts.Resolution, 4), "unc", w.Number(all.Parts.Uncertainty, 4)))
	t.Scores = w.scores(v)
	for _, near := range []bool{false, true} {
		t.Panels = append(t.Panels, w.panel(b, near))
	}
	for _, id := range b.Series() {
		t.Criteria = append(t.Criteria, w.criterion(b, id))
	}
	return t
}

// verdict says in words what a record allows.
func (w words) verdict(v Verdict) string {
	if v.Shown {
		return w.T("verdict.shown")
	}
	if v.TooFew {
		return w.T("verdict.few", "n", LeastTrials, "turns", LeastTurns)
	}
	return w.T("verdict.lost", "names", w.lost(v))
}

// lost names each baseline that is not beaten once, with where it is not.
func (w words) lost(v Verdict) string {
	var names []string
	for _, f := range Baselines {
		var where []string
		for _, c := range v.Lost() {
			if c.Against == f {
				where = append(where, w.T("scope."+scopeWord(c.Near)))
			}
		}
		if len(where) > 0 {
			names = append(names, w.T("in."+string(f))+" ("+strings.Join(where, "; ")+")")
		}
	}
	return strings.Join(names, ", ")
}

func (w words) scores(v Verdict) []scoreView {
	half := len(v.Comparisons) / 2
	all, near := v.Comparisons[:half], v.Comparisons[half:]
	out := []scoreView{{Name: w.T("forecaster.model"), Ours: true, Brier: w.Number(all[0].Ours.Brier, 4), Log: w.Number(all[0].Ours.Log, 4),
		NearBrier: w.Number(near[0].Ours.Brier, 4), NearLog: w.Number(near[0].Ours.Log, 4)}}
	for i := range all {
		out = append(out, scoreView{Name: w.T("forecaster." + string(all[i].Against)),
			Brier: w.Number(all[i].Theirs.Brier, 4), Log: w.Number(all[i].Theirs.Log, 4), Saved: w.interval(all[i]), Beaten: w.T("beaten." + yesNo(all[i].Beaten)),
			NearBrier: w.Number(near[i].Theirs.Brier, 4), NearLog: w.Number(near[i].Theirs.Log, 4), NearSaved: w.interval(near[i]), Near: w.T("beaten." + yesNo(near[i].Beaten))})
	}
	return out
}

func (w words) interval(c Comparison) string {
	return w.T("interval", "low", w.Number(c.Low, 4), "high", w.Number(c.High, 4))
}

// criterion sets the model beside the best baseline of one series.
func (w words) criterion(b *BackTest, id string) criterionRecord {
	v := b.VerdictOn(id)
	half := len(v.Comparisons) / 2
	all, near := bestOf(v.Comparisons[:half]), bestOf(v.Comparisons[half:])
	k := criterionRecord{Name: b.titleOf(id).In(w.Language()), Cases: w.Number(float64(all.Ours.Cases), 0),
		Ours: w.Number(all.Ours.Brier, 4), Best: w.Number(all.Theirs.Brier, 4), BestName: w.T("forecaster." + string(all.Against)),
		NearOurs: w.Number(near.Ours.Brier, 4), NearBest: w.Number(near.Theirs.Brier, 4), NearBestName: w.T("forecaster." + string(near.Against))}
	switch {
	case v.TooFew:
		k.Verdict = w.T("criterion.few")
	case v.Shown:
		k.Verdict = w.T("criterion.yes")
	default:
		k.Verdict = w.T("criterion.no")
	}
	return k
}

func bestOf(cs []Comparison) Comparison {
	best := cs[0]
	for _, c := range cs {
		if c.Theirs.Brier < best.Theirs.Brier {
			best = c
		}
	}
	return best
}

func (b *BackTest) titleOf(id string) catalog.Text {
	if t, ok := b.Titles[id]; ok && t.En != "" {
		return t
	}
	return catalog.Text{Da: id, En: id}
}
