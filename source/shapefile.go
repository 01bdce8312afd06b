package source

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"fmt"
	"io"
	"io/fs"
	"math"
	"path"
	"slices"
	"strconv"
	"strings"

	"byblik"
	"byblik/catalog"
)

// shapefile reads a shapefile (ESRI Shapefile Technical Description, July
// 1998): shapes in .shp, their properties in .dbf, the reference system in
// .prj, the encoding of texts in .cpg; side by side or together in a zip.
func (r *reading) shapefile(raw []byte) *collection {
	var parts map[string][]byte
	switch looksLike(raw) {
	case aZip:
		parts = r.zippedParts(raw)
	case aShapefile:
		parts = r.looseParts(raw)
	default:
		r.is(raw, aShapefile, "a shapefile, or a zip file that holds one")
	}
	if parts == nil {
		return nil
	}
	if parts[".dbf"] == nil {
		r.fault("missing-file", 0, "", "a .shp without its .dbf", "both, side by side or in one zip file", "copy all files of the shapefile into the folder, or deliver them in one zip file")
		return nil
	}
	c := r.collect()
	if text := bytes.TrimSpace(parts[".prj"]); len(text) > 0 {
		c.declared, c.crsSaid = systemOfWKT(string(text)), true
	} else {
		r.warn(0, "", "crs", "no .prj: nothing says which reference system the coordinates are in")
	}
	if !c.checkSystem() {
		return nil
	}
	table := r.openDBF(parts[".dbf"], parts[".cpg"])
	if table == nil || !c.findFields(table) {
		return nil
	}
	if !c.readShapes(parts[".shp"], table) {
		return nil
	}
	return c
}

// shapeParts are the files of a shapefile that are read.
var shapeParts = []string{".shp", ".dbf", ".prj", ".cpg"}

// zippedParts finds the shapefile of a zip. Of several none is guessed.
func (r *reading) zippedParts(raw []byte) map[string][]byte {
	a := r.openArchive(raw)
	if a == nil {
		return nil
	}
	var bases, names []string
	for _, n := range a.names {
		if base := path.Base(n); strings.EqualFold(path.Ext(base), ".shp") && !strings.HasPrefix(base, ".") {
			bases = append(bases, strings.TrimSuffix(n, path.Ext(n)))
			names = append(names, strings.TrimSuffix(base, path.Ext(base)))
		}
	}
	at := slices.Index(names, r.Definition.Layer)
	if r.Definition.Layer == "" && len(names) == 1 {
		at = 0
	}
	if at < 0 {
		for i, n := range names {
			names[i] = shown(n)
		}
		r.chooseFault("layer", r.Definition.Layer, names)
		return nil
	}
	parts := map[string][]byte{}
	for _, n := range a.names {
		ext := strings.ToLower(path.Ext(n))
		if strings.TrimSuffix(n, path.Ext(n)) == bases[at] && slices.Contains(shapeParts, ext) {
			if parts[ext] = a.read(n); parts[ext] == nil {
				return nil
			}
		}
	}
	return parts
}

// looseParts finds the files that lie beside a .shp, and takes them into the
// receipt.
func (r *reading) looseParts(raw []byte) map[string][]byte {
	parts := map[string][]byte{".shp": raw}
	dir := path.Dir(r.file.name)
	entries, err := fs.ReadDir(r.FS, dir)
	if err != nil {
		return parts
	}
	base := strings.TrimSuffix(r.file.base(), path.Ext(r.file.base()))
	for _, e := range entries {
		ext := strings.ToLower(path.Ext(e.Name()))
		if strings.TrimSuffix(e.Name(), path.Ext(e.Name())) != base || !slices.Contains(shapeParts[1:], ext) || !e.Type().IsRegular() {
			continue
		}
		f, err := r.FS.Open(path.Join(dir, e.Name()))
		if err != nil {
			continue
		}
		text, err := io.ReadAll(io.LimitReader(f, maxBytes+1))
		_ = f.Close()
		if err != nil || len(text) > maxBytes {
			r.tooLarge(e.Name()+" of more than 256 MiB", "at most 256 MiB")
			return nil
		}
		sum := sha256.Sum256(text)
		r.receipt.Beside = append(r.receipt.Beside, byblik.FilePrint{File: e.Name(), SHA256: hex.EncodeToString(sum[:]), Bytes: int64(len(text))})
		parts[ext] = text
	}
	return parts
}

