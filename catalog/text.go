package catalog

// Text is a text in both languages; a definition without one of them is
// rejected.
type Text struct {
	Da string `yaml:"da" json:"da" jsonschema:"required,minLength=1"`
	En string `yaml:"en" json:"en" jsonschema:"required,minLength=1"`
}

// Lang is a language that byblik writes.
type Lang string

// The two languages.
const (
	Da Lang = "da"
	En Lang = "en"
)

// In gives the text in a language.
func (t Text) In(l Lang) string {
	if l == Da {
		return t.Da
	}
	return t.En
}
