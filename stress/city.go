package stress

import (
	"byblik"
	"byblik/catalog"
	"byblik/designate"
	"byblik/screen"
)

// City is a screening prepared for being made again many times: the figures,
// and the map whose borders were measured once. It is not changed by a run.
type City struct {
	Rules      *catalog.RuleSet
	Indicators map[byblik.IndicatorID]*catalog.Indicator
	Panel      *byblik.Panel
	Period     byblik.Period   // the screened period
	Partial    bool            // criteria may lack data
	Zones      designate.Input // borders, listed housing areas, rules, period; residents, flags and scores are filled in by each run
}

// Outcome is what one run says of every area, in the order of the panel.
type Outcome struct {
	Flagged   []bool
	Inside    []bool // in a proposed zone
	Screening *screen.Screening
	Proposal  designate.Proposal
}

// Run makes the whole screening again: city values, standard deviations,
// flags, enclosure and joining. Rules and panel may be those of the city or
// changed copies; areas must be the same in the same order.
func (c *City) Run(rules *catalog.RuleSet, panel *byblik.Panel) (*Outcome, error) {
	s, err := screen.Criteria(screen.Input{Rules: rules, Indicators: c.Indicators, Panel: panel, Period: c.Period, Partial: c.Partial})
	if err != nil {
		return nil, err
	}
	in := c.Zones
	in.Flagged = s.Flags()
	in.Residents = make([]float64, len(s.Areas))
	in.Score = make([]float64, len(s.Areas))
	for i := range s.Areas {
		in.Residents[i], in.Score[i] = s.Areas[i].Residents, s.Areas[i].Score
	}
	in.Profile = s.Profiles()
	p, err := designate.Propose(in)
	if err != nil {
		return nil, err
	}
	out := &Outcome{Flagged: in.Flagged, Inside: make([]bool, len(s.Areas)), Screening: s, Proposal: p}
	at := make(map[byblik.AreaCode]int, len(s.Areas))
	for i := range s.Areas {
		at[s.Areas[i].Area] = i
	}
	for _, z := range p.Zones {
		for _, m := range z.Members {
			out.Inside[at[m.Area]] = true
		}
	}
	return out, nil
}
