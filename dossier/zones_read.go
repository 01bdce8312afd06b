package dossier

import (
	"bytes"
	"encoding/csv"
	"slices"
	"strings"

	"byblik"
)

// ReadZones reads the zones of an earlier folder from its zones.csv and
// members.csv, so that their ids can live on.
func ReadZones(zones, members []byte, frame byblik.Frame) ([]byblik.Zone, error) {
	table, err := readTable("zones.csv", zones, zonesHead)
	if err != nil {
		return nil, err
	}
	var list []byblik.Zone
	at := map[string]int{}
	for _, row := range table {
		at[row[0]] = len(list)
		list = append(list, byblik.Zone{ID: row[0], Name: row[1], State: byblik.ZoneState(row[4]), Reason: row[5]})
	}
	if table, err = readTable("members.csv", members, membersHead); err != nil {
		return nil, err
	}
	for i, row := range table {
		k, ok := at[row[0]]
		if !ok {
			return nil, &byblik.Error{Kind: byblik.Usage, File: "members.csv", Line: i + 2, Place: "zone", Found: row[0], Expected: "a zone of zones.csv", Do: "give a folder as byblik screen wrote it"}
		}
		list[k].Members = append(list[k].Members, byblik.Member{Area: byblik.AreaCode{Frame: frame, Code: row[1]}, Reason: byblik.Reason(row[2])})
	}
	return list, nil
}

// The columns of the two tables, which writers and readers share.
var (
	zonesHead   = []string{"zone", "name", "residents", "areas", "state", "reason"}
	membersHead = []string{"zone", "area", "reason"}
)

func readTable(name string, text []byte, head []string) ([][]string, error) {
	rows, err := csv.NewReader(bytes.NewReader(text)).ReadAll()
	if err != nil || len(rows) == 0 || !slices.Equal(rows[0], head) {
		return nil, &byblik.Error{Kind: byblik.Usage, File: name, Line: 1, Found: "no table of zones", Expected: strings.Join(head, ","), Do: "give a folder as byblik screen wrote it"}
	}
	return rows[1:], nil
}
