package cube

import (
	"fmt"
	"math"
	"strings"
	"testing"

	"byblik"
	"byblik/catalog"
)

// delivered makes a delivery of the source “s” from lines such as
// “1 2020: 10 20 -”: area, period, and one figure per column; - missing,
// s suppressed, n not applicable.
func delivered(columns, text string) *byblik.Delivery {
	d := &byblik.Delivery{Source: "s", Receipt: byblik.Receipt{File: "s.csv"}}
	for _, id := range strings.Fields(columns) {
		d.Columns = append(d.Columns, byblik.Column{ID: id, Value: []byblik.Raw{}})
	}
	for n, line := range strings.Split(strings.TrimSpace(text), "\n") {
		key, figures, _ := strings.Cut(strings.TrimSpace(line), ":")
		code, period, _ := strings.Cut(key, " ")
		t, _ := byblik.ParsePeriod(period)
		d.Rows = append(d.Rows, byblik.Row{Area: byblik.AreaCode{Frame: "f", Code: code}, Period: t, Line: n + 2})
		for k, f := range strings.Fields(figures) {
			v := byblik.RawWithout(map[string]byblik.Status{"-": byblik.Missing, "s": byblik.Suppressed, "n": byblik.NotApplicable}[f])
			if v.Status() == byblik.OK {
				var x float64
				_, _ = fmt.Sscan(f, &x)
				v = byblik.RawOf(x)
			}
			d.Columns[k].Value = append(d.Columns[k].Value, v)
		}
	}
	return d
}

func areas(codes string) []byblik.Area {
	var all []byblik.Area
	for _, c := range strings.Fields(codes) {
		all = append(all, byblik.Area{Code: byblik.AreaCode{Frame: "f", Code: c}})
	}
	return all
}

// said writes a panel as the tests read it.
func said(p *byblik.Panel) string {
	var lines []string
	for _, o := range p.Observations {
		line := string(o.Indicator) + " " + o.Period.String() + ":"
		for i, v := range o.Value {
			word := map[byblik.Status]string{byblik.Missing: "-", byblik.Suppressed: "s", byblik.NotApplicable: "n"}[v.Status()]
			if v.Status() == byblik.OK {
				word = fmt.Sprint(v.Float())
			}
			line += " " + p.Areas[i].Code.Code + "=" + word
		}
		lines = append(lines, line)
	}
	return strings.Join(lines, "\n")
}

func TestObserve(t *testing.T) {
	for _, c := range []struct {
		what, columns, rows, areas string
		indicator                  catalog.Indicator
		want                       string
	}{
		{"a ready-made value, areas sorted bytewise", "v", "b 2020: 1\n10 2020: 2\n9 2020: 3", "9 b 10 a",
			catalog.Indicator{Value: "s/v"}, "x 2020: 10=2 9=3 a=- b=1"},
		{"counts over counts", "a b c", "1 2020: 1 2 12", "1",
			catalog.Indicator{Numerator: []string{"s/a", "s/b"}, Denominator: []string{"s/c"}}, "x 2020: 1=25"},
		{"per thousand", "a b", "1 2020: 1 2", "1",
			catalog.Indicator{Numerator: []string{"s/a"}, Denominator: []string{"s/b"}, Per: 1000}, "x 2020: 1=500"},
		{"a sum without denominator", "a b", "1 2020: 1 2", "1",
			catalog.Indicator{Numerator: []string{"s/a", "s/b"}}, "x 2020: 1=3"},
		{"a rate that may exceed its base", "a b", "1 2020: 30 20", "1",
			catalog.Indicator{Numerator: []string{"s/a"}, Denominator: []string{"s/b"}, Per: 1000}, "x 2020: 1=1500"},
		{"nothing of nothing", "a b", "1 2020: 0 0\n2 2020: 1 4", "1 2",
			catalog.Indicator{Numerator: []string{"s/a"}, Denominator: []string{"s/b"}}, "x 2020: 1=n 2=25"},
		{"nothing of nothing is 0", "a b", "1 2020: 0 0", "1",
			catalog.Indicator{Numerator: []string{"s/a"}, Denominator: []string{"s/b"}, ZeroOver: "0"}, "x 2020: 1=0"},
		{"nothing of nothing is missing", "a b", "1 2020: 0 0\n2 2020: 1 4", "1 2",
			catalog.Indicator{Numerator: []string{"s/a"}, Denominator: []string{"s/b"}, ZeroOver: "missing"}, "x 2020: 1=- 2=25"},
		{"a part that is not there", "a b", "1 2020: - 5\n2 2020: s 5\n3 2020: 1 n\n4 2020: s -\n5 2020: 1 5", "1 2 3 4 5",
			catalog.Indicator{Numerator: []string{"s/a"}, Denominator: []string{"s/a", "s/b"}}, "x 2020: 1=- 2=s 3=n 4=s 5=16.666666666666668"},
		{"several periods", "v", "1 2019: 1\n1 2020: 2", "1",
			catalog.Indicator{Value: "s/v"}, "x 2019: 1=1\nx 2020: 1=2"},
		{"a period without any figure is left out", "v", "1 2019: -\n1 2020: 2", "1",
			catalog.Indicator{Value: "s/v"}, "x 2020: 1=2"},
		{"areas outside the frame are not seen", "v", "1 2020: 1\n7 2020: 2", "1",
			catalog.Indicator{Value: "s/v"}, "x 2020: 1=1"},
		{"a source that was not delivered", "v", "1 2020: 1", "1",
			catalog.Indicator{Value: "other/v"}, ""},
	} {
		t.Run(c.what, func(t *testing.T) {
			c.indicator.ID = "x"
			p, _, err := Observe([]*byblik.Delivery{delivered(c.columns, c.rows)}, []*catalog.Indicator{&c.indicator}, areas(c.areas), nil)
			if err != nil {
				t.Fatal(err)
			}
			if got := said(p); got != c.want {
				t.Errorf("got  %s\nwant %s", got, c.want)
			}
		})
	}
}

