package dossier

import (
	"bytes"
	"encoding/json"
	"strings"

	"byblik"
	"byblik/spatial"
)

// property is one property of a feature; the order is kept.
type property struct {
	name  string
	value any
}

// zonesGeoJSON writes one feature per zone, in the caller's order.
func (x *index) zonesGeoJSON() []byte {
	var b bytes.Buffer
	openCollection(&b, x.note("zones"))
	for i, z := range x.s.Zones {
		zs := x.shapeOf(z.ID)
		outline := "members"
		if zs.dissolved {
			outline = "dissolved"
		}
		writeFeature(&b, i == 0, z.ID, zs.shape, []property{
			{"zone", z.ID}, {"name", z.Name}, {"residents", z.Residents}, {"areas", len(z.Members)},
			{"state", string(z.State)}, {"reason", z.Reason}, {"valid_from", periodOrNil(z.ValidFrom)}, {"valid_to", periodOrNil(z.ValidTo)},
			{"geometry_from", outline},
		})
	}
	b.WriteString("\n]}\n")
	return b.Bytes()
}

func (x *index) shapeOf(id string) zoneShape {
	for i := range x.zones {
		if x.zones[i].ID == id && i < len(x.shapes) {
			return x.shapes[i]
		}
	}
	return zoneShape{}
}

// areasGeoJSON writes one feature per area with its leading finding.
func (x *index) areasGeoJSON() []byte {
	var b bytes.Buffer
	openCollection(&b, x.note("areas"))
	for i, a := range x.s.Areas {
		f := x.finding(i)
		ps := []property{
			{"area", a.Code.Code}, {"name", a.Name}, {"district", a.District}, {"residents", x.s.Residents[i]},
			{"measure", f.Measure}, {"value", nil}, {"rank", nil}, {"class", nil}, {"status", f.Status.String()}, {"zone", nil},
		}
		if f.Status == byblik.OK {
			ps[5].value, ps[6].value, ps[7].value = f.Value, f.Rank, f.Class
		}
		if z := x.zoneOf[i]; z >= 0 {
			ps[9].value = x.zones[z].ID
		}
		var shape byblik.MultiPolygon
		if x.s.Shapes != nil {
			shape = spatial.Tidy(x.s.Shapes[i])
		}
		writeFeature(&b, i == 0, a.Code.Code, shape, ps)
	}
	b.WriteString("\n]}\n")
	return b.Bytes()
}

// periodOrNil writes a period as tables do; none is null.
func periodOrNil(p byblik.Period) any {
	if p == (byblik.Period{}) {
		return nil
	}
	return p.String()
}

// note says inside the file what the page says on top: internal, invented
// where the data are, what every output repeats (what is lacking, and accepted
// exceptions), and exceptions that are not among that.
func (x *index) note(what string) string {
	s := x.title() + ", " + x.words.T("geojson."+what) + ". " + x.words.T("stamp.internal") + "."
	if x.s.Rules.Invented {
		s += " " + x.words.T("stamp.invented") + "."
	}
	for _, t := range x.s.Said {
		s += " " + t.In(x.words.Language())
	}
	for _, a := range x.s.Accepted {
		if !strings.Contains(s, a.Reason) {
			s += " " + x.words.T("xlsx.accepted") + ": " + a.Check + " – " + a.Reason + "."
		}
	}
	return s
}

func openCollection(b *bytes.Buffer, note string) {
	b.WriteString(`{"type":"FeatureCollection","note":`)
	writeJSON(b, note)
	b.WriteString(`,"features":[`)
}

func writeFeature(b *bytes.Buffer, first bool, id string, m byblik.MultiPolygon, ps []property) {
	if !first {
		b.WriteByte(',')
	}
	b.WriteString("\n" + `{"type":"Feature","id":`)
	writeJSON(b, id)
	b.WriteString(`,"properties":{`)
	for i, p := range ps {
		if i > 0 {
			b.WriteByte(',')
		}
		writeJSON(b, p.name)
		b.WriteByte(':')
		writeJSON(b, p.value)
	}
	b.WriteString(`},"geometry":`)
	writeShape(b, m)
	b.WriteByte('}')
}

// writeJSON writes numbers without exponent and NaN as null.
func writeJSON(b *bytes.Buffer, v any) {
	switch v := v.(type) {
	case float64:
		if s := byblik.Exact(v); s != "" {
			b.WriteString(s)
			return
		}
		b.WriteString("null")
	default:
		j, err := json.Marshal(v)
		if err != nil {
			j = []byte("null")
		}
		b.Write(j)
	}
}

func writeShape(b *bytes.Buffer, m byblik.MultiPolygon) { b.Write(spatial.AppendShape(nil, m)) }

// signedArea is positive for a ring that runs against the clock.
func signedArea(r byblik.Ring) float64 {
	a := 0.0
	for i := 1; i < len(r); i++ {
		a += (r[i-1][0]-r[0][0])*(r[i][1]-r[0][1]) - (r[i][0]-r[0][0])*(r[i-1][1]-r[0][1])
	}
	return a / 2
}
