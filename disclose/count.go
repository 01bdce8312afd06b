package disclose

import (
	"strings"

	"byblik"
)

// Place names a place of a level, such as area 017 or district 3.
type Place struct {
	Level string
	Code  string
}

// Figure names a count for good: what is counted, where, when.
type Figure struct {
	Column string // such as minby-figures/adults; the id of a Column
	Place  Place
	Period byblik.Period
}

// String writes column.level.place.period.
func (f Figure) String() string {
	return f.Column + "." + f.Place.Level + "." + f.Place.Code + "." + f.Period.String()
}

func (f Figure) compare(g Figure) int {
	if c := strings.Compare(f.Column, g.Column); c != 0 {
		return c
	}
	if c := f.Period.Compare(g.Period); c != 0 {
		return c
	}
	if c := strings.Compare(f.Place.Level, g.Place.Level); c != 0 {
		return c
	}
	return strings.Compare(f.Place.Code, g.Place.Code)
}

// Count is one raw count with what its protection needs.
type Count struct {
	Figure Figure
	True   byblik.Raw // persons, or full-time persons with decimals
	Key    Key        // of the records counted
	// Lacks stands for the small areas of the place that have no figure, 0 for
	// none: counts add up, or contain each other, only if they lack the same.
	Lacks Key
	// Withheld says that the plan or the ladder of households keeps it from
	// the public, whatever its size.
	Withheld bool
}

// Column is something that is counted.
type Column struct {
	ID string
	// Of is the column that its denominator counts; the complement rule holds
	// within it. Empty = a denominator itself.
	Of string
	// Within are further columns whose persons contain those of this one, such
	// as residents for adults.
	Within []string
	// Decimals says that it need not be a whole number, such as full-time persons.
	Decimals bool
	// Public says that it is already published elsewhere: it passes through
	// unprotected, and the attacker knows it.
	Public bool
	// Countable says that anybody can find the number, such as that of
	// dwellings, by counting doors: the attacker is given it where it is known, and
	// nothing is promised of it.
	Countable bool
	// Worth is what it costs to lose a figure of this column, next to others; 0 counts as 1.
	Worth int
}

// Sum says that columns with no person in common make up another one, such
// as children and adults all residents.
type Sum struct {
	Whole string
	Parts []string
}

// Geography says which places there are, in all releases that are looked at. A
// place whose borders have changed is another place, with a code of its own.
// Every place is a set of blocks, the
// smallest pieces of land of which public geographies are made; usually a block
// is a small area.
type Geography struct {
	Base   string // level of the small areas
	Places map[Place][]string
	Homes  map[string]float64 // households by block; nil = not known
	// Fewest is the number of households that whatever can be told apart by
	// laying all places over each other must have; 0 = no such promise.
	Fewest float64
}

// Structure is what anybody knows of the tables without seeing a figure.
type Structure struct {
	Geography Geography
	Columns   []Column
	Sums      []Sum
}
