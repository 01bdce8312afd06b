package catalog

import (
	"fmt"
	"slices"
	"strings"
	"unicode"

	"byblik"

	"golang.org/x/text/unicode/norm"
)

// A city may not designate areas by who people are. The policy's six criteria
// are about conditions of life, and the EU Court of Justice has treated a rule
// on “non-Western” origin as direct discrimination in so far as it rests on
// ethnic origin (C-417/23, 18 December 2025). A municipal rule set is therefore
// refused when an indicator it uses measures origin, ethnicity or language —
// declared as protected, or told by its words.

// protectedStems are beginnings of words that name a protected trait, and
// protectedWords whole words, both in lower case.
var (
	protectedStems = []string{"herkomst", "oprindelse", "etni", "ethnic", "indvandre", "immigrant", "migrant", "efterkommer",
		"nonwestern", "ikkevestlig", "statsborger", "nationalit", "citizenship", "fødeland", "foedeland", "birthcountry",
		"sprog", "language", "tosprog", "bilingual", "multilingual", "racial", "minorit", "foreignborn", "religio", "trosretning"}
	protectedWords = []string{"origin", "origins", "race", "races", "limeng", "mnrty", "minrty"}
	protectedPairs = [][2]string{{"non", "western"}, {"ikke", "vestlig"}, {"ikke", "vestlige"}, {"ikke", "vestligt"},
		{"foreign", "born"}, {"country", "birth"}, {"english", "proficiency"}, {"limited", "english"}, {"danish", "proficiency"}}
)

// languageWords are those of the words above that name language and nothing
// else, as beginnings.
var languageWords = []string{"sprog", "language", "tosprog", "bilingual", "multilingual", "limeng", "english proficiency", "limited english", "danish proficiency"}

// protectedTrait finds the first word of a text that names origin, ethnicity
// or language; empty if none does.
func protectedTrait(text string) string {
	if all := protectedTraits(text); len(all) > 0 {
		return all[0]
	}
	return ""
}

// originTrait is protectedTrait without the words that name language alone.
func originTrait(text string) string {
	for _, w := range protectedTraits(text) {
		if !slices.ContainsFunc(languageWords, func(stem string) bool { return strings.HasPrefix(w, stem) }) {
			return w
		}
	}
	return ""
}

// protectedTraits lists the words of a text that name a protected trait.
// Letters of another width count as their plain form, signs that nobody sees
// are passed over, and a word in letters of several alphabets is taken for a
// hidden one.
func protectedTraits(text string) []string {
	seen := strings.Map(func(r rune) rune {
		if unicode.Is(unicode.Cf, r) {
			return -1
		}
		return unicode.ToLower(r)
	}, norm.NFKC.String(text))
	words := strings.FieldsFunc(seen, func(r rune) bool { return !unicode.IsLetter(r) })
	var found []string
	for i, w := range words {
		switch {
		case mixedAlphabets(w):
			found = append(found, w+", in letters of several alphabets")
		case slices.Contains(protectedWords, w), slices.ContainsFunc(protectedStems, func(stem string) bool { return strings.HasPrefix(w, stem) }):
			found = append(found, w)
		}
		for _, pair := range protectedPairs {
			if w == pair[0] && slices.Contains(words[i+1:min(i+3, len(words))], pair[1]) {
				found = append(found, w+" "+pair[1])
			}
		}
	}
	return found
}

// mixedAlphabets says whether a word has Latin letters and others.
func mixedAlphabets(word string) bool {
	isLatin := func(r rune) bool { return unicode.Is(unicode.Latin, r) }
	return strings.ContainsFunc(word, isLatin) && strings.ContainsFunc(word, func(r rune) bool { return !isLatin(r) })
}

const protectedAdvice = "take it out; the State's lists, which record origin as the State's own input, are rule sets of kind state"

