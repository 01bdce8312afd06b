package screen

import (
	"fmt"
	"slices"
	"strings"

	"byblik"
	"byblik/catalog"
)

// Median is the middle of the figures that are there, or the mean of the two
// in the middle; NaN without any.
//
// Source: R, median; pandas, Series.median.
func Median(x []float64) float64 {
	sorted := standing(x)
	slices.Sort(sorted)
	return Quantile7(sorted, 0.5)
}

// FillMedian replaces figures that are not there by the median of their group,
// and where the group has no figure by the median of all. It gives the places
// that were filled, apart those that were filled from all.
//
// Source: OECD/JRC, Handbook on Constructing Composite Indicators (2008), imputation by the
// unconditional median; COINr, i_median_grp.
func FillMedian(x []float64, want []bool, group []string) (filled, fromAll []int) {
	members := map[string][]float64{}
	for i, v := range x {
		members[group[i]] = append(members[group[i]], v)
	}
	median, all := map[string]float64{}, Median(x)
	for g, m := range members {
		median[g] = Median(m)
	}
	for i := range x {
		if !want[i] {
			continue
		}
		filled = append(filled, i)
		if x[i] = median[group[i]]; x[i] != x[i] {
			x[i], fromAll = all, append(fromAll, i)
		}
	}
	return filled, fromAll
}

// missing carries out a component's rule for areas without a figure. Only a
// figure that nobody knows or may tell is lacking; where there is nothing to
// measure none is made up. What was done, and where, is said in a note.
func (r *indexing) missing(c catalog.Component, x figures) {
	var at []int
	want := make([]bool, len(x.value))
	for i, s := range x.status {
		if r.part[i] == byblik.OK && (s == byblik.Missing || s == byblik.Suppressed) {
			want[i], at = true, append(at, i)
		}
	}
	if c.Missing == "" || len(at) == 0 {
		return
	}
	da, en := r.titleOf(c)
	switch c.Missing {
	case "refuse":
		r.fail(nameOf(c), "no figure in "+r.areaList(at), "a figure for every area (missing: refuse)",
			"complete the delivery, or choose another rule for missing figures")
	case "leave_out":
		r.say(fmt.Sprintf("%s mangler i %s; dér er scoren dannet af de øvrige dele.", da, r.areaListIn(catalog.Da, at)),
			fmt.Sprintf("%s is missing in %s; the score there is made of the other components.", en, r.areaList(at)))
	default:
		_, fromAll := FillMedian(x.value, want, r.groups(c.Missing))
		for _, i := range at {
			x.status[i] = byblik.OK
		}
		x.settle()
		r.sayFilled(c, at, fromAll)
	}
}

func (r *indexing) sayFilled(c catalog.Component, at, fromAll []int) {
	da, en := r.titleOf(c)
	of := map[string]catalog.Text{"median": {Da: "alle områder", En: "all areas"}, "authority_median": {Da: "deres myndighed", En: "their authority"},
		"district_median": {Da: "deres bydel", En: "their district"}}[c.Missing]
	r.say(fmt.Sprintf("%s mangler i %s; dér står medianen for %s.", da, r.areaListIn(catalog.Da, at), of.Da),
		fmt.Sprintf("%s is missing in %s; the median of %s stands in its place.", en, r.areaList(at), of.En))
	if len(fromAll) > 0 && c.Missing != "median" {
		r.say(fmt.Sprintf("%s mangler i hele gruppen for %s; dér står medianen for alle områder.", da, r.areaListIn(catalog.Da, fromAll)),
			fmt.Sprintf("%s is missing in the whole group of %s; the median of all areas stands there.", en, r.areaList(fromAll)))
	}
}

// groups names the group of each area, in which a median is taken.
func (r *indexing) groups(rule string) []string {
	g := make([]string, len(r.Panel.Areas))
	for i, a := range r.Panel.Areas {
		switch rule {
		case "authority_median":
			g[i] = a.Authority
		case "district_median":
			g[i] = a.District
		}
	}
	return g
}

// areasNamed is how many areas a note names before it stops.
const areasNamed = 10

// areaList counts areas and names the first of them.
func (r *indexing) areaList(at []int) string { return r.areaListIn(catalog.En, at) }

func (r *indexing) areaListIn(lang catalog.Lang, at []int) string {
	codes := make([]string, 0, areasNamed)
	for _, i := range at[:min(len(at), areasNamed)] {
		codes = append(codes, r.Panel.Areas[i].Code.Code)
	}
	word, more := "areas", ""
	switch {
	case lang == catalog.Da && len(at) == 1:
		word = "område"
	case lang == catalog.Da:
		word = "områder"
	case len(at) == 1:
		word = "area"
	}
	if len(at) > areasNamed {
		more = ", …"
	}
	return fmt.Sprintf("%d %s (%s%s)", len(at), word, strings.Join(codes, ", "), more)
}

// titleOf is what a component is called in notes.
func (r *indexing) titleOf(c catalog.Component) (da, en string) {
	if d := r.Indicators[c.Indicator]; d != nil && d.Title.En != "" {
		return d.Title.Da, d.Title.En
	}
	return nameOf(c), nameOf(c)
}
