package byblik_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"math"
	"reflect"
	"strings"
	"testing"

	"byblik"
)

func TestPeriodsAreReadAsTheyAreWritten(t *testing.T) {
	for _, s := range []string{"2013", "2013-Q2", "2013-04", "2013-01-01", "2013-12-01", "2012/2013"} {
		p, err := byblik.ParsePeriod(s)
		if err != nil || p.String() != s {
			t.Errorf("ParsePeriod(%q) = %v, %v", s, p, err)
		}
	}
	for _, s := range []string{"", "13", "2013-13", "2013-Q5", "2013/2012", "2013/2015", "20x3", "2013-01-02", " 2013", "+013"} {
		if p, err := byblik.ParsePeriod(s); err == nil {
			t.Errorf("ParsePeriod(%q) = %v; want an error", s, p)
		}
	}
}

func TestPeriodsAreOrderedInTime(t *testing.T) {
	a, b := byblik.InYear(2012), byblik.InYear(2013)
	if a.Compare(b) >= 0 || b.Compare(a) <= 0 || a.Compare(a) != 0 {
		t.Error("2012 does not come before 2013")
	}
}

func TestAreaCodesKeepFrameAndCode(t *testing.T) {
	a, err := byblik.ParseAreaCode("lor:01011101")
	if err != nil || a.Code != "01011101" || a.Frame != "lor" || a.String() != "lor:01011101" {
		t.Errorf("got %v, %v", a, err)
	}
	if _, err := byblik.ParseAreaCode("01011101"); err == nil {
		t.Error("a code without a frame was read")
	}
}

// A raw figure must not appear in anything that prints or encodes, also not
// inside another value.
func TestRawFiguresDoNotPrint(t *testing.T) {
	type holder struct {
		Public  byblik.Raw
		private byblik.Raw
	}
	h := holder{byblik.RawOf(4711), byblik.RawOf(4712)}
	var log bytes.Buffer
	slog.New(slog.NewTextHandler(&log, nil)).Info("figure", "raw", h.Public, "all", h)
	texts := []string{
		fmt.Sprint(h.Public), fmt.Sprintf("%v %d %s %x %#v %+v %g %q", h.Public, h.Public, h.Public, h.Public, h.Public, h.Public, h.Public, h.Public),
		fmt.Sprint([]byblik.Raw{h.Public}), log.String(),
	}
	if _, err := json.Marshal(h); err == nil {
		t.Error("JSON encoded a raw figure")
	}
	for _, s := range texts {
		if strings.Contains(s, "4711") || strings.Contains(strings.ToLower(s), "1267") {
			t.Errorf("a raw figure was printed: %s", s)
		}
	}
	if h.private.Float() != 4712 {
		t.Error("Float does not give the number")
	}
}

func TestRawFiguresSayWhyTheyAreNotThere(t *testing.T) {
	if r := byblik.RawOf(0); r.Status() != byblik.OK || r.Float() != 0 {
		t.Error("zero is a figure")
	}
	if r := byblik.RawOf(math.NaN()); r.Status() != byblik.Missing {
		t.Error("NaN is missing")
	}
	for _, s := range []byblik.Status{byblik.Missing, byblik.Suppressed, byblik.NotApplicable} {
		if r := byblik.RawWithout(s); r.Status() != s || !math.IsNaN(r.Float()) {
			t.Errorf("RawWithout(%v) = %v, %v", s, r.Status(), r.Float())
		}
	}
}

func TestErrorsHaveOneForm(t *testing.T) {
	err := error(&byblik.Error{Kind: byblik.Invalid, Check: "double-key", File: "a.csv", Line: 7, Place: "rode_nr", Found: "17 twice", Expected: "each area once", Do: "remove one row"})
	if got, want := err.Error(), "a.csv:7: rode_nr: [double-key] found 17 twice; expected each area once; remove one row"; got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
	if byblik.KindOf(fmt.Errorf("screening: %w", err)) != byblik.Invalid || byblik.KindOf(errors.New("x")) != byblik.Internal {
		t.Error("KindOf does not find the kind")
	}
}

// The only way from a raw figure to a public one is package disclose: Go itself
// converts types of the same fields, so these two have others.
func TestARawFigureIsNotConvertedToAPublicOne(t *testing.T) {
	raw, cell := reflect.TypeFor[byblik.Raw](), reflect.TypeFor[byblik.Cell]()
	if raw.ConvertibleTo(cell) || cell.ConvertibleTo(raw) {
		t.Error("byblik.Cell(raw) compiles anywhere")
	}
	if raw.Size() != cell.Size() {
		t.Errorf("a raw figure takes %d bytes, a cell %d", raw.Size(), cell.Size())
	}
}

func TestNumbersForMachines(t *testing.T) {
	for v, want := range map[float64]string{0.1: "0.1", 1e21: "1000000000000000000000", -12.5: "-12.5", 1.0 / 3: "0.3333333333333333", 5e-7: "0.0000005", math.Inf(1): ""} {
		if got := byblik.Exact(v); got != want {
			t.Errorf("%v is %q, expected %q", v, got, want)
		}
	}
	if got := byblik.Exact(math.NaN()); got != "" {
		t.Errorf("no number is %q", got)
	}
}

func TestADocumentIsReadWholeOrNotAtAll(t *testing.T) {
	for text, ok := range map[string]bool{`{"a": 1}`: true, "{\"a\": 1}\n": true, `{"a": 1}{}`: false, `{"a": 1} x`: false, `{"a": 1, "b": 2}`: false, `{"a": "1"}`: false, "": false, `{"a":`: false} {
		var v struct {
			A int `json:"a"`
		}
		if err := byblik.ReadJSON([]byte(text), &v); (err == nil) != ok {
			t.Errorf("%q: %v", text, err)
		}
	}
}
