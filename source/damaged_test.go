package source

import (
	"bytes"
	"compress/gzip"
	"errors"
	"strings"
	"testing"
	"testing/fstest"

	"byblik"
	"byblik/catalog"
)

// A whole, small delivery of each kind; the damaged ones below are made from
// them.
const goodTable = `code,name,year,people,poor,share,score
001,Nørre,2020,100,10,10.5,1.5
002,"Sønder, ""den gamle""",2020,200,20,20,-2e-1
003,Øster,2020,300,,-,0
`

const goodBorders = `{"type":"FeatureCollection",
"crs":{"type":"name","properties":{"name":"urn:ogc:def:crs:EPSG::4326"}},
"features":[
{"type":"Feature","properties":{"nr":1,"name":"Nørre"},"geometry":{"type":"Polygon","coordinates":[[[12.1,55.1],[12.2,55.1],[12.2,55.2],[12.1,55.1]]]}},
{"type":"Feature","properties":{"nr":2,"name":"Sønder"},"geometry":{"type":"MultiPolygon","coordinates":[[[[12.3,55.1],[12.4,55.1],[12.4,55.2],[12.3,55.1]]]]}}
]}
`

func tableSource() *catalog.Source {
	return &catalog.Source{
		ID: "small-table", Publisher: "the office", Format: catalog.CSV, Files: []catalog.File{{Name: "small.csv"}},
		Written: catalog.Written{Missing: []string{"-"}},
		Key:     catalog.Key{Frame: "block", Column: "code", Name: "name", Pattern: "[0-9]{3}"},
		Period:  catalog.PeriodRule{Column: "year"},
		Columns: []catalog.Column{
			{ID: "people", Name: "people", Kind: catalog.Count},
			{ID: "poor", Name: "poor", Kind: catalog.Count, Part: "people"},
			{ID: "share", Name: "share", Kind: catalog.Share},
			{ID: "score", Name: "score", Kind: catalog.Number, Min: new(-10.0), Max: new(10.0)},
		},
	}
}

func bordersSource() *catalog.Source {
	return &catalog.Source{
		ID: "small-borders", Publisher: "the office", Format: catalog.GeoJSON, Files: []catalog.File{{Name: "small.geojson"}},
		Key:    catalog.Key{Frame: "block", Column: "nr", Name: "name"},
		Extent: &catalog.Extent{CRS: "CRS84", Declared: []string{"EPSG:4326"}, Min: [2]float64{12, 55}, Max: [2]float64{13, 56}},
	}
}

func linesSource() *catalog.Source {
	s := bordersSource()
	s.Format, s.Key = catalog.Lines, catalog.Key{}
	return s
}

func blocks(codes ...string) []byblik.Area {
	var areas []byblik.Area
	for _, c := range codes {
		areas = append(areas, byblik.Area{Code: byblik.AreaCode{Frame: "block", Code: c}, Name: "name of " + c})
	}
	return areas
}

// damage is one way in which a file can go wrong: replace gives the text as
// pairs old, new; whole replaces everything; change alters the definition.
// Every fault must name file and line (or feature) and say what to do.
type damage struct {
	what    string
	replace []string
	whole   string
	change  func(*catalog.Source)
	want    string // beginning of the message
	do      string // part of the advice
}

var windows = func(s *catalog.Source) { s.Written.Encoding = "windows-1252" }
var comma = func(s *catalog.Source) { s.Written.Delimiter, s.Written.Decimal = ";", "," }

