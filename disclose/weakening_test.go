package disclose

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"testing"

	"byblik"
)

// hamlet is a part of Minby in one year, with everything that a release has:
// counts, shares, means, orders, classes and three files.
type hamlet struct {
	*Work
	rules  Rules
	secret Secret
	means  map[Figure]Amount
}

func newHamlet(t *testing.T) *hamlet {
	town, secret := theTown(), testSecret(t)
	g := Geography{Base: "area", Places: map[Place][]string{}, Homes: map[string]float64{}, Fewest: 50}
	for p, areas := range town.structure.Geography.Places {
		areas = slices.DeleteFunc(slices.Clone(areas), func(a string) bool { return a > "120" })
		if len(areas) > 0 {
			g.Places[p] = areas
		}
	}
	for a := range town.structure.Geography.Homes {
		g.Homes[a] = town.structure.Geography.Homes[a]
	}
	h := &hamlet{Work: town.work(g, secret, 2025, 2025), rules: Standard(), secret: secret, means: map[Figure]Amount{}}
	h.earn()
	return h
}

// earn makes up incomes of the adults of each area and adds them up.
func (h *hamlet) earn() {
	clear(h.means)
	adults := func(p Place) Figure { return Figure{"voksne_18_plus", p, byblik.InYear(2025)} }
	at := map[Figure]Count{}
	for _, c := range h.Counts {
		at[c.Figure] = c
	}
	for p, areas := range h.Structure.Geography.Places {
		c, ok := at[adults(p)]
		if !ok || c.True.Status() != byblik.OK {
			continue
		}
		sum, top := 0.0, []float64{0, 0}
		for _, area := range areas {
			if part := at[adults(Place{"area", area})]; part.True.Status() == byblik.OK {
				a := invented(part, h.secret)
				sum += a.Sum.Float()
				top = append(top, a.First.Float(), a.Second.Float())
			}
		}
		slices.Sort(top)
		h.means[c.Figure] = Amount{Persons: c.True, Key: c.Key, Sum: byblik.RawOf(sum), First: byblik.RawOf(top[len(top)-1]), Second: byblik.RawOf(top[len(top)-2])}
	}
}

// invented makes up incomes of the persons behind a count. In area 002 one of
// them has most of it.
func invented(c Count, secret Secret) Amount {
	n := int(c.True.Float())
	a := Amount{Persons: c.True, Key: c.Key}
	sum, first, second := 0.0, 0.0, 0.0
	for i := range n {
		v := math.Round(150000 + 300000*secret.chance("income", c.Key^Key(i*2654435761)))
		if i == 0 && c.Figure.Place == (Place{"area", "002"}) {
			v = 500e6
		}
		sum += v
		if v > first {
			first, second = v, first
		} else if v > second {
			second = v
		}
	}
	a.Sum, a.First, a.Second = byblik.RawOf(sum), byblik.RawOf(first), byblik.RawOf(second)
	return a
}

func (h *hamlet) truth() (map[Figure]byblik.Raw, map[Figure]Contributors) {
	sums := map[Figure]Contributors{}
	for f, a := range h.means {
		sums[f] = Contributors{int(a.Persons.Float()), a.Sum.Float(), a.First.Float(), a.Second.Float()}
	}
	return truth(h.Work), sums
}

const shareLimit = 0.2

// release publishes the hamlet as the product does.
func (h *hamlet) release(t *testing.T, id string) *Publication {
	t.Helper()
	cells, _, err := Protect(h.Work, h.rules, h.secret)
	if err != nil {
		t.Fatal(err)
	}
	p := published(id, h.Work, cells)
	h.dress(t, p)
	return p
}

