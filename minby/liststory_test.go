package minby_test

import (
	"encoding/json"
	"fmt"
	"io/fs"
	"strings"
	"testing"

	"byblik/minby"
)

// told is the whole story: by area and list, one sign for each list of 1
// December 2013–2025: Y yes, - no, ? indeterminate, m missing, . there was no
// such list. The documentation of the package says what each area shows.
const told = `
Tranevænget       udsat                 .....YYYY?---
Tranevænget       parallelsamfund       -----YYY-----
Tranevænget       omdannelse            .....--------
Tranevænget       forebyggelse          ........YYYYY
Tranevænget       kombineret_udlejning  ........??---
Stærevænget       udsat                 .....--------
Stærevænget       parallelsamfund       -------------
Stærevænget       omdannelse            .....--------
Stærevænget       forebyggelse          ........Y--Y-
Stærevænget       kombineret_udlejning  ........-----
Kornvænget        udsat                 .....YYYYYYYY
Kornvænget        parallelsamfund       YYYYYYYYYY---
Kornvænget        omdannelse            .....YYYYY---
Kornvænget        forebyggelse          ........YYYYY
Kornvænget        kombineret_udlejning  ........YYYYY
Rugløkken         udsat                 .....YYYY?---
Rugløkken         parallelsamfund       -----YYYY?---
Rugløkken         omdannelse            .....----?---
Rugløkken         forebyggelse          ........YY---
Rugløkken         kombineret_udlejning  ........Y----
Fiskernes Have    udsat                 .....YYYY----
Fiskernes Have    parallelsamfund       Y----YYYY----
Fiskernes Have    omdannelse            .....--------
Fiskernes Have    forebyggelse          ........YYY--
Fiskernes Have    kombineret_udlejning  ........YYY--
Sejlmagergangen   udsat                 .....Y-YY----
Sejlmagergangen   parallelsamfund       YYYYYY-YY----
Sejlmagergangen   omdannelse            .....Y-------
Sejlmagergangen   forebyggelse          ........YY---
Sejlmagergangen   kombineret_udlejning  ........YYYYY
Vejkærgård        udsat                 .....--------
Vejkærgård        parallelsamfund       -------------
Vejkærgård        omdannelse            .....m-------
Vejkærgård        forebyggelse          ........---mY
Vejkærgård        kombineret_udlejning  ........Y----
Nordstjernehaven  udsat                 .....--------
Nordstjernehaven  parallelsamfund       -------------
Nordstjernehaven  omdannelse            .....--------
Nordstjernehaven  forebyggelse          ........--?YY
Nordstjernehaven  kombineret_udlejning  ........YYYYY
Banevænget        udsat                 .....YY------
Banevænget        parallelsamfund       YYYYY--------
Banevænget        omdannelse            .....--------
Banevænget        forebyggelse          ........-----
Banevænget        kombineret_udlejning  ........YYYY-
Åbrinkhaven       udsat                 .....YYYYYY--
Åbrinkhaven       parallelsamfund       YYYYY--------
Åbrinkhaven       omdannelse            .....--------
Åbrinkhaven       forebyggelse          ........-----
Åbrinkhaven       kombineret_udlejning  ........YYYY-
Digevænget        udsat                 .....--------
Digevænget        parallelsamfund       -------------
Digevænget        omdannelse            .....--------
Digevænget        forebyggelse          ........----Y
Digevænget        kombineret_udlejning  ........-----
Fyrtårnshaven     udsat                 .....--------
Fyrtårnshaven     parallelsamfund       -------------
Fyrtårnshaven     omdannelse            .....--------
Fyrtårnshaven     forebyggelse          ........---YY
Fyrtårnshaven     kombineret_udlejning  ........-----
Teglværkshaven    udsat                 .....m-------
Teglværkshaven    parallelsamfund       ----m--------
Teglværkshaven    omdannelse            .....m-------
Teglværkshaven    forebyggelse          ........-----
Teglværkshaven    kombineret_udlejning  ........-m---
Kildehusene       udsat                 .....--------
Kildehusene       parallelsamfund       -------------
Kildehusene       omdannelse            .....--------
Kildehusene       forebyggelse          ........-----
Kildehusene       kombineret_udlejning  ........-----
`