var damagedTables = []damage{
	{what: "empty file", whole: "\n", want: `small.csv:1: [empty-file] found an empty file`, do: "get the file again"},
	{what: "head only", whole: "code,name,year,people,poor,share,score\n", want: `small.csv:1: [empty-file] found a head and no rows`, do: "get the file again"},
	{what: "head lost", replace: []string{"code,name,year,people,poor,share,score\n", ""}, want: `small.csv:1: code: [missing-column] found no such name in the head`, do: "put the head back"},
	{what: "a title above the head", replace: []string{"code,", "Population by block\n\n\"all\",figures\ncode,"}, want: `small.csv:1: code: [missing-column] found no such name in the first line`, do: "the names stand in line 4: take out the lines above"},
	{what: "a line for Excel above the head", replace: []string{"code,", "sep=,\ncode,"}, want: `small.csv:1: code: [missing-column] found no such name in the first line`, do: "the names stand in line 2: take out the line above"},
	{what: "a byte order mark and nothing else", whole: "\xef\xbb\xbf", want: `small.csv:1: [empty-file] found an empty file`, do: "get the file again"},
	{what: "column renamed", replace: []string{"people", "peeple"}, want: `small.csv:1: people: [missing-column]`, do: `the nearest is "peeple"`},
	{what: "column doubled", replace: []string{"share,score", "share,people"}, want: `small.csv:1: people: [doubled-column] found the same name over columns 4 and 7`, do: "which of the two is right"},
	{what: "wrong delimiter", replace: []string{",", ";"}, want: `small.csv:1: [missing-column] found a head of one cell`, do: `declare delimiter: ";"`},
	{what: "cut in a row", replace: []string{"003,Øster,2020,300,,-,0\n", "003,Øst"}, want: `small.csv:4: [bad-row] found 2 cells; expected 7`, do: "the first column without a cell is \"year\""},
	{what: "a cell too many", replace: []string{"100,10,", "100,1,0,"}, want: `small.csv:2: [bad-row] found 8 cells`, do: "delimiter too many"},
	{what: "quote not closed", replace: []string{`gamle"""`, `gamle`}, want: `small.csv:3: [bad-quote]`, do: "close the quote"},
	{what: "quote inside a plain cell", replace: []string{"Øster", `Ø"ster`}, want: `small.csv:4: [bad-quote]`, do: "double the one inside"},
	{what: "blank row", replace: []string{"003,", ",,,,,,\n003,"}, want: `small.csv:4: [blank-row]`, do: "look whether rows are missing"},
	{what: "NUL byte", replace: []string{"Øster", "Ø\x00ster"}, want: `small.csv:4: byte `, do: "check that this is the right file"},
	{what: "workbook", whole: "PK\x03\x04 and so on", want: `small.csv:1: byte 0: [not-text] found a zip file or a workbook`, do: "CSV UTF-8"},
	{what: "web page", whole: "\n<!DOCTYPE html>\n<html>", want: `small.csv:1: byte 0: [not-text] found what looks like a web page`, do: "follow the link of the page"},
	{what: "web page with a mark", whole: "\xef\xbb\xbf<HTML>", want: `small.csv:1: byte 0: [not-text] found what looks like a web page`, do: "save that"},
	{what: "UTF-16 with mark", whole: "\xff\xfec\x00o\x00d\x00e\x00", want: `small.csv:1: byte 0: [encoding] found UTF-16`, do: "CSV UTF-8"},
	{what: "UTF-16 without mark", whole: "c\x00o\x00d\x00e\x00", want: `small.csv:1: byte 1: [not-text] found UTF-16`, do: "CSV UTF-8"},
	{what: "Latin-1 declared as UTF-8", replace: []string{"Øster", "\xd8ster"}, want: `small.csv:4: byte 125: [encoding] found the byte 0xD8`, do: "windows-1252 or latin-1"},
	{what: "UTF-8 declared as Windows-1252", change: windows, want: `small.csv:2: byte 44: [encoding] found UTF-8`, do: "declare encoding: utf-8"},
	{what: "byte order mark in Windows-1252", replace: []string{"code,", "\xef\xbb\xbfcode,"}, change: windows, want: `small.csv:1: byte 0: [encoding] found UTF-8`, do: "declare encoding: utf-8"},
	{what: "byte without letter in Windows-1252", replace: []string{"ø", "\x81", "Ø", "\xd8"}, change: windows, want: `small.csv:2: byte 44: [encoding] found the byte 0x81`, do: "encoding that the publisher used"},
	{what: "Windows-1252 declared as Latin-1", replace: []string{"ø", "\x80", "Ø", "\xd8"}, change: func(s *catalog.Source) { s.Written.Encoding = "latin-1" }, want: `small.csv:2: byte 44: [encoding]`, do: "declare encoding: windows-1252"},
	{what: "letters encoded twice", replace: []string{"Nørre", "NÃ¸rre"}, want: `small.csv:2: byte 44: [encoding]`, do: "before it was converted"},
	{what: "key doubled", replace: []string{"003,", "001,"}, want: `small.csv:4: code: [double-key] found 001 2020 a second time, first in line 2`, do: "which row is right"},
	{what: "area unknown", replace: []string{"003,", "004,"}, want: `small.csv:4: code: [unknown-area] found "004"`, do: "correct the code"},
	{what: "area missing", replace: []string{"003,Øster,2020,300,,-,0\n", ""}, want: `small.csv: code: [missing-area] found no row for 1 areas in 2020: 003`, do: "look whether the file was cut"},
	{what: "leading zero lost", replace: []string{"001,", "1,"}, want: `small.csv:2: code: [unknown-area] found "1"`, do: "leading zero was lost"},
	{what: "leading zero lost, no form declared", replace: []string{"001,", "1,"}, change: func(s *catalog.Source) { s.Key.Pattern = "" }, want: `small.csv:2: code: [unknown-area] found "1"`, do: "001 is a code"},
	{what: "code padded", replace: []string{"001,", "001 ,"}, want: `small.csv:2: code: [unknown-area] found "001 ", padded`, do: "key.trim: true"},
	{what: "code longer than its width", replace: []string{"001,", "0001,"}, change: func(s *catalog.Source) { s.Key.Width = 3 }, want: `small.csv:2: code: [unknown-area] found "0001"`, do: "correct the code"},
	{what: "key empty", replace: []string{"001,", ","}, want: `small.csv:2: code: [unknown-area] found an empty key`, do: "fill it in"},
	{what: "row of totals", replace: []string{"003,", "Total,"}, want: `small.csv:4: code: [unknown-area] found "Total"`, do: "whether it is a total"},
	{what: "name unknown", change: func(s *catalog.Source) { s.Key.Join, s.Key.Column = "name", "name" }, want: `small.csv:2: name: [unknown-area] found "Nørre"`, do: "correct the name"},
	{what: "period unreadable", replace: []string{"001,Nørre,2020", "001,Nørre,MMXX"}, want: `small.csv:2: year: [bad-row] found "MMXX"`, do: "correct the cell"},
	{what: "text in a number", replace: []string{"100,10", "about 100,10"}, want: `small.csv:2: people: [text-in-number] found "about 100"`, do: "declare it under missing"},
	{what: "missing code that is not declared", replace: []string{"300,,-", "300,..,-"}, want: `small.csv:4: poor: [text-in-number] found ".."`, do: "declare it under missing"},
	{what: "not a number", replace: []string{"-2e-1", "NaN"}, want: `small.csv:3: score: [text-in-number] found "NaN"`, do: "correct the cell"},
	{what: "infinite", replace: []string{"-2e-1", "2e999"}, want: `small.csv:3: score: [text-in-number] found "2e999"`, do: "correct the cell"},
	{what: "exponent in a count", replace: []string{"100,10", "1e2,10"}, want: `small.csv:2: people: [text-in-number] found "1e2"`, do: "correct the cell"},
	{what: "per cent sign", replace: []string{"10.5,", "10.5 %,"}, want: `small.csv:2: share: [text-in-number]`, do: "correct the cell"},
	{what: "negative count", replace: []string{"100,10", "-100,10"}, want: `small.csv:2: people: [negative-count] found "-100"`, do: "code for missing"},
	{what: "share above 100", replace: []string{"10.5", "101"}, want: `small.csv:2: share: [share-range] found "101"`, do: "right figure"},
	{what: "value out of range", replace: []string{"1.5\n", "11\n"}, want: `small.csv:2: score: [value-range] found "11"; expected at most 10`, do: "right figure"},
	{what: "part larger than its whole", replace: []string{"100,10,", "100,110,"}, want: `small.csv:2: poor: [part-exceeds-whole] found 110 of 100`, do: "which of the two is right"},
	{what: "decimal comma in a file with points", replace: []string{"10.5,", `"10,5",`}, want: `small.csv:2: share: [text-in-number] found "10,5"`, do: "whether ',' divides decimals or thousands"},
	{what: "decimal point in a file with commas", replace: []string{",", ";", "200;20", "1.467;20"}, change: comma, want: `small.csv:2: share: [text-in-number] found "10.5"`, do: "whether '.' divides decimals or thousands"},
	{what: "broken groups of thousands", replace: []string{",", ";", "10.5", "1,0", "100;10", "1.46;10"},
		change: func(s *catalog.Source) { comma(s); s.Written.Thousands = "." }, want: `small.csv:2: people: [text-in-number] found "1.46"; expected groups of exactly three digits`, do: "declared decimal and thousands"},
	{what: "state that is not listed", replace: []string{"Nørre", "suspect"}, change: func(s *catalog.Source) {
		s.RowState = &catalog.RowState{Column: "name", OK: []string{"Øster", `Sønder, "den gamle"`}}
	}, want: `small.csv:2: name: [row-status] found "suspect"`, do: "add it to row_status"},
}

