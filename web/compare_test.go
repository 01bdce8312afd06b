package web

import (
	encjson "encoding/json"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"byblik/release"
)

// send posts a form.
func send(t *testing.T, s *Site, address string, form url.Values) *httptest.ResponseRecorder {
	t.Helper()
	w := httptest.NewRecorder()
	h := httptest.NewRequest("POST", address, strings.NewReader(form.Encode()))
	h.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	s.ServeHTTP(w, h)
	return w
}

// Areas are set beside each other by typed names, an address or a choice; what
// is typed stands in no address unless it is one area.
func TestAreasAreChosenByNameAddressOrList(t *testing.T) {
	s := siteAtNoon(t)
	for _, x := range []struct {
		address string
		form    url.Values
		to      string
	}{
		{"/da/sammenlign", url.Values{"name": {"aakaer"}, "code": {"003"}}, "/da/sammenlign?o=001&o=003"},
		{"/da/sammenlign?o=001", url.Values{"name": {"Møllevang"}}, "/da/sammenlign?o=001&o=012"},
		{"/en/compare?o=001", url.Values{"name": {""}, "code": {"005"}}, "/en/compare?o=001&o=005"},
		{"/da/sammenlign?o=001", url.Values{"name": {"Åkær"}}, "/da/sammenlign?o=001"},
		{"/da/sammenlign?o=004", url.Values{"name": {"Ågade 1"}}, "/da/sammenlign?o=004&o=001"},
	} {
		if w := send(t, s, x.address, x.form); w.Header().Get("Location") != x.to {
			t.Errorf("%s with %v: status %d, to %q, want %q", x.address, x.form, w.Code, w.Header().Get("Location"), x.to)
		}
	}
	w := send(t, s, "/da/sammenlign?o=001", url.Values{"name": {"Findesikke"}})
	if body := w.Body.String(); w.Code != 200 || !strings.Contains(body, "Vi kender ikke et område, der hedder “Findesikke”") || w.Header().Get("Cache-Control") != "no-store" {
		t.Errorf("an unknown name: status %d, %s", w.Code, w.Header().Get("Cache-Control"))
	}
	w = send(t, s, "/da/sammenlign?o=001&o=002&o=003&o=004&o=005&o=006", url.Values{"code": {"007"}})
	if !strings.Contains(w.Body.String(), "Der kan højst stå seks områder") {
		t.Errorf("a seventh area is not refused")
	}
}

// Areas stand in the order of the address, beside the rest of the city, with
// the same figures in all forms.
func TestAComparisonKeepsTheChosenOrder(t *testing.T) {
	s := siteAtNoon(t)
	body := bareCells(get(t, s, "/da/sammenlign?o=012&o=003").Body.String())
	if a, b := strings.Index(body, `scope="col" class="n">Møllevang<`), strings.Index(body, `scope="col" class="n">Østerlund<`); a < 0 || b < a {
		t.Errorf("columns at %d and %d", a, b)
	}
	if !strings.Contains(body, `scope="col" class="n rest">Resten af byen<`) || !strings.Contains(body, `<a href="/da/tal/minby-income.area.003.2025">25,0</a><br><small>23,0–27,0</small>`) {
		t.Error("the rest of the city or the figure with its interval is not there")
	}
	var j struct{ Content compareContent }
	if err := encjson.Unmarshal(get(t, s, "/da/sammenlign.json?o=012&o=003").Body.Bytes(), &j); err != nil {
		t.Fatal(err)
	}
	if c := j.Content.Areas; len(c) != 2 || c[0].Place != "012" || c[1].Place != "003" {
		t.Errorf("JSON: %d areas", len(c))
	}
	if csv := get(t, s, "/da/sammenlign.csv?o=012&o=003").Body.String(); !strings.Contains(csv, "minby-income.area.003.2025,minby-income,area,003,Østerlund,2025,25,,23,27,") {
		t.Error("CSV lacks the figure")
	}
}

