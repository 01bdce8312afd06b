package web

import (
	encjson "encoding/json"
	"encoding/xml"
	"math"
	"slices"
	"strings"
	"testing"

	"byblik"
	"byblik/reference"

	"golang.org/x/net/html"
)

// Neighbours share their border to the point after thinning: on every border
// inside the city an area's edge meets the same edge of a neighbour, walked the
// other way, and the areas together are as large as the city's outline. Held
// on Copenhagen's 396 roder (published by Københavns Kommune).
func TestBordersAreThinnedTogetherWithoutGaps(t *testing.T) {
	areas := roder(t)
	p := projectionOf(areas, mapWidth, mapMargin)
	whole := simplify(p.at, 0, areas)[0]
	thinned := simplify(p.at, mapThin, areas)[0]
	count := func(list []outline) (points, inner, outer, area int) {
		edges := map[[2]spot]int{}
		for _, o := range list {
			for _, r := range o {
				points += len(r)
				area += abs(doubleArea(r))
				for i, a := range r {
					b := r[(i+1)%len(r)]
					if compareSpots(b, a) < 0 {
						a, b = b, a
					}
					edges[[2]spot{a, b}]++
				}
			}
		}
		for _, n := range edges {
			if n == 1 {
				outer++
			} else {
				inner++
			}
		}
		return points, inner, outer, area
	}
	before, inner0, outer0, area0 := count(whole)
	after, inner, outer, area := count(thinned)
	t.Logf("%d areas: %d points thinned to %d; edges shared %d, on the outside %d", len(areas), before, after, inner, outer)
	if after > before*3/4 {
		t.Errorf("%d of %d points are left", after, before)
	}
	if math.Abs(float64(area-area0)) > .002*float64(area0) {
		t.Errorf("the areas together are %d half units large, before %d", area, area0)
	}
	// Thinning removes points of both sides alike, so the part of edges that
	// lie outside cannot grow beyond that of the unthinned borders.
	if share, was := float64(outer)/float64(inner+outer), float64(outer0)/float64(inner0+outer0); share > was+.02 {
		t.Errorf("%.1f per cent of the edges have one side only, before %.1f", 100*share, 100*was)
	}
	for i, o := range thinned {
		if len(o) == 0 && len(whole[i]) > 0 {
			t.Errorf("area %d has vanished", i)
		}
	}
}

// A grid of squares with jagged borders: every inner edge has two sides, and
// the areas fill the square.
func TestThinnedNeighboursShareEveryEdge(t *testing.T) {
	var areas []byblik.MultiPolygon
	const n = 12
	jag := func(x, y int) byblik.Point {
		return byblik.Point{float64(x) + .3*math.Sin(float64(3*x+7*y)), float64(y) + .3*math.Cos(float64(5*x+2*y))}
	}
	side := func(a, b byblik.Point) []byblik.Point {
		if a[0] > b[0] || a[0] == b[0] && a[1] > b[1] {
			r := sideOf(b, a)
			slices.Reverse(r)
			return r
		}
		return sideOf(a, b)
	}
	for x := range n {
		for y := range n {
			corner := []byblik.Point{jag(x, y), jag(x+1, y), jag(x+1, y+1), jag(x, y+1)}
			var ring byblik.Ring
			for i := range corner {
				s := side(corner[i], corner[(i+1)%4])
				ring = append(ring, s[:len(s)-1]...)
			}
			areas = append(areas, byblik.MultiPolygon{{append(ring, ring[0])}})
		}
	}
	p := projectionOf(areas, 1000, 6)
	edges := map[[2]spot]int{}
	for _, o := range simplify(p.at, 2, areas)[0] {
		for _, r := range o {
			for i, a := range r {
				b := r[(i+1)%len(r)]
				if compareSpots(b, a) < 0 {
					a, b = b, a
				}
				edges[[2]spot{a, b}]++
			}
		}
	}
	once := map[spot]int{}
	for e, k := range edges {
		if k == 1 {
			once[e[0]]++
			once[e[1]]++
		} else if k != 2 {
			t.Errorf("edge %v has %d sides", e, k)
		}
	}
	for at, k := range once {
		if k != 2 {
			t.Errorf("the outside is open at %v", at)
		}
	}
	if len(once) > len(edges)/2 {
		t.Errorf("%d points lie outside, of %d edges", len(once), len(edges))
	}
}

// sideOf is a jagged line of 9 points from a to b.
func sideOf(a, b byblik.Point) []byblik.Point {
	out := make([]byblik.Point, 9)
	for i := range out {
		s := float64(i) / 8
		w := .06 * math.Sin(9*s*math.Pi)
		out[i] = byblik.Point{a[0] + s*(b[0]-a[0]) - w*(b[1]-a[1]), a[1] + s*(b[1]-a[1]) + w*(b[0]-a[0])}
	}
	return out
}