var damagedBorders = []damage{
	{what: "cut", whole: goodBorders[:300], want: `small.geojson:5: byte 300: [truncated]`, do: "copy the file again"},
	{what: "no JSON", whole: "code,name\n1,2\n", want: `small.geojson:1: byte 1: [not-geojson]`, do: "as it was exported"},
	{what: "coordinate NaN", replace: []string{"[12.2,55.1]", "[NaN,55.1]"}, want: `small.geojson:4: byte `, do: "as it was exported"},
	{what: "not a collection", whole: `{"type":"Polygon","coordinates":[]}`, want: `small.geojson:1: type: [not-geojson] found GeoJSON of the type "Polygon"`, do: "export the layer"},
	{what: "collection of nothing", whole: `{"type":"FeatureCollection","features":[]}`, want: `small.geojson:1: features: [empty-file]`, do: "get the file again"},
	{what: "other reference system", replace: []string{"EPSG::4326", "EPSG::25832"}, want: `small.geojson: crs: [crs] found the reference system "urn:ogc:def:crs:EPSG::25832"`, do: "extent.declared"},
	{what: "coordinates swapped", replace: []string{"[12.1,55.1]", "[55.1,12.1]", "[12.2,55.1]", "[55.1,12.2]", "[12.2,55.2]", "[55.2,12.2]"}, want: `small.geojson:1: 1: [extent] found 55.1, 12.1: looks swapped`, do: "first east, then north"},
	{what: "metres", replace: []string{"12.1,55.1", "725000.5,6175000", "12.2,55.1", "726000,6175000", "12.2,55.2", "726000,6176000"}, want: `small.geojson:1: 1: [extent] found 725000.5, 6175000: looks like metres`, do: "export the layer again"},
	{what: "one point far away", replace: []string{"[12.2,55.2]", "[14.2,55.2]"}, want: `small.geojson:1: 1: [extent] found the point 14.2, 55.2`, do: "right border"},
	{what: "coordinate as text", replace: []string{"[12.2,55.2]", `["12.2","55.2"]`}, want: `small.geojson:1: feature 1: [bad-row] found a coordinate that is no number`, do: "area's border"},
	{what: "position of one number", replace: []string{"[12.2,55.2]", "[12.2]"}, want: `small.geojson:1: feature 1: [bad-row] found a position that is not two numbers`, do: "area's border"},
	{what: "ring of three points", replace: []string{"[12.2,55.2],", ""}, want: `small.geojson:1: feature 1: [bad-row] found a ring of 3 points`, do: "area's border"},
	{what: "ring not closed", replace: []string{"[12.2,55.2],[12.1,55.1]", "[12.2,55.2],[12.1,55.15]"}, want: `small.geojson:1: feature 1: [bad-row] found a ring whose last point`, do: "area's border"},
	{what: "ring that crosses itself", replace: []string{"[12.2,55.1],[12.2,55.2],[12.1,55.1]", "[12.2,55.2],[12.2,55.1],[12.1,55.2],[12.1,55.1]"}, want: `small.geojson:1: 1: [invalid-ring] found self_intersection`, do: "declare the area under expected"},
	{what: "feature without geometry", replace: []string{`{"type":"Polygon","coordinates":[[[12.1,55.1],[12.2,55.1],[12.2,55.2],[12.1,55.1]]]}`, "null"}, want: `small.geojson:1: feature 1: [bad-row] found a feature without geometry`, do: "area's border"},
	{what: "a point instead of an area", replace: []string{`{"type":"Polygon","coordinates":[[[12.1,55.1],[12.2,55.1],[12.2,55.2],[12.1,55.1]]]}`, `{"type":"Point","coordinates":[12.1,55.1]}`}, want: `small.geojson:1: feature 1: [bad-row] found a geometry of the type "Point"`, do: "area's border"},
	{what: "feature without code", replace: []string{`"nr":1,`, ``}, want: `small.geojson:1: nr: [unknown-area] found an empty key`, do: "fill it in"},
	{what: "no feature has a code", replace: []string{`"nr"`, `"no"`}, want: `small.geojson: nr: [missing-column] found no feature with it`, do: `the nearest is "no"`},
	{what: "code twice in a feature", replace: []string{`"nr":1`, `"nr":1,"nr":2`}, want: `small.geojson:1: feature 2: [bad-row] found the property "nr" twice`, do: "area's border"},
	{what: "code that is a list", replace: []string{`"nr":1`, `"nr":[1]`}, want: `small.geojson:1: feature: [bad-row] found a list or an object in the property "nr"`, do: "area's border"},
	{what: "feature doubled", replace: []string{`"nr":2`, `"nr":1`}, want: `small.geojson:2: nr: [double-key] found 1 a second time, first in feature 1`, do: "which row is right"},
	{what: "area unknown", replace: []string{`"nr":2`, `"nr":3`}, want: `small.geojson:2: nr: [unknown-area] found "3"`, do: "correct the code"},
	{what: "a feature that is none", replace: []string{`"features":[`, `"features":[7,`}, want: `small.geojson:1: feature: [bad-row] found something that is no feature`, do: "area's border"},
}

