package take

import (
	"context"
	"fmt"
	"maps"
	"os"
	"os/signal"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"
	"testing/fstest"
	"time"

	"byblik"
	"byblik/catalog"
	"byblik/cube"
)

const sources = `id: table
title: {da: Tal, en: Figures}
publisher: byblik (opdigtet)
licence: CC0 1.0
class: restricted
format: csv
files: [{name: table.csv}]
key: {frame: tests, column: area, lists: true, pattern: "[0-9]{2}"}
period: {column: year}
columns:
  - {id: residents, name: residents, kind: count}
  - {id: share, name: share, kind: share}
---
id: persons
title: {da: Personer, en: Persons}
publisher: byblik (opdigtet)
licence: CC0 1.0
class: microdata
format: csv
files: [{name: persons.csv}]
unit: [person]
protection:
  legal_basis: {da: Ingen, en: None}
  purpose: {da: Prøver, en: Tests}
  delete_after: "2031-12-31"
columns:
  - {id: person, name: person, kind: text}
  - {id: income, name: income, kind: number}
`

// A child process of the test reads as a program does, or misbehaves.
func TestMain(m *testing.M) {
	id := os.Getenv("BYBLIK_TEST_READ")
	if id == "" {
		os.Exit(m.Run())
	}
	c, err := catalog.Load(fstest.MapFS{"sources/s.yaml": {Data: []byte(sources)}})
	if shipped, more := catalog.Embedded(); more == nil && c.Sources[id] == nil {
		c = shipped
	}
	if err != nil {
		os.Exit(9)
	}
	dir := filepath.Dir(filepath.Dir(os.Args[2]))
	t := taking(dir, c.Sources[id])
	switch os.Args[1] {
	case "memory":
		if err := limitSelf(t.Memory<<20, t.Size<<20, t.Time); err != nil {
			os.Exit(9)
		}
		var all [][]byte
		for range 64 {
			all = append(all, slices.Repeat([]byte{1}, 64<<20))
		}
		fmt.Println(len(all))
	case "wait":
		signal.Ignore(syscall.SIGTERM)
		select {}
	case "crash":
		panic("an index out of range")
	case "lie":
		fmt.Println(`{"Sealed":true}`)
		os.Exit(3)
	default:
		if err := t.Read(context.Background(), os.Stdout, os.Args[2], os.Args[3]); err != nil {
			os.Exit(9)
		}
	}
	os.Exit(0)
}

func taking(dir string, def *catalog.Source) *Taking {
	return &Taking{Deliveries: cube.Deliveries{Dir: filepath.Join(dir, "deliveries")}, Definition: def, Program: "byblik test", Memory: 1024, Size: 64, Time: time.Minute,
		Reader: func(stage, file string) []string { return []string{"read", stage, file} }}
}

// newTaking takes files of a source into an empty folder.
func newTaking(t *testing.T, id string) *Taking {
	t.Helper()
	c, err := catalog.Load(fstest.MapFS{"sources/s.yaml": {Data: []byte(sources)}})
	if err != nil {
		t.Fatal(err)
	}
	t.Setenv("BYBLIK_TEST_READ", id)
	return taking(t.TempDir(), c.Sources[id])
}

func file(t *testing.T, name, text string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// left names what lies in the folder of deliveries, but for the lock.
func (t *Taking) left(test *testing.T) (names []string) {
	test.Helper()
	entries, err := os.ReadDir(t.Deliveries.Dir)
	if err != nil && !os.IsNotExist(err) {
		test.Fatal(err)
	}
	for _, e := range entries {
		if e.Name() != ".lock" {
			names = append(names, e.Name())
		}
	}
	return names
}

const table = "area,year,residents,share\n01,2023,9,\n01,2024,10,12.5\n02,2024,20,50\n"

func TestATableIsKeptWithItsReceipt(t *testing.T) {
	k := newTaking(t, "table")
	path := file(t, "renamed.csv", table)
	kept, before, err := k.File(t.Context(), path)
	if err != nil || before {
		t.Fatal(before, err)
	}
	if r := kept.Receipt; r.File != "renamed.csv" || r.RowsRead != 3 || r.RowsUsed != 3 || !slices.Equal(k.left(t), []string{r.SHA256}) || kept.Program != "byblik test" {
		t.Errorf("%+v, left %v", kept, k.left(t))
	}
	if err := k.Deliveries.Check(kept); err != nil {
		t.Error(err)
	}
	said := Receipt(kept, false)
	for _, want := range []string{"table: renamed.csv, 67 bytes", "3 rows read, 3 used", "share: 1 missing of 3", "kept: "} {
		if !strings.Contains(said, want) {
			t.Errorf("nothing of %q in %s", want, said)
		}
	}
	again, before, err := k.File(t.Context(), path)
	if err != nil || !before || again.Parquet != kept.Parquet || !strings.Contains(Receipt(again, before), "was taken before") {
		t.Errorf("%v, %v", before, err)
	}
	other := newTaking(t, "persons")
	other.Deliveries = k.Deliveries
	if _, _, err := other.File(t.Context(), path); byblik.KindOf(err) != byblik.Conflict {
		t.Errorf("as another source: %v", err)
	}
	k.Definition.Columns[0].Missing = []string{"99"}
	if _, _, err := k.File(t.Context(), path); byblik.KindOf(err) != byblik.Conflict || !strings.Contains(err.Error(), "another definition of table") {
		t.Errorf("under another definition: %v", err)
	}
}

// What is refused names the file as it is called, and leaves nothing.
func TestWhatIsRefusedLeavesNothing(t *testing.T) {
	k := newTaking(t, "table")
	fifo := filepath.Join(t.TempDir(), "pipe.csv")
	if err := syscall.Mkfifo(fifo, 0o600); err != nil {
		t.Fatal(err)
	}
	for want, path := range map[string]string{
		"bad.csv:2: area: [unknown-area]":    file(t, "bad.csv", "area,year,residents,share\n1,2024,10,5\n"),
		"twice.csv:3: area: [double-key]":    file(t, "twice.csv", "area,year,residents,share\n01,2024,10,5\n01,2024,11,5\n"),
		"empty.csv:1: [empty-file]":          file(t, "empty.csv", ""),
		"pipe.csv: found no regular file":    fifo,
		"none.csv: found no such file":       filepath.Join(t.TempDir(), "none.csv"),
		"borders.SHP: found one file of a s": file(t, "borders.SHP", "x"),
		"large.csv: [too-large] found 65":    file(t, "large.csv", table+strings.Repeat("x", 65<<20)),
	} {
		if _, _, err := k.File(t.Context(), path); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%v, expected %s", err, want)
		}
	}
	if _, _, err := k.File(t.Context(), t.TempDir()); err == nil || !strings.Contains(err.Error(), "found a folder") {
		t.Errorf("%v", err)
	}
	persons := newTaking(t, "persons")
	if _, _, err := persons.File(t.Context(), file(t, "p.csv", "person,income\na,1\na,2\n")); byblik.KindOf(err) != byblik.Invalid || !strings.Contains(err.Error(), "p.csv:3") {
		t.Errorf("a person twice: %v", err)
	}
	if all := slices.Concat(k.left(t), persons.left(t)); len(all) > 0 {
		t.Errorf("left: %v", all)
	}
}

