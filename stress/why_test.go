package stress

import (
	"cmp"
	"fmt"
	"math"
	"strings"
	"testing"

	"byblik"
	"byblik/catalog"
	"byblik/designate"
	"byblik/spatial"
)

// rowTown lays areas of 100 m in a row, with the figures of one text: a head
// “area residents id@period …” and one line per area. A cell n/d is a count
// over its denominator, a plain number a figure without a count, - missing.
func rowTown(t testing.TB, rules *catalog.RuleSet, lessIsWorse string, text string) *City {
	t.Helper()
	lines := strings.Split(strings.TrimSpace(text), "\n")
	head := strings.Fields(lines[0])
	p := &byblik.Panel{Frame: "f"}
	for _, h := range head[1:] {
		id, when, _ := strings.Cut(h, "@")
		period, err := byblik.ParsePeriod(when)
		if err != nil {
			t.Fatal(err)
		}
		p.Observations = append(p.Observations, byblik.Observations{Indicator: byblik.IndicatorID(id), Period: period})
	}
	var shapes []byblik.MultiPolygon
	for n, line := range lines[1:] {
		cells := strings.Fields(line)
		p.Areas = append(p.Areas, byblik.Area{Code: byblik.AreaCode{Frame: "f", Code: cells[0]}, Name: "Vej " + cells[0]})
		x := 100 * float64(n)
		shapes = append(shapes, byblik.MultiPolygon{{{{x, 0}, {x + 100, 0}, {x + 100, 100}, {x, 100}, {x, 0}}}})
		for k, cell := range cells[1:] {
			addCell(&p.Observations[k], cell)
		}
	}
	borders, err := spatial.NewBorders(shapes, spatial.BorderOptions{})
	if err != nil {
		t.Fatal(err)
	}
	c := &City{Rules: rules, Panel: p, Partial: true, Indicators: map[byblik.IndicatorID]*catalog.Indicator{}}
	for i := range p.Observations {
		c.Indicators[p.Observations[i].Indicator] = &catalog.Indicator{ID: p.Observations[i].Indicator}
	}
	for _, id := range strings.Fields(lessIsWorse) {
		c.Indicators[byblik.IndicatorID(id)].Direction = catalog.LowerIsWorse
	}
	z := rules.Zones
	c.Zones = designate.Input{Areas: p.Areas, Borders: borders, City: "by", Rules: designate.Rules{MinResidents: z.MinResidents, MaxResidents: z.MaxResidents,
		MinBorder: z.MinBorder, Enclose: z.Enclose, EnclosedShare: z.EnclosedShare, EnclosedScore: z.EnclosedScore, SmallArea: rules.Areas.MinResidents}}
	return c
}

func addCell(o *byblik.Observations, cell string) {
	var n, d float64
	v := byblik.RawWithout(byblik.Missing)
	if k, _ := fmt.Sscanf(cell, "%g/%g", &n, &d); k == 2 {
		v = byblik.RawOf(100 * n / d)
	} else if k == 1 {
		v, n, d = byblik.RawOf(n), math.NaN(), math.NaN()
	} else {
		n, d = math.NaN(), math.NaN()
	}
	o.Value, o.Numerator, o.Denominator = append(o.Value, v), append(o.Numerator, n), append(o.Denominator, d)
}

func townRules(minResidents float64, years, of int, criteria ...string) *catalog.RuleSet {
	r := &catalog.RuleSet{Areas: catalog.Areas{Residents: "people", MinResidents: 100}, Flag: &catalog.Flag{Of: "2/3", Years: years, OfLatest: of},
		Zones: &catalog.Zones{MinResidents: minResidents, MaxResidents: 40000, MinBorder: 10, Enclose: true, EnclosedShare: 0.45}}
	for _, c := range criteria {
		k := catalog.Criterion{ID: c, Title: catalog.Text{Da: c, En: c}, Limit: catalog.Limit{Z: 0.5}}
		for _, id := range strings.Split(c, "+") {
			k.Of = append(k.Of, catalog.Component{Indicator: byblik.IndicatorID(id)})
		}
		r.Criteria = append(r.Criteria, k)
	}
	return r
}

func explained(t *testing.T, c *City) string {
	t.Helper()
	list, err := c.Explain(2)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := c.Prove(list, 2); err != nil {
		t.Error(err)
	}
	var b strings.Builder
	for _, row := range WhyRows(list) {
		var cells []string
		for _, x := range row {
			if f, ok := x.(float64); ok {
				x = strings.Replace(fmt.Sprintf("%.6g", f), "NaN", "", 1)
			}
			cells = append(cells, cmp.Or(fmt.Sprint(x), "."))
		}
		fmt.Fprintln(&b, strings.Join(cells, " "))
	}
	return b.String()
}

