package disclose

import (
	"archive/zip"
	"bytes"
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"

	"byblik"
)

var year = byblik.InYear(2025)

// street has four areas in two halves and one city.
func street(columns ...Column) Structure {
	g := Geography{Base: "area", Places: map[Place][]string{}}
	for i, a := range []string{"1", "2", "3", "4"} {
		g.Places[Place{"area", a}] = []string{a}
		half := Place{"half", fmt.Sprint(i / 2)}
		g.Places[half] = append(g.Places[half], a)
		g.Places[Place{"city", "city"}] = append(g.Places[Place{"city", "city"}], a)
	}
	return Structure{Geography: g, Columns: columns}
}

func protect(t *testing.T, w *Work) map[Figure]byblik.Cell {
	t.Helper()
	cells, _, err := Protect(w, Standard(), testSecret(t))
	if err != nil {
		t.Fatal(err)
	}
	m := map[Figure]byblik.Cell{}
	for i, c := range w.Counts {
		m[c.Figure] = cells[i]
	}
	return m
}

func count(column, level, code string, n float64, key Key) Count {
	return Count{Figure: Figure{column, Place{level, code}, year}, True: byblik.RawOf(n), Key: key}
}

func TestTheSamePersonsHaveTheSameValueEverywhere(t *testing.T) {
	s := testSecret(t)
	a, b := s.Key("a"), s.Key("b")
	for n := 5.0; n < 200; n++ {
		w := &Work{Structure: street(Column{ID: "x"}, Column{ID: "y"})}
		w.Counts = []Count{count("x", "area", "1", n, a), count("x", "area", "2", n+7, b), count("x", "half", "0", 2*n+7, a.With(b)), count("y", "city", "city", n, a)}
		m := protect(t, w)
		one, again := m[Figure{"x", Place{"area", "1"}, year}], m[Figure{"y", Place{"city", "city"}, year}]
		if one.Status() == byblik.OK && again.Status() == byblik.OK && one != again {
			t.Fatalf("%v persons are %v here and %v there", n, one.Float(), again.Float())
		}
	}
}

func TestRoundingIsRightOnAverage(t *testing.T) {
	s := testSecret(t)
	for _, n := range []float64{5, 6, 7.5, 8, 9, 12.25} {
		sum := 0.0
		const draws = 20000
		for i := range draws {
			v := round(n, 5, s.chance("round", s.Key(fmt.Sprint(i))))
			if v != 5*math.Floor(n/5) && v != 5*math.Ceil(n/5) {
				t.Fatalf("%v became %v", n, v)
			}
			sum += v
		}
		// four standard errors of a number that lies at most 2.5 from its mean
		if mean := sum / draws; math.Abs(mean-n) > 4*2.5/math.Sqrt(draws) {
			t.Errorf("%v is %v on average", n, mean)
		}
	}
}

func TestFourStatesStayFour(t *testing.T) {
	w := &Work{Structure: street(Column{ID: "all"}, Column{ID: "some", Of: "all"})}
	w.Counts = []Count{
		count("all", "area", "1", 0, 0), count("some", "area", "1", 0, 0), // nobody lives there
		count("all", "area", "2", 100, 1), count("some", "area", "2", 0, 0), // 0 per cent
		count("all", "area", "3", 100, 2), count("some", "area", "3", 98, 3), // nearly 100 per cent
		count("all", "area", "4", 100, 4), {Figure: Figure{"some", Place{"area", "4"}, year}, True: byblik.RawWithout(byblik.Missing)},
	}
	m := protect(t, w)
	for area, want := range map[string]byblik.Status{"1": byblik.OK, "2": byblik.Suppressed, "3": byblik.Suppressed, "4": byblik.Missing} {
		if got := m[Figure{"some", Place{"area", area}, year}]; got.Status() != want {
			t.Errorf("area %s: %v, expected %v", area, got.Status(), want)
		}
	}
	some, all := m[Figure{"some", Place{"area", "1"}, year}], m[Figure{"all", Place{"area", "1"}, year}]
	if some.Float() != 0 || Share(some, all, 100).Status() != byblik.NotApplicable {
		t.Errorf("where nobody lives the count is %v and the share %v", some.Float(), Share(some, all, 100).Status())
	}
}

// Under a threshold below the base a count may be large enough and yet become
// 0: that would say that nobody is counted. It is hidden, and one that becomes 5 is shown.
func TestACountThatWouldBecomeZeroIsHidden(t *testing.T) {
	s, rules := testSecret(t), Standard()
	rules.Threshold = 3
	seen := map[bool]int{}
	for i := range 40 {
		w := &Work{Structure: street(Column{ID: "all"}, Column{ID: "some", Of: "all"})}
		w.Counts = []Count{count("all", "area", "1", 1000, 1), count("some", "area", "1", 3, s.Key(fmt.Sprint(i)))}
		cells, _, err := Protect(w, rules, s)
		if err != nil {
			t.Fatal(err)
		}
		zero := round(3, 5, s.chance("round", w.Counts[1].Key)) == 0
		if seen[zero]++; (cells[1].Status() == byblik.Suppressed) != zero || !zero && cells[1].Float() != 5 {
			t.Errorf("3 that becomes 0 (%v) is %v %v", zero, cells[1].Float(), cells[1].Status())
		}
	}
	if seen[true] == 0 || seen[false] == 0 {
		t.Errorf("%d of 40 become 0: the test tests nothing", seen[true])
	}
}

