package stress

import (
	"slices"
	"strings"
	"testing"

	"byblik"
	"byblik/catalog"
)

// twoCriteria is a small past: criteria a and b, city 20, SD 10, limit z 0.5,
// so that each is met from 25. Both must be met.
func twoCriteria(city float64, values ...[2]float64) *Past {
	p := &Past{RuleSet: "r", Period: byblik.InYear(2020), Of: Fraction{2, 2}, Years: Fraction{1, 1}, Criteria: []PastCriterion{
		{ID: "a", Title: catalog.Text{Da: "Indkomst", En: "Income"}, Limit: 0.5}, {ID: "b", Title: catalog.Text{Da: "Uddannelse", En: "Education"}, Limit: 0.5}}}
	for i, v := range values {
		a := PastArea{Area: byblik.AreaCode{Frame: "f", Code: string(rune('1' + i))}}
		for _, x := range v {
			a.Figures = append(a.Figures, PastFigure{Value: x, City: city, Limit: city + 5, Z: (x - city) / 10, Met: x >= city+5})
		}
		a.Flagged = a.Figures[0].Met && a.Figures[1].Met
		a.Inside = a.Flagged
		p.Areas = append(p.Areas, a)
	}
	return p
}

func TestWhyAnAreaChanged(t *testing.T) {
	in := [2]float64{30, 30}
	for _, c := range []struct {
		name          string
		before, after *Past
		want          string
	}{
		{"own value", twoCriteria(20, [2]float64{30, 20}), twoCriteria(20, in), "1 in own_value b"},
		{"own value, out", twoCriteria(20, in), twoCriteria(20, [2]float64{30, 20}), "1 out own_value b"},
		{"city", twoCriteria(20, in), twoCriteria(27, in), "1 out city_value a b"},
		{"own value before city", twoCriteria(20, in), twoCriteria(27, [2]float64{30, 20}), "1 out own_value a b"},
		{"rule: how many", twoCriteria(20, [2]float64{30, 20}), func() *Past {
			p := twoCriteria(20, [2]float64{30, 20})
			p.Of, p.Areas[0].Flagged, p.Areas[0].Inside = Fraction{1, 2}, true, true
			return p
		}(), "1 in rule"},
		{"rule: limit", twoCriteria(20, [2]float64{30, 24}), func() *Past {
			p := twoCriteria(20, [2]float64{30, 24})
			p.Criteria[1].Limit, p.Areas[0].Figures[1].Limit, p.Areas[0].Figures[1].Met = 0.3, 23, true
			p.Areas[0].Flagged, p.Areas[0].Inside = true, true
			return p
		}(), "1 in rule b"},
		{"a criterion went", twoCriteria(20, [2]float64{30, 20}), func() *Past {
			p := twoCriteria(20, in)
			p.Criteria, p.Of, p.Areas[0].Figures = p.Criteria[:1], Fraction{1, 1}, p.Areas[0].Figures[:1]
			return p
		}(), "1 in rule"},
		{"a figure came", func() *Past {
			p := twoCriteria(20, in)
			p.Areas[0].Figures[1] = PastFigure{Status: byblik.Missing, City: 20, Limit: 25}
			return p
		}(), twoCriteria(20, [2]float64{30, 20}), "1 out figures"},
		{"a figure went", twoCriteria(20, [2]float64{30, 20}), func() *Past {
			p := twoCriteria(20, in)
			p.Areas[0].Figures[1] = PastFigure{Status: byblik.Missing, City: 20, Limit: 25}
			return p
		}(), "1 in figures"},
		{"other years", func() *Past { p := twoCriteria(20, in); p.Areas[0].Flagged, p.Areas[0].Inside = false, false; return p }(), func() *Past {
			p := twoCriteria(20, in)
			p.Period = byblik.InYear(2021)
			return p
		}(), "1 in data_year"},
		{"neighbours", twoCriteria(20, [2]float64{30, 20}), func() *Past { p := twoCriteria(20, [2]float64{30, 20}); p.Areas[0].Inside = true; return p }(), "1 in border"},
		{"the State's list, in", twoCriteria(20, [2]float64{30, 20}), listed(true), "1 in state_list"},
		{"the State's list, out", listed(true), listed(false), "1 out state_list"},
		{"a new area", twoCriteria(20, in), twoCriteria(20, in, in), "2 in other_areas"},
		{"an area that went", twoCriteria(20, in, in), twoCriteria(20, in), "2 out other_areas"},
		{"near, outside", twoCriteria(20, [2]float64{30, 24.5}), twoCriteria(20, [2]float64{30, 24.5}), "1 near  b"},
		{"near, inside", twoCriteria(20, [2]float64{25.5, 30}), twoCriteria(20, [2]float64{25.5, 30}), "1 near  a"},
		{"two away is not near", twoCriteria(20, [2]float64{24.5, 24.5}), twoCriteria(20, [2]float64{24.5, 24.5}), ""},
		{"nothing", twoCriteria(20, in), twoCriteria(20, in), ""},
	} {
		list, err := Compare(c.before, c.after, 0.1)
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, d := range list {
			got = append(got, strings.TrimSpace(strings.Join([]string{d.Area.Code, string(d.Change), string(d.Reason), strings.Join(d.Criteria, " ")}, " ")))
			if d.Text.Da == "" || d.Text.En == "" {
				t.Errorf("%s: no sentence in %+v", c.name, d)
			}
			t.Logf("%-22s %s | %s", c.name, d.Text.En, d.Text.Da)
		}
		if strings.Join(got, "; ") != c.want {
			t.Errorf("%s: %q, expected %q", c.name, strings.Join(got, "; "), c.want)
		}
	}
}

