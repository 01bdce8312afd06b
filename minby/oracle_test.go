package minby_test

import (
	"encoding/csv"
	"fmt"
	"io/fs"
	"math/big"
	"strings"
	"testing"

	"byblik/minby"
)

// The State's lists once more, written plainly and by nothing else than the
// files: so that what Minby shows is not shown by the program that reads it.

type answer string

const (
	yes           answer = "yes"
	no            answer = "no"
	indeterminate answer = "indeterminate"
	missing       answer = "missing"
)

// span is a share in per cent: one number, or all from lo up to, but not
// including, hi.
type span struct{ lo, hi *big.Rat }

func (s span) exact() bool { return s.lo.Cmp(s.hi) == 0 }

func rat(text string) *big.Rat {
	r, ok := new(big.Rat).SetString(text)
	if !ok {
		panic("not a number: " + text)
	}
	return r
}

func times(a *big.Rat, b string) *big.Rat { return new(big.Rat).Mul(a, rat(b)) }

// row is a row of a file by column.
type row map[string]string

func (r row) share(what string) *span {
	switch n, d, p := r[what+"_n"], r[what+"_d"], r[what+"_pct"]; {
	case p != "":
		half := "0.5"
		if _, digits, ok := strings.Cut(p, "."); ok {
			half = "0." + strings.Repeat("0", len(digits)) + "5"
		}
		lo, hi := new(big.Rat).Sub(rat(p), rat(half)), new(big.Rat).Add(rat(p), rat(half))
		return &span{lo, hi}
	case n != "" && d != "":
		v := times(new(big.Rat).Quo(rat(n), rat(d)), "100")
		return &span{v, v}
	}
	return nil
}

// oracle holds the three files.
type oracle struct {
	areas    []string
	name     map[string]string
	rows     map[string]row // by area and year
	refs     map[string]row // by region and year
	imported map[string]answer
}

func table(t *testing.T, files fs.FS, name string) []row {
	t.Helper()
	f, err := files.Open(name)
	if err != nil {
		t.Fatal(err)
	}
	all, err := csv.NewReader(f).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	var out []row
	for _, line := range all[1:] {
		r := row{}
		for i, v := range line {
			r[all[0][i]] = v
		}
		out = append(out, r)
	}
	return out
}

func newOracle(t *testing.T, seed uint64) *oracle {
	t.Helper()
	files := minby.Files(seed)
	o := &oracle{name: map[string]string{}, rows: map[string]row{}, refs: map[string]row{}, imported: map[string]answer{}}
	for _, r := range table(t, files, minby.ListAreasFile) {
		if o.name[r["area"]] == "" {
			o.areas, o.name[r["area"]] = append(o.areas, r["area"]), r["name"]
		}
		o.rows[r["area"]+"/"+r["year"]] = r
	}
	for _, r := range table(t, files, minby.ReferencesFile) {
		o.refs[r["region"]+"/"+r["year"]] = r
	}
	for _, r := range table(t, files, minby.ImportedFile) {
		o.imported[r["area"]+"/"+r["year"]] = answer(r["on"])
	}
	return o
}

func (o *oracle) row(area string, year int) row { return o.rows[fmt.Sprintf("%s/%d", area, year)] }

// mean is the mean of the shares of the years before y; nil if one is missing.
func (o *oracle) mean(of func(year int) row, what string, y, years int) *span {
	sum := span{new(big.Rat), new(big.Rat)}
	for k := 1; k <= years; k++ {
		s := of(y - k).share(what)
		if s == nil {
			return nil
		}
		part := big.NewRat(1, int64(years))
		sum.lo = new(big.Rat).Add(sum.lo, new(big.Rat).Mul(s.lo, part))
		sum.hi = new(big.Rat).Add(sum.hi, new(big.Rat).Mul(s.hi, part))
	}
	return &sum
}

// above says whether a share is above a limit; orEqual takes the limit in.
func above(s, limit *span, orEqual bool) answer {
	if s == nil || limit == nil {
		return missing
	}
	low, high := s.lo.Cmp(limit.hi), s.hi.Cmp(limit.lo)
	point := s.exact() && limit.exact()
	switch {
	case point && orEqual && low >= 0, point && low > 0, !point && low > 0, low == 0 && !limit.exact(), low == 0 && orEqual:
		return yes
	case high < 0, high == 0 && (!s.exact() || !orEqual):
		return no
	}
	return indeterminate
}

