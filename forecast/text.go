package forecast

import (
	"embed"
	"math"

	"byblik/catalog"
	"byblik/report"
)

//go:embed texts/da.yaml texts/en.yaml page/*.html page/style.css
var files embed.FS

// words are the texts of the report in one language.
type words struct{ report.Words }

var wordsIn = report.Texts(files, func(w report.Words) words { return words{w} })

// percent writes a probability: whole per cent, and at the ends what can be
// said of a number of runs, never 0 % or 100 %.
func (w words) percent(p float64) string {
	gap := "%"
	if w.Language() == catalog.Da {
		gap = " %"
	}
	switch {
	case math.IsNaN(p):
		return "–"
	case p < 0.01:
		return "< 1" + gap
	case p > 0.99:
		return "> 99" + gap
	}
	return w.Number(100*p, 0) + gap
}
