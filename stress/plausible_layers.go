package stress

import "slices"

// layer holds the standard scores of all columns under one scale and one
// treatment: z by period and column, and for the score the unweighted z of the
// screened period.
type layer struct {
	z     [][]float64
	plain [][]float64
}

// plan is everything about a stress run that no draw changes.
type plan struct {
	basis
	choices Choices
	all     []column
	levels  [][]int
	fixed   []layer // by scale and treatment; columns that chance can change are nil
	noisy   bool
	join    *joiner
	factors []factor
	shared  int // factors whose index is estimated: the first ones
	seed    uint64
}

// newPlan reads the city, prepares what can be prepared, and finds out which
// choices can matter at all.
func newPlan(c *City, choices Choices, seed uint64, workers int) (*plan, error) {
	choices, err := choices.complete(c.Rules, c.Zones.Rules.MinResidents)
	if err != nil {
		return nil, err
	}
	f, err := read(c, choices)
	if err != nil {
		return nil, err
	}
	p := &plan{basis: *f, choices: choices, seed: seed}
	p.all, p.levels = f.columns(choices.Overlaps)
	p.noisy = slices.ContainsFunc(p.all, func(k column) bool { return k.noisy })
	p.join = newJoiner(c, f.base)
	p.fixed = make([]layer, len(choices.Normalise)*len(choices.Winsorise))
	share(len(p.fixed), workers, func(int) func(int) {
		return func(k int) { p.fixed[k] = p.fix(k/len(choices.Winsorise), k%len(choices.Winsorise)) }
	})
	p.factors = p.varied()
	p.shared = len(p.factors)
	return p, nil
}

// fix computes the columns that chance cannot change under one scale and one
// treatment, with the exact sums of the screening.
func (p *plan) fix(how, treat int) layer {
	l := p.newLayer()
	w := p.newWorkshop()
	for c := range p.all {
		if p.all[c].noisy {
			continue
		}
		for k := range p.window {
			w.column(l, c, k, how, treat, nil)
		}
	}
	return l
}

func (p *plan) newLayer() layer {
	return layer{z: make([][]float64, len(p.window)*len(p.all)), plain: make([][]float64, len(p.all))}
}

// workshop computes columns in memory of its own.
type workshop struct {
	*plan
	scale  scale
	drawIn float64 // share of the figures at each end
	one    []float64
	part   []float64
}

func (p *plan) newWorkshop() *workshop {
	return &workshop{plan: p, scale: scale{sorter: newSorting(p.areas)}, one: make([]float64, p.areas), part: make([]float64, p.areas)}
}

// column fills in column c of a layer in period k. drawn gives what chance
// made of the figures, nil stands for the figures as they are.
func (w *workshop) column(l layer, c, k, how, treat int, drawn supply) {
	w.scale.how, w.scale.residents, w.scale.exact = w.choices.Normalise[how], w.residents[k], drawn == nil
	w.drawIn = w.choices.Winsorise[treat]
	if drawn == nil {
		drawn = func(in int) ([]float64, []int32) { return w.inputs[in].at[k].signed, nil }
	}
	at := k*len(w.all) + c
	if l.z[at] == nil {
		l.z[at] = make([]float64, w.areas)
	}
	order := w.combine(&w.all[c], k, drawn, l.z[at])
	if k == 0 {
		if l.plain[c] == nil {
			l.plain[c] = make([]float64, w.areas)
		}
		copy(l.plain[c], l.z[at])
		w.scale.moments(l.plain[c], nil)
	}
	w.scale.apply(l.z[at], order)
}
