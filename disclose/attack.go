package disclose

import (
	"fmt"
	"math"
	"slices"
	"strconv"

	"byblik"
)

// Problem is everything that anybody can lay hands on.
type Problem struct {
	Structure Structure
	Rules     Rules
	Releases  []*Publication // oldest first
	// Known are counts that others have published, or that anybody can find.
	Known map[Figure]float64
	// Canaries are texts that must not stand in any file: planted persons,
	// pseudonyms, addresses.
	Canaries []string
	// Truth, if given, are the raw counts of the newest release: the attack
	// then also tells how often it hit. TruthOf gives sums by the figure that
	// counts their persons.
	Truth   map[Figure]byblik.Raw
	TruthOf map[Figure]Contributors
}

// Attack names an attack.
type AttackID string

// The attacks.
const (
	Announced   AttackID = "announced"   // numbers that the announced rules do not allow
	Complements AttackID = "complements" // totals minus parts, parts of wholes, step by step
	Programs    AttackID = "programs"    // the same by linear programming, all releases together
	Overlaps    AttackID = "overlaps"    // places laid over each other
	Groups      AttackID = "groups"      // groups of which nobody or everybody is counted
	Vintages    AttackID = "vintages"    // the same figure in several releases: averaging noise
	Twins       AttackID = "twins"       // the same persons under another name: averaging noise
	Inversion   AttackID = "inversion"   // counts from percentages
	Sequence    AttackID = "sequence"    // ranks and the order of rows
	Classing    AttackID = "classing"    // classes and limits
	Decisions   AttackID = "decisions"   // decisions on raw values, such as which areas are flagged
	Derivations AttackID = "derivations" // words, bands, intervals, lists that the protected values do not give
	Averages    AttackID = "averages"    // means: few persons, dominance, sums from means
	Insiders    AttackID = "insiders"    // one who knows that he is counted
	ChannelGaps AttackID = "channels"    // other numbers in another file
	Traces      AttackID = "traces"      // planted persons, CPR-shaped numbers, hidden sheets, metadata
)

// Breach is something that the attack found out and should not have.
type Breach struct {
	Attack  AttackID
	Release string   // id; empty if it took several
	Figure  Figure   // zero if it is not about one figure
	File    string   // for what stands in a file
	Left    Interval // what the figure can still be, where Figure is set
	What    string   // in English, without raw figures
}

// Try is one attack of a report.
type Try struct {
	Attack AttackID
	Tried  int // figures, pairs or files
	Found  int
	// Without says why nothing could be tried; empty otherwise.
	Without string
}

// Report is what an attack found.
type Report struct {
	Releases   []string
	Cells      int // protected counts of all releases; the same persons count once
	Shown      int
	Suppressed int
	Exact      int     // protected counts that can be only one number; with truth, and are it
	Narrowed   int     // protected counts of which more is known than announced
	Narrowest  float64 // fewest values that a protected count has left
	// Proved counts the bounds that were held against the truth, and Hits those
	// of them that were one number, and the true one. 0 without truth.
	Proved, Hits int
	// Wrong counts bounds that the truth lies outside of: the figures do not
	// follow their rules. 0 without truth.
	Wrong    int
	Tries    []Try
	Breaches []Breach // at most 1,000 of each attack
	Effort   Effort
	left     map[Figure]Interval
}

// Holds says that nothing was found.
func (r *Report) Holds() bool { return len(r.Breaches) == 0 }

// Left gives what a count can still be. ok is false if it is not in any release.
func (r *Report) Left(f Figure) (left Interval, ok bool) {
	left, ok = r.left[f]
	return left, ok
}

const mostBreaches = 1000

// assault is an attack on its way.
type assault struct {
	*Problem
	world  *world
	sol    *solution
	report *Report
}

