package source

import (
	"slices"
	"strings"
)

// Nearest gives up to n of the names that look most like want, best first:
// fewest letters to change, at most half of the longer name.
func Nearest(want string, names []string, n int) []string {
	type candidate struct {
		name string
		far  int
	}
	var cs []candidate
	for _, name := range names {
		if strings.TrimSpace(name) == "" || len(name) > 200 {
			continue
		}
		far := distance(strings.ToLower(want), strings.ToLower(name))
		if 2*far <= max(len(want), len(name)) {
			cs = append(cs, candidate{name, far})
		}
	}
	slices.SortStableFunc(cs, func(a, b candidate) int { return a.far - b.far })
	var out []string
	for _, c := range cs {
		if len(out) < n && !slices.Contains(out, c.name) {
			out = append(out, c.name)
		}
	}
	return out
}

// distance is Levenshtein's: the letters to insert, delete or exchange.
func distance(a, b string) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		diagonal := row[0]
		row[0] = i + 1
		for j := range len(b) {
			cost := diagonal
			if a[i] != b[j] {
				cost++
			}
			diagonal = row[j+1]
			row[j+1] = min(cost, row[j]+1, row[j+1]+1)
		}
	}
	return row[len(b)]
}
