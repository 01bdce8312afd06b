package screen

import (
	"cmp"
	"math"
	"slices"
	"strconv"

	"byblik"
)

// Summary says how an authority fares by one measure. Each figure weighs the
// authority's areas by residents, except MostDeprived, which counts areas; N
// is the number of areas with a value in the whole screening.
type Summary struct {
	Authority string
	Measure   string
	Areas     int     // with a value and residents
	Without   int     // areas that lack one of them and take no part
	Residents float64 // of the areas that take part
	// AverageRank is Σ p·(N + 1 − rank)/Σ p: here the most deprived area
	// counts N.
	AverageRank Ranked
	// AverageScore is Σ p·value/Σ p.
	AverageScore Ranked
	// MostDeprived is the share of areas among the most deprived tenth of all.
	MostDeprived Ranked
	// Extent is Σ p·e/Σ p, where e is 1 in the most deprived tenth, then falls
	// in equal steps from 0.95 in the 11th to 0.05 in the 30th hundredth of all
	// areas, and is 0 beyond.
	Extent Ranked
	// Concentration is the mean of N + 1 − rank over the most deprived areas
	// that together hold exactly a tenth of the residents; the last of them
	// counts with the residents that are still needed.
	Concentration Ranked
}

// Ranked is a figure of an authority and its place among them, 1 = most
// deprived; equal figures share the smallest place.
type Ranked struct {
	Value float64
	Rank  int
}

// Summarise sums findings up by authority, for every measure among them.
// Findings come by measure, then area as in areas (as [Ranking] has them);
// residents follow the areas. Areas without an authority take no part. The
// list is sorted by measure as in the findings, then authority.
//
// Source: MHCLG, The English Indices of Deprivation 2019, Research Report,
// on summary measures for higher-level geographies, and File 10 of 2025.
func Summarise(areas []byblik.Area, findings []byblik.Finding, residents []float64) []Summary {
	var list []Summary
	for from := 0; from+len(areas) <= len(findings) && len(areas) > 0; from += len(areas) {
		list = append(list, summariseMeasure(areas, findings[from:from+len(areas)], residents)...)
	}
	return list
}

// summariseMeasure sums one measure up.
func summariseMeasure(areas []byblik.Area, findings []byblik.Finding, residents []float64) []Summary {
	n := 0
	members := map[string][]int{}
	var authorities []string
	for i, a := range areas {
		if findings[i].Status == byblik.OK {
			n++
		}
		if a.Authority == "" {
			continue
		}
		if members[a.Authority] == nil {
			authorities = append(authorities, a.Authority)
		}
		members[a.Authority] = append(members[a.Authority], i)
	}
	slices.Sort(authorities)
	list := make([]Summary, len(authorities))
	for k, code := range authorities {
		list[k] = summariseAuthority(findings, residents, members[code], n)
		list[k].Authority, list[k].Measure = code, findings[0].Measure
	}
	for _, of := range []func(*Summary) *Ranked{
		func(s *Summary) *Ranked { return &s.AverageRank }, func(s *Summary) *Ranked { return &s.AverageScore },
		func(s *Summary) *Ranked { return &s.MostDeprived }, func(s *Summary) *Ranked { return &s.Extent },
		func(s *Summary) *Ranked { return &s.Concentration },
	} {
		values := make([]float64, len(list))
		for i := range list {
			values[i] = of(&list[i]).Value
		}
		for i, r := range Rank(values, TiesMin, true) {
			if !math.IsNaN(r) {
				of(&list[i]).Rank = int(r)
			}
		}
	}
	return list
}

// summariseAuthority computes the five figures of one authority.
func summariseAuthority(findings []byblik.Finding, residents []float64, members []int, n int) Summary {
	var s Summary
	var people, ranks, scores, extent exactSum
	var at []int
	tenth := 0
	for _, i := range members {
		f, p := findings[i], residents[i]
		if f.Status != byblik.OK || !(p > 0) {
			s.Without++
			continue
		}
		at = append(at, i)
		people.add(p)
		ranks.add(float64(p * float64(n+1-f.Rank)))
		scores.add(float64(p * f.Value))
		extent.add(float64(p * extentWeight(f.Rank, n)))
		if 10*f.Rank <= n {
			tenth++
		}
	}
	s.Areas, s.Residents = len(at), people.value()
	total := people.value()
	if len(at) == 0 {
		total = math.NaN()
	}
	s.AverageRank.Value, s.AverageScore.Value = ranks.value()/total, scores.value()/total
	s.MostDeprived.Value, s.Extent.Value = float64(tenth)/float64(len(at)), extent.value()/total
	s.Concentration.Value = concentration(findings, residents, at, total/10, n)
	return s
}

// extentWeight is how much an area's residents count in the extent. The
// hundredth of an area is ⌈100·rank/N⌉.
func extentWeight(rank, n int) float64 {
	hundredth := (100*rank + n - 1) / n
	switch {
	case hundredth <= 10:
		return 1
	case hundredth <= 30:
		return 0.95 - 0.9*float64(hundredth-11)/19
	}
	return 0
}

// concentration averages the places of the most deprived areas that hold the
// given number of residents.
func concentration(findings []byblik.Finding, residents []float64, at []int, people float64, n int) float64 {
	slices.SortFunc(at, func(a, b int) int {
		return cmp.Or(cmp.Compare(findings[a].Rank, findings[b].Rank), cmp.Compare(findings[a].Area.Code, findings[b].Area.Code))
	})
	left, sum := people, 0.0
	for _, i := range at {
		p := min(residents[i], left)
		sum += float64(p * float64(n+1-findings[i].Rank))
		if left -= p; left <= 0 {
			break
		}
	}
	return sum / people
}

// AuthorityTable gives summaries as a table with a head: ranks with two
// decimals, scores with three and shares with four, as MHCLG prints them.
func AuthorityTable(list []Summary) [][]string {
	rows := [][]string{{"authority", "measure", "areas", "areas_without_value", "residents",
		"average_rank", "rank_of_average_rank", "average_score", "rank_of_average_score", "most_deprived_tenth", "rank_of_most_deprived_tenth",
		"extent", "rank_of_extent", "local_concentration", "rank_of_local_concentration"}}
	for _, s := range list {
		row := []string{s.Authority, s.Measure, strconv.Itoa(s.Areas), strconv.Itoa(s.Without), printed(s.Residents, 0)}
		for k, r := range []Ranked{s.AverageRank, s.AverageScore, s.MostDeprived, s.Extent, s.Concentration} {
			rank := ""
			if r.Rank > 0 {
				rank = strconv.Itoa(r.Rank)
			}
			row = append(row, printed(r.Value, []int{2, 3, 4, 4, 2}[k]), rank)
		}
		rows = append(rows, row)
	}
	return rows
}

// printed rounds half up and writes; nothing where there is no figure.
func printed(v float64, decimals int) string {
	if math.IsNaN(v) {
		return ""
	}
	return strconv.FormatFloat(RoundHalfUp(v, decimals), 'f', decimals, 64)
}
