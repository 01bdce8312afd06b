package dossier

import "math"

// stripGroup holds the strips of the areas of one district, or of a stretch
// of the alphabet.
type stripGroup struct {
	Title string
	Areas []areaView
}

// areaView is one area with its strip.
type areaView struct {
	Anchor, Name, Facts, Met, Zone, ZoneHref string
	Review                                   []string
	Firm                                     *verdictView
	Why                                      []string
	Changes                                  []changeView
	Strip                                    stripView
}

// stripGroups gives every area its strip, in groups that a reader can open.
func (x *index) stripGroups() []stripGroup {
	if !x.municipal() || len(x.s.Areas) > maxStrips {
		return nil
	}
	var out []stripGroup
	at := map[string]int{}
	for n, i := range x.byName {
		d := x.s.Areas[i].District
		if d == "" {
			last := min(n-n%40+39, len(x.byName)-1)
			d = x.words.T("group.span", "a", x.name(x.byName[n-n%40]), "b", x.name(x.byName[last]))
		}
		g, ok := at[d]
		if !ok {
			g = len(out)
			at[d] = g
			out = append(out, stripGroup{Title: d})
		}
		out[g].Areas = append(out[g].Areas, x.areaView(i))
	}
	return x.sortGroups(out)
}

func (x *index) areaView(i int) areaView {
	w := x.words
	v := areaView{Anchor: x.href(i)[1:], Name: x.name(i), Strip: x.areaStrip(i), Met: x.metWords(i)}
	v.Firm, v.Changes = x.areaVerdict(i), x.changes(i)
	if x.s.WhyText != nil {
		for _, t := range x.s.WhyText[i] {
			v.Why = append(v.Why, t.In(w.Language()))
		}
	}
	v.Facts = w.T("area.code", "code", x.s.Areas[i].Code.Code)
	if r := x.s.Residents[i]; !math.IsNaN(r) {
		v.Facts += " · " + w.Count("residents", int(math.Round(r)))
	}
	if x.s.Periods != nil && x.s.Periods[i] > 0 {
		v.Facts += " · " + w.Count("area.periods", x.s.Periods[i])
	}
	if z := x.zoneOf[i]; z >= 0 {
		v.Zone, v.ZoneHref = zoneName(x.zones[z]), "#z-"+anchor(x.zones[z].ID)
	}
	for _, r := range x.s.Rules.Review {
		if x.marked(i, r.ID) {
			v.Review = append(v.Review, r.Title.In(w.Language()))
		}
	}
	return v
}
