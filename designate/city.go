package designate

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strings"

	"byblik"
	"byblik/spatial"
)

// city is the input in the order of area codes: place v is the v-th lowest
// code. Everything below works on places.
type city struct {
	in        Input
	order     []int // place → index in the input
	residents []float64
	profile   [][]float64
	borders   [][]spatial.Border // To is a place, ascending
	graph     spatial.Graph
	reason    []byblik.Reason // empty outside
	listed    []string        // housing areas of the State's lists at a place
	groups    []group
	tooSmall  [][]int
	before    []Note // notes that concern no zone
}

// group is a zone in the making.
type group struct {
	areas []int // ascending places
	notes []NoteKind
	zone  byblik.Zone
}

func compareCodes(a, b byblik.AreaCode) int {
	return cmp.Or(cmp.Compare(a.Frame, b.Frame), cmp.Compare(a.Code, b.Code))
}

func newCity(in Input) *city {
	n := len(in.Areas)
	c := &city{in: in, order: make([]int, n), residents: make([]float64, n),
		borders: make([][]spatial.Border, n), graph: make(spatial.Graph, n),
		reason: make([]byblik.Reason, n), listed: make([]string, n)}
	for i := range c.order {
		c.order[i] = i
	}
	slices.SortFunc(c.order, func(i, j int) int { return compareCodes(in.Areas[i].Code, in.Areas[j].Code) })
	place := make([]int, n)
	for v, i := range c.order {
		place[i] = v
		if r := in.Residents[i]; !math.IsNaN(r) {
			c.residents[v] = r
		}
		if in.Profile != nil {
			c.profile = append(c.profile, in.Profile[i])
		}
	}
	for v, i := range c.order {
		for _, b := range in.Borders.Of(i) {
			b.To = place[b.To]
			c.borders[v] = append(c.borders[v], b)
		}
		slices.SortFunc(c.borders[v], func(a, b spatial.Border) int { return cmp.Compare(a.To, b.To) })
		for _, b := range c.borders[v] {
			if b.Joins(in.Rules.MinBorder) {
				c.graph[v] = append(c.graph[v], b.To)
			}
		}
	}
	c.noteListed(place)
	return c
}

// noteListed puts the names of listed housing areas at their places, sorted.
func (c *city) noteListed(place []int) {
	at := make([][]string, len(c.order))
	for _, l := range c.in.Listed {
		label := fmt.Sprintf("%s (%s %d)", l.Name, cmp.Or(lawNames[l.List], l.List), l.Year)
		for _, h := range l.Areas {
			at[place[h.Area]] = append(at[place[h.Area]], label)
		}
		if len(l.Areas) == 0 {
			c.before = append(c.before, Note{Kind: ListedNowhere, Housing: label})
		}
	}
	slices.SortFunc(c.before, func(a, b Note) int { return cmp.Compare(a.Housing, b.Housing) })
	for v := range at {
		slices.Sort(at[v])
		c.listed[v] = strings.Join(slices.Compact(at[v]), "; ")
	}
}

func (c *city) area(v int) byblik.Area { return c.in.Areas[c.order[v]] }

func (c *city) score(v int) float64 { return c.in.Score[c.order[v]] }

func (c *city) total(areas []int) float64 {
	sum := 0.0
	for _, v := range areas {
		sum += c.residents[v]
	}
	return sum
}

func (c *city) border(v, w int) spatial.Border {
	at, ok := slices.BinarySearchFunc(c.borders[v], w, func(b spatial.Border, w int) int { return cmp.Compare(b.To, w) })
	if !ok {
		return spatial.Border{To: w}
	}
	return c.borders[v][at]
}

func (c *city) codes(areas []int) []byblik.AreaCode {
	out := make([]byblik.AreaCode, len(areas))
	for i, v := range areas {
		out[i] = c.area(v).Code
	}
	return out
}
