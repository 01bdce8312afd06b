package minby

import "math/rand/v2"

// ageGroups are the shares of the residents by age.
type ageGroups struct{ children, young, midLife, workAge float64 }

// ageShares gives an area its ages: families at the edge, young people in the
// middle and on the campus.
func ageShares(a *area, r *rand.Rand) ageGroups {
	inner := hill{centre, 4000, 1}.over(a.middle)
	g := ageGroups{
		children: 0.225 - 0.08*inner + 0.02*normal(r),
		young:    0.085 + 0.05*inner + 0.01*normal(r),
		midLife:  0.39 + 0.02*normal(r),
		workAge:  0.625 + 0.06*inner + 0.02*normal(r),
	}
	if a.use == campus {
		g = ageGroups{children: 0.05, young: 0.58, midLife: 0.17, workAge: 0.93}
	}
	return g
}

func (a *area) studying(g ageGroups) float64 {
	if a.use == campus {
		return 0.72
	}
	return 0.06 + 0.7*g.young
}

// ages counts the residents by age.
func (f *figures) ages(g ageGroups) {
	n := float64(f.residents)
	f.children = int(n*g.children + 0.5)
	f.adults = f.residents - f.children
	f.workAge = min(f.adults, int(n*g.workAge+0.5))
	f.midLife = min(f.workAge, int(n*g.midLife+0.5))
	f.young = min(f.workAge-f.midLife, int(n*g.young+0.5))
}

// survey asks about safety. Each year's figure pools the answers of that year
// and the two before, as small areas demand; the samples of two years share
// nobody, so the figure jumps more than the registers do.
func (t *town) survey(i int, a *area) {
	r := stream(t.seed, forSurvey, i, 0)
	fear := share{low: .06, high: .50, middle: 1.05}
	private := 0.45 * normal(r)
	for y := range years {
		f := &a.figures[y]
		f.asked = around(r, 0.15*float64(f.adults))
		if a.role == unasked && y%3 == 1 {
			f.asked = 0
		}
		f.unsafe = drawn(r, f.asked, fear.rate(a.need[y]+private, y))
	}
}

// homesOf counts the dwellings and how many of them are social ones: most in
// the estates, some elsewhere.
func (t *town) homesOf(i int, a *area) {
	r := stream(t.seed, forHomes, i, 0)
	part := 0.05 + 0.12*max(0, a.need[0]) + 0.06*normal(r)
	if a.housesEstate(t) {
		part = 0.72 + 0.08*normal(r)
	}
	part = min(0.95, max(0, part))
	space := 52 - 4.2*a.need[years-1] + 3*normal(r)
	for y := range years {
		f := &a.figures[y]
		f.homes = int(float64(f.residents)/1.95 + 0.5)
		f.social = int(float64(f.homes)*part + 0.5)
		f.space = space + 0.1*float64(y)
	}
}