// Whatever a file does to the process that reads it, this one lives on, says
// which limit was met, and takes the next file.
func TestAReadingProcessThatMisbehavesIsStopped(t *testing.T) {
	k := newTaking(t, "table")
	for how, want := range map[string]string{
		"memory": "[limits] found a need of more than 1024 MiB of memory",
		"wait":   "[limits] found no end after 500ms",
		"crash":  "[limits] found a reading process that stopped: exit status 2 panic: an index out of range",
		"lie":    "[limits] found a reading process that stopped: exit status 3",
	} {
		k.Time = time.Minute
		if how == "wait" {
			k.Time = 500 * time.Millisecond
		}
		k.Reader = func(stage, file string) []string { return []string{how, stage, file} }
		if _, _, err := k.File(t.Context(), file(t, "hostile.csv", table)); byblik.KindOf(err) != byblik.Invalid || !strings.Contains(err.Error(), "hostile.csv: "+want) {
			t.Errorf("%s: %v", how, err)
		}
		if left := k.left(t); len(left) > 0 {
			t.Errorf("%s: left %v", how, left)
		}
	}
	k.Time, k.Reader = time.Minute, func(stage, file string) []string { return []string{"read", stage, file} }
	if _, _, err := k.File(t.Context(), file(t, "good.csv", table)); err != nil {
		t.Error(err)
	}
}

func TestLimitsAndDaysAreCheckedFirst(t *testing.T) {
	k := newTaking(t, "persons")
	if err := k.Check("2031-12-31"); err != nil {
		t.Errorf("on the last day: %v", err)
	}
	if err := k.Check("2032-01-01"); byblik.KindOf(err) != byblik.Forbidden {
		t.Errorf("on the day after: %v", err)
	}
	for what, change := range map[string]func(){"memory": func() { k.Memory = 255 }, "size": func() { k.Size = 0 }, "time": func() { k.Time = 0 }} {
		was := *k
		change()
		if err := k.Check("2026-01-01"); byblik.KindOf(err) != byblik.Usage {
			t.Errorf("%s: %v", what, err)
		}
		*k = was
	}
}

// Berlin's files of three years keep their own numbers of areas.
func TestBerlinIsTaken(t *testing.T) {
	root := os.Getenv("BYBLIK_REFERENCE")
	if root == "" {
		t.Skip("BYBLIK_REFERENCE is not set: it names the folder with the publishers' files")
	}
	c, err := catalog.Embedded()
	if err != nil {
		t.Fatal(err)
	}
	t.Setenv("BYBLIK_TEST_READ", "berlin-mss")
	k := taking(t.TempDir(), c.Sources["berlin-mss"])
	rows := map[string]int{"mss_2013.csv": 434, "mss_2017.csv": 436, "mss_2021.csv": 542}
	for _, name := range slices.Sorted(maps.Keys(rows)) {
		kept, _, err := k.File(t.Context(), filepath.Join(root, "berlin-mss", name))
		if err != nil {
			t.Errorf("%s: %v", name, err)
		} else if kept.Receipt.RowsUsed != rows[name] {
			t.Errorf("%s: %+v", name, kept.Receipt)
		}
	}
	if n := len(k.left(t)); n != 3 {
		t.Errorf("%d deliveries are kept", n)
	}
}
