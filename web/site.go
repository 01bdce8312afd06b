package web

import (
	encjson "encoding/json"
	"errors"
	"fmt"
	"html/template"
	"log/slog"
	"net/http"
	"net/url"
	"runtime/debug"
	"strconv"
	"strings"
	"time"

	"byblik"
	"byblik/catalog"
	"byblik/release"

	"golang.org/x/text/language"
)

// Limits of a request. Longer ones are refused before anything is read.
const (
	MaxHeader = 16 << 10 // bytes of all headers, for http.Server
	maxURL    = 2 << 10  // bytes of path and query
	maxBody   = 2 << 20  // bytes of a form or a file of addresses
)

// Site answers requests from the releases on a shelf.
type Site struct {
	shelf     *Shelf
	log       *slog.Logger
	words     map[catalog.Lang]words
	templates map[string]*template.Template
	assets    *assets
	metrics   metrics
	nothing   *view
	schema    *cached
	origin    string // public address, without a path; empty: not told
}

// New makes the site. It fails if a text, a template or an asset is missing.
func New(shelf *Shelf, log *slog.Logger) (*Site, error) {
	s := &Site{shelf: shelf, log: log, nothing: newView(&release.Release{}, time.Time{})}
	var err error
	if s.words, err = readWords(); err != nil {
		return nil, err
	}
	if s.templates, err = readTemplates(); err != nil {
		return nil, err
	}
	if s.assets, err = readAssets(); err != nil {
		return nil, err
	}
	text, err := schema()
	s.schema = newCached(text, "application/schema+json", false)
	return s, err
}

// Public tells the site its public address, scheme and host, for the lines
// that readers put into their own pages.
func (s *Site) Public(address string) error {
	u, err := url.Parse(address)
	if err != nil || u.Scheme != "https" && u.Scheme != "http" || u.Host == "" || strings.Trim(u.Path, "/") != "" || u.RawQuery != "" || u.User != nil {
		return &byblik.Error{Kind: byblik.Usage, Found: fmt.Sprintf("the public address %q", address), Expected: "scheme and host, such as https://omraader.minby.example", Do: "correct --public"}
	}
	s.origin = u.Scheme + "://" + u.Host
	return nil
}

// ServeHTTP answers one request, counts it and logs it: the page, the form,
// the status and the time, never an address or anything that was sent.
func (s *Site) ServeHTTP(w http.ResponseWriter, h *http.Request) {
	start := time.Now()
	out := &counted{ResponseWriter: w, status: http.StatusOK}
	done := answered{page: "other", form: asHTML}
	defer func() {
		if fault := recover(); fault != nil {
			s.log.Error("a page failed", "page", done.page, "fault", faultKind(fault), "stack", string(debug.Stack()))
			if !out.begun {
				s.refuse(out, h, http.StatusInternalServerError)
			}
		}
		done.status = out.status
		s.metrics.note(done, time.Since(start))
		s.log.Info("answered", "page", done.page, "form", done.form, "status", out.status, "bytes", out.bytes, "ms", time.Since(start).Milliseconds())
	}()
	s.secure(out.Header())
	s.answer(out, h, &done)
}

// faultKind says what went wrong without the value, which could hold what a
// reader sent.
func faultKind(fault any) string {
	if e, ok := fault.(error); ok {
		return strings.SplitN(e.Error(), ":", 2)[0]
	}
	return "panic"
}

// policy lets nothing in from elsewhere, and no script or style inside a page.
const policy = "default-src 'self'; base-uri 'none'; form-action 'self'; object-src 'none'; frame-ancestors "

func (s *Site) secure(h http.Header) {
	h.Set("Content-Security-Policy", policy+"'none'")
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("Referrer-Policy", "no-referrer")
	h.Set("Cross-Origin-Opener-Policy", "same-origin")
	h.Set("Permissions-Policy", "geolocation=(), camera=(), microphone=(), interest-cohort=()")
}

