package disclose

import (
	"cmp"
	"math"
	"slices"
	"strconv"

	"byblik"
)

// Work is what is to be protected together: all counts of one release.
type Work struct {
	Structure Structure
	Counts    []Count
	// Earlier are the releases that are already public, the oldest first.
	Earlier []*Publication
	// Known are counts that others have published, or that anybody can find.
	Known map[Figure]float64
	// Bounds are what this release will say beside its numbers.
	Bounds []Bound
}

// Tally counts what protection did, but for counts that anybody can find.
type Tally struct {
	Cells     int // counts that are there
	Shown     int
	Primary   int // suppressed by threshold or complement
	Secondary int // suppressed because others would be narrowed
	Withheld  int // kept back by the plan or the ladder
	Rounds    int // attacks on its own work
	Effort    Effort
}

// Protect gives the public cell of each count, in the order of the counts.
// Refused is what cannot be protected: what an earlier release has already said
// too much of, and a geography that cuts pieces of too few households off.
func Protect(work *Work, rules Rules, secret Secret) ([]byblik.Cell, Tally, error) {
	var tally Tally
	if err := rules.check(); err != nil {
		return nil, tally, err
	}
	if len(secret.bytes) == 0 {
		_, err := SecretOf(nil)
		return nil, tally, err
	}
	p, err := newProtection(work, rules, secret)
	if err != nil {
		return nil, tally, err
	}
	for i := range work.Counts {
		p.cells[i] = p.gate(i)
	}
	if err := p.secure(); err != nil {
		return nil, tally, err
	}
	return p.cells, p.count(), nil
}

// protection is the state of Protect.
type protection struct {
	*Work
	rules   Rules
	secret  Secret
	at      map[Figure]int  // index into Counts
	ours    map[int32][]int // counts behind each unknown of the latest attack
	columns map[string]*Column
	cells   []byblik.Cell
	primary []small
	second  []bool
	tally   Tally
}

func newProtection(work *Work, rules Rules, secret Secret) (*protection, error) {
	p := &protection{Work: work, rules: rules, secret: secret, at: make(map[Figure]int, len(work.Counts)), columns: map[string]*Column{},
		cells: make([]byblik.Cell, len(work.Counts)), primary: make([]small, len(work.Counts)), second: make([]bool, len(work.Counts))}
	for i := range work.Structure.Columns {
		p.columns[work.Structure.Columns[i].ID] = &work.Structure.Columns[i]
	}
	for i, c := range work.Counts {
		if p.columns[c.Figure.Column] == nil {
			return nil, unknownFigure(c.Figure)
		}
		if _, twice := p.at[c.Figure]; twice {
			return nil, &byblik.Error{Kind: byblik.Usage, Place: c.Figure.String(), Found: "the figure twice", Expected: "each figure once", Do: "remove one"}
		}
		if n := c.True.Float(); c.True.Status() == byblik.OK && (n < 0 || n != math.Trunc(n) && !p.columns[c.Figure.Column].Decimals) {
			return nil, &byblik.Error{Kind: byblik.Invalid, Place: c.Figure.String(), Found: "a count that is negative or has decimals", Expected: "a whole number of persons",
				Do: "say in the column that it has decimals, or correct the delivery"}
		}
		p.at[c.Figure] = i
	}
	return p, nil
}

// other is the raw count of another column at the same place and time.
func (p *protection) other(f Figure, column string) (Count, bool) {
	if column == "" {
		return Count{}, false
	}
	f.Column = column
	i, ok := p.at[f]
	if !ok {
		return Count{}, false
	}
	return p.Counts[i], p.Counts[i].True.Status() == byblik.OK
}

// rounded is the value that a count has everywhere and for ever.
func (p *protection) rounded(c Count) float64 {
	return round(c.True.Float(), float64(p.rules.Base), p.secret.chance("round", c.Key))
}

