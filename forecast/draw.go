package forecast

import (
	"math"
	"math/rand/v2"
)

// stream gives the random numbers of one run and one area (0 is what all areas
// share). Each hangs on seed, run and area alone, so that neither the number of
// workers nor the other areas change it.
func stream(seed uint64, run, area int) *rand.Rand {
	return rand.New(rand.NewPCG(seed, uint64(run+1)<<24^uint64(area))) //nolint:gosec // a simulation, not a secret
}

// tail is √(ν/χ²_ν): times a normal number it is Student's t. The gamma number
// is drawn after Marsaglia and Tsang (ACM Transactions on Mathematical Software
// 26, 2000); ν is above 2.
func tail(r *rand.Rand, nu float64) float64 {
	d := nu/2 - 1.0/3
	c := 1 / math.Sqrt(9*d)
	for {
		x := r.NormFloat64()
		v := 1 + c*x
		if v <= 0 {
			continue
		}
		v = v * v * v
		u := 1 - r.Float64()
		if math.Log(u) < 0.5*x*x+d-float64(d*v)+float64(d*math.Log(v)) {
			return math.Sqrt(nu / (2 * d * v))
		}
	}
}

// tides draws the shared movement of the years to come, added up.
func (w tide) draw(r *rand.Rand, years int) []float64 {
	out := make([]float64, years)
	gamma := w.gamma + math.Sqrt(w.s2/w.n)*r.NormFloat64()
	sum := 0.0
	for h := range out {
		sum += gamma + math.Sqrt(w.s2)*r.NormFloat64()
		out[h] = sum
	}
	return out
}

// path draws one area's figures of the years to come. Each year's figure is
// drawn given the ones before, which are taken in as if they had been seen, so
// that the years hang together as they do in the model; shared has the shared
// movement since the last year and z one number of Student's t per year.
func (f *Fit) path(area int, shared, z []float64, m *Midyear, into []float64) {
	n, s := f.Nature, f.belief[area]
	for h := range into {
		dt := 1.0
		if h == 0 && m != nil {
			s = f.within(s, *m)
			dt = 1 - m.Part
		}
		s = n.step(s, dt, math.Pow(n.Lasting, dt))
		sd := math.Sqrt(s.pxx + float64(n.Noise*s.v) + tiny)
		own := s.x + float64(sd*z[h])
		s, _, _ = n.see(s, own, s.v)
		into[h] = f.series.Scale.back(f.level()+shared[h]+own, s.n)
	}
}

// togetherness is how much the surprises of different quantities in the same
// area and year go together, as a correlation of disadvantage; 0 to 0.9. Who
// moves in or out changes several quantities at once, and a list that asks for
// two criteria feels it.
func togetherness(qs []quantity) float64 {
	var sum, n float64
	for i := range qs {
		for j := range i {
			a, b := qs[i], qs[j]
			if a.worse == 0 || b.worse == 0 || a.fit == nil || b.fit == nil {
				continue
			}
			s, k := a.fit.goesWith(b.fit)
			sum, n = sum+float64(a.worse*b.worse*s), n+k
		}
	}
	if n == 0 {
		return 0
	}
	return min(max(sum/n, 0), 0.9)
}

// goesWith adds up the products of standardised surprises of two series over
// the same areas, year by year.
func (f *Fit) goesWith(g *Fit) (sum, n float64) {
	for i := range f.series.Value {
		a, b := f.surprises(i), g.surprises(i)
		for year, x := range a {
			if y, ok := b[year]; ok {
				sum, n = sum+float64(x*y), n+1
			}
		}
	}
	return sum, n
}

// surprises are an area's standardised surprises by year, none beyond 3.
func (f *Fit) surprises(area int) map[int]float64 {
	out := map[int]float64{}
	x := f.Nature.start()
	for t := range f.series.Value[area] {
		if t > 0 {
			x = f.Nature.step(x, 1, f.Nature.Lasting)
		}
		if y, v, ok := f.series.point(area, t); ok {
			first := !x.seen
			var e, e2 float64
			x, e, e2 = f.Nature.see(x, y-f.tide.level[t], v)
			if !first {
				out[f.series.First+t] = min(max(e/math.Sqrt(e2), -3), 3)
			}
		}
	}
	return out
}
