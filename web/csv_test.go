package web

import (
	"encoding/csv"
	"encoding/json"
	"net/url"
	"strings"
	"testing"
)

// A CSV for machines has commas and points, one for Danish Excel semicolons
// and decimal commas; numbers stay numbers, formulas become text.
func TestCSVCells(t *testing.T) {
	for _, c := range []struct{ cell, machine, danish string }{
		{"12.5", "12.5", "12,5"},
		{"-0.5", "-0.5", "-0,5"},
		{"0", "0", "0"},
		{"017", "017", "017"},
		{"1.2.3", "1.2.3", "1.2.3"},
		{"", "", ""},
		{"Ærtevang", "Ærtevang", "Ærtevang"},
		{`Jens "Ole"s Vang`, `"Jens ""Ole""s Vang"`, `"Jens ""Ole""s Vang"`},
		{"a,b;c", `"a,b;c"`, `"a,b;c"`},
		{"=1+1", "'=1+1", "'=1+1"},
		{"@SUM(A1)", "'@SUM(A1)", "'@SUM(A1)"},
		{"-x", "'-x", "'-x"},
		{"+45", "'+45", "'+45"},
		{"＝1+1", "'＝1+1", "'＝1+1"},
		{"－2", "'－2", "'－2"},
		{"\n=1", "\"'\n=1\"", "\"'\n=1\""},
		{"\tx", "\"'\tx\"", "\"'\tx\""},
	} {
		if got := csvCell(c.cell, false); got != c.machine {
			t.Errorf("%q is written %s, want %s", c.cell, got, c.machine)
		}
		if got := csvCell(c.cell, true); got != c.danish {
			t.Errorf("for Danish Excel %q is written %s, want %s", c.cell, got, c.danish)
		}
	}
	r := &request{query: url.Values{"excel": {"da"}}}
	s := &sheet{head: []string{"name", "value"}}
	s.add("Åkær", "12.5")
	if got, want := string(r.csvBytes(s)), "\ufeffname;value\r\nÅkær;12,5\r\n"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

// Every table that a page gives has a cell for each name in its head.
func TestTablesHaveACellForEachName(t *testing.T) {
	s := siteAtNoon(t)
	for _, address := range []string{"/en/index.csv", "/en/areas.csv", "/en/area/001.csv", "/en/zone/Z1.csv", "/en/map.csv", "/en/compare.csv?o=001&o=002", "/en/screening.csv", "/en/data.csv", "/en/releases.csv", "/en/glossary.csv"} {
		w := get(t, s, address)
		if w.Code != 200 {
			t.Errorf("%s: status %d", address, w.Code)
		}
		rows, err := csv.NewReader(strings.NewReader(strings.TrimPrefix(w.Body.String(), "\ufeff"))).ReadAll()
		if err != nil || len(rows) < 1 {
			t.Errorf("%s: %d rows, %v", address, len(rows), err)
		}
	}
}

// A criterion without a figure is neither met nor not met, in no form.
func TestACriterionWithoutAFigureIsNotSaidToBeUnmet(t *testing.T) {
	s := siteAtNoon(t)
	for _, line := range strings.Split(get(t, s, "/en/screening.csv").Body.String(), "\n") {
		if f := strings.Split(strings.TrimSpace(line), ","); len(f) == 15 && f[7] != "criterion" && f[7] != "" && (f[14] == "") == (f[12] == "") {
			t.Errorf("met and mark in %q", line)
		}
	}
	var page struct {
		Content struct {
			Screening struct {
				Criteria []struct {
					Mark string
					Met  *bool
				}
			}
		}
	}
	if err := json.Unmarshal(get(t, s, "/en/area/021.json").Body.Bytes(), &page); err != nil {
		t.Fatal(err)
	}
	marked := 0
	for _, c := range page.Content.Screening.Criteria {
		if c.Mark != "" {
			marked++
		}
		if (c.Mark == "") != (c.Met != nil) {
			t.Errorf("mark %q, met %v", c.Mark, c.Met)
		}
	}
	if marked == 0 {
		t.Error("no criterion without a figure in the test")
	}
}
