package dossier

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"maps"
	"path"
	"slices"
	"strings"

	"byblik"
)

// Difference is the first place where two versions of a file differ: a cell
// of a table, else a line, else a byte. Of a workbook it only says that there is
// one, since its bytes tell a reader nothing.
type Difference struct {
	Line     int
	Place    string // column and key of the row, or "byte n"
	Found    string
	Expected string
}

// FirstDifference compares what was found in a folder with what the recipe
// gives; nil if they are the same to the byte.
func FirstDifference(name string, found, expected []byte) *Difference {
	if bytes.Equal(found, expected) {
		return nil
	}
	if path.Ext(name) == ".csv" {
		if d := firstCell(found, expected); d != nil {
			return d
		}
	}
	if bytes.IndexByte(expected, 0) >= 0 {
		return &Difference{Found: "binary file differs", Expected: "the same bytes"}
	}
	at := 0
	for at < len(found) && at < len(expected) && found[at] == expected[at] {
		at++
	}
	line := 1 + bytes.Count(found[:at], []byte{'\n'})
	return &Difference{Line: line, Place: fmt.Sprintf("byte %d", at+1), Found: excerpt(found, at), Expected: excerpt(expected, at)}
}

func excerpt(text []byte, at int) string {
	if at >= len(text) {
		return "the end of the file"
	}
	return fmt.Sprintf("%q", text[at:min(len(text), at+24)])
}

func firstCell(found, expected []byte) *Difference {
	rows := func(text []byte) [][]string {
		r := csv.NewReader(bytes.NewReader(text))
		r.FieldsPerRecord = -1
		all, err := r.ReadAll()
		if err != nil {
			return nil
		}
		return all
	}
	a, b := rows(found), rows(expected)
	for i := 0; i < min(len(a), len(b)); i++ {
		for k := 0; k < max(len(a[i]), len(b[i])); k++ {
			if x, y := cellAt(a[i], k), cellAt(b[i], k); x != y {
				return &Difference{Line: i + 1, Place: cellAt(b[0], k) + " of " + strings.Join(b[i][:min(2, len(b[i]))], " "),
					Found: fmt.Sprintf("%q", x), Expected: fmt.Sprintf("%q", y)}
			}
		}
	}
	if len(a) != len(b) && a != nil {
		return &Difference{Line: min(len(a), len(b)) + 1, Found: fmt.Sprintf("%d rows", len(a)), Expected: fmt.Sprintf("%d rows", len(b))}
	}
	return nil
}

func cellAt(row []string, k int) string {
	if k < len(row) {
		return row[k]
	}
	return ""
}

// Compare holds the files of a folder against those that were made again, and
// gives the first difference of every file that differs.
func Compare(there, again map[string][]byte) []error {
	var found []error
	for _, name := range slices.Sorted(maps.Keys(there)) {
		if _, ok := again[name]; !ok {
			found = append(found, &byblik.Error{Kind: byblik.Internal, File: name, Found: "a file that the screening does not make", Expected: "no such file", Do: "remove it"})
		}
	}
	for _, name := range slices.Sorted(maps.Keys(again)) {
		text, ok := there[name]
		if !ok {
			found = append(found, &byblik.Error{Kind: byblik.Internal, File: name, Found: "no such file", Expected: "a file of the screening", Do: "restore it"})
			continue
		}
		if d := FirstDifference(name, text, again[name]); d != nil {
			found = append(found, &byblik.Error{Kind: byblik.Internal, File: name, Line: d.Line, Place: d.Place, Found: d.Found, Expected: d.Expected, Do: "restore the folder, or screen again"})
		}
	}
	return found
}
