package forecast

import "math"

// Outlook is what the model says of one figure that nobody has yet: Student's
// t on the model's scale, around Middle, with scale √(Shared + Own). Shared is
// the uncertainty that all areas have in common.
type Outlook struct {
	Scale  Scale
	Middle float64
	Shared float64
	Own    float64
	Tails  float64
	Of     float64 // persons behind the figure
}

// Midyear is a count taken within a year that is not over: Part of the year
// is past, such as 0.5 for 1 July.
type Midyear struct {
	Value float64
	Of    float64
	Part  float64
}

// Outlook looks h years beyond the last year of the series at one area. It is
// false where the area has no figure at all.
func (f *Fit) Outlook(area, h int) (Outlook, bool) { return f.outlook(area, h, nil) }

// OutlookSince is Outlook with a count of the year that is running, the first
// after the series: it counts as a figure of that day, not of the year.
func (f *Fit) OutlookSince(area, h int, m Midyear) (Outlook, bool) { return f.outlook(area, h, &m) }

func (f *Fit) outlook(area, h int, m *Midyear) (Outlook, bool) {
	s := f.belief[area]
	if !s.seen {
		return Outlook{}, false
	}
	n, years := f.Nature, float64(h)
	left := h
	if m != nil && h > 0 && m.Part > 0 && m.Part < 1 {
		s, years = f.within(s, *m), years-m.Part
		s = n.step(s, 1-m.Part, math.Pow(n.Lasting, 1-m.Part))
		left--
	}
	for range left {
		s = n.step(s, 1, n.Lasting)
	}
	mean, shared := f.tide.ahead(years)
	level := f.level()
	if m != nil && h > 0 {
		moved, _ := f.tide.ahead(float64(h) - years)
		level += moved
	}
	return Outlook{Scale: f.series.Scale, Middle: level + mean + s.x, Shared: shared, Own: s.pxx + float64(n.Noise*s.v) + tiny, Tails: n.Tails, Of: s.n}, true
}

// within moves a belief to the day of a mid-year count and takes it in; the
// shared movement until then is expected, and its uncertainty is chance.
func (f *Fit) within(s state, m Midyear) state {
	n := f.Nature
	s = n.step(s, m.Part, math.Pow(n.Lasting, m.Part))
	one := Series{Scale: f.series.Scale, Value: [][]float64{{m.Value}}, Of: [][]float64{{m.Of}}}
	y, v, ok := one.point(0, 0)
	if !ok {
		return s
	}
	moved, _ := f.tide.ahead(m.Part)
	s, _, _ = n.see(s, y-f.level()-moved, v)
	s.n = one.persons(0, 0)
	return s
}

func (f *Fit) level() float64 {
	if k := len(f.tide.level); k > 0 {
		return f.tide.level[k-1]
	}
	return 0
}

func (o Outlook) sd() float64 { return math.Sqrt(o.Shared + o.Own) }

// Above is the probability that the figure lies above a limit.
func (o Outlook) Above(limit float64) float64 {
	return studentCDF((o.Middle-o.Scale.to(limit, o.Of))/o.sd(), o.Tails)
}

// Between gives the central interval that holds the figure with probability p.
func (o Outlook) Between(p float64) (low, high float64) {
	q := studentQuantile((1+p)/2, o.Tails) * o.sd()
	return o.Scale.back(o.Middle-q, o.Of), o.Scale.back(o.Middle+q, o.Of)
}

// Median is the figure that is as likely passed as not.
func (o Outlook) Median() float64 { return o.Scale.back(o.Middle, o.Of) }