var signs = map[answer]string{yes: "Y", no: "-", indeterminate: "?", missing: "m"}

// picture writes the answers of all areas as told has them.
func picture(o *oracle, of func(area, list string, y int) answer) string {
	var b strings.Builder
	b.WriteByte('\n')
	for _, area := range o.areas {
		for _, list := range listsOf(minby.Last) {
			fmt.Fprintf(&b, "%-17s %-21s ", o.name[area], list)
			for y := 2013; y <= minby.Last; y++ {
				sign := "."
				for _, l := range listsOf(y) {
					if l == list {
						sign = signs[of(area, list, y)]
					}
				}
				b.WriteString(sign)
			}
			b.WriteByte('\n')
		}
	}
	return b.String()
}

func compare(t *testing.T, what, got string) {
	t.Helper()
	want := strings.Split(told, "\n")
	for i, line := range strings.Split(got, "\n") {
		if i >= len(want) || line != want[i] {
			t.Errorf("%s: got %q, the story is %q", what, line, want[min(i, len(want)-1)])
		}
	}
}

// Every area plays its part, whatever the seed.
func TestTheListsTellTheStory(t *testing.T) {
	for seed := uint64(1); seed <= 4; seed++ {
		o := newOracle(t, seed)
		compare(t, fmt.Sprintf("seed %d", seed), picture(o, func(area, list string, y int) answer { return year{o, area, y}.list(list) }))
	}
}

// Each list gives each of the four answers, is entered, left and entered again.
func TestEveryListShowsEveryAnswerAndTurn(t *testing.T) {
	seen := map[string]map[string]bool{}
	for _, line := range strings.Split(strings.TrimSpace(told), "\n") {
		list, signs := strings.Fields(line[18:])[0], line[strings.LastIndex(line, " ")+1:]
		if seen[list] == nil {
			seen[list] = map[string]bool{}
		}
		for _, turn := range []string{"Y", "-", "?", "m", "-Y", "Y-"} {
			seen[list][turn] = seen[list][turn] || strings.Contains(signs, turn)
		}
	}
	for list, turns := range seen {
		for turn, there := range turns {
			if !there && !(list == "omdannelse" && turn == "-Y" || list == "kombineret_udlejning" && turn == "-Y") {
				t.Errorf("%s never shows %s", list, turn)
			}
		}
	}
	for _, turn := range []string{"parallelsamfund       -----YYY-", "parallelsamfund       -----YYYY", "parallelsamfund       YYYYYY-YY-", "forebyggelse          ........Y--Y-"} {
		if !strings.Contains(told, turn) {
			t.Errorf("no area shows %s", turn)
		}
	}
}

// The file of listed housing areas agrees with the figures wherever these
// decide: an area stands there under the heaviest of its lists.
func TestListedAreasAgreeWithTheFigures(t *testing.T) {
	text, err := fs.ReadFile(minby.Files(minby.Seed), minby.StateListFile)
	if err != nil {
		t.Fatal(err)
	}
	var doc struct {
		Features []struct {
			Properties struct{ Area, List, Year string }
		}
	}
	if err := json.Unmarshal(text, &doc); err != nil {
		t.Fatal(err)
	}
	listed := map[string]string{}
	for _, f := range doc.Features {
		listed[f.Properties.Area+f.Properties.Year] = f.Properties.List
	}
	o := newOracle(t, minby.Seed)
	for _, area := range o.areas {
		for y := 2023; y <= minby.Last; y++ {
			heaviest, open := "", false
			for _, l := range []struct{ list, named string }{{"omdannelse", "omdannelsesomraade"}, {"parallelsamfund", "parallelsamfund"}, {"udsat", "udsat_boligomraade"}, {"forebyggelse", "forebyggelsesomraade"}} {
				switch a := (year{o, area, y}).list(l.list); {
				case a == yes && heaviest == "":
					heaviest = l.named
				case a == indeterminate || a == missing:
					open = true
				}
			}
			if got := listed[o.name[area]+fmt.Sprint(y)]; got != heaviest && !open {
				t.Errorf("%s %d: listed %q, by its figures %q", o.name[area], y, got, heaviest)
			}
		}
	}
}
