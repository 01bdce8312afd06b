package designate

import (
	"bytes"
	"encoding/csv"
	"errors"
	"io"
	"slices"
	"strconv"

	"byblik"
)

// dwellingKinds are the columns in which a layer of departments counts dwellings.
var dwellingKinds = []string{"family", "youth", "elderly", "care"}

// DepartmentsOf gives the departments of a city's layer: organisation, dwellings
// of all kinds that are known, and land.
func DepartmentsOf(layer []*byblik.Delivery) []Department {
	var list []Department
	for _, d := range layer {
		for i, row := range d.Rows {
			x := Department{ID: row.Area.Code, Organisation: d.Column("organisation").Text[i], Name: row.Name, Shape: d.Shapes[i]}
			for _, kind := range dwellingKinds {
				if v := d.Column(kind).Value[i]; v.Status() == byblik.OK {
					x.Dwellings += v.Float()
				}
			}
			list = append(list, x)
		}
	}
	return list
}

// annexHead are the columns of the annex of a State list, as ReadAnnex takes it.
var annexHead = []string{"area", "list", "year", "department"}

// ReadAnnex reads the annex of a State list, CSV with a row for each department
// of a housing area.
func ReadAnnex(file string, text []byte) ([]Belonging, error) {
	r := csv.NewReader(bytes.NewReader(bytes.TrimPrefix(text, []byte("\ufeff"))))
	bad := &byblik.Error{Kind: byblik.Invalid, Check: "missing-column", File: file, Line: 1, Found: "another table", Expected: "the columns area,list,year,department, comma between them", Do: "write the annex of the list in that form"}
	head, err := r.Read()
	if err != nil || !slices.Equal(head, annexHead) {
		return nil, bad
	}
	var list []Belonging
	for {
		row, err := r.Read()
		if errors.Is(err, io.EOF) {
			return list, nil
		}
		var broken *csv.ParseError
		if errors.As(err, &broken) {
			bad.Check, bad.Line, bad.Found = "bad-row", broken.StartLine, "a row that cannot be taken apart: "+broken.Err.Error()
			return nil, bad
		}
		line, _ := r.FieldPos(0)
		year, err := strconv.Atoi(row[2])
		if err != nil {
			return nil, &byblik.Error{Kind: byblik.Invalid, Check: "text-in-number", File: file, Line: line, Place: "year", Found: strconv.Quote(row[2]), Expected: "a year such as 2024", Do: "correct the cell"}
		}
		list = append(list, Belonging{Area: row[0], List: row[1], Year: year, Department: row[3], File: file, Line: line})
	}
}