var damagedLines = []damage{
	{what: "areas instead of lines", whole: goodBorders, want: `small.geojson:1: feature 1: [bad-row] found a geometry of the type "Polygon"`, do: "leave the feature out"},
	{what: "line of one point", whole: `{"type":"FeatureCollection","features":[{"type":"Feature","geometry":{"type":"LineString","coordinates":[[12.1,55.1]]}}]}`,
		want: `small.geojson:1: feature 1: [bad-row] found a line with fewer than two points`, do: "leave the feature out"},
	{what: "line far away", whole: `{"type":"FeatureCollection","features":[{"type":"Feature","geometry":{"type":"MultiLineString","coordinates":[[[12.1,55.1],[12.1,58]]]}}]}`,
		want: `small.geojson:1: [extent] found the point 12.1, 58`, do: "right border"},
}

func TestDamagedFilesAreRefused(t *testing.T) {
	for _, kind := range []struct {
		name   string
		good   string
		source func() *catalog.Source
		frame  []byblik.Area
		ways   []damage
	}{
		{"small.csv", goodTable, tableSource, blocks("001", "002", "003"), damagedTables},
		{"small.geojson", goodBorders, bordersSource, blocks("1", "2"), damagedBorders},
		{"small.geojson", goodBorders, linesSource, nil, damagedLines},
	} {
		for _, d := range kind.ways {
			t.Run(d.what, func(t *testing.T) {
				s, text := kind.source(), d.whole
				if d.change != nil {
					d.change(s)
				}
				if text == "" {
					text = kind.good
					for i := 0; i < len(d.replace); i += 2 {
						text = strings.ReplaceAll(text, d.replace[i], d.replace[i+1])
					}
				}
				_, err := Read(Request{FS: fstest.MapFS{kind.name: {Data: []byte(text)}}, Definition: s, Frame: kind.frame})
				checkFault(t, err, d.want, d.do)
			})
		}
	}
}