// dress adds what is computed from the cells.
func (h *hamlet) dress(t *testing.T, p *Publication) {
	t.Helper()
	p.Ratios, p.Classes, p.Orders, p.Means, p.Channels = nil, nil, nil, nil, nil
	table := Order{Name: "low income by area"}
	var values []byblik.Cell
	for _, c := range h.Counts {
		col := minbyColumn(c.Figure.Column)
		if col == "" {
			continue
		}
		of := c.Figure
		of.Column = col
		value := Share(p.Counts[c.Figure], p.Counts[of], 100)
		p.Ratios = append(p.Ratios, Ratio{c.Figure, of, 100, value, 1})
		p.Classes = append(p.Classes, Classed{Ordered{c.Figure, &of}, 1, []float64{shareLimit}, Class(Share(p.Counts[c.Figure], p.Counts[of], 1), []float64{shareLimit})})
		if c.Figure.Column == "voksne_lav_indkomst" && c.Figure.Place.Level == "area" {
			table.Figures = append(table.Figures, Ordered{c.Figure, &of})
			values = append(values, Share(p.Counts[c.Figure], p.Counts[of], 1))
		}
	}
	p.Orders = []Order{table.by(Sorted(values, false)), table.ranked(Ranks(values, false))}
	for _, c := range h.Counts {
		if a, ok := h.means[c.Figure]; ok {
			cell, err := ProtectMean(a, p.Counts[c.Figure], 5000, h.rules, h.secret)
			if err != nil {
				t.Fatal(err)
			}
			p.Means = append(p.Means, Mean{"income", c.Figure, cell, 5000, 1})
		}
	}
	for _, name := range []string{"figures.csv", "figures.json", "chart.svg"} {
		c := Channel{Name: name, Figures: map[string]string{}}
		for f, cell := range p.Counts {
			c.Figures[f.String()] = written(cell)
		}
		p.Channels = append(p.Channels, c)
	}
}

func written(c byblik.Cell) string {
	if c.Status() != byblik.OK {
		return c.Status().String()
	}
	return fmt.Sprint(c.Float())
}

func minbyColumn(id string) string {
	for _, c := range minbyColumns {
		if c.id == id {
			return c.of
		}
	}
	return ""
}

// by puts the rows of an order into another one.
func (o Order) by(rows []int) Order {
	out := o
	out.Figures = nil
	for _, i := range rows {
		out.Figures = append(out.Figures, o.Figures[i])
	}
	return out
}

// ranked sorts an order by rank, equal ranks by name, none last.
func (o Order) ranked(ranks []int) Order {
	rows := make([]int, len(ranks))
	for i := range rows {
		rows[i] = i
	}
	last := func(r int) int {
		if r == 0 {
			return math.MaxInt
		}
		return r
	}
	slices.SortStableFunc(rows, func(i, j int) int { return cmp.Compare(last(ranks[i]), last(ranks[j])) })
	out := o.by(rows)
	for _, i := range rows {
		out.Ranks = append(out.Ranks, ranks[i])
	}
	return out
}

// sorted sorts rows by raw values.
func (h *hamlet) sorted(o Order) []int {
	raw := truth(h.Work)
	value := func(x Ordered) float64 { return raw[x.Numerator].Float() / raw[*x.Denominator].Float() }
	rows := make([]int, len(o.Figures))
	for i := range rows {
		rows[i] = i
	}
	slices.SortStableFunc(rows, func(i, j int) int { return compareWay(value(o.Figures[i]), value(o.Figures[j]), false) })
	return rows
}

