package catalog

import (
	"fmt"
	"slices"
	"strings"
	"time"
)

// StateLists is the section of a rule set of kind state: the lists of housing
// areas that the State publishes, as one version of the law defines them. The
// rule set of a list is the one that is valid on the day it is published.
type StateLists struct {
	Published string      `yaml:"published" jsonschema:"required,pattern=^[0-9][0-9]-[0-9][0-9]$"` // month and day of publication, such as 12-01
	Residents int         `yaml:"residents" jsonschema:"required,minimum=1"`                       // fewest residents on 1 January of the list's year
	Base      bool        `yaml:"base_2010"`                                                       // only areas that had 1,000 residents in 2010
	Standing  Text        `yaml:"legal_status" jsonschema:"required"`                              // what courts have said; repeated on every output
	Lists     []StateList `yaml:"lists" jsonschema:"required,minItems=1"`
	Readings  []Reading   `yaml:"readings" jsonschema:"required,minItems=1"`
}

// StateList is one list. A housing area is on it when it has enough residents,
// meets at least AtLeast of the Counted criteria and all Required ones; or, with
// Row, when it was on another list in so many lists running. Of takes over the
// counted criteria of a list above it.
type StateList struct {
	ID        string           `yaml:"id" jsonschema:"required,enum=udsat,enum=parallelsamfund,enum=omdannelse,enum=forebyggelse,enum=kombineret_udlejning"`
	Name      Text             `yaml:"name" jsonschema:"required"` // the law's name that year; the English text keeps the Danish word
	Paragraph string           `yaml:"paragraph" jsonschema:"required,minLength=1"`
	Of        string           `yaml:"of"` // an earlier list whose counted criteria hold here as well
	AtLeast   int              `yaml:"at_least" jsonschema:"minimum=0"`
	Counted   []StateCriterion `yaml:"counted"`
	Required  []StateCriterion `yaml:"required"`
	Row       *StateRow        `yaml:"row"`
	Duties    []Duty           `yaml:"duties"`
}

// StateCriterion holds a figure against a limit. Without Against the limit is
// in per cent; against the nation it is a multiple of the national figure of
// the same years, against the region the figure is in per cent of the region's.
type StateCriterion struct {
	Figure     string      `yaml:"figure" jsonschema:"required,enum=labour,enum=convicted,enum=education,enum=income,enum=origin"`
	YearsBack  []int       `yaml:"years_back" jsonschema:"required,minItems=1"` // [1, 2]: the mean of the two years before the list's year
	Comparator string      `yaml:"comparator" jsonschema:"required,enum=above,enum=at_least,enum=below"`
	Limit      float64     `yaml:"limit" jsonschema:"required"`
	Against    string      `yaml:"against" jsonschema:"enum=nation,enum=region"`
	Larger     *LargerArea `yaml:"larger"`
	Unknown    bool        `yaml:"unknown_counts"` // persons with unknown education count as only grundskole
}

// LargerArea gives another limit to areas of so many residents or more.
type LargerArea struct {
	Residents int     `yaml:"residents" jsonschema:"required,minimum=1"`
	Limit     float64 `yaml:"limit" jsonschema:"required"`
}

// StateRow asks for a row of years: on List in each of the latest Years lists,
// this one included. Lists of the years from ImportedFrom to ImportedTo are
// taken over and never computed.
type StateRow struct {
	List         string `yaml:"list" jsonschema:"required"`
	Years        int    `yaml:"years" jsonschema:"required,minimum=2,maximum=10"`
	ImportedFrom int    `yaml:"imported_from"`
	ImportedTo   int    `yaml:"imported_to"`
}

// Duty is what follows from being on a list. A sticky duty stays when the area
// leaves the list.
type Duty struct {
	Paragraph string `yaml:"paragraph" jsonschema:"required,minLength=1"`
	Text      Text   `yaml:"text" jsonschema:"required"`
	Sticky    bool   `yaml:"sticky"`
}

// Reading is a choice that law and published tables leave open: a parameter
// with a name, the value that is used, and what it means.
type Reading struct {
	ID    string `yaml:"id" jsonschema:"required,pattern=^[a-z0-9_]+$"`
	Value string `yaml:"value" jsonschema:"required,minLength=1"`
	Text  Text   `yaml:"text" jsonschema:"required"`
}

// Reading gives the value of a reading, empty if there is none.
func (s *StateLists) Reading(id string) string {
	for _, r := range s.Readings {
		if r.ID == id {
			return r.Value
		}
	}
	return ""
}

// List gives a list by id, or nil.
func (s *StateLists) List(id string) *StateList {
	for i := range s.Lists {
		if s.Lists[i].ID == id {
			return &s.Lists[i]
		}
	}
	return nil
}

// PublishedIn is the day of a year's list, such as 2024-12-01.
func (s *StateLists) PublishedIn(year int) string { return fmt.Sprintf("%04d-%s", year, s.Published) }

