package publish

import (
	"encoding/json"
	"math"

	"byblik"
	"byblik/release"
	"byblik/spatial"
)

// shapesOf gives the borders of a level, nil where the release has none.
func shapesOf(r *release.Release, level release.LevelID) []byblik.MultiPolygon {
	switch level {
	case release.AreaLevel:
		return r.Geography.Areas
	case release.DistrictLevel:
		return r.Geography.Districts
	case release.ZoneLevel:
		return r.Geography.Zones
	}
	return nil
}

// writeGeoJSON writes each level that has borders, with all its figures as
// properties: indicator.period for the value, and with .numerator,
// .denominator, .low, .high behind it for the rest. A figure that is not there
// is null, and .status says why. RFC 7946.
func writeGeoJSON(r *release.Release, _ map[string][]byte) (map[string][]byte, error) {
	files := map[string][]byte{}
	for i := range r.Levels {
		l := &r.Levels[i]
		shapes := shapesOf(r, l.ID)
		if shapes == nil {
			continue
		}
		b := []byte(`{"type":"FeatureCollection","features":[`)
		for p := range l.Places {
			if p > 0 {
				b = append(b, ',')
			}
			b = append(b, "\n{\"type\":\"Feature\",\"id\":"...)
			b = append(appendText(b, l.Places[p].Code), `,"properties":{"level":`...)
			b = append(appendText(b, string(l.ID)), `,"code":`...)
			b = append(appendText(b, l.Places[p].Code), `,"name":`...)
			b = appendText(b, l.Places[p].Name.Da)
			for t := range r.Tables {
				if r.Tables[t].Level == l.ID {
					b = appendFigures(b, &r.Tables[t], p)
				}
			}
			b = append(append(append(b, `},"geometry":`...), spatial.AppendShape(nil, shapes[p])...), '}')
		}
		files["geojson/"+string(l.ID)+".geojson"] = append(b, "\n]}\n"...)
	}
	return files, nil
}

// appendFigures adds the figures of one table and place as properties.
func appendFigures(b []byte, t *release.Table, p int) []byte {
	for k, when := range t.Periods {
		name := string(t.Indicator) + "." + when.String()
		b = appendCell(b, name, t.Value[k][p])
		if t.Numerator != nil {
			b = appendCell(b, name+".numerator", t.Numerator[k][p])
		}
		if t.Denominator != nil {
			b = appendCell(b, name+".denominator", t.Denominator[k][p])
		}
		for _, x := range []struct {
			name string
			v    float64
		}{{".low", t.Low[k][p]}, {".high", t.High[k][p]}} {
			if !math.IsNaN(x.v) {
				b = append(append(appendText(append(b, ','), name+x.name), ':'), byblik.Exact(x.v)...)
			}
		}
	}
	return b
}

func appendCell(b []byte, name string, c byblik.Cell) []byte {
	b = append(appendText(append(b, ','), name), ':')
	if c.Status() == byblik.OK {
		return append(b, byblik.Exact(c.Float())...)
	}
	b = append(b, "null"...)
	b = append(appendText(append(b, ','), name+".status"), ':')
	return appendText(b, c.Status().String())
}

func appendText(b []byte, s string) []byte {
	text, _ := json.Marshal(s) // a string always can be written
	return append(b, text...)
}
