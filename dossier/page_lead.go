package dossier

import (
	"math"
	"slices"

	"byblik"
)

// leadText says in words what the screening found: the zones and their share
// of the residents, what carries data and what does not, and what is good.
func (x *index) leadText(p *page) []string {
	if !x.municipal() {
		return x.indexLead()
	}
	var out []string
	if x.s.Rules.Zones != nil {
		out = append(out, x.zonesSentence())
	}
	if x.s.Flagged != nil {
		flagged := 0
		for _, f := range x.s.Flagged {
			if f {
				flagged++
			}
		}
		out = append(out, x.words.Count("lead.flagged", flagged, "of", x.words.Number(float64(len(x.s.Areas)), 0), "share", x.flagShare(), "years", x.flagYears()))
	}
	if p.Firm != nil {
		out = append(out, p.Firm.Lead)
	}
	var with, without []string
	for _, c := range p.Criteria {
		if c.HasData {
			with = append(with, c.Title)
		} else {
			without = append(without, c.Title)
		}
	}
	out = append(out, x.words.T("lead.data", "n", len(with), "of", len(p.Criteria), "names", x.words.list(with)))
	if len(without) > 0 {
		out = append(out, x.words.T("lead.nodata", "names", x.words.list(without)))
	}
	if strong := x.strongZones(p); strong != "" {
		out = append(out, strong)
	}
	return out
}

// flagYears says in how many of the latest years enough criteria must be met;
// empty where one period decides. Where fewer years are on file the same
// proportion of them holds, rounded up, as in package screen.
func (x *index) flagYears() string {
	f := x.s.Rules.Flag
	if f == nil {
		return ""
	}
	need, of := f.Years, f.OfLatest
	if n := slices.Max(append(slices.Clone(x.s.Periods), 1)); n < of {
		need, of = (need*n+of-1)/of, n
	}
	if of < 2 {
		return ""
	}
	key := "lead.years"
	if k := x.s.Period.Kind; k == byblik.Quarter || k == byblik.Month {
		key = "lead.periods"
	}
	return x.words.T(key, "n", need, "of", of)
}

func (x *index) zonesSentence() string {
	if len(x.zones) == 0 {
		return x.words.T("lead.nozones")
	}
	residents, candidates := 0.0, 0
	for _, z := range x.zones {
		residents += z.Residents
		if z.State == byblik.Candidate {
			candidates++
		}
	}
	s := x.words.Count("lead.zones", len(x.zones), "residents", x.words.Number(residents, 0),
		"total", x.words.Number(x.total, 0), "share", x.percent(residents, x.total))
	if candidates == len(x.zones) {
		s += " " + x.words.T("lead.candidate")
	}
	return s
}

func (x *index) strongZones(p *page) string {
	strong := 0
	for _, z := range p.Zones {
		if z.HasStrength {
			strong++
		}
	}
	if strong == 0 {
		return ""
	}
	return x.words.T("lead.strong", "n", strong, "of", len(p.Zones))
}

func (x *index) indexLead() []string {
	ok := 0
	for i := range x.s.Areas {
		if x.finding(i).Status == byblik.OK {
			ok++
		}
	}
	w := x.words
	out := []string{w.T("lead.index", "n", w.Number(float64(ok), 0), "of", w.Number(float64(len(x.s.Areas)), 0),
		"measure", x.leadTitle(), "total", w.Number(x.total, 0))}
	if x.total == 0 || math.IsNaN(x.total) {
		out[0] = w.T("lead.index.bare", "n", w.Number(float64(ok), 0), "of", w.Number(float64(len(x.s.Areas)), 0), "measure", x.leadTitle())
	}
	return append(out, w.or("lead.kind.", string(x.s.Rules.Kind)))
}

func (x *index) leadTitle() string {
	if len(x.lead) == 0 {
		return x.s.Rules.Title.In(x.words.Language())
	}
	return x.measureTitle(x.lead[0].Measure)
}
