package minby

import (
	"math"
	"strconv"

	"byblik"
)

// An entrance is a house door with a number in a street; behind it lie one or
// several dwellings.
type entrance struct {
	street, number string
	at             byblik.Point // metres on the plan
	patch          int
	department     int // of its housing area, 0 outside one
}

// dwelling is one home. Its household changes, and in the years in which it is
// not in use it has none.
type dwelling struct {
	entrance    int32
	floor, door string
	block       string
	tenure      int
	open        bool
	household   int32 // −1 for none
	space       int32 // square metres in the year at hand
}

// What a street keeps to: metres between streets and between doors where
// there is room, and from a border.
const (
	betweenStreets = 120.0
	betweenDoors   = 17.0
	setBack        = 9.0
	fromBorder     = 2.0
)

// postcodes of the districts: numbers that the Danish post has given to nobody.
var postcodes = map[string]string{"Midtby": "0100", "Nordre Kaj": "0110", "Strandby": "0120", "Kirkevang": "0130", "Vestervold": "0140",
	"Møllemark": "0150", "Engelund": "0160", "Søndervang": "0170", "Lyngager": "0180", "Havnebyen": "0190", "Østerlund": "0195"}

// Words that street names are made of.
var (
	streetWords = []string{"Ahorn", "Agern", "Alke", "Asters", "Avnbøg", "Bark", "Birke", "Bjørne", "Blomster", "Bomme", "Bøge", "Dam", "Digter", "Drossel",
		"Due", "Eddike", "Egern", "Elme", "Elver", "Enebær", "Falke", "Fasan", "Fiske", "Fjord", "Flåde", "Forglemmigej", "Fælled", "Garver", "Gartner", "Gefion",
		"Glarmester", "Grane", "Gråand", "Guldregn", "Gyvel", "Hare", "Havre", "Hede", "Hestehov", "Hjelm", "Hjort", "Hvede", "Hyld", "Hør", "Isfugl", "Jasmin",
		"Kande", "Kastanje", "Kirsebær", "Klokker", "Klit", "Kompas", "Kornblomst", "Krage", "Krokus", "Kærmysse", "Lavendel", "Liljekonval", "Linde", "Lods",
		"Løve", "Mejse", "Mynte", "Måge", "Narcis", "Natravn", "Nelike", "Nødde", "Odder", "Orre", "Perle", "Pilot", "Polar", "Pære", "Ravn", "Reb", "Ribs",
		"Rose", "Rødkælk", "Røn", "Sadel", "Salvie", "Sejl", "Skarv", "Skibs", "Skovmærke", "Skræppe", "Smede", "Sneppe", "Solbær", "Spurve", "Stork", "Strand",
		"Syren", "Sælhunde", "Tang", "Timian", "Tjære", "Toldbod", "Troste", "Tulipan", "Ugle", "Valmue", "Vandværks", "Viol", "Vintergæk", "Ærenpris", "Ørne"}
	streetEnds = []string{"vej", "gade", "allé", "vænget", "stræde", "bakken", "svinget", "stien", "krogen", "parken", "toften", "haven"}
)

// streetName is the n-th street name. Neighbours in the order get other words
// and other ends.
func streetName(n int) string {
	w, round := n%len(streetWords), n/len(streetWords)
	return streetWords[w] + streetEnds[(5*w+round)%len(streetEnds)]
}

// layStreets lays streets through the patches, puts houses beside them and
// dwellings into the houses.
func (p *People) layStreets() {
	named := 0
	for _, c := range p.patches {
		most := [tenures]int{}
		for y := range years {
			for k, n := range c.homes[y] {
				most[k] = max(most[k], n)
			}
		}
		n := most[private] + most[social]
		if n == 0 {
			continue
		}
		inside, size := p.ground(c)
		each := min(10, 1+int(float64(n)/size/650))
		if c.estate >= 0 {
			each = 8
		}
		doors := doorsIn(inside, p.outlineOf(c), (n+each-1)/each)
		first := len(p.entrances)
		street := -1
		for i, d := range doors {
			if c.estate >= 0 { // one street, named after the housing area, its numbers running on
				p.entrances = append(p.entrances, entrance{p.town.estates[c.estate].name, strconv.Itoa(i + 1), d.at, c.index, 0})
				continue
			}
			if d.street != street {
				street = d.street
				named++
			}
			p.entrances = append(p.entrances, entrance{streetName(named - 1), strconv.Itoa(d.number), d.at, c.index, 0})
		}
		p.fillHouses(c, first, most)
	}
}

