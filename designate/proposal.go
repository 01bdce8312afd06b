package designate

import (
	"math"

	"byblik"
)

// proposal writes the groups down as zones.
func (c *city) proposal() Proposal {
	c.nameAll()
	p := Proposal{Notes: c.before}
	for _, g := range c.groups {
		z := g.zone
		z.State, z.ValidFrom = byblik.Candidate, c.in.Period
		z.Members, z.Residents = c.members(g.areas), c.total(g.areas)
		z.Reason = string(mainReason(z.Members))
		p.Zones = append(p.Zones, z)
		for i, kind := range g.notes {
			if i > 0 && kind == g.notes[i-1] {
				continue
			}
			p.Notes = append(p.Notes, Note{Kind: kind, Zone: z.ID, Areas: c.codes(g.areas), Residents: z.Residents})
		}
		if unknown := c.unknownResidents(g.areas); unknown != nil {
			p.Notes = append(p.Notes, Note{Kind: UnknownResidents, Zone: z.ID, Areas: c.codes(unknown)})
		}
	}
	for _, areas := range c.tooSmall {
		p.TooSmall = append(p.TooSmall, TooSmall{Members: c.members(areas), Residents: c.total(areas)})
	}
	return p
}

func (c *city) members(areas []int) []byblik.Member {
	out := make([]byblik.Member, len(areas))
	for i, v := range areas {
		out[i] = byblik.Member{Area: c.area(v).Code, Reason: c.reason[v], Residents: c.residents[v], Note: c.listed[v]}
	}
	return out
}

func (c *city) unknownResidents(areas []int) []int {
	var out []int
	for _, v := range areas {
		if math.IsNaN(c.in.Residents[c.order[v]]) {
			out = append(out, v)
		}
	}
	return out
}

// mainReason is the reason with the most residents behind it; a tie falls to
// flagged, then to the State's list.
func mainReason(members []byblik.Member) byblik.Reason {
	order := []byblik.Reason{byblik.Flagged, byblik.StateList, byblik.Enclosed}
	best, high := byblik.Reason(""), -1.0
	for _, r := range order {
		sum, any := 0.0, false
		for _, m := range members {
			if m.Reason == r {
				sum, any = sum+m.Residents, true
			}
		}
		if any && sum > high {
			best, high = r, sum
		}
	}
	return best
}