// What the plan or the ladder keeps back is not shown, however large it is, and
// is told apart from what is hidden for its size.
func TestWhatIsWithheldIsNotShown(t *testing.T) {
	w := &Work{Structure: street(Column{ID: "x"}), Counts: []Count{count("x", "area", "1", 1000, 1), count("x", "area", "2", 1000, 2), count("x", "area", "3", 4, 3)}}
	w.Counts[1].Withheld = true
	cells, tally, err := Protect(w, Standard(), testSecret(t))
	if err != nil {
		t.Fatal(err)
	}
	for i, want := range []byblik.Status{byblik.OK, byblik.Suppressed, byblik.Suppressed} {
		if cells[i].Status() != want {
			t.Errorf("%s: %v, expected %v", w.Counts[i].Figure, cells[i].Status(), want)
		}
	}
	if tally.Cells != 3 || tally.Shown != 1 || tally.Withheld != 1 || tally.Primary != 1 || tally.Secondary != 0 {
		t.Errorf("%+v", tally)
	}
}

// A second geography that cuts a piece of 49 households off a small area is
// refused; one of 50 is the fewest that may be told apart.
func TestAGeographyCutsOffNoFewerHouseholdsThanPromised(t *testing.T) {
	for homes, kind := range map[float64]byblik.Kind{49: byblik.Withheld, 50: 0} {
		g := Geography{Base: "area", Fewest: 50, Homes: map[string]float64{"a": 200, "b": homes, "c": 200},
			Places: map[Place][]string{{"area", "1"}: {"a", "b"}, {"area", "2"}: {"c"}, {"strip", "s"}: {"b", "c"}}}
		w := &Work{Structure: Structure{Geography: g, Columns: []Column{{ID: "x"}}},
			Counts: []Count{count("x", "area", "1", 500, 1), count("x", "area", "2", 500, 2), count("x", "strip", "s", 600, 3)}}
		if _, _, err := Protect(w, Standard(), testSecret(t)); (err != nil) != (kind != 0) || err != nil && byblik.KindOf(err) != kind {
			t.Errorf("a piece of %v households: %v", homes, err)
		}
	}
}

// A pair whose roundings all go as far as they can leaves three values to each
// of them; protection must see it, for every pair.
func TestNoPairIsNarrowed(t *testing.T) {
	s := testSecret(t)
	secondary := 0
	for i := range 400 {
		a, b := s.Key("a", fmt.Sprint(i)), s.Key("b", fmt.Sprint(i))
		n, m := float64(20+i%10), float64(30+i/10%10)
		w := &Work{Structure: street(Column{ID: "x"}), Counts: []Count{
			count("x", "area", "1", n, a), count("x", "area", "2", m, b), count("x", "half", "0", n+m, a.With(b))}}
		cells, tally, err := Protect(w, Standard(), s)
		if err != nil {
			t.Fatal(err)
		}
		secondary += tally.Secondary
		r, err := Attack(&Problem{Structure: w.Structure, Rules: Standard(), Releases: []*Publication{published("1", w, cells)}, Truth: truth(w)})
		if err != nil {
			t.Fatal(err)
		}
		if !r.Holds() || r.Narrowest < 5 || r.Wrong > 0 {
			t.Fatalf("%v + %v: %s", n, m, summary(r))
		}
	}
	if secondary == 0 {
		t.Error("no pair was ever narrowed: the test tests nothing")
	}
}

func TestWhatEarlierReleasesGaveAwayIsRefused(t *testing.T) {
	w := &Work{Structure: street(Column{ID: "x"}), Counts: []Count{count("x", "area", "1", 3, 1)}}
	w.Earlier = []*Publication{{ID: "old", Counts: map[Figure]byblik.Cell{w.Counts[0].Figure: byblik.CellOf(3)}}}
	if _, _, err := Protect(w, Standard(), testSecret(t)); byblik.KindOf(err) != byblik.Withheld {
		t.Errorf("found %v, expected a refusal", err)
	}
}

func TestPublicCountsPassAndAreKnown(t *testing.T) {
	w := &Work{Structure: street(Column{ID: "homes", Public: true}, Column{ID: "x", Of: "homes"}), Counts: []Count{count("homes", "area", "1", 3, 1)}}
	if got := protect(t, w)[w.Counts[0].Figure]; got.Float() != 3 {
		t.Errorf("a public 3 became %v", got)
	}
}

