package publish

import (
	"encoding/binary"
	"math"

	"byblik"
	"byblik/spatial"
)

// wkb writes a shape as little-endian well-known binary (ISO 19125-1): a
// MultiPolygon with outer rings against the clock.
func wkb(m byblik.MultiPolygon) []byte {
	b := header(nil, 6, len(m))
	for _, p := range m {
		b = header(b, 3, len(p))
		for j, r := range p {
			r = spatial.Turned(r, j == 0)
			b = binary.LittleEndian.AppendUint32(b, uint32(len(r)))
			for _, q := range r {
				b = float64s(b, q[0], q[1])
			}
		}
	}
	return b
}

func header(b []byte, kind uint32, n int) []byte {
	b = binary.LittleEndian.AppendUint32(append(b, 1), kind)
	return binary.LittleEndian.AppendUint32(b, uint32(n))
}

func float64s(b []byte, vs ...float64) []byte {
	for _, v := range vs {
		b = binary.LittleEndian.AppendUint64(b, math.Float64bits(v))
	}
	return b
}

// bounds gives west, south, east, north of shapes; false if they are empty.
func bounds(ms ...byblik.MultiPolygon) (box [4]float64, ok bool) {
	box = [4]float64{math.Inf(1), math.Inf(1), math.Inf(-1), math.Inf(-1)}
	for _, m := range ms {
		for _, p := range m {
			for _, r := range p {
				for _, q := range r {
					box = [4]float64{min(box[0], q[0]), min(box[1], q[1]), max(box[2], q[0]), max(box[3], q[1])}
					ok = true
				}
			}
		}
	}
	return box, ok
}
