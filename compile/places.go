package compile

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"byblik"
	"byblik/catalog"
	"byblik/release"
)

// ReleaseID names a release: place, period, number, such as minby-2025-1.
func ReleaseID(place catalog.Text, t byblik.Period, number int) string {
	return fmt.Sprintf("%s-%s-%d", slug(place.En), slug(t.String()), number)
}

// slug makes a code that stands in a file name, an address and a figure's
// name: lower case, æ ø å as ae oe aa, everything else a hyphen.
func slug(name string) string {
	var b strings.Builder
	for _, r := range strings.ToLower(name) {
		switch {
		case r >= 'a' && r <= 'z' || r >= '0' && r <= '9':
			b.WriteRune(r)
		case r == 'æ' || r == 'ä':
			b.WriteString("ae")
		case r == 'ø' || r == 'ö':
			b.WriteString("oe")
		case r == 'å':
			b.WriteString("aa")
		case r == 'é':
			b.WriteString("e")
		case b.Len() > 0 && !strings.HasSuffix(b.String(), "-"):
			b.WriteByte('-')
		}
	}
	return strings.TrimSuffix(b.String(), "-")
}

// place names what is published.
func (b *builder) place() catalog.Text { return b.Run.Catalog.PlaceOf(b.Plan) }

func same(name string) catalog.Text { return catalog.Text{Da: name, En: name} }

// levels lays out the places and says which small areas each is a union of.
func (b *builder) levels() {
	b.members = map[release.LevelID][][]int{}
	zone := map[byblik.AreaCode]string{}
	for _, z := range b.Decision.Zones {
		for _, m := range z.Members {
			zone[m.Area] = z.ID
		}
	}
	areas := release.Level{ID: release.AreaLevel, One: catalog.Text{Da: "område", En: "area"}, Many: catalog.Text{Da: "områder", En: "areas"}}
	var names []string
	for _, a := range b.areas {
		if a.District != "" && !slices.Contains(names, a.District) {
			names = append(names, a.District)
		}
	}
	slices.Sort(names)
	districts := release.Level{ID: release.DistrictLevel, One: catalog.Text{Da: "bydel", En: "district"}, Many: catalog.Text{Da: "bydele", En: "districts"}}
	b.members[release.DistrictLevel] = make([][]int, len(names))
	for _, n := range names {
		districts.Places = append(districts.Places, release.Place{Code: slug(n), Name: same(n)})
	}
	var inside, rest, all []int
	for i, a := range b.areas {
		p := release.Place{Code: a.Code.Code, Name: same(a.Name), Zone: zone[a.Code]}
		if a.Name == "" {
			p.Name = same(a.Code.Code)
		}
		if k := slices.Index(names, a.District); k >= 0 {
			p.District = districts.Places[k].Code
			b.members[release.DistrictLevel][k] = append(b.members[release.DistrictLevel][k], i)
		}
		areas.Places = append(areas.Places, p)
		b.members[release.AreaLevel] = append(b.members[release.AreaLevel], []int{i})
		all = append(all, i)
		if p.Zone != "" {
			inside = append(inside, i)
		} else {
			rest = append(rest, i)
		}
	}
	b.out.Levels = []release.Level{areas, districts, b.zoneLevel(zone),
		{ID: release.PartLevel, One: catalog.Text{Da: "del af byen", En: "part of the city"}, Many: catalog.Text{Da: "dele af byen", En: "parts of the city"},
			Places: []release.Place{{Code: release.Designated, Name: catalog.Text{Da: "De udsatte byområder tilsammen", En: "The disadvantaged urban areas together"}},
				{Code: release.RestOfCity, Name: catalog.Text{Da: "Resten af byen", En: "The rest of the city"}}}},
		{ID: release.CityLevel, One: catalog.Text{Da: "by", En: "city"}, Many: catalog.Text{Da: "byer", En: "cities"}, Places: []release.Place{{Code: release.City, Name: b.place()}}}}
	b.members[release.PartLevel], b.members[release.CityLevel] = [][]int{inside, rest}, [][]int{all}
	b.out.Levels = slices.DeleteFunc(b.out.Levels, func(l release.Level) bool { return len(l.Places) == 0 })
}

func (b *builder) zoneLevel(zone map[byblik.AreaCode]string) release.Level {
	l := release.Level{ID: release.ZoneLevel, One: catalog.Text{Da: "udsat byområde", En: "disadvantaged urban area"}, Many: catalog.Text{Da: "udsatte byområder", En: "disadvantaged urban areas"}}
	members := map[string][]int{}
	for i, a := range b.areas {
		if id := zone[a.Code]; id != "" {
			members[id] = append(members[id], i)
		}
	}
	for _, z := range b.Decision.Zones {
		l.Places = append(l.Places, release.Place{Code: z.ID, Name: same(cmp.Or(z.Name, z.ID))})
		b.members[release.ZoneLevel] = append(b.members[release.ZoneLevel], members[z.ID])
	}
	return l
}
