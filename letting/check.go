package letting

import (
	"fmt"
	"math"

	"byblik"
)

// criterionNames are the names of the criteria in files, in the order of the
// arrays; they are the codes of package lists.
var criterionNames = [criteria]string{"labour", "convicted", "education", "origin", "income"}

// say reports a fault at a path of the file.
func (f *form) say(at, found, expected, do string) {
	f.faults = append(f.faults, &byblik.Error{Kind: byblik.Usage, File: f.file, Line: f.lines[at], Place: at, Found: found, Expected: expected, Do: do})
}

// checkMeaning finds what the form cannot say.
func (a *Assumptions) checkMeaning(f *form) {
	f.once("groups", len(a.Groups), func(i int) string { return a.Groups[i].ID })
	f.once("letting_types", len(a.Types), func(i int) string { return a.Types[i].ID })
	f.once("areas", len(a.Areas), func(i int) string { return a.Areas[i].Area })
	f.once("elsewhere.to", len(a.Elsewhere.To), func(i int) string { return a.Elsewhere.To[i].Area })
	for i := range a.Groups {
		a.Groups[i].check(f, fmt.Sprintf("groups[%d].household", i))
	}
	if _, given := f.lines["origin_of_those_who_move_in"]; given != (a.Origin == OriginState) {
		f.say("origin", "origin: "+string(a.Origin)+" and origin_of_those_who_move_in "+map[bool]string{true: "given", false: "not given"}[given],
			"the share only with state_input, and then always", "add it or remove it")
	}
	s := a.AgeShares
	if s.From18To64 > s.From18 || s.From30To59 > s.From18To64 || s.Taxpayers > s.From18 || s.From30To59 == 0 || s.Taxpayers == 0 {
		f.say("age_shares", "shares that do not fit into one another", "30–59 within 18–64 within 18 and over, taxpayers within 18 and over, none of them 0", "correct them")
	}
	weight := 0.0
	for _, r := range a.Elsewhere.To {
		weight += r.Weight
	}
	if weight == 0 {
		f.say("elsewhere.to", "weights that are all 0", "a weight above 0", "give one area a weight")
	}
	for i, y := range a.Goal.Years {
		if y <= a.TriedFrom {
			f.say(fmt.Sprintf("goal.years[%d]", i), fmt.Sprint(y), fmt.Sprintf("a year after tried_from (%d): lettings show in the figures of the next year", a.TriedFrom), "correct one of the two")
		}
	}
}

// check holds a household against itself.
func (g *Group) check(f *form, at string) {
	h := g.Household
	if h.From18To64 > h.From18 || h.From30To59 > h.From18To64 || h.From18 > h.Persons || h.Taxpayers > h.From18 || h.Persons == 0 {
		f.say(at, "numbers of persons that do not fit into one another", "30–59 within 18–64 within 18 and over within all, taxpayers within 18 and over", "correct them")
	}
}

// once refuses an id that stands twice in a list.
func (f *form) once(at string, n int, id func(int) string) {
	seen := map[string]bool{}
	for i := range n {
		if seen[id(i)] {
			f.say(fmt.Sprintf("%s[%d]", at, i), id(i)+" a second time", "each once", "remove one of the two")
		}
		seen[id(i)] = true
	}
}

// of gives what is assumed of an area: its own where given, else the default's.
func (a *Assumptions) of(code string) AreaAssumption {
	x := a.Default
	x.Area, x.at = code, "default"
	for _, own := range a.Areas {
		if own.Area != code {
			continue
		}
		x.at, x.Homes = own.at, own.Homes
		if own.Turnover > 0 {
			x.Turnover = own.Turnover
		}
		if own.ResidentsPerHome > 0 {
			x.ResidentsPerHome = own.ResidentsPerHome
		}
		if own.Today != nil {
			x.Today = own.Today
		}
		if own.Tried != nil {
			x.Tried = own.Tried
		}
	}
	if x.Tried == nil {
		x.Tried = x.Today
	}
	return x
}

// profile is what one household of a letting type brings, on average: persons
// behind each criterion, the persons it is counted among, and residents. Income
// is per cent of the region's, times taxpayers.
type profile struct {
	m, d    [criteria]float64
	persons float64
}

// profiles mixes the groups of each type.
func (a *Assumptions) profiles() []profile {
	out := make([]profile, len(a.Types))
	for k, t := range a.Types {
		p := &out[k]
		for i, g := range a.Groups {
			w, h := t.From[i], g.Household
			d := [criteria]float64{h.From18To64, h.From18, h.From30To59, h.Persons, h.Taxpayers}
			s := [criteria]float64{g.Labour, g.Convicted, g.Education, a.OriginIn, g.Income}
			for c := range criteria {
				p.d[c] += float64(w * d[c])
				p.m[c] += float64(w * d[c] * s[c])
			}
			p.persons += float64(w * h.Persons)
		}
	}
	return out
}

// apportion divides n into whole numbers in proportion to the weights, by
// largest remainders; equal remainders in order.
func apportion(n int, weights []float64) []int {
	sum := 0.0
	for _, w := range weights {
		sum += w
	}
	out, rest, left := make([]int, len(weights)), make([]float64, len(weights)), n
	if sum == 0 {
		return out
	}
	for i, w := range weights {
		exact := float64(n) * w / sum
		out[i] = int(math.Floor(exact + 1e-9))
		rest[i] = exact - float64(out[i])
		left -= out[i]
	}
	for ; left > 0; left-- {
		best := 0
		for i := range rest {
			if weights[i] > 0 && (rest[i] > rest[best]+1e-9 || weights[best] == 0) {
				best = i
			}
		}
		out[best]++
		rest[best]--
	}
	return out
}
