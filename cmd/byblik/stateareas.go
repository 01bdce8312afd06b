package main

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"io/fs"
	"path/filepath"
	"slices"
	"strconv"

	"byblik"
	"byblik/catalog"
	"byblik/designate"
	"byblik/folder"
	"byblik/source"

	"github.com/spf13/cobra"
)

const departmentSource = "kk-social-housing"

func stateAreasCommand() *cobra.Command {
	var from, list, out string
	cmd := &cobra.Command{
		Use:   "state-areas --from DIR --list FILE --out DIR",
		Short: "Draw the State's listed housing areas from the land of their departments",
		Long: "A State list names housing areas and, in an annex, the social housing departments that they consist\n" +
			"of; it draws none. From the annex (CSV: area,list,year,department, one row per department, by id or\n" +
			"name) and the city's layer of departments this makes state_list_areas.geojson, which byblik screen\n" +
			"reads.",
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if err := folder.Refuse(out); err != nil {
				return err
			}
			text, n, err := stateAreas(from, list)
			if err != nil {
				return err
			}
			if err := folder.Write(out, map[string][]byte{"state_list_areas.geojson": text}); err != nil {
				return err
			}
			_, err = fmt.Fprintf(cmd.OutOrStdout(), "housing areas drawn: %d\n", n)
			return err
		},
	}
	cmd.Flags().StringVar(&from, "from", "", "folder with the layer of departments, almene_boligafdelinger_*.geojson")
	cmd.Flags().StringVar(&list, "list", "", "CSV with the columns area,list,year,department")
	cmd.Flags().StringVar(&out, "out", "", "folder to write, which must not exist")
	for _, name := range []string{"from", "list", "out"} {
		must(cmd.MarkFlagRequired(name))
	}
	return cmd
}

// stateAreas gives the layer and the number of housing areas in it.
func stateAreas(from, list string) ([]byte, int, error) {
	departments, err := readDepartments(from)
	if err != nil {
		return nil, 0, err
	}
	rows, err := readBelongings(list)
	if err != nil {
		return nil, 0, err
	}
	housing, err := designate.JoinDepartments(rows, departments)
	if err != nil {
		return nil, 0, err
	}
	return designate.StateListGeoJSON(housing), len(housing), nil
}

func readDepartments(from string) ([]designate.Department, error) {
	c, err := catalog.Embedded()
	if err != nil {
		return nil, err
	}
	in, err := openFrom(from)
	if err != nil {
		return nil, err
	}
	fsys := in.FS
	if in.single != "" {
		fsys = source.OneFile(in.FS, in.single, c.Sources[departmentSource], "")
	}
	ds, err := source.Read(source.Request{FS: fsys, Definition: c.Sources[departmentSource],
		// A department that is not drawn cannot be part of a housing area: a list that names it is refused.
		Accept: map[string]string{"bad-row": "a department without a drawing"}})
	if err != nil {
		return nil, err
	}
	var list []designate.Department
	for _, d := range ds {
		for i, row := range d.Rows {
			x := designate.Department{ID: row.Area.Code, Organisation: d.Column("organisation").Text[i], Name: row.Name, Shape: d.Shapes[i]}
			for _, kind := range []string{"family", "youth", "elderly", "care"} {
				if v := d.Column(kind).Value[i]; v.Status() == byblik.OK {
					x.Dwellings += v.Float()
				}
			}
			list = append(list, x)
		}
	}
	return list, nil
}

// readBelongings reads the annex of a State list.
func readBelongings(path string) ([]designate.Belonging, error) {
	in, err := openFrom(path)
	if err != nil {
		return nil, err
	}
	name := filepath.Base(path)
	text, err := fs.ReadFile(in.FS, in.single)
	if err != nil {
		return nil, internal(err, "give a file that can be read")
	}
	r := csv.NewReader(bytes.NewReader(bytes.TrimPrefix(text, []byte("\ufeff"))))
	head := []string{"area", "list", "year", "department"}
	rows, err := r.ReadAll()
	if err != nil || len(rows) == 0 || !slices.Equal(rows[0], head) {
		return nil, &byblik.Error{Kind: byblik.Invalid, Check: "missing-column", File: name, Line: 1, Found: "another table", Expected: "the columns area,list,year,department, comma between them", Do: "write the annex of the list in that form"}
	}
	var list []designate.Belonging
	for i, row := range rows[1:] {
		year, err := strconv.Atoi(row[2])
		if err != nil {
			return nil, &byblik.Error{Kind: byblik.Invalid, Check: "text-in-number", File: name, Line: i + 2, Place: "year", Found: strconv.Quote(row[2]), Expected: "a year such as 2024", Do: "correct the cell"}
		}
		list = append(list, designate.Belonging{Area: row[0], List: row[1], Year: year, Department: row[3], File: name, Line: i + 2})
	}
	return list, nil
}
