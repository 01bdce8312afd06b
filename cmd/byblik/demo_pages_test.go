package main

import (
	"net/http"
	"net/http/httptest"
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
