package web

import (
	"byblik"
	"byblik/release"
)

// why says in plain words why an area is, or is not, in a disadvantaged urban
// area. The sentences are short and the words common: a test measures that
// the text of every area stays at LIX 35 or below (Björnsson 1968).
func (r *request) why(i int, f *release.AreaFinding) []string {
	name := r.in(r.places(release.AreaLevel)[i].Name)
	s := &r.Screening
	met, known := 0, 0
	for _, c := range f.Criteria {
		if c.Status == byblik.OK {
			known++
			if c.Met {
				met++
			}
		}
	}
	key := "why.rule"
	if s.OfLatest == 1 {
		key = "why.rule.year"
	}
	now := r.say("why.now", "met", met, "known", known)
	if known == s.Known() {
		now = r.say("why.now.all", "n", met)
	}
	if met == 0 {
		now = r.say("why.now.none")
	}
	rule := r.say(key, "need", s.Need(s.Known()), "from", s.Known(), "years", s.Years, "latest", s.OfLatest)
	var out []string
	switch {
	case f.Zone == "" && f.Status != byblik.OK:
		return []string{r.say("why.few", "name", name)}
	case f.Zone == "" && f.Flagged && !f.Marked:
		out = append(out, r.say("why.alone", "name", name), rule, now)
	case f.Zone == "":
		out = append(out, r.say("why.out", "name", name), rule, now)
	case f.Reason == byblik.Enclosed:
		out = append(out, r.say("why.enclosed", "name", name))
	case f.Reason == byblik.StateList:
		out = append(out, r.say("why.listed", "name", name), rule, now)
	default:
		out = append(out, r.say("why.in", "name", name), rule, now)
	}
	if s.Trial {
		out = append(out, r.say("why.trial"))
	} else if f.Zone != "" && r.stateWord(f.Zone) == "candidate" {
		out = append(out, r.say("why.candidate"))
	}
	if f.Marked {
		out = append(out, r.say("why.marked"))
	}
	return out
}

// sure says how firm the answer is; empty where it was not tested.
func (r *request) sure(f *release.AreaFinding) string {
	if f.Verdict == "" || r.Screening.Runs == 0 {
		return ""
	}
	side := ".out"
	if f.Zone != "" {
		side = ".in"
	}
	out := r.say("why.sure."+f.Verdict+side, "n", r.Screening.Runs)
	if d := r.or("driver."+f.Driver, ""); d != "" && f.Verdict != "firm" {
		out += " " + r.say("why.driver", "what", d)
	}
	return out
}
