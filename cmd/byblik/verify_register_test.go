package main

import (
	"crypto/sha256"
	"encoding/hex"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"byblik/catalog"
	"byblik/cube"
	"byblik/minby"
	"byblik/release"

	"github.com/parquet-go/parquet-go"
)

// A register of a release is there to the byte, or was deleted when its last
// day had passed; everything else is a fault that is named. A later delivery of
// the same source changes nothing.
func TestTheRegistersOfARelease(t *testing.T) {
	t.Setenv("BYBLIK_AS_COMMAND", "1") // the reading process is this test binary
	c, err := catalog.Embedded()
	if err != nil {
		t.Fatal(err)
	}
	data := filepath.Join(t.TempDir(), "data")
	hash := takePersons(t, data, "p1")
	takePersons(t, data, "p1", "p2")
	of := &release.Release{Sources: []release.Source{{ID: "minby-figures", Receipts: []release.Receipt{{File: "minby_figures.csv", SHA256: strings.Repeat("0", 64)}}},
		{ID: "minby-persons", Receipts: []release.Receipt{{File: minby.PersonsTable, SHA256: hash}}}}}
	look := func(want string) (gone []*cube.Kept) {
		t.Helper()
		r, err := kept(of, c, data, nil)
		if err == nil {
			gone, err = r.check(of)
		}
		if (err == nil) != (want == "") || err != nil && (!strings.Contains(err.Error(), want) || exitCode(err) != exitInternal && exitCode(err) != exitRefused) {
			t.Errorf("got %v, want %q", err, want)
		}
		return gone
	}
	if gone := look(""); len(gone) > 0 {
		t.Errorf("%d are gone", len(gone))
	}
	of.Sources[1].Receipts[0].SHA256 = strings.Repeat("1", 64)
	look("no such delivery in --register")
	of.Sources[1].Receipts[0].SHA256 = hash
	store := cube.Deliveries{Dir: filepath.Join(data, "deliveries")}
	if err := os.Rename(store.File(hash), filepath.Join(t.TempDir(), "away")); err != nil {
		t.Fatal(err)
	}
	look("found no such file") // gone before its day
	if code, _, stderr := command(t, "take", "--expire", "--into", data, "--today", "2032-01-01"); code != exitDone {
		t.Fatal(stderr)
	}
	if gone := look(""); len(gone) != 1 || gone[0].Receipt.SHA256 != hash {
		t.Errorf("%d are gone", len(gone))
	}
	change(t, filepath.Join(store.Dir, hash, "receipt.json"), `"Deleted": "2032`, `"Deleted": "2022`)
	look("found a delivery deleted on 2022-01-01; expected one that is held until 2031-12-31")
	if _, err := kept(of, c, "", nil); exitCode(err) != exitUsage {
		t.Errorf("without the folder: %v", err)
	}
	of.Sources = of.Sources[:1]
	if _, err := kept(of, c, data, nil); exitCode(err) != exitUsage {
		t.Errorf("a release from tables: %v", err)
	}
}

// takePersons takes a small register of persons and gives its hash.
func takePersons(t *testing.T, data string, persons ...string) string {
	t.Helper()
	type row struct {
		Person    string `parquet:"person"`
		BirthDate int32  `parquet:"birth_date,date"`
		Sex       int32  `parquet:"sex"`
	}
	var rows []row
	for i, p := range persons {
		rows = append(rows, row{p, int32(100 * (i + 1)), int32(i + 1)})
	}
	file := filepath.Join(t.TempDir(), minby.PersonsTable)
	if err := parquet.WriteFile(file, rows); err != nil {
		t.Fatal(err)
	}
	if code, _, stderr := command(t, "take", "minby-persons", file, "--into", data); code != exitDone {
		t.Fatal(stderr)
	}
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	sum := sha256.Sum256(text)
	return hex.EncodeToString(sum[:])
}
