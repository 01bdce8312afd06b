package web

import "byblik/release"

// areaPage tells all about one small area.
func areaPage(r *request) (*answer, error) {
	i, ok := r.at(release.AreaLevel, r.id)
	if !ok {
		return nil, notFound("area " + r.id)
	}
	p := r.places(release.AreaLevel)[i]
	a := &answer{title: r.in(p.Name), about: r.say("area.about", "name", r.in(p.Name))}
	a.csv = &sheet{head: []string{"area"}}
	a.csv.add(p.Code)
	a.page, a.json = p, p
	return a, nil
}
