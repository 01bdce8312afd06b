package dossier

import (
	"cmp"
	"fmt"
	"html/template"
	"math"
	"slices"
	"strings"

	"byblik"
)

// scale sorts areas into the classes of the map. A criteria screening has
// fixed limits on its score, the same every year; an index has its
// publisher's classes, or fifths by rank where it has none or very many.
// Class 0 is the least disadvantaged and the lightest.
type scale struct {
	labels []string
	class  []int // per area; -1 without a value
}

// scoreLimits are the limits of the score's classes; they never move with the
// data.
var scoreLimits = []float64{-0.5, 0, 0.5, 1}

// maxClasses is how many steps of one hue an eye can still order.
const maxClasses = 10

func (x *index) scale() scale {
	sc := scale{class: make([]int, len(x.s.Areas))}
	for i := range sc.class {
		sc.class[i] = -1
	}
	if x.municipal() {
		x.scoreScale(&sc)
	} else if !x.publishedScale(&sc) {
		x.rankScale(&sc)
	}
	return sc
}

func (x *index) scoreScale(sc *scale) {
	lang := x.words.Language()
	for k := range len(scoreLimits) + 1 {
		switch k {
		case 0:
			sc.labels = append(sc.labels, x.words.T("class.under", "v", lang.Number(scoreLimits[0], 1)))
		case len(scoreLimits):
			sc.labels = append(sc.labels, x.words.T("class.over", "v", lang.Number(scoreLimits[k-1], 1)))
		default:
			sc.labels = append(sc.labels, x.words.T("class.between", "a", lang.Number(scoreLimits[k-1], 1), "b", lang.Number(scoreLimits[k], 1)))
		}
	}
	for i := range x.s.Areas {
		if f := x.finding(i); f.Status == byblik.OK {
			k := 0
			for k < len(scoreLimits) && f.Value >= scoreLimits[k] {
				k++
			}
			sc.class[i] = k
		}
	}
}

// publishedScale orders the publisher's classes by the best rank that each
// holds; rank 1 is the most disadvantaged.
func (x *index) publishedScale(sc *scale) bool {
	best := map[string]int{}
	for i := range x.s.Areas {
		if f := x.finding(i); f.Status == byblik.OK && f.Class != "" {
			if r, ok := best[f.Class]; !ok || f.Rank < r {
				best[f.Class] = f.Rank
			}
		}
	}
	if len(best) == 0 || len(best) > maxClasses {
		return false
	}
	for l := range best {
		sc.labels = append(sc.labels, l)
	}
	slices.SortFunc(sc.labels, func(a, b string) int { return cmp.Or(cmp.Compare(best[b], best[a]), cmp.Compare(a, b)) })
	for i := range x.s.Areas {
		if f := x.finding(i); f.Status == byblik.OK {
			sc.class[i] = slices.Index(sc.labels, f.Class)
		}
	}
	return true
}

func (x *index) rankScale(sc *scale) {
	n := 0
	for i := range x.s.Areas {
		if x.finding(i).Status == byblik.OK {
			n++
		}
	}
	for k := range 5 {
		sc.labels = append(sc.labels, x.words.T(fmt.Sprintf("class.fifth.%d", k)))
	}
	for i := range x.s.Areas {
		if f := x.finding(i); f.Status == byblik.OK && n > 0 {
			sc.class[i] = 4 - min(4, 5*(f.Rank-1)/n)
		}
	}
}

// css gives each class its step of the one hue.
func (sc scale) css() template.CSS {
	var b strings.Builder
	for k := range sc.labels {
		fmt.Fprintf(&b, ".q%d{fill:%s;background:%[2]s}\n", k, shade(k, len(sc.labels)))
	}
	return template.CSS(b.String())
}

// shade walks from a light to a deep slate blue.
func shade(k, n int) string {
	stops := [][3]float64{{224, 231, 238}, {137, 165, 193}, {24, 54, 86}}
	t := 0.0
	if n > 1 {
		t = 2 * float64(k) / float64(n-1)
	}
	i := min(int(t), 1)
	var c [3]int
	for j := range c {
		c[j] = int(math.Round(stops[i][j] + (stops[i+1][j]-stops[i][j])*(t-float64(i))))
	}
	return fmt.Sprintf("#%02x%02x%02x", c[0], c[1], c[2])
}

// fill is the CSS class of area i: a step, or the pattern of why there is none.
func (x *index) fill(sc scale, i int) string {
	if k := sc.class[i]; k >= 0 {
		return fmt.Sprintf("q%d", k)
	}
	return "h-" + x.finding(i).Status.String()
}

// classWord is the class of area i in words.
func (x *index) classWord(sc scale, i int) string {
	f := x.finding(i)
	switch {
	case f.Status != byblik.OK:
		return x.words.or("status.", f.Status.String())
	case x.municipal() && x.zoneOf[i] >= 0:
		return x.words.T("place.in", "zone", zoneName(x.zones[x.zoneOf[i]]))
	case x.municipal():
		return x.words.T("place.out")
	}
	return x.words.T("class.word", "class", cmp.Or(f.Class, sc.labels[max(0, sc.class[i])]))
}
