package lists

import (
	"embed"
	"strings"

	"byblik"
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

// limit writes a limit with as many decimals as it has, three at most.
func (w words) limit(v float64) string {
	_, dec, _ := strings.Cut(byblik.Exact(v), ".")
	return w.Number(v, min(len(dec), 3))
}

func (w words) criterion(id CriterionID) string { return w.T("criterion." + string(id)) }
