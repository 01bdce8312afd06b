package gather

import (
	"slices"
	"strings"
	"testing"

	"byblik"
	"byblik/catalog"
	"byblik/run"
)

// lilleby is a town of three areas, as Minby's rule set reads it: what was asked
// of each source, in order, and what each gives.
type lilleby struct {
	asked    []Wanted
	observed []*byblik.Delivery
	lacks    string // a source that was not delivered
}

var square = byblik.MultiPolygon{{{{11.2, 56.2}, {11.3, 56.2}, {11.3, 56.3}, {11.2, 56.2}}}}

func code(c string) byblik.AreaCode { return byblik.AreaCode{Frame: "minby", Code: c} }

func (l *lilleby) read(w Wanted) ([]*byblik.Delivery, error) {
	l.asked = append(l.asked, w)
	if w.Source.ID == l.lacks {
		return nil, nil
	}
	d := &byblik.Delivery{Source: w.Source.ID, Receipt: byblik.Receipt{Source: w.Source.ID, File: w.Source.ID + ".csv", SHA256: w.Source.ID}}
	for _, c := range []string{"003", "001", "002"} {
		d.Rows = append(d.Rows, byblik.Row{Area: code(c), Name: "Område " + c, Authority: "k1", AuthorityName: "Lilleby", District: "Nord"})
	}
	if w.Source.ID == "minby-areas" {
		d.Shapes = []byblik.MultiPolygon{square, nil, square}
	}
	return []*byblik.Delivery{d}, nil
}

func (l *lilleby) observe(ds []*byblik.Delivery, _ []*catalog.Indicator, areas []byblik.Area, _ map[string]string) (*byblik.Panel, []byblik.Refusal, error) {
	l.observed = ds
	return &byblik.Panel{Areas: areas}, nil, nil
}

func (l *lilleby) request(t *testing.T, a run.Arguments) *Request {
	t.Helper()
	c, err := catalog.Embedded()
	if err != nil {
		t.Fatal(err)
	}
	return &Request{Catalog: c, Rules: c.RuleSets["minby-2025"], Arguments: a, Readers: Readers{Read: l.read, Observe: l.observe}}
}

func sources(ds []*byblik.Delivery) (ids []string) {
	for _, d := range ds {
		ids = append(ids, d.Source)
	}
	return ids
}

// The areas are listed first and every other source is held against them; the
// State's lists come in full and the barriers of everybody. What was delivered
// goes where the rule set says.
func TestEachSourceIsAskedForAsTheRuleSetNeedsIt(t *testing.T) {
	l := &lilleby{}
	in, err := l.request(t, run.Arguments{Period: byblik.InYear(2021)}).Screening()
	if err != nil {
		t.Fatal(err)
	}
	var asked []string
	for _, w := range l.asked {
		asked = append(asked, w.Source.ID)
		wants, held := byblik.InYear(2021), 3
		switch w.Source.ID {
		case "minby-areas", "minby-barriers":
			held = 0
		case "minby-state-list-areas":
			wants, held = byblik.Period{}, 0
		}
		if w.Period != wants || len(w.Frame) != held || !w.AllPeriods || w.Beside {
			t.Errorf("%s: asked for %v, all periods %t, held against %d areas", w.Source.ID, w.Period, w.AllPeriods, len(w.Frame))
		}
	}
	if asked[0] != "minby-areas" || !slices.Equal(slices.Sorted(slices.Values(asked)), []string{"minby-areas", "minby-barriers", "minby-figures", "minby-state-list-areas"}) {
		t.Errorf("asked for %v", asked)
	}
	if len(in.Areas) != 3 || in.Areas[0].Code != code("001") || in.Areas[2] != (byblik.Area{Code: code("003"), Name: "Område 003", Authority: "k1", AuthorityName: "Lilleby", District: "Nord"}) {
		t.Errorf("areas: %v", in.Areas)
	}
	if in.Geography.Source != "minby-areas" || in.Barriers.Source != "minby-barriers" || len(in.StateLists) != 1 || len(in.Receipts) != 4 || len(in.Sources) != 4 {
		t.Errorf("%v, %v, %v, %d receipts", in.Geography, in.Barriers, in.StateLists, len(in.Receipts))
	}
	if got := sources(l.observed); !slices.Equal(got, []string{"minby-areas", "minby-figures"}) {
		t.Errorf("observed %v: barriers and lists are no figures", got)
	}
}

