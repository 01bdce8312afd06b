package web

// leastRing is twice the area, in grid units, below which a ring of a boundary
// is a gap between two drawings of one border.
const leastRing = 12

// boundary is the outline of shapes that lie side by side: their edges without
// those that two of them share.
func boundary(shapes []outline) outline {
	type edge [2]spot
	of := func(a, b spot) edge {
		if compareSpots(a, b) > 0 {
			a, b = b, a
		}
		return edge{a, b}
	}
	count := map[edge]int{}
	var order []edge
	for _, o := range shapes {
		for _, r := range o {
			for i, p := range r {
				e := of(p, r[(i+1)%len(r)])
				if count[e]++; count[e] == 1 {
					order = append(order, e)
				}
			}
		}
	}
	next := map[spot][]edge{}
	for _, e := range order {
		if count[e]%2 == 1 {
			next[e[0]], next[e[1]] = append(next[e[0]], e), append(next[e[1]], e)
		}
	}
	used := map[edge]bool{}
	var out outline
	for _, e := range order {
		if count[e]%2 == 0 || used[e] {
			continue
		}
		var ring []spot
		for at := e[0]; ; {
			ring = append(ring, at)
			var along *edge
			for k := range next[at] {
				if !used[next[at][k]] {
					along = &next[at][k]
					break
				}
			}
			if along == nil {
				break
			}
			used[*along] = true
			if at == along[0] {
				at = along[1]
			} else {
				at = along[0]
			}
			if at == ring[0] {
				break
			}
		}
		if abs(doubleArea(ring)) >= leastRing {
			out = append(out, ring)
		}
	}
	return out
}
