package minby

import "strconv"

// band is a group of ages whose size the table of figures fixes in each area.
type band uint8

const (
	childhood band = iota // 0–17
	youth                 // 18–24
	between               // 25–29 and 60–64
	midlife               // 30–59
	oldAge                // 65 and over
	bands
)

func bandOf(age int) band {
	switch {
	case age < 18:
		return childhood
	case age < 25:
		return youth
	case age < 30:
		return between
	case age < 60:
		return midlife
	case age < 65:
		return between
	}
	return oldAge
}

// count is a number of people by band.
type count [bands]int

// byAge gives the residents of an area by band.
func (f *figures) byAge() count {
	return count{f.children, f.young, f.workAge - f.midLife - f.young, f.midLife, f.adults - f.workAge}
}

// Kinds of dwelling.
const (
	private = iota // owned by those who live there or by a landlord
	social         // almen bolig
	tenures
)

// patch is the smallest piece of the town whose people by age are fixed in
// each year: a small area, or one of the two parts into which a housing area
// divides its small area.
type patch struct {
	index      int
	area       int                 // place of its small area among the areas
	estate     int                 // place of its housing area among the estates, −1 outside one
	want       [years]count        // residents by band
	homes      [years][tenures]int // dwellings in use
	convicted  [years]int          // how many are convicted in the year, −1 where no table says
	dwellings  [tenures][]int32    // all that ever are in use, in the order in which they are opened
	households []int32             // those that live there
	vacant     []int32             // dwellings in use without a household
}

// divide makes the patches of the town. They come in the order of the areas, the
// housing area after the rest of its area.
func (t *town) divide() (patches []*patch) {
	told := stories()
	for i, a := range t.areas {
		rest := &patch{area: i, estate: -1}
		for y := range years {
			f := &a.figures[y]
			rest.want[y] = f.byAge()
			rest.homes[y] = [tenures]int{f.homes - f.social, f.social}
			rest.convicted[y] = -1
		}
		patches = append(patches, rest)
		for e, estate := range t.estates {
			if estate.area == a {
				patches = append(patches, rest.part(t.tally(e, told[estate.name]), e))
			}
		}
	}
	for i, c := range patches {
		c.index = i
	}
	return patches
}

// part takes a housing area out of its small area. Its residents and its ages
// are those that the file of housing areas has; its dwellings are as crowded
// as those of the whole area and social ones as far as there are enough.
func (rest *patch) part(b *tally, e int) *patch {
	c := &patch{area: rest.area, estate: e}
	convictions := b.cells(convicted)
	for y := range years {
		year := First + y
		f, n := b.source(year), b.residents[year-ListFirst]
		adults, work, mid := b.size(convicted, year), b.size(labour, year), b.size(education, year)
		young := min(work-mid, (f.young*n+f.residents/2)/f.residents)
		c.want[y] = count{n - adults, young, work - mid - young, mid, adults - work}
		dwellings := (f.homes*n + f.residents/2) / f.residents
		public := min(f.social, dwellings)
		c.homes[y] = [tenures]int{dwellings - public, public}
		for k := range c.want[y] {
			rest.want[y][k] -= c.want[y][k]
		}
		for k := range c.homes[y] {
			rest.homes[y][k] -= c.homes[y][k]
		}
		c.convicted[y] = -1
		if v, err := strconv.Atoi(convictions[year-ListFirst].n); err == nil {
			c.convicted[y] = v
		}
	}
	return c
}
