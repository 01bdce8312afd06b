package spatial

import (
	"bufio"
	"strconv"
	"strings"
	"testing"

	"byblik"
	"byblik/reference"
)

// benchLines gives the lines of a packed table of the bench folder, each cut
// into fields.
func benchLines(t testing.TB, file, separator string) (rows [][]string) {
	t.Helper()
	s := bufio.NewScanner(reference.OpenBench(t, file))
	s.Buffer(nil, 1<<20)
	for s.Scan() {
		rows = append(rows, strings.Split(s.Text(), separator))
	}
	if s.Err() != nil {
		t.Fatal(s.Err())
	}
	return rows
}

func number(t testing.TB, s string) float64 {
	t.Helper()
	v, err := strconv.ParseFloat(s, 64)
	if err != nil {
		t.Fatal(err)
	}
	return v
}

// benchShapes reads the polygons of the bench folder, simple or detail.
func benchShapes(t testing.TB, kind string) (shapes []byblik.MultiPolygon) {
	t.Helper()
	for _, row := range benchLines(t, "areas_"+kind+".wkt.csv.gz", "|")[1:] {
		text := strings.Trim(strings.TrimPrefix(row[1], "POLYGON "), "()")
		var p byblik.Polygon
		for _, ring := range strings.Split(text, "), (") {
			var r byblik.Ring
			for _, pt := range strings.Split(ring, ", ") {
				x, y, _ := strings.Cut(pt, " ")
				r = append(r, byblik.Point{number(t, x), number(t, y)})
			}
			p = append(p, r)
		}
		shapes = append(shapes, byblik.MultiPolygon{p})
	}
	return shapes
}

// benchGraph reads the edges of the bench folder.
func benchGraph(t testing.TB, n int) Graph {
	t.Helper()
	var pairs []pair
	for _, row := range benchLines(t, "edges.csv.gz", ",") {
		a, b := int32(number(t, row[0])), int32(number(t, row[1]))
		pairs = append(pairs, pair{a, b})
	}
	return graphOf(n, [][]pair{pairs})
}
