package web

import "byblik/release"

// embedMapPage is the map alone, for use inside other pages: no navigation,
// no cookie, no script of others.
func embedMapPage(r *request) (*answer, error) {
	m, err := r.makeMap()
	if err != nil {
		return nil, err
	}
	v := r.mapView(m)
	return &answer{title: m.title + ", " + v.Period, page: v, bare: true}, nil
}

// embedAreaView is the six-criteria strip of one area.
type embedAreaView struct {
	Href     string
	Where    string
	Strip    stripView
	Screened bool
	Said     string
}

// embedAreaPage is the six-criteria strip of one area alone. The map's card
// shows the same.
func embedAreaPage(r *request) (*answer, error) {
	i, ok := r.at(release.AreaLevel, r.id)
	if !ok {
		return nil, notFound("area")
	}
	p := r.places(release.AreaLevel)[i]
	v := &embedAreaView{Href: r.Link("area", p.Code), Where: r.districtName(p.District)}
	f := r.finding(i)
	switch {
	case f == nil || r.metOf(f) != r.metOf(f):
		v.Said = r.say("embedarea.few")
	default:
		v.Screened = true
		v.Strip = r.strip(f.Criteria, func(k int) string { return r.criterionHref(k, release.AreaLevel, p.Code) })
		v.Said = r.say("map.met", "n", int(r.metOf(f)))
	}
	if p.Zone != "" {
		v.Said += ". " + r.say("embedarea.in", "zone", r.zoneName(p.Zone))
	}
	return &answer{title: r.in(p.Name), page: v, bare: true}, nil
}

// embedIndicatorPage is the chart of an indicator alone.
func embedIndicatorPage(r *request) (*answer, error) {
	v, err := r.indicatorView()
	if err != nil {
		return nil, err
	}
	return &answer{title: v.Title, page: v, bare: true}, nil
}