// Attack tries everything on a problem. It fails only on a problem that makes
// no sense; whatever it finds is in the report.
func Attack(p *Problem) (*Report, error) {
	w, err := newWorld(&p.Structure, p.Rules)
	if err != nil {
		return nil, err
	}
	a := &assault{Problem: p, world: w, report: &Report{Narrowest: math.Inf(1), left: map[Figure]Interval{}}}
	for _, r := range p.Releases {
		a.report.Releases = append(a.report.Releases, r.ID)
	}
	if err := a.gather(); err != nil {
		return nil, err
	}
	a.bound()
	a.tryOverlaps()
	a.tryAnnounced()
	a.tryInversion()
	a.tryOrders()
	a.tryClasses()
	a.tryDecisions()
	a.tryDerived()
	a.tryMeans()
	a.tryChannels()
	a.tryTraces()
	return a.report, nil
}

// try starts the account of an attack; the functions that it gives count a
// trial and report a find.
func (a *assault) try(id AttackID) (tried func(n int), found func(b Breach)) {
	a.report.Tries = append(a.report.Tries, Try{Attack: id})
	t := len(a.report.Tries) - 1
	return func(n int) { a.report.Tries[t].Tried += n }, func(b Breach) {
		b.Attack = id
		if a.report.Tries[t].Found++; a.report.Tries[t].Found <= mostBreaches {
			a.report.Breaches = append(a.report.Breaches, b)
		}
	}
}

// gather lays all releases and what others know into one system, and compares
// copies of the same figure on the way.
func (a *assault) gather() error {
	triedV, foundV := a.try(Vintages)
	last, lastMean := map[Figure]byblik.Cell{}, map[amountOf]byblik.Cell{}
	for _, r := range a.Releases {
		if err := a.world.publish(r); err != nil {
			return err
		}
		for _, m := range r.Means {
			name := amountOf{m.Amount, m.Of}
			old, twice := lastMean[name]
			if m.Value.Status() != byblik.OK {
				continue
			}
			if lastMean[name] = m.Value; !twice {
				continue
			}
			triedV(1)
			if old.Float() != m.Value.Float() && !r.Corrected[m.figure()] {
				foundV(Breach{Release: r.ID, Figure: m.Of, What: "another mean than in an earlier release, which no correction explains: its noise can be averaged"})
			}
		}
		for _, f := range sortedFigures(r.Counts) {
			cell := r.Counts[f]
			old, twice := last[f]
			if cell.Status() == byblik.OK {
				last[f] = cell
			}
			if !twice || cell.Status() != byblik.OK {
				continue
			}
			triedV(1)
			if old.Float() != cell.Float() && !r.Corrected[f] {
				foundV(Breach{Release: r.ID, Figure: f, What: "another value than in an earlier release, which no correction explains: its noise can be averaged"})
			}
		}
	}
	a.world.know(a.Known)
	a.tryTwins()
	return nil
}

// amountOf names an amount and the persons that it is of.
type amountOf struct {
	amount string
	of     Figure
}

func sortedFigures[T any](m map[Figure]T) []Figure {
	fs := make([]Figure, 0, len(m))
	for f := range m {
		fs = append(fs, f)
	}
	slices.SortFunc(fs, Figure.compare)
	return fs
}

// tryTwins compares places of the same blocks: they hold the same persons.
func (a *assault) tryTwins() {
	tried, found := a.try(Twins)
	for _, r := range a.Releases {
		values := map[subject]byblik.Cell{}
		a.twinMeans(r, tried, found)
		for _, f := range sortedFigures(r.Counts) {
			cell := r.Counts[f]
			s, ok := a.world.subject(f)
			if !ok || cell.Status() != byblik.OK {
				continue
			}
			old, twice := values[s]
			values[s] = cell
			if !twice {
				continue
			}
			tried(1)
			if old.Float() != cell.Float() {
				found(Breach{Release: r.ID, Figure: f, What: "another value than the same persons have under another name: its noise can be averaged"})
			}
		}
	}
}

