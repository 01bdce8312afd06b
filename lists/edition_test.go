package lists

import (
	"slices"
	"strings"
	"testing"

	"byblik/screen"
)

// Mjølnerparken as it could have been delivered: the origin of 2022 was given
// as 49 per cent in March 2022 and corrected to 51 in May 2023. The published
// list of 1 December 2022 holds it (cphpost.dk).
func corrected() map[string]string {
	f := map[string]string{
		AreasFile:      strings.TrimSuffix(areasHead, "\n") + ",known\n",
		ReferencesFile: "year,region,convicted_n,convicted_d,income,known\n",
	}
	for _, y := range []string{"2020", "2021"} {
		f[AreasFile] += "1,Mjølnerparken,101,084," + y + ",yes,1500,500,1000,1,1000,700,1000,800,1500,300000," + y + "-12-31\n"
		f[ReferencesFile] += y + ",DK,8,1000,," + y + "-12-31\n" + y + ",084,,,300000," + y + "-12-31\n"
	}
	f[AreasFile] += "1,Mjølnerparken,101,084,2022,yes,1500,,,,,,,765,1500,,2022-03-01\n" +
		"1,Mjølnerparken,101,084,2022,yes,,,,,,,,735,1500,,2023-05-01\n" +
		"1,Mjølnerparken,101,084,2022,yes,,500,1000,1,1000,700,1000,,,300000,2023-06-01\n"
	return f
}

func TestFiguresAreThoseKnownByTheDay(t *testing.T) {
	d, err := folder(t, corrected())
	if err != nil {
		t.Fatal(err)
	}
	for _, x := range []struct {
		known string
		on    screen.Answer
		cause []Cause
	}{
		{"", screen.No, []Cause{Vintage}},
		{KnownThen, screen.Yes, nil},
		{"2022-12-01", screen.Yes, nil},
		{"2023-04-30", screen.Yes, nil},
		{"2023-05-01", screen.No, []Cause{Vintage}},
	} {
		s, err := stateBook(t, Options{AsKnown: x.known}).Screen(d, 2022)
		if err != nil {
			t.Fatal(err)
		}
		if on := s.Standings[0].Result(ParallelSociety).On; on != x.on {
			t.Errorf("as known %q: %v, want %v", x.known, on, x.on)
		}
		i := slices.IndexFunc(s.History, func(p Past) bool { return p.Year == 2022 && p.List == ParallelSociety })
		if p := s.History[i]; !p.Official.On || !slices.Equal(p.Because, x.cause) {
			t.Errorf("as known %q: official %v, because %v, want %v", x.known, p.Official, p.Because, x.cause)
		}
	}
}

// A later row speaks for the cells that it fills: the rows of 2022 together
// make one year, residents of the first, origin of the second, the rest of the
// third.
func TestALaterRowTakesNothingBack(t *testing.T) {
	d, err := folder(t, corrected())
	if err != nil {
		t.Fatal(err)
	}
	y := d.Areas[0].Year(2022)
	if y.Residents != AmountOf(1500) || y.Origin != Counted(735, 1500) || y.Labour != Counted(500, 1000) || y.Known != "2023-06-01" {
		t.Errorf("residents %v, known %s", y.Residents, y.Known)
	}
}

// What was known then cannot be guessed: without days there is no looking back.
func TestUndatedFiguresHaveNoPast(t *testing.T) {
	f := corrected()
	f[AreasFile] = strings.Replace(f[AreasFile], "2021-12-31", "", 1)
	d, err := folder(t, f)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := stateBook(t, Options{AsKnown: "2022-12-01"}).Screen(d, 2022); err == nil || !strings.Contains(err.Error(), "no-known-day") {
		t.Errorf("%v", err)
	}
	for _, bad := range []string{"1 December", "2022-13-01", "2022"} {
		if _, err := NewBook(stateBook(t, Options{}).RuleSets(), Options{AsKnown: bad}); err == nil {
			t.Errorf("--as-known %s is taken", bad)
		}
	}
	f = corrected()
	f[AreasFile] += "1,Mjølnerparken,101,084,2022,yes,1400,,,,,,,,,,2023-05-01\n"
	if _, err := folder(t, f); err == nil || !strings.Contains(err.Error(), "double-key") {
		t.Errorf("the same day twice: %v", err)
	}
	f[AreasFile] = strings.Replace(f[AreasFile], "2023-05-01", "1 May", 1)
	if _, err := folder(t, f); err == nil || !strings.Contains(err.Error(), "bad-day") {
		t.Errorf("a day that is none: %v", err)
	}
}

// Borders explain a difference where the list's own borders give what the State
// published; the rules of the year do likewise.
func TestBordersAndRulesExplainWhatTheyUndo(t *testing.T) {
	f := threeBlocks()
	f[AreasFile] = strings.Replace(f[AreasFile], "Parken", "Bispeparken", 1)
	f[BordersFile] = "unit,area,from,to\na,1,2010,\nb,1,2010,\nc,1,2010,2022\n"
	d, err := folder(t, f)
	if err != nil {
		t.Fatal(err)
	}
	for _, x := range []struct {
		options Options
		want    []Cause
	}{
		{Options{}, nil}, // not on the list of 2022, neither theirs nor ours
		{Options{Borders: 2024}, []Cause{OtherBorder}},
		{Options{Borders: 2024, Average: Pooled}, []Cause{OtherBorder}},
	} {
		s, err := stateBook(t, x.options).Screen(d, 2022)
		if err != nil {
			t.Fatal(err)
		}
		i := slices.IndexFunc(s.History, func(p Past) bool { return p.Year == 2022 && p.List == ParallelSociety })
		if got := s.History[i].Because; !slices.Equal(got, x.want) {
			t.Errorf("%+v: %v, want %v", x.options, got, x.want)
		}
	}
}
