package screen

import (
	"fmt"
	"strconv"
	"strings"
)

// Needed is the smallest whole number that is at least the share num/den of n:
// ⌈num·n/den⌉, and at least 1. It says how many of an area's criteria with
// data must be met (two thirds of 6 are 4, of 4 are 3), and in how many of the
// n periods that an area has on file (2 of 3 are 2 of 2 and 1 of 1).
func Needed(num, den, n int) int {
	return max(1, (num*n+den-1)/den)
}

// atLeast is the predicate “at least m of n”; strict makes it “more than m”.
func atLeast(count, m int, strict bool) bool {
	if strict {
		return count > m
	}
	return count >= m
}

// reaches is the predicate of a limit: z at least the limit, or above it.
func reaches(z, limit float64, strict bool) bool {
	if strict {
		return z > limit
	}
	return z >= limit
}

// parseShare reads a fraction such as 2/3, above 0 and at most 1.
func parseShare(text string) (num, den int, err error) {
	a, b, ok := strings.Cut(text, "/")
	if ok {
		num, err = strconv.Atoi(a)
		if err == nil {
			den, err = strconv.Atoi(b)
		}
	}
	if !ok || err != nil || num < 1 || den < num || den > 1000 {
		return 0, 0, fmt.Errorf("share %q: expected a fraction such as 2/3, above 0 and at most 1", text)
	}
	return num, den, nil
}
