package dossier

import (
	"fmt"
	"math"
	"reflect"
	"strings"

	"byblik/stress"
)

// changeView is what turns one result of an area: each way is whole by itself.
type changeView struct {
	What string
	Ways []string
}

// changes lists the smallest changes that turn the flag and the membership of
// a zone of area i. Where there are none the sentences say why.
func (x *index) changes(i int) []changeView {
	if x.s.Why == nil {
		return nil
	}
	e := &x.s.Why[i]
	flag, zone := x.ways(&e.Flag), x.ways(&e.Zone)
	switch {
	case flag != nil && reflect.DeepEqual(flag, zone):
		return []changeView{{x.words.T("change.both"), flag}}
	case flag == nil && zone == nil:
		return nil
	}
	var out []changeView
	if flag != nil {
		out = append(out, changeView{x.words.T("change.flag"), flag})
	}
	if zone != nil {
		out = append(out, changeView{x.words.T("change.zone"), zone})
	}
	return out
}

// ways writes each set of changes that turns a result.
func (x *index) ways(c *stress.Counterfactual) []string {
	var out []string
	for _, set := range [][]stress.Shift{c.One, c.InPoints, c.Several} {
		if set != nil {
			out = append(out, x.shifts(set, true))
		}
	}
	return out
}

// shifts writes changes that happen together, such as “Income −56
// persons”; in short without the unit.
func (x *index) shifts(set []stress.Shift, units bool) string {
	var parts []string
	for _, s := range set {
		title := s.Criterion
		for k := range x.s.Criteria {
			if r := x.s.Criteria[k].Rule; r.ID == s.Criterion {
				title = r.Title.In(x.words.Language())
			}
		}
		parts = append(parts, title+" "+x.amount(s, units))
	}
	if units {
		return strings.Join(parts, " "+x.words.T("and")+" ")
	}
	return strings.Join(parts, "; ")
}

// amount is a signed number of persons, or of points to as many decimals as
// the sentences have.
func (x *index) amount(s stress.Shift, units bool) string {
	v := float64(s.Persons())
	if !s.Counted {
		if v = math.Round(s.Points*1e4) / 1e4; v == 0 {
			v = s.Points
		}
	}
	text := x.number(v)
	if v > 0 {
		text = "+" + text
	}
	switch {
	case !s.Counted:
		return x.words.T("change.points", "v", text)
	case units && (s.Steps == 1 || s.Steps == -1):
		return x.words.T("change.person", "v", text)
	case units:
		return x.words.T("change.persons", "v", text)
	}
	return text
}

// changeCell is the smallest change of area i in the table: of its membership
// where there are zones, else of its flag. It sorts by persons.
func (x *index) changeCell(i int) cellView {
	c := &x.s.Why[i].Zone
	if c.Reason == stress.NoZones {
		c = &x.s.Why[i].Flag
	}
	set := c.Best()
	if set == nil {
		return cellView{Text: "–", Why: x.words.or("cause.", string(c.Reason))}
	}
	persons, counted := 0, true
	for _, s := range set {
		persons += max(s.Persons(), -s.Persons())
		counted = counted && s.Counted
	}
	v := cellView{Text: x.shifts(set, false)}
	v.Key = fmt.Sprint(persons)
	if !counted {
		v.Key = "9999999" // after all that are told in persons
	}
	return v
}
