package letting

import (
	"embed"

	"byblik/report"
)

//go:embed texts/da.yaml texts/en.yaml page/*.html page/style.css
var files embed.FS

// words are the texts of the report in one language.
type words struct{ report.Words }

var wordsIn = report.Texts(files, func(w report.Words) words { return words{w} })
