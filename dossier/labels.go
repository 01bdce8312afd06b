package dossier

import (
	"cmp"
	"html/template"
	"math"
	"slices"
)

// labelBox is the room that a label takes on a map mapWidth pixels wide.
type labelBox struct{ x0, y0, x1, y1 float64 }

// mapWidth is the width in pixels for which labels are placed.
const mapWidth = 740

// labels places names so that none covers another.
type labels struct {
	c     canvas
	taken []labelBox
}

// free takes the room for a label w pixels wide around a point of the map, or
// says that it is taken.
func (l *labels) free(px, py, w float64) bool {
	k := mapWidth / float64(max(l.c.width, 1))
	b := labelBox{px*k - w/2, py*k - 10, px*k + w/2, py*k + 10}
	if b.x0 < 0 || b.x1 > mapWidth {
		return false
	}
	for _, t := range l.taken {
		if b.x0 < t.x1 && t.x0 < b.x1 && b.y0 < t.y1 && t.y0 < b.y1 {
			return false
		}
	}
	l.taken = append(l.taken, b)
	return true
}

// manyZones is how many zones a map carries with their names; above it the
// numbers stand alone and the names beside the map.
const manyZones = 8

// mapLabels sets zones, then districts where room is left.
func (x *index) mapLabels(c canvas) []mapLabel {
	l := labels{c: c}
	var out []mapLabel
	for zi, z := range x.zones {
		px, py, ok := c.middle(x.shapes[zi].shape)
		if !ok {
			continue
		}
		name := zoneName(z)
		narrow := len(x.zones) > manyZones || !l.free(px, py, 7.2*float64(len([]rune(name)))+30)
		if narrow {
			px, py = l.near(px, py)
		}
		out = append(out, mapLabel{N: zi + 1, Name: name, Narrow: narrow, At: c.percent(px, py)})
	}
	for _, d := range x.districts(c) {
		if l.free(d.x, d.y, 7.4*float64(len([]rune(d.name)))) {
			out = append(out, mapLabel{Name: d.name, At: c.percent(d.x, d.y)})
		}
	}
	return out
}

// near finds room for a number at the point or close to it.
func (l *labels) near(px, py float64) (float64, float64) {
	k := mapWidth / float64(max(l.c.width, 1))
	for _, step := range [][2]float64{{0, 0}, {0, 21}, {0, -21}, {28, 0}, {-28, 0}, {28, 21}, {-28, -21}} {
		if x, y := px+step[0]/k, py+step[1]/k; l.free(x, y, 26) {
			return x, y
		}
	}
	return px, py
}

func (c canvas) percent(px, py float64) template.CSS {
	return template.CSS("left:" + short(100*px/float64(c.width)) + "%;top:" + short(100*py/float64(c.hight)) + "%")
}

// district is the name of a district and the middle of its areas.
type district struct {
	name       string
	x, y, size float64
}

func (x *index) districts(c canvas) []district {
	at := map[string]int{}
	var ds []district
	for i, a := range x.s.Areas {
		px, py, ok := c.middle(x.s.Shapes[i])
		if a.District == "" || !ok {
			continue
		}
		k, seen := at[a.District]
		if !seen {
			k = len(ds)
			at[a.District] = k
			ds = append(ds, district{name: a.District})
		}
		w := math.Max(math.Abs(signedArea(x.s.Shapes[i][0][0])), 1e-12)
		ds[k].x, ds[k].y, ds[k].size = ds[k].x+px*w, ds[k].y+py*w, ds[k].size+w
	}
	for k := range ds {
		ds[k].x, ds[k].y = ds[k].x/ds[k].size, ds[k].y/ds[k].size
	}
	slices.SortFunc(ds, func(a, b district) int { return cmp.Or(cmp.Compare(b.size, a.size), cmp.Compare(a.name, b.name)) })
	return ds
}
