package spatial

import (
	"cmp"
	"slices"

	"byblik"
)

// edge is a straight piece of an outline.
type edge struct{ a, b byblik.Point }

func comparePoints(p, q byblik.Point) int {
	return cmp.Or(cmp.Compare(p[0], q[0]), cmp.Compare(p[1], q[1]))
}

// ringEdges are the edges of a ring, closing it if need be; edges without
// length are left out.
func ringEdges(r byblik.Ring) []edge {
	var out []edge
	for i := range r {
		if next := r[(i+1)%len(r)]; next != r[i] {
			out = append(out, edge{r[i], next})
		}
	}
	return out
}

// oddEdges drops edges that lie on each other in pairs: an edge walked twice
// has the same side on both hands, such as a spike or a wall between halves.
func oddEdges(edges []edge) []edge {
	all := make([]edge, len(edges))
	for i, e := range edges {
		if comparePoints(e.a, e.b) > 0 {
			e.a, e.b = e.b, e.a
		}
		all[i] = e
	}
	slices.SortFunc(all, func(e, f edge) int { return cmp.Or(comparePoints(e.a, f.a), comparePoints(e.b, f.b)) })
	var out []edge
	for i := 0; i < len(all); {
		k := i
		for k < len(all) && all[k] == all[i] {
			k++
		}
		if (k-i)%2 == 1 {
			out = append(out, all[i])
		}
		i = k
	}
	return out
}

// Edges meet in two ways.
const (
	touching = 1 << iota // an end of one lies inside the other
	crossed              // inside both
)

// node cuts edges wherever they meet, so that afterwards two edges share an
// end or nothing; edges that lie on each other in pairs are dropped (see
// oddEdges). Touches are cut before crossings, since two edges on the same
// line must be parted into equal pieces while they still are on it. Rounding
// a crossing moves the halves a little and may make a new one, hence the
// repetition; clean is false if it does not come to rest.
func node(edges []edge) (noded []edge, clean bool) {
	const rounds = 32
	edges = oddEdges(edges)
	for range rounds {
		cuts, any := cutPoints(edges, touching)
		if !any {
			if cuts, any = cutPoints(edges, crossed); !any {
				return edges, true
			}
		}
		edges = oddEdges(cutAt(edges, cuts))
	}
	return edges, false
}

// cutPoints finds for each edge the points inside it where another edge
// meets it in one of the ways, by a sweep from west to east.
func cutPoints(edges []edge, ways int) (cuts [][]byblik.Point, any bool) {
	order := make([]int, len(edges))
	for i := range order {
		order[i] = i
	}
	west := func(i int) float64 { return min(edges[i].a[0], edges[i].b[0]) }
	slices.SortFunc(order, func(i, j int) int {
		return cmp.Or(cmp.Compare(west(i), west(j)), cmp.Compare(i, j))
	})
	cuts = make([][]byblik.Point, len(edges))
	var active []int
	for _, i := range order {
		keep := active[:0]
		for _, j := range active {
			if max(edges[j].a[0], edges[j].b[0]) < west(i) {
				continue
			}
			keep = append(keep, j)
			ci, cj := meet(edges[i], edges[j], ways)
			if len(ci)+len(cj) > 0 {
				any = true
			}
			cuts[i], cuts[j] = append(cuts[i], ci...), append(cuts[j], cj...)
		}
		active = append(keep, i)
	}
	return cuts, any
}

// meet gives the points strictly inside e and inside f where the other meets it.
func meet(e, f edge, ways int) (onE, onF []byblik.Point) {
	if min(e.a[1], e.b[1]) > max(f.a[1], f.b[1]) || min(f.a[1], f.b[1]) > max(e.a[1], e.b[1]) {
		return nil, nil
	}
	fa, fb := orient(e.a, e.b, f.a), orient(e.a, e.b, f.b)
	ea, eb := orient(f.a, f.b, e.a), orient(f.a, f.b, e.b)
	if fa*fb < 0 && ea*eb < 0 {
		if ways&crossed == 0 {
			return nil, nil
		}
		p := crossing(e, f)
		return inside(e, p), inside(f, p)
	}
	if ways&touching == 0 {
		return nil, nil
	}
	if fa == 0 && within(e, f.a) {
		onE = append(onE, f.a)
	}
	if fb == 0 && within(e, f.b) {
		onE = append(onE, f.b)
	}
	if ea == 0 && within(f, e.a) {
		onF = append(onF, e.a)
	}
	if eb == 0 && within(f, e.b) {
		onF = append(onF, e.b)
	}
	return onE, onF
}

// crossing is the point where two edges cross, computed about an end of one
// so that large coordinates cost no digits, and the same in either order.
func crossing(e, f edge) byblik.Point {
	if comparePoints(e.a, f.a) > 0 {
		e, f = f, e
	}
	dx, dy := e.b[0]-e.a[0], e.b[1]-e.a[1]
	fx, fy := f.b[0]-f.a[0], f.b[1]-f.a[1]
	t := ((f.a[0]-e.a[0])*fy - (f.a[1]-e.a[1])*fx) / (dx*fy - dy*fx)
	return byblik.Point{e.a[0] + t*dx, e.a[1] + t*dy}
}

func inside(e edge, p byblik.Point) []byblik.Point {
	if p == e.a || p == e.b {
		return nil
	}
	return []byblik.Point{p}
}

// within says whether a point on the line of e lies strictly between its ends.
func within(e edge, p byblik.Point) bool {
	b := emptyBox()
	b.add(e.a)
	b.add(e.b)
	return p != e.a && p != e.b && b.holds(p)
}

// cutAt splits each edge at its points.
func cutAt(edges []edge, cuts [][]byblik.Point) []edge {
	out := make([]edge, 0, len(edges))
	for i, e := range edges {
		along := func(p byblik.Point) float64 {
			return (p[0]-e.a[0])*(e.b[0]-e.a[0]) + (p[1]-e.a[1])*(e.b[1]-e.a[1])
		}
		slices.SortFunc(cuts[i], func(p, q byblik.Point) int {
			return cmp.Or(cmp.Compare(along(p), along(q)), comparePoints(p, q))
		})
		from := e.a
		for _, p := range append(cuts[i], e.b) {
			if p != from {
				out = append(out, edge{from, p})
				from = p
			}
		}
	}
	return out
}

// meetingPoints are the places where edges meet that are not consecutive: the
// cuts, and ends that more than two edges share.
func meetingPoints(edges []edge) []byblik.Point {
	var all []byblik.Point
	cuts, _ := cutPoints(edges, touching|crossed)
	for _, c := range cuts {
		all = append(all, c...)
	}
	ends := make([]byblik.Point, 0, 2*len(edges))
	for _, e := range edges {
		ends = append(ends, e.a, e.b)
	}
	slices.SortFunc(ends, comparePoints)
	for i := 2; i < len(ends); i++ {
		if ends[i] == ends[i-1] && ends[i] == ends[i-2] {
			all = append(all, ends[i])
		}
	}
	slices.SortFunc(all, comparePoints)
	return slices.Compact(all)
}
