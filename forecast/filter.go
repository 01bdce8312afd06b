package forecast

// Nature is what is estimated from all areas together: how an area moves when
// nobody looks at it. All are on the model's scale (logit or logarithm), per
// year; v is the chance variance of a figure (see Series).
type Nature struct {
	Own      float64 // variance of an area's own movement, whatever its size (overdispersion)
	Movers   float64 // share of chance variance that movers renew: variance Movers·v
	Noise    float64 // share of chance variance that is in one year's figure only: Noise·v
	Trend    float64 // variance of the areas' own trends around the shared one
	Lasting  float64 // correlation of an area's trend from year to year, 0 to 1
	Pull     float64 // part of the distance to the others that an area moves in a year; negative: they draw together
	Tails    float64 // degrees of freedom of Student's t for the unexpected
	Spread   float64 // variance between areas at the start
	logLiked float64
}

// state is what is believed of one area: its distance x to the shared level
// and its own trend b, with their covariance.
type state struct {
	x, b          float64
	pxx, pxb, pbb float64
	v             float64 // chance variance of the last figure
	n             float64 // persons behind it
	seen          bool
}

func (n Nature) start() state {
	return state{pxx: n.Spread, pbb: n.Trend}
}

// step moves the belief on by dt of a year:
//
//	x ← x + dt·(Pull·x + b) + u,  u ~ N(0, dt·(Own + Movers·v))
//	b ← φ·b + w,                  w ~ N(0, (1 − φ²)·Trend),  φ = Lasting^dt
//
// a local linear trend whose slope fades (Durbin and Koopman, Time Series
// Analysis by State Space Methods, 2nd ed., § 3.2). Lasting = 1 is a straight
// line per area, Trend = 0 a random walk, Own = Movers = 0 a fixed level under
// noise: what others use as forecasts are corners of it.
func (n Nature) step(s state, dt, phi float64) state {
	a := 1 + dt*n.Pull
	o := s
	o.x = float64(a*s.x) + float64(dt*s.b)
	o.b = phi * s.b
	o.pxx = float64(a*a*s.pxx) + float64(2*a*dt*s.pxb) + float64(dt*dt*s.pbb) + float64(dt*(n.Own+float64(n.Movers*s.v)))
	o.pxb = phi * (float64(a*s.pxb) + float64(dt*s.pbb))
	o.pbb = float64(phi*phi*s.pbb) + float64((1-float64(phi*phi))*n.Trend)
	return o
}

// see takes in a figure: distance z to the shared level, with chance variance
// v. It gives the surprise and its variance as they were before.
func (n Nature) see(s state, z, v float64) (after state, surprise, variance float64) {
	variance = s.pxx + float64(n.Noise*v) + tiny
	surprise = z - s.x
	kx, kb := s.pxx/variance, s.pxb/variance
	o := s
	o.x += float64(kx * surprise)
	o.b += float64(kb * surprise)
	o.pxx -= float64(kx * s.pxx)
	o.pxb -= float64(kx * s.pxb)
	o.pbb -= float64(kb * s.pxb)
	o.v, o.seen = v, true
	return o, surprise, variance
}

// tiny keeps variances above zero.
const tiny = 1e-10

// walk runs over one area's figures and hands each surprise but the first to
// tell. It gives the belief after the last year of the series.
func (n Nature) walk(s *Series, w tide, area int, tell func(surprise, variance float64)) state {
	x := n.start()
	for t := range s.Value[area] {
		if t > 0 {
			x = n.step(x, 1, n.Lasting)
		}
		y, v, ok := s.point(area, t)
		if !ok {
			continue
		}
		first := !x.seen
		var surprise, variance float64
		x, surprise, variance = n.see(x, y-w.level[t], v)
		x.n = s.persons(area, t)
		if !first && tell != nil {
			tell(surprise, variance)
		}
	}
	return x
}
