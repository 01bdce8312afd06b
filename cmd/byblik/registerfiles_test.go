package main

import (
	"crypto/sha256"
	"encoding/hex"
	"io"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"byblik/catalog"

	"github.com/parquet-go/parquet-go"
)

// Minby's register is written whole, twice with the same bytes, with the
// columns that its sources name; nothing is overwritten.
func TestTheRegisterIsWrittenWhole(t *testing.T) {
	one, two := filepath.Join(t.TempDir(), "one"), filepath.Join(t.TempDir(), "two")
	if err := writeRegister(one, 3); err != nil {
		t.Fatal(err)
	}
	if err := writeRegister(two, 3); err != nil {
		t.Fatal(err)
	}
	if err := writeRegister(one, 3); exitCode(err) != exitUsage {
		t.Errorf("a folder that is there: %v", err)
	}
	c, err := catalog.Embedded()
	if err != nil {
		t.Fatal(err)
	}
	for _, id := range []string{"minby-persons", "minby-person-years", "minby-addresses", "minby-dwellings", "minby-answers"} {
		s := c.Sources[id]
		name := s.Files[0].Name
		if a, b := fingerprint(t, filepath.Join(one, name)), fingerprint(t, filepath.Join(two, name)); a != b {
			t.Errorf("%s: two runs differ", name)
		}
		columns := parquetColumns(t, filepath.Join(one, name))
		for _, col := range s.Columns {
			if !slices.Contains(columns, col.Name) {
				t.Errorf("%s has no column %s, which its source names", name, col.Name)
			}
		}
	}
}

func fingerprint(t *testing.T, file string) string {
	t.Helper()
	f, err := os.Open(file)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	h := sha256.New()
	if _, err := io.Copy(h, f); err != nil {
		t.Fatal(err)
	}
	return hex.EncodeToString(h.Sum(nil))
}

func parquetColumns(t *testing.T, file string) (names []string) {
	t.Helper()
	f, err := os.Open(file)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		t.Fatal(err)
	}
	p, err := parquet.OpenFile(f, info.Size())
	if err != nil {
		t.Fatal(err)
	}
	if note, ok := p.Lookup("note"); !ok || note != invented {
		t.Errorf("%s does not say that it is invented", file)
	}
	for _, field := range p.Schema().Fields() {
		names = append(names, field.Name())
	}
	return names
}
