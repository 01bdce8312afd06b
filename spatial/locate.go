package spatial

import (
	"math"
	"slices"

	"byblik"
)

// Locator finds the areas that hold a point, prepared for many points. The
// plane is cut into square cells. A cell lists the areas that reach into it,
// and of each whether it fills the cell: then no edge is looked at. Otherwise
// each area keeps its edges in horizontal strips, so that only the edges at
// the height of the point are.
type Locator struct {
	cells cells
	areas []strips
	boxes []box
}

// cells is the grid of a Locator: for each cell, row by row, the areas that
// reach into it in ascending order.
type cells struct {
	grid
	low, high byblik.Point
	list      []cellArea
}

// cellArea is an area in a cell: twice its place, plus 1 if it fills the cell.
type cellArea int32

// cellsPerArea is how fine the grid is: small areas in a country of large ones
// still have cells of their own.
const cellsPerArea = 16

// NewLocator prepares shapes, all planar or all in degrees.
func NewLocator(shapes []byblik.MultiPolygon) *Locator { return newLocator(shapes, 0) }

func newLocator(shapes []byblik.MultiPolygon, workers int) *Locator {
	l := &Locator{areas: make([]strips, len(shapes)), boxes: make([]box, len(shapes))}
	inParallel(len(shapes), workers, func(i int) {
		b := boxOf(shapes[i])
		if b.empty() || !finite(b.low) || !finite(b.high) {
			l.boxes[i] = emptyBox()
			return
		}
		l.boxes[i], l.areas[i] = b, newStrips(shapes[i], b)
	})
	all := emptyBox()
	for _, b := range l.boxes {
		if !b.empty() {
			all.add(b.low)
			all.add(b.high)
		}
	}
	l.cells = l.cut(shapes, all)
	return l
}

// cut makes the cells.
func (l *Locator) cut(shapes []byblik.MultiPolygon, all box) cells {
	c := cells{low: all.low, high: all.high}
	if all.empty() {
		return c
	}
	w, h := all.high[0]-all.low[0], all.high[1]-all.low[1]
	n := float64(min(1<<22, max(256, cellsPerArea*len(shapes))))
	c.origin = all.low
	c.cell = max(math.Sqrt(w*h/n), max(w, h)/(1<<14), math.SmallestNonzeroFloat64)
	c.nx, c.ny = 1+int(w/c.cell), 1+int(h/c.cell)
	type found struct {
		cell int32
		area cellArea
	}
	var entries []found
	c.start = make([]int32, c.nx*c.ny+1)
	var edged []bool
	for i, m := range shapes {
		if l.boxes[i].empty() {
			continue
		}
		edged = l.fill(i, m, &c, edged, func(cell int, full bool) {
			a := cellArea(i) << 1
			if full {
				a |= 1
			}
			entries = append(entries, found{int32(cell), a})
			c.start[cell+1]++
		})
	}
	for k := range c.nx * c.ny {
		c.start[k+1] += c.start[k]
	}
	c.list = make([]cellArea, len(entries))
	next := slices.Clone(c.start)
	for _, e := range entries {
		c.list[next[e.cell]] = e.area
		next[e.cell]++
	}
	return c
}

// fill tells the cells into which an area reaches. Cells between its edges
// are all inside or all outside, so one point of each run is asked for. An
// edge marks a little more than the cells it passes, so that no rounding of a
// point's cell matters.
func (l *Locator) fill(i int, m byblik.MultiPolygon, c *cells, edged []bool, tell func(cell int, full bool)) []bool {
	b := l.boxes[i]
	x0, y0 := c.column(b.low[0]), c.row(b.low[1])
	w, h := c.column(b.high[0])-x0+1, c.row(b.high[1])-y0+1
	edged = append(edged[:0], make([]bool, w*h)...)
	for _, poly := range m {
		for _, r := range poly {
			for k := 1; k < len(r); k++ {
				c.visit(edge{r[k-1], r[k]}, c.cell*1e-6, func(cell int) {
					if x, y := cell%c.nx-x0, cell/c.nx-y0; x >= 0 && x < w && y >= 0 && y < h {
						edged[y*w+x] = true
					}
				})
			}
		}
	}
	for y := range h {
		inside, known := false, false
		for x := range w {
			cell := (y0+y)*c.nx + x0 + x
			if edged[y*w+x] {
				known = false
				tell(cell, false)
				continue
			}
			if !known {
				middle := byblik.Point{c.origin[0] + (float64(x0+x)+0.5)*c.cell, c.origin[1] + (float64(y0+y)+0.5)*c.cell}
				inside, known = b.holds(middle) && l.areas[i].holds(middle), true
			}
			if inside {
				tell(cell, true)
			}
		}
	}
	return edged
}

