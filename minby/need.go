package minby

import "byblik"

// role is a part that one area plays, so that the town has an example of it.
type role uint8

const (
	ordinary   role = iota
	churchyard      // hardly anybody lives there, flagged areas all round
	calm            // better off than the flagged areas round it
	pocket          // as hard pressed as an estate, alone and too small for a zone
	once            // hard pressed in the last year only
	hidden          // so few young people that figures are withheld
	unasked         // the survey reached nobody in some years
)

// A spot puts a role on the map: the nearest area with homes plays it.
type spot struct {
	at   byblik.Point
	role role
}

var spots = []spot{
	{byblik.Point{8300, 4480}, churchyard}, {byblik.Point{1950, 8250}, calm}, {byblik.Point{5900, 8500}, pocket},
	{byblik.Point{9000, 9300}, pocket}, {byblik.Point{6700, 2500}, once}, {byblik.Point{2700, 5200}, once},
	{byblik.Point{10800, 4300}, hidden}, {byblik.Point{1300, 9900}, hidden}, {byblik.Point{10300, 9900}, hidden},
	{byblik.Point{7600, 9700}, unasked}, {byblik.Point{4500, 4200}, unasked},
}

func (t *town) castRoles() {
	for _, s := range spots {
		if a := t.nearest(s.at, func(a *area) bool { return a.use == homes && a.role == ordinary }); a != nil {
			a.role = s.role
		}
	}
}

// pressure is where conditions of life are harder (or, below nought, easier)
// than in the middle of the town.
var pressure = []hill{
	{byblik.Point{1900, 8300}, 1350, 2.25}, // estate at the north-western edge
	{byblik.Point{2500, 1700}, 1300, 2.25}, // estate at the south-western edge
	{byblik.Point{8350, 4400}, 1150, 2.15}, // old working quarter south of the harbour
	{byblik.Point{3700, 4000}, 1400, 2.2},  // on both sides of the motorway
	{byblik.Point{5200, 9850}, 1400, 2.2},  // estate in the north
	{byblik.Point{4700, 6150}, 1150, 2.1},  // on both sides of the railway
	{byblik.Point{9350, 7250}, 1050, 1.6},  // near the limits
	{byblik.Point{7050, 6450}, 850, 1.6},   // near the limits
	{byblik.Point{11600, 8600}, 4200, -.9}, // the northern shore
	{byblik.Point{12200, 4300}, 3200, -.9}, // the southern shore
	{byblik.Point{5600, 8100}, 2000, -.6},  // villas round the park
	{byblik.Point{1200, 5300}, 1700, -.4},
	{byblik.Point{5600, 4000}, 5200, .25}, // the town inside the motorway
}

// turning is what changes over the years: in the first year none of it has
// come, in the last all.
var turning = []hill{
	{byblik.Point{6100, 1500}, 1600, -1.9}, // gets better, from the height in better
	{byblik.Point{9900, 1300}, 1400, 2.2},  // gets worse
}

var better = hill{byblik.Point{6100, 1500}, 1600, 2.5}

// feelNeeds gives each area its need in each year.
func (t *town) feelNeeds() {
	weather := t.weather()
	for i, a := range t.areas {
		r := stream(t.seed, forNeed, i, 0)
		still := sum(pressure, a.middle) + sum(weather, a.middle) + better.over(a.middle) + 0.3*normal(r)
		change := sum(turning, a.middle) + 0.12*normal(r)
		for y := range years {
			a.need[y] = still + change*float64(y)/(years-1) + 0.03*normal(r)
		}
		a.play()
	}
}

// weather is a smooth field that differs from seed to seed.
func (t *town) weather() []hill {
	r := stream(t.seed, forWeather, 0, 0)
	out := make([]hill, 40)
	for i := range out {
		out[i] = hill{byblik.Point{13000 * r.Float64(), 11000 * r.Float64()}, 900 + 1700*r.Float64(), 0.27 * normal(r)}
	}
	return out
}

// play fits the need of an area to its role.
func (a *area) play() {
	for y := range a.need {
		switch {
		case a.role == calm:
			a.need[y] = 0.55
		case a.role == pocket:
			a.need[y] = 2.0
		case a.role == once && y < years-1:
			a.need[y] = 0.1
		case a.role == once:
			a.need[y] = 1.9
		case a.use == campus:
			a.need[y] = 0.1
		}
	}
}
