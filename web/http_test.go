package web

import (
	"bytes"
	"compress/gzip"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/andybalholm/brotli"
)

// Every answer carries the policy, and is the same in every encoding; who has
// it already is told so.
func TestAnswersArePackedTaggedAndGuarded(t *testing.T) {
	s := siteAtNoon(t)
	ask := func(method, address string, head map[string]string) *http.Response {
		r := httptest.NewRequest(method, address, nil)
		for k, v := range head {
			r.Header.Set(k, v)
		}
		w := httptest.NewRecorder()
		s.ServeHTTP(w, r)
		return w.Result()
	}
	plain := ask("GET", "/da/omraade/001", nil)
	body, _ := io.ReadAll(plain.Body)
	if csp := plain.Header.Get("Content-Security-Policy"); !strings.HasPrefix(csp, "default-src 'self';") || strings.Contains(csp, "unsafe") {
		t.Errorf("policy %q", csp)
	}
	for encoding, open := range map[string]func(io.Reader) io.Reader{
		"br":   func(r io.Reader) io.Reader { return brotli.NewReader(r) },
		"gzip": func(r io.Reader) io.Reader { g, _ := gzip.NewReader(r); return g },
	} {
		w := ask("GET", "/da/omraade/001", map[string]string{"Accept-Encoding": encoding})
		if w.Header.Get("Content-Encoding") != encoding {
			t.Errorf("asked for %s, got %q", encoding, w.Header.Get("Content-Encoding"))
			continue
		}
		if got, err := io.ReadAll(open(w.Body)); err != nil || !bytes.Equal(got, body) {
			t.Errorf("%s is another page: %v", encoding, err)
		}
		tag := w.Header.Get("ETag")
		if again := ask("GET", "/da/omraade/001", map[string]string{"Accept-Encoding": encoding, "If-None-Match": "\"x\", W/" + tag}); again.StatusCode != 304 {
			t.Errorf("%s with its tag: status %d", encoding, again.StatusCode)
		}
	}
	if w := ask("GET", "/da/omraade/001", map[string]string{"Accept-Encoding": "br;q=0, gzip;q=0.5"}); w.Header.Get("Content-Encoding") != "gzip" {
		t.Errorf("br refused, got %q", w.Header.Get("Content-Encoding"))
	}
	head := ask("HEAD", "/da/omraade/001", nil)
	if left, _ := io.ReadAll(head.Body); len(left) != 0 || head.ContentLength != int64(len(body)) {
		t.Errorf("HEAD: %d bytes, length %d, want %d", len(left), head.ContentLength, len(body))
	}
	for address, want := range map[string]string{"/": "/en/", "/da": "/da/", "/da/kort/": "/da/kort", "/favicon.ico": "/static/mark."} {
		if w := ask("GET", address, map[string]string{"Accept-Language": "en-GB,en;q=0.9,da;q=0.1"}); !strings.HasPrefix(w.Header.Get("Location"), want) {
			t.Errorf("%s leads to %q, want %q", address, w.Header.Get("Location"), want)
		}
	}
	if w := ask("POST", "/da/omraade/001", nil); w.StatusCode != 405 || w.Header.Get("Allow") != "GET, HEAD" {
		t.Errorf("POST to a page: status %d", w.StatusCode)
	}
	if w := ask("GET", "/metrics", nil); w.StatusCode != 200 {
		t.Errorf("metrics: status %d", w.StatusCode)
	}
}

// The cache keeps to its bound, and what was used last.
func TestTheCacheKeepsToItsBound(t *testing.T) {
	c := newCache(10_000)
	for i := range 100 {
		c.put(strings.Repeat("k", i+1), newCached(make([]byte, 1000), "", false))
		if c.used > c.limit {
			t.Fatalf("%d bytes are kept, %d allowed", c.used, c.limit)
		}
	}
	if c.get(strings.Repeat("k", 100)) == nil || c.get("k") != nil {
		t.Error("the latest is gone, or the first still there")
	}
	c.put("large", newCached(make([]byte, 20_000), "", false))
	if c.get("large") != nil {
		t.Error("an answer larger than the cache is kept")
	}
}

// Figures in every form can be read by programs and pages of others; a page
// cannot, and stands in a frame of others only where it is made for that.
func TestFiguresAreOpenToOthersAndPagesAreNot(t *testing.T) {
	s := siteAtNoon(t)
	for address, open := range map[string]bool{"/da/omraade/001.json": true, "/da/omraade/001.csv": true, "/en/map.csv?v=minby-income": true, "/en/map.svg?v=minby-income": true, "/api/schema.json": true, "/da/omraade/001": false, "/da/indlejr/kort": false, "/da/findes-ikke": false} {
		h := get(t, s, address).Header()
		if got := h.Get("Access-Control-Allow-Origin") == "*"; got != open {
			t.Errorf("%s open to others: %v", address, got)
		}
		if framed := strings.HasSuffix(h.Get("Content-Security-Policy"), "frame-ancestors *"); framed != strings.Contains(address, "indlejr") {
			t.Errorf("%s may stand in a frame: %v", address, framed)
		}
		if h.Get("X-Content-Type-Options") != "nosniff" {
			t.Errorf("%s: may be sniffed", address)
		}
	}
}

// An address that is not there leads to the search and to all areas, in the
// language of the address.
func TestAnAddressThatIsNotThereLeadsOn(t *testing.T) {
	w := get(t, siteAtNoon(t), "/en/area/999")
	checkPage(t, "/en/area/999", w.Body.String())
	for _, want := range []string{`action="/en/find"`, `href="/en/areas"`, `href="/en/"`} {
		if w.Code != 404 || !strings.Contains(w.Body.String(), want) {
			t.Errorf("status %d, lacks %s", w.Code, want)
		}
	}
}
