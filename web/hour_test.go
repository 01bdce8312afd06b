package web

import (
	"fmt"
	"log/slog"
	"net/http/httptest"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"byblik"
	"byblik/release"
)

// A release is visible from its hour on and not before; before it, its
// addresses answer word for word like those of what does not exist.
func TestAReleaseOpensAtItsHourAndNotBefore(t *testing.T) {
	first, second := hamlet("smaaby-2025-1"), hamlet("smaaby-2025-2")
	second.Manifest.Number, second.Manifest.Hour = 2, noon.Add(time.Hour)
	now := noon
	s := siteOf(t, func() time.Time { return now }, first, second)
	secret := get(t, s, "/da/udgave/smaaby-2025-2/omraade/001")
	unknown := get(t, s, "/da/udgave/smaaby-2099-9/omraade/001")
	if secret.Code != 404 || unknown.Code != 404 || secret.Body.String() != unknown.Body.String() || fmt.Sprint(secret.Header()) != fmt.Sprint(unknown.Header()) {
		t.Error("what is not yet public answers otherwise than what does not exist")
	}
	for early := noon; early.Before(second.Manifest.Hour); early = early.Add(7 * time.Second) {
		now = early
		if w := get(t, s, "/da/"); strings.Contains(w.Body.String(), "smaaby-2025-2") {
			t.Fatalf("opened early, at %v", early)
		}
	}
	now = second.Manifest.Hour
	if w := get(t, s, "/da/udgave/smaaby-2025-2/omraade/001"); w.Code != 200 {
		t.Errorf("at its hour: status %d", w.Code)
	}
	if w := get(t, s, "/da/"); !strings.Contains(w.Body.String(), "smaaby-2025-2") {
		t.Error("at its hour the newest is still the earlier one")
	}
	old := get(t, s, "/da/udgave/smaaby-2025-1/omraade/001")
	if old.Code != 200 || !strings.Contains(old.Body.String(), "tidligere udgave") {
		t.Errorf("the earlier release: status %d, or no notice", old.Code)
	}
}

// While releases change under load, no answer mixes two: the page names one
// release and nothing of the other.
func TestNoAnswerMixesTwoReleases(t *testing.T) {
	first, second := hamlet("smaaby-2025-1"), hamlet("smaaby-2025-2")
	first.Manifest.PublicRun, second.Manifest.PublicRun = "aaaaaaaaaaaaaaaa", "bbbbbbbbbbbbbbbb"
	second.Manifest.Number, second.Manifest.Hour = 2, noon.Add(time.Hour)
	var late atomic.Bool
	s := siteOf(t, func() time.Time {
		if late.Load() {
			return noon.Add(2 * time.Hour)
		}
		return noon
	}, first, second)
	var wg sync.WaitGroup
	stop := make(chan struct{})
	for range 4 {
		wg.Go(func() {
			for i := 0; ; i++ {
				select {
				case <-stop:
					return
				default:
				}
				w := httptest.NewRecorder()
				s.ServeHTTP(w, httptest.NewRequest("GET", fmt.Sprintf("/da/omraade/%03d", i%24+1), nil))
				body := w.Body.String()
				earlier, later := strings.Contains(body, "Fingeraftryk aaaaaaaaaaaaaaaa."), strings.Contains(body, "Fingeraftryk bbbbbbbbbbbbbbbb.")
				if earlier == later || earlier && strings.Contains(body, "smaaby-2025-2") {
					t.Error("an answer that mixes two releases")
					return
				}
			}
		})
	}
	for i := range 100 {
		late.Store(i%2 == 0)
		time.Sleep(time.Millisecond)
	}
	close(stop)
	wg.Wait()
}

// The newest release is that of the newest period, whatever was approved last: a
// correction of older figures does not take the front page.
func TestACorrectionOfAnOlderPeriodIsNotTheNewest(t *testing.T) {
	of := func(id string, year, number int, hour time.Duration) Published {
		return Published{&release.Release{Manifest: release.Manifest{ID: id, Period: byblik.InYear(year), Number: number}}, noon.Add(hour)}
	}
	shelf := NewShelf(func() time.Time { return noon })
	shelf.Set([]Published{of("b-2024-2", 2024, 2, 0), of("b-2025-1", 2025, 1, -48*time.Hour), of("b-2024-1", 2024, 1, -96*time.Hour), of("b-2025-2", 2025, 2, time.Second)})
	got := ""
	for _, s := range shelf.visible() {
		got += s.Manifest.ID + " "
	}
	if got != "b-2024-1 b-2024-2 b-2025-1 " {
		t.Error(got)
	}
}

// A shelf that is set again keeps the releases that it had, with all that was
// made of them.
func TestAShelfKeepsWhatStays(t *testing.T) {
	r := hamlet("smaaby-2025-1")
	shelf := NewShelf(func() time.Time { return noon })
	shelf.Set([]Published{{r, noon}})
	before := shelf.visible()[0].view
	shelf.Set([]Published{{r, noon}, {&release.Release{Manifest: release.Manifest{ID: "x"}}, noon.Add(time.Hour)}})
	if got := shelf.visible(); len(got) != 1 || got[0].view != before {
		t.Error("the release was made anew, or another is visible")
	}
}

// A page says the hour from which the release is public, on the clock of the city
// and with the clock's name, not the hour before which it could not be.
func TestAPageTellsTheHourOfItsOpening(t *testing.T) {
	r := hamlet("smaaby-2025-1")
	r.Manifest.Clock = "Europe/London"
	shelf := NewShelf(func() time.Time { return noon })
	shelf.Set([]Published{{r, noon.Add(-30 * time.Minute)}})
	s, err := New(shelf, slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	for address, want := range map[string]string{"/da/": "Offentliggjort 27. november 2026 kl. 11:30 (GMT).", "/en/releases": "Public from 27 November 2026 at 11:30 (GMT).", "/en/area/001": "27 November 2026 at 11:30 (GMT):"} {
		if body := get(t, s, address).Body.String(); !strings.Contains(body, want) {
			t.Errorf("%s does not say %q", address, want)
		}
	}
}

// A correction of an older period appears in the calendar and in the history of
// an area at its hour, although the newest release stays the same.
func TestTheCalendarFollowsEveryRelease(t *testing.T) {
	newest, old := hamlet("smaaby-2025-1"), hamlet("smaaby-2024-2")
	old.Manifest.Period, old.Manifest.Number, old.Manifest.Hour = byblik.InYear(2024), 2, noon.Add(time.Hour)
	now := noon
	s := siteOf(t, func() time.Time { return now }, newest, old)
	for _, opened := range []bool{false, true} {
		for _, address := range []string{"/da/udgaver", "/da/udgaver.json", "/da/omraade/001"} {
			if got := strings.Contains(get(t, s, address).Body.String(), "smaaby-2024-2"); got != opened {
				t.Errorf("%s at %v names the correction: %v", address, now, got)
			}
		}
		now = old.Manifest.Hour
	}
}
