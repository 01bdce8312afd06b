package cube

import (
	"bytes"
	"compress/gzip"
	"context"
	"database/sql/driver"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"byblik"
	"byblik/catalog"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"
)

func smallSource() *catalog.Source {
	return &catalog.Source{ID: "small", Class: catalog.Microdata, Format: catalog.CSV, Unit: []string{"person"},
		Written: catalog.Written{Delimiter: ";", Decimal: ",", Missing: []string{".."}},
		Columns: []catalog.Column{{ID: "person", Name: "person", Kind: catalog.Words}, {ID: "children", Name: "børn", Kind: catalog.Count},
			{ID: "income", Name: "indkomst", Kind: catalog.Number}, {ID: "share", Name: "andel", Kind: catalog.Share}, {ID: "born", Name: "født", Kind: catalog.Day}}}
}

func kept(t *testing.T, s *catalog.Source, text string) (string, error) {
	t.Helper()
	dir := t.TempDir()
	in, out := filepath.Join(dir, "in.csv"), filepath.Join(dir, "out.parquet")
	if err := os.WriteFile(in, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	_, err := WriteRecords(context.Background(), s, in, out, Limits{})
	if _, gone := os.Stat(out); (err == nil) != (gone == nil) {
		t.Errorf("error %v, but the file: %v", err, gone)
	}
	left, _ := filepath.Glob(filepath.Join(dir, "utf8-*"))
	if len(left) > 0 {
		t.Errorf("left behind: %v", left)
	}
	return out, err
}

// A record that cannot be read stops the delivery, with line and column.
func TestRecordsThatDoNotHold(t *testing.T) {
	const head = "person;børn;indkomst;andel;født\n"
	for _, c := range []struct{ what, text, want string }{
		{"half a child", head + "a;1;1,5;10;1990-01-02\nb;1,5;1;1;1990-01-02\n", `in.csv:3: børn: [bad-cell] found "1,5"; expected a whole number, 0 or more`},
		{"a negative count", head + "a;-1;1;1;1990-01-02\n", `in.csv:2: børn: [bad-cell] found "-1"`},
		{"a decimal point where commas are declared", head + "a;1;1.467;1;1990-01-02\n", `in.csv:2: indkomst: [bad-cell] found "1.467"; expected a number with a decimal comma`},
		{"a share above 100", head + "a;1;1;100,5;1990-01-02\n", `in.csv:2: andel: [bad-cell] found "100,5"; expected a number from 0 to 100`},
		{"a day that is none", head + "a;1;1;1;1990-02-30\n", `in.csv:2: født: [bad-cell] found "1990-02-30"`},
		{"a day written otherwise", head + "a;1;1;1;02-01-1990\n", `in.csv:2: født: [bad-cell]`},
		{"the same unit twice", head + "a;1;1;1;1990-01-02\nb;;;;\na;2;2;2;1990-01-02\n", `in.csv:4: person: [double-key] found a unit that line 2 has too`},
		{"a unit without a name", head + "a;1;1;1;\n;1;1;1;\n", `in.csv:3: person: [bad-cell] found ""`},
		{"a column that is not there", "person;børn;indkomst;andel\na;1;1;1\n", `in.csv:1: født: [missing-column]`},
		{"a name twice", "person;børn;indkomst;andel;født;børn\na;1;1;1;;\n", `in.csv:1: børn: [doubled-column]`},
		{"no record", head, `in.csv:1: found no row`},
		{"nothing", "", `in.csv:1: found EOF`},
		{"a record that is cut", head + "a;1;1;1;1990-01-02\nb;1;1", `in.csv:3`},
		{"a quote that does not end", head + "a;1;1;1;1990-01-02\n\"b;1;1;1;1990-01-02\n", `in.csv`},
		{"bytes that are no UTF-8", head + "a\xff;1;1;1;1990-01-02\n", `in.csv`},
		{"decimals that look like thousands", head + "a;1;0.123;1;1990-01-02\n", `in.csv:2: indkomst: [bad-cell] found "0.123"`},
		{"an infinity", head + "a;1;inf;1;1990-01-02\n", `[bad-cell] found "inf"`},
	} {
		s := smallSource()
		if strings.Contains(c.what, "thousands") {
			s.Written.Thousands = "."
		}
		if _, err := kept(t, s, c.text); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: got %v, want %s", c.what, err, c.want)
		}
	}
}

