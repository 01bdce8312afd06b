package dossier

import (
	"math"
	"strings"

	"byblik"
	"byblik/catalog"
)

// zoneView is one zone on the page.
type zoneView struct {
	N                                   int
	ID, Anchor, Name, State, Facts, Why string
	Strength, Middle, Weak              string
	HasStrength                         bool
	Firm                                *verdictView
	Strip                               stripView
	Members                             []memberView
}

// memberView is one area of a zone and why it is in.
type memberView struct{ Name, Href, Reason, Residents, Note string }

// zoneViews lists the zones by name: a table of the worst is no way to look
// for one's own neighbourhood.
func (x *index) zoneViews() []zoneView {
	var out []zoneView
	w := x.words
	for n, z := range x.zones {
		v := zoneView{N: n + 1, ID: z.ID, Anchor: "z-" + anchor(z.ID), Name: zoneName(z), State: w.or("zone.state.", string(z.State))}
		v.Facts = w.T("zone.facts", "residents", w.Number(z.Residents, 0), "share", x.percent(z.Residents, x.total),
			"areas", w.Count("areas", len(z.Members)))
		if z.Reason != "" {
			v.Why = w.or("zone.reason.", z.Reason)
		}
		v.Firm = x.zoneVerdict(z.ID)
		x.judge(&v, z)
		for _, m := range z.Members {
			i := x.at[m.Area]
			v.Members = append(v.Members, memberView{
				Name: x.name(i), Href: x.href(i), Reason: w.or("reason.", string(m.Reason)),
				Residents: x.residents(x.s.Residents[i]), Note: catalog.Glossed(x.words.Language(), m.Note),
			})
		}
		out = append(out, v)
	}
	return out
}

// residents says how many people live somewhere, or that nobody knows.
func (x *index) residents(n float64) string {
	if math.IsNaN(n) {
		return x.words.T("zone.member.unknown")
	}
	return x.words.Count("zone.member.residents", int(math.Round(n)))
}

// judge makes the zone's strip and says where it does as well as the city,
// where it lies between city and limit, and where the criterion is met.
func (x *index) judge(v *zoneView, z byblik.Zone) {
	var good, between, met []string
	nearest, best := "", math.Inf(1)
	for k := range x.s.Criteria {
		f := x.zoneFinding(k, z)
		var members []int
		for _, m := range z.Members {
			members = append(members, x.at[m.Area])
		}
		row := x.stripRow(k, f, ticks(&x.s.Criteria[k], members))
		v.Strip.Rows = append(v.Strip.Rows, row)
		if row.NoData == "" && f.Z < best {
			nearest, best = row.Title, f.Z
		}
		switch {
		case row.NoData != "":
		case f.Z <= 0 && !f.Met:
			good = append(good, row.Title)
		case f.Met:
			met = append(met, row.Title)
		default:
			between = append(between, row.Title)
		}
	}
	v.HasStrength = len(good) > 0
	v.Strength = x.sayList("zone.good", good)
	v.Middle = x.sayCriteria("zone.between", between)
	v.Weak = x.sayCriteria("zone.met", met)
	if v.Strength == "" && nearest != "" {
		v.Strength = x.words.T("zone.nogood", "name", x.words.list([]string{nearest}))
	}
	switch n := x.someNotMet(z); {
	case n > 0 && len(z.Members) == 1:
		v.Strength += " " + x.words.T("zone.some.only")
	case n > 0:
		v.Strength += " " + x.words.Count("zone.some", n, "of", len(z.Members))
	}
}

// someNotMet counts the members in which not every criterion is met: an area
// in a zone is not worse off in everything.
func (x *index) someNotMet(z byblik.Zone) int {
	n := 0
	for _, m := range z.Members {
		if met, of := x.metCount(x.at[m.Area]); met < of {
			n++
		}
	}
	return n
}

func (x *index) sayList(key string, names []string) string {
	if len(names) == 0 {
		return ""
	}
	return x.words.T(key, "names", x.words.list(names))
}

// sayCriteria says of one criterion key.one, and of several key.many.
func (x *index) sayCriteria(key string, names []string) string {
	if len(names) == 0 {
		return ""
	}
	return x.words.Count(key, len(names), "names", x.words.list(names))
}

// smallView is a flagged group that is too small to be a zone.
type smallView struct {
	Areas     []linkView
	Residents string
}

// linkView is a name with its place on the page; Href may be empty.
type linkView struct{ Name, Href string }

func (x *index) smallViews() []smallView {
	var out []smallView
	for _, t := range x.s.TooSmall {
		v := smallView{Residents: x.residents(t.Residents)}
		for j, a := range t.Areas {
			l := linkView{Name: a.Code}
			if i, ok := x.at[a]; ok {
				l = linkView{Name: x.name(i), Href: x.href(i)}
			} else if j < len(t.Names) && t.Names[j] != "" {
				l.Name = t.Names[j]
			}
			v.Areas = append(v.Areas, l)
		}
		out = append(out, v)
	}
	return out
}

// reviewView is one mark for a human decision and the areas that carry it.
type reviewView struct {
	Title string
	Areas []linkView
}

func (x *index) reviewViews() []reviewView {
	var out []reviewView
	for _, r := range x.s.Rules.Review {
		v := reviewView{Title: r.Title.In(x.words.Language())}
		for _, i := range x.byName {
			if x.marked(i, r.ID) {
				v.Areas = append(v.Areas, linkView{x.name(i), x.href(i)})
			}
		}
		if len(v.Areas) > 0 {
			out = append(out, v)
		}
	}
	return out
}

func (x *index) marked(i int, id string) bool {
	if x.s.Review == nil {
		return false
	}
	for _, m := range strings.FieldsFunc(x.s.Review[i], func(r rune) bool { return r == ',' || r == ';' || r == ' ' }) {
		if m == id {
			return true
		}
	}
	return false
}

// metCount counts the criteria that count: those with a figure at the level
// of small areas.
func (x *index) metCount(i int) (met, of int) {
	for k := range x.s.Criteria {
		c := &x.s.Criteria[k]
		if f := c.Findings[i]; f.Status == byblik.OK && (c.Rule.Level == "" || c.Rule.Level == "area") {
			of++
			if f.Met {
				met++
			}
		}
	}
	return met, of
}

func (x *index) metWords(i int) string {
	met, of := x.metCount(i)
	if of == 0 {
		return x.words.T("met.none")
	}
	return x.words.T("met.of", "n", met, "of", of)
}
