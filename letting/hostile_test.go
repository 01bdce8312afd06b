package letting

import (
	"regexp"
	"strings"
	"testing"
)

// Assumptions that do not hold are refused with file, line and what to do.
func TestHostileAssumptionsAreRefusedWithTheirLine(t *testing.T) {
	text := byHandText
	for _, c := range []struct{ name, old, new, want string }{
		{"a percentage for a share", "labour: 0.4,", "labour: 40,", `groups[0].labour: found "40"; expected a share`},
		{"a negative share", "education: 0.25, income: 60,\n     household: {persons: 10, from_18_to_64: 5, from_18: 8, from_30_to_59: 4, taxpayers: 5}}\n  - {id: work", "education: -0.1, income: 60,\n     household: {persons: 10, from_18_to_64: 5, from_18: 8, from_30_to_59: 4, taxpayers: 5}}\n  - {id: work", `groups[0].education: found "-0.1"`},
		{"not a number", "labour: 0.1,", "labour: few,", `groups[1].labour: found "few"`},
		{"text that looks like a number", "labour: 0.1,", `labour: "0.1",`, `groups[1].labour: found "0.1"`},
		{"infinity", "waiting: 300", "waiting: .inf", `groups[1].waiting: found ".inf"`},
		{"not any number", "waiting: 300", "waiting: .nan", `groups[1].waiting: found ".nan"`},
		{"an unknown field", "profiles_may_be_off_by: 0", "profiles_may_be_of_by: 0", "found the unknown field profiles_may_be_of_by"},
		{"a field twice", "tried_from: 2026", "tried_from: 2026\ntried_from: 2027", "found the field tried_from a second time"},
		{"a missing field", "national_convicted: {drift: 0, sd: 0}\n", "", "found no national_convicted"},
		{"one language", "title: {da: I hånden, en: By hand}", "title: {da: I hånden}", "title: found no en"},
		{"shares that do not sum to 1", "from: {work: 1}", "from: {work: 0.9}", "letting_types[1].from: found shares that sum to 0.9; expected shares that sum to 1"},
		{"a group nobody knows", "from: {work: 1}", "from: {workers: 1}", "found the unknown field workers; expected one of like, work"},
		{"a type nobody knows", "tried: {flexible: 1}", "tried: {flexibel: 1}", "found the unknown field flexibel"},
		{"an area twice", "elsewhere:", "areas: [{area: \"01\", turnover: 0.1}, {area: \"01\", turnover: 0.2}]\nelsewhere:", "areas[1]: found 01 a second time"},
		{"more adults than persons", "{persons: 10, from_18_to_64: 5, from_18: 8, from_30_to_59: 4, taxpayers: 5}}\nletting_types", "{persons: 3, from_18_to_64: 5, from_18: 8, from_30_to_59: 4, taxpayers: 5}}\nletting_types", "groups[1].household: found numbers of persons that do not fit"},
		{"origin without its share", "origin_of_those_who_move_in: 0.4\n", "", "origin: found origin: state_input"},
		{"a share of origin that is switched off", "origin: state_input", "origin: drop", "origin: found origin: drop"},
		{"an origin for one group", "labour: 0.1,", "labour: 0.1, origin: 0.5,", "found the unknown field origin"},
		{"a goal before lettings can show", "years: [2032]", "years: [2026]", "goal.years[0]: found 2026"},
		{"a goal year after the last list", "years: [2032]", "years: [2040]", "goal.years: found 2040"},
		{"a certainty that nobody has", "measure: expectation,", "measure: probability, probability: 1,", `goal.probability: found "1"`},
		{"a probability without its measure", "measure: expectation,", "measure: expectation, probability: 0.9,", "goal: found measure expectation"},
		{"an area nobody knows", "elsewhere:", "areas: [{area: \"99\", turnover: 0.1}]\nelsewhere:", "areas[0].area: found 99"},
		{"a receiver nobody knows", "to: [{area: rest, weight: 1}]", "to: [{area: nowhere, weight: 1}]", "elsewhere.to[0].area: found nowhere"},
		{"weights of 0", "weight: 1}]", "weight: 0}]", "elsewhere.to: found weights that are all 0"},
		{"no turnover", "turnover: 0.1,", "turnover: 0,", `default.turnover: found "0"`},
		{"a reference", "those_who_stay: {}", "those_who_stay: &x {}\nextra: *x", "found the unknown field extra"},
		{"an alias for a number", "labour: 0.4,", "labour: &x 0.4, ", ""},
		{"a list for a mapping", "those_who_stay: {}", "those_who_stay: []", "those_who_stay: found something else; expected a mapping"},
		{"half a year", "tried_from: 2026", "tried_from: 2026.5", "tried_from: found 2026.5; expected a whole number"},
		{"a second document", "goal:", "---\ngoal:", "found a second document"},
		{"broken YAML", "goal: {", "goal: [{", "expected a YAML file"},
		{"an empty file", text, "", "expected a YAML file"},
		{"a text alone", text, "hello", "expected a mapping of names and values"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if !strings.Contains(text, c.old) {
				t.Fatalf("the text has no %q", c.old)
			}
			err := tryText(t, strings.Replace(text, c.old, c.new, 1))
			switch {
			case c.want == "":
				if err != nil {
					t.Errorf("refused: %v", err)
				}
			case err == nil:
				t.Error("accepted")
			case !strings.Contains(err.Error(), c.want):
				t.Errorf("says %v", err)
			case !regexp.MustCompile(`^assumptions\.yaml:\d+: `).MatchString(err.Error()) && c.name != "an empty file":
				t.Errorf("names no file and line: %v", err)
			}
		})
	}
}

// tryText reads assumptions and prepares the study by hand with them.
func tryText(t *testing.T, text string) error {
	t.Helper()
	a, err := Read("assumptions.yaml", []byte(text))
	if err != nil {
		return err
	}
	d := minbyDelivery(t)
	set, register := stateLists(t, d)
	_, err = New(a, d, set, register, Options{Runs: 1, Until: 2035})
	return err
}

// An alias is refused where it stands, so that the report prints every value.
func TestAliasesAreRefused(t *testing.T) {
	text := strings.Replace(strings.Replace(byHandText, "labour: 0.4,", "labour: &x 0.4,", 1), "labour: 0.1,", "labour: *x,", 1)
	if err := tryText(t, text); err == nil || !strings.Contains(err.Error(), "groups[1].labour: found a reference to another place (*x)") {
		t.Errorf("says %v", err)
	}
}
