package forecast

import (
	"fmt"
	"html/template"
	"math"
	"strings"
)

// plotSize is the side of the plot in its own units; what is said runs to the
// right, what came true upwards.
const plotSize = 400

// panel is a calibration plot with its table.
func (w words) panel(b *BackTest, near bool) panelView {
	bins := Calibration(b.Cases(Ours, "", near))
	p := panelView{Title: w.T("panel." + scopeWord(near)), Label: w.T("panel.label")}
	p.Plot = template.HTML(w.plot(bins, p.Title+". "+p.Label)) //nolint:gosec // numbers and escaped texts
	for _, k := range bins {
		row := binView{Class: w.Number(100*k.Low, 0) + "–" + w.Number(100*k.High, 0), Cases: w.Number(float64(k.Cases), 0), Said: "–", Came: "–", Interval: "–"}
		if k.Cases > 0 {
			row.Said, row.Came = w.Number(100*k.Said, 1), w.Number(100*k.Came, 1)
			row.Interval = w.Number(100*k.CameLow, 1) + "–" + w.Number(100*k.CameTop, 1)
		}
		p.Bins = append(p.Bins, row)
	}
	return p
}

// plot draws the classes: a dot where what was said meets what came true, its
// area growing with the number of cases, with the interval as a line; the
// dashed line is where a perfect record would lie.
func (w words) plot(bins []Bin, label string) string {
	var b strings.Builder
	fmt.Fprintf(&b, `<svg viewBox="-46 -14 464 470" role="img" aria-label="%s"><g class="grid">`, template.HTMLEscapeString(label))
	for i := 0; i <= 10; i += 2 {
		at := float64(i) / 10 * plotSize
		fmt.Fprintf(&b, `<path d="M%s 0V%d M0 %sH%d"/>`, short(at), plotSize, short(plotSize-at), plotSize)
	}
	fmt.Fprintf(&b, `</g><path class="ideal" d="M0 %d L%d 0"/><g class="ticks">`, plotSize, plotSize)
	for i := 0; i <= 10; i += 2 {
		at := float64(i) / 10 * plotSize
		fmt.Fprintf(&b, `<text x="%s" y="%d" text-anchor="middle">%d</text><text x="-8" y="%s" text-anchor="end">%d</text>`, short(at), plotSize+26, 10*i, short(plotSize-at+5), 10*i)
	}
	fmt.Fprintf(&b, `<text x="%d" y="%d" text-anchor="end">%s</text><text x="6" y="14">%s</text></g><g class="dots">`, plotSize, plotSize+48,
		template.HTMLEscapeString(w.T("axis.said")), template.HTMLEscapeString(w.T("axis.came")))
	most := 1
	for _, k := range bins {
		most = max(most, k.Cases)
	}
	for _, k := range bins {
		if k.Cases == 0 {
			continue
		}
		x, y := k.Said*plotSize, (1-k.Came)*plotSize
		r := 4 + 7*math.Sqrt(float64(k.Cases)/float64(most))
		fmt.Fprintf(&b, `<path d="M%s %sV%s"/><circle cx="%s" cy="%s" r="%s"/>`, short(x), short((1-k.CameTop)*plotSize), short((1-k.CameLow)*plotSize), short(x), short(y), short(r))
	}
	b.WriteString(`</g></svg>`)
	return b.String()
}

// short writes a coordinate.
func short(v float64) string {
	s := strings.TrimRight(fmt.Sprintf("%.1f", v), "0")
	return strings.TrimSuffix(s, ".")
}