// answer finds what the address means.
func (s *Site) answer(w http.ResponseWriter, h *http.Request, done *answered) {
	path := h.URL.EscapedPath()
	switch {
	case len(h.RequestURI) > maxURL || len(path) > maxURL:
		s.refuse(w, h, http.StatusRequestURITooLong)
	case h.Method != http.MethodGet && h.Method != http.MethodHead && h.Method != http.MethodPost:
		w.Header().Set("Allow", "GET, HEAD, POST")
		s.refuse(w, h, http.StatusMethodNotAllowed)
	case h.ContentLength > maxBody:
		s.refuse(w, h, http.StatusRequestEntityTooLarge)
	case h.Method == http.MethodPost && !strings.HasPrefix(path, "/da/") && !strings.HasPrefix(path, "/en/"):
		w.Header().Set("Allow", "GET, HEAD")
		s.refuse(w, h, http.StatusMethodNotAllowed)
	case path == "/":
		w.Header().Set("Vary", "Accept-Language")
		http.Redirect(w, h, "/"+string(preferred(h))+"/", http.StatusFound)
	case path == "/healthz":
		done.page = "health"
		s.plain(w, "ok\n")
	case path == "/metrics":
		done.page = "metrics"
		w.Header().Set("Content-Type", "text/plain; version=0.0.4; charset=utf-8")
		w.Header().Set("Cache-Control", "no-store")
		s.metrics.write(w, len(s.shelf.visible()))
	case path == "/api/schema.json":
		done.page = "schema"
		s.sendPage(w, h, s.schema)
	case path == "/robots.txt":
		s.plain(w, "User-agent: *\nAllow: /\n")
	case path == "/favicon.ico":
		address, _ := s.assets.address("mark.svg")
		http.Redirect(w, h, address, http.StatusFound)
	case strings.HasPrefix(path, "/static/"):
		done.page = "static"
		if c := s.assets.file[path]; c != nil {
			w.Header().Set("Cache-Control", "public, max-age=31536000, immutable")
			s.send(w, h, c)
			return
		}
		s.refuse(w, h, http.StatusNotFound)
	default:
		s.page(w, h, path, done)
	}
}

// page answers an address below a language.
func (s *Site) page(w http.ResponseWriter, h *http.Request, path string, done *answered) {
	word, rest, below := strings.Cut(strings.TrimPrefix(path, "/"), "/")
	l := catalog.Lang(word)
	if l != catalog.Da && l != catalog.En {
		s.refuse(w, h, http.StatusNotFound)
		return
	}
	if !below {
		http.Redirect(w, h, "/"+word+"/", http.StatusMovedPermanently)
		return
	}
	r := &request{site: s, words: s.words[l], body: h, form: asHTML}
	r.shelf = s.shelf.visible()
	r.view, rest, r.fixed, r.newest = s.choose(r.shelf, l, rest)
	if bare, slash := strings.CutSuffix(rest, "/"); slash && bare != "" && !strings.HasSuffix(bare, "/") {
		http.Redirect(w, h, strings.TrimSuffix(path, "/"), http.StatusMovedPermanently)
		return
	}
	if r.view == nil {
		s.refuse(w, h, http.StatusNotFound)
		return
	}
	if r.view == s.nothing {
		s.refuse(w, h, http.StatusServiceUnavailable)
		return
	}
	if r.route, r.form, r.id = match(l, rest); r.route == nil {
		s.refuse(w, h, http.StatusNotFound)
		return
	}
	done.page, done.form = r.route.name, r.form
	if h.Method == http.MethodPost && !r.route.post {
		w.Header().Set("Allow", "GET, HEAD")
		s.refuse(w, h, http.StatusMethodNotAllowed)
		return
	}
	if status := s.serve(w, h, r); status != 0 {
		s.refuseAs(w, h, status, r.form)
	}
}

// choose finds the release that an address means: the one it names, or the
// newest. A release that is not visible is one that does not exist.
func (s *Site) choose(visible []standing, l catalog.Lang, path string) (v *view, rest string, fixed bool, newest string) {
	if len(visible) == 0 {
		return s.nothing, path, false, ""
	}
	last := visible[len(visible)-1]
	newest = last.Manifest.ID
	after, ok := strings.CutPrefix(path, releaseWord(l)+"/")
	if !ok {
		return last.view, path, false, newest
	}
	id, rest, _ := strings.Cut(after, "/")
	for _, p := range visible {
		if p.Manifest.ID == id {
			return p.view, rest, true, newest
		}
	}
	return nil, "", true, newest
}

