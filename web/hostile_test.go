package web

import (
	"bytes"
	"fmt"
	"io"
	"math/rand/v2"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"runtime"
	"strings"
	"testing"
	"time"
)

// fragments are what attackers try.
var fragments = []string{
	"../../../../etc/passwd", "..%2f..%2f..%2fetc%2fpasswd", "%2e%2e/%2e%2e/", "....//....//", "..\\..\\windows\\win.ini", "%252e%252e%252f", "%c0%ae%c0%ae/", "/./", "//", "\x00", "%00", "%0d%0aSet-Cookie:x=1",
	"<script>alert(1)</script>", "'\"><svg onload=alert(1)>", "{{.}}", "{{printf \"%v\" .}}", "${7*7}", "';DROP TABLE x;--", "1 OR 1=1", "\"", "%", "%zz", "%f0%28%8c%28", "\u202e", "😀", strings.Repeat("A", 3000),
	strings.Repeat("../", 200), strings.Repeat("%2e", 500), "omraade", "area", "017", "001", "omraade/017.json", "tal/x.y.z.2025", "minby-income.area.001.2025", "minby-income.area.001.9999", "-1", "99999999999999999999", "NaN", "1e309",
	"null", "undefined", "[]", "admin", ".git/config", ".env", "wp-login.php", "udgave/smaaby-2099-1", "release/", "udgave//", "static/../site.go", "static/site.css", "metrics", "=cmd|'/c calc'!A1", "javascript:alert(1)", "file:///etc/passwd", "http://169.254.169.254/",
}

// Ten thousand hostile requests, through a real connection: every answer is a
// page, a redirect within the site or a refusal, none shows a trace of the
// program, gives back a script or takes long, and the memory in use does not
// grow.
func TestHostileRequestsAreRefused(t *testing.T) {
	n := 10_000
	if testing.Short() {
		n = 1_000
	}
	s := siteAtNoon(t)
	server := httptest.NewUnstartedServer(s)
	server.Config.MaxHeaderBytes = MaxHeader
	server.Config.ReadHeaderTimeout = 5 * time.Second
	server.Config.ErrorLog = nil
	server.Start()
	defer server.Close()
	client := &http.Client{Timeout: 10 * time.Second, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }, Transport: &http.Transport{MaxIdleConnsPerHost: 4}}
	rng := rand.New(rand.NewPCG(7, 7))
	pick := func() string { return fragments[rng.IntN(len(fragments))] }
	statuses := map[int]int{}
	var before uint64
	for i := range n {
		if i == n/5 {
			before = inUse()
		}
		r := hostile(rng, pick, server.URL)
		if r == nil {
			continue
		}
		begun := time.Now()
		w, err := client.Do(r)
		if err != nil {
			statuses[0]++ // the server hung up, as on headers that are too large
			continue
		}
		body, _ := io.ReadAll(io.LimitReader(w.Body, 8<<20))
		w.Body.Close()
		statuses[w.StatusCode]++
		where := fmt.Sprintf("%s %.200q", r.Method, r.URL.String())
		if took := time.Since(begun); took > 5*time.Second {
			t.Errorf("%s took %v", where, took)
		}
		if w.StatusCode >= 500 {
			t.Errorf("%s: status %d", where, w.StatusCode)
		}
		if to := w.Header.Get("Location"); to != "" && (!strings.HasPrefix(to, "/") || strings.HasPrefix(to, "//")) {
			t.Errorf("%s: leads away, to %q", where, to)
		}
		for _, bad := range []string{"goroutine ", "runtime error", ".go:", "<script>alert", "<svg onload", "root:x:", "panic"} {
			if bytes.Contains(body, []byte(bad)) {
				t.Errorf("%s: the answer holds %q", where, bad)
			}
		}
		if w.Header.Get("Set-Cookie") != "" {
			t.Errorf("%s: sets a cookie", where)
		}
	}
	after := inUse()
	t.Logf("%d requests: %v; memory in use %d kB → %d kB", n, statuses, before>>10, after>>10)
	if after > before+24<<20 {
		t.Errorf("memory in use grew from %d to %d bytes", before, after)
	}
}

func inUse() uint64 {
	runtime.GC()
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return m.HeapInuse
}

