package dossier

import (
	"fmt"
	"html/template"
	"math"
	"slices"
	"strconv"
	"strings"

	"byblik"
	"byblik/stress"
)

// The six-criteria strip shows every criterion on one z scale from lowZ to
// highZ, the same on every page and in every year; what lies outside stands
// at the edge.
const (
	lowZ  = -2.5
	highZ = 3.5
)

// place is the position of z on the strip in per cent.
func place(z float64) float64 {
	return 100 * (math.Min(math.Max(z, lowZ), highZ) - lowZ) / (highZ - lowZ)
}

// short writes a position with at most two decimals, for CSS.
func short(v float64) string {
	return strconv.FormatFloat(math.Round(v*100)/100, 'f', -1, 64)
}

// tickView is the shared picture of one criterion: a tick for every area.
type tickView struct {
	K int
	D string
}

// stripView is one strip: a row per criterion.
type stripView struct {
	Rows []stripRow
}

// stripRow is one criterion of one area or zone. Own holds the ticks of a
// zone's members; the rest is words.
type stripRow struct {
	K                               int
	Title, Unit                     string
	NoData                          string // why there is nothing to show; empty when there is
	At                              template.CSS
	Own                             string
	Value, City, Limit              string
	Met                             bool
	Verdict, Margin, Persons, Aside string // Persons is the margin in persons, or why there is none
}

func (x *index) tickViews() []tickView {
	var out []tickView
	for k := range x.s.Criteria {
		c := &x.s.Criteria[k]
		if !c.HasData {
			continue
		}
		all := make([]int, len(x.s.Areas))
		for i := range all {
			all[i] = i
		}
		out = append(out, tickView{K: k, D: ticks(c, all)})
	}
	return out
}

// ticks draws one upright line per area, each place once.
func ticks(c *Criterion, areas []int) string {
	var at []int
	for _, i := range areas {
		if f := c.Findings[i]; f.Status == byblik.OK {
			at = append(at, int(math.Round(10*place(f.Z))))
		}
	}
	slices.Sort(at)
	var b strings.Builder
	for _, p := range slices.Compact(at) {
		fmt.Fprintf(&b, "M%d 0v10", p)
	}
	return b.String()
}

// stripCSS places the city and the limit, which are the same on every strip.
func (x *index) stripCSS() template.CSS {
	var b strings.Builder
	for k := range x.s.Criteria {
		fmt.Fprintf(&b, ".k%d .pl b+b,.k%[1]d .pl::after{left:%[2]s%%}\n", k, short(place(x.s.Criteria[k].Rule.Limit.Z)))
	}
	fmt.Fprintf(&b, ".pl b,.pl::before{left:%s%%}\n", short(place(0)))
	return template.CSS(b.String())
}

// areaStrip is the strip of area i.
func (x *index) areaStrip(i int) stripView {
	var v stripView
	for k := range x.s.Criteria {
		r := x.stripRow(k, x.s.Criteria[k].Findings[i], "")
		if x.inPersons(k) && r.NoData == "" {
			r.Persons = x.persons(&x.s.Why[i].Margins[k])
		}
		v.Rows = append(v.Rows, r)
	}
	return v
}

// stripRow puts one finding into words.
func (x *index) stripRow(k int, f byblik.CriterionFinding, own string) stripRow {
	c, w := &x.s.Criteria[k], x.words
	r := stripRow{K: k, Title: c.Rule.Title.In(w.Language()), Unit: c.Unit.In(w.Language()), Own: own}
	if c.Rule.Level != "" && c.Rule.Level != "area" {
		r.Aside = w.T("strip.coarse", "level", w.or("level.", c.Rule.Level))
	}
	if !c.HasData {
		r.NoData = w.T("strip.nodata")
		return r
	}
	d := decimalsFor(c.SD)
	r.City = w.T("strip.city", "v", w.Number(c.City, d))
	r.Limit = w.T("strip.limit", "v", w.Number(c.Limit, d))
	if f.Status != byblik.OK {
		r.NoData = w.T("strip.status", "status", w.or("status.", f.Status.String()))
		return r
	}
	r.At = template.CSS("left:" + short(place(f.Z)) + "%")
	r.Value, r.Met = w.Number(f.Value, d), f.Met
	margin := math.Abs(f.Value - c.Limit)
	verdict, side := "strip.not", "strip.short"
	if f.Met {
		verdict, side = "strip.met", "strip.past"
	}
	r.Verdict = w.T(verdict)
	r.Margin = w.T(side, "v", w.Number(margin, enough(margin, d)))
	return r
}

// enough gives a margin that would round to nothing the decimals that show it.
func enough(margin float64, decimals int) int {
	for n := decimals; margin > 0 && n < decimals+4; n++ {
		if math.Round(margin*math.Pow10(n)) > 0 {
			return n
		}
	}
	return decimals
}

// inPersons says whether any area's margin of criterion k is known in persons.
// Where none is, the table of the criteria says so once.
func (x *index) inPersons(k int) bool {
	if x.counted == nil {
		x.counted = make([]bool, len(x.s.Criteria))
		for i := range x.s.Why {
			for k := range x.counted {
				x.counted[k] = x.counted[k] || x.s.Why[i].Margins[k].Why == ""
			}
		}
	}
	return x.counted[k]
}

// persons says a margin in persons, or why it has none.
func (x *index) persons(m *stress.Margin) string {
	if m.Why == "" {
		return x.words.Count("strip.persons", max(m.Persons, -m.Persons))
	}
	return x.words.T("strip.why." + string(m.Why))
}

// zoneFinding gives the zone's standing on each criterion: the mean of its
// members weighted by their residents.
func (x *index) zoneFinding(k int, z byblik.Zone) byblik.CriterionFinding {
	c := &x.s.Criteria[k]
	f := byblik.CriterionFinding{City: c.City, Limit: c.Limit, Status: byblik.Missing}
	var weight float64
	for _, m := range z.Members {
		i := x.at[m.Area]
		g, r := c.Findings[i], x.s.Residents[i]
		if g.Status != byblik.OK || math.IsNaN(r) || r <= 0 {
			continue
		}
		f.Value, f.Z, weight = f.Value+r*g.Value, f.Z+r*g.Z, weight+r
	}
	if weight == 0 {
		return f
	}
	f.Value, f.Z, f.Status = f.Value/weight, f.Z/weight, byblik.OK
	f.Met = f.Z > c.Rule.Limit.Z || f.Z == c.Rule.Limit.Z && !c.Rule.Limit.Strict
	return f
}
