package housing

import (
	"bytes"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/xuri/excelize/v2"

	"byblik/lists"
)

// bookOf writes a workbook; change may do to it what people do.
func bookOf(t *testing.T, rows [][]any, change func(f *excelize.File)) []byte {
	t.Helper()
	f := excelize.NewFile()
	for i := range rows {
		at, _ := excelize.CoordinatesToCellName(1, i+1)
		if err := f.SetSheetRow("Sheet1", at, &rows[i]); err != nil {
			t.Fatal(err)
		}
	}
	if change != nil {
		change(f)
	}
	var b bytes.Buffer
	if err := f.Write(&b); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func styled(t *testing.T, f *excelize.File, cell, format string, id int) {
	t.Helper()
	s := &excelize.Style{NumFmt: id}
	if format != "" {
		s = &excelize.Style{CustomNumFmt: &format}
	}
	style, err := f.NewStyle(s)
	if err == nil {
		err = f.SetCellStyle("Sheet1", cell, cell, style)
	}
	if err != nil {
		t.Fatal(err)
	}
}

var referenceRows = [][]any{{"year", "region", "convicted_pct", "income", "known"}, {2024, 84, 0.725, 300000, 45444}, {2023, "DK", 0.7, 280000.5, "2023-12-01"}}

func text(t *lists.Table) string {
	var b strings.Builder
	b.WriteString(strings.Join(t.Head, ",") + "\n")
	for _, r := range t.Rows {
		b.WriteString(strings.Join(r, ",") + "\n")
	}
	return b.String()
}

// A sheet stores codes, days and rounded figures alike as numbers; what it
// shows says which is which.
func TestASheetIsReadAsItIsShown(t *testing.T) {
	const want = "year,region,convicted_pct,income,known\n2024,084,0.725,300000,2024-06-01\n2023,DK,0.70,280000.5,2023-12-01\n"
	for what, change := range map[string]func(f *excelize.File){
		"days and codes": func(f *excelize.File) { styled(t, f, "B2", "000", 0); styled(t, f, "E2", "", 14) },
		"written out": func(f *excelize.File) {
			styled(t, f, "B2", "000;-000", 0)
			styled(t, f, "E2", `[$-406]d. mmmm yyyy;@`, 0)
		},
		"a hidden sheet before it": func(f *excelize.File) {
			styled(t, f, "B2", "000", 0)
			styled(t, f, "E2", "yyyy-mm-dd", 0)
			if _, err := f.NewSheet("Old"); err != nil {
				t.Fatal(err)
			}
			f.SetActiveSheet(0)
			if err := f.MoveSheet("Old", "Sheet1"); err != nil {
				t.Fatal(err)
			}
			if err := f.SetSheetVisible("Old", false); err != nil {
				t.Fatal(err)
			}
		},
		"days from 1904": func(f *excelize.File) {
			styled(t, f, "B2", "000", 0)
			styled(t, f, "E2", "", 14)
			from1904 := true
			if err := f.SetWorkbookProps(&excelize.WorkbookPropsOptions{Date1904: &from1904}); err != nil {
				t.Fatal(err)
			}
			if err := f.SetCellValue("Sheet1", "E2", 45444-1462); err != nil {
				t.Fatal(err)
			}
		},
	} {
		table, err := sheetTable("references.xlsx", bookOf(t, referenceRows, func(f *excelize.File) { styled(t, f, "C3", "0.00", 0); change(f) }))
		if err != nil {
			t.Errorf("%s: %v", what, err)
		} else if got := text(table); got != want {
			t.Errorf("%s:\n%s", what, got)
		}
	}
}

func TestASheetThatShowsSomethingElseIsRefused(t *testing.T) {
	set := func(f *excelize.File, err error) {
		if err != nil {
			t.Fatal(err)
		}
	}
	for want, change := range map[string]func(f *excelize.File){
		"merged cells": func(f *excelize.File) { set(f, f.MergeCell("Sheet1", "A2", "A3")) },
		"D2: a formula whose result": func(f *excelize.File) {
			set(f, f.SetCellValue("Sheet1", "D2", nil))
			set(f, f.SetCellFormula("Sheet1", "D2", "1+1"))
		},
		"shown as a time or a day":       func(f *excelize.File) { styled(t, f, "C2", "hh:mm", 0) },
		"references.xlsx:2: [bad-row]":   func(f *excelize.File) { set(f, f.SetCellValue("Sheet1", "F2", "more")) },
		"references.xlsx:3: [blank-row]": func(f *excelize.File) { set(f, f.InsertRows("Sheet1", 3, 1)) },
	} {
		if _, err := sheetTable("references.xlsx", bookOf(t, referenceRows, change)); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%v, expected %s", err, want)
		}
	}
	if _, err := sheetTable("references.xlsx", []byte("PK\x03\x04no")); err == nil || !strings.Contains(err.Error(), "no workbook") {
		t.Errorf("%v", err)
	}
}

func TestOneTableIsOneFile(t *testing.T) {
	book := bookOf(t, referenceRows, nil)
	for want, from := range map[string]fstest.MapFS{
		"the same table as references.csv":  {"references.csv": {Data: []byte("year\n")}, "references.xlsx": {Data: book}},
		"a file of more than 64 MiB":        {"references.csv": {Data: make([]byte, maxListFile+1)}},
		"something that cannot be read":     {"references.csv/x": {Data: nil}},
		"housing_areas.csv:1: [empty-file]": {"housing_areas.csv": {Data: nil}},
	} {
		if _, _, err := readListTables(from); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%v, expected %s", err, want)
		}
	}
	tables, inputs, err := readListTables(fstest.MapFS{"references.xlsx": {Data: book}, "other.csv": {Data: []byte("x")}})
	if err != nil || tables.References == nil || tables.Areas != nil || len(inputs) != 1 || inputs[0].File != "references.xlsx" || len(inputs[0].SHA256) != 64 {
		t.Errorf("%+v, %+v, %v", tables, inputs, err)
	}
}