func TestImpossibleFigures(t *testing.T) {
	share := &catalog.Indicator{ID: "x", Numerator: []string{"s/a"}, Denominator: []string{"s/b"}}
	for _, c := range []struct{ rows, check, want string }{
		{"1 2020: 5 0\n2 2020: 1 2", "zero-denominator", "s.csv:2: x, 1 2020: [zero-denominator] found 5 of 0; expected a denominator above 0"},
		{"1 2020: 5 4\n2 2020: 1 2", "part-exceeds-whole", "s.csv:2: x, 1 2020: [part-exceeds-whole] found 5 of 4"},
		{"1 2020: 1 4\n1 2020: 1 5\n2 2020: 1 2", "double-key", "s.csv:3: a: [double-key] found 1 2020 a second time"},
	} {
		ds := []*byblik.Delivery{delivered("a b", c.rows)}
		_, _, err := Observe(ds, []*catalog.Indicator{share}, areas("1 2"), nil)
		if err == nil || !strings.HasPrefix(err.Error(), c.want) || byblik.KindOf(err) != byblik.Invalid {
			t.Errorf("got %v, want %s", err, c.want)
		}
		p, notes, err := Observe(ds, []*catalog.Indicator{share}, areas("1 2"), map[string]string{c.check: "seen"})
		if err != nil || said(p) != "x 2020: 1=- 2=50" || len(notes.Refused) == 0 || !strings.HasPrefix(notes.Refused[0].Reason, "seen (") {
			t.Errorf("accepted: %v, %+v", err, notes)
		}
	}
}

func TestNotes(t *testing.T) {
	_, notes, err := Observe([]*byblik.Delivery{delivered("v", "1 2019: -\n1 2020: 1")}, []*catalog.Indicator{
		{ID: "half", Value: "s/v"}, {ID: "none", Numerator: []string{"s/v"}, Denominator: []string{"t/w", "t/u"}}}, areas("1"), nil)
	if err != nil || fmt.Sprint(notes.Absent) != "[{half 2019 []} {none  [t]}]" {
		t.Errorf("%v, %+v", err, notes.Absent)
	}
}

func TestCountsStayBesideTheShare(t *testing.T) {
	p, _, err := Observe([]*byblik.Delivery{delivered("a b", "1 2020: 1 4\n2 2020: - 4\n3 2020: 0 0")},
		[]*catalog.Indicator{{ID: "x", Numerator: []string{"s/a"}, Denominator: []string{"s/b"}}}, areas("1 2 3"), nil)
	if err != nil {
		t.Fatal(err)
	}
	o := p.Find("x", byblik.InYear(2020))
	if o.Numerator[0] != 1 || o.Denominator[0] != 4 || !math.IsNaN(o.Numerator[1]) || !math.IsNaN(o.Denominator[1]) || o.Denominator[2] != 0 {
		t.Errorf("counts %v over %v", o.Numerator, o.Denominator)
	}
}

// A ready-made share with a base tells its persons; an area without a base
// has none, and the value stays as printed.
func TestBaseGivesCounts(t *testing.T) {
	p, _, err := Observe([]*byblik.Delivery{delivered("v b", "1 2020: 0.25 400\n2 2020: 0.5 -\n3 2020: - 10\n4 2020: 0 0")},
		[]*catalog.Indicator{{ID: "x", Value: "s/v", Base: "s/b", Per: 1}}, areas("1 2 3 4"), nil)
	if err != nil {
		t.Fatal(err)
	}
	o := p.Find("x", byblik.InYear(2020))
	if said(p) != "x 2020: 1=0.25 2=0.5 3=- 4=0" || fmt.Sprint(o.Numerator, o.Denominator) != "[100 NaN NaN NaN] [400 NaN NaN NaN]" {
		t.Errorf("%s: %v of %v", said(p), o.Numerator, o.Denominator)
	}
}
