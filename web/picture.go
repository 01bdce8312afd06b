package web

import (
	"bytes"
	"encoding/base64"
	"fmt"
	"strings"
)

// lettersInside asks for a picture that carries its typeface, so that it looks
// the same where IBM Plex Sans is not installed, and when a browser turns it
// into pixels.
const lettersInside = "inside"

// withLetters puts the typeface into a picture, after its first tag.
func (a *assets) withLetters(svg []byte) []byte {
	at := bytes.IndexByte(svg, '>') + 1
	return append(append(append(make([]byte, 0, len(svg)+len(a.letters)), svg[:at]...), a.letters...), svg[at:]...)
}

// readLetters is the typeface as a style of SVG.
func readLetters() (string, error) {
	var b strings.Builder
	b.WriteString("<style>")
	for weight, name := range []string{"regular", "semibold"} {
		font, err := staticFiles.ReadFile("static/vendor/plex-" + name + ".woff2")
		if err != nil {
			return "", err
		}
		fmt.Fprintf(&b, `@font-face{font-family:"IBM Plex Sans";font-weight:%d;src:url(data:font/woff2;base64,%s)}`, 400+200*weight, base64.StdEncoding.EncodeToString(font))
	}
	b.WriteString("</style>")
	return b.String(), nil
}

// lines breaks a text into lines of at most wide letters, between words.
func lines(s string, wide int) []string {
	var out []string
	line := ""
	for _, word := range strings.Fields(s) {
		if line != "" && len([]rune(line))+1+len([]rune(word)) > wide {
			out, line = append(out, line), ""
		}
		line = strings.TrimSpace(line + " " + word)
	}
	return append(out, line)
}

// The sheet of a strip that is taken away, in units of its picture.
const (
	sheetWide   = 1000
	sheetRow    = 78
	sheetTop    = 92
	sheetTrack  = 420 // where the track begins
	sheetAlong  = 370 // its length
	sheetLetter = 125 // letters in a line of small text
)

// stripPicture is the six-criteria strip of a place as a picture of its own,
// with title, legend and source.
func (r *request) stripPicture(title string, v *stripView) []byte {
	var b bytes.Buffer
	text := func(x, y, size int, more, s string) {
		fmt.Fprintf(&b, `<text x="%d" y="%d" font-size="%d"%s>%s</text>`+"\n", x, y, size, more, escaped(s))
	}
	const soft, bold = ` fill="#4b5763"`, ` font-weight="600"`
	invented := ""
	if r.Invented() {
		invented = r.say("invented.short") + " "
	}
	key := "strip.key.without"
	if v.HasRange() {
		key = "strip.key"
	}
	foot := append(lines(r.say(key), sheetLetter), lines(invented+r.Source(r.stripSources())+" "+r.ReleaseName()+".", sheetLetter)...)
	height := sheetTop + sheetRow*len(v.Rows) + 24 + 22*len(foot) + 10
	fmt.Fprintf(&b, `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" width="%d" height="%d" font-family="'IBM Plex Sans',Helvetica,Arial,sans-serif" fill="#17212b" role="img" aria-labelledby="title">`+"\n", sheetWide, height, sheetWide, height)
	fmt.Fprintf(&b, `<title id="title">%s</title><rect width="100%%" height="100%%" fill="#fff"/>`+"\n", escaped(title))
	text(16, 40, 30, bold, title)
	text(16, 70, 18, soft, r.Criteria()+", "+r.City()+" "+r.period(r.Manifest.Period))
	y := sheetTop
	for i := range v.Rows {
		row := &v.Rows[i]
		fmt.Fprintf(&b, `<path d="M16 %dh%d" stroke="#d5dbe1"/>`+"\n", y, sheetWide-32)
		for n, line := range lines(row.Title, 26) {
			text(16, y+32+20*n, 17, bold, line)
		}
		if row.None != "" {
			for n, line := range lines(row.None, 70) {
				text(sheetTrack-120, y+32+20*n, 16, soft, line)
			}
			y += sheetRow
			continue
		}
		text(sheetTrack-40, y+38, 22, bold+` text-anchor="end"`, row.Value)
		text(sheetTrack-40, y+60, 14, soft+` text-anchor="end"`, strings.TrimSpace(row.Range+" "+row.Unit))
		fmt.Fprintf(&b, `<svg x="%d" y="%d" width="%d" height="56" overflow="visible">`, sheetTrack, y+10, sheetAlong)
		fmt.Fprintf(&b, `<svg y="24" width="100%%" height="18" viewBox="0 0 1000 9" preserveAspectRatio="none"><path d="%s" stroke="#8b96a1" stroke-opacity=".45" fill="none" vector-effect="non-scaling-stroke"/></svg>`, row.Ticks)
		fmt.Fprintf(&b, `<line x1="%s" x2="%s" y1="18" y2="48" stroke="#17212b" stroke-width="1.5"/><line x1="%s" x2="%s" y1="18" y2="48" stroke="#17212b" stroke-width="1.5" stroke-dasharray="4 3"/>`, row.CityX, row.CityX, row.LimitX, row.LimitX)
		fmt.Fprintf(&b, `<text x="%s" dx="-4" y="13" font-size="13" text-anchor="end" fill="#4b5763">%s</text><text x="%s" dx="4" y="13" font-size="13" fill="#4b5763">%s</text>`, row.CityX, escaped(row.CitySaid), row.LimitX, escaped(r.say("strip.limit", "v", row.Limit)))
		if row.LowX != "" {
			fmt.Fprintf(&b, `<rect x="%s" width="%s" y="30" height="6" rx="3" fill="#a34700" fill-opacity=".28"/>`, row.LowX, row.LowTo)
		}
		fill := "#fff"
		if row.Met {
			fill = "#a34700"
		}
		fmt.Fprintf(&b, `<circle cx="%s" cy="33" r="7" fill="%s" stroke="#a34700" stroke-width="2.5"/></svg>`+"\n", row.X, fill)
		text(sheetTrack+sheetAlong+30, y+38, 17, bold, row.Verdict)
		text(sheetTrack+sheetAlong+30, y+60, 14, soft, row.Band)
		y += sheetRow
	}
	fmt.Fprintf(&b, `<path d="M16 %dh%d" stroke="#d5dbe1"/>`+"\n", y, sheetWide-32)
	for n, line := range foot {
		text(16, y+30+22*n, 15, soft, line)
	}
	b.WriteString("</svg>\n")
	return b.Bytes()
}

// stripSources names who made the figures of the criteria, each once.
func (r *request) stripSources() string {
	var names []string
	seen := map[string]bool{}
	for k := range r.Screening.Criteria {
		for _, id := range r.Screening.Criteria[k].Indicators {
			if ind := r.Indicator(id); ind != nil {
				if s := r.sourceLine(ind); s != "" && !seen[s] {
					seen[s] = true
					names = append(names, s)
				}
			}
		}
	}
	return r.list(names)
}
