package designate

import (
	"bytes"
	"encoding/json"
	"math"
	"slices"
	"strconv"

	"byblik"
)

// StateListGeoJSON writes housing areas in longitude and latitude as the layer
// of listed housing areas that a screening reads (state_list_areas.geojson):
// area, list and year of each. Outer rings run counter-clockwise (RFC 7946) and
// coordinates have seven decimals, about a centimetre.
func StateListGeoJSON(housing []ListedHousing) []byte {
	var b bytes.Buffer
	b.WriteString(`{"type":"FeatureCollection","name":"state_list_areas","features":[`)
	for i, h := range housing {
		if i > 0 {
			b.WriteByte(',')
		}
		b.WriteString("\n" + `{"type":"Feature","properties":{"area":` + quoted(h.Name) + `,"list":` + quoted(h.List) + `,"year":` + strconv.Itoa(h.Year) +
			`},"geometry":{"type":"MultiPolygon","coordinates":[`)
		for k, p := range h.Shape {
			if k > 0 {
				b.WriteByte(',')
			}
			writePolygon(&b, p)
		}
		b.WriteString("]}}")
	}
	b.WriteString("\n]}\n")
	return b.Bytes()
}

func writePolygon(b *bytes.Buffer, p byblik.Polygon) {
	b.WriteByte('[')
	for k, r := range p {
		if k > 0 {
			b.WriteByte(',')
		}
		if (turning(r) > 0) != (k == 0) {
			r = slices.Clone(r)
			slices.Reverse(r)
		}
		b.WriteByte('[')
		for i, q := range r {
			if i > 0 {
				b.WriteByte(',')
			}
			b.WriteString("[" + coordinate(q[0]) + "," + coordinate(q[1]) + "]")
		}
		b.WriteByte(']')
	}
	b.WriteByte(']')
}

// turning is twice the area of a ring, above nought if it runs
// counter-clockwise.
func turning(r byblik.Ring) float64 {
	sum := 0.0
	for i := 1; i < len(r); i++ {
		sum += float64((r[i-1][0]-r[0][0])*(r[i][1]-r[0][1])) - float64((r[i][0]-r[0][0])*(r[i-1][1]-r[0][1]))
	}
	return sum
}

func coordinate(v float64) string {
	return strconv.FormatFloat(math.Floor(v*1e7+0.5)/1e7, 'f', -1, 64)
}

func quoted(s string) string {
	b, err := json.Marshal(s)
	if err != nil {
		return `""` // a string always has an encoding
	}
	return string(b)
}