// checkStateLists finds what the schema cannot say of the lists section.
func checkStateLists(r *RuleSet, say report) {
	s := r.Lists
	if r.Kind != State {
		say("kind", "the State's lists in a rule set of kind "+string(r.Kind), "kind: state", "correct the kind or remove lists")
	}
	if len(r.Scores)+len(r.Criteria)+len(r.Measures)+len(r.Review) > 0 || r.Flag != nil || r.Zones != nil || r.Stress != nil {
		say("lists", "the State's lists beside scores, criteria or zones", "one of them", "keep one of the two")
	}
	if _, err := time.Parse(time.DateOnly, "2023-"+s.Published); err != nil {
		say("lists.published", fmt.Sprintf("%q", s.Published), "month and day, such as \"12-01\"", "correct it")
	}
	var above []string
	for i := range s.Lists {
		checkStateList(s, i, above, say)
		above = append(above, s.Lists[i].ID)
	}
	seen := map[string]bool{}
	for i, x := range s.Readings {
		if seen[x.ID] {
			say(fmt.Sprintf("lists.readings[%d].id", i), "the reading "+x.ID+" a second time", "each once", "remove one of them")
		}
		seen[x.ID] = true
	}
}

func checkStateList(s *StateLists, i int, above []string, say report) {
	l, at := &s.Lists[i], fmt.Sprintf("lists.lists[%d]", i)
	if slices.Contains(above, l.ID) {
		say(at+".id", "the list "+l.ID+" a second time", "each list once", "remove one of them")
	}
	if l.Of != "" && !slices.Contains(above, l.Of) {
		say(at+".of", "the list "+l.Of+", which does not stand above", "a list from further up", "correct the id or move the list up")
	}
	if l.Row != nil {
		if !slices.Contains(above, l.Row.List) {
			say(at+".row.list", "the list "+l.Row.List+", which does not stand above", "a list from further up", "correct the id or move the list up")
		}
		if len(l.Counted)+len(l.Required)+l.AtLeast > 0 || l.Of != "" {
			say(at+".row", "a row of years beside criteria", "one of them", "keep one of the two")
		}
		return
	}
	if l.Of != "" && len(l.Counted) > 0 {
		say(at+".of", "counted criteria beside those of another list", "one of them", "keep one of the two")
	}
	counted := len(l.Counted)
	if of := s.List(l.Of); of != nil && slices.Contains(above, l.Of) {
		counted += len(of.Counted)
	}
	if l.AtLeast < 1 || l.AtLeast > counted {
		say(at+".at_least", fmt.Sprint(l.AtLeast), fmt.Sprintf("1 to %d, the number of counted criteria", counted), "correct it")
	}
	for j := range l.Counted {
		checkStateCriterion(&l.Counted[j], fmt.Sprintf("%s.counted[%d]", at, j), say)
	}
	for j := range l.Required {
		checkStateCriterion(&l.Required[j], fmt.Sprintf("%s.required[%d]", at, j), say)
	}
}

func checkStateCriterion(k *StateCriterion, at string, say report) {
	for j, y := range k.YearsBack {
		if y < 0 || y > 10 || j > 0 && y <= k.YearsBack[j-1] {
			say(fmt.Sprintf("%s.years_back[%d]", at, j), fmt.Sprint(y), "years before the list's year, 0 to 10, the latest first", "correct it")
		}
	}
	if !(k.Limit > 0) {
		say(at+".limit", fmt.Sprint(k.Limit), "a limit above 0", "correct it")
	}
	if (k.Figure == "income") != (k.Against == "region") {
		say(at+".against", fmt.Sprintf("%q for %s", k.Against, k.Figure), "region for income, and for nothing else", "correct it")
	}
	if k.Against == "nation" && k.Figure != "convicted" {
		say(at+".against", "nation for "+k.Figure, "nation for convicted alone: no other national figure is delivered", "correct it")
	}
	if k.Figure == "income" && len(k.YearsBack) != 1 {
		say(at+".years_back", "several years for income", "one year", "keep one")
	}
	if k.Unknown && k.Figure != "education" {
		say(at+".unknown_counts", "unknown persons for "+k.Figure, "education", "remove it")
	}
}

// glosses of the lists' names, which stand in brackets before their year.
var glosses = strings.NewReplacer("(udsat boligområde ", "(udsat boligområde, vulnerable housing area, ", "(parallelsamfund ", "(parallelsamfund, parallel society, ",
	"(omdannelsesområde ", "(omdannelsesområde, transformation area, ", "(forebyggelsesområde ", "(forebyggelsesområde, prevention area, ")

// Glossed gives the note of a listed housing area for readers of a language: as
// it is in Danish, in English with a gloss beside the law's word.
func Glossed(l Lang, note string) string {
	if l == Da {
		return note
	}
	return glosses.Replace(note)
}
