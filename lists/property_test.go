package lists

import (
	"math/big"
	"math/rand/v2"
	"strconv"
	"testing"

	"byblik/screen"
)

// randomAreas is how many areas the properties are held against.
const randomAreas = 100_000

// chance makes areas whose figures lie near the limits, so that margins are
// small and every answer occurs.
type chance struct{ *rand.Rand }

func (c chance) share(centre, width float64, fractions bool) Figure {
	d := float64(20 + c.IntN(2500))
	p := min(max(centre+width*c.NormFloat64(), 0), 1)
	switch c.IntN(12) {
	case 0:
		return Figure{}
	case 1:
		return Published(float64(int(1000*p))/10, 1, 0)
	case 2:
		return Published(float64(int(1000*p))/10, 1, d)
	}
	n := float64(int(p * d))
	if fractions {
		n = min(n+float64(c.IntN(100))/100, d)
	}
	return Counted(n, d)
}

func (c chance) area(list int) (*HousingArea, *References) {
	a := &HousingArea{Code: areaCode("x"), Region: "084", Base2010: c.IntN(20) > 0}
	var refs []Reference
	for y := list - 4; y <= list; y++ {
		a.Years = append(a.Years, AreaYear{Year: y, Residents: AmountOf(float64(950 + c.IntN(100)*c.IntN(60))), Labour: c.share([]float64{0.3, 0.4}[c.IntN(2)], 0.03, true),
			Convicted: c.share(0.024, 0.006, false), Education: c.share(0.58, 0.05, false), Origin: c.share([]float64{0.3, 0.5}[c.IntN(2)], 0.04, false),
			Income: AmountOf(float64(150000 + c.IntN(60000))), EducationUnknown: 0})
		n := Counted(float64(30000+c.IntN(4000)), 4500000)
		if c.IntN(3) == 0 {
			n = Published(float64(65+c.IntN(15))/100, 2, 0)
		}
		refs = append(refs, Reference{Year: y, Region: Nation, Convicted: n}, Reference{Year: y, Region: "084", Income: AmountOf(300000)})
	}
	return a, NewReferences(refs...)
}

// rat is a written number as a fraction; the test has its own arithmetic.
func rat(v float64) *big.Rat {
	r, _ := new(big.Rat).SetString(strconv.FormatFloat(v, 'f', -1, 64))
	return r
}

// ends gives the smallest and largest share of a figure in per cent with m
// persons added to it, and whether it is printed.
func ends(f Figure, m int) (lo, hi *big.Rat, printed bool) {
	add := rat(float64(m))
	if f.Kind == CountedFigure {
		n := clampRat(new(big.Rat).Add(rat(f.Count), add), rat(f.Of))
		v := n.Quo(n.Mul(n, rat(100)), rat(f.Of))
		return v, v, false
	}
	if f.Of > 0 {
		add.Mul(add, rat(100)).Quo(add, rat(f.Of))
	}
	half := rat(0.5)
	for range f.Decimals {
		half.Quo(half, rat(10))
	}
	v := new(big.Rat).Add(rat(f.Percent), add)
	return clampRat(new(big.Rat).Sub(v, half), rat(100)), clampRat(new(big.Rat).Add(v, half), rat(100)), true
}

func clampRat(v, top *big.Rat) *big.Rat {
	if v.Sign() < 0 {
		return new(big.Rat)
	}
	if v.Cmp(top) > 0 {
		return new(big.Rat).Set(top)
	}
	return v
}

// meanEnds averages the ends over years; m persons go to the latest.
func meanEnds(figures []Figure, m int) (lo, hi *big.Rat, printed bool) {
	lo, hi = new(big.Rat), new(big.Rat)
	for i, f := range figures {
		a, b, p := ends(f, m*boolInt(i == 0))
		lo.Add(lo, a)
		hi.Add(hi, b)
		printed = printed || p
	}
	k := rat(float64(len(figures)))
	return lo.Quo(lo, k), hi.Quo(hi, k), printed
}

func boolInt(b bool) int {
	if b {
		return 1
	}
	return 0
}

