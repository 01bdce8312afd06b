package publish

import (
	"bytes"
	"context"
	"database/sql"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"slices"
	"strconv"
	"strings"

	"byblik"
	"byblik/release"

	"github.com/parquet-go/parquet-go"
	"github.com/xuri/excelize/v2"
)

// Channel is one file, or one set of files, with the figures that a reader
// finds in it: by name, the number as text or the word of its status.
type Channel struct {
	Name    string
	Figures map[string]string
}

// Channels reads the files of a release as other programs do, and gives what
// each says of every figure and every count behind one. The first is the
// canonical one. The attacker compares them.
func Channels(id string, files map[string][]byte) ([]Channel, error) {
	canonical, err := readTables("figures/", ',', files)
	if err != nil {
		return nil, err
	}
	out := []Channel{{"figures/", canonical}}
	in := release.FormatsFolder
	for _, x := range []struct {
		name string
		read func() (map[string]string, error)
	}{
		{in + "figures.csv", func() (map[string]string, error) { return readTables(in+"figures.csv", ',', files) }},
		{in + "tal.csv", func() (map[string]string, error) { return readTables(in+"tal.csv", ';', files) }},
		{in + id + ".xlsx", func() (map[string]string, error) { return readXLSX(files[in+id+".xlsx"]) }},
		{in + "json-stat/da/", func() (map[string]string, error) { return readJSONStat(in+"json-stat/da/", files) }},
		{in + "json-stat/en/", func() (map[string]string, error) { return readJSONStat(in+"json-stat/en/", files) }},
		{in + "geojson/", func() (map[string]string, error) { return readGeoJSON(in+"geojson/", files) }},
		{in + id + ".gpkg", func() (map[string]string, error) { return readGeoPackage(files[in+id+".gpkg"]) }},
		{in + "parquet/figures.parquet", func() (map[string]string, error) { return readParquet(files[in+"parquet/figures.parquet"]) }},
	} {
		figures, err := x.read()
		if err != nil {
			return nil, &byblik.Error{Kind: byblik.Invalid, File: x.name, Found: err.Error(), Expected: "a file that byblik wrote", Do: "get the release again"}
		}
		out = append(out, Channel{x.name, figures})
	}
	return out, nil
}

// put notes a figure: its number, or the word of its status.
func put(to map[string]string, name, value, status string) {
	if status == "" {
		return // an indicator without such a count
	}
	if status != byblik.OK.String() {
		value = status
	}
	to[name] = value
}

// putAll notes a figure with the counts and bounds behind it.
func putAll(to map[string]string, name string, c []string) {
	put(to, name, c[0], c[1])
	put(to, name+".numerator", c[2], c[3])
	put(to, name+".denominator", c[4], c[5])
	for i, bound := range []string{".low", ".high"} {
		if c[6+i] != "" {
			to[name+bound] = c[6+i]
		}
	}
}

var wordOfDanish = func() map[string]string {
	m := map[string]string{"": ""}
	for s, word := range danishStatus {
		m[word] = s.String()
	}
	return m
}()

// readTables reads CSV files below a path: those of the release, and both of
// publish, by the names of their columns.
func readTables(under string, comma rune, files map[string][]byte) (map[string]string, error) {
	to := map[string]string{}
	names := []string{"figure", "value", "status", "numerator", "numerator_status", "denominator", "denominator_status", "low", "high"}
	if comma == ';' {
		names = []string{"tal", "værdi", "status", "tæller", "tællers status", "nævner", "nævners status", "nedre grænse", "øvre grænse"}
	}
	for _, path := range slices.Sorted(maps.Keys(files)) {
		if !strings.HasPrefix(path, under) {
			continue
		}
		r := csv.NewReader(bytes.NewReader(bytes.TrimPrefix(files[path], []byte("\ufeff"))))
		r.Comma = comma
		all, err := r.ReadAll()
		if err == nil && len(all) == 0 {
			err = io.EOF
		}
		if err != nil {
			return nil, fmt.Errorf("%s: %w", path, err)
		}
		at := make([]int, len(names))
		for i, n := range names {
			if at[i] = slices.Index(all[0], n); at[i] < 0 {
				return nil, fmt.Errorf("%s: no column %s", path, n)
			}
		}
		for _, rec := range all[1:] {
			c := make([]string, len(names))
			for i, k := range at {
				c[i] = rec[k]
				if comma == ';' && i > 0 {
					if i == 2 || i == 4 || i == 6 {
						c[i] = wordOfDanish[c[i]]
					} else {
						c[i] = strings.Replace(c[i], ",", ".", 1)
					}
				}
			}
			putAll(to, c[0], c[1:])
		}
	}
	return to, nil
}

