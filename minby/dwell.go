package minby

import (
	"math"
	"strconv"
	"strings"
)

// openHomes brings the dwellings in use to the numbers of the year: empty ones
// are closed first, new ones are opened in the order in which they were built.
func (p *People) openHomes() {
	for _, c := range p.patches {
		for tenure, all := range c.dwellings {
			open := 0
			for _, d := range all {
				if p.dwellings[d].open {
					open++
				}
			}
			want := c.homes[p.year][tenure]
			for i := 0; i < len(all) && open < want; i++ {
				if d := &p.dwellings[all[i]]; !d.open {
					d.open = true
					open++
				}
			}
			for _, emptyOnly := range []bool{true, false} {
				for i := len(all) - 1; i >= 0 && open > want; i-- {
					if d := &p.dwellings[all[i]]; d.open && (d.household < 0 || !emptyOnly) {
						p.close(d)
						open--
					}
				}
			}
		}
		c.vacant = c.vacant[:0]
		for _, all := range c.dwellings {
			for _, d := range all {
				if p.dwellings[d].open && p.dwellings[d].household < 0 {
					c.vacant = append(c.vacant, d)
				}
			}
		}
	}
	p.measure()
}

// close takes a dwelling out of use; who lives there has no home until the
// patch finds one.
func (p *People) close(d *dwelling) {
	if d.household >= 0 {
		p.households[d.household].dwelling = -1
	}
	d.open, d.household = false, -1
}

// smallest is the least space of a dwelling, in square metres.
const smallest = 22

// measure brings the space of an area's dwellings to what the table says per
// resident. Most dwellings keep their size; some are extended or divided.
func (p *People) measure() {
	for i, a := range p.town.areas {
		f := &a.figures[p.year]
		if f.residents == 0 {
			continue
		}
		r := stream(p.town.seed, forStreets, i, 1+p.year)
		goal := int(printedSpace(f)*float64(f.residents) + 0.5)
		var open []*dwelling
		sum := 0
		for _, c := range p.of[i] {
			for _, all := range c.dwellings {
				for _, d := range all {
					if p.dwellings[d].open {
						open = append(open, &p.dwellings[d])
					}
				}
			}
		}
		mean := float64(goal) / float64(len(open))
		for _, d := range open {
			if d.space == 0 {
				d.space = max(smallest, int32(mean*(1+0.3*normal(r))*[tenures]float64{1.04, 0.9}[d.tenure]))
			}
			sum += int(d.space)
		}
		for step := 1 + abs(goal-sum)/len(open); sum != goal; {
			change := max(-max(step, 18), min(max(step, 18), goal-sum))
			d := open[r.IntN(len(open))]
			if d.space+int32(change) < smallest {
				change = min(0, smallest-int(d.space))
			}
			d.space += int32(change)
			sum += change
		}
	}
}

// printedSpace is the space per resident as the table of figures prints it.
func printedSpace(f *figures) float64 {
	return decimal(strings.Replace(strconv.FormatFloat(f.space, 'f', 1, 64), ",", ".", 1))
}

func abs(n int) int { return int(math.Abs(float64(n))) }

// moveIn lets a household live in a vacant dwelling of a patch, and says
// whether there is one.
func (p *People) moveIn(c *patch, h int32) bool {
	last := len(c.vacant) - 1
	if last < 0 {
		return false
	}
	i := int(h) * 7919 % (last + 1)
	d := c.vacant[i]
	c.vacant[i] = c.vacant[last]
	c.vacant = c.vacant[:last]
	p.dwellings[d].household, p.households[h].dwelling = h, d
	return true
}

// moveOut leaves a household's dwelling vacant.
func (p *People) moveOut(c *patch, h int32) {
	if d := p.households[h].dwelling; d >= 0 {
		p.dwellings[d].household, p.households[h].dwelling = -1, -1
		c.vacant = append(c.vacant, d)
	}
}
