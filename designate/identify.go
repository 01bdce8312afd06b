package designate

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strings"
	"unicode"

	"byblik"
)

// heir is a group that shares areas with a previous zone.
type heir struct {
	group, previous int
	residents       float64
	areas           int
}

// heirs lists every group with every previous zone it shares areas with.
func (c *city) heirs() []heir {
	var out []heir
	for k, g := range c.groups {
		for q, z := range c.in.Previous {
			h := heir{group: k, previous: q}
			for _, m := range z.Members {
				if at, ok := slices.BinarySearchFunc(g.areas, m.Area, func(v int, a byblik.AreaCode) int {
					return compareCodes(c.area(v).Code, a)
				}); ok {
					h.residents += c.residents[g.areas[at]]
					h.areas++
				}
			}
			if h.areas > 0 {
				out = append(out, h)
			}
		}
	}
	return out
}

// identify gives every group its permanent id: inherited or new.
func (c *city) identify() {
	heirs := c.heirs()
	slices.SortFunc(heirs, func(a, b heir) int {
		return cmp.Or(-cmp.Compare(a.residents, b.residents), -cmp.Compare(a.areas, b.areas),
			cmp.Compare(c.in.Previous[a.previous].ID, c.in.Previous[b.previous].ID), cmp.Compare(a.group, b.group))
	})
	used := map[string]bool{}
	for _, h := range heirs {
		if id := c.in.Previous[h.previous].ID; c.groups[h.group].zone.ID == "" && !used[id] {
			c.groups[h.group].zone.ID = id
			used[id] = true
		}
	}
	c.newIDs()
	var gone []string
	for _, z := range c.in.Previous {
		if !used[z.ID] {
			gone = append(gone, z.ID)
		}
	}
	slices.Sort(gone)
	for _, id := range slices.Compact(gone) {
		c.before = append(c.before, Note{Kind: NoSuccessor, Zone: id})
	}
}

func (c *city) newIDs() {
	taken := map[string]bool{}
	for _, z := range c.in.Previous {
		taken[z.ID] = true
	}
	for k := range c.groups {
		if c.groups[k].zone.ID != "" {
			continue
		}
		stem := fmt.Sprintf("%s-%04d-%s", c.in.City, c.in.Period.Year, plain(c.area(c.worst(c.groups[k].areas)).Code.Code))
		id := stem
		for n := 2; taken[id]; n++ {
			id = fmt.Sprintf("%s-%d", stem, n)
		}
		taken[id] = true
		c.groups[k].zone.ID = id
	}
}

// worst is the most disadvantaged area: highest score, then lowest code.
func (c *city) worst(areas []int) int {
	best, high := areas[0], math.Inf(-1)
	for _, v := range areas {
		if s := c.score(v); s > high {
			best, high = v, s
		}
	}
	return best
}

// plain keeps what may stand in an address: letters, digits, and a hyphen for
// anything else.
func plain(code string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return r
		}
		return '-'
	}, code)
}
