package main

import (
	"bufio"
	"compress/gzip"
	"encoding/json"
	"fmt"
	"io"
	"math"
	"os"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"time"

	"byblik"
	"byblik/spatial"
)

// bench reads the bench folder.
type bench struct{ folder string }

func (b bench) expected(into any) error {
	text, err := os.ReadFile(filepath.Join(b.folder, "expected.json"))
	if err != nil {
		return err
	}
	return json.Unmarshal(text, into)
}

// rows reads a table, packed or not, and drops its heading.
func (b bench) rows(file, separator string, heading int) (rows [][]string, err error) {
	f, err := os.Open(filepath.Join(b.folder, "n33000", file))
	if err != nil {
		return nil, err
	}
	defer f.Close()
	var r io.Reader = f
	if strings.HasSuffix(file, ".gz") {
		if r, err = gzip.NewReader(f); err != nil {
			return nil, err
		}
	}
	s := bufio.NewScanner(r)
	s.Buffer(nil, 1<<22)
	for s.Scan() {
		rows = append(rows, strings.Split(s.Text(), separator))
	}
	if s.Err() != nil || len(rows) < heading {
		return nil, fmt.Errorf("%s: %w", file, s.Err())
	}
	return rows[heading:], nil
}

// columns reads the numbers of a table from a column on.
func (b bench) columns(file string, skip int) ([][]float64, error) {
	rows, err := b.rows(file, ",", 1)
	if err != nil {
		return nil, err
	}
	out := make([][]float64, len(rows[0])-skip)
	for _, row := range rows {
		for j := range out {
			v, err := strconv.ParseFloat(row[j+skip], 64)
			if err != nil {
				return nil, fmt.Errorf("%s: %w", file, err)
			}
			out[j] = append(out[j], v)
		}
	}
	return out, nil
}

// shapes reads the outlines of the tessellation.
func (b bench) shapes(file string) ([]byblik.MultiPolygon, error) {
	rows, err := b.rows(file, "|", 1)
	if err != nil {
		return nil, err
	}
	shapes := make([]byblik.MultiPolygon, len(rows))
	for i, row := range rows {
		var p byblik.Polygon
		text := strings.Trim(strings.TrimPrefix(row[1], "POLYGON "), "()")
		for ring := range strings.SplitSeq(text, "), (") {
			var r byblik.Ring
			for at := range strings.SplitSeq(ring, ", ") {
				x, y, _ := strings.Cut(at, " ")
				east, err1 := strconv.ParseFloat(x, 64)
				north, err2 := strconv.ParseFloat(y, 64)
				if err1 != nil || err2 != nil {
					return nil, fmt.Errorf("outline %d: %q is no point", i, at)
				}
				r = append(r, byblik.Point{east, north})
			}
			p = append(p, r)
		}
		shapes[i] = byblik.MultiPolygon{p}
	}
	return shapes, nil
}

// england reads the polygons of England that BYBLIK_REFERENCE leads to.
func england() ([]byblik.MultiPolygon, error) {
	f, err := os.Open(filepath.Join(os.Getenv("BYBLIK_REFERENCE"), "england-imd", "lsoa11_england.geojson.gz"))
	if err != nil {
		return nil, err
	}
	defer f.Close()
	r, err := gzip.NewReader(f)
	if err != nil {
		return nil, err
	}
	var all struct {
		Features []struct {
			Geometry struct {
				Type        string
				Coordinates json.RawMessage
			}
		}
	}
	if err := json.NewDecoder(r).Decode(&all); err != nil {
		return nil, err
	}
	shapes := make([]byblik.MultiPolygon, len(all.Features))
	for i, f := range all.Features {
		if f.Geometry.Type == "Polygon" {
			shapes[i] = make(byblik.MultiPolygon, 1)
			err = json.Unmarshal(f.Geometry.Coordinates, &shapes[i][0])
		} else {
			err = json.Unmarshal(f.Geometry.Coordinates, &shapes[i])
		}
		if err != nil {
			return nil, fmt.Errorf("feature %d: %w", i, err)
		}
	}
	return shapes, nil
}

// graph reads the list of edges.
func (b bench) graph(n int) (spatial.Graph, error) {
	rows, err := b.rows("edges.csv.gz", ",", 0)
	if err != nil {
		return nil, err
	}
	g := make(spatial.Graph, n)
	for _, row := range rows {
		x, err1 := strconv.Atoi(row[0])
		y, err2 := strconv.Atoi(row[1])
		if err1 != nil || err2 != nil || max(x, y) >= n {
			return nil, fmt.Errorf("edge %v", row)
		}
		g[x], g[y] = append(g[x], y), append(g[y], x)
	}
	return g, nil
}

// clock starts a measurement: what reading has left behind is cleared away
// first, since reading is not counted for anybody.
func clock() time.Time {
	runtime.GC()
	return time.Now()
}

// held collects the figures that are not the expected ones.
type held struct{ faults []string }

func (h *held) near(what string, got, want, tolerance float64) {
	if !(math.Abs(got-want) <= tolerance*math.Abs(want)) {
		h.faults = append(h.faults, fmt.Sprintf("%s %.12g, expected %.12g", what, got, want))
	}
}

func (h *held) first(what string, got, want []float64, tolerance float64) {
	for i, v := range want {
		h.near(fmt.Sprintf("%s[%d]", what, i), got[i], v, tolerance)
	}
}

func sum(x []float64) float64 {
	s := 0.0
	for _, v := range x {
		s += v
	}
	return s
}
