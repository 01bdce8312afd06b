package web

import "byblik/release"

type areasView struct {
	Groups []areaGroup
}

// areaGroup holds the areas of a district, by name.
type areaGroup struct {
	ID       string // code of the district
	District string
	Areas    []areaLink
}

// areaLink is an area in a list.
type areaLink struct {
	Name, Href, Zone string
}

// areaJSON is a small area in the list of all.
type areaJSON struct {
	Area     string `json:"area"`
	Name     string `json:"name"`
	District string `json:"district"`
	Zone     string `json:"zone"`
}

// areasPage lists all small areas by district and name: never by score.
func areasPage(r *request) (*answer, error) {
	a := &answer{title: r.say("areas.title"), about: r.either(r.HasDistricts(), "areas.about", "city", r.City())}
	a.csv = &sheet{head: []string{"area", "name", "district", "zone"}}
	rows := []areaJSON{}
	places := r.places(release.AreaLevel)
	district := func(i int) string { return r.districtName(places[i].District) }
	order := r.sorted(len(places), func(i int) string { return district(i) + "\x00" + r.in(places[i].Name) })
	var v areasView
	for _, i := range order {
		p := places[i]
		rows = append(rows, areaJSON{p.Code, r.in(p.Name), district(i), p.Zone})
		a.csv.add(p.Code, r.in(p.Name), district(i), p.Zone)
		if n := len(v.Groups); n == 0 || v.Groups[n-1].District != district(i) {
			v.Groups = append(v.Groups, areaGroup{ID: p.District, District: district(i)})
		}
		g := &v.Groups[len(v.Groups)-1]
		g.Areas = append(g.Areas, areaLink{Name: r.in(p.Name), Href: r.Link("area", p.Code), Zone: r.zoneName(p.Zone)})
	}
	a.page, a.json = v, rows
	return a, nil
}

// districtName is the name of a district, or its code where it has none.
func (r *request) districtName(code string) string {
	if i, ok := r.at(release.DistrictLevel, code); ok {
		return r.in(r.places(release.DistrictLevel)[i].Name)
	}
	return code
}

// zoneName is the name of a zone, empty for no zone.
func (r *request) zoneName(id string) string {
	if i, ok := r.at(release.ZoneLevel, id); ok {
		return r.in(r.places(release.ZoneLevel)[i].Name)
	}
	return id
}
