package main

import (
	"html"
	"net/http"
	"net/http/httptest"
	"regexp"
	"strings"
	"testing"

	"byblik/catalog"
	"byblik/minby"
)

// Every internal page of the demonstration is there in both languages, says that
// it is invented and leads to every other one.
func TestTheDemonstrationShowsEveryInternalPage(t *testing.T) {
	handler := http.NewServeMux()
	if _, err := internalReports(handler, minby.Seed, catalog.En); err != nil {
		t.Fatal(err)
	}
	for _, l := range []string{"da", "en"} {
		for _, part := range []string{"", "lists/", "forecast/", "backtest/", "letting/"} {
			path := "/internal/" + l + "/" + part
			w := httptest.NewRecorder()
			handler.ServeHTTP(w, httptest.NewRequest(http.MethodGet, path, nil))
			body := w.Body.String()
			if w.Code != http.StatusOK || !strings.Contains(body, `<html lang="`+l+`"`) {
				t.Errorf("%s: %d", path, w.Code)
			}
			if !strings.Contains(strings.ToLower(body), map[string]string{"da": "opdigt", "en": "invented"}[l]) {
				t.Errorf("%s does not say that the town is invented", path)
			}
			if l == "en" {
				holdGlosses(t, path, body)
			}
			for _, other := range []string{"", "lists/", "forecast/", "backtest/", "letting/"} {
				if !strings.Contains(body, `<a href="/internal/`+l+"/"+other+`"`) {
					t.Errorf("%s does not lead to %s", path, other)
				}
			}
		}
	}
	w := httptest.NewRecorder()
	handler.ServeHTTP(w, httptest.NewRequest(http.MethodGet, "/internal/da/forecast/forecast.csv", nil))
	if w.Code != http.StatusOK || !strings.HasPrefix(w.Body.String(), "area,year,list,") {
		t.Errorf("forecast.csv: %d", w.Code)
	}
}

// glosses are the terms of Danish law and a word of the gloss that an English
// page must have beside them, in the same paragraph, cell or heading.
var glosses = map[string]string{
	"udsat boligområde": "vulnerable housing area", "udsatte boligområder": "vulnerable housing area", "parallelsamfund": "parallel societ", "omdannelsesområde": "transformation area",
	"forebyggelsesområde": "prevention area", "kombineret udlejning": "combined letting", "fleksibel udlejning": "flexible", "boligsocial anvisning": "social allocation",
	"ghettoområde": "the law’s", "grundskole": "primary school", "bruttoindkomst": "gross income", "dømte": "convicted",
}

var (
	unseen = regexp.MustCompile(`(?s)<(style|script|pre)[^>]*>.*?</(style|script|pre)>`)
	block  = regexp.MustCompile(`</?(p|li|td|th|h[1-6]|caption|summary|figcaption|title|div|dt|dd|text|article)\b[^>]*>`)
	tag    = regexp.MustCompile(`<[^>]+>`)
)

func holdGlosses(t *testing.T, path, page string) {
	t.Helper()
	for _, b := range block.Split(unseen.ReplaceAllString(page, ""), -1) {
		text := strings.Join(strings.Fields(html.UnescapeString(tag.ReplaceAllString(b, " "))), " ")
		small := strings.ToLower(text)
		for term, gloss := range glosses {
			until := term == "ghettoområde" && strings.Contains(small, "until 2021 ")
			if strings.Contains(small, term) && !strings.Contains(small, gloss) && !until {
				t.Errorf("%s: %q stands without its gloss in %q", path, term, text[:min(len(text), 160)])
			}
		}
	}
}
