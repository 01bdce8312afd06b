package spatial

import "byblik"

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
	inParallel(len(points), workers, func(i int) { out[i] = int32(l.Find(points[i])) })
	return out
}
