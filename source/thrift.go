package source

import "errors"

// errThrift says that bytes are no Thrift structure that holds.
var errThrift = errors.New("a structure that breaks off or names more than it has")

// maxItems is the most items that all lists of one structure may have
// together: 1,000 groups of rows with 500 columns.
const maxItems = 500_000

// thriftWalk walks through a structure in Thrift's compact protocol (Apache
// Thrift, thrift-compact-protocol.md), which Parquet uses for everything but
// figures. It exists because a library takes memory for as many items as a
// list says it has, and a damaged or hostile file says two thousand million.
type thriftWalk struct {
	b     []byte
	i     int
	items int
}

// thriftLength gives the length of the structure at the beginning of b, or an
// error if it does not end within b.
func thriftLength(b []byte) (int, error) {
	w := thriftWalk{b: b}
	if !w.structure(0) || w.items > maxItems {
		return 0, errThrift
	}
	return w.i, nil
}

func (w *thriftWalk) byte() (byte, bool) {
	if w.i >= len(w.b) {
		return 0, false
	}
	w.i++
	return w.b[w.i-1], true
}

func (w *thriftWalk) number() (n uint64, ok bool) {
	for shift := 0; shift < 64; shift += 7 {
		c, ok := w.byte()
		if !ok {
			return 0, false
		}
		n |= uint64(c&0x7f) << shift
		if c < 0x80 {
			return n, true
		}
	}
	return 0, false
}

func (w *thriftWalk) skip(n uint64) bool {
	if n > uint64(len(w.b)-w.i) {
		return false
	}
	w.i += int(n)
	return true
}

func (w *thriftWalk) structure(depth int) bool {
	for {
		c, ok := w.byte()
		if !ok {
			return false
		}
		if c == 0 {
			return true
		}
		if c>>4 == 0 {
			if _, ok := w.number(); !ok {
				return false
			}
		}
		if !w.value(c&0xf, depth, false) {
			return false
		}
	}
}

// value passes over one value of a type; booleans of a structure lie in the
// type itself.
func (w *thriftWalk) value(kind byte, depth int, inList bool) bool {
	if depth > 32 {
		return false
	}
	switch kind {
	case 1, 2:
		return !inList || w.skip(1)
	case 3:
		return w.skip(1)
	case 4, 5, 6:
		_, ok := w.number()
		return ok
	case 7:
		return w.skip(8)
	case 8:
		n, ok := w.number()
		return ok && w.skip(n)
	case 9, 10:
		return w.list(depth)
	case 12:
		return w.structure(depth + 1)
	}
	return false // maps do not occur in Parquet
}

func (w *thriftWalk) list(depth int) bool {
	c, ok := w.byte()
	if !ok {
		return false
	}
	n := uint64(c >> 4)
	if n == 15 {
		if n, ok = w.number(); !ok {
			return false
		}
	}
	if n > uint64(len(w.b)-w.i) {
		return false
	}
	if w.items += int(n); w.items > maxItems {
		return false
	}
	for range n {
		if !w.value(c&0xf, depth+1, true) {
			return false
		}
	}
	return true
}
