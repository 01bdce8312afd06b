package disclose

import (
	"bytes"
	"fmt"
	"math"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
)

// glpk finds the bounds of a system's unknowns with GLPK's glpsol, a simplex
// solver that is not ours: two programs for each unknown, in exact order.
func glpk(t *testing.T, s *System) []Interval {
	t.Helper()
	solver, err := exec.LookPath("glpsol")
	if err != nil {
		t.Skip("one of the BYBLIK_TOOLS, glpsol (Debian: glpk-utils), is not installed; it checks the bounds independently")
	}
	out := make([]Interval, len(s.Unknowns))
	for x := range s.Unknowns {
		out[x] = Interval{glpsol(t, solver, s, x, "Minimize"), glpsol(t, solver, s, x, "Maximize")}
	}
	return out
}

func glpsol(t *testing.T, solver string, s *System, x int, goal string) float64 {
	t.Helper()
	var b bytes.Buffer
	fmt.Fprintf(&b, "%s\n obj: x%d\nSubject To\n", goal, x)
	for r, row := range s.Rows {
		var sum strings.Builder
		for k, y := range row.Of {
			fmt.Fprintf(&sum, " %+g x%d", row.Times[k], y)
		}
		switch {
		case row.Low == row.High:
			fmt.Fprintf(&b, " r%d:%s = %g\n", r, sum.String(), row.Low)
		default:
			if !math.IsInf(row.Low, 0) {
				fmt.Fprintf(&b, " l%d:%s >= %g\n", r, sum.String(), row.Low)
			}
			if !math.IsInf(row.High, 0) {
				fmt.Fprintf(&b, " h%d:%s <= %g\n", r, sum.String(), row.High)
			}
		}
	}
	b.WriteString("Bounds\n")
	for y, u := range s.Unknowns {
		if math.IsInf(u.High, 0) {
			fmt.Fprintf(&b, " x%d >= %g\n", y, u.Low)
		} else {
			fmt.Fprintf(&b, " %g <= x%d <= %g\n", u.Low, y, u.High)
		}
	}
	b.WriteString("End\n")
	dir := t.TempDir()
	in, out := filepath.Join(dir, "in.lp"), filepath.Join(dir, "out.txt")
	if err := os.WriteFile(in, b.Bytes(), 0o644); err != nil {
		t.Fatal(err)
	}
	said, err := exec.Command(solver, "--lp", in, "-w", out).CombinedOutput()
	if err != nil {
		t.Fatalf("glpsol: %v\n%s", err, said)
	}
	text, err := os.ReadFile(out)
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(string(text)) {
		f := strings.Fields(line)
		if len(f) < 7 || f[0] != "s" {
			continue
		}
		if f[4] != "f" || f[5] != "f" { // primal and dual feasible
			if goal == "Maximize" {
				return math.Inf(1)
			}
			return math.Inf(-1)
		}
		v, err := strconv.ParseFloat(f[6], 64)
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
	t.Fatalf("glpsol gave no solution:\n%s\n%s", said, b.String())
	return 0
}

// ours gives the bounds of the relaxed system, as GLPK sees it.
func ours(t *testing.T, s *System) []Interval {
	t.Helper()
	for i := range s.Unknowns {
		s.Unknowns[i].Whole = false
	}
	got, effort, err := s.Bounds()
	if err != nil {
		t.Fatal(err)
	}
	if effort.GivenUp > 0 {
		t.Errorf("%d bounds were given up", effort.GivenUp)
	}
	return got
}

func sameBounds(t *testing.T, got, want []Interval) {
	t.Helper()
	same := func(a, b float64) bool { return a == b || math.Abs(a-b) <= 1e-6*max(1, math.Abs(b)) }
	for x := range want {
		if !same(got[x].Low, want[x].Low) || !same(got[x].High, want[x].High) {
			t.Errorf("unknown %d: %v, GLPK %v", x, got[x], want[x])
		}
	}
}

// randomTable has rows, columns and sometimes overlapping blocks of cells with
// totals; some cells are suppressed, some rounded, some known.
func randomTable(r *rand.Rand) *System {
	s := &System{}
	rows, cols := 2+r.IntN(4), 2+r.IntN(4)
	value := map[int32]float64{}
	put := func(v float64) int32 {
		u := Unknown{Interval: Interval{0, math.Inf(1)}}
		switch r.IntN(4) {
		case 0:
			u.Interval = Interval{v, v}
		case 1, 2:
			m := round(v, 5, r.Float64())
			u.Interval = Interval{max(0, m-4), m + 4}
		}
		x := s.Add(u)
		value[x] = v
		return x
	}
	cell := make([][]int32, rows)
	for i := range cell {
		for range cols {
			cell[i] = append(cell[i], put(float64(r.IntN(40))))
		}
	}
	total := func(xs []int32) {
		if len(xs) < 2 {
			return
		}
		sum := 0.0
		for _, x := range xs {
			sum += value[x]
		}
		s.Total(put(sum), xs...)
	}
	for i := range rows {
		total(cell[i])
	}
	for j := range cols {
		var xs []int32
		for i := range rows {
			xs = append(xs, cell[i][j])
		}
		total(xs)
	}
	for range 3 {
		var xs []int32
		for i := range rows {
			for j := range cols {
				if r.IntN(3) == 0 {
					xs = append(xs, cell[i][j])
				}
			}
		}
		total(xs)
	}
	for range 3 {
		a, b := cell[r.IntN(rows)][r.IntN(cols)], cell[r.IntN(rows)][r.IntN(cols)]
		if value[a] > value[b] {
			s.AtLeast(a, b, math.Floor((value[a]-value[b])/2))
		}
	}
	return s
}

func TestBoundsEqualGLPKOnRandomTables(t *testing.T) {
	r := rand.New(rand.NewPCG(6, 3))
	for range 40 {
		s := randomTable(r)
		sameBounds(t, ours(t, s), glpk(t, s))
	}
}
