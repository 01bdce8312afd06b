package source

import (
	"encoding/binary"
	"fmt"
	"math"

	"byblik"
	"byblik/catalog"
)

// maxPoints is the most points that one file may draw, four times the borders
// of England.
const maxPoints = 10_000_000

// The kinds of shape in well-known binary (ISO 19125-1, 8.2).
const (
	wkbLine     = 2
	wkbPolygon  = 3
	wkbLines    = 5
	wkbPolygons = 6
)

var wkbNames = map[uint32]string{1: "Point", 2: "LineString", 3: "Polygon", 4: "MultiPoint", 5: "MultiLineString", 6: "MultiPolygon", 7: "GeometryCollection",
	8: "CircularString", 9: "CompoundCurve", 10: "CurvePolygon", 11: "MultiCurve", 12: "MultiSurface"}

// wkb reads one shape in well-known binary. It takes memory only for points
// that are there, and shapes nest one deep at most, so that hostile bytes cost
// nothing.
type wkb struct {
	b     []byte
	order binary.ByteOrder
	dims  int // numbers of a point: 2, 3 with a height or a measure, 4
	bad   string
	taken int // points
}

// readWKB takes the shape of a feature.
func (c *collection) readWKB(f *feature, blob []byte) {
	if f.bad != "" {
		return
	}
	if len(blob) == 0 {
		f.bad = "a feature without geometry"
		return
	}
	w := &wkb{b: blob}
	kind := w.head()
	lines := c.Definition.Format == catalog.Lines
	switch {
	case w.bad != "":
	case !lines && kind == wkbPolygon:
		f.shape = byblik.MultiPolygon{w.polygon()}
	case !lines && kind == wkbPolygons:
		w.each(wkbPolygon, func() { f.shape = append(f.shape, w.polygon()) })
		if w.bad == "" && len(f.shape) == 0 {
			w.bad = "a geometry without polygons"
		}
	case lines && kind == wkbLine:
		f.parts = append(f.parts, byblik.Line(w.points()))
	case lines && kind == wkbLines:
		w.each(wkbLine, func() { f.parts = append(f.parts, byblik.Line(w.points())) })
		if w.bad == "" && len(f.parts) == 0 {
			w.bad = "a feature without geometry"
		}
	default:
		w.bad = "a geometry of the type " + shown(wkbNames[kind])
	}
	if w.bad == "" && len(w.b) > 0 {
		w.bad = fmt.Sprintf("%d bytes behind the geometry", len(w.b))
	}
	c.points += w.taken
	f.bad = w.bad
}

// head reads the order of bytes and the kind of a shape; heights and measures
// are passed over.
func (w *wkb) head() uint32 {
	if len(w.b) < 5 || w.b[0] > 1 {
		w.bad = "a geometry that breaks off or is none"
		return 0
	}
	w.order = binary.LittleEndian
	if w.b[0] == 0 {
		w.order = binary.BigEndian
	}
	code := w.order.Uint32(w.b[1:])
	w.b = w.b[5:]
	w.dims = 2
	if code&0x80000000 != 0 { // the older mark of PostGIS
		w.dims++
	}
	if code&0x40000000 != 0 {
		w.dims++
	}
	if code&0x20000000 != 0 && !w.pass(4) {
		return 0
	}
	code &= 0x0fffffff
	if z := code / 1000; z == 1 || z == 2 {
		w.dims = 3
	} else if z == 3 {
		w.dims = 4
	}
	return code % 1000
}

func (w *wkb) pass(n int) bool {
	if n < 0 || n > len(w.b) {
		w.bad, w.b = "a geometry that breaks off", nil
		return false
	}
	w.b = w.b[n:]
	return true
}

// count reads how many parts of at least a size follow.
func (w *wkb) count(size int) int {
	if w.bad != "" || len(w.b) < 4 {
		w.pass(4)
		return 0
	}
	n := int(w.order.Uint32(w.b))
	w.b = w.b[4:]
	if n > len(w.b)/size {
		w.bad = "a geometry that breaks off"
		return 0
	}
	return n
}

// each reads the parts of a shape of several, which must all be of one kind.
func (w *wkb) each(kind uint32, take func()) {
	for range w.count(9) {
		if got := w.head(); w.bad == "" && got != kind {
			w.bad = "a part of the type " + shown(wkbNames[got]) + " inside a geometry of several"
		}
		if w.bad != "" {
			return
		}
		take()
	}
}

func (w *wkb) points() []byblik.Point {
	n := w.count(8 * w.dims)
	ps := make([]byblik.Point, 0, n)
	for range n {
		p := byblik.Point{math.Float64frombits(w.order.Uint64(w.b)), math.Float64frombits(w.order.Uint64(w.b[8:]))}
		if math.IsNaN(p[0]+p[1]) || math.IsInf(p[0]+p[1], 0) {
			w.bad = "a coordinate that is no number"
		}
		ps = append(ps, p)
		w.b = w.b[8*w.dims:]
	}
	w.taken += n
	return ps
}

func (w *wkb) polygon() (p byblik.Polygon) {
	n := w.count(4)
	for range n {
		ring := byblik.Ring(w.points())
		if w.bad == "" {
			w.bad = badRing(ring)
		}
		if w.bad != "" {
			return p
		}
		p = append(p, ring)
	}
	if w.bad == "" && n == 0 {
		w.bad = "a polygon without rings"
	}
	return p
}
