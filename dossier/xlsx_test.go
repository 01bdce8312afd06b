package dossier

import (
	"bytes"
	"encoding/csv"
	"math"
	"slices"
	"strconv"
	"strings"
	"testing"

	"byblik/catalog"

	"github.com/xuri/excelize/v2"
)

func TestWorkbookReadsBack(t *testing.T) {
	s := small()
	files := mustFiles(t, s)
	f, err := excelize.OpenReader(bytes.NewReader(files["screening.xlsx"]))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	sheets := f.GetSheetList()
	if len(sheets) != 6 || sheets[0] != "About" {
		t.Fatalf("sheets %v", sheets)
	}
	about, _ := f.GetRows("About")
	if !strings.Contains(strings.Join(about[0], " "), "Internal, not for publication") {
		t.Errorf("the first sheet does not begin with its stamp: %v", about[0])
	}
	for _, name := range sheets[1:] {
		sameCells(t, f, name, files[name+".csv"])
	}
	if kind, _ := f.GetCellType("findings", "C2"); kind == excelize.CellTypeInlineString || kind == excelize.CellTypeSharedString {
		t.Errorf("a number is written as text")
	}
	if formula, _ := f.GetCellFormula("zones", "B2"); formula != "" {
		t.Errorf("a name became the formula %q", formula)
	}
}

// sameCells holds a sheet against its CSV file; only figures whose decimals
// a spreadsheet shortens may differ.
func sameCells(t *testing.T, f *excelize.File, name string, file []byte) {
	t.Helper()
	rows, err := f.GetRows(name)
	if err != nil {
		t.Fatal(err)
	}
	want, err := csv.NewReader(bytes.NewReader(file)).ReadAll()
	if err != nil || len(rows) != len(want) {
		t.Fatalf("%s: %d rows, in the CSV %d, %v", name, len(rows), len(want), err)
	}
	for i := range want {
		for j, cell := range want[i] {
			got := ""
			if j < len(rows[i]) {
				got = rows[i][j]
			}
			if a, errA := strconv.ParseFloat(got, 64); errA == nil {
				if b, errB := strconv.ParseFloat(cell, 64); errB == nil && math.Abs(a-b) <= 1e-9*math.Abs(b) {
					continue
				}
			}
			if got != cell {
				t.Errorf("%s row %d column %d: %q, in the CSV %q", name, i, j, got, cell)
			}
		}
	}
}

// The sheets of reasons and verdicts hold what their CSV files hold, and the
// first sheet names every sheet.
func TestWorkbookHasReasonsAndVerdicts(t *testing.T) {
	files := mustFiles(t, town(catalog.En))
	f, err := excelize.OpenReader(bytes.NewReader(files["screening.xlsx"]))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	about, err := f.GetRows("About")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"findings", "criteria", "areas", "why", "zones", "members", "stress", "zones_stress"} {
		sameCells(t, f, name, files[name+".csv"])
		if !slices.ContainsFunc(about, func(r []string) bool { return r[0] == "Sheet" && strings.HasPrefix(r[1], name+": ") }) {
			t.Errorf("the first sheet does not name %s", name)
		}
	}
}