func checkFault(t *testing.T, err error, want, do string) {
	t.Helper()
	if err == nil {
		t.Fatalf("accepted; want %s", want)
	}
	first, _, _ := strings.Cut(err.Error(), "\n")
	if !strings.HasPrefix(first, want) || !strings.Contains(first, do) {
		t.Errorf("got  %s\nwant %s … %s", err, want, do)
	}
	if byblik.KindOf(err) != byblik.Invalid {
		t.Errorf("kind %v, want Invalid", byblik.KindOf(err))
	}
	var e *byblik.Error
	if !errors.As(err, &e) || e.Check == "" || e.Found == "" || e.Do == "" {
		t.Errorf("a fault without check, finding or advice: %+v", e)
	}
}

func TestGoodFilesAreRead(t *testing.T) {
	table, err := Read(Request{FS: fstest.MapFS{"small.csv": {Data: []byte("\ufeff" + strings.ReplaceAll(goodTable, "\n", "\r\n"))}}, Definition: tableSource(), Frame: blocks("001", "002", "003")})
	if err != nil {
		t.Fatal(err)
	}
	d := table[0]
	if d.Rows[1].Name != `Sønder, "den gamle"` || d.Rows[0].Area.Code != "001" || d.Rows[2].Line != 4 {
		t.Errorf("rows %+v", d.Rows)
	}
	if v := d.Column("score").Value[1]; v.Float() != -0.2 {
		t.Errorf("score %v", v.Float())
	}
	if v := d.Column("share").Value[2]; v.Status() != byblik.Missing {
		t.Errorf("share is %v", v.Status())
	}
	if v := d.Column("score").Value[2]; v.Status() != byblik.OK || v.Float() != 0 {
		t.Error("0 is a value unless the definition says otherwise")
	}
	if g := d.Receipt.Ranges[0]; g != (byblik.Range{Column: "people", Min: 100, Max: 300, Total: 600, Present: 3}) {
		t.Errorf("range %+v", g)
	}
	borders, err := Read(Request{FS: fstest.MapFS{"a/small.geojson.gz": {Data: gz(goodBorders)}}, Definition: bordersSource(), Frame: blocks("1", "2")})
	if err != nil {
		t.Fatal(err)
	}
	if b := borders[0]; b.Rows[1].Area.Code != "2" || b.Shapes[0][0][0][1] != (byblik.Point{12.2, 55.1}) || b.Receipt.File != "small.geojson.gz" {
		t.Errorf("borders %+v", b)
	}
}

func gz(s string) []byte {
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	_, _ = z.Write([]byte(s))
	_ = z.Close()
	return b.Bytes()
}

func TestCutGzipIsRefused(t *testing.T) {
	whole := gz(strings.Repeat(goodTable, 50))
	_, err := Read(Request{FS: fstest.MapFS{"small.csv.gz": {Data: whole[:len(whole)/2]}}, Definition: tableSource()})
	checkFault(t, err, "small.csv.gz: [truncated] found a gzip file that breaks off", "copy the file again")
	flipped := bytes.Clone(whole)
	flipped[len(flipped)-6] ^= 1 // in the checksum
	_, err = Read(Request{FS: fstest.MapFS{"small.csv.gz": {Data: flipped}}, Definition: tableSource()})
	checkFault(t, err, "small.csv.gz: [truncated]", "copy the file again")
}
