package spatial

import (
	"math"
	"math/bits"
	"runtime"
	"slices"
	"sync"

	"byblik"
)

// VertexNeighbours gives, for each area, the areas with which it shares at
// least one vertex, to the last bit of both coordinates: queen contiguity, the
// usual one of spatial statistics. An area without such neighbours has none;
// where vertices do not coincide, Borders measures what runs side by side.
// Workers is 0 for one per core; the result is the same for any number.
//
// Source: Anselin, Spatial Econometrics (1988), 3.1; spdep::poly2nb(queen =
// TRUE, snap = 0).
//
// Each worker walks through all outlines and keeps, of the vertices that fall
// to it by hash, which areas have been there. Along a border the same pair of
// areas meets at vertex after vertex, so a pair is written down once per run,
// and what is left to sort is short.
func VertexNeighbours(shapes []byblik.MultiPolygon, workers int) Graph {
	if workers <= 0 {
		workers = runtime.GOMAXPROCS(0)
	}
	workers = min(workers, 16) // more would only walk and find nothing of theirs
	total := 0
	for _, m := range shapes {
		for _, p := range m {
			for _, r := range p {
				total += len(r)
			}
		}
	}
	met := make([][]pair, workers)
	var wg sync.WaitGroup
	for w := range workers {
		wg.Go(func() { met[w] = meetings(shapes, uint64(w), uint64(workers), total/workers) })
	}
	wg.Wait()
	return graphOf(len(shapes), met)
}

// pair are two areas that meet at a vertex.
type pair struct{ a, b int32 }

// meetings are the pairs of areas at the vertices of one worker, possibly more
// than once. expect is the number of vertices to prepare for.
func meetings(shapes []byblik.MultiPolygon, worker, workers uint64, expect int) []pair {
	t := newVertices(expect)
	var own []vertex
	for i, m := range shapes {
		own = own[:0]
		for _, p := range m {
			for _, r := range p {
				own = ownOf(r, worker, workers, own)
			}
		}
		t.warm(own)
		for k := range own {
			t.visit(&own[k], int32(i))
		}
	}
	return t.met
}

// ownOf appends the vertices of a ring that fall to a worker. Which they are is
// chance, which no processor could foresee; so all are written and the end
// moves on without a branch.
func ownOf(r byblik.Ring, worker, workers uint64, own []vertex) []vertex {
	n := len(own)
	own = slices.Grow(own, len(r)+1)
	all := own[:n+len(r)+1]
	for _, q := range r {
		x, y := q[0]+0, q[1]+0 // −0 is 0
		h := hashXY(x, y)
		part, _ := bits.Mul64(h, workers)
		other := part ^ worker
		all[n] = vertex{h, x, y}
		n += int((other|-other)>>63 ^ 1)
	}
	return all[:n]
}

// vertex is a vertex of an outline and its hash.
type vertex struct {
	hash uint64
	x, y float64
}

// hashXY mixes both coordinates by one multiplication of 128 bits, as in
// Wang Yi's wyhash; the constants are the primes used there.
func hashXY(x, y float64) uint64 {
	high, low := bits.Mul64(math.Float64bits(x)^0xa0761d6478bd642f, math.Float64bits(y)^0xe7037ed1a0b428db)
	return high ^ low
}

// vertices is a table of places and the areas that have been there. The places
// stand in the order of their first visit, which is the order of the outlines:
// walking back along a border that is known reads them one after the other.
type vertices struct {
	slots  []int32 // place + 1, 0 for free; open addressing
	places []place
	former []visit
	met    []pair
	warmed int32
}

// place is a vertex, the last area that was there, and the ones before: 0 for
// none, −1−area for one, index + 1 in former for more. Most have one.
type place struct {
	x, y float64
	area int32
	more int32
}

// visit is an area that was at a place, and the ones before it as in place.
type visit struct{ area, more int32 }

func newVertices(expect int) *vertices {
	size := 1 << bits.Len(uint(max(expect, 8)))
	return &vertices{slots: make([]int32, size), places: make([]place, 0, expect*5/8+8)}
}

// warm reads the slots of all vertices of an area before any is asked for: the
// reads do not wait for each other, so the memory answers many at a time.
func (t *vertices) warm(own []vertex) {
	mask, sum := uint64(len(t.slots)-1), int32(0)
	for k := range own {
		if at := t.slots[own[k].hash&mask]; at > 0 {
			sum += t.places[at-1].area
		}
	}
	t.warmed = sum // kept, or the compiler would drop the reads
}

// visit notes that an area has a vertex.
func (t *vertices) visit(v *vertex, area int32) {
	mask := uint64(len(t.slots) - 1)
	for at := v.hash & mask; ; at = (at + 1) & mask {
		k := t.slots[at]
		if k == 0 {
			t.places = append(t.places, place{x: v.x, y: v.y, area: area})
			t.slots[at] = int32(len(t.places))
			if len(t.places)*4 > len(t.slots)*3 {
				t.grow()
			}
			return
		}
		if p := &t.places[k-1]; p.x == v.x && p.y == v.y {
			if p.area != area {
				t.meet(p, area)
			}
			return
		}
	}
}

// meet notes the meeting of an area with all that were at a place before it.
func (t *vertices) meet(p *place, area int32) {
	t.note(p.area, area)
	more := p.more
	for more > 0 {
		t.note(t.former[more-1].area, area)
		more = t.former[more-1].more
	}
	if more < 0 {
		t.note(-1-more, area)
	}
	if p.more == 0 {
		p.more = -1 - p.area
	} else {
		t.former = append(t.former, visit{p.area, p.more})
		p.more = int32(len(t.former))
	}
	p.area = area
}

// note writes a pair down unless it is one of the last two written.
func (t *vertices) note(a, b int32) {
	p, n := pair{a, b}, len(t.met)
	if n > 0 && t.met[n-1] == p || n > 1 && t.met[n-2] == p {
		return
	}
	t.met = append(t.met, p)
}

func (t *vertices) grow() {
	t.slots = make([]int32, 2*len(t.slots))
	mask := uint64(len(t.slots) - 1)
	for k, p := range t.places {
		at := hashXY(p.x, p.y) & mask
		for t.slots[at] != 0 {
			at = (at + 1) & mask
		}
		t.slots[at] = int32(k + 1)
	}
}

// graphOf turns pairs into lists of neighbours, all in one stretch of memory.
func graphOf(n int, met [][]pair) Graph {
	start := make([]int, n+1)
	for _, pairs := range met {
		for _, p := range pairs {
			start[p.a+1]++
			start[p.b+1]++
		}
	}
	for i := range n {
		start[i+1] += start[i]
	}
	all := make([]int, start[n])
	next := slices.Clone(start[:n])
	for _, pairs := range met {
		for _, p := range pairs {
			all[next[p.a]] = int(p.b)
			all[next[p.b]] = int(p.a)
			next[p.a]++
			next[p.b]++
		}
	}
	g := make(Graph, n)
	for i := range g {
		list := all[start[i]:start[i+1]:start[i+1]]
		slices.Sort(list)
		g[i] = slices.Clip(slices.Compact(list))
	}
	return g
}
