package lists

import (
	"embed"
	"strings"

	"byblik"
	"byblik/report"
)

//go:embed texts/da.yaml texts/en.yaml page/*.html page/style.css
var files embed.FS

// words are the texts of the report in one language.
type words struct{ report.Words }

var wordsIn = report.Texts(files, func(w report.Words) words { return words{w} })

// limit writes a limit with as many decimals as it has, three at most.
func (w words) limit(v float64) string {
	_, dec, _ := strings.Cut(byblik.Exact(v), ".")
	return w.Number(v, min(len(dec), 3))
}

func (w words) criterion(id CriterionID) string { return w.T("criterion." + string(id)) }
