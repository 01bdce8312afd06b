package designate

import (
	"fmt"
	"math"

	"byblik"
)

// check refuses input that does not belong together.
func check(in Input) error {
	n := len(in.Areas)
	bad := func(place, found, expected string) error {
		return &byblik.Error{Kind: byblik.Invalid, Check: "proposal", Place: place, Found: found,
			Expected: expected, Do: "correct the input of the designation"}
	}
	if in.Borders == nil || in.Borders.Len() != n {
		return bad("borders", "borders of other areas", fmt.Sprintf("borders of the %d areas", n))
	}
	for _, list := range []struct {
		name   string
		length int
	}{{"residents", len(in.Residents)}, {"flagged", len(in.Flagged)}, {"score", len(in.Score)}} {
		if list.length != n {
			return bad(list.name, fmt.Sprintf("%d values", list.length), fmt.Sprintf("%d, one per area", n))
		}
	}
	if in.Profile != nil && len(in.Profile) != n {
		return bad("profile", fmt.Sprintf("%d rows", len(in.Profile)), fmt.Sprintf("%d, one per area", n))
	}
	seen := map[byblik.AreaCode]bool{}
	for i, a := range in.Areas {
		if seen[a.Code] {
			return bad("areas", "area "+a.Code.String()+" twice", "each area once")
		}
		seen[a.Code] = true
		if r := in.Residents[i]; r < 0 || math.IsInf(r, 0) {
			return bad("residents of "+a.Code.String(), fmt.Sprint(r), "a number, zero or more")
		}
	}
	for _, l := range in.Listed {
		for _, h := range l.Areas {
			if h.Area < 0 || h.Area >= n {
				return bad("housing area "+l.Name, fmt.Sprintf("area number %d", h.Area), fmt.Sprintf("0 to %d", n-1))
			}
		}
	}
	if r := in.Rules; r.MaxResidents != 0 && !(r.MinResidents <= r.MaxResidents) ||
		!(r.MinResidents >= 0) || !(r.MinBorder >= 0) || r.Enclose && !(r.EnclosedShare > 0) {
		return bad("rules", fmt.Sprintf("%+v", r), "0 ≤ MinResidents ≤ MaxResidents, MinBorder ≥ 0, EnclosedShare > 0")
	}
	return nil
}