// twinMeans compares the means of the same persons.
func (a *assault) twinMeans(r *Publication, tried func(int), found func(Breach)) {
	type name struct {
		amount string
		of     subject
	}
	means := map[name]byblik.Cell{}
	for _, m := range r.Means {
		s, ok := a.world.subject(m.Of)
		if !ok || m.Value.Status() != byblik.OK {
			continue
		}
		old, twice := means[name{m.Amount, s}]
		if means[name{m.Amount, s}] = m.Value; !twice {
			continue
		}
		tried(1)
		if old.Float() != m.Value.Float() {
			found(Breach{Release: r.ID, Figure: m.Of, What: "another mean than the same persons have under another name: its noise can be averaged"})
		}
	}
}

// bound bounds every count, first step by step, then by programs.
func (a *assault) bound() {
	primary := a.primary()
	tried, found := a.try(Complements)
	sol, err := a.world.solve(false, nil)
	tried(len(a.world.Rows))
	if err != nil {
		found(Breach{What: "the published counts contradict the announced rules: some were not rounded, or summed, as announced"})
		a.sol = &solution{bounds: a.world.start()}
		a.tell(primary)
		return
	}
	before := map[int32]bool{}
	for _, x := range a.world.narrowed(sol, primary) {
		before[x] = true
		found(a.breach(sol, x))
	}
	tried, found = a.try(Programs)
	full, err := a.world.solve(true, a.world.enough(sol.of, primary))
	if err != nil {
		found(Breach{What: "no counts fit the published ones"})
		full = sol
	}
	// Not the number of programs: which bounds need one of their own, and so how
	// many there are, depends on which hidden counts were too small.
	tried(full.effort.Bounds)
	if n := full.effort.GivenUp; n > 0 {
		found(Breach{What: fmt.Sprintf("%d bounds could not be found: nothing proves that the counts are safe", n)})
	}
	for _, x := range a.world.narrowed(full, primary) {
		if !before[x] {
			found(a.breach(full, x))
		}
	}
	a.sol = full
	a.report.Effort = full.effort
	a.tell(primary)
}

func (a *assault) breach(sol *solution, x int32) Breach {
	what := "only " + strconv.FormatFloat(sol.of[x].Values(a.world.Unknowns[x].Whole), 'f', -1, 64) + " values are left"
	if !a.world.shown[x] {
		what = "a suppressed count is bounded more closely than announced"
	}
	return Breach{Figure: a.world.figures[x], Left: sol.of[x], What: what}
}

// primary says which suppressed counts were too small: by the truth if there
// is one; else those that cannot be anything but.
func (a *assault) primary() func(x int32) small {
	least := float64(a.Rules.Threshold)
	return func(x int32) small {
		f := a.world.figures[x]
		raw, ok := a.Truth[f]
		if !ok {
			return small{}
		}
		n := raw.Float()
		s := small{count: n < least, absent: raw.Status() != byblik.OK}
		if of := a.world.columns[f.Column].Of; of != "" {
			f.Column = of
			if whole, ok := a.Truth[f]; ok {
				s.rest = whole.Float()-n < least
			}
		}
		return s
	}
}

// tell counts what was found out, and who can find out more by knowing that
// he is one of those counted.
func (a *assault) tell(primary func(x int32) small) {
	tried, found := a.try(Insiders)
	w, r := a.world, a.report
	for x, i := range a.sol.of {
		if _, rest := w.restOf[int32(x)]; rest {
			continue
		}
		f := w.figures[x]
		newest := w.isNow(int32(x))
		if newest {
			r.left[f] = i
		}
		col := w.columns[f.Column]
		if col.Public || col.Countable || !w.shown[x] && !w.hidden[x] {
			continue
		}
		r.Cells++
		if w.shown[x] {
			r.Shown++
		} else {
			r.Suppressed++
		}
		r.Narrowest = min(r.Narrowest, a.sure(int32(x)).Values(w.Unknowns[x].Whole))
		truth, have := a.Truth[f]
		if have = have && newest; have && truth.Status() == byblik.OK {
			r.Proved++
			switch n := truth.Float(); {
			case n < i.Low-slack || n > i.High+slack:
				r.Wrong++
			case i.High-i.Low < slack:
				r.Hits++
			}
		}
		if i.High-i.Low < slack && (!have || math.Abs(truth.Float()-i.Low) < slack) {
			r.Exact++
		}
		if w.isNarrowed(a.sol, int32(x), primary) {
			r.Narrowed++
		}
		tried(1)
		knows := w.Unknowns[x].whole(Interval{max(i.Low, 1), i.High})
		if i.High >= 1 && i.High > i.Low && knows.High-knows.Low < slack {
			found(Breach{Figure: f, Left: knows, What: "somebody who is counted knows that there is nobody else"})
		}
	}
}