// What the definition declares is read: missing codes, thousands, encodings,
// quotes, a byte order mark, further columns.
func TestRecordsAsDeclared(t *testing.T) {
	s := smallSource()
	s.Written.Encoding, s.Written.Thousands = "windows-1252", "."
	out, err := kept(t, s, "x;person;b\xf8rn;indkomst;andel;f\xf8dt\r\n1;\"\xe5se; den \"\"store\"\"\";..;1.234.567,5;;\r\n2;b;3;-7;0;1990-12-31\r\n")
	if err != nil {
		t.Fatal(err)
	}
	e, err := openEngine(context.Background(), Limits{}, []string{out}, nil)
	if err != nil {
		t.Fatal(err)
	}
	defer e.close()
	var got []string
	err = e.query(context.Background(), "SELECT concat_ws('|', person, coalesce(children::VARCHAR, '-'), income, coalesce(share::VARCHAR, '-'), coalesce(born::VARCHAR, '-')) FROM read_parquet($1)", []any{out}, func(row []driver.Value) error {
		got = append(got, row[0].(string))
		return nil
	})
	want := "åse; den \"store\"|-|1234567.5|-|-\nb|3|-7.0|0.0|1990-12-31"
	if err != nil || strings.Join(got, "\n") != want {
		t.Errorf("%v: got\n%s\nwant\n%s", err, strings.Join(got, "\n"), want)
	}
}

// Every encoding that a definition can declare is read, gzipped too; letters
// that an encoding does not have are refused.
func TestEncodingsOfRecords(t *testing.T) {
	text := "person;børn;indkomst;andel;født\nåse;1;1,5;10;1990-01-02\n"
	written := map[string]encoding.Encoding{"windows-1252": charmap.Windows1252, "latin-1": charmap.ISO8859_1, "cp850": charmap.CodePage850,
		"utf-16": unicode.UTF16(unicode.LittleEndian, unicode.UseBOM), "utf-16le": unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM), "utf-16be": unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM), "utf-8": unicode.UTF8}
	for name, e := range written {
		raw, err := e.NewEncoder().String(text)
		if err != nil {
			t.Fatal(err)
		}
		var zipped bytes.Buffer
		z := gzip.NewWriter(&zipped)
		_, _ = z.Write([]byte(raw)) // into memory
		_ = z.Close()
		for _, file := range []string{raw, zipped.String()} {
			s := smallSource()
			s.Written.Encoding = name
			out, err := kept(t, s, file)
			if err != nil {
				t.Errorf("%s: %v", name, err)
				continue
			}
			if got := firstPerson(t, out); got != "åse" {
				t.Errorf("%s: the person is %q", name, got)
			}
		}
	}
	s := smallSource()
	s.Written.Encoding = "windows-1252"
	if _, err := kept(t, s, "person;b\xf8rn;indkomst;andel;f\xf8dt\n\x81;1;1;1;\n"); err == nil || !strings.Contains(err.Error(), "[encoding]") {
		t.Errorf("a byte that windows-1252 does not use: %v", err)
	}
	if _, err := kept(t, s, "\x1f\x8b\x08\x00cut"); err == nil || !strings.Contains(err.Error(), "[truncated]") {
		t.Errorf("a gzip file that breaks off: %v", err)
	}
	if _, err := kept(t, s, text); err == nil || !strings.Contains(err.Error(), "[encoding] found UTF-8") {
		t.Errorf("UTF-8 declared as windows-1252: %v", err)
	}
}