// findFields finds the columns of the table that the definition reads.
func (c *collection) findFields(t *dbf) bool {
	for i := range t.fields {
		k, wanted := c.at[strings.TrimSpace(t.fields[i].name)]
		if t.fields[i].to = k; !wanted {
			t.fields[i].to = -1
			c.others = append(c.others, t.fields[i].name)
			continue
		}
		if c.seen[k] {
			c.fault("doubled-column", 0, t.fields[i].name, "the same name twice", "each name once", "ask the publisher which of the two is right, and rename the other")
			return false
		}
		c.seen[k] = true
	}
	return true
}

// The kinds of shape; with heights they are 10 more, with measures 20.
const (
	shpNull    = 0
	shpLine    = 3
	shpPolygon = 5
)

// readShapes walks through the .shp, record by record beside the table.
func (c *collection) readShapes(b []byte, t *dbf) bool {
	if len(b) < 100 || int64(binary.BigEndian.Uint32(b[24:]))*2 != int64(len(b)) || binary.LittleEndian.Uint32(b[28:]) != 1000 {
		c.damaged("", "a .shp whose length or version is not what it says", "a whole shapefile")
		return false
	}
	whole := binary.LittleEndian.Uint32(b[32:])
	n := 0
	for at := 100; at < len(b); n++ {
		if len(b)-at < 12 {
			c.damaged("", "a .shp that breaks off", "a whole shapefile")
			return false
		}
		number, words := binary.BigEndian.Uint32(b[at:]), int64(binary.BigEndian.Uint32(b[at+4:]))
		at += 8
		found := ""
		switch {
		case n >= t.rows:
			found = fmt.Sprintf("more shapes than the %d rows of the .dbf", t.rows)
		case int64(number) != int64(n)+1:
			found = fmt.Sprintf("shape %d where %d should be", number, n+1)
		case words < 2 || words*2 > int64(len(b)-at):
			found = fmt.Sprintf("shape %d, longer than the file", number)
		}
		if found != "" {
			c.damaged("", found, "a whole shapefile")
			return false
		}
		f := c.next()
		c.readShape(f, b[at:at+int(words)*2], whole)
		t.read(c, f, n)
		c.keep(f)
		at += int(words) * 2
		if c.points > maxPoints {
			c.tooLarge("more than "+strconv.Itoa(maxPoints)+" points", "borders of a country at most")
			return false
		}
	}
	if n != t.rows {
		c.damaged("", fmt.Sprintf("%d shapes beside %d rows in the .dbf", n, t.rows), "as many of both")
		return false
	}
	return true
}

// readShape reads one shape: a box, where its parts begin, and its points.
func (c *collection) readShape(f *feature, b []byte, whole uint32) {
	kind := binary.LittleEndian.Uint32(b)
	lines := c.Definition.Format == catalog.Lines
	switch plain := kind % 10; {
	case kind == shpNull:
		f.bad = "a feature without geometry"
		return
	case kind != whole:
		f.bad = fmt.Sprintf("a shape of the type %d in a file of %d", kind, whole)
		return
	case kind > 25 || lines && plain != shpLine || !lines && plain != shpPolygon:
		f.bad = "a geometry of the shapefile type " + strconv.Itoa(int(kind))
		return
	}
	parts, bad := shapeRings(b)
	if f.bad = bad; bad != "" {
		return
	}
	for _, p := range parts {
		c.points += len(p)
		if lines {
			f.parts = append(f.parts, byblik.Line(p))
		}
	}
	if !lines {
		f.shape, f.bad = polygonsOf(parts)
	}
}