// sure is what an unknown can surely be.
func (a *assault) sure(x int32) Interval {
	if a.sol.sure == nil {
		return a.sol.of[x]
	}
	return a.sol.sure[x]
}

// tryOverlaps lays all places over each other: what they cut out must not be
// small.
func (a *assault) tryOverlaps() {
	tried, found := a.try(Overlaps)
	tried(len(a.world.atlas.atoms))
	for _, at := range a.world.atlas.slivers(&a.Structure.Geography) {
		found(Breach{What: sliver(&a.Structure.Geography, at)})
	}
}

func sliver(g *Geography, at atom) string {
	return fmt.Sprintf("the difference of published places leaves a piece of fewer than %v households (block %s)", g.Fewest, at.blocks[0])
}

// tryAnnounced looks for numbers that the announced rules do not allow, and,
// with the truth, for counts that should have been suppressed.
func (a *assault) tryAnnounced() {
	triedA, foundA := a.try(Announced)
	triedG, foundG := a.try(Groups)
	least, base := float64(a.Rules.Threshold), float64(a.Rules.Base)
	for k, r := range a.Releases {
		newest := k == len(a.Releases)-1
		for _, f := range sortedFigures(r.Counts) {
			cell, col := r.Counts[f], a.world.columns[f.Column]
			if cell.Status() != byblik.OK || col.Public {
				continue
			}
			triedA(1)
			v := cell.Float()
			b := Breach{Release: r.ID, Figure: f, Left: Interval{v, v}}
			if math.Mod(v, base) != 0 {
				b.What = "a count that was not rounded"
				foundA(b)
			}
			if n, ok := a.Truth[f]; ok && newest && v != 0 && n.Float() < least {
				b.What = "a count below the threshold is shown"
				foundA(b)
			}
			a.group(r, f, v, newest, triedG, foundG)
		}
	}
}

// group looks at a count beside its denominator.
func (a *assault) group(r *Publication, f Figure, v float64, newest bool, tried func(int), found func(Breach)) {
	col := a.world.columns[f.Column]
	for _, id := range append([]string{col.Of}, col.Within...) {
		outer := f
		outer.Column = id
		if all, ok := r.Counts[outer]; id != "" && v == 0 && (!ok && id == col.Of || ok && all.Status() != byblik.OK) {
			tried(1)
			found(Breach{Release: r.ID, Figure: f, Left: Interval{0, 0}, What: "nobody is counted of a group that may not be empty, and it is said"})
			return
		}
	}
	of := f
	of.Column = col.Of
	whole, ok := r.Counts[of]
	if col.Of == "" || !ok || whole.Status() != byblik.OK {
		return
	}
	tried(1)
	b := Breach{Release: r.ID, Figure: f, Left: Interval{v, v}}
	rest := whole.Float() - v
	n, have := a.Truth[f]
	all, both := a.Truth[of]
	switch {
	case v == 0 && whole.Float() > 0:
		b.What = "nobody of a group is counted, and it is said"
	case a.Rules.Complement && whole.Float() > 0 && rest < float64(a.Rules.Threshold):
		b.What = "nearly everybody of a group is counted, and it is said"
	case a.Rules.Complement && newest && have && both && v != 0 && all.Float()-n.Float() < float64(a.Rules.Threshold):
		b.What = "fewer than the threshold are left out of a group, and it is said"
	default:
		return
	}
	found(b)
}