func exactly(text string) *span { return &span{rat(text), rat(text)} }

// atLeast is “at least m of these” where some may be unknown.
func atLeast(m int, of ...answer) answer {
	count := map[answer]int{}
	for _, a := range of {
		count[a]++
	}
	switch {
	case count[yes] >= m:
		return yes
	case len(of)-count[no] < m:
		return no
	case count[missing] > 0:
		return missing
	}
	return indeterminate
}

func all(of ...answer) answer { return atLeast(len(of), of...) }

// year holds the criteria of one area for the list of one year.
type year struct {
	o    *oracle
	area string
	y    int
}

func (c year) labour(limit string, years int, orEqual bool) answer {
	return above(c.o.mean(func(y int) row { return c.o.row(c.area, y) }, "labour", c.y, years), exactly(limit), orEqual)
}

func (c year) convicted(years int) *span {
	return c.o.mean(func(y int) row { return c.o.row(c.area, y) }, "convicted", c.y, years)
}

func (c year) convictedTimes(m string) answer {
	nation := c.o.mean(func(y int) row { return c.o.refs[fmt.Sprintf("DK/%d", y)] }, "convicted", c.y, 2)
	return above(c.convicted(2), &span{times(nation.lo, m), times(nation.hi, m)}, true)
}

func (c year) education(limit string, unknown bool) answer {
	r := row{}
	for k, v := range c.o.row(c.area, c.y-1) {
		r[k] = v
	}
	if n := r["education_unknown_n"]; unknown && n != "" {
		r["education_n"] = new(big.Rat).Add(rat(r["education_n"]), rat(n)).RatString()
	}
	return above(r.share("education"), exactly(limit), false)
}

func (c year) incomeBelow(per string) answer {
	r := c.o.row(c.area, c.y-1)
	ref := c.o.refs[fmt.Sprintf("%s/%d", minby.Region, c.y-1)]
	if r["income"] == "" || ref["income"] == "" {
		return missing
	}
	if times(rat(r["income"]), "100").Cmp(times(rat(ref["income"]), per)) < 0 {
		return yes
	}
	return no
}

func (c year) origin(limit string) answer {
	return above(c.o.row(c.area, c.y).share("origin"), exactly(limit), false)
}

func (c year) eligible() answer {
	r := c.o.row(c.area, c.y)
	if r["residents"] == "" {
		return missing
	}
	if rat(r["residents"]).Cmp(rat("1000")) < 0 || r["base_2010"] != "yes" {
		return no
	}
	return yes
}

// list answers for one list of 1 December.
func (c year) list(list string) answer {
	switch {
	case list == "parallelsamfund" && c.y <= 2013:
		return all(c.eligible(), atLeast(2, c.origin("50"), c.labour("40", 4, false), above(c.convicted(4), exactly("2.7"), false)))
	case list == "parallelsamfund" && c.y <= 2017:
		return all(c.eligible(), atLeast(3, c.origin("50"), c.labour("40", 2, false), above(c.convicted(2), exactly("2.7"), false), c.education("50", true), c.incomeBelow("55")))
	case list == "parallelsamfund":
		return all(c.list("udsat"), c.origin("50"))
	case list == "udsat":
		return all(c.eligible(), atLeast(2, c.labour("40", 2, false), c.convictedTimes("3"), c.education("60", false), c.incomeBelow("55")))
	case list == "omdannelse" && c.y <= 2020:
		if a, ok := c.o.imported[fmt.Sprintf("%s/%d", c.area, c.y)]; ok {
			return a
		}
		return missing
	case list == "omdannelse":
		var row []answer
		for k := range 5 {
			row = append(row, year{c.o, c.area, c.y - k}.list("parallelsamfund"))
		}
		return all(row...)
	case list == "forebyggelse":
		return all(c.eligible(), c.origin("30"), atLeast(2, c.labour("30", 2, false), c.convictedTimes("2"), c.education("60", false), c.incomeBelow("65")))
	}
	return all(c.eligible(), c.labour("40", 1, true)) // kombineret udlejning: no housing area of Minby has 5,000 residents
}

// lists are those that exist in a year.
func listsOf(y int) []string {
	switch {
	case y < 2018:
		return []string{"parallelsamfund"}
	case y < 2021:
		return []string{"udsat", "parallelsamfund", "omdannelse"}
	}
	return []string{"udsat", "parallelsamfund", "omdannelse", "forebyggelse", "kombineret_udlejning"}
}