// gate lets one count through threshold, complement and rounding.
func (p *protection) gate(i int) byblik.Cell {
	c := p.Counts[i]
	col := p.columns[c.Figure.Column]
	switch {
	case c.True.Status() != byblik.OK:
		return byblik.CellWithout(c.True.Status())
	case col.Public:
		return byblik.CellOf(c.True.Float())
	case c.Withheld:
		return byblik.CellWithout(byblik.Suppressed)
	case c.True.Float() == 0 && p.nobody(c.Figure, col):
		return byblik.CellOf(0)
	}
	if p.primary[i] = p.few(c, col); p.primary[i] != (small{}) {
		return byblik.CellWithout(byblik.Suppressed)
	}
	return byblik.CellOf(p.rounded(c))
}

// nobody says that there is nobody who could have been counted, so that an
// empty cell says nothing of anybody. Where it is not known how many could have
// been, or not said, somebody may; so with those who could have been counted there.
func (p *protection) nobody(f Figure, col *Column) bool {
	ask, seen := append([]string{col.Of}, col.Within...), map[string]bool{"": true}
	for len(ask) > 0 {
		id := ask[0]
		ask = ask[1:]
		if seen[id] {
			continue
		}
		seen[id] = true
		outer, ok := p.other(f, id)
		if !ok || outer.True.Float() != 0 {
			return false
		}
		if of := p.columns[id]; !of.Public {
			if outer.Withheld {
				return false
			}
			ask = append(append(ask, of.Of), of.Within...)
		}
	}
	return true
}

// few says whether the count, or what it leaves of its denominator, is too
// small, or would look too small after rounding.
func (p *protection) few(c Count, col *Column) (s small) {
	n, least := c.True.Float(), float64(p.rules.Threshold)
	v := p.rounded(c)
	s.count = n < least || least > 0 && v == 0
	if whole, ok := p.other(c.Figure, col.Of); ok && p.rules.Complement {
		s.rest = whole.True.Float()-n < least || p.rounded(whole)-v < least
	}
	return s
}

// count sums up what was done.
func (p *protection) count() Tally {
	t := p.tally
	for i, c := range p.Counts {
		if c.True.Status() != byblik.OK || p.columns[c.Figure.Column].Countable {
			continue
		}
		t.Cells++
		switch {
		case p.cells[i].Status() == byblik.OK:
			t.Shown++
		case p.primary[i] != (small{}):
			t.Primary++
		case p.second[i]:
			t.Secondary++
		default:
			t.Withheld++
		}
	}
	return t
}

// publication is what the release would say as things stand.
func (p *protection) publication() *Publication {
	pub := &Publication{Bounds: p.Bounds, Counts: make(map[Figure]byblik.Cell, len(p.Counts)), Corrected: map[Figure]bool{}, Lacks: map[Figure]Key{}}
	for i, c := range p.Counts {
		pub.Counts[c.Figure] = p.cells[i]
		if c.Lacks != 0 {
			pub.Lacks[c.Figure] = c.Lacks
		}
	}
	for _, earlier := range p.Earlier {
		for f, old := range earlier.Counts {
			now, ok := pub.Counts[f]
			if ok && now.Status() == byblik.OK && old.Status() == byblik.OK && now.Float() != old.Float() {
				pub.Corrected[f] = true
			}
		}
	}
	return pub
}

// secure attacks the work and takes out figures until nothing is narrowed.
func (p *protection) secure() error {
	for {
		p.tally.Rounds++
		w, sol, err := p.attack()
		if err != nil {
			return err
		}
		victims := map[int]bool{}
		for _, x := range w.narrowed(sol, p.isPrimary(w)) {
			for _, high := range []bool{false, true} {
				for _, i := range p.victim(w, w.reasons(sol, x, high)) {
					victims[i] = true
				}
			}
		}
		if len(victims) == 0 {
			p.unsay(w, sol, victims)
		}
		if len(victims) == 0 {
			if left := w.narrowed(sol, p.isPrimary(w)); len(left) > 0 {
				return &byblik.Error{Kind: byblik.Withheld, Place: w.figures[left[0]].String(), Found: "a figure that earlier releases have given away",
					Expected: "figures that can be protected", Do: "withdraw the earlier release, or leave this figure out of the plan"}
			}
			if p.tally.Effort = sol.effort; sol.effort.GivenUp > 0 {
				return &byblik.Error{Kind: byblik.Internal, Place: "protected counts", Found: strconv.Itoa(sol.effort.GivenUp) + " bounds that could not be found", Expected: "a bound for every count",
					Do: "report this with the plan and the sizes of the tables"}
			}
			return nil
		}
		for i := range victims {
			p.cells[i], p.second[i] = byblik.CellWithout(byblik.Suppressed), true
		}
	}
}

