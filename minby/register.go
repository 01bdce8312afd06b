package minby

import (
	"iter"
	"math"
	"strconv"
)

// People are the invented persons of the town, one year at a time. Register
// stands before the first year; Next goes to the next one. What a method gives
// comes in a fixed order.
type People struct {
	town       *town
	year       int // place of the year at hand among the years, −1 before the first
	patches    []*patch
	of         [][]*patch // patches of each area
	entrances  []entrance
	dwellings  []dwelling
	lives      []life
	households []household
	answers    []Answer
	blocksIn   []int // blocks drawn in each area
	needSchool []int // by area: room for people aged 30–59 with primary school only
	needOther  []int // and with another education
}

// Address is a dwelling's address. It is the same in all years; a dwelling
// that is not yet or no longer in use has no row in Dwellings.
type Address struct {
	ID          string // such as a0012345
	Street      string
	Number      string  // house number
	Floor       string  // st, 1, 2 …; empty in a house of one dwelling
	Door        string  // tv or th; empty in a house of one dwelling
	Postcode    string  // four digits, with a leading zero
	Place       string  // name of the district
	Lon, Lat    float64 // degrees, seven decimals, inside the area
	Area        string  // code of the small area
	Block       string  // the area's code and a number: about 75 dwellings side by side
	Social      bool    // almen bolig
	HousingArea string  // number of the housing area, empty outside one
	Department  string  // of the housing area, such as 01-2; empty outside one
}

// Dwelling is one dwelling in use on 1 January of a year.
type Dwelling struct {
	Address string
	Year    int
	Space   int  // square metres
	Social  bool // almen bolig
}

// Person is what never changes of a person.
type Person struct {
	ID                    string // pseudonym: twelve hexadecimal digits
	BirthYear, Month, Day int
	Woman                 bool
}

// PersonYear is one resident on 1 January of a year.
type PersonYear struct {
	Person            string
	Year              int
	Age               int // on 1 January
	Household         int // who lives in one dwelling; the number stays while they move together
	Address           string
	Arrival           Arrival
	Education         Education
	Studying          Studying
	School            string  // of those aged 6–15: school, such as s03; else empty
	Grade             int     // of those aged 6–15: 0–9; else −1
	Hours             float64 // of paid work a week; 0 for none, also under 15
	Benefit           Benefit
	Income            int     // gross income of the year, kr.
	IncomeIndex       float64 // Income in per cent of the median of the adults of Minby, two decimals, rounded down
	FamilyIncome      int     // equivalised disposable income of the household, kr.
	FamilyIncomeIndex float64 // FamilyIncome in per cent of the median of the residents of Minby, two decimals, rounded down
	Chronic           int     // chronic diseases in contact with the health service
	Convicted         bool    // convicted in the year
}

// Register makes the town of a seed with its streets and dwellings, before the
// first year.
func Register(seed uint64) *People { return streetsOf(build(seed)) }

// streetsOf lays out the streets and dwellings of a town.
func streetsOf(t *town) *People {
	p := &People{town: t, year: -1, patches: t.divide(), of: make([][]*patch, len(t.areas)), blocksIn: make([]int, len(t.areas)),
		needSchool: make([]int, len(t.areas)), needOther: make([]int, len(t.areas))}
	for _, c := range p.patches {
		p.of[c.area] = append(p.of[c.area], c)
	}
	p.layStreets()
	return p
}

// Next goes to the next year and says whether there is one.
func (p *People) Next() bool {
	if p.year == years-1 {
		return false
	}
	p.year++
	for i := range p.lives {
		p.lives[i].arrival = Stayed
	}
	if p.year == 0 {
		p.openHomes()
		for _, c := range p.patches {
			p.settle(c)
		}
	} else {
		p.pass()
		p.openHomes()
		p.bear()
		p.reckonSchool()
		p.move()
	}
	p.live()
	p.earn()
	p.ask()
	for i := range p.lives {
		p.lives[i].seen = p.lives[i].seen || p.lives[i].household >= 0
	}
	return true
}

// Year is the year at hand.
func (p *People) Year() int { return First + p.year }

// Addresses gives every address that is ever in use.
func (p *People) Addresses() iter.Seq[Address] {
	return func(yield func(Address) bool) {
		for i := range p.dwellings {
			if !yield(p.address(int32(i))) {
				return
			}
		}
	}
}

func (p *People) address(i int32) Address {
	d := &p.dwellings[i]
	e := &p.entrances[d.entrance]
	c := p.patches[e.patch]
	a := p.town.areas[c.area]
	lon, lat := place(e.at)
	out := Address{ID: addressID(i), Street: e.street, Number: e.number, Floor: d.floor, Door: d.door, Postcode: postcodes[a.district],
		Place: a.district, Lon: lon, Lat: lat, Area: a.code, Block: d.block, Social: d.tenure == social}
	if c.estate >= 0 {
		out.HousingArea = number(c.estate)
		out.Department = out.HousingArea + "-" + strconv.Itoa(e.department)
	}
	return out
}

