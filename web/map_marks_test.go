package web

import (
	"strings"
	"testing"

	"byblik/catalog"
	"byblik/release"
)

// What is done in many small areas is one mark per designated area, and per
// district outside, with the number of interventions.
func TestInterventionsAreGathered(t *testing.T) {
	r := hamlet("smaaby-2025-1")
	everywhere, inZone := r.Interventions[0], r.Interventions[0]
	everywhere.Areas, inZone.Areas = nil, nil
	groups := map[string]bool{}
	for _, p := range r.Level(release.AreaLevel).Places {
		everywhere.Areas = append(everywhere.Areas, p.Code)
		key := p.Zone
		if p.Zone == "" {
			key = p.District
		} else {
			inZone.Areas = append(inZone.Areas, p.Code)
		}
		groups[key] = true
	}
	inZone.Title = catalog.Text{Da: "Lektiehjælp", En: "Homework help"}
	r.Interventions = []release.Intervention{everywhere, inZone}
	body := get(t, siteOf(t, noonTime, r), "/da/kort?l=interventions").Body.String()
	if n := strings.Count(body, `class="intervention"`); n != len(groups) || n < 3 || n > 8 {
		t.Errorf("%d marks for %d areas, want %d", n, len(everywhere.Areas), len(groups))
	}
	if !strings.Contains(body, `data-n="2"><title>Åkær og omegn: Bemandede legepladser og Lektiehjælp</title>`) {
		t.Error("the zone's mark does not name its two interventions")
	}
}
