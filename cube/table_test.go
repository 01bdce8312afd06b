package cube

import (
	"context"
	"os"
	"path/filepath"
	"reflect"
	"testing"

	"byblik"
	"byblik/catalog"
	"byblik/minby"
	"byblik/source"
)

// What is kept is what was delivered: rows, figures, states, texts, shapes
// and lines, to the last bit. The deliveries are all that Minby's publisher
// has, and Copenhagen's where the reference data are there.
func TestADeliveryIsKeptAsItWasRead(t *testing.T) {
	c, err := catalog.Embedded()
	if err != nil {
		t.Fatal(err)
	}
	for _, id := range []string{"minby-areas", "minby-barriers", "minby-figures", "minby-state-list-areas"} {
		keptAsRead(t, source.Request{FS: minby.Files(minby.Seed), Definition: c.Sources[id], AllPeriods: true})
	}
	if dir := os.Getenv("BYBLIK_REFERENCE"); dir != "" {
		for _, id := range []string{"kk-roder", "kk-roder-counts", "kk-districts"} {
			keptAsRead(t, source.Request{FS: os.DirFS(filepath.Join(dir, "copenhagen")), Definition: c.Sources[id], AllPeriods: true})
		}
	}
}

func keptAsRead(t *testing.T, r source.Request) {
	t.Helper()
	ds, err := source.Read(r)
	if err != nil {
		t.Fatal(err)
	}
	for _, d := range ds {
		file := filepath.Join(t.TempDir(), "delivery.parquet")
		if err := WriteTable(context.Background(), d, file, Limits{}); err != nil {
			t.Fatal(err)
		}
		got, err := ReadTable(context.Background(), file, d.Receipt, Limits{})
		if err != nil {
			t.Fatal(err)
		}
		if !same(d, got) {
			t.Errorf("%s: %d rows, %d columns, %d shapes, %d lines are kept as %d, %d, %d, %d", d.Source, len(d.Rows), len(d.Columns), len(d.Shapes), len(d.Lines), len(got.Rows), len(got.Columns), len(got.Shapes), len(got.Lines))
		}
		again := filepath.Join(t.TempDir(), "delivery.parquet")
		if err := WriteTable(context.Background(), d, again, Limits{Threads: 7}); err != nil {
			t.Fatal(err)
		}
		a, err1 := HashFile(file)
		b, err2 := HashFile(again)
		if err1 != nil || err2 != nil || a != b {
			t.Errorf("%s: kept twice, the bytes differ", d.Source)
		}
	}
}

// same compares two deliveries; no rows and nil are the same.
func same(a, b *byblik.Delivery) bool {
	equal := func(x, y any) bool {
		v, w := reflect.ValueOf(x), reflect.ValueOf(y)
		return v.Len() == 0 && w.Len() == 0 || reflect.DeepEqual(x, y)
	}
	if len(a.Columns) != len(b.Columns) {
		return false
	}
	for i := range a.Columns {
		x, y := a.Columns[i], b.Columns[i]
		if x.ID != y.ID || !equal(x.Value, y.Value) || !equal(x.Text, y.Text) {
			return false
		}
	}
	return a.Source == b.Source && equal(a.Rows, b.Rows) && equal(a.Shapes, b.Shapes) && equal(a.Lines, b.Lines)
}
