package dossier

import (
	"math"

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
		out = append(out, x.words.count("lead.flagged", flagged, "of", x.words.whole(float64(len(x.s.Areas))), "share", x.flagShare(), "years", x.flagYears()))
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
	out = append(out, x.words.say("lead.data", "n", len(with), "of", len(p.Criteria), "names", x.words.list(with)))
	if len(without) > 0 {
		out = append(out, x.words.say("lead.nodata", "names", x.words.list(without)))
	}
	if strong := x.strongZones(p); strong != "" {
		out = append(out, strong)
	}
	return out
}

// flagYears says in how many of the latest years enough criteria must be met;
// empty where one period decides.
func (x *index) flagYears() string {
	f := x.s.Rules.Flag
	if f == nil || f.OfLatest < 2 {
		return ""
	}
	key := "lead.years"
	if k := x.s.Period.Kind; k == byblik.Quarter || k == byblik.Month {
		key = "lead.periods"
	}
	return x.words.say(key, "n", f.Years, "of", f.OfLatest)
}

func (x *index) zonesSentence() string {
	if len(x.zones) == 0 {
		return x.words.say("lead.nozones")
	}
	residents, candidates := 0.0, 0
	for _, z := range x.zones {
		residents += z.Residents
		if z.State == byblik.Candidate {
			candidates++
		}
	}
	s := x.words.count("lead.zones", len(x.zones), "residents", x.words.whole(residents),
		"total", x.words.whole(x.total), "share", x.percent(residents, x.total))
	if candidates == len(x.zones) {
		s += " " + x.words.say("lead.candidate")
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
	return x.words.say("lead.strong", "n", strong, "of", len(p.Zones))
}

func (x *index) indexLead() []string {
	ok := 0
	for i := range x.s.Areas {
		if x.finding(i).Status == byblik.OK {
			ok++
		}
	}
	w := x.words
	out := []string{w.say("lead.index", "n", w.whole(float64(ok)), "of", w.whole(float64(len(x.s.Areas))),
		"measure", x.leadTitle(), "total", w.whole(x.total))}
	if x.total == 0 || math.IsNaN(x.total) {
		out[0] = w.say("lead.index.bare", "n", w.whole(float64(ok)), "of", w.whole(float64(len(x.s.Areas))), "measure", x.leadTitle())
	}
	return append(out, w.or("lead.kind.", string(x.s.Rules.Kind)))
}

func (x *index) leadTitle() string {
	if len(x.lead) == 0 {
		return x.s.Rules.Title.In(x.words.lang)
	}
	return x.measureTitle(x.lead[0].Measure)
}
