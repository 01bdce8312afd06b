package forecast

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"byblik"
	"byblik/lists"
)

// MidyearFile is the optional table of counts from within a year that is not
// over: area,year,month,criterion,n,d. month is the last one counted, 1 to 11;
// criterion is labour, convicted, education, origin or residents (whose d is
// blank). Income has no mid-year figure.
const MidyearFile = "midyear.csv"

var midyearHead = []string{"area", "year", "month", "criterion", "n", "d"}

// ReadMidyear reads midyear.csv and refuses what cannot be.
func ReadMidyear(text []byte, d *lists.Delivery) ([]MidyearCount, error) {
	r := csv.NewReader(bytes.NewReader(bytes.TrimPrefix(text, []byte("\ufeff"))))
	rows, err := r.ReadAll()
	if err != nil {
		return nil, midyearFault(0, "", err.Error(), "rows of six cells", "correct the file")
	}
	if len(rows) == 0 || !slices.Equal(rows[0], midyearHead) {
		return nil, midyearFault(1, "", "another head", strings.Join(midyearHead, ","), "correct the head")
	}
	var out []MidyearCount
	seen := map[string]bool{}
	for i, row := range rows[1:] {
		m, err := midyearRow(row, i+2, d)
		if err != nil {
			return nil, err
		}
		key := fmt.Sprint(m.Area, m.Year, m.Criterion)
		if seen[key] {
			return nil, midyearFault(i+2, "area", "the same area, year and criterion twice", "each once", "keep the latest month")
		}
		seen[key] = true
		out = append(out, m)
	}
	return out, nil
}

func midyearRow(row []string, line int, d *lists.Delivery) (MidyearCount, error) {
	m := MidyearCount{Area: row[0], Criterion: lists.CriterionID(row[3])}
	if d.Area(byblik.AreaCode{Frame: lists.Frame, Code: m.Area}) == nil {
		return m, midyearFault(line, "area", strconv.Quote(m.Area), "an area of housing_areas", "correct the code")
	}
	var err error
	if m.Year, err = strconv.Atoi(row[1]); err != nil {
		return m, midyearFault(line, "year", strconv.Quote(row[1]), "a year", "correct it")
	}
	if m.Month, err = strconv.Atoi(row[2]); err != nil || m.Month < 1 || m.Month > 11 {
		return m, midyearFault(line, "month", strconv.Quote(row[2]), "a month from 1 to 11", "correct it; a whole year belongs into housing_areas")
	}
	if !slices.ContainsFunc(asked, func(q quantity) bool { return q.id == m.Criterion && q.id != lists.Income }) {
		return m, midyearFault(line, "criterion", strconv.Quote(row[3]), "labour, convicted, education, origin or residents", "correct it")
	}
	if m.N, err = strconv.ParseFloat(row[4], 64); err != nil || !(m.N >= 0 && m.N <= 1e9) {
		return m, midyearFault(line, "n", strconv.Quote(row[4]), "a count", "correct it")
	}
	if m.Criterion == lists.Residents {
		if row[5] != "" {
			return m, midyearFault(line, "d", strconv.Quote(row[5]), "a blank cell for residents", "empty it")
		}
		m.D = m.N
		return m, nil
	}
	if m.D, err = strconv.ParseFloat(row[5], 64); err != nil || !(m.D > 0 && m.D <= 1e9) || m.N > m.D {
		return m, midyearFault(line, "d", strconv.Quote(row[5]), "the persons that n is counted among, at least n", "correct it")
	}
	return m, nil
}

func midyearFault(line int, place, found, expected, do string) error {
	return &byblik.Error{Kind: byblik.Invalid, File: MidyearFile, Line: line, Place: place, Found: found, Expected: expected, Do: do}
}