// percent_inversion: a share with r decimals tells its numerator as long as
// the denominator is below 100·10^r.
func TestPercentInversion(t *testing.T) {
	var limit struct{ R0, R1, R2 float64 }
	sdcJSON(t, "cases/percent_inversion.expected.json", &limit)
	for r, n := range []float64{limit.R0, limit.R1, limit.R2} {
		for _, whole := range []float64{n - 1, 10 * n} {
			s := street(Column{ID: "all", Public: true}, Column{ID: "some", Of: "all"})
			of := Figure{"all", Place{"area", "1"}, year}
			f := Figure{"some", Place{"area", "1"}, year}
			unique := 0
			for k := 1.0; k <= 20; k++ {
				v := math.Floor(whole * k / 21)
				printed := math.Round(100*v/whole*math.Pow10(r)) / math.Pow10(r)
				p := &Publication{ID: "1", Counts: map[Figure]byblik.Cell{of: byblik.CellOf(whole), f: byblik.CellWithout(byblik.Suppressed)},
					Ratios: []Ratio{{f, of, 100, byblik.CellOf(printed), r}}}
				report, err := Attack(&Problem{Structure: s, Rules: Standard(), Releases: []*Publication{p}})
				if err != nil {
					t.Fatal(err)
				}
				for _, b := range report.Breaches {
					if b.Attack == Inversion && b.Left == (Interval{v, v}) {
						unique++
					}
				}
			}
			if exact := whole < n; exact != (unique == 20) {
				t.Errorf("%d decimals of %v: %d of 20 numerators are exact", r, whole, unique)
			}
		}
	}
}

// means_attack: true means beside perturbed counts undo the perturbation; means
// rounded to a step do not.
func TestMeansAttack(t *testing.T) {
	var c struct {
		Published struct {
			Counts []float64 `json:"perturbed_counts"`
			Means  []float64 `json:"original_means"`
			Off    int       `json:"max_deviation"`
		}
		Hidden struct{ Counts, Sums []float64 } `json:"attacker_must_not_find"`
	}
	sdcJSON(t, "cases/means_attack.expected.json", &c)
	rules := Rules{Base: c.Published.Off + 1, Wide: 2}
	for _, step := range []float64{0.00005, 1} {
		p := &Publication{ID: "1", Counts: map[Figure]byblik.Cell{}}
		s := street(Column{ID: "n"})
		for i, n := range c.Published.Counts {
			f := Figure{"n", Place{"area", fmt.Sprint(i + 1)}, year}
			// a count that deviates by at most 2 stands for its interval
			p.Counts[f] = byblik.CellOf(n)
			mean := c.Published.Means[i]
			if step == 1 {
				mean = round(mean, step, 0.4)
			}
			p.Means = append(p.Means, Mean{"x", f, byblik.CellOf(mean), step, 1})
		}
		w, err := newWorld(&s, rules)
		if err != nil {
			t.Fatal(err)
		}
		a := &assault{Problem: &Problem{Structure: s, Rules: rules}, world: w}
		if err := w.publish(p); err != nil {
			t.Fatal(err)
		}
		for i, n := range c.Published.Counts {
			w.Unknowns[i].Interval = Interval{n - float64(c.Published.Off), n + float64(c.Published.Off)}
		}
		a.sol = &solution{bounds: w.start()}
		for i, m := range p.Means {
			got := a.whole(m)
			exact := got == (Interval{c.Hidden.Counts[i], c.Hidden.Counts[i]})
			if exact != (step < 1) {
				t.Errorf("step %v: the number of persons behind %v is %v", step, m.Value.Float(), got)
			}
		}
	}
}

// Ten persons and 437 square metres, of whom a release says 10, rounded, and 43.7:
// of 6 to 14 persons only 10 have a whole number of square metres. Of 44, rounded to
// a whole metre, any number may be true.
func TestATrueMeanBesideARoundedCountIsFound(t *testing.T) {
	of := Figure{"n", Place{"area", "1"}, year}
	for _, c := range []struct {
		value, step float64
		left        Interval
	}{{43.7, 0.001, Interval{10, 10}}, {44, 1, Interval{}}} {
		p := &Publication{ID: "1", Counts: map[Figure]byblik.Cell{of: byblik.CellOf(10)}, Means: []Mean{{"m²", of, byblik.CellOf(c.value), c.step, 1}}}
		r, err := Attack(&Problem{Structure: street(Column{ID: "n"}), Rules: Standard(), Releases: []*Publication{p}})
		if err != nil {
			t.Fatal(err)
		}
		var left Interval
		for _, b := range r.Breaches {
			if b.Attack == Averages {
				left = b.Left
			}
		}
		if left != c.left {
			t.Errorf("a mean of %v leaves %v persons, expected %v", c.value, left, c.left)
		}
	}
}