// place gives the longitude and latitude of a point of the plan with seven
// decimals, as files have it.
func place(q [2]float64) (lon, lat float64) {
	return math.Floor((west+q[0]/metresPerLon)*1e7+0.5) / 1e7, math.Floor((south+q[1]/metresPerLat)*1e7+0.5) / 1e7
}

func addressID(i int32) string {
	s := strconv.Itoa(int(i) + 1)
	return "a" + "0000000"[len(s):] + s
}

// pseudonym gives a person's twelve digits: a number that is mixed with the
// seed without two falling together.
func (p *People) pseudonym(id int32) string {
	const mask = 1<<48 - 1
	v := (uint64(id) + 1 + p.town.seed<<24) & mask
	for range 3 {
		v = (v * 0x5851F42D4C95) & mask
		v ^= v >> 23
	}
	s := strconv.FormatUint(v, 16)
	return "000000000000"[len(s):] + s
}

func (p *People) block(id int32) string {
	return p.dwellings[p.households[p.lives[id].household].dwelling].block
}

// Dwellings gives the dwellings in use in the year at hand.
func (p *People) Dwellings() iter.Seq[Dwelling] {
	return func(yield func(Dwelling) bool) {
		for i := range p.dwellings {
			d := &p.dwellings[i]
			if d.open && !yield(Dwelling{addressID(int32(i)), p.Year(), int(d.space), d.tenure == social}) {
				return
			}
		}
	}
}

// Answers gives the answers that belong to the figures of the year at hand.
func (p *People) Answers() iter.Seq[Answer] {
	return func(yield func(Answer) bool) {
		for _, a := range p.answers {
			if !yield(a) {
				return
			}
		}
	}
}

// Persons gives everybody who has lived in the town on some 1 January so far.
func (p *People) Persons() iter.Seq[Person] {
	return func(yield func(Person) bool) {
		for i := range p.lives {
			l := &p.lives[i]
			if !l.seen { // born and gone in the same year
				continue
			}
			month, day := dayOf(int(l.born), int(l.day))
			if !yield(Person{p.pseudonym(int32(i)), int(l.born), month, day, l.woman}) {
				return
			}
		}
	}
}

// dayOf turns the day of a year into month and day.
func dayOf(year, day int) (int, int) {
	leap := year%4 == 0 && (year%100 != 0 || year%400 == 0)
	for m, n := range [...]int{31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31} {
		if m == 1 && leap {
			n++
		}
		if day <= n {
			return m + 1, day
		}
		day -= n
	}
	return 12, 31
}

// PersonYears gives the residents on 1 January of the year at hand.
func (p *People) PersonYears() iter.Seq[PersonYear] {
	return func(yield func(PersonYear) bool) {
		for i := range p.lives {
			if p.lives[i].household >= 0 && !yield(p.personYear(int32(i))) {
				return
			}
		}
	}
}

func (p *People) personYear(id int32) PersonYear {
	l := &p.lives[id]
	h := &p.households[l.household]
	out := PersonYear{Person: p.pseudonym(id), Year: p.Year(), Age: p.age(id), Household: int(l.household) + 1, Address: addressID(h.dwelling),
		Arrival: l.arrival, Education: Education(l.education), Studying: Studying(l.studying), Grade: -1, Hours: float64(l.hours), Benefit: Benefit(l.benefit),
		Income: int(l.income), IncomeIndex: index(l.income, middles[p.year][0]), FamilyIncome: int(h.family), FamilyIncomeIndex: index(h.family, middles[p.year][1]), Chronic: int(l.chronic), Convicted: l.convicted}
	if out.Age >= 6 && out.Age < 16 {
		out.School, out.Grade = p.school(p.patches[h.patch].area), out.Age-6
	}
	return out
}

// index is an amount in per cent of a median, with two decimals, rounded down:
// it lies below 75 exactly where the amount lies below three quarters of it.
func index(v, median int32) float64 { return float64(int64(v)*10_000/int64(median)) / 100 }

// areasPerSchool is how many neighbouring areas have one school.
const areasPerSchool = 16

func (p *People) school(area int) string { return "s" + twoDigits(1+area/areasPerSchool) }

// reckonSchool counts, before people move, for how many of those aged 30–59
// with primary school only, and with another education, each area's table has
// room.
func (p *People) reckonSchool() {
	for i, a := range p.town.areas {
		f := &a.figures[p.year]
		p.needSchool[i], p.needOther[i] = f.schoolOnly, f.midLife-f.schoolOnly
		for _, c := range p.of[i] {
			for _, h := range c.households {
				for _, id := range p.households[h].members {
					if bandOf(p.age(id)) != midlife {
						continue
					}
					if p.lives[id].education == uint8(PrimarySchool) {
						p.needSchool[i]--
					} else {
						p.needOther[i]--
					}
				}
			}
		}
	}
}
