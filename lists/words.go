package lists

import (
	"embed"
	"math"
	"strconv"
	"strings"

	"byblik/catalog"
)

//go:embed texts/da.yaml texts/en.yaml
var textFiles embed.FS

// words are the texts of the report in one language.
type words struct{ catalog.Phrases }

var phrases = catalog.ReadPhrases(textFiles)

func wordsIn(l catalog.Lang) (words, error) {
	p, err := phrases(l)
	return words{p}, err
}

// exactText writes a number for machines: the shortest decimals that read back
// as the same number. NaN is the empty cell.
func exactText(v float64) string {
	if math.IsNaN(v) || math.IsInf(v, 0) {
		return ""
	}
	return strconv.FormatFloat(v, 'f', -1, 64)
}

// limit writes a limit with as many decimals as it has, three at most.
func (w words) limit(v float64) string {
	_, dec, _ := strings.Cut(exactText(v), ".")
	return w.Number(v, min(len(dec), 3))
}

func (w words) criterion(id CriterionID) string { return w.T("criterion." + string(id)) }