func roder(t *testing.T) []byblik.MultiPolygon {
	t.Helper()
	var out []byblik.MultiPolygon
	for _, f := range reference.Features(t, reference.Open(t, "copenhagen/roder_396.geojson")) {
		out = append(out, f.Shape)
	}
	return out
}

// The map of Copenhagen's 396 real outlines is a page of less than 200 kB
// before it is compressed.
func TestTheMapPageIsLight(t *testing.T) {
	areas := roder(t)
	r := hamlet("smaaby-2025-1")
	level := &r.Levels[0]
	first, findings := level.Places, r.Screening.Areas
	level.Places, r.Geography.Areas, r.Screening.Areas = nil, areas, nil
	for i := range areas {
		p, f := first[i%len(first)], findings[i%len(first)]
		p.Code = string([]byte{'0' + byte(i/100), '0' + byte(i/10%10), '0' + byte(i%10)})
		f.Area.Code = p.Code
		level.Places, r.Screening.Areas = append(level.Places, p), append(r.Screening.Areas, f)
	}
	for k := range r.Tables {
		if tab := &r.Tables[k]; tab.Level == level.ID {
			for y := range tab.Value {
				tab.Value[y] = repeated(tab.Value[y], len(areas))
				if tab.Numerator != nil {
					tab.Numerator[y], tab.Denominator[y] = repeated(tab.Numerator[y], len(areas)), repeated(tab.Denominator[y], len(areas))
					tab.Low[y], tab.High[y] = repeated(tab.Low[y], len(areas)), repeated(tab.High[y], len(areas))
				}
			}
			tab.Trend = repeated(tab.Trend, len(areas))
		}
	}
	s := siteOf(t, noonTime, r)
	for _, address := range []string{"/da/kort?v=minby-income", "/en/map"} {
		w := get(t, s, address)
		t.Logf("%s: %d bytes", address, w.Body.Len())
		if w.Code != 200 || w.Body.Len() > 200_000 {
			t.Errorf("%s: status %d, %d bytes", address, w.Code, w.Body.Len())
		}
		if n := strings.Count(w.Body.String(), "\n<a href="); n != len(areas) {
			t.Errorf("%s: %d areas can be reached, want %d", address, n, len(areas))
		}
	}
}

func repeated[T any](list []T, n int) []T {
	out := make([]T, n)
	for i := range out {
		out[i] = list[i%len(list)]
	}
	return out
}

// Every area is a link with its name, value and class, in the order that the
// page states: by district and name, as Danish sorts.
func TestTheMapIsReachedByKeyboardInTheStatedOrder(t *testing.T) {
	s := siteAtNoon(t)
	labels := mapLabels(t, get(t, s, "/da/kort?v=minby-education").Body.String())
	if len(labels) != 24 {
		t.Fatalf("%d links on the map, want 24", len(labels))
	}
	var names []string
	for _, l := range labels {
		name, _, _ := strings.Cut(l, ":")
		names = append(names, name)
	}
	want := []string{"Birketoft", "Degnemose", "Ellebæk", "Fyrmark", "Hasselholt", "Kildedal", "Lærkeeng", "Møllevang", "Ærtevang", "Østerlund", "Åkær", "Aavang"}
	if !slices.Equal(names[:12], want) {
		t.Errorf("order %v\nwant  %v", names[:12], want)
	}
	if got := labels[10]; got != "Åkær: 26,0 pct., klasse 25 og derover" {
		t.Errorf("label %q", got)
	}
	if !slices.Contains(labels, "Humlebæk Øst: skjult af hensyn til personer") {
		t.Errorf("the suppressed area does not say so: %v", labels)
	}
}

