package dossier

import (
	"cmp"
	"slices"
	"strings"

	"byblik"

	"golang.org/x/text/collate"
	"golang.org/x/text/language"
)

// criterionView is one criterion of the rule set on the page.
type criterionView struct {
	Title, Plain, Unit, City, Limit, Met, Proxy, Level string
	Persons                                            string // why distances are not told in persons; empty if they are
	HasData                                            bool
}

func (x *index) criterionViews() []criterionView {
	var out []criterionView
	w := x.words
	for k := range x.s.Criteria {
		c := &x.s.Criteria[k]
		v := criterionView{Title: c.Rule.Title.In(w.Language()), Plain: c.Rule.Plain.In(w.Language()), Unit: c.Unit.In(w.Language()), HasData: c.HasData}
		if c.Rule.Proxy != nil {
			v.Proxy = w.T("criterion.proxy", "what", c.Rule.Proxy.In(w.Language()))
		}
		if c.Rule.Level != "" && c.Rule.Level != "area" {
			v.Level = w.T("strip.coarse", "level", w.or("level.", c.Rule.Level))
		}
		if x.s.Why != nil && c.HasData && !x.inPersons(k) {
			v.Persons = w.T("criterion.nopersons")
		}
		if c.HasData {
			d := decimalsFor(c.SD)
			v.City, v.Limit = w.Number(c.City, d), w.Number(c.Limit, d)
			met, of := 0, 0
			for _, f := range c.Findings {
				if f.Status == byblik.OK {
					of++
					if f.Met {
						met++
					}
				}
			}
			v.Met = w.T("criterion.met", "n", w.Number(float64(met), 0), "of", w.Number(float64(of), 0))
		}
		out = append(out, v)
	}
	return out
}

// sortGroups orders districts by name; stretches of the alphabet are in order
// already.
func (x *index) sortGroups(gs []stripGroup) []stripGroup {
	if !x.hasDistricts() {
		return gs
	}
	tag := language.English
	if x.words.Language() == "da" {
		tag = language.Danish
	}
	col := collate.New(tag, collate.Numeric)
	slices.SortStableFunc(gs, func(a, b stripGroup) int {
		return cmp.Or(col.CompareString(a.Title, b.Title), strings.Compare(a.Title, b.Title))
	})
	return gs
}

// termView is one central concept: the Danish word, which the law and the
// policy use, an English gloss and what it means.
type termView struct{ Danish, English, Meaning string }

func (x *index) glossary() []termView {
	ids := []string{"index", "rank", "decile", "small", "absent"}
	if x.municipal() {
		ids = []string{"zone", "screening", "criterion", "small", "limit", "city", "flagged", "enclosed", "statelist", "housing", "absent"}
	}
	var out []termView
	for _, id := range ids {
		out = append(out, termView{x.words.T("term." + id + ".da"), x.words.T("term." + id + ".en"), x.words.T("term." + id + ".is")})
	}
	return out
}
