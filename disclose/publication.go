package disclose

import "byblik"

// Publication is everything that one release lets anybody see.
type Publication struct {
	ID     string
	Counts map[Figure]byblik.Cell
	// Corrected are the figures that this release says differ from earlier ones.
	Corrected map[Figure]bool
	// Lacks are the figures that leave small areas out, as in Count.
	Lacks     map[Figure]Key
	Bounds    []Bound
	Ratios    []Ratio
	Means     []Mean
	Orders    []Order
	Classes   []Classed
	Decisions []Decided
	Derived   []Derived
	Channels  []Channel
	Files     map[string][]byte
}

// Bound is what a release says of counts beside their numbers: that their sum
// lies in an interval. A band of households is one; that areas form a zone, which
// needs so many residents, is another.
type Bound struct {
	Name string // where it is said
	Of   []Figure
	Interval
}

// Derived is something that a release says, in a word, a number or the order
// of its rows, and that anybody can make from its protected counts by a published
// rule. What stands there must be what the rule gives; else it tells of raw counts.
type Derived struct {
	Name          string // file and row
	Says, Follows string
}

// Ratio is a published share or rate: Per × numerator / denominator, printed
// with so many decimals (−1 = all digits).
type Ratio struct {
	Numerator, Denominator Figure
	Per                    float64
	Value                  byblik.Cell
	Decimals               int
}

// Mean is a published mean of an amount over the persons that Of counts. It
// lies within Step of the true mean; the sum is a multiple of Unit, such as 1 for
// whole kroner.
type Mean struct {
	Amount     string // such as income
	Of         Figure
	Value      byblik.Cell
	Step, Unit float64
}

// figure names the mean, as Corrected does.
func (m Mean) figure() Figure {
	f := m.Of
	f.Column = m.Amount
	return f
}

// Order is a published order of places: rows of a table, or ranks. First
// comes the largest value unless Rising.
type Order struct {
	Name    string
	Figures []Ordered
	Rising  bool
	// Names are what is public of each row's place without its figures, such as
	// its code, its name, its first small area: one list for each. Rows that
	// stand in the order of one of them tell nothing. None: the place's code.
	Names [][]string
	// Ranks, if given, is the rank of each figure; equal ranks are ties.
	Ranks []int
}

// Ordered is what an order orders by: a count, or a share of two counts.
type Ordered struct {
	Numerator   Figure
	Denominator *Figure
}

// Classed is a published class: the value lies in class Class of the limits,
// counted from 0; class k holds what is at least Limits[k−1] and below Limits[k].
type Classed struct {
	Of     Ordered
	Per    float64
	Limits []float64
	Class  int
}

// Channel is one file or page, with the figures in it as text.
type Channel struct {
	Name    string
	Figures map[string]string // name of a figure → what is written; a word for its status where there is no number
}
