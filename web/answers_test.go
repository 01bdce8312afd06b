package web

import (
	"strings"
	"testing"
	"time"

	"byblik"
	"byblik/release"
)

// said tells which of the wanted texts a page lacks.
func said(t *testing.T, s *Site, address string, all ...string) {
	t.Helper()
	body := bareCells(get(t, s, address).Body.String())
	for _, want := range all {
		if !strings.Contains(body, want) {
			t.Errorf("%s does not say %s", address, want)
		}
	}
}

// A councillor finds on the page of a zone why each area is a part of it, how
// firm that is, and what earlier releases said.
func TestAZoneSaysWhyHowFirmAndWhatChanged(t *testing.T) {
	first, second := hamlet("smaaby-2025-1"), hamlet("smaaby-2025-2")
	second.Manifest.Number = 2
	second.Screening.Areas[6].Verdict, second.Screening.Areas[7].Verdict = "borderline", "fragile"
	first.Screening.Zones[0].Members = first.Screening.Zones[0].Members[:3]
	s := siteOf(t, func() time.Time { return noon }, first, second)
	said(t, s, "/da/byomraade/Z1", "<td>Nok kriterier er opfyldt</td><td>Sikkert</td>", "gentaget 1.000 gange", "Af områderne her er 2 sikre, ét på grænsen og ét usikkert.",
		`4 små områder. <a href="/da/udgave/smaaby-2025-2/byomraade/Z1">`, `3 små områder. <a href="/da/udgave/smaaby-2025-1/byomraade/Z1">`)
	second.Screening.Runs = 0
	untried := siteOf(t, func() time.Time { return noon }, second)
	if body := get(t, untried, "/en/zone/Z1").Body.String(); strings.Contains(body, "How firm") {
		t.Error("a screening that was not repeated is said to be firm or not")
	}
}

// A journalist finds on the certificate of a figure its uncertainty, its history
// with the rest of the city, a line to cite and the tables.
func TestACertificateHasHistoryCitationAndTables(t *testing.T) {
	s := siteAtNoon(t)
	if err := s.Public("https://omraader.smaaby.example"); err != nil {
		t.Fatal(err)
	}
	said(t, s, "/en/figure/minby-income.area.001.2024",
		`<tr><th scope="row">2025</th><td class="n"><a href="/en/figure/minby-income.area.001.2025">23.0</a></td><td class="n">21.0–25.0</td><td class="n"><a href="/en/figure/minby-income.part.rest.2025">`,
		`<tr><th scope="row">2024</th><td class="n"><strong>22.5</strong></td>`,
		"Share, income, Åkær, 2024: 22.5 per cent (95 %: 20.5–24.5). Disadvantaged urban areas in Småby, release smaaby-2025-1. https://omraader.smaaby.example/en/release/smaaby-2025-1/figure/minby-income.area.001.2024",
		`href="/en/indicator/minby-income.csv"`)
	for _, address := range []string{"/en/figure/minby-residents.area.001.2025", "/en/figure/minby-income.area.001.2024.numerator"} {
		if body := get(t, s, address).Body.String(); strings.Contains(body, "Year by year") {
			t.Errorf("%s has a history of one year, or of a count behind a figure", address)
		}
	}
}

// A trial designates nothing, and no page of it says that a council will decide
// or that a place is a disadvantaged urban area.
func TestATrialSaysThatNobodyHasDesignated(t *testing.T) {
	r := hamlet("smaaby-2025-1")
	r.Screening.Trial = true
	r.Screening.Zones[0].State = byblik.Candidate
	s := siteOf(t, func() time.Time { return noon }, r)
	for address, bad := range map[string][]string{
		"/en/zone/Z1":  {"proposed by the screening", "Disadvantaged urban area (udsat"},
		"/en/area/001": {"The council has not said yes", "proposes it as part"},
		"/en/area/010": {"It is not part of a disadvantaged"},
		"/en/":         {"How an area is designated", "<h2 id=\"h-zones\">The disadvantaged"},
	} {
		body := get(t, s, address).Body.String()
		for _, x := range bad {
			if strings.Contains(body, x) {
				t.Errorf("%s of a trial says %q", address, x)
			}
		}
	}
	said(t, s, "/en/area/001", "This is a trial of a way to measure.", "into the group Åkær og omegn")
	said(t, s, "/da/byomraade/Z1", "fundet i en prøve", "ingen har udpeget stedet")
}

// Figures stand in the order of the criteria, then by name; a range of
// differences is written with a word, since a dash beside a sign is lost.
func TestFiguresStandInTheOrderOfTheCriteria(t *testing.T) {
	s := siteAtNoon(t)
	body := get(t, s, "/da/omraade/001").Body.String()
	at := strings.Index(body, `id="figures"`)
	for _, id := range []string{"income", "education", "labour", "youth", "health", "safety", "residents"} {
		k := strings.Index(body[at:], `<a href="/da/indikator/minby-`+id+`"`)
		if k < 0 {
			t.Fatalf("%s is not after the one before it", id)
		}
		at += k
	}
	w := s.words["da"]
	if got := w.span("+20,6", "+21,6"); got != "+20,6 til +21,6" {
		t.Error(got)
	}
	if got := soft(`Åkær/<b>"Øst"/Nord`); got != `Åkær/<wbr>&lt;b&gt;&#34;Øst&#34;/<wbr>Nord` {
		t.Error(got)
	}
}

// A place where nobody lives says so, draws nothing, and has no trend of figures
// that are not there.
func TestAPlaceWithoutFiguresDrawsNothing(t *testing.T) {
	r := hamlet("smaaby-2025-1")
	for k := range r.Tables {
		x := &r.Tables[k]
		for y := range x.Value {
			if x.Level != release.AreaLevel {
				continue
			}
			if x.Indicator == "minby-residents" {
				x.Value[y][23] = byblik.CellOf(0)
			} else {
				x.Value[y][23], x.Low[y][23], x.High[y][23] = byblik.CellWithout(byblik.Suppressed), nan, nan
			}
		}
	}
	s := siteOf(t, func() time.Time { return noon }, r)
	body := get(t, s, "/en/area/024").Body.String()
	for _, bad := range []string{"around 0", "0 residents", `class="series"`, "<td>Falling: it has become better.</td>", `id="change"`} {
		if strings.Contains(bareCells(body), bad) {
			t.Errorf("the page holds %s", bad)
		}
	}
	said(t, s, "/en/area/024", "Nobody lives here, or very few do.", "withheld to protect persons")
	if body := get(t, s, "/en/figure/minby-income.area.024.2025").Body.String(); strings.Contains(body, "Trend:") || !strings.Contains(body, "withheld to protect persons") {
		t.Error("a certificate tells the trend of a figure that is withheld")
	}
	if all := strings.Count(get(t, s, "/en/area/001").Body.String(), `class="series"`); all != 6 {
		t.Errorf("%d series of a place with figures", all)
	}
}
