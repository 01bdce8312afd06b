package cube

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
	"fmt"
	"io"
	"regexp"
	"strings"

	"byblik"

	duckdb "github.com/duckdb/duckdb-go/v2"
)

// Limits bounds what the engine may use. The zero value means 2 threads and
// 4 GiB.
type Limits struct {
	Memory  int64 // bytes; what does not fit is refused, never written to a temporary file
	Threads int
}

// engine is a DuckDB without a database of its own: it reads the files it is
// given and nothing else. No other file can be reached, no setting changed,
// and on the way of a query nothing but a SELECT is run.
type engine struct {
	db   *sql.DB
	conn *sql.Conn
}

// openEngine starts an engine that may read the files of read, and write
// those of write, if any.
func openEngine(ctx context.Context, l Limits, read, write []string) (*engine, error) {
	if l.Memory <= 0 {
		l.Memory = 4 << 30
	}
	if l.Threads <= 0 {
		l.Threads = 2
	}
	c, err := duckdb.NewConnector("", nil)
	if err != nil {
		return nil, engineFault(err, "")
	}
	e := &engine{db: sql.OpenDB(c)}
	if e.conn, err = e.db.Conn(ctx); err != nil {
		return nil, errors.Join(engineFault(err, ""), e.db.Close())
	}
	paths := make([]string, 0, len(read)+len(write))
	for _, p := range append(append([]string{}, read...), write...) {
		paths = append(paths, quoteText(p))
	}
	for _, set := range []string{
		fmt.Sprintf("SET threads = %d", l.Threads),
		fmt.Sprintf("SET memory_limit = '%dMiB'", l.Memory>>20),
		"SET temp_directory = ''", // persons are written to no temporary file
		"SET autoinstall_known_extensions = false",
		"SET autoload_known_extensions = false",
		"SET allowed_paths = [" + strings.Join(paths, ", ") + "]",
		"SET enable_external_access = false",
		"SET lock_configuration = true",
	} {
		if err := e.run(ctx, set); err != nil {
			return nil, errors.Join(err, e.close())
		}
	}
	return e, nil
}

func (e *engine) close() error { return errors.Join(e.conn.Close(), e.db.Close()) }

// run carries out a statement of our own that gives no rows.
func (e *engine) run(ctx context.Context, text string, args ...any) error {
	if _, err := e.conn.ExecContext(ctx, text, args...); err != nil {
		return engineFault(err, "")
	}
	return nil
}

// query runs one SELECT and hands over its rows; the row is only valid during
// the call. Anything but a SELECT is refused before it runs.
func (e *engine) query(ctx context.Context, text string, args []any, each func(row []driver.Value) error) error {
	if !oneSelect(text) {
		return &byblik.Error{Kind: byblik.Internal, Found: "a text that is no single SELECT", Expected: "a query"}
	}
	return e.conn.Raw(func(raw any) error {
		prepared, err := raw.(driver.ConnPrepareContext).PrepareContext(ctx, text)
		if err != nil {
			return engineFault(err, "")
		}
		defer prepared.Close()
		stmt := prepared.(*duckdb.Stmt)
		kind, err := stmt.StatementType()
		if err != nil || kind != duckdb.STATEMENT_TYPE_SELECT {
			return &byblik.Error{Kind: byblik.Internal, Found: "a statement that is no SELECT", Expected: "a query"}
		}
		named := make([]driver.NamedValue, len(args))
		for i, a := range args {
			named[i] = driver.NamedValue{Ordinal: i + 1, Value: a}
		}
		rows, err := stmt.QueryContext(ctx, named)
		if err != nil {
			return engineFault(err, "")
		}
		defer rows.Close()
		row := make([]driver.Value, len(rows.Columns()))
		for {
			if err := rows.Next(row); errors.Is(err, io.EOF) {
				return nil
			} else if err != nil {
				return engineFault(err, "")
			}
			if err := each(row); err != nil {
				return err
			}
		}
	})
}

// What is expected of a file, and what to do where it is not so.
const (
	wholeFile = "a whole file in the format of the definition"
	getAgain  = "get the file again, or correct the definition"
)

// engineFault turns a message of the engine into ours. A file that it cannot
// read is the file's fault; the rest is that of byblik or of the machine.
func engineFault(err error, file string) error {
	found, _, _ := strings.Cut(err.Error(), "\n")
	e := &byblik.Error{Kind: byblik.Internal, File: file, Found: found}
	var d *duckdb.Error
	if errors.As(err, &d) {
		switch d.Type {
		case duckdb.ErrorTypeOutOfMemory:
			e.Kind, e.Expected, e.Do = byblik.Unavailable, "work that fits into the memory allowed", "allow more memory, or deliver fewer years at a time"
		case duckdb.ErrorTypeIO, duckdb.ErrorTypeInvalidInput, duckdb.ErrorTypeConversion:
			e.Kind, e.Expected, e.Do = byblik.Invalid, wholeFile, getAgain
		}
		if strings.Contains(found, "No space left") {
			e.Kind, e.Expected, e.Do = byblik.Unavailable, "room on the disk", "make room"
		}
	}
	return e
}

var quoted = regexp.MustCompile(`'(?:[^']|'')*'|"(?:[^"]|"")*"`)

// oneSelect says whether a text is a SELECT and nothing after it. The driver
// would carry out all statements of a text but the last before it tells what
// the last one is.
func oneSelect(text string) bool {
	bare := strings.TrimSpace(quoted.ReplaceAllString(text, ""))
	return (strings.HasPrefix(bare, "SELECT ") || strings.HasPrefix(bare, "WITH ")) && !strings.Contains(bare, ";")
}

// quoteText writes a text of ours as a literal of SQL.
func quoteText(s string) string { return "'" + strings.ReplaceAll(s, "'", "''") + "'" }

// quoteName writes a name as an identifier of SQL.
func quoteName(s string) string { return `"` + strings.ReplaceAll(s, `"`, `""`) + `"` }

// arguments numbers the values of a query: each gives its place, $1, $2, ….
type arguments struct{ values []any }

func (a *arguments) add(v any) string {
	a.values = append(a.values, v)
	return fmt.Sprintf("$%d", len(a.values))
}
