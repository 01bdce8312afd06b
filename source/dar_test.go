package source

import (
	"fmt"
	"math"
	"math/rand/v2"
	"os"
	"runtime"
	"strconv"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"byblik"
	"byblik/catalog"
)

// darSource is the definition of docs/data.md for an extract of DAR.
func darSource() *catalog.Source {
	return &catalog.Source{ID: "my-doors", Publisher: "the address register", Format: catalog.CSV, Files: []catalog.File{{Name: "dar.csv"}},
		Key:      catalog.Key{Frame: "husnummer", Column: "id_lokalId", Lists: true, Pattern: "[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}"},
		RowState: &catalog.RowState{Column: "status", OK: []string{"3"}},
		Expected: []catalog.Expected{{Check: "row-status", Because: catalog.Text{Da: "ikke gældende", En: "not in force"}}},
		Columns: []catalog.Column{
			{ID: "street", Name: "vejnavn", Kind: catalog.Words}, {ID: "number", Name: "husnummertekst", Kind: catalog.Words}, {ID: "postcode", Name: "postnr", Kind: catalog.Words},
			{ID: "place", Name: "postdistrikt", Kind: catalog.Words}, {ID: "area", Name: "omraade", Kind: catalog.Words},
			{ID: "x", Name: "x", Kind: catalog.Number, Min: new(440000.0), Max: new(900000.0)}, {ID: "y", Name: "y", Kind: catalog.Number, Min: new(6040000.0), Max: new(6410000.0)},
		},
		Extent: &catalog.Extent{CRS: "EPSG:25832", Min: [2]float64{440000, 6040000}, Max: [2]float64{900000, 6410000}}}
}

// darStreets are names as Danish streets have them.
var darStreets = []string{"Æbeløgade", "Øster Søgade", "Ågade", "Christian X's Allé", `Vej "Nord", øst`, "10. Juli Vej", "H/F Kløvermarken", "Rue Café", "Hübners Plads", "Gl. Kongevej"}

// darRow writes house number i. One in ten was given up (4), one in fifty is
// planned (2); the zeros of postcodes stand.
func darRow(i int, status string) string {
	r := rand.New(rand.NewPCG(7, uint64(i)))
	letter := []string{"", "A", "B", "Z"}[i%4]
	street := strings.ReplaceAll(darStreets[i%len(darStreets)], `"`, `""`)
	return fmt.Sprintf("%08x-%04x-%04x-%04x-%012x,%s,2019-03-01T00:00:00.000000+01:00,,\"%s\",%d%s,%04d,\"Å by, V\",%03d,%d.%02d,%d.50\r\n",
		r.Uint32(), r.Uint32()>>16, r.Uint32()>>16, r.Uint32()>>16, i, status, street, 1+i/40, letter, 800+i%100, 1+i%400, 720000+i%5000, i%100, 6170000+i/5000)
}

func darStatus(i int) string {
	switch {
	case i%10 == 9:
		return "4"
	case i%50 == 25:
		return "2"
	}
	return "3"
}

const darHead = "id_lokalId,status,virkningFra,virkningTil,vejnavn,husnummertekst,postnr,postdistrikt,omraade,x,y\r\n"

// An extract of the address register is read to the letter; numbers that were
// given up or are planned are left out and counted. BYBLIK_LONG=1 takes half a
// million.
func TestAnExtractOfTheAddressRegisterIsRead(t *testing.T) {
	n := 20_000
	if os.Getenv("BYBLIK_LONG") != "" {
		n = 500_000
	}
	var b strings.Builder
	b.WriteString("\ufeff" + darHead)
	inForce := 0
	for i := range n {
		b.WriteString(darRow(i, darStatus(i)))
		if darStatus(i) == "3" {
			inForce++
		}
	}
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	start := time.Now()
	ds, err := Read(Request{FS: fstest.MapFS{"dar.csv": {Data: []byte(b.String())}}, Definition: darSource()})
	if err != nil {
		t.Fatal(err)
	}
	runtime.ReadMemStats(&after)
	t.Logf("%d house numbers, %d MB: %v, %d MB taken", n, b.Len()>>20, time.Since(start).Round(time.Millisecond), (after.TotalAlloc-before.TotalAlloc)>>20)
	d := ds[0]
	if r := d.Receipt; r.RowsRead != n || r.RowsUsed != inForce || r.RowsRefused() != n-inForce || len(d.Rows) != inForce {
		t.Fatalf("%d read, %d used, %d left out; want %d, %d, %d", r.RowsRead, r.RowsUsed, r.RowsRefused(), n, inForce, n-inForce)
	}
	k := 0
	for i := range n {
		if darStatus(i) != "3" {
			continue
		}
		street, number := darStreets[i%len(darStreets)], strconv.Itoa(1+i/40)+[]string{"", "A", "B", "Z"}[i%4]
		if d.Column("street").Text[k] != street || d.Column("number").Text[k] != number || d.Column("place").Text[k] != "Å by, V" ||
			d.Column("postcode").Text[k] != fmt.Sprintf("%04d", 800+i%100) || d.Column("area").Text[k] != fmt.Sprintf("%03d", 1+i%400) || d.Rows[k].Line != i+2 {
			t.Fatalf("row %d: %+v, %q %q %q", i, d.Rows[k], d.Column("street").Text[k], d.Column("number").Text[k], d.Column("postcode").Text[k])
		}
		if x, want := d.Column("x").Value[k].Float(), 720000+float64(i%5000)+float64(i%100)/100; math.Abs(x-want) > 1e-6 {
			t.Fatalf("row %d: x %v", i, x)
		}
		k++
	}
}

// What an extract should not hold is told: earlier versions of a number,
// zeros that a spreadsheet took, a point of another system.
func TestAnExtractWithHistoryIsRefused(t *testing.T) {
	one := darRow(1, "3")
	id, rest, _ := strings.Cut(one, ",")
	for want, row := range map[string]string{
		"dar.csv:3: id_lokalId: [double-key]":   strings.Replace(one, "+01:00,,", "+01:00,2020-01-01T00:00:00.000000+01:00,", 1),
		"dar.csv:3: id_lokalId: [unknown-area]": strings.ToUpper(id) + "," + rest,
		"dar.csv:3: x: [value-range]":           strings.Replace(darRow(2, "3"), "720002.02", "12.57", 1),
		"dar.csv:3: x: [text-in-number]":        strings.Replace(darRow(2, "3"), "720002.02", "\"720002,02\"", 1),
		"no rows below":                         "",
	} {
		text := darHead + one + row
		if row == "" {
			text, want = darHead+darRow(9, "4"), "found no row that is wanted"
		}
		if _, err := Read(Request{FS: fstest.MapFS{"dar.csv": {Data: []byte(text)}}, Definition: darSource()}); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%v, expected %s", err, want)
		}
	}
	// without the expectation, a word that the definition does not list is a fault
	s := darSource()
	s.Expected = nil
	if _, err := Read(Request{FS: fstest.MapFS{"dar.csv": {Data: []byte(darHead + one + darRow(9, "4"))}}, Definition: s}); byblik.KindOf(err) != byblik.Invalid || !strings.Contains(err.Error(), `[row-status] found "4"`) {
		t.Errorf("%v", err)
	}
}
