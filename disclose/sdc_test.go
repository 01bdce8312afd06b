package disclose

import (
	"bufio"
	"encoding/csv"
	"encoding/json"
	"io"
	"slices"
	"strconv"
	"strings"
	"testing"

	"byblik/reference"
)

// sdc opens a file of the disclosure tables: cases of sdcTools (τ-ARGUS,
// sdcTable) and of the Handbook on Statistical Disclosure Control.
func sdc(t *testing.T, name string) io.Reader {
	t.Helper()
	return reference.Open(t, "sdc/"+name)
}

func sdcJSON(t *testing.T, name string, into any) {
	t.Helper()
	if err := json.NewDecoder(sdc(t, name)).Decode(into); err != nil {
		t.Fatal(err)
	}
}

func sdcCSV(t *testing.T, name string) [][]string {
	t.Helper()
	return reference.Rows(t, sdc(t, name))[1:]
}

func number(t *testing.T, s string) float64 {
	t.Helper()
	v, err := strconv.ParseFloat(strings.TrimSpace(s), 64)
	if err != nil {
		t.Fatal(err)
	}
	return v
}

// named collects cells by name and totals over them.
type namedTable struct {
	Exact
	at map[string]int32
}

func newNamedTable() *namedTable { return &namedTable{at: map[string]int32{}} }

func (n *namedTable) put(name string, v float64) {
	n.at[name] = int32(len(n.Values))
	n.Values = append(n.Values, v)
	n.Hidden = append(n.Hidden, false)
	n.Need = append(n.Need, Interval{v, v})
}

func (n *namedTable) total(whole string, parts ...string) {
	s := System{}
	var xs []int32
	for _, p := range parts {
		xs = append(xs, n.at[p])
	}
	s.Total(n.at[whole], xs...)
	n.Totals = append(n.Totals, s.Rows...)
}

// expect compares intervals with the case, and with GLPK.
func (n *namedTable) expect(t *testing.T, hidden []bool, want map[string][2]float64) {
	t.Helper()
	left, err := n.Audit(hidden)
	if err != nil {
		t.Fatal(err)
	}
	for name, w := range want {
		i, ok := n.at[name]
		if !ok {
			t.Fatalf("no cell %q", name)
		}
		if got := left[i]; got.Low < w[0]-slack || got.Low > w[0]+slack || got.High < w[1]-slack || got.High > w[1]+slack {
			t.Errorf("%s: %v, expected %v", name, got, w)
		}
	}
	sameBounds(t, left, glpk(t, n.system(hidden)))
}

func (n *namedTable) hide(names ...string) []bool {
	hidden := slices.Clone(n.Hidden)
	for _, name := range names {
		hidden[n.at[name]] = true
	}
	return hidden
}

func TestTauArgusExample1(t *testing.T) {
	n := newNamedTable()
	var hidden []string
	regions := map[string]bool{}
	for _, r := range sdcCSV(t, "cases/tauargus_ex1.csv") {
		name := r[0] + "|" + r[1]
		n.put(name, number(t, r[2]))
		regions[r[0]] = true
		if r[4] != "s" {
			hidden = append(hidden, name)
		}
	}
	for r := range regions {
		n.total(r+"|Total", r+"|male", r+"|female")
	}
	for _, g := range []string{"Total", "male", "female"} {
		n.total("Total|"+g, "A|"+g, "B|"+g, "C|"+g, "D|"+g)
	}
	var want struct{ Intervals map[string][2]float64 }
	sdcJSON(t, "cases/tauargus_ex1.expected.json", &want)
	n.expect(t, n.hide(hidden...), want.Intervals)
}

