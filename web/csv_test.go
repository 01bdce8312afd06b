package web

import (
	"net/url"
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
