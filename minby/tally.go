package minby

import (
	"math"
	"slices"
	"strconv"
)

// cell is one share of one year as it is written: a count and its denominator,
// or a printed percentage, or nothing.
type cell struct{ n, d, pct string }

// attempts is how often the people of a housing area are drawn anew until
// their figures tell its story; after that the story itself is written.
const attempts = 400

// staying is the share of people who are the same from year to year.
const staying = 0.85

// tally holds the figures of one housing area while they are drawn.
type tally struct {
	town      *town
	index     int
	area      *area
	story     story
	residents [listYears]int
}

func (t *town) tally(i int, s story) *tally {
	b := &tally{town: t, index: i, area: t.estates[i].area, story: s}
	r := stream(t.seed, forLists, i, 0)
	for k := range b.residents {
		year := ListFirst + k
		n := float64(b.source(year).residents)
		if year < First {
			n *= 1 - 0.004*float64(First-year) + 0.004*normal(r)
		}
		b.residents[k] = max(1020, int(s.part*n))
		if p, ok := s.pinned(residents, year); ok {
			b.residents[k], _ = strconv.Atoi(p.n)
		}
	}
	return b
}

// source is the year of the small area that a year of the housing area is part
// of: before the town's first year, that one.
func (b *tally) source(year int) *figures { return &b.area.figures[max(0, year-First)] }

// size counts the people whom a share is of.
func (b *tally) size(what aspect, year int) int {
	f, n := b.source(year), b.residents[year-ListFirst]
	all := map[aspect]int{labour: f.workAge, convicted: f.adults, education: f.midLife, origin: f.residents}[what]
	return int(float64(all)*float64(n)/float64(f.residents) + 0.5)
}

// cells draws one share for all years.
func (b *tally) cells(what aspect) (out [listYears]cell) {
	asked := b.story.meant(what)
	meant := b.story.withPins(what, asked)
	var counts, sizes [listYears]float64
	for try := range attempts {
		var got [listYears]float64
		for k := range got {
			sizes[k] = float64(b.size(what, ListFirst+k))
			counts[k] = b.drawn(what, try, k, int(sizes[k]), asked[k]/100)
			got[k] = 100 * counts[k] / sizes[k]
		}
		if b.story.holds(what, meant, b.story.withPins(what, got)) {
			break
		}
		if try == attempts-1 {
			for k := range counts {
				counts[k] = math.Floor(sizes[k]*asked[k]/100 + 0.5)
			}
		}
	}
	for k := range out {
		out[k] = b.written(what, ListFirst+k, counts[k], sizes[k])
	}
	return out
}

// drawn counts those to whom something applies, person by person. Full-time
// persons outside the labour market come in tenths.
func (b *tally) drawn(what aspect, try, k, n int, p float64) float64 {
	stay := int(staying * float64(n))
	thread := int(what)<<12 | try
	old := drawn(stream(b.town.seed, forLists, b.index, thread|1<<20), stay, p)
	fresh := stream(b.town.seed, forLists, b.index, thread|(k+2)<<16|1<<21)
	hits := float64(old + drawn(fresh, n-stay, p))
	if what == labour {
		hits = math.Min(float64(n), hits+float64(fresh.IntN(10))/10)
	}
	return hits
}

// written is a share as the file has it.
func (b *tally) written(what aspect, year int, count, size float64) cell {
	if year > lastClosed && what != origin {
		return cell{}
	}
	if p, ok := b.story.pinned(what, year); ok {
		return cell{p.n, p.d, p.pct}
	}
	if slices.Contains(b.story.printed, what) {
		return cell{pct: strconv.FormatFloat(100*count/size, 'f', 1, 64)}
	}
	decimals := 0
	if what == labour {
		decimals = 1
	}
	return cell{n: strconv.FormatFloat(count, 'f', decimals, 64), d: strconv.FormatFloat(size, 'f', 0, 64)}
}

// incomes draws the mean incomes in kroner.
func (b *tally) incomes() (out [listYears]string) {
	meant := b.story.meant(income)
	var kroner [listYears]float64
	for try := range attempts {
		r := stream(b.town.seed, forLists, b.index, int(income)<<12|try|1<<20)
		own := 0.5 * normal(r)
		var got [listYears]float64
		for k := range got {
			region := float64(incomeOfTheRegion(ListFirst + k))
			ratio := meant[k] + own + float64(0.25*normal(r))
			kroner[k] = math.Floor(region*ratio/100 + 0.5)
			got[k] = 100 * kroner[k] / region
		}
		if b.story.holds(income, meant, got) {
			break
		}
	}
	for k := range lastClosed - ListFirst + 1 {
		out[k] = strconv.FormatFloat(kroner[k], 'f', 0, 64)
	}
	return out
}