func (c *cells) column(x float64) int { return max(0, min(c.nx-1, int((x-c.origin[0])/c.cell))) }
func (c *cells) row(y float64) int    { return max(0, min(c.ny-1, int((y-c.origin[1])/c.cell))) }

// at gives the areas that reach into the cell of a point.
func (c *cells) at(p byblik.Point) []cellArea {
	if !(p[0] >= c.low[0] && p[0] <= c.high[0] && p[1] >= c.low[1] && p[1] <= c.high[1]) { // also NaN
		return nil
	}
	k := c.row(p[1])*c.nx + c.column(p[0])
	return c.list[c.start[k]:c.start[k+1]]
}

// holds says whether an area that reaches into the cell of p holds p.
func (l *Locator) holds(a cellArea, p byblik.Point) bool {
	i := a >> 1
	return a&1 == 1 || l.boxes[i].holds(p) && l.areas[i].holds(p)
}

// Find gives the index of the area that holds p, the lowest where areas
// overlap, or −1. A point on a shared border belongs to exactly one area,
// since the same edge answers the same for both sides.
func (l *Locator) Find(p byblik.Point) int {
	for _, a := range l.cells.at(p) {
		if l.holds(a, p) {
			return int(a >> 1)
		}
	}
	return -1
}

// FindAll gives the indices of all areas that hold p, ascending.
func (l *Locator) FindAll(p byblik.Point) []int {
	var all []int
	for _, a := range l.cells.at(p) {
		if l.holds(a, p) {
			all = append(all, int(a>>1))
		}
	}
	return all
}

// Contains says whether one shape holds p, by the even-odd rule. A point that
// is no number lies nowhere.
func Contains(m byblik.MultiPolygon, p byblik.Point) bool {
	if !finite(p) {
		return false
	}
	in := false
	for _, poly := range m {
		for _, r := range poly {
			for i := 1; i < len(r); i++ {
				in = in != crossesRay(r[i-1], r[i], p)
			}
		}
	}
	return in
}

// crossesRay says whether the edge meets the ray from p towards the east.
// The lower end belongs to the edge, the upper does not, and the edge is read
// from its lower end upwards whichever way its ring runs.
func crossesRay(a, b, p byblik.Point) bool {
	if a[1] > b[1] {
		a, b = b, a
	}
	if p[1] < a[1] || p[1] >= b[1] {
		return false
	}
	return orient(a, b, p) > 0
}

// strips are the edges of an area by height: those that reach into strip k are
// edges[start[k]:start[k+1]], each with its lower end first.
type strips struct {
	south, height float64
	start         []int32
	edges         []edge
}

func newStrips(m byblik.MultiPolygon, b box) strips {
	var all []edge
	for _, poly := range m {
		for _, r := range poly {
			for i := 1; i < len(r); i++ {
				switch { // a level edge never meets the ray
				case r[i-1][1] < r[i][1]:
					all = append(all, edge{r[i-1], r[i]})
				case r[i-1][1] > r[i][1]:
					all = append(all, edge{r[i], r[i-1]})
				}
			}
		}
	}
	n := 1 + len(all)/4
	s := strips{south: b.low[1], height: (b.high[1] - b.low[1]) / float64(n), start: make([]int32, n+1)}
	for _, e := range all {
		for k := s.at(e.a[1]); k <= s.at(e.b[1]); k++ {
			s.start[k+1]++
		}
	}
	for k := range n {
		s.start[k+1] += s.start[k]
	}
	s.edges = make([]edge, s.start[n])
	next := slices.Clone(s.start)
	for _, e := range all {
		for k := s.at(e.a[1]); k <= s.at(e.b[1]); k++ {
			s.edges[next[k]] = e
			next[k]++
		}
	}
	return s
}

func (s *strips) at(y float64) int {
	if s.height <= 0 {
		return 0
	}
	return max(0, min(len(s.start)-2, int((y-s.south)/s.height)))
}

// holds counts the edges that the ray from p towards the east meets. Where p
// lies west or east of a whole edge, no product is needed.
func (s *strips) holds(p byblik.Point) bool {
	in := false
	k := s.at(p[1])
	for i := s.start[k]; i < s.start[k+1]; i++ {
		e := &s.edges[i]
		switch {
		case p[1] < e.a[1] || p[1] >= e.b[1] || p[0] > e.a[0] && p[0] > e.b[0]:
		case p[0] < e.a[0] && p[0] < e.b[0] || orient(e.a, e.b, p) > 0:
			in = !in
		}
	}
	return in
}