// TestEveryWeakeningIsCaught takes the method apart, one piece at a time, and
// expects the attack that is made for the piece to find it.
func TestEveryWeakeningIsCaught(t *testing.T) {
	weakenings := []struct {
		name   string
		weaken func(t *testing.T, h *hamlet) []*Publication
		caught []AttackID // each of them
	}{
		{"nothing", func(t *testing.T, h *hamlet) []*Publication {
			return []*Publication{h.release(t, "1"), h.release(t, "2")}
		}, nil},
		{"threshold off", func(t *testing.T, h *hamlet) []*Publication {
			h.rules.Threshold, h.rules.Wide = 0, 0
			return []*Publication{h.release(t, "1")}
		}, []AttackID{Announced, Groups}},
		{"N − n rule off", func(t *testing.T, h *hamlet) []*Publication {
			h.rules.Complement = false
			return []*Publication{h.release(t, "1")}
		}, []AttackID{Groups}},
		{"p% rule off", func(t *testing.T, h *hamlet) []*Publication {
			h.rules.P = 0
			return []*Publication{h.release(t, "1")}
		}, []AttackID{Averages}},
		{"percentages from raw counts", func(t *testing.T, h *hamlet) []*Publication {
			p := h.release(t, "1")
			raw := truth(h.Work)
			for i, q := range p.Ratios {
				if q.Value.Status() == byblik.OK {
					p.Ratios[i].Value = byblik.CellOf(math.Round(1000*raw[q.Numerator].Float()/raw[q.Denominator].Float()) / 10)
				}
			}
			return []*Publication{p}
		}, []AttackID{Inversion}},
		{"ranks from raw values", func(t *testing.T, h *hamlet) []*Publication {
			p := h.release(t, "1")
			o := Order{Name: "rank", Figures: p.Orders[0].Figures}
			o = o.by(h.sorted(o))
			for i := range o.Figures {
				o.Ranks = append(o.Ranks, i+1)
			}
			p.Orders[1] = o
			return []*Publication{p}
		}, []AttackID{Sequence}},
		{"classes from raw values", func(t *testing.T, h *hamlet) []*Publication {
			p := h.release(t, "1")
			raw := truth(h.Work)
			for i, c := range p.Classes {
				v := raw[c.Of.Numerator].Float() / raw[*c.Of.Denominator].Float()
				if !math.IsNaN(v) {
					p.Classes[i].Class = Class(byblik.CellOf(v), c.Limits)
				}
			}
			return []*Publication{p}
		}, []AttackID{Classing}},
		{"a new noise key at each release", func(t *testing.T, h *hamlet) []*Publication {
			first := h.release(t, "1")
			h.secret, _ = SecretOf([]byte("another invented secret for tests"))
			return []*Publication{first, h.release(t, "2")}
		}, []AttackID{Vintages, Complements}},
		{"totals summed from raw", func(t *testing.T, h *hamlet) []*Publication {
			p := h.release(t, "1")
			raw := truth(h.Work)
			for f := range p.Counts {
				if f.Place.Level != "area" {
					p.Counts[f] = byblik.CellOf(raw[f].Float())
				}
			}
			h.dress(t, p)
			return []*Publication{p}
		}, []AttackID{Announced}},
		{"one format written from raw", func(t *testing.T, h *hamlet) []*Publication {
			p := h.release(t, "1")
			for f, n := range truth(h.Work) {
				if p.Counts[f].Status() == byblik.OK {
					p.Channels[1].Figures[f.String()] = fmt.Sprint(n.Float())
				}
			}
			return []*Publication{p}
		}, []AttackID{ChannelGaps}},
		{"a second geography outside the block layer", func(t *testing.T, h *hamlet) []*Publication {
			p := h.release(t, "1")
			h.split("003", "004")
			if _, _, err := Protect(h.Work, h.rules, h.secret); byblik.KindOf(err) != byblik.Withheld {
				t.Errorf("protection takes it: %v", err)
			}
			h.Structure.Geography.Fewest = 0 // and if it did not look?
			p2 := h.release(t, "2")
			h.Structure.Geography.Fewest = 50
			return []*Publication{p, p2}
		}, []AttackID{Overlaps}},
		{"rows sorted by the raw value", func(t *testing.T, h *hamlet) []*Publication {
			p := h.release(t, "1")
			p.Orders[0] = p.Orders[0].by(h.sorted(p.Orders[0]))
			return []*Publication{p}
		}, []AttackID{Sequence}},
		{"suppressed cells left in chart data", func(t *testing.T, h *hamlet) []*Publication {
			p := h.release(t, "1")
			for f, n := range truth(h.Work) {
				if p.Counts[f].Status() == byblik.Suppressed {
					p.Channels[2].Figures[f.String()] = fmt.Sprint(5 * math.Round(n.Float()/5))
				}
			}
			return []*Publication{p}
		}, []AttackID{ChannelGaps}},
		{"means of fewer than five", func(t *testing.T, h *hamlet) []*Publication {
			p := h.release(t, "1")
			for i, m := range p.Means {
				if a := h.means[m.Of]; a.Persons.Float() >= 1 && a.Persons.Float() < 5 {
					p.Means[i].Value = byblik.CellOf(a.Sum.Float() / a.Persons.Float())
				}
			}
			return []*Publication{p}
		}, []AttackID{Averages}},
	}
	for _, w := range weakenings {
		t.Run(w.name, func(t *testing.T) {
			h := newHamlet(t)
			h.addFew()
			releases := w.weaken(t, h)
			raw, sums := h.truth()
			r, err := Attack(&Problem{Structure: h.Structure, Rules: Standard(), Releases: releases, Truth: raw, TruthOf: sums})
			if err != nil {
				t.Fatal(err)
			}
			if w.caught == nil {
				if !r.Holds() || r.Wrong != 0 {
					t.Errorf("the unweakened release is said to leak: %+v\n%s", r.Breaches[0], summary(r))
				}
				return
			}
			for _, id := range w.caught {
				found := 0
				for _, try := range r.Tries {
					if try.Attack == id {
						found = try.Found
					}
				}
				if found == 0 {
					t.Errorf("not caught by %s\n%s", id, summary(r))
				}
			}
			t.Logf("%d breaches; exact %d, narrowed %d, wrong %d", len(r.Breaches), r.Exact, r.Narrowed, r.Wrong)
		})
	}
}

