package web

import (
	"bytes"
	"encoding/xml"
	"fmt"
	"strconv"
	"strings"
)

// The colours of pictures that leave the site, the same as in map.css: one hue
// for disadvantage from light to deep, a neutral one for sizes.
var (
	deepTones    = [6]string{"#e6edf3", "#bdd0e0", "#8aabc7", "#52809f", "#27567c", "#143352"}
	neutralTones = [6]string{"#eceeef", "#d2d7da", "#b0b8be", "#8a949c", "#636e77", "#414b54"}
)

// mapPicture draws the map as a picture of its own, with title, legend and
// source, for those who take it away. It uses no style sheet.
func (r *request) mapPicture(v *mapView) []byte {
	var b bytes.Buffer
	m := v.made
	tones := deepTones
	if m.neutral {
		tones = neutralTones
	}
	const top, side = 92, 330
	height := max(v.Ground.height, 60+34*len(v.Legend)+28*(len(mapLayers)+1)) + top + 40
	fill := func(tone string) string {
		if n, err := strconv.Atoi(tone); err == nil {
			return tones[n]
		}
		return "url(#p-" + tone + ")"
	}
	text := func(x, y, size int, more, s string) {
		fmt.Fprintf(&b, `<text x="%d" y="%d" font-size="%d"%s>%s</text>`+"\n", x, y, size, more, escaped(s))
	}
	title := v.Title + ", " + v.Period
	fmt.Fprintf(&b, `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" width="%d" height="%d" font-family="'IBM Plex Sans',Helvetica,Arial,sans-serif" fill="#17212b" role="img" aria-labelledby="title">`+"\n", mapWidth+side, height, mapWidth+side, height)
	fmt.Fprintf(&b, `<title id="title">%s</title>`+"\n", escaped(title))
	b.WriteString(`<defs><pattern id="p-suppressed" width="7" height="7" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><rect width="7" height="7" fill="#fff"/><rect width="2.4" height="7" fill="#6b7782"/></pattern>` +
		`<pattern id="p-missing" width="8" height="8" patternUnits="userSpaceOnUse"><rect width="8" height="8" fill="#fff"/><circle cx="4" cy="4" r="1.8" fill="#6b7782"/></pattern>` +
		`<pattern id="p-not_applicable" width="9" height="9" patternUnits="userSpaceOnUse"><rect width="9" height="9" fill="#fff"/><path d="M0 0l9 9M9 0l-9 9" stroke="#b3bac1"/></pattern></defs>` + "\n")
	fmt.Fprintf(&b, `<rect width="%d" height="%d" fill="#fff"/>`+"\n", mapWidth+side, height)
	text(12, 38, 30, ` font-weight="600"`, title)
	text(12, 70, 20, ` fill="#4b5763"`, r.City()+", "+v.Unit)
	fmt.Fprintf(&b, `<svg y="%d" width="%d" height="%d" viewBox="%s" overflow="hidden">`+"\n", top, mapWidth, v.Ground.height, v.ViewBox)
	shape := func(list []mapShape, attributes string) {
		for _, s := range list {
			fmt.Fprintf(&b, `<path d="%s" %s/>`+"\n", s.D, attributes)
		}
	}
	shape(v.Ground.Park, `fill="#e3eadf"`)
	b.WriteString(`<g stroke="#fff" stroke-width=".7">` + "\n")
	for _, p := range v.Drawn {
		fade := ""
		if p.Faded {
			fade = ` opacity=".18"`
		}
		fmt.Fprintf(&b, `<path d="%s" fill="%s"%s><title>%s</title></path>`+"\n", p.D, fill(p.Tone), fade, escaped(p.Label))
	}
	b.WriteString("</g>\n")
	shape(v.Ground.Water, `fill="#dbe7ec"`)
	fmt.Fprintf(&b, `<path d="%s" fill="none" stroke="#fff" stroke-width="2.5"/>`+"\n", v.Ground.Borders)
	for _, s := range v.Ground.Lines {
		fmt.Fprintf(&b, `<path d="%s" fill="none" stroke="#7c8893" stroke-width="1.4"/>`+"\n", s.D)
	}
	if v.Layer["zones"] {
		fmt.Fprintf(&b, `<path d="%s" fill="none" stroke="#fff" stroke-width="5"/><path d="%s" fill="none" stroke="#17212b" stroke-width="2.2"/>`+"\n", v.Ground.Zone, v.Ground.Zone)
	}
	if v.Layer["housing"] {
		shape(v.Ground.Housing, `fill="none" stroke="#a34700" stroke-width="2" stroke-dasharray="4 3"`)
	}
	for _, k := range v.Marks {
		if k.Count == 0 {
			fmt.Fprintf(&b, `<circle cx="%d" cy="%d" r="6" fill="#fff" stroke="#a34700" stroke-width="2"><title>%s</title></circle>`+"\n", k.X, k.Y, escaped(k.Name))
			continue
		}
		fmt.Fprintf(&b, `<circle cx="%d" cy="%d" r="14" fill="#a34700" stroke="#fff" stroke-width="2"><title>%s</title></circle>`+"\n", k.X, k.Y, escaped(k.Name))
		text(k.X, k.Y+6, 17, ` text-anchor="middle" font-weight="600" fill="#fff"`, r.whole(k.Count))
	}
	b.WriteString(`<g text-anchor="middle" stroke="#fff" stroke-width="4" stroke-opacity=".85" paint-order="stroke">` + "\n")
	for _, n := range v.Names {
		text(n.X, n.Y, 20, ` font-weight="600"`, n.Name)
	}
	for _, n := range v.Places {
		text(n.X, n.Y, 17, "", n.Name)
	}
	b.WriteString("</g>\n</svg>\n")
	x := mapWidth + 24
	text(x, top+24, 20, ` font-weight="600"`, r.say("map.legend"))
	for i, l := range v.Legend {
		y := top + 44 + 34*i
		fmt.Fprintf(&b, `<rect x="%d" y="%d" width="32" height="22" fill="%s" stroke="#6b7782" stroke-width=".7"/>`+"\n", x, y, fill(l.Tone))
		text(x+42, y+17, 17, "", l.Text)
		text(mapWidth+side-12, y+17, 17, ` text-anchor="end" fill="#4b5763"`, r.whole(l.Count))
	}
	y := top + 44 + 34*len(v.Legend) + 24
	if v.City != "" {
		text(x, y, 17, "", r.say("map.city", "city", r.City())+" "+v.City+" "+v.Unit)
		y += 28
	}
	for _, l := range mapLayers {
		if !v.Layer[l] {
			continue
		}
		switch l {
		case "zones":
			fmt.Fprintf(&b, `<path d="M%d %dh32" stroke="#17212b" stroke-width="2.5"/>`+"\n", x, y-6)
		case "housing":
			fmt.Fprintf(&b, `<path d="M%d %dh32" stroke="#a34700" stroke-width="2.5" stroke-dasharray="5 4"/>`+"\n", x, y-6)
		case "playgrounds":
			fmt.Fprintf(&b, `<circle cx="%d" cy="%d" r="6" fill="#fff" stroke="#a34700" stroke-width="2"/>`+"\n", x+16, y-6)
		case "interventions":
			fmt.Fprintf(&b, `<circle cx="%d" cy="%d" r="9" fill="#a34700"/>`+"\n", x+16, y-6)
		}
		text(x+42, y, 17, "", r.say("map.layer."+l))
		y += 28
	}
	invented := ""
	if r.Invented() {
		invented = r.say("invented.short") + " "
	}
	text(12, height-16, 15, ` fill="#4b5763"`, invented+r.Source(v.Source)+" "+r.ReleaseName()+".")
	b.WriteString("</svg>\n")
	return b.Bytes()
}

func escaped(s string) string {
	var b strings.Builder
	_ = xml.EscapeText(&b, []byte(s)) // a strings.Builder does not fail
	return b.String()
}
