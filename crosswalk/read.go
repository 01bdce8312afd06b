package crosswalk

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"encoding/csv"
	"encoding/hex"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"byblik"
	"byblik/cube"
	"byblik/spatial"
)

// divide finds the pieces of ground, or of people, that each old area gives to
// each new one.
func (r *Request) divide(frame byblik.Frame) ([]cube.Link, error) {
	if r.Lookup != "" {
		return r.readLookup(frame)
	}
	var sides [2]cube.Division
	var p spatial.Projection
	for k, id := range r.Borders {
		_, ds, err := r.read(id)
		if err != nil {
			return nil, err
		}
		if len(ds) != 1 || ds[0].Shapes == nil {
			return nil, &byblik.Error{Kind: byblik.Usage, Place: "--borders", Found: id, Expected: "a source of polygons, delivered once", Do: "name another source"}
		}
		if k == 0 {
			if p, err = spatial.ProjectionFor(ds[0].Shapes); err != nil {
				return nil, &byblik.Error{Kind: byblik.Invalid, File: ds[0].Receipt.File, Found: err.Error(), Expected: "polygons on the earth", Do: "correct the file"}
			}
		}
		for i, m := range p.PlanarAll(ds[0].Shapes, 0) {
			if m, err = spatial.Repair(m); err != nil {
				return nil, &byblik.Error{Kind: byblik.Invalid, File: ds[0].Receipt.File, Place: ds[0].Rows[i].Area.Code, Found: err.Error(), Expected: "a polygon with an area", Do: "correct the file"}
			}
			sides[k].Areas = append(sides[k].Areas, byblik.AreaCode{Frame: frame, Code: ds[0].Rows[i].Area.Code})
			sides[k].Shapes = append(sides[k].Shapes, m)
		}
	}
	var people *cube.Residents
	if r.Residents != "" {
		var err error
		if people, err = r.readResidents(p); err != nil {
			return nil, err
		}
	}
	return cube.Pieces(sides[0], sides[1], people)
}

// maxTable is the most bytes of a table, once unpacked: ten times a country's
// postcodes.
const maxTable = 512 << 20

// readTable reads a CSV file, packed or not, with a head line, and notes it as
// an input of that role.
func (r *Request) readTable(role, path string) ([][]string, error) {
	name := filepath.Base(path)
	info, err := os.Stat(path)
	if err != nil || !info.Mode().IsRegular() {
		return nil, &byblik.Error{Kind: byblik.Usage, File: name, Found: "no file that can be read", Expected: "a CSV file", Do: "correct the path"}
	}
	large := &byblik.Error{Kind: byblik.Invalid, Check: "too-large", File: name, Found: "more than 512 MiB", Expected: "at most 512 MiB", Do: "look whether this is the right file"}
	if info.Size() > maxTable {
		return nil, large
	}
	text, err := os.ReadFile(path)
	if err != nil {
		return nil, &byblik.Error{Kind: byblik.Usage, File: name, Found: "no file that can be read", Expected: "a CSV file", Do: "correct the path"}
	}
	sum := sha256.Sum256(text)
	r.inputs = append(r.inputs, Input{role, name, hex.EncodeToString(sum[:])})
	bad := &byblik.Error{Kind: byblik.Invalid, Check: "bad-row", File: name, Expected: "a CSV file with a head line, comma between the columns", Do: "save it in that form"}
	if bytes.HasPrefix(text, []byte{0x1f, 0x8b}) {
		if text, err = unpacked(text); err != nil {
			bad.Found = err.Error()
			return nil, bad
		}
	}
	if len(text) > maxTable {
		return nil, large
	}
	if !utf8.Valid(text) {
		bad.Check, bad.Found = "encoding", "bytes that are no UTF-8"
		return nil, bad
	}
	rows, err := csv.NewReader(bytes.NewReader(bytes.TrimPrefix(text, []byte("\ufeff")))).ReadAll()
	if err != nil {
		bad.Found = err.Error()
		return nil, bad
	}
	if len(rows) < 2 {
		bad.Found = "no rows"
		return nil, bad
	}
	return rows, nil
}

func unpacked(text []byte) ([]byte, error) {
	z, err := gzip.NewReader(bytes.NewReader(text))
	if err != nil {
		return nil, err
	}
	return io.ReadAll(io.LimitReader(z, maxTable+1))
}

