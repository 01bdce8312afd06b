package main

import (
	"bytes"
	"slices"
	"strings"

	"byblik/catalog"
)

// columns of Minby's table of figures, found through its definition.
type columns struct{ key, year, count, part, whole int }

func columnsOf(text []byte) columns {
	c, err := catalog.Embedded()
	if err != nil {
		panic(err)
	}
	def := c.Sources["minby-figures"]
	head := strings.Split(strings.TrimRight(strings.TrimPrefix(firstLine(text), "\ufeff"), "\r"), ";")
	at := func(name string) int { return slices.Index(head, name) }
	found := columns{key: at(def.Key.Column), year: at(def.Period.Column)}
	for _, k := range def.Columns {
		for _, w := range def.Columns {
			if k.Part != "" && k.Part == w.ID {
				found.part, found.whole, found.count = at(k.Name), at(w.Name), at(w.Name)
			}
		}
	}
	return found
}

// inCell puts a value into one cell of a line of the table.
func inCell(line int, which func(columns) int, value string) func([]byte) []byte {
	return func(text []byte) []byte { return rewrite(line, cell(which(columnsOf(text)), value))(text) }
}

// header renames a column.
func header(which func(columns) int, name string) func([]byte) []byte { return inCell(1, which, name) }

func key(c columns) int   { return c.key }
func count(c columns) int { return c.count }
func part(c columns) int  { return c.part }
func year(c columns) int  { return c.year }

// ring replaces the first ring of the first polygon.
func ring(coordinates string) func([]byte) []byte {
	return func(text []byte) []byte {
		i := bytes.Index(text, []byte("[[["))
		j := i + bytes.Index(text[i:], []byte("]]"))
		if text[i+3] == '[' { // a multipolygon
			i++
		}
		return slices.Concat(text[:i], []byte("[["+coordinates), text[j+1:])
	}
}

// firstPoint tells where the first coordinate pair stands.
func firstPoint(text []byte) (from, to int) {
	i := bytes.Index(text, []byte("[[["))
	for text[i] == '[' || text[i] == ' ' {
		i++
	}
	j := i + bytes.IndexByte(text[i:], ']')
	return i, j
}

// everyPoint changes all coordinate pairs of the file.
func everyPoint(f func(lon, lat string) string) func([]byte) []byte {
	return func(text []byte) []byte {
		var out []byte
		rest := text
		for {
			i := bytes.IndexAny(rest, "0123456789-")
			if i < 0 {
				return append(out, rest...)
			}
			j := i + bytes.IndexByte(append(rest[i:], ']'), ']')
			pair := strings.Split(string(rest[i:min(j, len(rest))]), ",")
			if i > 0 && rest[i-1] == '[' && len(pair) == 2 && !strings.ContainsAny(pair[0]+pair[1], "\"{:") {
				out = append(append(out, rest[:i]...), f(strings.TrimSpace(pair[0]), strings.TrimSpace(pair[1]))...)
				rest = rest[j:]
				continue
			}
			out = append(out, rest[:i+1]...)
			rest = rest[i+1:]
		}
	}
}

// breakPoint replaces one coordinate pair.
func breakPoint(pair string) func([]byte) []byte {
	return func(text []byte) []byte {
		_, j := firstPoint(text)
		i := j + bytes.IndexByte(text[j:], '[') + 1 // the second point: the first closes the ring too
		j = i + bytes.IndexByte(text[i:], ']')
		return slices.Concat(text[:i], []byte(pair), text[j:])
	}
}

// firstFeature gives the bytes of the first feature object.
func firstFeature(text []byte) (from, to int) {
	from = bytes.Index(text, []byte(`"features"`))
	from += bytes.IndexByte(text[from:], '{')
	depth := 0
	for i := from; i < len(text); i++ {
		switch text[i] {
		case '{':
			depth++
		case '}':
			if depth--; depth == 0 {
				return from, i + 1
			}
		}
	}
	return from, len(text)
}

func doubleFeature(text []byte) []byte {
	i, j := firstFeature(text)
	return slices.Concat(text[:j], []byte(","), text[i:j], text[j:])
}

func dropFeature(text []byte) []byte {
	i, j := firstFeature(text)
	for text[j] == ',' || text[j] == '\n' || text[j] == ' ' {
		j++
	}
	return slices.Concat(text[:i], text[j:])
}