// met is the criterion anew, in fractions throughout.
func met(f *Finding, figures, nation []Figure, m int) screen.Answer {
	lo, hi, printed := meanEnds(figures, m)
	llo, lhi, loose := rat(f.Rule.Limit), rat(f.Rule.Limit), false
	if nation != nil {
		llo, lhi, loose = meanEnds(nation, 0)
		llo, lhi = llo.Mul(llo, rat(f.Rule.Limit)), new(big.Rat).Mul(lhi, rat(f.Rule.Limit))
		if !loose {
			lhi = llo
		}
	}
	var yes, no bool
	if f.Comparator == above {
		yes = lo.Cmp(lhi) > 0 || loose && lo.Cmp(lhi) == 0
		no = hi.Cmp(llo) <= 0
	} else {
		yes = lo.Cmp(lhi) >= 0
		no = hi.Cmp(llo) < 0 || printed && hi.Cmp(llo) == 0
	}
	switch {
	case yes:
		return screen.Yes
	case no:
		return screen.No
	}
	return screen.Indeterminate
}

// figuresOf collects what a finding rests on; ok is false where one is missing.
func figuresOf(f *Finding, a *HousingArea, refs *References, list int) (figures, nation []Figure, ok bool) {
	for _, back := range f.Rule.YearsBack {
		x := a.Year(list - back).figureOf(CriterionID(f.Rule.Figure))
		if x.Kind == MissingFigure {
			return nil, nil, false
		}
		figures = append(figures, x)
		if f.Rule.Against == "nation" {
			r, _ := refs.Of(list-back, Nation)
			nation = append(nation, r.Convicted)
		}
	}
	return figures, nation, true
}

// Over 100,000 random areas, the stated margin turns its criterion and one
// person fewer does not; where none is stated, nothing in reach does. The
// oracle is fractions, written anew.
func TestMarginsAreExact(t *testing.T) {
	for shard := range shards {
		t.Run("", func(t *testing.T) {
			t.Parallel()
			tryAreas(t, uint64(shard), randomAreas/shards)
		})
	}
}

// shards share the random areas among processors.
const shards = 8

func tryAreas(t *testing.T, shard uint64, n int) {
	c := chance{rand.New(rand.NewPCG(2026, shard))}
	b := stateBook(t, Options{})
	seen := map[screen.Answer]int{}
	stated, lists := 0, 0
	for i := range n {
		list := []int{2012, 2016, 2019, 2023}[i%4]
		a, refs := c.area(list)
		g := b.Over(&Delivery{Areas: []HousingArea{*a}, References: refs})
		s, err := g.Standing(a, list)
		if err != nil {
			t.Fatal(err)
		}
		g.Margins(s)
		for j := range s.Results {
			r := &s.Results[j]
			if r.Row != nil || r.NotKnown {
				continue
			}
			for _, f := range r.Own() {
				if checkFinding(t, &f, a, refs, list) {
					stated++
				}
				seen[f.Met]++
			}
			if checkCheapest(t, r) {
				lists++
				checkTurns(t, b, r, a, refs, list)
			}
		}
		if t.Failed() {
			t.Fatalf("area %d of list %d", i, list)
		}
	}
	t.Logf("%d areas: %d margins of criteria, %d of lists; answers %v", n, stated, lists, seen)
	if stated < n || lists < n || seen[screen.Indeterminate] == 0 || seen[screen.Absent] == 0 {
		t.Error("the random areas do not try what they should")
	}
}

func checkFinding(t *testing.T, f *Finding, a *HousingArea, refs *References, list int) bool {
	t.Helper()
	if f.Criterion == Residents {
		v := f.Value
		turned := map[bool]float64{true: v - float64(f.Persons.N), false: v + float64(f.Persons.N)}[f.Met == screen.Yes]
		if (turned >= 1000) == (v >= 1000) || (turned >= 1000) != (turned+1 >= 1000) == (f.Met == screen.No) {
			t.Errorf("residents %v: %d do not cross, or fewer do", v, f.Persons.N)
		}
		return true
	}
	if f.Rule.Figure == string(Income) {
		if f.Persons.Known {
			t.Error("a margin in persons for income")
		}
		return false
	}
	figures, nation, ok := figuresOf(f, a, refs, list)
	if !ok {
		if f.Met != screen.Absent || f.Persons.Known {
			t.Errorf("%s: missing figures give %v, %v", f.Criterion, f.Met, f.Persons)
		}
		return false
	}
	if f.Rule.Larger != nil && a.Year(list).Residents.Value >= float64(f.Rule.Larger.Residents) {
		larger := *f.Rule
		larger.Limit = larger.Larger.Limit
		f.Rule = &larger
	}
	now := met(f, figures, nation, 0)
	if now != f.Met {
		t.Errorf("%s: %v, want %v", f.Criterion, f.Met, now)
	}
	if !now.Known() || figures[0].Of == 0 {
		if f.Persons.Known {
			t.Errorf("%s: a margin where none is defined", f.Criterion)
		}
		return false
	}
	other, sign := screen.Yes, 1
	if now == screen.Yes {
		other, sign = screen.No, -1
	}
	if !f.Persons.Known {
		if met(f, figures, nation, sign*int(figures[0].Of+1)) == other {
			t.Errorf("%s: no margin, but everybody turns it", f.Criterion)
		}
		return false
	}
	if n := f.Persons.N; met(f, figures, nation, sign*n) != other || met(f, figures, nation, sign*(n-1)) == other {
		t.Errorf("%s %v: %d persons do not turn it, or one fewer does", f.Criterion, now, n)
	}
	return true
}

