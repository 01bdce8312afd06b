package source

import (
	"errors"
	"maps"
	"testing"
	"testing/fstest"

	"byblik"
	"byblik/catalog"
)

// Whatever bytes arrive, reading ends with a delivery whose counts add up or
// with errors of one form; it never panics.
func fuzzed(t *testing.T, s *catalog.Source, name string, data []byte, frame []byblik.Area) {
	all, err := Read(Request{FS: fstest.MapFS{name: {Data: data}}, Definition: s, Frame: frame})
	if err != nil {
		var e *byblik.Error
		if !errors.As(err, &e) || e.Kind == byblik.Internal || e.Found == "" {
			t.Fatalf("an error of another form: %v", err)
		}
		return
	}
	for _, d := range all {
		if d.Receipt.RowsUsed > d.Receipt.RowsRead || s.Format != catalog.Lines && d.Receipt.RowsUsed != len(d.Rows) {
			t.Fatalf("counts do not add up: %+v", d.Receipt)
		}
		for _, c := range d.Columns {
			if len(c.Value)+len(c.Text) != len(d.Rows) {
				t.Fatalf("column %s has %d figures for %d rows", c.ID, len(c.Value)+len(c.Text), len(d.Rows))
			}
		}
		if d.Shapes != nil && len(d.Shapes) != len(d.Rows) {
			t.Fatalf("%d shapes for %d rows", len(d.Shapes), len(d.Rows))
		}
	}
}

func seeds(f *testing.F, good string, ways []damage) {
	f.Add([]byte(good), byte(0))
	f.Add(gz(good), byte(0))
	for i, d := range ways {
		text := d.whole
		if text == "" && len(d.replace) > 1 {
			text = good[:len(good)/2] + d.replace[1] + good[len(good)/2:]
		}
		f.Add([]byte(text), byte(i))
	}
}

func FuzzReadCSV(f *testing.F) {
	seeds(f, goodTable, damagedTables)
	f.Fuzz(func(t *testing.T, data []byte, quirks byte) {
		s := tableSource()
		if quirks&1 != 0 {
			s.Written = catalog.Written{Delimiter: ";", Decimal: ",", Thousands: ".", Encoding: "windows-1252"}
		}
		if quirks&2 != 0 {
			s.Period = catalog.PeriodRule{Fixed: "2020"}
		}
		if quirks&4 != 0 {
			s.Key.Trim, s.Key.Width, s.Key.Pattern = true, 3, ""
		}
		fuzzed(t, s, "small.csv", data, blocks("001", "002", "003"))
		fuzzed(t, s, "small.csv", data, nil)
	})
}

func FuzzReadGeoJSON(f *testing.F) {
	seeds(f, goodBorders, damagedBorders)
	seeds(f, goodBorders, damagedLines)
	f.Fuzz(func(t *testing.T, data []byte, quirks byte) {
		s := bordersSource()
		if quirks&1 != 0 {
			s = linesSource()
		}
		if quirks&2 != 0 {
			s.Extent = &catalog.Extent{CRS: "EPSG:25832", Min: [2]float64{0, 0}, Max: [2]float64{1e6, 1e7}}
		}
		fuzzed(t, s, "small.geojson", data, nil)
	})
}

// FuzzReadFormats looks for bytes of any other format that are read wrongly,
// slowly or not at all, beginning from a good file of each.
func FuzzReadFormats(f *testing.F) {
	all := subjects(f)
	for i, x := range all {
		f.Add(byte(i), x.files[x.damage].Data)
	}
	f.Fuzz(func(t *testing.T, which byte, data []byte) {
		x := all[int(which)%len(all)]
		files := maps.Clone(x.files)
		files[x.damage] = &fstest.MapFile{Data: data}
		if _, _, _, wrong := readMutant(t, Request{FS: files, Definition: x.source, Frame: x.frame, AllPeriods: true}); wrong != "" {
			t.Fatalf("%s: %s", x.name, wrong)
		}
	})
}
