package web

import (
	"encoding/xml"
	"io"
	"strings"
	"testing"
)

// The strip of an area can be taken away as a picture with title, legend,
// source and release, and every picture can carry its typeface.
func TestPicturesAreWhole(t *testing.T) {
	s := siteAtNoon(t)
	for _, address := range []string{"/da/omraade/003.svg", "/en/area/003.svg", "/da/omraade/024.svg", "/da/kort.svg?l=zones&l=interventions&l=playgrounds", "/da/indikator/minby-income.svg"} {
		plain := get(t, s, address).Body.String()
		sep := "?"
		if strings.Contains(address, "?") {
			sep = "&"
		}
		carrying := get(t, s, address+sep+"letters=inside").Body.String()
		if n := len(carrying) - len(plain); n < 40_000 || !strings.Contains(carrying, "data:font/woff2;base64,") {
			t.Errorf("%s with letters is %d bytes longer", address, n)
		}
		for _, picture := range []string{plain, carrying} {
			if err := wholeXML(picture); err != nil {
				t.Errorf("%s: %v", address, err)
			}
			if !strings.Contains(picture, "smaaby-2025-1") || strings.Contains(picture, "⟦") || strings.Contains(picture, "NaN") {
				t.Errorf("%s: no release, a missing text or no number", address)
			}
		}
	}
	strip := get(t, s, "/da/omraade/003.svg").Body.String()
	for _, want := range []string{"Østerlund", "25,0", "23,0–27,0", "Byen 11,0", "Grænse 21,0", "Opfyldt", "Kilde: Opdigtet"} {
		if !strings.Contains(strip, want) {
			t.Errorf("the strip lacks %s", want)
		}
	}
	for _, bad := range []string{"/da/omraade/003.svg?letters=x", "/da/omraade/003?letters=inside"} {
		if w := get(t, s, bad); w.Code != 400 {
			t.Errorf("%s: status %d, want 400", bad, w.Code)
		}
	}
}

func wholeXML(s string) error {
	d := xml.NewDecoder(strings.NewReader(s))
	for {
		if _, err := d.Token(); err == io.EOF {
			return nil
		} else if err != nil {
			return err
		}
	}
}

// The line for other pages has the site's public address where the server was
// told it, and one path where it was not.
func TestTheLineForOtherPages(t *testing.T) {
	s := siteOf(t, noonTime, hamlet("smaaby-2025-1"))
	const path = `&lt;iframe src="%/da/indlejr/omraade/003" title="Østerlund"`
	if body := get(t, s, "/da/omraade/003").Body.String(); !strings.Contains(body, strings.ReplaceAll(path, "%", "")) {
		t.Error("the line lacks the path")
	}
	s = siteOf(t, noonTime, hamlet("smaaby-2025-1"))
	if err := s.Public("https://omraader.smaaby.example/"); err != nil {
		t.Fatal(err)
	}
	if body := get(t, s, "/da/omraade/003").Body.String(); !strings.Contains(body, strings.ReplaceAll(path, "%", "https://omraader.smaaby.example")) {
		t.Error("the line lacks the public address")
	}
	for _, bad := range []string{"omraader.smaaby.example", "ftp://x", "https://", "https://x/y", "https://x?y", "https://u@x"} {
		if err := s.Public(bad); err == nil {
			t.Errorf("%q is taken", bad)
		}
	}
}

// A text is broken between words, and a long word stands alone.
func TestLinesAreBrokenBetweenWords(t *testing.T) {
	if got := strings.Join(lines("en to tre fire boligområdebetegnelse ø", 9), "|"); got != "en to tre|fire|boligområdebetegnelse|ø" {
		t.Error(got)
	}
}