// serve answers from what is kept, or makes the answer. It gives 0, or the
// status of a refusal.
func (s *Site) serve(w http.ResponseWriter, h *http.Request, r *request) int {
	asked, err := url.ParseQuery(h.URL.RawQuery)
	if err != nil {
		return http.StatusBadRequest
	}
	r.query = url.Values{}
	for _, k := range append([]string{"excel", "letters"}, r.route.query...) {
		if v := asked[k]; len(v) > 0 {
			r.query[k] = v
		}
	}
	if x := r.query.Get("excel"); x != "" && x != "da" {
		return http.StatusBadRequest
	}
	if x := r.query.Get("letters"); x != "" && (x != lettersInside || r.form != asSVG) {
		return http.StatusBadRequest
	}
	key := strings.Join([]string{string(r.Language()), calendar(r.shelf), strconv.FormatBool(r.fixed), r.route.name, string(r.form), r.id, r.query.Encode()}, "\n")
	if h.Method != http.MethodPost {
		if c := r.cache.get(key); c != nil {
			s.sendPage(w, h, c)
			return 0
		}
	} else if err := r.readBody(w, h); err != nil {
		return statusOf(err)
	}
	a, err := r.route.answer(r)
	if err != nil {
		return statusOf(err)
	}
	if a.redirect != "" {
		http.Redirect(w, h, a.redirect, http.StatusSeeOther)
		return 0
	}
	body, contentType, err := r.write(a, r.form)
	if err != nil {
		s.log.Error("a page failed", "page", r.route.name, "fault", err.Error())
		return http.StatusInternalServerError
	}
	c := newCached(body, contentType, a.bare)
	if h.Method == http.MethodPost || a.private {
		w.Header().Set("Cache-Control", "no-store")
		s.send(w, h, c)
		return 0
	}
	r.cache.put(key, c)
	s.sendPage(w, h, c)
	return 0
}

// calendar names the releases that are visible: pages tell of them all, so an
// answer that is kept holds for these alone.
func calendar(visible []standing) string {
	var b strings.Builder
	for _, o := range visible {
		b.WriteString(o.Manifest.ID + " " + strconv.FormatInt(o.opened.Unix(), 36) + " ")
	}
	return b.String()
}

// readBody reads a form that was sent, up to the limit.
func (r *request) readBody(w http.ResponseWriter, h *http.Request) error {
	h.Body = http.MaxBytesReader(w, h.Body, maxBody)
	var err error
	if strings.HasPrefix(h.Header.Get("Content-Type"), "multipart/form-data") {
		err = h.ParseMultipartForm(maxBody)
	} else {
		err = h.ParseForm()
	}
	var large *http.MaxBytesError
	if errors.As(err, &large) {
		return large
	}
	if err != nil {
		return invalid("body", "what is not a form", "a form")
	}
	return nil
}

// statusOf turns a kind of error into the status of an answer.
func statusOf(err error) int {
	var large *http.MaxBytesError
	if errors.As(err, &large) {
		return http.StatusRequestEntityTooLarge
	}
	switch byblik.KindOf(err) {
	case byblik.NotFound, byblik.Withheld, byblik.Forbidden:
		return http.StatusNotFound
	case byblik.Invalid, byblik.Usage:
		return http.StatusBadRequest
	}
	return http.StatusInternalServerError
}

func (s *Site) sendPage(w http.ResponseWriter, h *http.Request, c *cached) {
	w.Header().Set("Cache-Control", "no-cache")
	if !strings.HasPrefix(c.contentType, "text/html") { // figures, for programs and pages anywhere
		w.Header().Set("Access-Control-Allow-Origin", "*")
	}
	s.send(w, h, c)
}

