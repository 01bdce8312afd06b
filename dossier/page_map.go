package dossier

import (
	"fmt"
	"html/template"
	"strings"

	"byblik"
)

// mapView is the map: an SVG with a link per area, and labels above it that
// keep their size on a phone.
type mapView struct {
	Box      string
	Aspect   template.CSS
	Areas    []mapArea
	Outlines []string
	Barriers []string
	Labels   []mapLabel
	Legend   []classRow
	Note     string
	HasZones bool
}

// mapArea is one area that can be reached by Tab.
type mapArea struct{ Href, Fill, Label, D string }

// mapLabel is a name on the map. A zone carries its number too, which stands
// alone where there is no room for the name.
type mapLabel struct {
	N      int
	Name   string
	Narrow bool
	At     template.CSS
}

// mapView is nil without shapes, or where so many areas would make a map
// that no keyboard can walk.
func (x *index) mapView(sc scale) *mapView {
	if x.s.Shapes == nil || len(x.s.Areas) > maxRows {
		return nil
	}
	c, ok := newCanvas(x.s.Shapes)
	if !ok {
		return nil
	}
	v := &mapView{Box: fmt.Sprintf("0 0 %d %d", c.width, c.hight), Legend: x.classesView(sc).Rows, HasZones: len(x.zones) > 0}
	v.Aspect = template.CSS(fmt.Sprintf("aspect-ratio:%d/%d;--tall:%s", c.width, c.hight, short(float64(c.hight)/float64(c.width))))
	drawn := 0
	for _, i := range x.byName {
		d := c.path(x.s.Shapes[i])
		if d == "" {
			continue
		}
		drawn++
		v.Areas = append(v.Areas, mapArea{Href: x.href(i), Fill: x.fill(sc, i), Label: x.mapWords(sc, i), D: d})
	}
	if n := len(x.s.Areas) - drawn; n > 0 {
		v.Note = x.words.Count("map.undrawn", n)
	}
	for _, z := range x.shapes {
		v.Outlines = append(v.Outlines, c.path(z.shape))
	}
	for _, l := range x.s.Barriers {
		if d := c.line(l); d != "" {
			v.Barriers = append(v.Barriers, d)
		}
	}
	v.Labels = x.mapLabels(c)
	return v
}

// mapWords names an area for the ear and the tooltip: name, score, class.
func (x *index) mapWords(sc scale, i int) string {
	parts := []string{x.name(i)}
	if f := x.finding(i); f.Status == byblik.OK {
		key := "map.value"
		if x.municipal() {
			key = "map.score"
		}
		parts = append(parts, x.words.T(key, "v", x.words.Number(f.Value, 2)))
	}
	if x.municipal() && x.finding(i).Status == byblik.OK {
		parts = append(parts, x.metWords(i))
	}
	parts = append(parts, x.classWord(sc, i))
	if x.s.Firmness != nil {
		parts = append(parts, x.words.T("firm.word", "verdict", strings.ToLower(x.verdictWord(x.s.Firmness.Areas[i].Verdict))))
	}
	return strings.Join(parts, ", ")
}