// placesOf finds columns by their names.
func placesOf(file string, head, names []string) ([]int, error) {
	var at []int
	for _, name := range names {
		k := slices.Index(head, name)
		if k < 0 {
			return nil, &byblik.Error{Kind: byblik.Invalid, Check: "missing-column", File: filepath.Base(file), Line: 1, Found: "no column " + strconv.Quote(name), Expected: "one of " + strings.Join(head, ", "), Do: "correct the name"}
		}
		at = append(at, k)
	}
	return at, nil
}

// readLookup reads which area belongs to which. Without weights an old area
// may come in many rows, such as one per postcode, but in one new area only:
// how much of it lies in each of two nobody has said.
func (r *Request) readLookup(frame byblik.Frame) ([]cube.Link, error) {
	file, columns := r.Lookup, r.Columns
	if len(columns) != 2 && len(columns) != 3 {
		return nil, &byblik.Error{Kind: byblik.Usage, Place: "--columns", Found: strings.Join(columns, ","), Expected: "OLD,NEW or OLD,NEW,WEIGHT", Do: "correct it"}
	}
	rows, err := r.readTable("lookup", file)
	if err != nil {
		return nil, err
	}
	at, err := placesOf(file, rows[0], columns)
	if err != nil {
		return nil, err
	}
	var links []cube.Link
	first := map[string]string{}
	for i, row := range rows[1:] {
		old, to := row[at[0]], row[at[1]]
		e := &byblik.Error{Kind: byblik.Invalid, Check: "crosswalk", File: filepath.Base(file), Line: i + 2, Place: old}
		l := cube.Link{Old: byblik.AreaCode{Frame: frame, Code: old}, New: byblik.AreaCode{Frame: frame, Code: to}, Weight: 1}
		switch known, seen := first[old]; {
		case old == "" || to == "":
			e.Found, e.Expected, e.Do = "an empty code", "an area in an area", "fill it in, or take the row out"
			return nil, e
		case len(at) == 3:
			if l.Weight, err = strconv.ParseFloat(row[at[2]], 64); err != nil {
				e.Check, e.Found, e.Expected, e.Do = "text-in-number", strconv.Quote(row[at[2]]), "a weight", "correct the cell"
				return nil, e
			}
			links = append(links, l)
		case seen && known != to:
			e.Found, e.Expected, e.Do = fmt.Sprintf("it in %s, and before in %s", to, known), "one area, or weights", "give --columns OLD,NEW,WEIGHT"
			return nil, e
		case !seen:
			first[old] = to
			links = append(links, l)
		}
	}
	return links, nil
}

// readResidents reads where people live.
func (r *Request) readResidents(p spatial.Projection) (*cube.Residents, error) {
	file := r.Residents
	rows, err := r.readTable("residents", file)
	if err != nil {
		return nil, err
	}
	at, err := placesOf(file, rows[0], []string{"lon", "lat", "residents"})
	if err != nil {
		return nil, err
	}
	out := &cube.Residents{}
	for i, row := range rows[1:] {
		var v [3]float64
		for k, c := range at {
			if v[k], err = strconv.ParseFloat(row[c], 64); err != nil || !(v[k] > -1e9 && v[k] < 1e9) || k == 2 && v[k] < 0 {
				return nil, &byblik.Error{Kind: byblik.Invalid, Check: "text-in-number", File: filepath.Base(file), Line: i + 2, Place: rows[0][c], Found: strconv.Quote(row[c]), Expected: "a number", Do: "correct the cell"}
			}
		}
		out.Points = append(out.Points, p.PlanarPoint(byblik.Point{v[0], v[1]}))
		out.Count = append(out.Count, v[2])
	}
	return out, nil
}

// figuresText writes what was carried, every digit, a row per figure.
func figuresText(carried []*byblik.Delivery) []byte {
	rows := [][]string{{"area", "period", "column", "value", "status"}}
	for _, d := range carried {
		for i, r := range d.Rows {
			for _, col := range d.Columns {
				v, text := col.Value[i], ""
				if v.Status() == byblik.OK {
					text = strconv.FormatFloat(v.Float(), 'f', -1, 64)
				}
				rows = append(rows, []string{r.Area.Code, r.Period.String(), col.ID, text, v.Status().String()})
			}
		}
	}
	return csvText(rows)
}

// linksText writes which share of each old area went where.
func linksText(links []cube.Link) []byte {
	rows := [][]string{{"old", "new", "share"}}
	for _, l := range links {
		rows = append(rows, []string{l.Old.Code, l.New.Code, strconv.FormatFloat(l.Weight, 'f', -1, 64)})
	}
	return csvText(rows)
}

func csvText(rows [][]string) []byte {
	var b bytes.Buffer
	w := csv.NewWriter(&b)
	_ = w.WriteAll(rows) // memory does not fail
	return b.Bytes()
}