// A source that was not delivered is told of, and has no receipt.
func TestWhatWasNotDeliveredIsAbsent(t *testing.T) {
	l := &lilleby{lacks: "minby-barriers"}
	in, err := l.request(t, run.Arguments{}).Screening()
	if err != nil {
		t.Fatal(err)
	}
	if in.Barriers != nil || len(in.Absent) != 1 || in.Absent[0].ID != "minby-barriers" || len(in.Receipts) != 3 {
		t.Errorf("%v, absent %v, %d receipts", in.Barriers, in.Absent, len(in.Receipts))
	}
}

// One file cannot stand for several, and nobody is asked for.
func TestOneFileIsNotEnoughForSeveralSources(t *testing.T) {
	l := &lilleby{}
	r := l.request(t, run.Arguments{})
	r.Single = "minby_figures.csv"
	if _, err := r.Screening(); byblik.KindOf(err) != byblik.Usage || !strings.Contains(err.Error(), "reads 2 files") || len(l.asked) != 0 {
		t.Errorf("%v, asked %d times", err, len(l.asked))
	}
}

// persons counts persons of whom one delivery tells all.
func persons(counted *[]ToCount, left ...byblik.Refusal) *Persons {
	return &Persons{
		Fills: func(_ *catalog.Catalog, source string) bool { return source == "minby-figures" },
		Alone: "no-area",
		Count: func(w ToCount) (*Counted, error) {
			*counted = append(*counted, w)
			return &Counted{Tabulations: []string{"minby-people"}, LeftOut: left,
				Receipts: []byblik.Receipt{{Source: "minby-persons", SHA256: "p"}, {Source: "minby-persons", SHA256: "p"}},
				Replace: func(came []*byblik.Delivery) []*byblik.Delivery {
					return append(slices.Clone(came), &byblik.Delivery{Source: "counted"})
				},
				Key: func(column string, a byblik.AreaCode, _ byblik.Period) (uint64, bool) {
					return 7, column == "minby-figures/adults" && a == code("001")
				}}, nil
		},
	}
}

// Persons are counted over the areas and their borders, in place of the table;
// their register is told of once, and their keys are known.
func TestPersonsAreCountedInPlaceOfTables(t *testing.T) {
	l, counted := &lilleby{}, []ToCount(nil)
	r := l.request(t, run.Arguments{})
	r.Persons = persons(&counted)
	in, err := r.Screening()
	if err != nil {
		t.Fatal(err)
	}
	if len(counted) != 1 || counted[0].Source != "minby-figures" || len(counted[0].Areas) != 3 || len(counted[0].Shapes) != 3 || counted[0].Shapes[0] != nil || counted[0].Shapes[2] == nil {
		t.Fatalf("counted %v", counted)
	}
	if got := sources(l.observed); !slices.Equal(got, []string{"minby-areas", "minby-figures", "counted"}) || len(in.Receipts) != 5 {
		t.Errorf("observed %v, %d receipts", got, len(in.Receipts))
	}
	if k, ok := r.Persons.Key("minby-figures/adults", code("001"), byblik.InYear(2025)); !ok || k != 7 {
		t.Errorf("key %v, %t", k, ok)
	}
	if _, ok := r.Persons.Key("minby-figures/adults", code("002"), byblik.InYear(2025)); ok || !slices.Equal(r.Persons.Tabulations(), []string{"minby-people"}) {
		t.Errorf("a key of what came as a table; counted by %v", r.Persons.Tabulations())
	}
}

// Persons without an area are accepted of registers, and of nothing else: no
// reader of tables is asked about them, and what met none is said.
func TestPersonsWithoutAnAreaAreAcceptedOfRegisters(t *testing.T) {
	a := run.Arguments{}
	a.Accept("no-area", "sailors")
	for _, x := range []struct {
		registers   bool
		left        []byblik.Refusal
		told, unmet int
	}{{false, nil, 1, 1}, {true, nil, 0, 1}, {true, []byblik.Refusal{{Check: "no-area"}}, 0, 0}} {
		l, counted := &lilleby{}, []ToCount(nil)
		r := l.request(t, a)
		if x.registers {
			r.Persons = persons(&counted, x.left...)
		}
		in, err := r.Screening()
		if err != nil {
			t.Fatal(err)
		}
		for _, w := range l.asked {
			if len(w.Accept) != x.told {
				t.Errorf("registers %t: the reader of %s is told to accept %v", x.registers, w.Source.ID, w.Accept)
			}
		}
		for _, w := range counted {
			if w.Accept["no-area"] != "sailors" {
				t.Errorf("who counts is told to accept %v", w.Accept)
			}
		}
		if len(in.Unmet) != x.unmet {
			t.Errorf("registers %t, left out %v: unmet %v", x.registers, x.left, in.Unmet)
		}
	}
}