func mapLabels(t *testing.T, body string) []string {
	t.Helper()
	root, err := html.Parse(strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for n := range root.Descendants() {
		if n.Type == html.ElementNode && n.Data == "a" && n.Namespace == "svg" && attr(n, "href") != "" {
			out = append(out, attr(n, "aria-label"))
		}
	}
	return out
}

// One figure is the same on the page, in its table, in JSON, in CSV and in
// the picture; what is withheld is nowhere a number.
func TestOneFigureInEveryFormOfTheMap(t *testing.T) {
	s := siteAtNoon(t)
	for _, x := range []struct{ address, page, csv, picture string }{
		{"/da/kort", `<td class="n"><a href="/da/tal/minby-income.area.003.2025">25,0</a></td>`, "minby-income.area.003.2025,minby-income,area,003,Østerlund,2025,25,,23,27,250,1000,pct.", "Østerlund: 25,0 pct., klasse 25 og derover"},
		{"/en/map", `<td class="n"><a href="/en/figure/minby-income.area.003.2025">25.0</a></td>`, "minby-income.area.003.2025,minby-income,area,003,Østerlund,2025,25,,23,27,250,1000,per cent", "Østerlund: 25.0 per cent, class 25 and above"},
	} {
		if body := get(t, s, x.address+"?v=minby-income").Body.String(); !strings.Contains(body, x.page) || !strings.Contains(body, x.picture) {
			t.Errorf("%s lacks %s or %s", x.address, x.page, x.picture)
		}
		if body := get(t, s, x.address+".csv?v=minby-income").Body.String(); !strings.Contains(body, x.csv) {
			t.Errorf("%s.csv lacks %s", x.address, x.csv)
		}
		var j struct{ Content mapContent }
		if err := encjson.Unmarshal(get(t, s, x.address+".json?v=minby-income").Body.Bytes(), &j); err != nil {
			t.Fatal(err)
		}
		at := slices.IndexFunc(j.Content.Places, func(p placeJSON) bool { return p.Place == "003" })
		if at < 0 || j.Content.Places[at].Value != 25 || j.Content.Places[at].Class != "5" {
			t.Errorf("%s.json: %+v", x.address, j.Content.Places[max(at, 0)])
		}
		picture := get(t, s, x.address+".svg?v=minby-income").Body.String()
		if !strings.Contains(picture, "<title>"+x.picture+"</title>") || !strings.Contains(picture, "smaaby-2025-1") {
			t.Errorf("%s.svg lacks the figure or the release", x.address)
		}
		if err := xml.Unmarshal([]byte(picture), new(struct{ XMLName xml.Name })); err != nil {
			t.Errorf("%s.svg: %v", x.address, err)
		}
	}
	if body := get(t, s, "/da/kort.csv?v=minby-education").Body.String(); !strings.Contains(body, "021,Humlebæk Øst,2025,,suppressed,,,,1000,") {
		t.Errorf("the suppressed figure: %s", body)
	}
}

// The classes count every place once, the same in all periods.
func TestTheLegendCountsEveryPlace(t *testing.T) {
	s := siteAtNoon(t)
	var last []classJSON
	for _, period := range []string{"2023", "2024", "2025"} {
		var j struct{ Content mapContent }
		if err := encjson.Unmarshal(get(t, s, "/da/kort.json?v=minby-health&t="+period).Body.Bytes(), &j); err != nil {
			t.Fatal(err)
		}
		sum := 0
		for i, c := range j.Content.Classes {
			sum += c.Count
			if last != nil && i < 5 && (c.From != last[i].From && !(c.From != c.From) || c.To != last[i].To && !(c.To != c.To)) {
				t.Errorf("%s: class %s has other limits", period, c.Class)
			}
		}
		if sum != 24 {
			t.Errorf("%s: the classes count %d places, want 24", period, sum)
		}
		last = j.Content.Classes
	}
}

// What a release does not have is refused, never replaced.
func TestAMapOfWhatIsNotThereIsRefused(t *testing.T) {
	s := siteAtNoon(t)
	for address, want := range map[string]int{
		"/da/kort?v=nothing": 404, "/da/kort?v=minby-income&t=1999": 404, "/da/kort?v=minby-income&n=block": 400, "/da/kort?n=district": 400,
		"/da/kort?d=x": 404, "/da/kort?k=99": 404, "/da/kort?s=raw": 400, "/da/kort?l=drafts": 400, "/da/indikator/nothing": 404, "/da/sammenlign?o=999": 404,
		"/da/sammenlign?o=001&o=002&o=003&o=004&o=005&o=006&o=007": 400, "/da/indlejr/omraade/999": 404, "/da/indlejr/indikator/x": 404, "/da/indlejr/kort?v=x": 404,
		"/da/kort.json?v=minby-income&n=district&t=2024": 200, "/da/kort.svg": 200, "/da/kort/graenser.json": 200, "/da/kort/graenser": 404,
		"/da/kort?was=screening&v=minby-income&t=2025&n=area&d=&k=&s=name&l=none&l=zones": 303,
	} {
		if w := get(t, s, address); w.Code != want {
			t.Errorf("%s: status %d, want %d", address, w.Code, want)
		}
	}
	if to := get(t, s, "/da/kort?was=screening&v=minby-income&t=2025&n=area&d=&k=3&s=name&l=none&l=zones").Header().Get("Location"); to != "/da/kort?t=2025&v=minby-income" {
		t.Errorf("the form leads to %s", to)
	}
}

// Only what is meant to be embedded can be embedded; it has no navigation and
// sets no cookie.
func TestOnlyEmbedsCanBeFramed(t *testing.T) {
	s := siteAtNoon(t)
	for address, framed := range map[string]bool{"/da/indlejr/kort": true, "/en/embed/area/001": true, "/en/embed/indicator/minby-income": true, "/da/kort": false, "/da/indikator/minby-income": false} {
		w := get(t, s, address)
		if got := strings.Contains(w.Header().Get("Content-Security-Policy"), "frame-ancestors *"); got != framed || w.Code != 200 {
			t.Errorf("%s: framed %v, status %d", address, got, w.Code)
		}
		if w.Header().Get("Set-Cookie") != "" || framed && strings.Contains(w.Body.String(), "<nav") {
			t.Errorf("%s: a cookie or navigation", address)
		}
	}
}