// checkProtected refuses a municipal rule set that uses a protected trait.
func (c *Catalog) checkProtected(r *RuleSet, say report) {
	for i, k := range r.Criteria {
		if w := protectedTrait(strings.Join([]string{k.ID, k.Title.Da, k.Title.En, k.Plain.Da, k.Plain.En}, " ")); w != "" {
			say(fmt.Sprintf("criteria[%d].id", i), "a municipal criterion that names "+w, "criteria about conditions of life, not about who people are", protectedAdvice)
		}
	}
	for i, s := range r.Scores {
		if w := protectedTrait(s.ID + " " + s.Title.Da + " " + s.Title.En); w != "" {
			say(fmt.Sprintf("scores[%d].id", i), "a municipal score that names "+w, "scores about conditions of life, not about who people are", protectedAdvice)
		}
	}
	for i, m := range r.Review {
		if w := protectedTrait(m.ID + " " + m.Title.Da + " " + m.Title.En); w != "" {
			say(fmt.Sprintf("review[%d].id", i), "a municipal mark that names "+w, "marks about conditions of life, not about who people are", protectedAdvice)
		}
	}
	for at, id := range r.indicatorRefs() {
		d := c.Indicators[id]
		if d == nil {
			continue
		}
		if len(d.Protected) > 0 {
			say(at, fmt.Sprintf("the indicator %s, which measures %s", id, strings.Join(d.Protected, ", ")), "no origin, ethnicity or language in a municipal rule set", protectedAdvice)
			continue
		}
		if w := c.indicatorTrait(d, protectedTrait); w != "" {
			say(at, fmt.Sprintf("the indicator %s, whose definition or column names %s", id, w), "no origin, ethnicity or language in a municipal rule set", protectedAdvice)
		}
	}
}

const trialAdvice = "take it out, or remove zones; only an indicator that contains language may take part, in a rule set that says trial: true"

// checkDesignates keeps the ban from being passed round: whatever its kind, a
// rule set with zones designates areas. None may do so by origin or
// ethnicity; language may take part in a trial of a method, which designates
// nothing.
func (c *Catalog) checkDesignates(r *RuleSet, say report) {
	trait := protectedTrait
	if r.Trial {
		trait = originTrait
	}
	for i, k := range r.Criteria {
		if w := trait(strings.Join([]string{k.ID, k.Title.Da, k.Title.En, k.Plain.Da, k.Plain.En}, " ")); w != "" {
			say(fmt.Sprintf("criteria[%d].id", i), "zones by a criterion that names "+w, "zones by conditions of life, not by who people are", trialAdvice)
		}
	}
	for at, id := range r.indicatorRefs() {
		d := c.Indicators[id]
		if d == nil {
			continue
		}
		banned := slices.DeleteFunc(slices.Clone(d.Protected), func(t string) bool { return r.Trial && t == "language" })
		if len(banned) > 0 {
			say(at, fmt.Sprintf("zones by the indicator %s, which measures %s", id, strings.Join(banned, ", ")), "zones without origin, ethnicity or language", trialAdvice)
		} else if w := c.indicatorTrait(d, trait); w != "" {
			say(at, fmt.Sprintf("zones by the indicator %s, whose definition or column names %s", id, w), "zones without origin, ethnicity or language", trialAdvice)
		}
	}
}

// checkTrial holds a trial to its word: it says so on every output and is
// never in force.
func checkTrial(r *RuleSet, say report) {
	if r.Trial && len(r.Notes) == 0 {
		say("trial", "a trial without a note", "notes: that this is a trial of a method and designates nothing; every output repeats it", "add the note")
	}
	if r.Trial && r.Status == InForce {
		say("status", "a trial that is in force", "draft, reviewed or superseded", "correct the status or remove trial")
	}
}

// indicatorTrait looks for a trait in all that tells what an indicator
// measures, down to the headers of its columns.
func (c *Catalog) indicatorTrait(d *Indicator, trait func(string) string) string {
	told := []string{string(d.ID), d.Title.Da, d.Title.En, d.Definition.Da, d.Definition.En, d.Persons.Da, d.Persons.En}
	for _, ref := range d.columns() {
		id, col, _ := strings.Cut(ref, "/")
		told = append(told, col)
		if s := c.Sources[id]; s != nil {
			for _, k := range s.Columns {
				if k.ID == col {
					told = append(told, k.Name)
				}
			}
		}
	}
	for _, t := range told {
		if w := trait(t); w != "" {
			return w
		}
	}
	return ""
}

// Protected lists the traits that a rule set's indicators measure, with the
// indicators: what every output of an index or State list must say.
func (c *Catalog) Protected(r *RuleSet) []*Indicator {
	var found []*Indicator
	for _, id := range r.Indicators() {
		if d := c.Indicators[byblik.IndicatorID(id)]; d != nil && len(d.Protected) > 0 {
			found = append(found, d)
		}
	}
	return found
}