// ground says where houses of a patch may stand, and how large it is in square
// kilometres. A point must keep clear of every border, so that it lies in its
// area also with rounded coordinates.
func (p *People) ground(c *patch) (inside func(byblik.Point) bool, size float64) {
	a := p.town.areas[c.area]
	ring := p.town.mesh.points(a.face)
	size = a.size
	var estate []byblik.Point
	for _, e := range p.town.estates {
		if e.area == a {
			estate = e.ring
		}
	}
	if estate != nil {
		part := signedArea(estate) / 1e6
		if c.estate >= 0 {
			size = part
		} else {
			size = max(0.01, size-part)
		}
	}
	return func(q byblik.Point) bool {
		if !within(q, ring) || nearBorder(q, ring) {
			return false
		}
		return estate == nil || within(q, estate) == (c.estate >= 0) && !nearBorder(q, estate)
	}, size
}

func (p *People) outlineOf(c *patch) []byblik.Point {
	return p.town.mesh.points(p.town.areas[c.area].face)
}

// within says whether a point lies inside an outline: a ray from it crosses
// the outline an odd number of times.
func within(p byblik.Point, ring []byblik.Point) bool {
	in := false
	for i, a := range ring {
		b := ring[(i+1)%len(ring)]
		if (a[1] > p[1]) != (b[1] > p[1]) && p[0] < a[0]+float64((p[1]-a[1])*(b[0]-a[0]))/(b[1]-a[1]) {
			in = !in
		}
	}
	return in
}

func nearBorder(p byblik.Point, ring []byblik.Point) bool {
	for i, a := range ring {
		if distance(p, a, ring[(i+1)%len(ring)]) < fromBorder {
			return true
		}
	}
	return false
}

// door is a place for an entrance: number on a street.
type door struct {
	street, number int
	at             byblik.Point
}

// doorsIn lays parallel streets along the long axis of an outline and gives
// about n doors on both sides of them, evenly spread; streets and doors move
// closer until there are enough.
func doorsIn(inside func(byblik.Point) bool, ring []byblik.Point, n int) []door {
	c, axis, _ := shapeOf(ring)
	reach := 0.0
	for _, q := range ring {
		reach = max(reach, apart(c, q))
	}
	var all []door
	for gap, step := betweenStreets, betweenDoors; gap > 3; gap, step = 0.75*gap, 0.82*step {
		all = all[:0]
		back := min(setBack, gap/3)
		street := 0
		for across := -reach + math.Mod(reach, gap); across <= reach; across += gap {
			street++
			number := 0
			for along := -reach; along <= reach; along += step {
				number += 2
				for side, off := range []float64{-back, back} {
					q := byblik.Point{c[0] + float64(axis[0]*along) - float64(axis[1]*(across+off)), c[1] + float64(axis[1]*along) + float64(axis[0]*(across+off))}
					if inside(q) {
						all = append(all, door{street, number - 1 + side, q})
					}
				}
			}
		}
		if len(all) >= n {
			break
		}
	}
	return spread(renumber(all), n)
}

// renumber lets the numbers of each street begin at 1.
func renumber(all []door) []door {
	street, before := -1, 0
	for i := range all {
		if all[i].street != street {
			street, before = all[i].street, (all[i].number-1)/2*2
		}
		all[i].number -= before
	}
	return all
}

// spread takes n of the doors, evenly.
func spread(all []door, n int) []door {
	if len(all) <= n {
		return all
	}
	out := make([]door, n)
	for i := range out {
		out[i] = all[i*len(all)/n]
	}
	return out
}

// blockHomes is about how many dwellings a block has. The smallest unit of
// any publication is to hold at least 50 households.
const blockHomes = 75

// fillHouses puts the dwellings of a patch into its entrances, social ones
// first, and draws blocks round neighbouring entrances.
func (p *People) fillHouses(c *patch, first int, most [tenures]int) {
	doors := len(p.entrances) - first
	n := most[private] + most[social]
	blocks := max(1, n/blockHomes)
	a := p.town.areas[c.area]
	before := p.blocksIn[c.area]
	p.blocksIn[c.area] += blocks
	for i := range n {
		at := i * doors / n
		place := i - (at*n+doors-1)/doors // place behind the door
		block := at * blocks / doors
		d := dwelling{entrance: int32(first + at), tenure: private, household: -1, block: a.code + "-" + twoDigits(before+block+1)}
		if i < most[social] {
			d.tenure = social
		}
		if n > doors {
			d.floor, d.door = floorOf(place), [...]string{"tv", "th"}[place%2]
		}
		if c.estate >= 0 {
			p.entrances[first+at].department = 1 + block/3
		}
		c.dwellings[d.tenure] = append(c.dwellings[d.tenure], int32(len(p.dwellings)))
		p.dwellings = append(p.dwellings, d)
	}
}

func floorOf(place int) string {
	if place < 2 {
		return "st"
	}
	return strconv.Itoa(place / 2)
}

func twoDigits(n int) string {
	if n < 10 {
		return "0" + strconv.Itoa(n)
	}
	return strconv.Itoa(n)
}