// hostile makes one request.
func hostile(rng *rand.Rand, pick func() string, base string) *http.Request {
	path := []string{"/", "/da/", "/en/", "/da/omraade/", "/da/tal/", "/da/kort", "/en/map", "/da/udgave/", "/static/", "/da/find", "/en/compare", "/da/definition/", "/da/indikator/", "/api/"}[rng.IntN(14)]
	switch rng.IntN(4) {
	case 0:
		path += pick()
	case 1:
		path += url.PathEscape(pick()) + [...]string{"", ".json", ".csv", ".svg", ".txt", "/"}[rng.IntN(6)]
	case 2:
		path += pick() + "/" + pick()
	}
	if rng.IntN(2) == 0 {
		path += "?" + []string{"excel", "v", "t", "o", "q", "s", "n", pick()}[rng.IntN(8)] + "=" + []string{pick(), url.QueryEscape(pick())}[rng.IntN(2)]
	}
	method := []string{"GET", "GET", "GET", "GET", "HEAD", "POST", "POST", "PUT", "DELETE", "OPTIONS", "TRACE", "PATCH"}[rng.IntN(12)]
	var body io.Reader
	contentType := ""
	if method == "POST" || method == "PUT" {
		switch rng.IntN(5) {
		case 0:
			body, contentType = strings.NewReader("q="+url.QueryEscape(pick())), "application/x-www-form-urlencoded"
		case 1:
			body, contentType = strings.NewReader(pick()), "multipart/form-data; boundary=x"
		case 2:
			body, contentType = strings.NewReader("--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a\"\r\n\r\n"+strings.Repeat(pick()+"\n", 50)+"\r\n--x--\r\n"), "multipart/form-data; boundary=x"
		case 3:
			if rng.IntN(20) == 0 {
				body, contentType = io.LimitReader(zeros{}, 6<<20), "application/x-www-form-urlencoded"
			}
		}
	}
	u, err := url.Parse(base)
	if err != nil {
		return nil
	}
	r := &http.Request{Method: method, URL: u, Header: http.Header{}, Host: u.Host}
	u.Opaque = "//" + u.Host + clean(path) // sent as it is
	if body != nil {
		r.Body = io.NopCloser(body)
		r.Header.Set("Content-Type", contentType)
	}
	switch rng.IntN(6) {
	case 0:
		r.Header.Set("Accept-Language", clean(pick()))
	case 1:
		r.Header.Set("Accept-Encoding", clean(pick()))
	case 2:
		r.Header.Set("If-None-Match", clean(pick()))
	case 3:
		r.Header.Set("X-Forwarded-Host", "evil.example")
		r.Host = "evil.example"
	case 4:
		if rng.IntN(20) == 0 {
			r.Header.Set("X-Long", strings.Repeat("a", 64<<10))
		}
	}
	return r
}

// clean leaves out what net/http refuses to send itself.
func clean(s string) string {
	return strings.Map(func(r rune) rune {
		if r <= ' ' || r == 0x7f || r > 0x7e {
			return -1
		}
		return r
	}, s)
}

type zeros struct{}

// Read gives the letter a for ever.
func (zeros) Read(p []byte) (int, error) {
	for i := range p {
		p[i] = 'a'
	}
	return len(p), nil
}

// Bytes that are no HTTP at all end the connection and nothing else.
func TestBytesThatAreNoRequestAreRefused(t *testing.T) {
	server := httptest.NewServer(siteAtNoon(t))
	defer server.Close()
	for _, raw := range []string{"\x16\x03\x01\x02\x00\x01\x00", "GET\r\n\r\n", "GET /da/ HTTP/9.9\r\n\r\n", "GET /da/ HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n", "POST /da/find HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", "GET /\x00 HTTP/1.1\r\nHost: a\r\n\r\n"} {
		c, err := net.Dial("tcp", server.Listener.Addr().String())
		if err != nil {
			t.Fatal(err)
		}
		_ = c.SetDeadline(time.Now().Add(2 * time.Second))
		_, _ = c.Write([]byte(raw))
		answer, _ := io.ReadAll(io.LimitReader(c, 1<<20))
		c.Close()
		if bytes.Contains(answer, []byte("goroutine")) || bytes.HasPrefix(answer, []byte("HTTP/1.1 5")) && !bytes.HasPrefix(answer, []byte("HTTP/1.1 505")) {
			t.Errorf("%q: %.100q", raw, answer)
		}
	}
	if w := get(t, siteAtNoon(t), "/da/"); w.Code != 200 {
		t.Errorf("afterwards the front page answers %d", w.Code)
	}
}

// Nothing that is typed, and no address, stands in the log.
func TestTheLogHoldsNothingThatWasSent(t *testing.T) {
	var log bytes.Buffer
	s := loggedSite(t, &log)
	form := strings.NewReader("q=" + url.QueryEscape("Hemmeligvej 7"))
	r := httptest.NewRequest("POST", "/da/find", form)
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	r.Header.Set("User-Agent", "Hemmelig/1.0")
	s.ServeHTTP(httptest.NewRecorder(), r)
	get(t, s, "/da/omraade/Hemmelig?x=Hemmelig")
	if strings.Contains(log.String(), "emmelig") || strings.Contains(log.String(), "192.0.2.1") {
		t.Errorf("the log: %s", log.String())
	}
	if !strings.Contains(log.String(), "page=find") {
		t.Errorf("the log does not name the page: %s", log.String())
	}
}
