package web

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"byblik/release"
)

// listsView is the public view of the State's lists.
type listsView struct {
	Year    string
	Without bool   // as it would be with the criterion of origin left out
	Switch  string // the page the other way
	Rules   []string
	Lists   []listGroup
	History []housingHistory
	Years   []string
	Names   []string // of the lists, in their order
}

// listGroup is one list of the latest year.
type listGroup struct {
	Name, Legal string
	On          []housingRow
	Open        []housingRow // cannot be decided, or figures are missing
}

// housingRow is a housing area on a list.
type housingRow struct {
	Name, Band, Said string
	Areas            []link
}

// housingHistory is one housing area over the years: per year the lists that
// it stood on.
type housingHistory struct {
	Name  string
	Years []yearMarks
}

type yearMarks struct {
	Year  string
	Lists string
}

// without is the value of origin that leaves its criterion out of every list.
const without = "without"

// listOrder is the order in which the lists are told.
var listOrder = []string{"udsat", "parallelsamfund", "omdannelse", "forebyggelse", "kombineret_udlejning"}

// shownYears is how many years the history shows.
const shownYears = 8

// listJSON is one row of the State's lists as the public may see it.
type listJSON struct {
	Housing string   `json:"housing"`
	Name    string   `json:"name"`
	Year    int      `json:"year"`
	List    string   `json:"list"`
	Legal   string   `json:"legal"`
	On      string   `json:"on"`
	Band    string   `json:"band"`
	Without string   `json:"on_without_origin"`
	Areas   []string `json:"areas"`
}

// listsPage shows the State's lists: who stands on which, in words for how
// close to change, never a number of persons.
func listsPage(r *request) (*answer, error) {
	if r.absent("lists") {
		return nil, notFound("lists")
	}
	v := &listsView{Without: r.query.Get("origin") == without, Switch: r.Link("lists", "origin", without)}
	if v.Without {
		v.Switch = r.Link("lists")
	} else if o := r.query.Get("origin"); o != "" {
		return nil, invalid("origin", o, without)
	}
	latest := 0
	sheet := &sheet{head: []string{"housing", "name", "year", "list", "legal", "on", "band", "on_without_origin"}}
	rows := []listJSON{}
	for _, l := range r.Lists.Rows {
		latest = max(latest, l.Year)
		rows = append(rows, listJSON{l.Housing, l.Name, l.Year, l.List, r.in(l.Legal), l.On, l.Band, l.Without, l.Areas})
		sheet.add(l.Housing, l.Name, strconv.Itoa(l.Year), l.List, r.in(l.Legal), l.On, l.Band, l.Without)
	}
	for _, t := range r.Lists.Rules {
		v.Rules = append(v.Rules, r.in(t))
	}
	v.Year = strconv.Itoa(latest)
	for _, id := range listOrder {
		if g := r.listGroup(id, latest, v.Without); g != nil {
			v.Lists = append(v.Lists, *g)
		}
	}
	r.listHistory(v, latest)
	return &answer{title: r.say("lists.title"), about: r.say("lists.about", "city", r.City()), page: v, json: rows, csv: sheet}, nil
}

func (r *request) listGroup(id string, year int, left bool) *listGroup {
	var g *listGroup
	for _, l := range r.Lists.Rows {
		if l.List != id || l.Year != year {
			continue
		}
		if g == nil {
			g = &listGroup{Name: r.upper(r.say("list." + id))}
			if legal := r.in(l.Legal); legal != r.say("list."+id) && !strings.HasPrefix(r.say("list."+id), legal) {
				g.Legal = legal + ". "
			}
		}
		row := housingRow{Name: l.Name, Band: r.or("listband."+l.Band, ""), Said: r.or("liston."+l.On, l.On), Areas: r.areaLinks(l.Areas)}
		on := l.On
		if left {
			on, row.Band, row.Said = l.Without, "", r.or("liston."+l.Without, l.Without)
		}
		switch on {
		case "yes":
			g.On = append(g.On, row)
		case "indeterminate", "missing":
			g.Open = append(g.Open, row)
		}
	}
	if g != nil {
		slices.SortStableFunc(g.On, func(a, b housingRow) int { return cmp.Compare(a.Name, b.Name) })
	}
	return g
}

func (r *request) listHistory(v *listsView, latest int) {
	type key struct {
		housing string
		year    int
	}
	on := map[key][]string{}
	var names []release.ListRow
	first := latest
	for _, l := range r.Lists.Rows {
		first = min(first, l.Year)
		if !slices.ContainsFunc(names, func(x release.ListRow) bool { return x.Housing == l.Housing }) {
			names = append(names, l)
		}
		if !v.Without && l.On == "yes" || v.Without && l.Without == "yes" {
			on[key{l.Housing, l.Year}] = append(on[key{l.Housing, l.Year}], l.List)
		}
	}
	first = max(first, latest-shownYears+1)
	for y := first; y <= latest && latest > 0; y++ {
		v.Years = append(v.Years, strconv.Itoa(y))
	}
	for _, i := range r.sorted(len(names), func(i int) string { return names[i].Name }) {
		h := housingHistory{Name: names[i].Name}
		any := false
		for y := first; y <= latest; y++ {
			var marks []string
			for _, id := range listOrder {
				if slices.Contains(on[key{names[i].Housing, y}], id) {
					marks = append(marks, r.say("listmark."+id))
				}
			}
			any = any || len(marks) > 0
			h.Years = append(h.Years, yearMarks{strconv.Itoa(y), r.join(marks)})
		}
		if any {
			v.History = append(v.History, h)
		}
	}
	for _, id := range listOrder {
		v.Names = append(v.Names, r.say("listmark."+id)+": "+r.say("list."+id))
	}
}

// join writes short marks in a row, a dash for none.
func (r *request) join(marks []string) string {
	s := ""
	for i, m := range marks {
		if i > 0 {
			s += " "
		}
		s += m
	}
	if s == "" {
		return "–"
	}
	return s
}