// The page of an indicator shows the designated areas, the rest and the city
// with the same figures as JSON, CSV and the picture, and counts what is not
// shown.
func TestAnIndicatorInEveryForm(t *testing.T) {
	s := siteAtNoon(t)
	body := bareCells(get(t, s, "/da/indikator/minby-education").Body.String())
	for _, want := range []string{
		`<a href="/da/tal/minby-education.part.rest.2025">21,0</a><br><small>19,0–23,0</small>`,
		`<th scope="row">Små områder</th><td class="n">24</td><td class="n">23</td><td class="n">1</td><td class="n">0</td><td class="n">0</td>`,
		`<dd>100 × tæller / nævner</dd>`, `src="/da/kort.svg?v=minby-education"`, ">Resten af byen</tspan>",
	} {
		if !strings.Contains(body, want) {
			t.Errorf("the page lacks %s", want)
		}
	}
	if english := get(t, s, "/en/indicator/minby-education").Body.String(); !strings.Contains(english, "<dd>100 × numerator / denominator</dd>") {
		t.Error("the English page lacks the English formula")
	}
	if csv := get(t, s, "/da/indikator/minby-education.csv").Body.String(); !strings.Contains(csv, "minby-education.part.rest.2025,minby-education,part,rest,Resten af byen,2025,21,,19,23,") {
		t.Error("CSV lacks the rest of the city")
	}
	var j struct{ Content indicatorContent }
	if err := encjson.Unmarshal(get(t, s, "/en/indicator/minby-education.json").Body.Bytes(), &j); err != nil {
		t.Fatal(err)
	}
	seen := false
	for _, f := range j.Content.Figures {
		seen = seen || f.Figure == "minby-education.part.rest.2025" && f.Value == 21
	}
	if !seen {
		t.Error("JSON lacks the rest of the city")
	}
	if picture := get(t, s, "/en/indicator/minby-education.svg").Body.String(); !strings.Contains(picture, ">21.0<tspan") || !strings.Contains(picture, "smaaby-2025-1") {
		t.Error("the picture lacks the figure or the release")
	}
}

// What is called the city's is one figure: that of the whole city, on its own
// page, on the strip of an area and beside the rules. The mean of the areas,
// which the limit is put beside, has a name of its own.
func TestTheCityHasOneFigure(t *testing.T) {
	s := siteAtNoon(t)
	for address, wants := range map[string][]string{
		"/da/indikator/minby-income":          {`<a href="/da/tal/minby-income.city.city.2025">11,0</a>`},
		"/da/omraade/003":                     {">Byen 11,0</text>"},
		"/en/embed/area/003":                  {">City 11.0</text>"},
		"/da/screening":                       {`<td class="n"><a href="/da/tal/minby-income.city.city.2025">11,0</a></td><td class="n">18,0</td>`},
		"/da/screening.json":                  {`"city": 11,` + "\n    " + `"mean": 18,`},
		"/en/area/003.json":                   {`"city": 11,` + "\n     " + `"mean": 18,`},
		"/da/kort?v=minby-income&n=area":      {`<a href="/da/tal/minby-income.city.city.2025"><strong>11,0</strong></a>`},
		"/da/tal/minby-income.city.city.2025": {"11,0"},
	} {
		body := bareCells(get(t, s, address).Body.String())
		for _, want := range wants {
			if !strings.Contains(body, want) {
				t.Errorf("%s lacks %s", address, want)
			}
		}
	}
}

// One sentence says for how many figures the gap grows, narrows, is steady or
// cannot be told.
func TestTheGapInOneSentence(t *testing.T) {
	r := hamlet("smaaby-2025-1")
	for k, trend := range []release.Trend{release.Steady, release.Rising, release.Rising, release.Unclear, release.Rising, release.Steady} {
		t := r.Table(r.Screening.Criteria[k].Indicators[0], release.PartLevel)
		g := release.Gap{Indicator: t.Indicator, Periods: t.Periods, Trend: trend}
		for range t.Periods {
			g.Points, g.Ratio = append(g.Points, release.Between{Value: 8, Low: 7, High: 9}), append(g.Ratio, release.Between{Value: 2, Low: 1.5, High: 2.5})
		}
		r.Gaps = append(r.Gaps, g)
	}
	const want = "Afstanden til resten af byen vokser for 3 af 6 tal, er stabil for 2 og kan ikke afgøres for 1."
	if body := get(t, siteOf(t, noonTime, r), "/da/maal").Body.String(); !strings.Contains(body, want) {
		t.Errorf("the page of the goals lacks %q", want)
	}
}
