package screen

import (
	"math"

	"byblik"
	"byblik/catalog"
)

// open gives every area its place, with what the screened period says about
// taking part.
func (s *Screening) open(areas []byblik.Area, residents []float64, part []byblik.Status) {
	for i := range areas {
		s.Areas[i] = AreaResult{Area: areas[i].Code, Residents: residents[i], Status: part[i], Score: math.NaN()}
	}
}

// count counts the criteria that each area meets in each period, and flags.
func (s *Screening) count(f *catalog.Flag) {
	num, den, err := parseShare(f.Of)
	if err != nil {
		num, den = 1, 1 // CheckRuleSet has said so; the strictest reading is left
	}
	for i := range s.Areas {
		a := &s.Areas[i]
		for k, t := range s.Window {
			n := s.countIn(i, k, num, den)
			n.Period = t
			a.Counts = append(a.Counts, n)
			if n.WithData > 0 {
				a.Periods++
			}
			if n.Reached {
				a.Reached++
			}
		}
		if a.Status == byblik.OK && a.Counts[0].WithData == 0 {
			a.Status = byblik.Missing
		}
		a.Needed = Needed(f.Years, f.OfLatest, a.Periods)
		a.Flagged = a.Status == byblik.OK && atLeast(a.Reached, a.Needed, false)
	}
}

// countIn counts the criteria of area i in period k of the window.
func (s *Screening) countIn(i, k, num, den int) Count {
	var n Count
	for c := range s.Criteria {
		f := &s.Criteria[c].Periods[k].Findings[i]
		if !s.Criteria[c].Counted || f.Status != byblik.OK {
			continue
		}
		n.WithData++
		if f.Met {
			n.Met++
		}
	}
	if n.WithData > 0 {
		n.Needed = Needed(num, den, n.WithData)
		n.Reached = atLeast(n.Met, n.Needed, false)
	}
	return n
}

// score averages the unweighted z of each area's criteria with data, and ranks.
func (s *Screening) score() {
	scores := make([]float64, len(s.Areas))
	for i := range s.Areas {
		scores[i] = math.NaN()
		sum, n := 0.0, 0
		for c := range s.Criteria {
			if z := s.Criteria[c].Periods[0].Plain[i]; s.Criteria[c].Counted && !math.IsNaN(z) {
				sum += z
				n++
			}
		}
		if n > 0 && s.Areas[i].Status == byblik.OK {
			scores[i] = sum / float64(n)
		}
		s.Areas[i].Score = scores[i]
	}
	for i, r := range Rank(scores, TiesMin, true) {
		if !math.IsNaN(r) {
			s.Areas[i].Rank = int(r)
		}
	}
}

// review marks areas that people should look at before they decide.
func (s *Screening) review(in Input, t byblik.Period) {
	for _, mark := range in.Rules.Review {
		x := observed(in.Panel, mark.Indicator, t)
		for i, v := range x.value {
			if v >= mark.AtLeast && s.Areas[i].Status == byblik.OK {
				s.Areas[i].Review = append(s.Areas[i].Review, mark.ID)
			}
		}
	}
}
