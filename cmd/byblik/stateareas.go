package main

import (
	"fmt"
	"os"
	"path/filepath"

	"byblik"
	"byblik/catalog"
	"byblik/designate"
	"byblik/folder"
	"byblik/gather"

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
	c, err := catalog.Embedded()
	if err != nil {
		return nil, 0, err
	}
	in, err := openFrom(from)
	if err != nil {
		return nil, 0, err
	}
	layer, err := in.read(gather.Wanted{Source: c.Sources[departmentSource],
		// A department that is not drawn cannot be part of a housing area: a list that names it is refused.
		Accept: map[string]string{"bad-row": "a department without a drawing"}})
	if err != nil {
		return nil, 0, err
	}
	text, err := os.ReadFile(list)
	if err != nil {
		return nil, 0, &byblik.Error{Kind: byblik.Usage, File: filepath.Base(list), Place: "--list", Found: "no file that can be read", Expected: "a CSV file with the columns area,list,year,department", Do: "correct --list"}
	}
	rows, err := designate.ReadAnnex(filepath.Base(list), text)
	if err != nil {
		return nil, 0, err
	}
	housing, err := designate.JoinDepartments(rows, designate.DepartmentsOf(layer))
	if err != nil {
		return nil, 0, err
	}
	return designate.StateListGeoJSON(housing), len(housing), nil
}
