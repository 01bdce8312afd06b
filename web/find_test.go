package web

import (
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"byblik/release"
)

// Words with æ, ø, å are found however they are typed, with typing errors,
// with and without a number; what is too far off is not found.
func TestFindMyAreaForgivesTyping(t *testing.T) {
	f := newFinder(hamlet("smaaby-2025-1"))
	for _, c := range []struct{ typed, found, area string }{
		{"Møllevej 2", "address Møllevej 2", "Ærtevang"},
		{"moellevej 2", "address Møllevej 2", "Ærtevang"},
		{"MØLLEVEJ 2, 1. tv, 9990 Småby", "address Møllevej 2", "Ærtevang"},
		{"Mølevej 2", "address Møllevej 2", "Ærtevang"},
		{"Mollevej 2", "address Møllevej 2", "Ærtevang"},
		{"Aagade 4", "address Ågade 4", "Aavang"},
		{"Åkær", "area Åkær", "Åkær"},
		{"aakaer", "area Åkær", "Åkær"},
		{"Aakær", "area Åkær", "Åkær"},
		{"Birketfot", "area Birketoft", "Birketoft"},
		{"Jens Oles Vang", `area Jens "Ole"s Vang`, `Jens "Ole"s Vang`},
		{"akaerparken", "housing Åkærparken", "Fyrmark"},
		{"Nordby", "district Nordby", ""},
		{"Åkær og omegn", "zone Åkær og omegn", ""},
		{"Ågårdens legeplads", "playground Ågårdens legeplads", "Ærtevang"},
		{"lærke", "area Lærkeeng", "Lærkeeng"},
		{"xyzzy", "", ""},
		{"", "", ""},
		{"\xff\xfe", "", ""},
	} {
		hits := f.search(c.typed, 5)
		got, area := "", ""
		if len(hits) > 0 {
			got = kindNames[hits[0].kind] + " " + hits[0].name
			if len(hits[0].areas) == 1 {
				area = hamlet("x").Level(release.AreaLevel).Places[hits[0].areas[0]].Name.Da
			}
		}
		if got != c.found || c.area != "" && area != c.area {
			t.Errorf("%q finds %q in %q, want %q in %q", c.typed, got, area, c.found, c.area)
		}
	}
}

// The search works without script: a form that is sent, and a page to go to.
// The answer is not kept, and no address holds what was typed.
func TestTheSearchLeadsToTheArea(t *testing.T) {
	s := siteAtNoon(t)
	send := func(path, typed string) *httptest.ResponseRecorder {
		r := httptest.NewRequest("POST", path, strings.NewReader("q="+url.QueryEscape(typed)))
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		w := httptest.NewRecorder()
		s.ServeHTTP(w, r)
		return w
	}
	if w := send("/da/find", "moellevej 2"); w.Code != 303 || w.Header().Get("Location") != "/da/omraade/002" {
		t.Errorf("status %d, to %q", w.Code, w.Header().Get("Location"))
	}
	if w := send("/en/find", "Ågade"); w.Code != 200 || w.Header().Get("Cache-Control") != "no-store" || !strings.Contains(w.Body.String(), "/en/area/001") {
		t.Errorf("a street in several areas: status %d, %s", w.Code, w.Header().Get("Cache-Control"))
	}
	if w := send("/da/find.json", "Åkær"); !strings.Contains(w.Body.String(), `"name": "Åkær"`) {
		t.Errorf("JSON: %s", w.Body.String())
	}
}

// A file of addresses gives the share in designated areas; of its lines only
// numbers come back.
func TestABatchIsCountedAndNotKept(t *testing.T) {
	s := siteAtNoon(t)
	file := "Møllevej 2\r\nMølevej 2\r\n\"Ågade\";1;9990\r\n\r\nHemmelig Vej 99\r\nBækstien 3\r\n"
	body := "--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.csv\"\r\n\r\n" + file + "\r\n--x--\r\n"
	r := httptest.NewRequest("POST", "/da/find/fil", strings.NewReader(body))
	r.Header.Set("Content-Type", "multipart/form-data; boundary=x")
	w := httptest.NewRecorder()
	s.ServeHTTP(w, r)
	// Areas 2, 2, 1 lie in the zone, area 3 does not; one line is unknown.
	if got := w.Body.String(); !strings.Contains(got, "5 linjer læst, 4 fundet, 3 i et udsat byområde") || !strings.Contains(got, "75,0 %") || strings.Contains(got, "Hemmelig") {
		t.Errorf("status %d: %s", w.Code, got)
	}
}

// An address that is looked up by the map has the place of its door.
func TestAnAddressHasItsDoor(t *testing.T) {
	w := send(t, siteAtNoon(t), "/da/find.json", url.Values{"q": {"moellevej 2"}})
	if body := w.Body.String(); !strings.Contains(body, `"door": [`+"\n    11.215,\n    56.205\n") {
		t.Errorf("no door: %s", body)
	}
	if body := send(t, siteAtNoon(t), "/da/find.json", url.Values{"q": {"Nordby"}}).Body.String(); strings.Contains(body, "door") {
		t.Errorf("a district has a door: %s", body)
	}
}

// Where there are no addresses, people have the official code of their area;
// it is found as it is written, in any letters, and never by a typing error.
func TestAnAreaIsFoundByItsCode(t *testing.T) {
	s := siteAtNoon(t)
	f := s.shelf.visible()[0].view.found
	if h := f.search(" 007 ", 5); len(h) != 1 || h[0].kind != hitArea || h[0].code != "007" {
		t.Errorf("007 finds %+v", h)
	}
	if h := f.search("0071", 5); len(h) != 0 {
		t.Errorf("0071 finds %+v", h)
	}
}