// Worked by hand. Four areas of 1,000 residents with 10, 20, 30 and 60 of 100
// on a low income. With a share p = 1/4 of the city, an area that lies u above
// the mean of the other three, whose variance is V, has
//
//	z = ¾u / √(¾V + 3⁄16 u²)
//
// d: the others are 10, 20, 30 with mean 20 and V = 200/3; z < ½ needs u < 4.92,
// so at most 24: 36 fewer. c: the others are 10, 20, 60 with mean 30 and
// V = 1400/3; z ≥ ½ needs u ≥ 13.03, so 44: 14 more. a: 20, 30, 60 with mean
// 36.67 and V = 288.9, u ≥ 10.25, so 47: 37 more; b: 10, 30, 60 with 33.33 and
// 422.2, u ≥ 12.39, so 46: 26 more. d alone has 1,000 residents and makes no zone of 1,500. Yet 22
// fewer in d bring the city down so far that c is flagged beside it: at 38 the
// mean is 24.5 and the variance 110.75, so c has z = 5.5/10.52 = 0.523; at 39
// they are 24.75 and 117.6875, and c has 5.25/10.85 = 0.484.
func TestWhyWorkedByHand(t *testing.T) {
	c := rowTown(t, townRules(1500, 1, 1, "low"), "", `
area people@2020 low@2020
a    1000        10/100
b    1000        20/100
c    1000        30/100
d    1000        60/100`)
	c.Zones.Rules.Enclose = false
	if got, want := explained(t, c), `
a flag low 37 37 . one low
a zone . . . small_group . .
b flag low 26 26 . one low
b zone . . . small_group . .
c flag low 14 14 . one low
c zone low 14 14 . one low
d flag low -36 -36 . one low
d zone low -22 -22 . one low
`; got != want[1:] {
		t.Errorf("got\n%s", got)
	}
	list, err := c.Explain(1)
	if err != nil {
		t.Fatal(err)
	}
	for i, want := range []struct{ margin, needed int }{{-37, 37}, {-26, 26}, {-14, 14}, {36, 36}} {
		if m := list[i].Margins[0]; m.Persons != want.margin || m.Needed != want.needed {
			t.Errorf("area %d: %+v", i, m)
		}
	}
	if d := list[3].Zone; d.Holds || len(d.One) != 1 || d.One[0].Steps != -22 {
		t.Errorf("zone of d: %+v", d)
	}
	if x := list[2].Zone; x.Holds || x.One[0].Steps != 14 {
		t.Errorf("zone of c: %+v", x)
	}
}

// What cannot be turned says why: decided by the years before, too small to be
// screened, no figures, more persons than there are. An area with nine tenths
// of the city's residents can lie at most √(1/9) = 0.33 standard deviations
// above it, whatever its count.
func TestWhyReasons(t *testing.T) {
	for _, c := range []struct{ name, town, want string }{
		{"earlier years", `
area people@2018 people@2019 people@2020 low@2018 low@2019 low@2020
a    1000        1000        1000        10/100   10/100   10/100
b    1000        1000        1000        12/100   12/100   12/100
c    1000        1000        1000        10/100   90/100   50/100
d    1000        1000        1000        90/100   90/100   20/100`, `
a flag . . . earlier_years . .
b flag . . . earlier_years . .
c flag low -34 -34 . one low
d flag . . . earlier_years . .
`},
		{"small and without figures", `
area people@2020 low@2020
a    1000        10/100
b    50          20/100
c    1000        -
d    -           30/100
e    1000        60/100`, `
a flag low 51 51 . one low
b flag . . . not_screened . .
c flag . . . no_data . .
d flag . . . residents_unknown . .
e flag low -50 -50 . one low
`},
		{"more than there are", `
area people@2020 low@2020
a    9000        10/100
b    1000        20/100`, `
a flag . . . more_than_the_area_has . .
b flag low -10 -10 . one low
`},
	} {
		rules := townRules(0, 2, 3, "low")
		rules.Zones = nil
		t.Run(c.name, func(t *testing.T) {
			town := rowTown(t, townRules(0, 2, 3, "low"), "", c.town)
			town.Rules = rules
			if got := explained(t, town); got != c.want[1:] {
				t.Errorf("got\n%s", got)
			}
		})
	}
}
