package designate

import "byblik"

// membership says which areas are inside and why, and lists them. Flagged
// goes before the State's list, which goes before enclosed.
func (c *city) membership() []int {
	for v := range c.order {
		switch {
		case c.in.Flagged[c.order[v]]:
			c.reason[v] = byblik.Flagged
		case c.listed[v] != "":
			c.reason[v] = byblik.StateList
		}
	}
	for c.in.Rules.Enclose {
		more := c.enclosed()
		if len(more) == 0 {
			break
		}
		for _, v := range more {
			c.reason[v] = byblik.Enclosed
		}
	}
	var inside []int
	for v, r := range c.reason {
		if r != "" {
			inside = append(inside, v)
		}
	}
	return inside
}

// enclosed lists the areas outside that qualify by what is inside now.
func (c *city) enclosed() []int {
	var out []int
	for v, r := range c.reason {
		if r == "" && c.mayBeEnclosed(v) && c.surrounded(v) {
			out = append(out, v)
		}
	}
	return out
}

func (c *city) mayBeEnclosed(v int) bool {
	return c.score(v) > c.in.Rules.EnclosedScore || c.residents[v] < c.in.Rules.SmallArea
}

func (c *city) surrounded(v int) bool {
	shared, joined := 0.0, false
	for _, b := range c.borders[v] {
		if c.reason[b.To] != "" {
			shared += b.Shared
			joined = joined || b.Joins(c.in.Rules.MinBorder)
		}
	}
	outline := c.in.Borders.Perimeter(c.order[v])
	return joined && outline > 0 && shared >= c.in.Rules.EnclosedShare*outline
}