// addFew makes sure that there are areas with few adults, and with few that
// are not counted.
func (h *hamlet) addFew() {
	set := func(column, area string, n float64) {
		for i, c := range h.Counts {
			if c.Figure.Column == column && c.Figure.Place == (Place{"area", area}) {
				old := c.True.Float()
				for j, d := range h.Counts {
					if d.Figure.Column == column && slices.Contains(h.Structure.Geography.Places[d.Figure.Place], area) {
						h.Counts[j].True = byblik.RawOf(d.True.Float() + n - old)
						h.Counts[j].Key ^= c.Key ^ h.secret.Key("few", column, area)
					}
				}
				h.Counts[i].Key = h.secret.Key("few", column, area)
			}
		}
	}
	for _, c := range []string{"voksne_18_plus", "personer_18_64", "personer_30_59", "voksne_lav_indkomst", "kun_grundskole_30_59",
		"uden_arbejde_og_uddannelse_18_64", "voksne_to_kroniske_sygdomme", "under_uddannelse_18_64"} {
		set(c, "005", 3)
	}
	children := theTown().raw[Figure{"boern_0_17", Place{"area", "005"}, byblik.InYear(2025)}]
	set("beboere", "005", 3+children.Float())
	all := truth(h.Work)
	adults := all[Figure{"voksne_18_plus", Place{"area", "006"}, byblik.InYear(2025)}].Float()
	set("voksne_lav_indkomst", "006", adults-2)
	h.earn()
}

// split lets a second geography cut a corner off one area and give it to
// another, with a tenth of everything that is counted in it.
func (h *hamlet) split(from, to string) {
	places := map[Place][]string{}
	for p, areas := range h.Structure.Geography.Places {
		areas = slices.Clone(areas)
		if slices.Contains(areas, from) {
			areas = append(areas, from+"-corner")
		}
		places[p] = areas
	}
	places[Place{"polling", "x"}] = []string{from}
	places[Place{"polling", "y"}] = []string{to, from + "-corner"}
	h.Structure.Geography.Homes = map[string]float64{}
	for a, n := range theTown().structure.Geography.Homes {
		h.Structure.Geography.Homes[a] = n
	}
	h.Structure.Geography.Homes[from+"-corner"] = 20
	h.Structure.Geography.Homes[from] -= 20
	h.Structure.Geography.Places = places
	count := func(column, area string) Count {
		for _, c := range h.Counts {
			if c.Figure.Column == column && c.Figure.Place == (Place{"area", area}) {
				return c
			}
		}
		return Count{True: byblik.RawWithout(byblik.Missing)}
	}
	for _, c := range minbyColumns {
		a, b := count(c.id, from), count(c.id, to)
		if a.True.Status() != byblik.OK || b.True.Status() != byblik.OK {
			continue
		}
		corner := math.Floor(a.True.Float() / 10)
		k := h.secret.Key("corner", c.id)
		h.Counts = append(h.Counts,
			Count{Figure: Figure{c.id, Place{"polling", "x"}, byblik.InYear(2025)}, True: byblik.RawOf(a.True.Float() - corner), Key: a.Key.With(k)},
			Count{Figure: Figure{c.id, Place{"polling", "y"}, byblik.InYear(2025)}, True: byblik.RawOf(b.True.Float() + corner), Key: b.Key.With(k)})
	}
}