func TestMeansKeepFewAndLargeContributorsSafe(t *testing.T) {
	s, rules, shown := testSecret(t), Standard(), byblik.CellOf(10)
	amount := func(n, sum, first, second float64) Amount {
		return Amount{Persons: byblik.RawOf(n), Sum: byblik.RawOf(sum), First: byblik.RawOf(first), Second: byblik.RawOf(second)}
	}
	for _, c := range []struct {
		what    string
		a       Amount
		persons byblik.Cell
		want    byblik.Status
	}{
		{"ten of about the same", amount(10, 1000, 110, 105), shown, byblik.OK},
		{"four", amount(4, 400, 110, 105), shown, byblik.Suppressed},
		{"one has nearly all", amount(10, 1000, 900, 50), shown, byblik.Suppressed},
		{"persons suppressed", amount(10, 1000, 110, 105), byblik.CellWithout(byblik.Suppressed), byblik.Suppressed},
		{"nobody", amount(0, 0, 0, 0), byblik.CellOf(0), byblik.NotApplicable},
	} {
		got, err := ProtectMean(c.a, c.persons, 10, rules, s)
		if err != nil || got.Status() != c.want {
			t.Errorf("%s: %v %v, expected %v", c.what, got.Status(), err, c.want)
		}
		if got.Status() == byblik.OK && math.Mod(got.Float(), 10) != 0 {
			t.Errorf("%s: %v is no multiple of the step", c.what, got.Float())
		}
	}
}