func TestSdcTable4x4(t *testing.T) {
	n := newNamedTable()
	var hidden []string
	sums := map[string]float64{}
	rows := sdcCSV(t, "cases/sdctable_4x4.csv")
	for _, r := range rows {
		name, v := r[0]+r[1], number(t, r[2])
		n.put(name, v)
		if r[3] == "u" {
			hidden = append(hidden, name)
		}
		for _, total := range []string{r[0] + "T", "T" + r[1], "TT"} {
			sums[total] += v
		}
	}
	for total, v := range sums {
		n.put(total, v)
	}
	for _, i := range []string{"w", "x", "y", "z"} {
		n.total(i+"T", i+"a", i+"b", i+"c", i+"d")
	}
	for _, j := range []string{"a", "b", "c", "d", "T"} {
		n.total("T"+j, "w"+j, "x"+j, "y"+j, "z"+j)
	}
	n.total("TT", "Ta", "Tb", "Tc", "Td")
	var want struct {
		Recoverable map[string]float64    `json:"exactly_recoverable"`
		Before      map[string][2]float64 `json:"intervals_before"`
		After       map[string][2]float64 `json:"intervals_after_xb"`
	}
	sdcJSON(t, "cases/sdctable_4x4.expected.json", &want)
	n.expect(t, n.hide(hidden...), want.Before)
	n.expect(t, n.hide(append(hidden, "xb")...), want.After)

	// every row and column hides two cells and wb is still 47: ours must see
	// that and find what protects it
	copy(n.Hidden, n.hide(hidden...))
	for _, name := range hidden {
		v := n.Values[n.at[name]]
		n.Need[n.at[name]] = Interval{max(0, v-5), v + 5}
	}
	got, err := n.Hide()
	if err != nil {
		t.Fatal(err)
	}
	left, err := n.Audit(got)
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range hidden {
		if !n.met(int(n.at[name]), left[n.at[name]]) {
			t.Errorf("%s keeps only %v", name, left[n.at[name]])
		}
	}
	added := 0
	for i := range got {
		if got[i] && !n.Hidden[i] {
			added++
		}
	}
	if added != 1 {
		t.Errorf("%d cells were added; sdcTable's own test expects 1", added)
	}
}

func TestGeurtsInterval(t *testing.T) {
	var c struct {
		Rows, Cols map[string]float64
		Known      map[string]float64
		Suppressed []string
		Expected   map[string][2]float64 `json:"expected_interval"`
	}
	sdcJSON(t, "cases/geurts_interval.expected.json", &c)
	n := newNamedTable()
	for _, name := range c.Suppressed {
		n.put(name, 0)
	}
	for name, v := range c.Known {
		n.put(name, v)
	}
	for r, v := range c.Rows {
		n.put(r+",T", v)
		n.total(r+",T", r+",1", r+",2")
	}
	for col, v := range c.Cols {
		n.put("T,"+col, v)
		n.total("T,"+col, "1,"+col, "2,"+col, "3,"+col)
	}
	n.expect(t, n.hide(c.Suppressed...), c.Expected)
}

// simple2D is τ-ARGUS's test Simple2D: size by region of tau_testW.asc,
// response Var2, p% rule with p = 15 and one respondent, no weights, no
// threshold (checkTauArgus, Simple2D.md). Fixed columns: size 9–11, region
// 12–14, Var2 30–39.
func simple2D(t *testing.T) (n *namedTable, contributions map[string][]float64) {
	t.Helper()
	parents := map[string]string{}
	var parent string
	regions := bufio.NewScanner(sdc(t, "simple2d/region2.hrc"))
	for regions.Scan() {
		if code, below := strings.CutPrefix(regions.Text(), "@"); below {
			parents[strings.TrimSpace(code)] = parent
		} else {
			parent = strings.TrimSpace(regions.Text())
		}
	}
	contributions = map[string][]float64{}
	records := bufio.NewScanner(sdc(t, "simple2d/tau_testW.asc.gz"))
	for records.Scan() {
		line := records.Text()
		size, region := strings.TrimSpace(line[8:11]), strings.TrimSpace(line[11:14])
		v := number(t, line[29:39])
		for _, s := range []string{"Total", size} {
			for _, r := range []string{"Total", parents[region], region} {
				contributions[s+"|"+r] = append(contributions[s+"|"+r], v)
			}
		}
	}
	n = newNamedTable()
	names := make([]string, 0, len(contributions))
	for name := range contributions {
		names = append(names, name)
	}
	slices.Sort(names)
	sizes := map[string]bool{}
	for _, name := range names {
		sum := 0.0
		slices.Sort(contributions[name])
		for _, v := range contributions[name] {
			sum += v
		}
		n.put(name, sum)
		size, _, _ := strings.Cut(name, "|")
		sizes[size] = true
	}
	present := func(whole string, parts []string) {
		parts = slices.DeleteFunc(parts, func(p string) bool { _, ok := n.at[p]; return !ok })
		if _, ok := n.at[whole]; ok && len(parts) > 0 {
			n.total(whole, parts...)
		}
	}
	groups := map[string][]string{"Total": {"Nr", "Os", "Ws", "Zd"}}
	for r, p := range parents {
		groups[p] = append(groups[p], r)
	}
	for _, whole := range []string{"Total", "Nr", "Os", "Ws", "Zd"} {
		slices.Sort(groups[whole])
		for s := range sizes {
			var parts []string
			for _, r := range groups[whole] {
				parts = append(parts, s+"|"+r)
			}
			present(s+"|"+whole, parts)
		}
	}
	for _, whole := range append(slices.Sorted(func(yield func(string) bool) {
		for r := range parents {
			if !yield(r) {
				return
			}
		}
	}), "Total", "Nr", "Os", "Ws", "Zd") {
		var parts []string
		for s := range sizes {
			if s != "Total" {
				parts = append(parts, s+"|"+whole)
			}
		}
		slices.Sort(parts)
		present("Total|"+whole, parts)
	}
	return n, contributions
}

