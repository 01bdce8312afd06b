package dossier

import (
	"fmt"
	"strings"

	"byblik"
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
			out = append(out, factView{w.T(key), text})
		}
	}
	add("rules.name", r.Title.In(w.Language())+" ("+r.ID+", "+w.T("rules.version", "n", r.Version)+")")
	add("rules.what", r.Summary.In(w.Language()))
	add("rules.status", w.or("life.", string(r.Status)))
	add("rules.legal", r.Legal.In(w.Language()))
	switch {
	case r.Valid.From != "" && r.Valid.To != "":
		add("rules.valid", r.Valid.From+" – "+r.Valid.To)
	case r.Valid.From != "":
		add("rules.valid", w.T("rules.from", "from", r.Valid.From))
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
		m := methodView{Title: x.words.T("method.review")}
		for _, r := range x.s.Rules.Review {
			m.Lines = append(m.Lines, x.words.T("method.review.line", "title", r.Title.In(x.words.Language()), "v", x.number(r.AtLeast)))
		}
		out = append(out, m)
	}
	return out
}

// number writes a parameter as it stands in the rule set.
func (x *index) number(v float64) string {
	s := byblik.Exact(v)
	_, frac, _ := strings.Cut(s, ".")
	return x.words.Number(v, len(frac))
}

func (x *index) areasMethod() methodView {
	w := x.words
	m := methodView{Title: w.T("method.areas")}
	m.Lines = append(m.Lines, w.T("method.areas.n", "n", w.Number(float64(len(x.s.Areas)), 0), "frame", x.s.Rules.Areas.Frame))
	if v := x.s.Rules.Areas.MinResidents; v > 0 {
		m.Lines = append(m.Lines, w.T("method.areas.min", "v", x.number(v)))
	}
	return m
}

func (x *index) criteriaMethod() methodView {
	w := x.words
	m := methodView{Title: w.T("method.criteria"), Lines: []string{w.T("method.criteria.z"), w.T("method.criteria.strip")}}
	for k := range x.s.Criteria {
		c := x.s.Criteria[k].Rule
		key := "method.criteria.limit"
		if c.Limit.Strict {
			key = "method.criteria.strict"
		}
		line := w.T(key, "title", c.Title.In(w.Language()), "z", x.number(c.Limit.Z))
		if len(c.Of) > 1 {
			line += " " + w.T("method.criteria.mean", "n", len(c.Of))
		}
		m.Lines = append(m.Lines, line)
	}
	return m
}

func (x *index) scoresMethod() methodView {
	w := x.words
	m := methodView{Title: w.T("method.scores")}
	for _, s := range x.s.Rules.Scores {
		var parts []string
		for _, c := range s.Of {
			parts = append(parts, x.component(c))
		}
		how := w.T("combine.sum")
		if s.Combine == "mean" {
			how = w.T("combine.mean")
		}
		line := w.T("method.scores.line", "title", s.Title.In(w.Language()), "how", how, "parts", strings.Join(parts, " + "))
		if st := steps(s.Steps); st != "" {
			line += " " + w.T("method.scores.then", "steps", st)
		}
		m.Lines = append(m.Lines, line)
	}
	for _, ms := range x.s.Rules.Measures {
		if c := ms.Class; c != nil {
			m.Lines = append(m.Lines, w.T("method.class", "title", ms.Title.In(w.Language()), "how", w.or("class.op.", c.Op), "k", max(c.K, len(c.Limits)+1)))
		}
	}
	return m
}

// component names an input with its weight and steps as the rule set has them.
func (x *index) component(c catalog.Component) string {
	name := string(c.Indicator)
	for _, s := range x.s.Rules.Scores {
		if c.Score != "" && s.ID == c.Score {
			name = s.Title.In(x.words.Language())
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
			ps = append(ps, byblik.Exact(s.Constant))
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
	m := methodView{Title: w.T("method.flag"), Lines: []string{w.T("method.flag.of", "share", f.Of)}}
	if f.OfLatest > 1 {
		m.Lines = append(m.Lines, w.T("method.flag.years", "n", f.Years, "of", f.OfLatest))
	}
	return m
}

func (x *index) zonesMethod() methodView {
	z, w := x.s.Rules.Zones, x.words
	m := methodView{Title: w.T("method.zones")}
	m.Lines = append(m.Lines,
		w.T("method.zones.touch", "m", x.number(z.MinBorder), "tolerance", x.number(z.Tolerance)),
		w.T("method.zones.min", "n", x.number(z.MinResidents)))
	if z.MaxResidents > 0 {
		m.Lines = append(m.Lines, w.T("method.zones.max", "n", x.number(z.MaxResidents)))
	}
	if len(x.s.Barriers) > 0 {
		m.Lines = append(m.Lines, w.T("method.zones.barrier", "m", x.number(z.BarrierTolerance)))
	}
	if z.Enclose {
		m.Lines = append(m.Lines, w.T("method.zones.enclose", "share", x.number(100*z.EnclosedShare), "score", x.number(z.EnclosedScore)))
	}
	for _, p := range z.Bridges {
		m.Lines = append(m.Lines, w.T("method.zones.bridge", "a", p[0], "b", p[1]))
	}
	for _, p := range z.Cuts {
		m.Lines = append(m.Lines, w.T("method.zones.cut", "a", p[0], "b", p[1]))
	}
	m.Lines = append(m.Lines, w.T("method.zones.weight"))
	return m
}
