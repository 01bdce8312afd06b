package web

import (
	"strings"
	"testing"
	"time"

	"byblik/catalog"
)

// Who answers for the site stands on the contact page and in the accessibility
// statement, as the newest release says it, on the pages of earlier releases too.
func TestTheSiteSaysWhoAnswersForIt(t *testing.T) {
	first, second := hamlet("smaaby-2025-1"), hamlet("smaaby-2025-2")
	second.Manifest.Number = 2
	second.Manifest.Contact = &catalog.Contact{Name: catalog.Text{Da: "Småby <Kommune>", En: "Municipality of Småby"}, Mail: "by&land@smaaby.example", Stated: "2026-11-02",
		Appeal: catalog.Text{Da: "Tilsynet.", En: "The authority."}, Page: "https://tilsyn.example/klag"}
	s := siteOf(t, func() time.Time { return noon }, first, second)
	for address, all := range map[string][]string{
		"/da/kontakt":                          {"Småby &lt;Kommune&gt; svarer", `href="mailto:by&amp;land@smaaby.example"`},
		"/da/udgave/smaaby-2025-1/kontakt":     {"Småby &lt;Kommune&gt; svarer"},
		"/en/accessibility":                    {"write to Municipality of Småby", "The authority.", "last looked over on 2 November 2026", `href="https://tilsyn.example/klag"`},
		"/da/udgave/smaaby-2025-1/omraade/001": {`/kontakt">Kontakt</a>`},
	} {
		body := get(t, s, address).Body.String()
		for _, want := range all {
			if !strings.Contains(body, want) {
				t.Errorf("%s does not say %s", address, want)
			}
		}
	}
}

// A site that nobody answers for says so, and does not send people to a
// municipality that knows nothing of it.
func TestASiteThatNobodyAnswersForSaysSo(t *testing.T) {
	s := siteAtNoon(t)
	for address, want := range map[string]string{"/da/kontakt": "Ingen har skrevet, hvem der svarer for disse sider.", "/en/contact": "Nobody has said who answers", "/da/tilgaengelighed": "Ingen har skrevet, hvem der svarer", "/en/accessibility": "Nobody has said who answers"} {
		if body := get(t, s, address).Body.String(); !strings.Contains(body, want) || strings.Contains(body, "mailto:") {
			t.Errorf("%s does not say %q, or names an address", address, want)
		}
	}
}
