package minby

import (
	"fmt"
	"strconv"
	"testing"
)

// A housing area is part of its small area: it has no more people of any kind,
// nor more of the rest. Labour and education are those of the town's figures;
// convictions, incomes and origin are known of housing areas only.
func TestHousingAreasArePartOfTheirAreas(t *testing.T) {
	town, told := build(Seed), stories()
	for i, e := range town.estates {
		b := town.tally(i, told[e.name])
		labours, schools := b.cells(labour), b.cells(education)
		for y := First; y <= lastClosed; y++ {
			f, k := b.source(y), y-ListFirst
			if n := b.residents[k]; n > f.residents {
				t.Errorf("%s %d: %d residents of %d", e.name, y, n, f.residents)
			}
			for _, c := range []struct {
				what     aspect
				cell     cell
				some, of int
			}{{labour, labours[k], f.outsideWork, f.workAge}, {education, schools[k], f.schoolOnly, f.midLife}} {
				size := float64(b.size(c.what, y))
				share := pin{n: c.cell.n, d: c.cell.d, pct: c.cell.pct}.share()
				hits := share * size / 100
				if hits > float64(c.some)+2 || size-hits > float64(c.of-c.some)+2 {
					t.Errorf("%s %d, share %d: %.0f of %.0f, in its small area %d of %d", e.name, y, c.what, hits, size, c.some, c.of)
				}
			}
		}
	}
}

// Figures change slowly: nobody believes a share that jumps.
func TestListFiguresDriftSlowly(t *testing.T) {
	town, told := build(Seed), stories()
	for i, e := range town.estates {
		b := town.tally(i, told[e.name])
		for _, what := range []aspect{labour, education, origin} {
			last := -1.0
			for k, c := range b.cells(what) {
				now := pin{n: c.n, d: c.d, pct: c.pct}.share()
				if now != now {
					continue
				}
				if last >= 0 && (now-last > 8 || last-now > 8) {
					t.Errorf("%s, share %d: from %.1f to %.1f in %d", e.name, what, last, now, ListFirst+k)
				}
				last = now
			}
		}
	}
}

// The promised limits are met to the person.
func TestCellsThatLieOnALimit(t *testing.T) {
	told := stories()
	for _, c := range []struct {
		area string
		what aspect
		year int
		want string
	}{
		{"Sejlmagergangen", residents, 2019, "999"}, {"Sejlmagergangen", residents, 2020, "1000"}, {"Fiskernes Have", residents, 2024, "999"},
		{"Åbrinkhaven", labour, 2022, "40"}, {"Åbrinkhaven", labour, 2023, "40"}, {"Tranevænget", labour, 2020, "40"},
		{"Kornvænget", education, 2021, "60"}, {"Nordstjernehaven", origin, 2023, "30"},
	} {
		s := told[c.area]
		p, ok := s.pinned(c.what, c.year)
		got := fmt.Sprintf("%g", p.share())
		if c.what == residents {
			got = p.n
		}
		if !ok || got != c.want {
			t.Errorf("%s %d: %s, want %s", c.area, c.year, got, c.want)
		}
	}
	rugløkken := told["Rugløkken"]
	a, _ := rugløkken.pinned(convicted, 2020)
	b, _ := rugløkken.pinned(convicted, 2021)
	if got, want := strconv.FormatFloat((a.share()+b.share())/2, 'f', 9, 64), strconv.FormatFloat(3*(nationalShare(2020)+nationalShare(2021))/2, 'f', 9, 64); got != want {
		t.Errorf("three times the printed national share is %s, Rugløkken has %s", want, got)
	}
}
