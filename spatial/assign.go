package spatial

import (
	"runtime"
	"sync"
	"sync/atomic"

	"byblik"
)

// Assign finds for every point the place of the shape that holds it, −1 for
// none and the lowest place where shapes overlap. All coordinates are of the
// same kind.
//
// The rule for points on a border: the lower and the left side belong to a
// shape, the upper and the right do not; of an edge its lower end. So a point
// on a border that two shapes share belongs to exactly one of them. The sign
// of each edge is exact (orient), so rounding never puts a point on the wrong
// side. Workers share the points in blocks; their number (0 = one per core)
// does not change the result.
func Assign(points []byblik.Point, shapes []byblik.MultiPolygon, workers int) []int32 {
	l := newLocator(shapes, workers)
	out := make([]int32, len(points))
	if workers <= 0 {
		workers = runtime.GOMAXPROCS(0)
	}
	var next atomic.Int64
	var wg sync.WaitGroup
	for range workers {
		wg.Go(func() {
			for {
				lo := int(next.Add(assignBlock)) - assignBlock
				if lo >= len(points) {
					return
				}
				hi := min(lo+assignBlock, len(points))
				l.FindEach(points[lo:hi], out[lo:hi])
			}
		})
	}
	wg.Wait()
	return out
}

// assignBlock is how many points are looked up together.
const assignBlock = 1 << 16

// bands is the number of bands from south to north by which a block of points
// is put in order.
const bands = 1024

// FindEach finds the area of every point, as Find does, and writes it to the
// same place of into. Points are looked up in the order of their latitude, so
// that neighbours find the memory of neighbours at hand; some tens of
// thousands at a time are best.
func (l *Locator) FindEach(points []byblik.Point, into []int32) {
	var start [bands + 1]int32
	band := make([]uint16, len(points))
	for i, p := range points {
		if l.cells.ny > 0 && p[1] >= l.cells.low[1] && p[1] <= l.cells.high[1] {
			band[i] = uint16(l.cells.row(p[1]) * bands / l.cells.ny)
		}
		start[band[i]+1]++
	}
	for k := range bands {
		start[k+1] += start[k]
	}
	order := make([]int32, len(points))
	for i, k := range band {
		order[start[k]] = int32(i)
		start[k]++
	}
	for _, i := range order {
		into[i] = int32(l.Find(points[i]))
	}
}