// checkCheapest tries every set of criteria: none that turns the list costs
// less than the stated margin, and one costs just that.
func checkCheapest(t *testing.T, r *Result) bool {
	t.Helper()
	all := append(append([]Finding{r.Residents}, r.Counted...), r.Required...)
	best := -1
	for set := range 1 << len(all) {
		cost, able := 0, true
		turned := append([]Finding(nil), all...)
		for i := range turned {
			if set>>i&1 == 1 {
				able = able && turned[i].Persons.Known && turned[i].Met.Known()
				cost += turned[i].Persons.N
				turned[i].Met ^= 1
			}
		}
		if able && (best < 0 || cost < best) && r.On.Known() && on(r, turned) == r.On^1 {
			best = cost
		}
	}
	if known := best >= 0; known != r.Persons.Known || known && best != r.Persons.N {
		t.Errorf("%s is %v: margin %v, the cheapest set costs %d", r.List, r.On, r.Persons, best)
	}
	return best >= 0
}

// on is the rule of a list, written anew over residents, counted and required.
func on(r *Result, of []Finding) screen.Answer {
	if !r.Base || of[0].Met == screen.No {
		return screen.No
	}
	var n [4]int
	for _, f := range of[1 : 1+len(r.Counted)] {
		n[f.Met]++
	}
	open := of[0].Met != screen.Yes
	for _, f := range of[1+len(r.Counted):] {
		if f.Met == screen.No {
			return screen.No
		}
		open = open || f.Met != screen.Yes
	}
	switch m := r.Rule.AtLeast; {
	case len(r.Counted)-n[screen.No] < m:
		return screen.No
	case n[screen.Yes] >= m && !open:
		return screen.Yes
	}
	return screen.Absent // open in one way or the other
}

// checkTurns moves the persons of the stated way and judges the area again.
func checkTurns(t *testing.T, b *Book, r *Result, a *HousingArea, refs *References, list int) {
	t.Helper()
	moved := a
	all := append(append([]Finding{r.Residents}, r.Counted...), r.Required...)
	for _, f := range all {
		for _, k := range r.Flips {
			if f.Criterion != k {
				continue
			}
			sign := 1.0
			if f.Met == screen.Yes {
				sign = -1
			}
			y, ok := move(*moved.Year(list - latestBack(&f)), k, sign*float64(f.Persons.N))
			if !ok {
				return // a printed percentage has no count to change
			}
			moved = moved.With(y)
		}
	}
	g := b.Over(&Delivery{Areas: []HousingArea{*moved}, References: refs})
	s, err := g.Standing(moved, list)
	if err != nil {
		t.Fatal(err)
	}
	if got := s.Result(r.List).On; got != r.On^1 {
		t.Errorf("%s was %v and is %v after %d persons over %v", r.List, r.On, got, r.Persons.N, r.Flips)
	}
}

func latestBack(f *Finding) int {
	if f.Rule == nil {
		return 0
	}
	return f.Rule.YearsBack[0]
}

func move(y AreaYear, k CriterionID, persons float64) (AreaYear, bool) {
	add := func(f *Figure) bool {
		n, _ := clampRat(rat(f.Count).Add(rat(f.Count), rat(persons)), rat(f.Of)).Float64()
		f.Count = n
		return f.Kind == CountedFigure
	}
	switch k {
	case Residents:
		y.Residents.Value += persons
	case Labour:
		return y, add(&y.Labour)
	case Convicted:
		return y, add(&y.Convicted)
	case Education:
		return y, add(&y.Education)
	case Origin:
		return y, add(&y.Origin)
	}
	return y, true
}