func TestTracesInFiles(t *testing.T) {
	var book bytes.Buffer
	z := zip.NewWriter(&book)
	for name, text := range map[string]string{"xl/workbook.xml": `<sheet name="raw" state="hidden"/>`, "docProps/core.xml": `<dc:creator>Jens Hansen</dc:creator>`,
		"xl/worksheets/sheet1.xml": "<t>Planted Person</t>"} {
		f, err := z.Create(name)
		if err != nil {
			t.Fatal(err)
		}
		_, _ = f.Write([]byte(text))
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	// 0101010007 is invented; its check digit fits
	files := map[string]struct{ text, want string }{
		"clean.csv":   {"area,n\n001,25\n002,1010101234.5\n", ""},
		"hash.json":   {`{"sha256":"a0101019999b2302"}`, ""},
		"cpr.csv":     {"id\n010101-4321\n", "personal number"},
		"cpr2.csv":    {"id;0101010007;x\n", "personal number"},
		"canary.html": {"<p>planted person, Planted Person</p>", "planted text"},
		"book.xlsx":   {book.String(), "hidden sheet|author|planted text"},
	}
	for name, f := range files {
		got := strings.Join(traces(name, []byte(f.text), []string{"Planted Person"}, 0), "; ")
		if f.want == "" && got != "" {
			t.Errorf("%s: found %s", name, got)
		}
		for want := range strings.SplitSeq(f.want, "|") {
			if !strings.Contains(got, want) {
				t.Errorf("%s: found %q, expected %q", name, got, want)
			}
		}
	}
}

func TestLadder(t *testing.T) {
	for homes, want := range map[float64]Rung{0: Nothing, 19: Nothing, 20: KeyFigures, 49: KeyFigures, 50: FewClasses, 99: FewClasses, 100: NoSeries, 149: NoSeries, 150: Series, math.NaN(): Nothing} {
		if got := RungOf(homes); got != want {
			t.Errorf("%v households: %s, expected %s", homes, got, want)
		}
	}
	key, rest := Asked{KeyFigure: true, Latest: true}, Asked{Latest: true}
	split := func(n int) Asked { return Asked{KeyFigure: true, Latest: true, Classes: n} }
	for _, x := range []struct {
		of    Asked
		shown []Rung // those that show it
	}{
		{Asked{Residents: true, Latest: true}, []Rung{Nothing, KeyFigures, FewClasses, NoSeries, Series}},
		{Asked{Residents: true}, []Rung{Series}},
		{key, []Rung{KeyFigures, FewClasses, NoSeries, Series}},
		{Asked{KeyFigure: true}, []Rung{Series}},
		{rest, []Rung{FewClasses, NoSeries, Series}},
		{Asked{}, []Rung{Series}},
		{split(3), []Rung{KeyFigures, FewClasses, NoSeries, Series}},
		{split(4), []Rung{NoSeries, Series}},
	} {
		for _, r := range []Rung{Nothing, KeyFigures, FewClasses, NoSeries, Series} {
			if got := r.Shows(x.of); got != slices.Contains(x.shown, r) {
				t.Errorf("%s households, %+v: shown %v", r, x.of, got)
			}
		}
	}
}

func TestNothingTellsTheSecret(t *testing.T) {
	s := testSecret(t)
	for _, form := range []string{"%v", "%+v", "%#v", "%s", "%x"} {
		if got := fmt.Sprintf(form, s); got != "[secret]" {
			t.Errorf("%s prints %s", form, got)
		}
	}
	if _, err := SecretOf(make([]byte, 16)); err != nil {
		t.Errorf("16 bytes: %v", err)
	}
	if _, err := SecretOf(make([]byte, 15)); byblik.KindOf(err) != byblik.Usage {
		t.Errorf("15 bytes: %v", err)
	}
	if _, err := SecretOf([]byte("short")); byblik.KindOf(err) != byblik.Usage {
		t.Errorf("a short secret: %v", err)
	}
}

func TestTheSameWorkGivesTheSameCells(t *testing.T) {
	h := newHamlet(t)
	one := h.release(t, "1")
	slices.Reverse(h.Counts)
	two := h.release(t, "1")
	for f, c := range one.Counts {
		if two.Counts[f] != c {
			t.Errorf("%s: %v, then %v", f, c, two.Counts[f])
		}
	}
}

// A share of 20 of 100 stands beside a limit of 20.5 per cent and a decision
// on raw values: where it holds only if the raw share reaches the limit, the
// nine values 16 to 24 are cut at 0.205 × 96.
func TestDecisionsOnRawValuesTell(t *testing.T) {
	n, of := Figure{"some", Place{"area", "1"}, year}, Figure{"all", Place{"area", "1"}, year}
	p := &Publication{ID: "1", Counts: map[Figure]byblik.Cell{n: byblik.CellOf(20), of: byblik.CellOf(100)}}
	s := street(Column{ID: "all"}, Column{ID: "some", Of: "all"})
	other := Test{} // may have come out either way
	for _, c := range []struct {
		what    string
		limit   float64
		outcome bool
		more    []Test
		found   int
	}{
		{"flagged, and only this test can have done it", 22.5, true, nil, 1}, // 22, 23, 24
		{"flagged, but another test may have done it", 22.5, true, []Test{other}, 0},
		{"flagged, and the limit leaves five values", 20.5, true, nil, 0}, // 20 … 24
		{"not flagged", 17, false, nil, 1},                                // 16, 17
		{"not flagged, and the limit is out of reach", 40, false, nil, 0},
	} {
		tests := append([]Test{{Of: &Ordered{n, &of}, Per: 100, Limit: c.limit}}, c.more...)
		p.Decisions = []Decided{{Name: "area 1", Outcome: c.outcome, Years: [][]Test{tests}, Need: 1, NeedYears: 1}}
		r, err := Attack(&Problem{Structure: s, Rules: Standard(), Releases: []*Publication{p}})
		if err != nil {
			t.Fatal(err)
		}
		found := 0
		for _, try := range r.Tries {
			if try.Attack == Decisions {
				found = try.Found
			}
		}
		if found != c.found {
			t.Errorf("%s: found %d, expected %d", c.what, found, c.found)
		}
	}
}

// That an area forms a zone, which takes 1,000 residents, leaves only 1,000 to
// 1,004 of a published 1,000: five values. That a group of 1,000 was too small
// leaves four, 996 to 999: its number goes. A group of two whose numbers leave a
// sum of 992 at least is narrowed by the same word.
func TestWhatIsSaidOfSizesIsNotTold(t *testing.T) {
	s := testSecret(t)
	for _, x := range []struct {
		name   string
		counts []float64 // what they must be rounded to
		bound  Interval
		hidden int
	}{
		{"a zone of 1,000", []float64{1000}, Interval{1000, math.Inf(1)}, 0},
		{"too small with 1,000", []float64{1000}, Interval{math.Inf(-1), 999}, 1},
		{"too small with 985", []float64{985}, Interval{math.Inf(-1), 999}, 0},
		{"two, too small", []float64{505, 500}, Interval{math.Inf(-1), 999}, 1},
	} {
		w := &Work{Structure: street(Column{ID: "residents"}), Bounds: []Bound{{Name: "groups", Interval: x.bound}}}
		for i, want := range x.counts {
			n := want - 2 // some persons that are rounded to what is wanted
			if x.bound.Low == want {
				n = want + 2
			}
			c := count("residents", "area", fmt.Sprint(i+1), n, 0)
			for k := 0; round(n, 5, s.chance("round", c.Key)) != want; k++ {
				c.Key = s.Key(x.name, fmt.Sprint(i), fmt.Sprint(k))
			}
			w.Counts, w.Bounds[0].Of = append(w.Counts, c), append(w.Bounds[0].Of, c.Figure)
		}
		cells, tally, err := Protect(w, Standard(), s)
		if err != nil {
			t.Fatalf("%s: %v", x.name, err)
		}
		if tally.Secondary != x.hidden {
			t.Errorf("%s: %d suppressed, expected %d", x.name, tally.Secondary, x.hidden)
		}
		// The attack finds it where protection did not know of it.
		for _, knew := range []bool{true, false} {
			if !knew {
				unaware := *w
				unaware.Bounds = nil
				if cells, _, err = Protect(&unaware, Standard(), s); err != nil {
					t.Fatal(err)
				}
			}
			p := published("1", w, cells)
			p.Bounds = w.Bounds
			r, err := Attack(&Problem{Structure: w.Structure, Rules: Standard(), Releases: []*Publication{p}, Truth: truth(w)})
			if err != nil {
				t.Fatal(err)
			}
			if want := !knew && x.hidden > 0; r.Holds() == want || r.Wrong > 0 {
				t.Errorf("%s, protection knows %v: %s", x.name, knew, summary(r))
			}
		}
	}
}

// The attacker is given the number of dwellings, which anybody can count.
// Nothing is promised of it, and where it narrows something else that goes.
func TestDwellingsAreKnownToTheAttacker(t *testing.T) {
	s := testSecret(t)
	w := &Work{Structure: street(Column{ID: "dwellings", Countable: true}, Column{ID: "let", Of: "dwellings"}), Known: map[Figure]float64{}}
	all, some := count("dwellings", "area", "1", 46, 0), count("let", "area", "1", 38, 0)
	for k := 0; round(38, 5, s.chance("round", some.Key)) != 40 || round(46, 5, s.chance("round", all.Key)) != 50; k++ {
		all.Key, some.Key = s.Key("all", fmt.Sprint(k)), s.Key("let", fmt.Sprint(k))
	}
	w.Counts, w.Known[all.Figure] = []Count{all, some}, 46
	cells, tally, err := Protect(w, Standard(), s)
	if err != nil {
		t.Fatal(err)
	}
	r, err := Attack(&Problem{Structure: w.Structure, Rules: Standard(), Releases: []*Publication{published("1", w, cells)}, Known: w.Known, Truth: truth(w)})
	if err != nil {
		t.Fatal(err)
	}
	if left, _ := r.Left(some.Figure); !r.Holds() || r.Cells != 1 || r.Exact != 0 || tally.Shown != 1 || left != (Interval{36, 41}) {
		t.Errorf("%v left, %+v: %s", left, tally, summary(r))
	}
}

// A stream that is packed could hold anything, so it is a find.
func TestPackedStreamsAreFinds(t *testing.T) {
	for name, text := range map[string]string{"report.pdf": "%PDF-1.7\n<</Filter/FlateDecode>>stream", "figures.csv.gz": "\x1f\x8b\x08"} {
		if found := traces(name, []byte(text), nil, 0); len(found) != 1 {
			t.Errorf("%s: %q", name, found)
		}
	}
	if found := traces("report.pdf", []byte("%PDF-1.7\nplain"), nil, 0); len(found) != 0 {
		t.Errorf("a plain page: %q", found)
	}
}

// What the certificate of a release says of an attack must not depend on the
// truth that the maker gives to it: how many programs it takes tells which hidden
// counts were too small, so it is not what is counted.
func TestWhatWasTriedDoesNotTellTheTruth(t *testing.T) {
	h := newHamlet(t)
	p := h.release(t, "1")
	truth, sums := h.truth()
	knows, err := Attack(&Problem{Structure: h.Structure, Rules: h.rules, Releases: []*Publication{p}, Truth: truth, TruthOf: sums})
	if err != nil {
		t.Fatal(err)
	}
	outside, err := Attack(&Problem{Structure: h.Structure, Rules: h.rules, Releases: []*Publication{p}})
	if err != nil {
		t.Fatal(err)
	}
	if knows.Effort.Programs == outside.Effort.Programs || knows.Effort.Bounds == 0 {
		t.Errorf("%d programs with the truth and %d without: the test tries nothing", knows.Effort.Programs, outside.Effort.Programs)
	}
	if !slices.Equal(knows.Tries, outside.Tries) {
		t.Errorf("tried with the truth %v\nand without %v", knows.Tries, outside.Tries)
	}
}

// A count of nobody is shown only where nobody could have been counted. Where the
// denominator is not known, somebody may have been.
func TestNobodyOfAnUnknownGroupIsNotSaid(t *testing.T) {
	some := Figure{"some", Place{"area", "1"}, year}
	for _, c := range []struct {
		what   string
		all    []Count
		status byblik.Status
	}{
		{"an empty group", []Count{count("all", "area", "1", 0, 0)}, byblik.OK},
		{"a group of 100", []Count{count("all", "area", "1", 100, 1)}, byblik.Suppressed},
		{"a group that nobody knows", []Count{{Figure: Figure{"all", Place{"area", "1"}, year}, True: byblik.RawWithout(byblik.Missing)}}, byblik.Suppressed},
		{"a group that is not published", nil, byblik.Suppressed},
	} {
		w := &Work{Structure: street(Column{ID: "all"}, Column{ID: "some", Of: "all"}), Counts: append(c.all, count("some", "area", "1", 0, 0))}
		m := protect(t, w)
		if m[some].Status() != c.status {
			t.Errorf("nobody of %s is %v, expected %v", c.what, m[some].Status(), c.status)
		}
		// The attack finds it where it is said all the same.
		m[some] = byblik.CellOf(0)
		r, err := Attack(&Problem{Structure: w.Structure, Rules: Standard(), Releases: []*Publication{{ID: "1", Counts: m}}})
		if err != nil {
			t.Fatal(err)
		}
		if found := foundBy(r, Groups); (found > 0) != (c.status != byblik.OK) {
			t.Errorf("nobody of %s is said: found %d", c.what, found)
		}
	}
}

// Of three groups one inside the other the innermost is said to be empty only
// where the next is, and that only where the outermost is. The attack has nothing
// to say of what protection lets through.
func TestNobodyIsSaidOnlyInsideWhatIsSaidToBeEmpty(t *testing.T) {
	figure := func(column string) Figure { return Figure{column, Place{"area", "1"}, year} }
	for _, c := range []struct {
		what      string
		residents float64
		withheld  bool
		status    byblik.Status
	}{{"nobody lives there", 0, false, byblik.OK}, {"30 live there", 30, false, byblik.Suppressed}, {"who lives there is kept back", 0, true, byblik.Suppressed}} {
		residents := count("residents", "area", "1", c.residents, Key(c.residents))
		residents.Withheld = c.withheld
		w := &Work{Structure: street(Column{ID: "residents"}, Column{ID: "adults", Of: "residents"}, Column{ID: "low", Of: "adults"}),
			Counts: []Count{residents, count("adults", "area", "1", 0, 0), count("low", "area", "1", 0, 0)}}
		m := protect(t, w)
		if m[figure("low")].Status() != c.status {
			t.Errorf("%s: nobody with a low income is %v, expected %v", c.what, m[figure("low")].Status(), c.status)
		}
		r, err := Attack(&Problem{Structure: w.Structure, Rules: Standard(), Releases: []*Publication{{ID: "1", Counts: m}}})
		if err != nil {
			t.Fatal(err)
		}
		if found := foundBy(r, Groups); found > 0 {
			t.Errorf("%s: the attack finds %d in what protection lets through", c.what, found)
		}
	}
}

func foundBy(r *Report, id AttackID) (found int) {
	for _, try := range r.Tries {
		if try.Attack == id {
			found += try.Found
		}
	}
	return found
}

// An area is decided on where 100 live there. Where its shares alone would
// have flagged it and it is not, fewer do: of a published 100 that leaves 96 to 99.
func TestADecisionTellsOfSize(t *testing.T) {
	n, of, all := Figure{"some", Place{"area", "1"}, year}, Figure{"all", Place{"area", "1"}, year}, Figure{"residents", Place{"area", "1"}, year}
	s := street(Column{ID: "all", Within: []string{"residents"}}, Column{ID: "some", Of: "all"}, Column{ID: "residents"})
	for _, c := range []struct {
		what      string
		residents float64
		limit     float64 // of the share, some 50 per cent
		outcome   bool
		found     int
	}{
		{"not flagged, though it must be by its share", 100, 20, false, 1},
		{"not flagged, though it must be by its share, and many fewer may live there", 95, 20, false, 0},
		{"not flagged, by its share perhaps", 100, 50, false, 0},
		{"flagged, so at least 100", 100, 20, true, 0},         // 100 … 104
		{"flagged, so at least 100, of few", 100, 48, true, 0}, // 100 … 104
		{"of many", 200, 20, true, 0},
	} {
		p := &Publication{ID: "1", Counts: map[Figure]byblik.Cell{n: byblik.CellOf(45), of: byblik.CellOf(90), all: byblik.CellOf(c.residents)}}
		p.Decisions = []Decided{{Name: "area 1", Outcome: c.outcome, Size: &Test{Of: &Ordered{Numerator: all}, Per: 1, Limit: 100},
			Years: [][]Test{{{Of: &Ordered{n, &of}, Per: 100, Limit: c.limit}}}, Need: 1, NeedYears: 1}}
		r, err := Attack(&Problem{Structure: s, Rules: Standard(), Releases: []*Publication{p}})
		if err != nil {
			t.Fatal(err)
		}
		if found := foundBy(r, Decisions); found != c.found {
			t.Errorf("%s: found %d, expected %d: %v", c.what, found, c.found, r.Breaches)
		}
	}
}

// A mean has one value for the same persons: in every release until it is
// corrected, and under every name of its place. And it is a multiple of its step.
func TestTheNoiseOfAMeanIsDrawnOnce(t *testing.T) {
	s := street(Column{ID: "all"})
	s.Geography.Places[Place{"zone", "z"}] = []string{"1", "2"} // as half 0
	of, zone := Figure{"all", Place{"half", "0"}, year}, Figure{"all", Place{"zone", "z"}, year}
	mean := func(of Figure, v float64) Mean { return Mean{"income", of, byblik.CellOf(v), 10, 1} }
	counts := map[Figure]byblik.Cell{of: byblik.CellOf(100), zone: byblik.CellOf(100)}
	for _, c := range []struct {
		what      string
		first     []Mean
		second    []Mean
		corrected bool
		by        AttackID
	}{
		{"the same everywhere", []Mean{mean(of, 200), mean(zone, 200)}, []Mean{mean(of, 200)}, false, ""},
		{"another in the next release", []Mean{mean(of, 200)}, []Mean{mean(of, 210)}, false, Vintages},
		{"another that is corrected", []Mean{mean(of, 200)}, []Mean{mean(of, 210)}, true, ""},
		{"another under another name", []Mean{mean(of, 200), mean(zone, 210)}, nil, false, Twins},
		{"one that is not rounded", []Mean{mean(of, 204)}, nil, false, Averages},
	} {
		second := &Publication{ID: "2", Counts: counts, Means: c.second, Corrected: map[Figure]bool{{"income", of.Place, year}: c.corrected}}
		r, err := Attack(&Problem{Structure: s, Rules: Standard(), Releases: []*Publication{{ID: "1", Counts: counts, Means: c.first}, second}})
		if err != nil {
			t.Fatal(err)
		}
		for _, id := range []AttackID{Vintages, Twins, Averages} {
			if found := foundBy(r, id); (found > 0) != (id == c.by) {
				t.Errorf("%s: %s found %d", c.what, id, found)
			}
		}
	}
}

// Whoever counts the doors of an area knows less of its dwellings than their
// number, which the attack has when a release is made: at least one behind each
// door. What is safe from the number is safe from the doors, so an attack on folders
// alone need not guess.
func TestDoorsTellNoMoreThanDwellings(t *testing.T) {
	s := testSecret(t)
	narrower := 0
	for i := range 60 {
		w := &Work{Structure: street(Column{ID: "dwellings", Countable: true}, Column{ID: "let", Of: "dwellings"}), Known: map[Figure]float64{}}
		doors := []Bound{}
		var halves [2][2]float64
		var keys [2][2]Key
		for a := range 4 {
			n := float64(40 + (7*i+11*a)%60)
			let := math.Floor(n * float64(1+(i+a)%8) / 9)
			all, some := count("dwellings", "area", fmt.Sprint(a+1), n, s.Key("all", fmt.Sprint(i, a))), count("let", "area", fmt.Sprint(a+1), let, s.Key("let", fmt.Sprint(i, a)))
			w.Counts, w.Known[all.Figure] = append(w.Counts, all, some), n
			doors = append(doors, Bound{Name: "addresses.csv", Of: []Figure{all.Figure}, Interval: Interval{math.Floor(n * 0.9), math.Inf(1)}})
			halves[a/2][0], halves[a/2][1] = halves[a/2][0]+n, halves[a/2][1]+let
			keys[a/2][0], keys[a/2][1] = keys[a/2][0].With(all.Key), keys[a/2][1].With(some.Key)
		}
		for h := range 2 {
			w.Counts = append(w.Counts, count("dwellings", "half", fmt.Sprint(h), halves[h][0], keys[h][0]), count("let", "half", fmt.Sprint(h), halves[h][1], keys[h][1]))
		}
		cells, _, err := Protect(w, Standard(), s)
		if err != nil {
			t.Fatal(err)
		}
		attack := func(known map[Figure]float64, bounds []Bound) *Report {
			p := published("1", w, cells)
			p.Bounds = bounds
			r, err := Attack(&Problem{Structure: w.Structure, Rules: Standard(), Releases: []*Publication{p}, Known: known, Truth: truth(w)})
			if err != nil {
				t.Fatal(err)
			}
			if !r.Holds() || r.Wrong > 0 {
				t.Fatalf("town %d: %s", i, summary(r))
			}
			return r
		}
		exact, some, none := attack(w.Known, nil), attack(nil, doors), attack(nil, nil)
		for _, c := range w.Counts {
			if c.Figure.Column != "let" {
				continue
			}
			e, _ := exact.Left(c.Figure)
			d, _ := some.Left(c.Figure)
			n, _ := none.Left(c.Figure)
			if e.Low < d.Low-slack || e.High > d.High+slack || d.Low < n.Low-slack || d.High > n.High+slack {
				t.Errorf("town %d: %s is within %v by dwellings, %v by doors, %v by neither", i, c.Figure, e, d, n)
			}
			if e != d {
				narrower++
			}
		}
	}
	if narrower == 0 {
		t.Error("dwellings never tell more than doors: the test tries nothing")
	}
}

// Suppressed counts of which not every number below five is left are known to be
// none of them: otherwise protection would have gone on. So what is left of them from
// five upwards has to be enough.
func TestWhatWasNotMendedIsNotSmall(t *testing.T) {
	some, all := Figure{"some", Place{"area", "1"}, year}, Figure{"all", Place{"area", "1"}, year}
	for _, c := range []struct {
		left  Interval // what a sum leaves of the suppressed count
		found bool
	}{
		{Interval{0, 4}, false},  // too small perhaps, and nothing more is known
		{Interval{0, 7}, false},  // perhaps
		{Interval{2, 8}, true},   // so 5 to 8
		{Interval{2, 9}, false},  // so 5 to 9
		{Interval{1, 5}, true},   // so 5
		{Interval{6, 10}, false}, // five values
	} {
		w := &Work{Structure: street(Column{ID: "all"}, Column{ID: "some", Of: "all"})}
		p := &Publication{ID: "1", Counts: map[Figure]byblik.Cell{some: byblik.CellWithout(byblik.Suppressed), all: byblik.CellOf(100)}, Bounds: []Bound{{Name: "said", Of: []Figure{some}, Interval: c.left}}}
		r, err := Attack(&Problem{Structure: w.Structure, Rules: Standard(), Releases: []*Publication{p}})
		if err != nil {
			t.Fatal(err)
		}
		if r.Holds() == c.found || r.Narrowed > 0 != c.found {
			t.Errorf("%v left: %s", c.left, summary(r))
		}
	}
}