func readXLSX(text []byte) (map[string]string, error) {
	f, err := excelize.OpenReader(bytes.NewReader(text))
	if err != nil {
		return nil, err
	}
	defer f.Close()
	to := map[string]string{}
	for i, sheet := range f.GetSheetList() {
		if i == 0 {
			continue // what the workbook is
		}
		all, err := f.GetRows(sheet, excelize.Options{RawCellValue: true})
		if err != nil {
			return nil, err
		}
		if len(all) == 0 {
			return nil, fmt.Errorf("sheet %s is empty", sheet)
		}
		for _, rec := range all[1:] {
			for len(rec) < 13 {
				rec = append(rec, "")
			}
			putAll(to, rec[0], rec[5:])
		}
	}
	return to, nil
}

func readJSONStat(under string, files map[string][]byte) (map[string]string, error) {
	to := map[string]string{}
	for _, path := range slices.Sorted(maps.Keys(files)) {
		if !strings.HasPrefix(path, under) {
			continue
		}
		var d dataset
		if err := json.Unmarshal(files[path], &d); err != nil {
			return nil, err
		}
		k := 0
		for _, place := range d.Dimension["place"].Category.Index {
			for _, period := range d.Dimension["period"].Category.Index {
				name := d.Extension["indicator"] + "." + place + "." + period
				for _, m := range d.Dimension["measure"].Category.Index {
					if k == len(d.Value) {
						return nil, fmt.Errorf("%s: %d values, and more cells", path, k)
					}
					as, value, status := name+"."+m, "", d.Status[strconv.Itoa(k)]
					if m == "value" {
						as = name
					}
					if v := d.Value[k]; v != nil {
						value = byblik.Exact(*v)
					}
					if k++; value != "" || status != "" {
						put(to, as, value, or(status, "ok"))
					}
				}
			}
		}
	}
	return to, nil
}

func or(s, otherwise string) string {
	if s == "" {
		return otherwise
	}
	return s
}

func readGeoJSON(under string, files map[string][]byte) (map[string]string, error) {
	to := map[string]string{}
	for _, path := range slices.Sorted(maps.Keys(files)) {
		if !strings.HasPrefix(path, under) {
			continue
		}
		var c struct {
			Features []struct{ Properties map[string]any }
		}
		if err := json.Unmarshal(files[path], &c); err != nil {
			return nil, err
		}
		for _, f := range c.Features {
			p := f.Properties
			level, isLevel := p["level"].(string)
			code, isCode := p["code"].(string)
			if !isLevel || !isCode {
				return nil, fmt.Errorf("%s: a feature without level or code", path)
			}
			for name, v := range p {
				x, period, is := strings.Cut(name, ".")
				if period, part, more := strings.Cut(period, "."); is && !strings.HasSuffix(name, ".status") {
					as := x + "." + level + "." + code + "." + period
					if more {
						as += "." + part
					}
					value, ok := v.(float64)
					word, _ := p[name+".status"].(string)
					if ok {
						word = "ok"
					}
					put(to, as, byblik.Exact(value), word)
				}
			}
		}
	}
	return to, nil
}

func readGeoPackage(text []byte) (map[string]string, error) {
	db, err := sql.Open("sqlite", ":memory:")
	if err != nil {
		return nil, err
	}
	defer db.Close()
	conn, err := db.Conn(context.Background())
	if err != nil {
		return nil, err
	}
	defer conn.Close()
	err = conn.Raw(func(c any) error {
		s, ok := c.(interface{ Deserialize([]byte) error })
		if !ok {
			return fmt.Errorf("the SQLite driver cannot take a file")
		}
		return s.Deserialize(text)
	})
	if err != nil {
		return nil, err
	}
	rows, err := conn.QueryContext(context.Background(), `SELECT figure, value, status, numerator, numerator_status, denominator, denominator_status, low, high FROM figures`)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	to := map[string]string{}
	for rows.Next() {
		var name string
		var v, n, d, low, high sql.NullFloat64
		var vs, ns, ds sql.NullString
		if err := rows.Scan(&name, &v, &vs, &n, &ns, &d, &ds, &low, &high); err != nil {
			return nil, err
		}
		putAll(to, name, []string{nullText(v), vs.String, nullText(n), ns.String, nullText(d), ds.String, nullText(low), nullText(high)})
	}
	return to, rows.Err()
}

func nullText(v sql.NullFloat64) string {
	if !v.Valid {
		return ""
	}
	return byblik.Exact(v.Float64)
}

func readParquet(text []byte) (map[string]string, error) {
	all, err := parquet.Read[figureRow](bytes.NewReader(text), int64(len(text)))
	if err != nil {
		return nil, err
	}
	to := map[string]string{}
	for _, x := range all {
		putAll(to, x.Figure, []string{pointed(x.Value), x.Status, pointed(x.Numerator), pointedText(x.NumeratorStatus), pointed(x.Denominator), pointedText(x.DenominatorStatus), pointed(x.Low), pointed(x.High)})
	}
	return to, nil
}

func pointed(v *float64) string {
	if v == nil {
		return ""
	}
	return byblik.Exact(*v)
}

func pointedText(s *string) string {
	if s == nil {
		return ""
	}
	return *s
}
