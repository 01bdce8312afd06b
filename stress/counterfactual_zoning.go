package stress

import (
	"math"
	"slices"

	"byblik"
	"byblik/spatial"
)

// zoning says which areas lie in a zone for given flags and scores: the rules
// of package designate without the splitting of large groups, which moves
// nobody in or out.
type zoning struct {
	rules     rules
	borders   [][]spatial.Border
	perimeter []float64
	residents []float64
	listed    []bool
	flagged   []bool // as screened
	eligible  []bool // score above the rule's, or too few residents to be screened
}

type rules struct {
	enclose   bool
	share     float64
	score     float64
	minBorder float64
	residents float64
	small     float64
}

// newZoning lays the map out and holds its own answer against that of the
// proposal.
func newZoning(c *City, base *Outcome) (*zoning, error) {
	in, n := &c.Zones, len(base.Flagged)
	z := &zoning{listed: make([]bool, n), flagged: base.Flagged, eligible: make([]bool, n), rules: rules{
		enclose: in.Rules.Enclose, share: in.Rules.EnclosedShare, score: in.Rules.EnclosedScore,
		minBorder: in.Rules.MinBorder, residents: in.Rules.MinResidents, small: in.Rules.SmallArea}}
	for i := range base.Screening.Areas {
		a := &base.Screening.Areas[i]
		r := a.Residents
		if math.IsNaN(r) {
			r = 0
		}
		z.borders = append(z.borders, in.Borders.Of(i))
		z.perimeter = append(z.perimeter, in.Borders.Perimeter(i))
		z.residents = append(z.residents, r)
		z.eligible[i] = a.Score > z.rules.score || r < z.rules.small
	}
	for _, l := range in.Listed {
		for _, h := range l.Areas {
			z.listed[h.Area] = true
		}
	}
	if !slices.Equal(z.inside(z.flagged, z.eligible), base.Inside) {
		return nil, &byblik.Error{Kind: byblik.Internal, Check: "why", Found: "membership that differs from the proposal",
			Expected: "the rules of package designate", Do: "report this"}
	}
	return z, nil
}

// small says whether an area is enclosed whatever its score.
func (z *zoning) small(a int) bool { return z.residents[a] < z.rules.small }

// inside gives the members of zones.
func (z *zoning) inside(flagged, eligible []bool) []bool {
	in := make([]bool, len(flagged))
	for i, f := range flagged {
		in[i] = f || z.listed[i]
	}
	for z.rules.enclose {
		var more []int
		for i, e := range eligible {
			if !in[i] && e && z.surrounded(in, i) {
				more = append(more, i)
			}
		}
		if more == nil {
			break
		}
		for _, i := range more {
			in[i] = true
		}
	}
	z.dropSmall(in)
	return in
}

func (z *zoning) surrounded(in []bool, i int) bool {
	shared, joined := 0.0, false
	for _, b := range z.borders[i] {
		if in[b.To] {
			shared += b.Shared
			joined = joined || b.Joins(z.rules.minBorder)
		}
	}
	return joined && z.perimeter[i] > 0 && shared >= z.rules.share*z.perimeter[i]
}

// dropSmall leaves only groups with enough residents, or on the State's list.
func (z *zoning) dropSmall(in []bool) {
	seen := make([]bool, len(in))
	var group []int
	for i := range in {
		if !in[i] || seen[i] {
			continue
		}
		group, seen[i] = append(group[:0], i), true
		for k := 0; k < len(group); k++ {
			for _, b := range z.borders[group[k]] {
				if in[b.To] && !seen[b.To] && b.Joins(z.rules.minBorder) {
					group, seen[b.To] = append(group, b.To), true
				}
			}
		}
		if !z.stands(group) {
			for _, k := range group {
				in[k] = false
			}
		}
	}
}

func (z *zoning) stands(group []int) bool {
	slices.Sort(group) // sums are taken in the order of the areas, as there
	total := 0.0
	for _, k := range group {
		if z.listed[k] {
			return true
		}
		total += z.residents[k]
	}
	return total >= z.rules.residents
}