// A file that changes while it is read is refused: its hash would be another's.
func TestAFileThatChanges(t *testing.T) {
	file := filepath.Join(t.TempDir(), "in.csv")
	if err := os.WriteFile(file, []byte("a"), 0o600); err != nil {
		t.Fatal(err)
	}
	before, err := os.Stat(file)
	if err != nil {
		t.Fatal(err)
	}
	r := &records{given: file, name: "in.csv"}
	if err := r.atRest(before); err != nil {
		t.Error(err)
	}
	if err := os.WriteFile(file, []byte("ab"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := r.atRest(before); byblik.KindOf(err) != byblik.Conflict {
		t.Errorf("a longer file: %v", err)
	}
}

func firstPerson(t *testing.T, file string) (person string) {
	t.Helper()
	e, err := openEngine(context.Background(), Limits{}, []string{file}, nil)
	if err != nil {
		t.Fatal(err)
	}
	defer e.close()
	if err := e.query(context.Background(), "SELECT person FROM read_parquet($1)", []any{file}, func(row []driver.Value) error {
		person, _ = row[0].(string)
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	return person
}

// A day that is stored as a moment must be a midnight without a time zone:
// which day a moment falls on depends on where one stands.
func TestDaysStoredAsMoments(t *testing.T) {
	ctx := context.Background()
	for _, c := range []struct{ value, want string }{
		{"TIMESTAMP '1990-05-17 00:00:00'", ""},
		{"TIMESTAMP '1990-05-17 22:30:00'", "[bad-cell]"},
		{"TIMESTAMPTZ '1990-05-16 22:00:00+00'", "[column-type]"},
	} {
		in, out := filepath.Join(t.TempDir(), "in.parquet"), filepath.Join(t.TempDir(), "out.parquet")
		e, err := openEngine(ctx, Limits{}, nil, []string{in})
		if err != nil {
			t.Fatal(err)
		}
		if err := e.run(ctx, "COPY (SELECT 'a' AS person, "+c.value+" AS born) TO "+quoteText(in)+" (FORMAT parquet)"); err != nil {
			t.Fatal(err)
		}
		if err := e.close(); err != nil {
			t.Fatal(err)
		}
		s := &catalog.Source{ID: "typed", Class: catalog.Microdata, Format: catalog.Parquet, Unit: []string{"person"},
			Columns: []catalog.Column{{ID: "person", Name: "person", Kind: catalog.Words}, {ID: "born", Name: "born", Kind: catalog.Day}}}
		_, err = WriteRecords(ctx, s, in, out, Limits{})
		if c.want == "" && err != nil || c.want != "" && (err == nil || !strings.Contains(err.Error(), c.want)) {
			t.Errorf("%s: got %v, want %q", c.value, err, c.want)
		}
	}
}

// The engine can reach nothing but the files of its work, and on the way of a
// query it carries out nothing but a SELECT.
func TestTheEngineIsLocked(t *testing.T) {
	ctx := context.Background()
	out, err := kept(t, smallSource(), "person;børn;indkomst;andel;født\na;1;1;1;\n")
	if err != nil {
		t.Fatal(err)
	}
	secret := filepath.Join(t.TempDir(), "secret.csv")
	if err := os.WriteFile(secret, []byte("a,b\n1,2\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	e, err := openEngine(ctx, Limits{}, []string{out}, nil)
	if err != nil {
		t.Fatal(err)
	}
	defer e.close()
	none := func([]driver.Value) error { return nil }
	if err := e.query(ctx, "SELECT * FROM read_parquet($1)", []any{out}, none); err != nil {
		t.Errorf("the file of the work: %v", err)
	}
	for _, text := range []string{
		"SELECT * FROM read_csv('" + secret + "')", "SELECT * FROM sniff_csv('" + secret + "')", "SELECT * FROM read_text('" + secret + "')", "SELECT * FROM '" + secret + "'",
		"SELECT * FROM glob('/etc/*')", "SELECT getenv('HOME')", "COPY (SELECT 1) TO '" + out + "'", "ATTACH '" + secret + "'", "SET threads = 9", "SET enable_external_access = true",
		"INSTALL httpfs", "LOAD httpfs", "CREATE TABLE x (a INT)", "SELECT 1; SELECT 2", "PRAGMA database_list", "EXPORT DATABASE '/tmp/x'",
	} {
		if err := e.query(ctx, text, nil, none); err == nil {
			t.Errorf("the engine carries out %s", text)
		}
	}
}

// Cells of a Parquet file have types; what the definition declares as missing
// is missing there too, and never added up.
func TestMissingCodesOfTypedRecords(t *testing.T) {
	ctx, dir := context.Background(), t.TempDir()
	in, out := filepath.Join(dir, "in.parquet"), filepath.Join(dir, "out.parquet")
	e, err := openEngine(ctx, Limits{}, nil, []string{in})
	if err != nil {
		t.Fatal(err)
	}
	defer e.close()
	rows := "('a', 99, 2, -999.0, 0.0), ('b', 3, 4, 5.5, 0.0), ('c', 0, 99, -999.5, 7.0), ('d', 0, 0, CAST('NaN' AS DOUBLE), 0.0)"
	if err := e.run(ctx, "COPY (SELECT a AS person, CAST(b AS INTEGER) AS born, CAST(c AS BIGINT) AS barn, d AS indkomst, e AS andel FROM (VALUES "+rows+") v(a, b, c, d, e)) TO "+quoteText(in)+" (FORMAT parquet)"); err != nil {
		t.Fatal(err)
	}
	s := &catalog.Source{ID: "typed", Class: catalog.Microdata, Format: catalog.Parquet, Unit: []string{"person"}, Written: catalog.Written{Missing: []string{"-999", "..", "NaN"}},
		Columns: []catalog.Column{{ID: "person", Name: "person", Kind: catalog.Words}, {ID: "children", Name: "born", Kind: catalog.Count, Missing: []string{"99"}},
			{ID: "rooms", Name: "barn", Kind: catalog.Count}, {ID: "income", Name: "indkomst", Kind: catalog.Number}, {ID: "share", Name: "andel", Kind: catalog.Share, Zero: "missing"}}}
	receipt, err := WriteRecords(ctx, s, in, out, Limits{})
	if err != nil {
		t.Fatal(err)
	}
	got := ""
	for _, r := range receipt.Ranges {
		got += fmt.Sprintf(" %s=%d", r.Column, r.Missing)
	}
	if got != " person=0 children=1 rooms=0 income=2 share=3" {
		t.Errorf("missing:%s", got)
	}
	k, err := openEngine(ctx, Limits{}, []string{out}, nil)
	if err != nil {
		t.Fatal(err)
	}
	defer k.close()
	err = k.query(ctx, "SELECT concat_ws(' ', sum(children), sum(rooms), sum(income), sum(share)) FROM read_parquet($1)", []any{out}, func(row []driver.Value) error {
		if row[0] != "3 105 -994.0 7.0" {
			t.Errorf("sums %v", row[0])
		}
		return nil
	})
	if err != nil {
		t.Error(err)
	}
}
