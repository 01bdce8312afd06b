package dossier

import (
	"bytes"
	"encoding/csv"
	"math"
	"slices"
	"strconv"
	"strings"

	"byblik"
	"byblik/stress"
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

// The columns of the tables, which writers and readers share.
var (
	zonesHead    = []string{"zone", "name", "residents", "areas", "state", "reason"}
	membersHead  = []string{"zone", "area", "reason"}
	areasHead    = []string{"area", "name", "district", "authority", "residents", "flagged", "periods", "review", "zone", "reason"}
	criteriaHead = []string{"area", "criterion", "value", "city", "limit", "z", "met", "status"}
)

// ReadAreas reads areas.csv and criteria.csv of an earlier folder into the
// screening that they tell of, whose criteria are known.
func ReadAreas(areas, criteria []byte, frame byblik.Frame, p *stress.Past) error {
	rows, err := readTable("areas.csv", areas, areasHead)
	if err != nil {
		return err
	}
	at := map[string]int{}
	for _, r := range rows {
		at[r[0]] = len(p.Areas)
		p.Areas = append(p.Areas, stress.PastArea{Area: byblik.AreaCode{Frame: frame, Code: r[0]}, Name: r[1],
			Flagged: r[5] == "yes", Inside: r[8] != "", Reason: byblik.Reason(r[9]), Figures: make([]stress.PastFigure, len(p.Criteria))})
	}
	if rows, err = readTable("criteria.csv", criteria, slices.Concat(criteriaHead, stress.MarginHeader)); err != nil {
		return err
	}
	for i, r := range rows {
		a, known := at[r[0]]
		k := slices.IndexFunc(p.Criteria, func(c stress.PastCriterion) bool { return c.ID == r[1] })
		if known && k < 0 {
			continue // a criterion that does not enter the count
		}
		if !known {
			return &byblik.Error{Kind: byblik.Usage, File: "criteria.csv", Line: i + 2, Found: r[0], Expected: "an area of areas.csv", Do: "give a folder as byblik screen wrote it"}
		}
		p.Areas[a].Figures[k] = pastFigure(r)
	}
	return nil
}

func pastFigure(r []string) stress.PastFigure {
	number := func(s string) float64 {
		if v, err := strconv.ParseFloat(s, 64); err == nil {
			return v
		}
		return math.NaN()
	}
	f := stress.PastFigure{Status: byblik.OK, Value: number(r[2]), City: number(r[3]), Limit: number(r[4]), Z: number(r[5]), Met: r[6] == "yes"}
	for _, s := range []byblik.Status{byblik.Missing, byblik.Suppressed, byblik.NotApplicable} {
		if r[7] == s.String() {
			f.Status = s
		}
	}
	return f
}

func readTable(name string, text []byte, head []string) ([][]string, error) {
	rows, err := csv.NewReader(bytes.NewReader(text)).ReadAll()
	if err != nil || len(rows) == 0 || !slices.Equal(rows[0], head) {
		return nil, &byblik.Error{Kind: byblik.Usage, File: name, Line: 1, Found: "no table of zones", Expected: strings.Join(head, ","), Do: "give a folder as byblik screen wrote it"}
	}
	return rows[1:], nil
}
