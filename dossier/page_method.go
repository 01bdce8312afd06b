package dossier

import (
	"fmt"
	"strings"

	"byblik/catalog"
)

// methodView is one step of the method in plain words.
type methodView struct {
	Title string
	Lines []string
}

// ruleFacts says which rule set it is and who stands behind it.
func (x *index) ruleFacts() []factView {
	r, w := x.s.Rules, x.words
	var out []factView
	add := func(key, text string) {
		if text != "" {
			out = append(out, factView{w.say(key), text})
		}
	}
	add("rules.name", r.Title.In(w.lang)+" ("+r.ID+", "+w.say("rules.version", "n", r.Version)+")")
	add("rules.what", r.Summary.In(w.lang))
	add("rules.status", w.or("life.", string(r.Status)))
	add("rules.legal", r.Legal.In(w.lang))
	switch {
	case r.Valid.From != "" && r.Valid.To != "":
		add("rules.valid", r.Valid.From+" – "+r.Valid.To)
	case r.Valid.From != "":
		add("rules.valid", w.say("rules.from", "from", r.Valid.From))
	}
	add("rules.author", r.Author)
	add("rules.approver", r.Approver)
	return out
}

// methodViews puts the parameters of the rule set into words.
func (x *index) methodViews() []methodView {
	out := []methodView{x.areasMethod()}
	if x.municipal() {
		out = append(out, x.criteriaMethod())
	}
	if len(x.s.Rules.Scores) > 0 {
		out = append(out, x.scoresMethod())
	}
	if x.s.Rules.Flag != nil {
		out = append(out, x.flagMethod())
	}
	if x.s.Rules.Zones != nil {
		out = append(out, x.zonesMethod())
	}
	if n := len(x.s.Rules.Review); n > 0 {
		m := methodView{Title: x.words.say("method.review")}
		for _, r := range x.s.Rules.Review {
			m.Lines = append(m.Lines, x.words.say("method.review.line", "title", r.Title.In(x.words.lang), "v", x.number(r.AtLeast)))
		}
		out = append(out, m)
	}
	return out
}

// number writes a parameter as it stands in the rule set.
func (x *index) number(v float64) string {
	s := exact(v)
	_, frac, _ := strings.Cut(s, ".")
	return figure(x.words.lang, v, len(frac))
}

func (x *index) areasMethod() methodView {
	w := x.words
	m := methodView{Title: w.say("method.areas")}
	m.Lines = append(m.Lines, w.say("method.areas.n", "n", w.whole(float64(len(x.s.Areas))), "frame", x.s.Rules.Areas.Frame))
	if v := x.s.Rules.Areas.MinResidents; v > 0 {
		m.Lines = append(m.Lines, w.say("method.areas.min", "v", x.number(v)))
	}
	return m
}

func (x *index) criteriaMethod() methodView {
	w := x.words
	m := methodView{Title: w.say("method.criteria"), Lines: []string{w.say("method.criteria.z"), w.say("method.criteria.strip")}}
	for k := range x.s.Criteria {
		c := x.s.Criteria[k].Rule
		key := "method.criteria.limit"
		if c.Limit.Strict {
			key = "method.criteria.strict"
		}
		line := w.say(key, "title", c.Title.In(w.lang), "z", x.number(c.Limit.Z))
		if len(c.Of) > 1 {
			line += " " + w.say("method.criteria.mean", "n", len(c.Of))
		}
		m.Lines = append(m.Lines, line)
	}
	return m
}

func (x *index) scoresMethod() methodView {
	w := x.words
	m := methodView{Title: w.say("method.scores")}
	for _, s := range x.s.Rules.Scores {
		var parts []string
		for _, c := range s.Of {
			parts = append(parts, x.component(c))
		}
		how := w.say("combine.sum")
		if s.Combine == "mean" {
			how = w.say("combine.mean")
		}
		line := w.say("method.scores.line", "title", s.Title.In(w.lang), "how", how, "parts", strings.Join(parts, " + "))
		if st := steps(s.Steps); st != "" {
			line += " " + w.say("method.scores.then", "steps", st)
		}
		m.Lines = append(m.Lines, line)
	}
	for _, ms := range x.s.Rules.Measures {
		if c := ms.Class; c != nil {
			m.Lines = append(m.Lines, w.say("method.class", "title", ms.Title.In(w.lang), "how", w.or("class.op.", c.Op), "k", max(c.K, len(c.Limits)+1)))
		}
	}
	return m
}

// component names an input with its weight and steps as the rule set has them.
func (x *index) component(c catalog.Component) string {
	name := string(c.Indicator)
	for _, s := range x.s.Rules.Scores {
		if c.Score != "" && s.ID == c.Score {
			name = s.Title.In(x.words.lang)
		}
	}
	if c.Weight != 0 && c.Weight != 1 {
		name = x.number(c.Weight) + " × " + name
	}
	if st := steps(c.Steps); st != "" {
		name += " [" + st + "]"
	}
	return name
}

// steps writes operations in the words of the rule set: they are its own
// vocabulary and stand there with their parameters.
func steps(ss []catalog.Step) string {
	var out []string
	for _, s := range ss {
		var ps []string
		for _, p := range []string{s.SD, s.Ties, s.Order, s.Convention} {
			if p != "" {
				ps = append(ps, p)
			}
		}
		if s.Decimals != nil {
			ps = append(ps, fmt.Sprint(*s.Decimals))
		}
		if s.Constant != 0 {
			ps = append(ps, exact(s.Constant))
		}
		if len(ps) > 0 {
			out = append(out, s.Op+"("+strings.Join(ps, ", ")+")")
		} else {
			out = append(out, s.Op)
		}
	}
	return strings.Join(out, " → ")
}

func (x *index) flagShare() string {
	if x.s.Rules.Flag == nil {
		return "–"
	}
	return x.s.Rules.Flag.Of
}

func (x *index) flagMethod() methodView {
	f, w := x.s.Rules.Flag, x.words
	m := methodView{Title: w.say("method.flag"), Lines: []string{w.say("method.flag.of", "share", f.Of)}}
	if f.OfLatest > 1 {
		m.Lines = append(m.Lines, w.say("method.flag.years", "n", f.Years, "of", f.OfLatest))
	}
	return m
}

func (x *index) zonesMethod() methodView {
	z, w := x.s.Rules.Zones, x.words
	m := methodView{Title: w.say("method.zones")}
	m.Lines = append(m.Lines,
		w.say("method.zones.touch", "m", x.number(z.MinBorder), "tolerance", x.number(z.Tolerance)),
		w.say("method.zones.min", "n", x.number(z.MinResidents)))
	if z.MaxResidents > 0 {
		m.Lines = append(m.Lines, w.say("method.zones.max", "n", x.number(z.MaxResidents)))
	}
	if len(x.s.Barriers) > 0 {
		m.Lines = append(m.Lines, w.say("method.zones.barrier", "m", x.number(z.BarrierTolerance)))
	}
	if z.Enclose {
		m.Lines = append(m.Lines, w.say("method.zones.enclose", "share", x.number(100*z.EnclosedShare), "score", x.number(z.EnclosedScore)))
	}
	for _, p := range z.Bridges {
		m.Lines = append(m.Lines, w.say("method.zones.bridge", "a", p[0], "b", p[1]))
	}
	for _, p := range z.Cuts {
		m.Lines = append(m.Lines, w.say("method.zones.cut", "a", p[0], "b", p[1]))
	}
	m.Lines = append(m.Lines, w.say("method.zones.weight"))
	return m
}
