package letting

import (
	"embed"

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
