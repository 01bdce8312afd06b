package designate

import (
	"cmp"
	"slices"
	"strings"
)

// name calls a zone by place names: its most populous members, as many as it
// takes to name half of its residents but at most three, joined by a stroke.
// Members without a name are called by their district.
func (c *city) name(areas []int) string {
	type place struct {
		name      string
		residents float64
	}
	var places []place
	for _, v := range areas {
		a := c.area(v)
		name := cmp.Or(a.Name, a.District)
		if at := slices.IndexFunc(places, func(p place) bool { return p.name == name }); at >= 0 {
			places[at].residents += c.residents[v]
		} else if name != "" {
			places = append(places, place{name, c.residents[v]})
		}
	}
	slices.SortStableFunc(places, func(a, b place) int { return -cmp.Compare(a.residents, b.residents) })
	var names []string
	for named, half := 0.0, c.total(areas)/2; len(names) < min(3, len(places)); {
		p := places[len(names)]
		names = append(names, p.name)
		if named += p.residents; named >= half {
			break
		}
	}
	return strings.Join(shortened(names), "/")
}

// shortened leaves out the words that all names begin with, but in the first:
// Birmingham 014A, 014B, 014E.
func shortened(names []string) []string {
	if len(names) < 2 {
		return names
	}
	end := 0
	for i, r := range names[0] {
		if r != ' ' {
			continue
		}
		if slices.ContainsFunc(names, func(n string) bool { return !strings.HasPrefix(n, names[0][:i+1]) }) {
			break
		}
		end = i + 1
	}
	out := slices.Clone(names)
	for k := range out[1:] {
		out[k+1] = out[k+1][end:]
	}
	return out
}

// nameAll names the zones. Where two would be called the same, the district
// of the most populous member follows, and failing that the id.
func (c *city) nameAll() {
	count := map[string]int{}
	for k := range c.groups {
		z := &c.groups[k].zone
		z.Name = cmp.Or(c.name(c.groups[k].areas), z.ID)
		count[z.Name]++
	}
	full := map[string]int{}
	named := make([]string, len(c.groups))
	for k, g := range c.groups {
		named[k] = g.zone.Name
		if count[g.zone.Name] > 1 {
			main := slices.MaxFunc(g.areas, func(v, w int) int {
				return cmp.Or(cmp.Compare(c.residents[v], c.residents[w]), cmp.Compare(w, v))
			})
			if d := c.area(main).District; d != "" && d != g.zone.Name {
				named[k] += " (" + d + ")"
			}
		}
		full[named[k]]++
	}
	for k := range c.groups {
		if z := &c.groups[k].zone; full[named[k]] > 1 && named[k] != z.ID {
			named[k] += " (" + z.ID + ")"
		}
		c.groups[k].zone.Name = named[k]
	}
}