// send writes an answer in the encoding that the reader prefers, or says that
// the reader has it already.
func (s *Site) send(w http.ResponseWriter, h *http.Request, c *cached) {
	head := w.Header()
	if c.bare {
		head.Set("Content-Security-Policy", policy+"*")
	}
	head.Set("Vary", "Accept-Encoding")
	body, encoding := c.encoded(h.Header.Get("Accept-Encoding"))
	tag := `"` + c.tag + encoding + `"`
	if head.Get("Cache-Control") != "no-store" {
		head.Set("ETag", tag)
		for t := range strings.SplitSeq(h.Header.Get("If-None-Match"), ",") {
			if strings.TrimPrefix(strings.TrimSpace(t), "W/") == tag {
				w.WriteHeader(http.StatusNotModified)
				return
			}
		}
	}
	head.Set("Content-Type", c.contentType)
	if encoding != "" {
		head.Set("Content-Encoding", encoding)
	}
	head.Set("Content-Length", strconv.Itoa(len(body)))
	if h.Method != http.MethodHead {
		_, _ = w.Write(body) // a reader that left is no fault
	}
}

func (s *Site) plain(w http.ResponseWriter, text string) {
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	_, _ = w.Write([]byte(text))
}

// refuse answers with the page of an error in the language of the address.
func (s *Site) refuse(w http.ResponseWriter, h *http.Request, status int) {
	s.refuseAs(w, h, status, asHTML)
}

// refusal is the page, and the JSON, of an error.
type refusal struct {
	Status int    `json:"status"`
	Said   string `json:"said"`
}

func (s *Site) refuseAs(w http.ResponseWriter, h *http.Request, status int, f form) {
	l := catalog.Lang(strings.SplitN(strings.TrimPrefix(h.URL.Path, "/"), "/", 2)[0])
	if l != catalog.Da && l != catalog.En {
		l = preferred(h)
	}
	r := &request{site: s, words: s.words[l], view: s.nothing, form: asHTML, route: &route{name: "error"}}
	if visible := s.shelf.visible(); len(visible) > 0 {
		r.view = visible[len(visible)-1].view
		r.newest = r.Manifest.ID
	}
	said := r.say("error." + strconv.Itoa(status))
	var body []byte
	contentType := "application/json; charset=utf-8"
	var err error
	if f == asJSON {
		body, err = encjson.Marshal(refusal{status, said})
	} else {
		body, contentType, err = r.write(&answer{title: r.say("error.title." + strconv.Itoa(status)), page: refusal{status, said}}, asHTML)
	}
	if err != nil {
		s.log.Error("the page of an error failed", "fault", err.Error())
		body, contentType = []byte(strconv.Itoa(status)+"\n"), "text/plain; charset=utf-8"
	}
	head := w.Header()
	head.Set("Cache-Control", "no-store")
	head.Set("Content-Type", contentType)
	head.Set("Content-Length", strconv.Itoa(len(body)))
	w.WriteHeader(status)
	if h.Method != http.MethodHead {
		_, _ = w.Write(body)
	}
}

var byHeader = language.NewMatcher([]language.Tag{language.Danish, language.English})

// preferred is the language that the reader's browser asks for, Danish if none.
func preferred(h *http.Request) catalog.Lang {
	header := h.Header.Get("Accept-Language")
	if len(header) > 200 {
		return catalog.Da
	}
	tags, _, err := language.ParseAcceptLanguage(header)
	if err != nil || len(tags) == 0 {
		return catalog.Da
	}
	if _, i, confidence := byHeader.Match(tags...); i == 1 && confidence > language.No || confidence == language.No {
		return catalog.En
	}
	return catalog.Da
}

// counted knows what was answered.
type counted struct {
	http.ResponseWriter
	status, bytes int
	begun         bool
}

// WriteHeader notes the status.
func (c *counted) WriteHeader(status int) {
	if !c.begun {
		c.status, c.begun = status, true
	}
	c.ResponseWriter.WriteHeader(status)
}

// Write counts the bytes.
func (c *counted) Write(b []byte) (int, error) {
	c.begun = true
	n, err := c.ResponseWriter.Write(b)
	c.bytes += n
	return n, err
}
