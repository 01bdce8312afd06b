package spatial

import (
	"math"
	"slices"
	"strconv"

	"byblik"
)

// AppendShape writes a shape as a GeoJSON geometry (RFC 7946): coordinates
// with seven decimals, about a centimetre; outer rings against the clock,
// holes with it. A shape without parts is null.
func AppendShape(b []byte, m byblik.MultiPolygon) []byte {
	if len(m) == 0 {
		return append(b, "null"...)
	}
	b = append(b, `{"type":"MultiPolygon","coordinates":[`...)
	for i, p := range m {
		if i > 0 {
			b = append(b, ',')
		}
		b = append(b, '[')
		for j, r := range p {
			if j > 0 {
				b = append(b, ',')
			}
			b = appendPoints(b, Turned(r, j == 0))
		}
		b = append(b, ']')
	}
	return append(b, "]}"...)
}

// AppendLine writes an open line as a GeoJSON geometry.
func AppendLine(b []byte, l byblik.Line) []byte {
	b = append(b, `{"type":"LineString","coordinates":`...)
	return append(appendPoints(b, l), '}')
}

// AppendPoint writes a point as a GeoJSON geometry.
func AppendPoint(b []byte, p byblik.Point) []byte {
	b = append(b, `{"type":"Point","coordinates":`...)
	return append(appendPoint(b, p), '}')
}

// Turned gives a ring that runs against the clock (outer) or with it.
func Turned(r byblik.Ring, outer bool) byblik.Ring {
	if (signedArea(r) > 0) != outer {
		r = slices.Clone(r)
		slices.Reverse(r)
	}
	return r
}

func appendPoints(b []byte, points []byblik.Point) []byte {
	b = append(b, '[')
	for i, p := range points {
		if i > 0 {
			b = append(b, ',')
		}
		b = appendPoint(b, p)
	}
	return append(b, ']')
}

func appendPoint(b []byte, p byblik.Point) []byte {
	b = append(b, '[')
	b = appendDegrees(b, p[0])
	b = append(b, ',')
	b = appendDegrees(b, p[1])
	return append(b, ']')
}

func appendDegrees(b []byte, v float64) []byte {
	return strconv.AppendFloat(b, math.Round(v*1e7)/1e7, 'f', -1, 64)
}
