package compile

import (
	"slices"
	"strings"

	"byblik/catalog"
	"byblik/disclose"
	"byblik/release"
)

// StructureOf says what anybody knows of a release's tables without a figure:
// its places and which small areas they are made of, its columns, and which
// columns contain or make up others. It is read from what the release says
// itself: places, indicators, definitions.
func StructureOf(r *release.Release, c *catalog.Catalog, plan *catalog.Publication) disclose.Structure {
	s := disclose.Structure{Geography: disclose.Geography{Base: string(release.AreaLevel), Places: blocks(r)}}
	for i := range r.Indicators {
		x := &r.Indicators[i]
		if isMean(x) { // its sum is no count; its persons are
			addColumn(&s, disclose.Column{ID: DenominatorOf(x), Worth: 2})
			continue
		}
		if x.Kind == release.Mean {
			continue // a value of a public source counts nobody
		}
		public := x.Class == string(catalog.Public)
		if x.Kind == release.Share {
			addColumn(&s, disclose.Column{ID: NumeratorOf(x), Of: DenominatorOf(x), Public: public, Worth: 1})
			addColumn(&s, disclose.Column{ID: DenominatorOf(x), Public: public, Worth: 2})
			continue
		}
		addColumn(&s, disclose.Column{ID: NumeratorOf(x), Public: public, Worth: 4})
	}
	slices.SortFunc(s.Columns, func(a, b disclose.Column) int { return strings.Compare(a.ID, b.ID) })
	joined(&s)
	for i := range s.Columns {
		s.Columns[i].Countable = s.Columns[i].ID == plan.Homes
		within(&s, &s.Columns[i], c)
	}
	for _, sum := range plan.Sums {
		if all := append([]string{sum.Whole}, sum.Parts...); !slices.ContainsFunc(all, func(id string) bool { return columnAt(&s, id) < 0 }) {
			s.Sums = append(s.Sums, disclose.Sum{Whole: sum.Whole, Parts: sum.Parts})
		}
	}
	return s
}

// joined tells of columns that are added up what everybody can see: they are the
// sum of those that they are made of, or contain the ones that are published.
func joined(s *disclose.Structure) {
	for _, whole := range s.Columns {
		refs := strings.Split(whole.ID, "+")
		if len(refs) == 1 {
			continue
		}
		all := true
		for _, ref := range refs {
			k := columnAt(s, ref)
			if all = all && k >= 0; k >= 0 && s.Columns[k].Of != whole.ID && !(whole.Public && s.Columns[k].Public) {
				s.Columns[k].Within = append(s.Columns[k].Within, whole.ID)
			}
		}
		if all {
			s.Sums = append(s.Sums, disclose.Sum{Whole: whole.ID, Parts: refs})
		}
	}
}

// NumeratorOf names the column that an indicator counts; columns that are
// added up are joined by +.
func NumeratorOf(x *release.Indicator) string { return strings.Join(x.Numerator, "+") }

// DenominatorOf names the column that an indicator's share is a share of.
func DenominatorOf(x *release.Indicator) string { return strings.Join(x.Denominator, "+") }

// addColumn adds a column or, where it is there, what more is known of it.
func addColumn(s *disclose.Structure, c disclose.Column) {
	for i := range s.Columns {
		if old := &s.Columns[i]; old.ID == c.ID {
			if old.Of == "" {
				old.Of = c.Of
			}
			old.Public, old.Worth = old.Public && c.Public, max(old.Worth, c.Worth)
			return
		}
	}
	s.Columns = append(s.Columns, c)
}

func columnAt(s *disclose.Structure, id string) int {
	return slices.IndexFunc(s.Columns, func(c disclose.Column) bool { return c.ID == id })
}

// within follows part_of in the sources: all columns whose persons contain
// those of this one, if they are published.
// Of two public columns nothing is to be found out, and their publisher's
// figures need not fit each other.
func within(s *disclose.Structure, col *disclose.Column, c *catalog.Catalog) {
	ref := col.ID
	for range 10 { // a chain of parts is short
		source, id, _ := strings.Cut(ref, "/")
		def := c.Sources[source]
		if def == nil || def.Column(id) == nil || def.Column(id).Part == "" {
			return
		}
		ref = source + "/" + def.Column(id).Part
		if k := columnAt(s, ref); ref != col.Of && k >= 0 && !(col.Public && s.Columns[k].Public) {
			col.Within = append(col.Within, ref)
		}
	}
}

// blocks gives the small areas of every place.
func blocks(r *release.Release) map[disclose.Place][]string {
	out, known := map[disclose.Place][]string{}, map[disclose.Place]bool{}
	for _, l := range r.Levels {
		for _, p := range l.Places {
			known[disclose.Place{Level: string(l.ID), Code: p.Code}] = true
		}
	}
	add := func(level release.LevelID, code, area string) {
		if p := (disclose.Place{Level: string(level), Code: code}); code != "" && known[p] {
			out[p] = append(out[p], area)
		}
	}
	for _, a := range r.Level(release.AreaLevel).Places {
		add(release.AreaLevel, a.Code, a.Code)
		add(release.DistrictLevel, a.District, a.Code)
		add(release.ZoneLevel, a.Zone, a.Code)
		part := release.RestOfCity
		if a.Zone != "" {
			part = release.Designated
		}
		add(release.PartLevel, part, a.Code)
		add(release.CityLevel, release.City, a.Code)
	}
	return out
}
