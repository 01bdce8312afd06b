package cube

import (
	"context"
	"crypto/sha256"
	"database/sql/driver"
	"encoding/csv"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"byblik"
	"byblik/catalog"
)

// WriteRecords reads a file of unit records as its definition says and writes
// them to out as Parquet: one column per column of the definition, under its
// id, typed. Nothing is left out: a cell that cannot be read, a value that
// cannot be, or a unit that comes twice is a fault, listed with its line, and
// then out is not written. The receipt tells how many cells are missing but
// no value of a person. The file may be larger than the memory.
func WriteRecords(ctx context.Context, def *catalog.Source, in, out string, l Limits) (byblik.Receipt, error) {
	r := &records{def: def, in: in, given: in, name: filepath.Base(in)}
	receipt := byblik.Receipt{Source: def.ID, File: r.name}
	before, err := os.Stat(in)
	if err == nil {
		receipt.SHA256, receipt.Bytes, err = hashOf(in)
	}
	if err != nil {
		return receipt, &byblik.Error{Kind: byblik.Usage, File: r.name, Found: err.Error(), Expected: "a file that can be read"}
	}
	if err := r.utf8(filepath.Dir(out)); err != nil {
		return receipt, err
	}
	defer r.clean()
	e, err := openEngine(ctx, l, []string{r.in}, []string{out})
	if err != nil {
		return receipt, err
	}
	defer e.close()
	if err := r.plan(ctx, e); err != nil {
		return receipt, err
	}
	if err := r.check(ctx, e, &receipt); err != nil {
		return receipt, err
	}
	err = r.write(ctx, e, out)
	if err == nil {
		err = r.unique(ctx, e, out)
	}
	if err == nil {
		err = r.atRest(before)
	}
	if err != nil {
		err = errors.Join(err, os.RemoveAll(out))
	}
	return receipt, err
}

// atRest refuses a file that was written to while it was read, and so several
// times over.
func (r *records) atRest(before os.FileInfo) error {
	after, err := os.Stat(r.given)
	if err == nil && after.Size() == before.Size() && after.ModTime().Equal(before.ModTime()) && os.SameFile(before, after) {
		return nil
	}
	return &byblik.Error{Kind: byblik.Conflict, File: r.name, Found: "a file that changed while it was read", Expected: "a file at rest", Do: "take it again"}
}

// HashFile gives the SHA-256 of a file in lower-case hexadecimal.
func HashFile(file string) (string, error) {
	hash, _, err := hashOf(file)
	return hash, err
}

func hashOf(file string) (string, int64, error) {
	f, err := os.Open(file)
	if err != nil {
		return "", 0, &byblik.Error{Kind: byblik.Usage, File: filepath.Base(file), Found: err.Error(), Expected: "a file that can be read"}
	}
	defer f.Close()
	h := sha256.New()
	n, err := io.Copy(h, f)
	if err != nil {
		return "", 0, &byblik.Error{Kind: byblik.Usage, File: filepath.Base(file), Found: err.Error(), Expected: "a file that can be read"}
	}
	return hex.EncodeToString(h.Sum(nil)), n, nil
}

// records is one file of unit records on its way to Parquet.
type records struct {
	def     *catalog.Source
	given   string // the file as it was delivered
	in      string // the file as the engine reads it
	name    string // as the user knows it
	copied  bool   // in is a copy of ours
	from    string // the table function with its arguments
	args    arguments
	columns []recordColumn
}

// recordColumn is one column: where it comes from and how it is read.
type recordColumn struct {
	def   *catalog.Column
	raw   string // expression of the cell as written, NULL where it is missing
	value string // expression of the value, NULL where it is missing or cannot be read
	sql   string // type in the file that is written
	unit  bool   // it tells units apart, so it may not be missing
}

func (r *records) clean() {
	if r.copied {
		_ = os.Remove(r.in)
	}
}

// plan finds the columns of the definition in the file.
func (r *records) plan(ctx context.Context, e *engine) error {
	var types map[string]string
	var err error
	switch r.def.Format {
	case catalog.Parquet:
		types, err = r.planParquet(ctx, e)
	case catalog.CSV:
		types, err = r.planCSV()
	default:
		err = &byblik.Error{Kind: byblik.Usage, File: r.name, Found: "unit records in the format " + string(r.def.Format), Expected: "csv or parquet", Do: "correct the definition of " + r.def.ID}
	}
	if err != nil {
		return err
	}
	var faults Faults
	for i := range r.def.Columns {
		c := &r.def.Columns[i]
		t, there := types[strings.TrimSpace(c.Name)]
		if !there {
			faults.add(&byblik.Error{Kind: byblik.Invalid, Check: "missing-column", File: r.name, Line: 1, Place: c.Name, Found: "no such column",
				Expected: "a column named " + c.Name, Do: "correct the name in the file or in the definition of " + r.def.ID})
			continue
		}
		if strings.HasSuffix(t, "WITH TIME ZONE") {
			faults.add(&byblik.Error{Kind: byblik.Invalid, Check: "column-type", File: r.name, Place: c.Name, Found: "moments with a time zone",
				Expected: "days or texts", Do: "write days as DATE: on which day a moment falls depends on the time zone"})
			continue
		}
		r.columns = append(r.columns, r.column(c, t))
	}
	return faults.err()
}

