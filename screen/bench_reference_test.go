package screen

import (
	"strconv"
	"testing"

	"byblik/reference"
)

// benchTable is a table of the 33,000 areas, the head first.
func benchTable(t testing.TB, file string) [][]string {
	t.Helper()
	return reference.Rows(t, reference.OpenBench(t, file))
}

func benchColumn(t testing.TB, rows [][]string, column int) []float64 {
	t.Helper()
	x := make([]float64, len(rows))
	for i, row := range rows {
		v, err := strconv.ParseFloat(row[column], 64)
		if err != nil {
			t.Fatal(err)
		}
		x[i] = v
	}
	return x
}
