package compile

import (
	"cmp"

	"byblik"
	"byblik/release"
)

// NextNumber is the number of a release for its period: 1, or one more than that
// of the release that it corrects, which must be the newest of the period.
func NextNumber(earlier []*release.Release, t byblik.Period, replaces string) (int, error) {
	last, newest := 0, ""
	for _, r := range earlier {
		if r.Manifest.Period == t && r.Manifest.Number > last {
			last, newest = r.Manifest.Number, r.Manifest.ID
		}
	}
	if newest == replaces {
		return last + 1, nil
	}
	return 0, &byblik.Error{Kind: byblik.Usage, Place: "--replaces", Found: cmp.Or(replaces, "nothing to replace"), Expected: cmp.Or(newest, "nothing: this is the first release of the period"),
		Do: "a release never changes: correct it by a new one that names it and says why"}
}

// ZonesOf gives the zones of the newest of some releases, the oldest first, as
// the next screening takes them: their ids live on.
func ZonesOf(earlier []*release.Release) []byblik.Zone {
	if len(earlier) == 0 {
		return nil
	}
	var out []byblik.Zone
	for _, z := range earlier[len(earlier)-1].Screening.Zones {
		old := byblik.Zone{ID: z.ID, Name: z.Name, State: z.State, Reason: z.Reason}
		for _, m := range z.Members {
			old.Members = append(old.Members, byblik.Member{Area: m.Area, Reason: m.Reason})
		}
		out = append(out, old)
	}
	return out
}