// shapeRings takes the parts of a shape apart; heights and measures, which
// follow, are passed over.
func shapeRings(b []byte) (parts [][]byblik.Point, bad string) {
	if len(b) < 44 {
		return nil, "a shape that breaks off"
	}
	n, m := int64(binary.LittleEndian.Uint32(b[36:])), int64(binary.LittleEndian.Uint32(b[40:]))
	b = b[44:]
	if n < 1 || n > m || 4*n+16*m > int64(len(b)) {
		return nil, "a shape with more parts or points than it has room for"
	}
	points := b[4*n:]
	for i := range n {
		from, to := int64(binary.LittleEndian.Uint32(b[4*i:])), m
		if i+1 < n {
			to = int64(binary.LittleEndian.Uint32(b[4*i+4:]))
		}
		if i == 0 && from != 0 || from >= to || to > m {
			return nil, "parts of a shape that overlap"
		}
		part := make([]byblik.Point, 0, to-from)
		for k := from; k < to; k++ {
			p := byblik.Point{math.Float64frombits(binary.LittleEndian.Uint64(points[16*k:])), math.Float64frombits(binary.LittleEndian.Uint64(points[16*k+8:]))}
			if math.IsNaN(p[0]+p[1]) || math.IsInf(p[0]+p[1], 0) {
				return nil, "a coordinate that is no number"
			}
			part = append(part, p)
		}
		parts = append(parts, part)
	}
	return parts, ""
}

// polygonsOf sorts rings into polygons with their holes: outer rings go
// clockwise, holes the other way round. A hole belongs to the smallest outer
// ring that its points lie in. A single ring is an outer one either way.
func polygonsOf(rings [][]byblik.Point) (m byblik.MultiPolygon, bad string) {
	var holes []byblik.Ring
	var sizes []float64
	for _, r := range rings {
		ring := byblik.Ring(r)
		if bad = badRing(ring); bad != "" {
			return nil, bad
		}
		if area := turning(ring); area <= 0 || len(rings) == 1 {
			m, sizes = append(m, byblik.Polygon{ring}), append(sizes, -area)
		} else {
			holes = append(holes, ring)
		}
	}
	if len(holes)*len(m) > 4_000_000 {
		return nil, "holes without end"
	}
	for _, hole := range holes {
		best := -1
		for i := range m {
			if (best < 0 || sizes[i] < sizes[best]) && mostlyInside(hole, m[i][0]) {
				best = i
			}
		}
		if best < 0 {
			return nil, "a hole that lies in no outer ring, or an outer ring that goes the wrong way round"
		}
		m[best] = append(m[best], hole)
	}
	return m, ""
}

// turning is twice the signed area of a ring, positive where it goes counter
// to the clock (the shoelace formula), counted from its first point so that
// large coordinates lose nothing.
func turning(ring byblik.Ring) float64 {
	sum, o := 0.0, ring[0]
	for i := 1; i < len(ring); i++ {
		a, b := ring[i-1], ring[i]
		sum += float64((a[0]-o[0])*(b[1]-o[1])) - float64((b[0]-o[0])*(a[1]-o[1]))
	}
	return sum
}

// mostlyInside says whether most of a few points of a hole lie in a ring:
// single points may lie on its border. A box comes first, since most do not.
func mostlyInside(hole, ring byblik.Ring) bool {
	low, high := boxOf(ring)
	inside, tried := 0, 0
	for i := 0; i < len(hole); i += max(1, len(hole)/7) {
		p := hole[i]
		tried++
		if p[0] >= low[0] && p[0] <= high[0] && p[1] >= low[1] && p[1] <= high[1] && within(p, ring) {
			inside++
		}
	}
	return 2*inside > tried
}

func boxOf(ring byblik.Ring) (low, high byblik.Point) {
	low, high = ring[0], ring[0]
	for _, p := range ring {
		low = byblik.Point{min(low[0], p[0]), min(low[1], p[1])}
		high = byblik.Point{max(high[0], p[0]), max(high[1], p[1])}
	}
	return low, high
}

// within counts the sides that a ray to the east crosses (the even-odd rule).
func within(p byblik.Point, ring byblik.Ring) bool {
	in := false
	for i := 1; i < len(ring); i++ {
		a, b := ring[i-1], ring[i]
		if (a[1] > p[1]) != (b[1] > p[1]) && p[0] < (b[0]-a[0])*(p[1]-a[1])/(b[1]-a[1])+a[0] {
			in = !in
		}
	}
	return in
}
