package letting

import (
	"fmt"
	"math"
	"os"
	"strconv"
	"testing"
)

// runsOf is how many runs the slow tests make; BYBLIK_RUNS asks for more.
func runsOf(t *testing.T, usual int) int {
	if n, err := strconv.Atoi(os.Getenv("BYBLIK_RUNS")); err == nil {
		return n
	}
	if testing.Short() {
		return usual / 4
	}
	return usual
}

// prover runs single plans again, each once.
type prover struct {
	t    *testing.T
	s    *Study
	done map[string]*Outlook
}

// off is the probability of being off a list in a year with exactly n lettings
// of a type, from a run of that plan alone.
func (p *prover) off(code string, x *Inverse, n int) float64 {
	letting := p.s.assume.Types[x.Type].ID
	key := fmt.Sprint(code, letting, n)
	if p.done[key] == nil {
		o, err := p.s.Rerun(code, letting, n)
		if err != nil {
			p.t.Fatal(err)
		}
		p.done[key] = o
	}
	o := p.done[key]
	return 1 - o.List[x.List][x.Year-o.First]
}

// What-if and inverse agree on every housing area of Minby: a plan with the
// stated number of lettings, run again on its own, reaches the goal, and one
// fewer (of a search for the most: one more) does not.
func TestTheStatedNumberReachesTheGoalAndOneFewerDoesNot(t *testing.T) {
	s := minbyStudy(t, exampleText(t), Options{Runs: runsOf(t, 300), Seed: 1})
	r := s.Run(nil)
	p := &prover{t, s, map[string]*Outlook{}}
	enough := s.assume.Goal.Probability
	proven := map[Reason]int{}
	for i := range r.Areas {
		code := r.Areas[i].Area.Code.Code
		for j := range r.Areas[i].Inverse {
			x := &r.Areas[i].Inverse[j]
			where := fmt.Sprintf("%s, %s, %d, %s", code, r.listName(x.List), x.Year, s.assume.Types[x.Type].ID)
			if x.Reason == NoFigure {
				continue
			}
			proven[x.Reason]++
			step := -1
			if x.Most {
				step = 1
			}
			if x.N >= 0 && p.off(code, x, x.N) < enough-1e-12 {
				t.Errorf("%s: the stated %d do not reach it: %v", where, x.N, p.off(code, x, x.N))
			}
			if n := x.N + step; x.N >= 0 && n >= 0 && n <= r.Areas[i].Lettings && p.off(code, x, n) >= enough {
				t.Errorf("%s: %d reach it too, stated %d", where, n, x.N)
			}
			if x.N >= 0 && math.Abs(p.off(code, x, x.N)-x.At) > 1e-9 {
				t.Errorf("%s: %v run alone, %v stated", where, p.off(code, x, x.N), x.At)
			}
			if end := map[bool]int{false: r.Areas[i].Lettings, true: 0}[x.Most]; x.Reason == NotReachable && p.off(code, x, end) >= enough {
				t.Errorf("%s: stated as out of reach, but %d reach it", where, end)
			}
		}
	}
	if proven[Reached] < 20 || proven[AtMost] < 10 || proven[NotReachable] < 5 {
		t.Errorf("too few cases: %v", proven)
	}
	t.Logf("%d plans run again: %v", len(p.done), proven)
}

// Under the same chance more lettings of a type that brings no more persons of
// any criterion than the others never makes an area's chances worse.
func TestMoreLettingsOfABetterTypeNeverHarm(t *testing.T) {
	s := minbyStudy(t, exampleText(t), Options{Runs: 200, Seed: 3, Areas: []string{"01", "03", "08"}})
	flexible := s.profiles[1]
	for k, other := range s.profiles {
		for c := range income {
			if c != origin && k != 1 && flexible.m[c]/flexible.d[c] > other.m[c]/other.d[c] {
				t.Fatalf("flexible letting brings a larger share of %s than %s", criterionNames[c], s.assume.Types[k].ID)
			}
		}
	}
	for _, a := range s.chosen {
		c := s.curve(a, 1)
		for n := 1; n < len(c); n++ {
			for l := range c[n] {
				for g := range c[n][l] {
					if c[n][l][g] < c[n-1][l][g]-0.02 {
						t.Errorf("%s, list %d: %v with %d, %v with %d", a.of.Code.Code, l, c[n][l][g], n, c[n-1][l][g], n-1)
					}
				}
			}
		}
	}
}

// The fast rules say the same as package lists of every year that Minby has
// all figures of, wherever no printed percentage leaves it open.
func TestTheRulesAreThoseOfTheStatesLists(t *testing.T) {
	s := minbyStudy(t, exampleText(t), Options{Runs: 1})
	compared := 0
	for _, a := range s.areas {
		for y := 2021; y <= 2025; y++ {
			i := a.year(y)
			if i < 0 || i > a.base || i < s.rules.deepest {
				continue
			}
			c := a.known
			c.judged = make([]bool, len(c.answers))
			for k := range c.judged {
				c.judged[k] = k < i
			}
			c.answers = append([]answers(nil), a.known.answers...)
			got := s.rules.judge(&c, i)
			for k, l := range s.rules.lists {
				bit := uint16(1) << k
				if a.known.answers[i].unknown&bit != 0 || got.unknown&bit != 0 {
					continue
				}
				compared++
				if got.on&bit != a.known.answers[i].on&bit {
					t.Errorf("%s, list of %d, %s: on %v, package lists says %v", a.of.Code.Code, y, l.id, got.on&bit != 0, a.known.answers[i].on&bit != 0)
				}
			}
		}
	}
	if compared < 200 {
		t.Errorf("only %d answers compared", compared)
	}
}