// TestTauArgusSimple2D holds us against τ-ARGUS's own result: 141 of 141 totals
// and empty cells, its 9 primary cells, and the protection of each, in its
// solution and in ours.
func TestTauArgusSimple2D(t *testing.T) {
	n, contributions := simple2D(t)
	rules := Rules{Base: 5, P: 15}
	published := n.hide()
	totals, empty, primary, secondary := 0, 0, 0, 0
	r := csv.NewReader(sdc(t, "simple2d/Simple2D.txt"))
	rows, err := r.ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	for _, row := range rows {
		name := strings.TrimSpace(row[0]) + "|" + strings.TrimSpace(row[1])
		at, there := n.at[name]
		if row[3] == "14" {
			if empty++; there {
				t.Errorf("%s is empty for τ-ARGUS", name)
			}
			continue
		}
		if !there {
			t.Errorf("%s is missing", name)
			continue
		}
		if v := number(t, row[2]); n.Values[at] < v-0.005 || n.Values[at] > v+0.005 {
			t.Errorf("%s: %v, τ-ARGUS %v", name, n.Values[at], v)
		} else {
			totals++
		}
		c := contributorsOf(contributions[name])
		unsafe := rules.dominated(c)
		if unsafe != (row[3] == "3") {
			t.Errorf("%s: primary %v, τ-ARGUS status %s", name, unsafe, row[3])
		}
		if unsafe {
			primary++
			n.Hidden[at], n.Need[at], published[at] = true, rules.NeedOf(c), true
		}
		if row[3] == "11" {
			secondary++
			published[at] = true
		}
	}
	t.Logf("%d cells with the right total, %d empty, %d primary, %d secondary", totals, empty, primary, secondary)
	if totals != 119 || empty != 43 || primary != 9 || secondary != 12 {
		t.Errorf("found %d totals, %d empty, %d primary, %d secondary cells; τ-ARGUS has 119, 43, 9 and 12", totals, empty, primary, secondary)
	}
	n.meets(t, "the solution of τ-ARGUS", published)
	ours, err := n.Hide()
	if err != nil {
		t.Fatal(err)
	}
	n.meets(t, "our solution", ours)
	cost, theirs, more := 0.0, 0.0, 0
	for i := range ours {
		if ours[i] && !n.Hidden[i] {
			cost += n.Values[i]
			more++
		}
		if published[i] && !n.Hidden[i] {
			theirs += n.Values[i]
		}
	}
	t.Logf("ours leaves out %d further cells worth %.0f; τ-ARGUS 12 worth %.0f", more, cost, theirs)
}

func contributorsOf(sorted []float64) Contributors {
	c := Contributors{Number: len(sorted)}
	for _, v := range sorted {
		c.Sum += v
	}
	c.First = sorted[len(sorted)-1]
	if len(sorted) > 1 {
		c.Second = sorted[len(sorted)-2]
	}
	return c
}

// meets says whether every primary cell keeps what it needs, by our bounds and
// by GLPK's.
func (n *namedTable) meets(t *testing.T, whose string, hidden []bool) {
	t.Helper()
	left, err := n.Audit(hidden)
	if err != nil {
		t.Fatal(err)
	}
	met := 0
	for name, i := range n.at {
		if !n.Hidden[i] {
			continue
		}
		if n.met(int(i), left[i]) {
			met++
		} else {
			t.Errorf("%s: %s = %v needs %v and keeps %v", whose, name, n.Values[i], n.Need[i], left[i])
		}
	}
	t.Logf("%s: %d required intervals met", whose, met)
	sameBounds(t, left, glpk(t, n.system(hidden)))
}