// planParquet gives the types of the columns of a Parquet file.
func (r *records) planParquet(ctx context.Context, e *engine) (map[string]string, error) {
	r.from = "read_parquet(" + r.args.add(r.in) + ")"
	types := map[string]string{}
	err := e.query(ctx, "SELECT column_name, column_type FROM (DESCRIBE SELECT * FROM "+r.from+")", r.args.values, func(row []driver.Value) error {
		types[row[0].(string)] = row[1].(string)
		return nil
	})
	return types, inFile(err, r.name)
}

// planCSV reads the head of a text file; all its columns are text.
func (r *records) planCSV() (map[string]string, error) {
	head, zipped, err := headOf(r.in, delimiterOf(r.def))
	if err != nil {
		return nil, &byblik.Error{Kind: byblik.Invalid, File: r.name, Line: 1, Found: err.Error(), Expected: "a line of column names", Do: "get the file again"}
	}
	types := map[string]string{}
	columns := make([]string, len(head))
	for i, h := range head {
		name := strings.TrimSpace(h)
		if _, twice := types[name]; twice {
			return nil, &byblik.Error{Kind: byblik.Invalid, Check: "doubled-column", File: r.name, Line: 1, Place: name, Found: "the same name twice", Expected: "each name once", Do: "ask the publisher which is right"}
		}
		types[name] = "text"
		columns[i] = quoteText(name) + ": 'VARCHAR'"
	}
	compression := "none"
	if zipped {
		compression = "gzip"
	}
	r.from = fmt.Sprintf(`read_csv(%s, auto_detect = false, header = true, delim = %s, quote = '"', escape = '"', compression = '%s', max_line_size = 1048576, columns = {%s})`,
		r.args.add(r.in), quoteText(string(delimiterOf(r.def))), compression, strings.Join(columns, ", "))
	return types, nil
}

func delimiterOf(def *catalog.Source) rune {
	switch d := def.Written.Delimiter; d {
	case "":
		return ','
	case "tab":
		return '\t'
	default:
		return []rune(d)[0]
	}
}

// headOf reads the first record of a text file and says whether it is zipped.
func headOf(file string, delimiter rune) (head []string, zipped bool, err error) {
	f, err := os.Open(file)
	if err != nil {
		return nil, false, err
	}
	defer f.Close()
	text, zipped, err := unzipped(f)
	if err != nil {
		return nil, zipped, err
	}
	c := csv.NewReader(io.LimitReader(text, 1<<20))
	c.Comma, c.LazyQuotes = delimiter, false
	head, err = c.Read()
	if err != nil {
		return nil, zipped, err
	}
	head[0] = strings.TrimPrefix(head[0], "\ufeff")
	return head, zipped, nil
}

// inFile names the file in a fault of the engine. While a file is read,
// whatever the engine stumbles over is the file's fault.
func inFile(err error, name string) error {
	var e *byblik.Error
	if errors.As(err, &e) && e.File == "" {
		e.File = name
		if e.Kind == byblik.Internal {
			e.Kind, e.Expected, e.Do = byblik.Invalid, wholeFile, getAgain
		}
		if _, after, ok := strings.Cut(e.Found, "CSV Error on Line: "); ok {
			_, _ = fmt.Sscanf(after, "%d", &e.Line)
		}
	}
	return err
}

// write copies the checked records to a Parquet file. One thread and rows in
// the order of the file give the same bytes every time.
func (r *records) write(ctx context.Context, e *engine, out string) error {
	var list []string
	for _, c := range r.columns {
		list = append(list, fmt.Sprintf("CAST(%s AS %s) AS %s", c.value, c.sql, quoteName(c.def.ID)))
	}
	return inFile(e.run(ctx, fmt.Sprintf("COPY (SELECT %s FROM %s) TO %s (FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE 122880, USE_TMP_FILE false)",
		strings.Join(list, ", "), r.from, quoteText(out)), r.args.values...), r.name)
}

// unique refuses units that come twice.
func (r *records) unique(ctx context.Context, e *engine, out string) error {
	var names []string
	for _, id := range r.def.Unit {
		names = append(names, quoteName(id))
	}
	if len(names) == 0 {
		return nil
	}
	key := strings.Join(names, ", ")
	var faults Faults
	// Short hashes are grouped first, so that millions of names need not be held.
	text := fmt.Sprintf(`SELECT min(file_row_number), max(file_row_number) FROM read_parquet($1, file_row_number = true)
		WHERE hash(%s) IN (SELECT hash(%s) AS h FROM read_parquet($1) GROUP BY h HAVING count(*) > 1)
		GROUP BY %s HAVING count(*) > 1 ORDER BY 1 LIMIT 100`, key, key, key)
	err := e.query(ctx, text, []any{out}, func(row []driver.Value) error {
		faults.add(&byblik.Error{Kind: byblik.Invalid, Check: "double-key", File: r.name, Line: int(row[1].(int64)) + 2, Place: strings.Join(r.def.Unit, ", "),
			Found: fmt.Sprintf("a unit that line %d has too", row[0].(int64)+2), Expected: "each " + strings.Join(r.def.Unit, " and ") + " once", Do: "ask the publisher which of the rows is right"})
		return nil
	})
	return errors.Join(inFile(err, r.name), faults.err())
}
