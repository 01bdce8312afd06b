package spatial

import (
	"fmt"
	"strings"

	"byblik"
)

// FaultKind says what is wrong with a shape.
type FaultKind string

// The faults that Check tells apart.
const (
	NotANumber       FaultKind = "not_a_number"      // a coordinate is NaN or infinite
	Empty            FaultKind = "empty"             // no polygon, or a polygon without rings
	TooFewPoints     FaultKind = "too_few_points"    // fewer than three distinct points
	Unclosed         FaultKind = "unclosed"          // the last point does not repeat the first
	SelfIntersection FaultKind = "self_intersection" // a ring crosses, touches or retraces itself
	RingsCross       FaultKind = "rings_cross"       // two rings of a polygon meet in more than a point
	HoleOutside      FaultKind = "hole_outside"      // a hole lies outside its outer ring
	NestedHoles      FaultKind = "nested_holes"      // a hole lies inside a hole
	SplitInterior    FaultKind = "split_interior"    // holes cut the polygon in two
	PartsOverlap     FaultKind = "parts_overlap"     // two polygons of the shape overlap or share a border
	OtherFault       FaultKind = "other"             // anything else the geometry library objects to
)

// Fault is one thing that is wrong with a shape: what, in which polygon and
// ring (from 0; −1 if it concerns the whole), and where, in the coordinates of
// the shape.
type Fault struct {
	Kind    FaultKind
	Polygon int
	Ring    int
	At      byblik.Point
}

// String gives the fault for people, such as
// "self_intersection in polygon 1, ring 1 at 12.55, 55.64".
func (f Fault) String() string {
	s := string(f.Kind)
	if f.Polygon >= 0 {
		s += fmt.Sprintf(" in polygon %d", f.Polygon+1)
	}
	if f.Ring >= 0 {
		s += fmt.Sprintf(", ring %d", f.Ring+1)
	}
	return s + fmt.Sprintf(" at %.9g, %.9g", f.At[0], f.At[1])
}

// Check lists what is wrong with a shape by the rules of OGC Simple Features
// (06-103r4, 6.1.11 and 6.1.14); nil means it is valid. Every place where a
// ring meets itself is listed; of faults between rings or parts, the first.
func Check(m byblik.MultiPolygon) []Fault {
	if fs := numberFaults(m); fs != nil {
		return fs
	}
	if len(m) == 0 {
		return []Fault{{Kind: Empty, Polygon: -1, Ring: -1}}
	}
	var fs []Fault
	for i, p := range m {
		fs = append(fs, polygonFaults(p, i)...)
	}
	if fs == nil {
		if err := validity(multiOf(m)); err != nil {
			fs = []Fault{libraryFault(err, -1, -1, m[0][0][0])}
		}
	}
	return fs
}

func numberFaults(m byblik.MultiPolygon) []Fault {
	var fs []Fault
	for i, p := range m {
		for k, r := range p {
			for _, q := range r {
				if !finite(q) {
					fs = append(fs, Fault{NotANumber, i, k, q})
					break
				}
			}
		}
	}
	return fs
}

func polygonFaults(p byblik.Polygon, i int) []Fault {
	if len(p) == 0 {
		return []Fault{{Kind: Empty, Polygon: i, Ring: -1}}
	}
	var fs []Fault
	for k, r := range p {
		fs = append(fs, ringFaults(r, i, k)...)
	}
	if fs == nil {
		if err := validity(polygonOf(p)); err != nil {
			fs = append(fs, libraryFault(err, i, -1, p[0][0]))
		}
	}
	return fs
}

func ringFaults(r byblik.Ring, i, k int) []Fault {
	if len(r) == 0 {
		return []Fault{{Kind: TooFewPoints, Polygon: i, Ring: k}}
	}
	var fs []Fault
	if r[0] != r[len(r)-1] {
		fs = append(fs, Fault{Unclosed, i, k, r[len(r)-1]})
	}
	distinct := map[byblik.Point]bool{}
	for _, q := range r {
		distinct[q] = true
	}
	if len(distinct) < 3 {
		return append(fs, Fault{TooFewPoints, i, k, r[0]})
	}
	if fs == nil && lineOf(r).IsSimple() {
		return nil
	}
	for _, q := range meetingPoints(ringEdges(r)) {
		fs = append(fs, Fault{SelfIntersection, i, k, q})
	}
	if fs == nil { // the library sees what exact arithmetic does not
		fs = append(fs, Fault{SelfIntersection, i, k, r[0]})
	}
	return fs
}

// libraryFault reads the library's verdict. Its error type is not exported,
// so the wording is matched; TestCheck holds it to the pinned version.
func libraryFault(err error, polygon, ring int, near byblik.Point) Fault {
	text := err.Error()
	f := Fault{OtherFault, polygon, ring, near}
	for _, w := range []struct {
		words string
		kind  FaultKind
	}{
		{"interior ring outside of exterior", HoleOutside},
		{"nested rings", NestedHoles},
		{"disconnected interior", SplitInterior},
		{"intersect at multiple points", RingsCross},
		{"touch at multiple points", PartsOverlap},
		{"not simple", SelfIntersection},
		{"not closed", Unclosed},
	} {
		if strings.Contains(text, w.words) {
			f.Kind = w.kind
			break
		}
	}
	if _, place, ok := strings.Cut(text, "at or near {"); ok {
		var q byblik.Point
		if n, _ := fmt.Sscanf(place, "%g %g}", &q[0], &q[1]); n == 2 {
			f.At = q
		}
	}
	return f
}
