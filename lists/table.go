package lists

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"byblik"
)

// Table is one file taken apart: names of columns, and rows with the line
// where each begins.
type Table struct {
	File  string
	Head  []string
	Rows  [][]string
	Lines []int
}

// maxRows is far above what Denmark's housing areas need in a century.
const maxRows = 200_000

// CSVTable takes a CSV file apart: UTF-8, comma between cells, decimal point.
func CSVTable(file string, text []byte) (*Table, error) {
	bad := func(line int, found, expected, do string) error {
		return &byblik.Error{Kind: byblik.Invalid, File: file, Line: line, Found: found, Expected: expected, Do: do}
	}
	text = bytes.TrimPrefix(text, []byte("\uFEFF"))
	if !utf8.Valid(text) || bytes.IndexByte(text, 0) >= 0 {
		return nil, bad(1, "bytes that are no UTF-8 text", "a CSV file in UTF-8", "save the file as CSV UTF-8")
	}
	r := csv.NewReader(bytes.NewReader(text))
	r.FieldsPerRecord = -1
	t := &Table{File: file}
	for {
		rec, err := r.Read()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			var p *csv.ParseError
			line := 1
			if errors.As(err, &p) {
				line = p.StartLine
			}
			return nil, bad(line, "a quote that does not fit", "cells with quotes written \"like \"\"this\"\"\"", "correct the quotes")
		}
		line, _ := r.FieldPos(0)
		if err := t.Add(rec, line); err != nil {
			return nil, err
		}
	}
	return t, t.whole()
}

// Add puts a record below the head; the first one is the head.
func (t *Table) Add(rec []string, line int) error {
	for i := range rec {
		rec[i] = strings.TrimSpace(rec[i])
	}
	if t.Head == nil {
		t.Head = rec
		return nil
	}
	bad := &byblik.Error{Kind: byblik.Invalid, File: t.File, Line: line}
	switch {
	case len(rec) != len(t.Head):
		bad.Check, bad.Found, bad.Expected = "bad-row", fmt.Sprintf("%d cells", len(rec)), fmt.Sprintf("%d, as in the head", len(t.Head))
		bad.Do = "look for a comma too many or too few, or a decimal comma"
		return bad
	case len(t.Rows) >= maxRows:
		bad.Check, bad.Found, bad.Expected, bad.Do = "too-large", fmt.Sprintf("more than %d rows", maxRows), "one row per area and year", "look whether this is the right file"
		return bad
	case strings.Join(rec, "") == "":
		bad.Check, bad.Found, bad.Expected, bad.Do = "blank-row", "a row without content", "figures", "remove it"
		return bad
	}
	t.Rows, t.Lines = append(t.Rows, rec), append(t.Lines, line)
	return nil
}

// whole refuses a table without a head that can be used.
func (t *Table) whole() error {
	bad := &byblik.Error{Kind: byblik.Invalid, File: t.File, Line: 1}
	if len(t.Head) == 0 {
		bad.Check, bad.Found, bad.Expected, bad.Do = "empty-file", "nothing", "a head and rows", "get the file again"
		return bad
	}
	if len(t.Head) == 1 && strings.ContainsAny(t.Head[0], ";\t") {
		bad.Check, bad.Found, bad.Expected, bad.Do = "missing-column", "a head of one cell", "columns divided by commas", "save the file with commas and decimal points"
		return bad
	}
	seen := map[string]bool{}
	for _, name := range t.Head {
		if seen[name] {
			bad.Check, bad.Place, bad.Found, bad.Expected, bad.Do = "doubled-column", name, "the column "+name+" a second time", "each name once", "remove one of them"
			return bad
		}
		seen[name] = true
	}
	return nil
}

// Whole is what CSVTable checks at the end, for tables made otherwise.
func (t *Table) Whole() error { return t.whole() }

// columns finds the columns of a table by name. It refuses names that are
// unknown and needed ones that are not there.
func (t *Table) columns(needed, optional []string, f *faults) map[string]int {
	at := map[string]int{}
	allowed := map[string]bool{}
	for _, name := range append(append([]string{}, needed...), optional...) {
		allowed[name] = true
	}
	for i, name := range t.Head {
		if !allowed[name] {
			f.add(t.File, 1, name, "unknown-column", fmt.Sprintf("the unknown column %q", name), "the columns of docs/lists.md", "correct the spelling or remove it")
		}
		at[name] = i
	}
	for _, name := range needed {
		if _, ok := at[name]; !ok {
			f.add(t.File, 1, name, "missing-column", "no column "+name, "the column "+name, "add it; blank cells mean missing")
		}
	}
	return at
}

// faults gathers what is wrong with the files.
type faults struct {
	listed []error
	more   int
}

// maxFaults is the number of faults that are named; the rest is counted.
const maxFaults = 20

func (f *faults) add(file string, line int, place, check, found, expected, do string) {
	if len(f.listed) == maxFaults {
		f.more++
		return
	}
	f.listed = append(f.listed, &byblik.Error{Kind: byblik.Invalid, Check: check, File: file, Line: line, Place: place, Found: found, Expected: expected, Do: do})
}

// addOnce adds a fault unless the same cell has it already.
func (f *faults) addOnce(file string, line int, place, check, found, expected, do string) {
	for _, e := range f.listed {
		if b, ok := e.(*byblik.Error); ok && b.File == file && b.Line == line && b.Place == place && b.Check == check {
			return
		}
	}
	f.add(file, line, place, check, found, expected, do)
}

func (f *faults) err() error {
	if f.more > 0 {
		f.listed = append(f.listed, fmt.Errorf("and %d more", f.more))
		f.more = 0
	}
	return errors.Join(f.listed...)
}
