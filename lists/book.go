package lists

import (
	"cmp"
	"fmt"
	"slices"

	"byblik"
	"byblik/catalog"
)

// WithoutOrigin says what becomes of the criterion of origin.
type WithoutOrigin string

// The three ways to treat the criterion of origin (C-417/23).
const (
	KeepOrigin    WithoutOrigin = ""        // as the law has it
	DropOrigin    WithoutOrigin = "drop"    // left out of every list
	SuspendOrigin WithoutOrigin = "suspend" // a list that cannot be met without it is no
)

// Average says how shares of several years become one.
type Average string

// The two ways to average.
const (
	MeanOfRates Average = "mean-of-rates"
	Pooled      Average = "pooled"
)

// Options are what a person chose.
type Options struct {
	Rules         string // screen every year under this rule set; empty: each under its own
	WithoutOrigin WithoutOrigin
	Average       Average // empty: the rule sets' reading
	// Borders is the list on whose borders all lists are judged; 0: each on its
	// own.
	Borders int
	// AsKnown says which figures count: those known by a day such as
	// 2022-12-01, by each list's own day (KnownThen), or, empty, the newest.
	AsKnown string
}

// KnownThen lets each list use the figures that were known on its own day.
const KnownThen = "then"

// Book holds the rule sets of the State's lists, each for its years.
type Book struct {
	sets    []*catalog.RuleSet // by first day
	all     []*catalog.RuleSet // as they were given
	Options Options
}

// NewBook takes the rule sets that have a lists section; others are passed
// over. It refuses readings that nobody implements.
func NewBook(sets []*catalog.RuleSet, o Options) (*Book, error) {
	b := &Book{Options: o, all: sets}
	for _, r := range sets {
		if r.Lists == nil {
			continue
		}
		if err := checkReadings(r); err != nil {
			return nil, err
		}
		if o.Rules == "" || o.Rules == r.ID {
			b.sets = append(b.sets, r)
		}
	}
	if len(b.sets) == 0 {
		return nil, &byblik.Error{Kind: byblik.Usage, Place: "--rules", Found: o.Rules, Expected: "a rule set of the State's lists, such as dk-state-2021", Do: "byblik catalog list names them"}
	}
	switch o.WithoutOrigin {
	case KeepOrigin, DropOrigin, SuspendOrigin:
	default:
		return nil, &byblik.Error{Kind: byblik.Usage, Place: "--without-origin", Found: string(o.WithoutOrigin), Expected: "drop or suspend", Do: "choose one"}
	}
	switch o.Average {
	case "", MeanOfRates, Pooled:
	default:
		return nil, &byblik.Error{Kind: byblik.Usage, Place: "--average", Found: string(o.Average), Expected: "mean-of-rates or pooled", Do: "choose one"}
	}
	if o.AsKnown != "" && o.AsKnown != KnownThen && !isDay(o.AsKnown) {
		return nil, &byblik.Error{Kind: byblik.Usage, Place: "--as-known", Found: shown(o.AsKnown), Expected: "a day such as 2022-12-01, or then", Do: "choose one"}
	}
	if o.Borders != 0 && (o.Borders < 1980 || o.Borders > 2100) {
		return nil, &byblik.Error{Kind: byblik.Usage, Place: "--borders", Found: fmt.Sprint(o.Borders), Expected: "the year of a list, such as 2024", Do: "choose one"}
	}
	slices.SortFunc(b.sets, func(x, y *catalog.RuleSet) int { return cmp.Compare(x.Valid.From, y.Valid.From) })
	return b, nil
}

// known are the readings that the code carries out. A rule set that asks for
// another is refused: a reading is never printed that is not followed.
var known = map[string][]string{
	"average":             {string(MeanOfRates), string(Pooled)},
	"printed_percentages": {"half_last_digit"},
	"national_figure":     {"mean_of_percentages"},
	"incomes":             {"exact_kroner"},
	"missing":             {"only_where_it_decides"},
	"residents":           {"first_january_of_the_year"},
	"margin_persons":      {"latest_year_certain_flip"},
	"splits":              {"parts_inherit"},
	"borders":             {"of_the_list"},
	"list_of_the_year":    {"october"},
	"list_of_2014":        {"first_december"},
	"unknown_education":   {"counts_as_only_primary_school", "not_counted"},
	"row_of_years":        {"imported", "each_year_under_its_own_rules"},
	"prevention":          {"paragraph_alone"},
	"combined_letting":    {"last_year_limit_for_its_size"},
}

func checkReadings(r *catalog.RuleSet) error {
	for i, x := range r.Lists.Readings {
		if !slices.Contains(known[x.ID], x.Value) {
			return &byblik.Error{Kind: byblik.Usage, File: r.ID + ".yaml", Place: fmt.Sprintf("lists.readings[%d]", i), Found: x.ID + ": " + x.Value,
				Expected: "a reading that byblik carries out", Do: "docs/lists.md lists them"}
		}
	}
	return nil
}

// RuleSet is the rule set of the list of a year: the one that is valid on the
// day of publication, or the one that was chosen for all years; nil before the
// first.
func (b *Book) RuleSet(year int) *catalog.RuleSet {
	if b.Options.Rules != "" {
		return b.sets[0]
	}
	for i := len(b.sets) - 1; i >= 0; i-- {
		r := b.sets[i]
		day := r.Lists.PublishedIn(year)
		if day >= r.Valid.From && (r.Valid.To == "" || day <= r.Valid.To) {
			return r
		}
	}
	return nil
}

// RuleSets lists the rule sets of the book, the oldest first.
func (b *Book) RuleSets() []*catalog.RuleSet { return b.sets }

// Under gives the same book with one rule set for all years.
func (b *Book) Under(rules string) (*Book, error) {
	o := b.Options
	o.Rules = rules
	return NewBook(b.all, o)
}

// Average is the reading in use.
func (b *Book) Average() Average {
	if b.Options.Average != "" {
		return b.Options.Average
	}
	for _, r := range b.sets {
		if v := r.Lists.Reading("average"); v != "" {
			return Average(v)
		}
	}
	return MeanOfRates
}

func (b *Book) pooled() bool { return b.Average() == Pooled }

// limitFor is the limit of a criterion for an area of that size.
func limitFor(k *catalog.StateCriterion, a *HousingArea, year int) float64 {
	if y := a.Year(year); k.Larger != nil && y != nil && y.Residents.Known && y.Residents.Value >= float64(k.Larger.Residents) {
		return k.Larger.Limit
	}
	return k.Limit
}
