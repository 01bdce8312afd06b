package lists

import (
	"fmt"
	"os"
	"strconv"
	"strings"
	"sync"
	"testing"

	"byblik/catalog"
)

// stateBook lays out the shipped rule sets.
func stateBook(t testing.TB, o Options) *Book {
	t.Helper()
	sets, err := shipped()
	if err != nil {
		t.Fatal(err)
	}
	b, err := NewBook(sets, o)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

var shipped = sync.OnceValues(func() ([]*catalog.RuleSet, error) {
	c, err := catalog.Embedded()
	if err != nil {
		return nil, err
	}
	return c.InOrder(), nil
})

// The written cases stand in testdata/cases.txt, each with its paragraph.
func TestWrittenCases(t *testing.T) {
	text, err := os.ReadFile("testdata/cases.txt")
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	for i, line := range strings.Split(string(text), "\n") {
		if strings.TrimSpace(line) == "" || strings.HasPrefix(line, "#") {
			continue
		}
		cells := strings.Split(line, "|")
		if len(cells) != 4 || !strings.HasPrefix(line, "§") {
			t.Fatalf("line %d: want paragraph | year | given | then", i+1)
		}
		n++
		t.Run(fmt.Sprintf("line %d", i+1), func(t *testing.T) {
			year, _ := strconv.Atoi(strings.TrimSpace(cells[1]))
			c := newCase(t, year)
			for _, g := range statements(cells[2]) {
				c.given(g)
			}
			c.judge()
			for _, w := range statements(cells[3]) {
				key, want, _ := strings.Cut(w, " = ")
				if got := c.found(strings.TrimSpace(key)); got != strings.TrimSpace(want) {
					t.Errorf("%s\n%s is %s, want %s", line, key, got, want)
				}
			}
		})
	}
	if n < 120 {
		t.Errorf("%d written cases, want at least 120", n)
	}
}

func statements(cell string) []string {
	var list []string
	for _, s := range strings.Split(cell, ";") {
		if s = strings.TrimSpace(s); s != "" {
			list = append(list, s)
		}
	}
	return list
}

// writtenCase is one line on its way from given to then.
type writtenCase struct {
	t        *testing.T
	year     int
	area     HousingArea
	refs     map[refKey]Reference
	imported []Imported
	split    int
	options  Options
	g        *Register
	standing *Standing
}

const firstYear, lastYear = 2005, 2024

func newCase(t *testing.T, year int) *writtenCase {
	c := &writtenCase{t: t, year: year, refs: map[refKey]Reference{}}
	c.area = HousingArea{Code: areaCode("a"), Name: "Parken", Region: "084", Base2010: true}
	for y := firstYear; y <= lastYear; y++ {
		c.area.Years = append(c.area.Years, AreaYear{Year: y, Residents: AmountOf(1500), Labour: Counted(100, 1000), Convicted: Counted(1, 1000),
			Education: Counted(100, 1000), Origin: Counted(100, 1000), Income: AmountOf(270000)})
		c.refs[refKey{y, Nation}] = Reference{Year: y, Region: Nation, Convicted: Counted(8, 1000)}
		c.refs[refKey{y, "084"}] = Reference{Year: y, Region: "084", Income: AmountOf(300000)}
	}
	return c
}

// years reads 2020, 2019,2021 or 2018-2022.
func (c *writtenCase) years(s string) []int {
	var ys []int
	for _, part := range strings.Split(s, ",") {
		from, to, span := strings.Cut(part, "-")
		a, err := strconv.Atoi(from)
		b := a
		if span {
			b, _ = strconv.Atoi(to)
		}
		if err != nil || b < a {
			c.t.Fatalf("years %q", s)
		}
		for y := a; y <= b; y++ {
			ys = append(ys, y)
		}
	}
	return ys
}

func (c *writtenCase) given(g string) {
	key, value, _ := strings.Cut(g, " = ")
	words := strings.Fields(key)
	switch words[0] {
	case "rules":
		c.options.Rules = value
	case "without-origin":
		c.options.WithoutOrigin = WithoutOrigin(value)
	case "average":
		c.options.Average = Average(value)
	case "base":
		c.area.Base2010 = value == "yes"
	case "split":
		c.split, _ = strconv.Atoi(words[1])
	case "import":
		c.imported = append(c.imported, Imported{Area: c.area.Code, Year: c.years(words[1])[0], List: ListID(words[2]), On: value == "yes"})
	case "no":
		for _, y := range c.years(words[2]) {
			i, _ := c.area.at(y)
			c.area.Years = append(c.area.Years[:i], c.area.Years[i+1:]...)
		}
	default:
		for _, y := range c.years(words[1]) {
			c.set(words[0], y, value)
		}
	}
}

func (c *writtenCase) set(what string, year int, value string) {
	y := c.area.Year(year)
	amount := func() Amount {
		v, err := strconv.ParseFloat(value, 64)
		return Amount{v, err == nil}
	}
	switch what {
	case "worst":
		y.Labour, y.Convicted, y.Education, y.Origin, y.Income = Counted(500, 1000), Counted(50, 1000), Counted(700, 1000), Counted(600, 1000), AmountOf(100000)
	case "residents":
		y.Residents = amount()
	case "income":
		y.Income = amount()
	case "education_unknown":
		y.EducationUnknown = amount().Value
	case "labour":
		y.Labour = c.figure(value)
	case "convicted":
		y.Convicted = c.figure(value)
	case "education":
		y.Education = c.figure(value)
	case "origin":
		y.Origin = c.figure(value)
	case "nation":
		c.refs[refKey{year, Nation}] = Reference{Year: year, Region: Nation, Convicted: c.figure(value)}
	case "region":
		c.refs[refKey{year, "084"}] = Reference{Year: year, Region: "084", Income: amount()}
	default:
		c.t.Fatalf("unknown %q", what)
	}
}

// figure reads 400/1000, 40.0%, 40.0% of 1000 or -.
func (c *writtenCase) figure(s string) Figure {
	if s == "-" {
		return Figure{}
	}
	if pct, of, ok := strings.Cut(s, "%"); ok {
		v, err := strconv.ParseFloat(pct, 64)
		_, dec, _ := strings.Cut(pct, ".")
		d, _ := strconv.ParseFloat(strings.TrimPrefix(of, " of "), 64)
		if err != nil {
			c.t.Fatal(err)
		}
		return Published(v, len(dec), d)
	}
	n, d, _ := strings.Cut(s, "/")
	count, err1 := strconv.ParseFloat(n, 64)
	of, err2 := strconv.ParseFloat(d, 64)
	if err1 != nil || err2 != nil {
		c.t.Fatalf("figure %q", s)
	}
	return Counted(count, of)
}

// judge makes the delivery. With a split, the area of the case is a part cut
// out of a whole that has been on every list.
func (c *writtenCase) judge() {
	d := &Delivery{Imported: c.imported, Areas: []HousingArea{c.area}}
	if c.split > 0 {
		whole := newCase(c.t, c.year)
		whole.given("worst 2005-2024")
		whole.area.Code = areaCode("whole")
		d.Areas = append(d.Areas, whole.area)
		d.Splits = []Split{{Year: c.split, Area: whole.area.Code, Part: c.area.Code}}
		kept := c.area.Years[:0:0]
		for _, y := range c.area.Years {
			if y.Year >= c.split-2 {
				kept = append(kept, y)
			}
		}
		c.area.Years = kept
		d.Areas[0] = c.area
	}
	var rows []Reference
	for _, r := range c.refs {
		rows = append(rows, r)
	}
	d.References = NewReferences(rows...)
	c.g = stateBook(c.t, c.options).Over(d)
	var err error
	if c.standing, err = c.g.Standing(&c.area, c.year); err != nil {
		c.t.Fatal(err)
	}
	c.g.Margins(c.standing)
}

// found answers udsat, udsat.persons, udsat.labour, udsat.labour.persons,
// running, plan or listed.
func (c *writtenCase) found(key string) string {
	switch key {
	case "listed":
		return yesNo(c.g.Listed(c.area.Code, c.year)).String()
	case "plan":
		return fmt.Sprint(c.g.planSince(&c.area, c.year))
	case "running":
		return fmt.Sprint(c.standing.Result(TransformationArea).Row.Running)
	}
	parts := strings.Split(key, ".")
	r := c.standing.Result(ListID(parts[0]))
	if r == nil {
		return "no such list"
	}
	if len(parts) == 1 {
		return r.On.String()
	}
	if parts[1] == "persons" {
		return orDash(r.Persons)
	}
	for _, f := range r.Own() {
		if string(f.Criterion) == parts[1] {
			if len(parts) == 3 {
				return orDash(f.Persons)
			}
			return f.Met.String()
		}
	}
	return "no such criterion"
}

func orDash(p Persons) string {
	if !p.Known {
		return "-"
	}
	return p.String()
}