// unsay looks for what the decisions of earlier releases tell together with
// the counts as they stand now, and picks counts whose loss may undo it. What
// cannot be undone is left to the attack on the finished release, which refuses
// it.
func (p *protection) unsay(w *world, sol *solution, victims map[int]bool) {
	for _, r := range p.Earlier {
		_, all := w.told(sol, r.Decisions)
		for _, t := range all {
			for _, why := range w.reasonsOf(sol, t) {
				for _, i := range p.victim(w, why) {
					victims[i] = true
				}
			}
		}
	}
}

// attack bounds everything; by propagation as long as that finds something.
func (p *protection) attack() (*world, *solution, error) {
	all := append(slices.Clone(p.Earlier), p.publication())
	w, err := newWorld(&p.Structure, p.rules)
	if err != nil {
		return nil, nil, err
	}
	if small := w.atlas.slivers(&p.Structure.Geography); len(small) > 0 {
		return nil, nil, &byblik.Error{Kind: byblik.Withheld, Place: "geography", Found: sliver(&p.Structure.Geography, small[0]),
			Expected: "places that are unions of the same blocks", Do: "leave out the geography that cuts through small areas"}
	}
	for _, release := range all {
		if err := w.publish(release); err != nil {
			return nil, nil, err
		}
	}
	w.know(p.Known)
	p.ours = p.find(w)
	sol, err := w.solve(false, nil)
	if err == nil && len(w.narrowed(sol, p.isPrimary(w))) == 0 {
		sol, err = w.solve(true, w.enough(sol.of, p.isPrimary(w)))
	}
	if err != nil {
		return nil, nil, &byblik.Error{Kind: byblik.Invalid, Place: "protected counts", Found: "counts that do not add up", Expected: "parts that make up their whole, in every release",
			Do: "check the sums of the structure, and that corrections are new deliveries"}
	}
	return w, sol, nil
}

// isPrimary says why an unknown was too small to show. What only looked too
// small after rounding is not, and needs no more than any other count.
func (p *protection) isPrimary(w *world) func(x int32) small {
	return func(x int32) small {
		if len(p.ours[x]) == 0 {
			return small{}
		}
		i := p.ours[x][0]
		if p.primary[i] == (small{}) && !p.Counts[i].Withheld {
			return small{absent: p.Counts[i].True.Status() != byblik.OK}
		}
		c, least := p.Counts[i], float64(p.rules.Threshold)
		whole, has := p.other(c.Figure, p.columns[c.Figure.Column].Of)
		return small{count: c.True.Float() < least, rest: has && whole.True.Float()-c.True.Float() < least}
	}
}

// victim picks, from what a narrowing rests on, the shown count that costs
// least, under all the names that it has: places of the same areas have the
// same count, in this release or in an earlier one.
func (p *protection) victim(w *world, why []int32) []int {
	best := int32(-1)
	for _, y := range why {
		if !w.shown[y] || !slices.ContainsFunc(p.ours[y], p.removable) {
			continue
		}
		if best < 0 || cmp.Or(cmp.Compare(w.cost(y), w.cost(best)), cmp.Compare(y, best)) < 0 {
			best = y
		}
	}
	if best < 0 {
		return nil
	}
	return slices.DeleteFunc(slices.Clone(p.ours[best]), func(i int) bool { return !p.removable(i) })
}

// removable says whether a count is shown and may be taken out.
func (p *protection) removable(i int) bool {
	col := p.columns[p.Counts[i].Figure.Column]
	return p.cells[i].Status() == byblik.OK && !col.Public && !col.Countable
}

// find gives for each unknown the counts of this work that it stands for.
func (p *protection) find(w *world) map[int32][]int {
	ours := map[int32][]int{}
	for i, c := range p.Counts {
		if s, ok := w.subject(c.Figure); ok {
			if x, ok := w.now[s]; ok {
				ours[x] = append(ours[x], i)
			}
		}
	}
	return ours
}
