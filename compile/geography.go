package compile

import (
	"cmp"
	"slices"

	"byblik"
	"byblik/designate"
	"byblik/release"
	"byblik/spatial"
)

// geography draws the places: small areas as delivered, tidied; districts and
// zones as unions of them.
func (b *builder) geography() {
	g := &b.out.Geography
	shapes := b.Decision.Shapes
	if shapes == nil {
		return
	}
	for _, s := range shapes {
		g.Areas = append(g.Areas, spatial.Tidy(s))
	}
	g.Districts, g.Zones = b.unions(release.DistrictLevel), b.unions(release.ZoneLevel)
	if b.Housing == nil {
		return
	}
	for i, row := range b.Housing.Rows {
		g.Housing = append(g.Housing, release.Housing{Code: row.Area.Code, Name: row.Name, Shape: spatial.Tidy(b.Housing.Shapes[i])})
	}
	slices.SortFunc(g.Housing, func(x, y release.Housing) int { return cmp.Compare(x.Code, y.Code) })
}

func (b *builder) unions(level release.LevelID) []byblik.MultiPolygon {
	var out []byblik.MultiPolygon
	for _, m := range b.members[level] {
		var parts []byblik.MultiPolygon
		for _, i := range m {
			if len(b.Decision.Shapes[i]) > 0 {
				parts = append(parts, b.Decision.Shapes[i])
			}
		}
		shape, _ := spatial.Dissolve(parts)
		out = append(out, shape)
	}
	return out
}

// holding is when a small area holds a housing area, as in the decision run:
// half of the housing area lies in it, or it is covered to a tenth.
var holding = designate.HoldingRule{OfHousing: 0.5, OfArea: 0.1}

// holders finds the small areas that hold each housing area, by its code.
func (b *builder) holders() map[string][]string {
	if b.Housing == nil || b.Decision.Shapes == nil {
		return nil
	}
	p, err := spatial.ProjectionFor(b.Decision.Shapes)
	if err != nil {
		return nil
	}
	planar := make([]byblik.MultiPolygon, len(b.Decision.Shapes))
	for i, s := range b.Decision.Shapes {
		planar[i] = p.Planar(s)
	}
	out := map[string][]string{}
	for i, row := range b.Housing.Rows {
		listed, err := designate.AssignHousing(planar, []designate.Housing{{Name: row.Name, Shape: p.Planar(b.Housing.Shapes[i])}}, holding)
		if err != nil {
			continue
		}
		for _, l := range listed {
			for _, h := range l.Areas {
				out[row.Area.Code] = append(out[row.Area.Code], b.areas[h.Area].Code.Code)
			}
		}
		slices.Sort(out[row.Area.Code])
	}
	return out
}
