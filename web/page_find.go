package web

import (
	"slices"
	"strings"

	"byblik/release"
)

// findView is the page of the search.
type findView struct {
	Typed string
	Asked bool
	Hits  []hitView
}

// hitView is one hit in words.
type hitView struct {
	Name, Kind, Href string
	Areas            []link
}

// hitJSON is one hit of a search.
type hitJSON struct {
	Kind  string   `json:"kind"`
	Name  string   `json:"name"`
	Areas []string `json:"areas"`
	// Door is longitude and latitude of an address, to about a metre.
	Door []float64 `json:"door,omitempty"`
}

const (
	maxHits      = 20
	doorDecimals = 5
)

// findPage looks up what was typed. It comes in the body of a POST and so
// stands in no address, log or history; it is not kept.
func findPage(r *request) (*answer, error) {
	a := &answer{title: r.say("find.title"), about: r.either(r.HasAddresses(), "find.about")}
	v := &findView{}
	found := []hitJSON{}
	if r.body.PostForm != nil {
		v.Typed = strings.TrimSpace(r.body.PostForm.Get("q"))
		v.Asked = v.Typed != ""
	}
	if v.Asked {
		a.private = true
		hits := r.found.search(v.Typed, maxHits)
		if len(hits) > 0 && r.form == asHTML {
			if to := r.only(hits); to != "" {
				a.redirect = to
				return a, nil
			}
		}
		for _, h := range hits {
			v.Hits = append(v.Hits, r.hitView(h))
			j := hitJSON{Kind: kindNames[h.kind], Name: h.name, Areas: []string{}}
			for _, i := range h.areas {
				j.Areas = append(j.Areas, r.places(release.AreaLevel)[i].Code)
			}
			if h.door != nil {
				j.Door = []float64{rounded(h.door[0], doorDecimals), rounded(h.door[1], doorDecimals)}
			}
			found = append(found, j)
		}
	}
	a.page, a.json = v, found
	return a, nil
}

// only gives the page to go to at once: where exactly one place has the name
// and it lies in one area, or is a zone.
func (r *request) only(hits []hit) string {
	if hits[0].distance > 0 || len(hits) > 1 && hits[1].distance == 0 {
		return ""
	}
	h := hits[0]
	if h.kind == hitZone {
		return r.Link("zone", h.code)
	}
	if len(h.areas) == 1 {
		return r.Link("area", r.places(release.AreaLevel)[h.areas[0]].Code)
	}
	return ""
}

// maxAreasOfHit bounds the areas that are named with one hit.
const maxAreasOfHit = 12

func (r *request) hitView(h hit) hitView {
	v := hitView{Name: h.name, Kind: r.say("find.kind." + kindNames[h.kind])}
	places := r.places(release.AreaLevel)
	areas := h.areas
	if h.kind == hitDistrict {
		v.Href = r.Link("areas") + "#" + h.code
		areas = nil
	}
	if h.kind == hitZone {
		v.Href = r.Link("zone", h.code)
	}
	if len(areas) == 1 {
		v.Href = r.Link("area", places[areas[0]].Code)
		if h.kind != hitArea {
			v.Kind += ", " + r.in(places[areas[0]].Name)
		} else if d := places[areas[0]].District; d != "" {
			v.Kind += ", " + r.districtName(d)
		}
		return v
	}
	for _, i := range areas[:min(len(areas), maxAreasOfHit)] {
		v.Areas = append(v.Areas, link{Name: r.in(places[i].Name), Href: r.Link("area", places[i].Code)})
	}
	slices.SortFunc(v.Areas, func(a, b link) int { return strings.Compare(a.Name, b.Name) })
	return v
}
