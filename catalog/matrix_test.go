package catalog_test

import (
	"strings"
	"testing"
	"testing/fstest"

	"byblik/catalog"
)

const matrixSource = `id: town
title: {da: Byens tal, en: The town's figures}
publisher: The office
licence: CC BY 4.0
class: public
format: matrix
files: [{name: town.csv}]
written: {delimiter: ";", labels: [AREA, SEX]}
key: {frame: ward, column: AREA, join: name}
period: {column: TIME}
columns: [{id: men, name: men, kind: count, pick: {SEX: men}}]
`

func TestTheLabelsOfAMatrixSayWhereAreasAndPeriodsStand(t *testing.T) {
	load := func(text string) error {
		_, err := catalog.Load(fstest.MapFS{"sources/town.yaml": {Data: []byte(text)}})
		return err
	}
	if err := load(matrixSource); err != nil {
		t.Fatal(err)
	}
	for from, x := range map[string]struct{ to, expected string }{
		"labels: [AREA, SEX]":           {"labels: [SEX]", "with that of areas, AREA"},
		"labels: [AREA,":                {"labels: [AREA, AREA,", "a name of its own for each column of labels"},
		"labels: [AREA, SEX":            {"labels: [AREA, SEX, TIME", "a name for the columns of periods that no label has"},
		"period: {column: TIME}":        {"period: {fixed: \"2020\"}", "a name for the columns of periods that no label has"},
		"format: matrix":                {"format: csv", "the format matrix"},
		", labels: [AREA, SEX]}":        {"}", "the names of the columns of labels"},
		"pick: {SEX: men}":              {"pick: {TIME: \"2020\"}", "categories of other dimensions"},
		"written: {delimiter: \";\", l": {"sheet: x\nwritten: {delimiter: \";\", l", "the format xlsx"},
	} {
		text := strings.Replace(matrixSource, from, x.to, 1)
		if err := load(text); text == matrixSource || err == nil || !strings.Contains(err.Error(), x.expected) {
			t.Errorf("%s: %v, expected %s", x.to, err, x.expected)
		}
	}
}

// A defect that nothing treats is declared in vain.
func TestADefectThatNothingTreatsIsRefused(t *testing.T) {
	for expected, want := range map[string]string{
		"check: text-in-number":                       "one of blank-row, double-key",
		"check: row-status":                           "row_status with ok",
		`check: missing-area, periods: ["last year"]`: `the period "last year"`,
	} {
		_, err := catalog.Load(fstest.MapFS{"sources/town.yaml": {Data: []byte(matrixSource + "expected: [{" + expected + ", because: {da: a, en: a}}]\n")}})
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v", expected, err)
		}
	}
}