func damages() []damaged {
	return []damaged{
		// The file as a whole.
		{"no table", figuresFile, nil, "missing-file"},
		{"no borders", areasFile, nil, "missing-file"},
		{"empty table", figuresFile, func([]byte) []byte { return nil }, "empty-file"},
		{"empty borders", areasFile, func([]byte) []byte { return nil }, "empty-file"},
		{"only a header", figuresFile, func(text []byte) []byte { return []byte(firstLine(text) + "\n") }, "found"},
		{"table cut in the middle of a row", figuresFile, cut(0.613), "found"},
		{"borders cut", areasFile, cut(0.7), "truncated"},
		{"compressed and cut", figuresFile, func(text []byte) []byte { z := zip(text); return z[:len(z)/2] }, "truncated"},
		{"bytes that are no text", figuresFile, func([]byte) []byte { return []byte{0x89, 'P', 'N', 'G', 0, 0, 1, 2, 3, 0, 0} }, "not-text"},
		{"a NUL in the middle", figuresFile, func(text []byte) []byte { b := bytes.Clone(text); b[len(b)/2] = 0; return b }, "not-text"},
		{"UTF-16", figuresFile, utf16, "UTF-16"},
		{"Latin-1 declared as UTF-8", figuresFile, func(text []byte) []byte {
			return rewrite(3, func(c []string) []string { c[len(c)-1] = "\xe6\xf8\xe5"; return c })(text)
		}, "encoding"},
		{"borders in Latin-1", areasFile, func(text []byte) []byte { return bytes.Replace(text, []byte("ø"), []byte{0xf8}, 1) }, "encoding"},
		{"another format under the name", areasFile, func([]byte) []byte { return []byte("area;name\n001;X\n") }, "found"},
		// The header.
		{"lost header", figuresFile, dropLine(1), "missing-column"},
		{"column renamed", figuresFile, header(count, "something else"), "missing-column"},
		{"column twice", figuresFile, func(text []byte) []byte {
			c := columnsOf(text)
			return rewrite(1, func(cells []string) []string { cells[c.part] = cells[c.whole]; return cells })(text)
		}, "column"},
		{"key renamed", figuresFile, header(key, "nummer"), "missing-column"},
		{"commas in place of semicolons", figuresFile, func(text []byte) []byte { return bytes.ReplaceAll(text, []byte(";"), []byte(",")) }, "missing-column"},
		// The rows.
		{"a row twice", figuresFile, repeatLine(5), "double-key"},
		{"a row with too few cells", figuresFile, rewrite(4, func(c []string) []string { return c[:len(c)-2] }), "bad-row"},
		{"a row with too many cells", figuresFile, rewrite(4, func(c []string) []string { return append(c, "1", "2") }), "bad-row"},
		{"unknown area", figuresFile, inCell(6, key, "999"), "999"},
		{"lost leading zeros", figuresFile, func(text []byte) []byte { return bytes.ReplaceAll(text, []byte("\n0"), []byte("\n")) }, "found"},
		{"no code", figuresFile, inCell(6, key, ""), "found"},
		{"an area left out", figuresFile, func(text []byte) []byte { return dropLine(strings.Count(string(text), "\n"))(text) }, "missing-area"},
		{"no year", figuresFile, inCell(6, year, ""), "found"},
		{"a year that is none", figuresFile, inCell(6, year, "20x5"), "20x5"},
		{"text in a number", figuresFile, inCell(7, count, "many"), "text-in-number"},
		{"a number with a unit", figuresFile, inCell(7, count, "412 kr."), "text-in-number"},
		{"infinity", figuresFile, inCell(7, count, "Inf"), "text-in-number"},
		{"decimal point in a decimal-comma file", figuresFile, inCell(7, count, "4.5"), "text-in-number"},
		{"negative count", figuresFile, inCell(8, count, "-12"), "negative-count"},
		{"a part larger than its whole", figuresFile, inCell(8, part, "999999"), "part-exceeds-whole"},
		{"a fraction of a person", figuresFile, inCell(8, count, "412,5"), "fraction-of-count"},
		{"a thousands separator that was not declared", figuresFile, inCell(8, count, "1.412"), "found"},
		{"a denominator of zero", figuresFile, inCell(9, count, "0"), "found"},
		{"a quote that never ends", figuresFile, inCell(9, count, "\"412"), "found"},
		{"a formula in a cell", figuresFile, inCell(9, count, "=1+1"), "text-in-number"},
		// The borders.
		{"longitude and latitude swapped", areasFile, everyPoint(func(lon, lat string) string { return lat + "," + lon }), "extent"},
		{"metres in place of degrees", areasFile, everyPoint(func(lon, lat string) string { return "725000.0,6175000.0" }), "extent"},
		{"one point far away", areasFile, breakPoint("0.0,0.0"), "extent"},
		{"a coordinate that is text", areasFile, breakPoint(`"east","north"`), "found"},
		{"a bow-tie", areasFile, ring("[11.30,56.30],[11.31,56.31],[11.31,56.30],[11.30,56.31],[11.30,56.30]"), "invalid-ring"},
		{"a ring of two points", areasFile, ring("[11.30,56.30],[11.31,56.31],[11.30,56.30]"), "found"},
		{"an area drawn twice", areasFile, doubleFeature, "double-key"},
		{"an area without a border", areasFile, dropFeature, figuresFile + ":2: "},
		{"a feature without geometry", areasFile, func(text []byte) []byte {
			i, j := firstFeature(text)
			return slices.Concat(text[:i], []byte(`{"type":"Feature","properties":{"code":"001"},"geometry":null}`), text[j:])
		}, "found"},
		{"another reference system", areasFile, func(text []byte) []byte {
			return bytes.Replace(text, []byte(`{`), []byte(`{"crs":{"type":"name","properties":{"name":"urn:ogc:def:crs:EPSG::2154"}},`), 1)
		}, "crs"},
		{"not a collection", areasFile, func([]byte) []byte { return []byte(`{"type":"Feature","properties":{},"geometry":null}`) }, "found"},
		{"no features", areasFile, func([]byte) []byte { return []byte(`{"type":"FeatureCollection","features":[]}`) }, "found"},
	}
}