// listed is an area that is not flagged, inside because of the State's list.
func listed(inside bool) *Past {
	p := twoCriteria(20, [2]float64{30, 20})
	if inside {
		p.Areas[0].Inside, p.Areas[0].Reason = true, byblik.StateList
	}
	return p
}

func TestComparedTablesMustFit(t *testing.T) {
	p := twoCriteria(20, [2]float64{30, 30})
	broken := twoCriteria(20, [2]float64{30, 30})
	broken.Areas[0].Figures = broken.Areas[0].Figures[:1]
	if _, err := Compare(p, broken, 0.1); err == nil {
		t.Error("an area without all its figures was accepted")
	}
	broken.Areas, broken.Of = nil, Fraction{}
	if _, err := Compare(broken, p, 0.1); err == nil {
		t.Error("a share of 0/0 was accepted")
	}
}

// pastOf is what the tables of a run hold.
func pastOf(c *City, r *catalog.RuleSet, o *Outcome) *Past {
	of, _ := fractions("", []string{r.Flag.Of})
	p := &Past{RuleSet: r.ID, Period: o.Screening.Period, Of: of[0], Years: Fraction{r.Flag.Years, r.Flag.OfLatest}}
	for k := range o.Screening.Criteria {
		x := o.Screening.Criteria[k].Rule
		p.Criteria = append(p.Criteria, PastCriterion{ID: x.ID, Title: x.Title, Limit: x.Limit.Z, Strict: x.Limit.Strict,
			LowerIsWorse: len(x.Of) == 1 && c.sign(x.Of[0]) < 0})
	}
	for i, a := range o.Screening.Areas {
		x := PastArea{Area: a.Area, Name: c.Panel.Areas[i].Name, Flagged: o.Flagged[i], Inside: o.Inside[i]}
		for k := range o.Screening.Criteria {
			f := o.Screening.Criteria[k].Periods[0].Findings[i]
			x.Figures = append(x.Figures, PastFigure{f.Status, f.Value, f.City, f.Limit, f.Z, f.Met})
		}
		p.Areas = append(p.Areas, x)
	}
	return p
}

// Every area that moved between two years of Copenhagen is told, and no other;
// a run held against itself has no one in or out.
func TestCompareCopenhagen(t *testing.T) {
	c := copenhagen(t)
	runs := map[int]*Outcome{}
	for _, year := range []int{2012, 2013} {
		again := *c
		again.Period = byblik.InYear(year)
		o, err := again.Run(c.Rules, c.Panel)
		if err != nil {
			t.Fatal(err)
		}
		runs[year] = o
	}
	list, err := Compare(pastOf(c, c.Rules, runs[2012]), pastOf(c, c.Rules, runs[2013]), 0.05)
	if err != nil {
		t.Fatal(err)
	}
	count := map[string]int{}
	for _, d := range list {
		count[string(d.Change)+" "+string(d.Reason)]++
		i := slices.IndexFunc(c.Panel.Areas, func(a byblik.Area) bool { return a.Code == d.Area })
		if was, is := runs[2012].Inside[i], runs[2013].Inside[i]; (d.Change == In) != (is && !was) || (d.Change == Out) != (was && !is) {
			t.Errorf("%s: %s, inside %t before and %t after", d.Area, d.Change, was, is)
		}
		if d.Change != Near {
			t.Log(d.Text.En)
		}
	}
	moved := 0
	for i := range c.Panel.Areas {
		if runs[2012].Inside[i] != runs[2013].Inside[i] {
			moved++
		}
	}
	t.Log(count)
	if told := len(list) - count["near "]; told != moved {
		t.Errorf("%d told, %d moved", told, moved)
	}
}
