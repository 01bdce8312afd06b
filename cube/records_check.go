package cube

import (
	"bufio"
	"compress/gzip"
	"context"
	"database/sql/driver"
	"fmt"
	"io"
	"math"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"byblik"
	"byblik/catalog"
)

// unzipped reads through gzip where the first two bytes say so.
func unzipped(r io.Reader) (io.Reader, bool, error) {
	b := bufio.NewReader(r)
	magic, err := b.Peek(2)
	if err != nil || magic[0] != 0x1f || magic[1] != 0x8b {
		return b, false, nil
	}
	z, err := gzip.NewReader(b)
	return z, true, err
}

// sqlTypes are the types in which kinds of column are kept.
var sqlTypes = map[catalog.ColumnKind]string{catalog.Words: "VARCHAR", catalog.Count: "BIGINT", catalog.Share: "DOUBLE", catalog.Number: "DOUBLE", catalog.Day: "DATE"}

// column says how the cells of a column are read. given is its type in the
// file; text goes through the form that the definition declares.
func (r *records) column(c *catalog.Column, given string) recordColumn {
	name := quoteName(strings.TrimSpace(c.Name))
	out := recordColumn{def: c, sql: sqlTypes[c.Kind], unit: slices.Contains(r.def.Unit, c.ID)}
	if c.Kind == catalog.Count && c.Fractions {
		out.sql = "DOUBLE"
	}
	texts, numbers := r.missing(c)
	if given != "text" && given != "VARCHAR" {
		out.raw = present(name, "CAST("+name+" AS VARCHAR)", "TRY_CAST(CAST("+name+" AS VARCHAR) AS DOUBLE)", texts, numbers)
		out.value = typedValue(out.raw, given, out.sql)
		return out
	}
	cell := "trim(" + name + ")"
	out.raw = present(cell, cell, r.textValue(cell, c, out.sql), append(texts, "''"), numbers)
	out.value = r.textValue(out.raw, c, out.sql)
	return out
}

// missing gives what means missing in a column: texts, and the numbers among
// them, which are found however they are written.
func (r *records) missing(c *catalog.Column) (texts, numbers []string) {
	for _, m := range slices.Concat(r.def.Written.Missing, c.Missing) {
		texts = append(texts, quoteText(m))
		switch v, err := strconv.ParseFloat(m, 64); {
		case err != nil || math.IsInf(v, 0):
		case math.IsNaN(v):
			numbers = append(numbers, "CAST('NaN' AS DOUBLE)")
		default:
			numbers = append(numbers, strconv.FormatFloat(v, 'f', -1, 64))
		}
	}
	if c.Zero == "missing" {
		numbers = append(numbers, "0")
	}
	if c.Kind == catalog.Words || c.Kind == catalog.Day {
		numbers = nil
	}
	return texts, numbers
}

// present is a cell, NULL where its text or its number means missing.
func present(cell, text, number string, texts, numbers []string) string {
	var is []string
	if len(texts) > 0 {
		is = append(is, fmt.Sprintf("%s IN (%s)", text, strings.Join(texts, ", ")))
	}
	if len(numbers) > 0 {
		is = append(is, fmt.Sprintf("coalesce(%s IN (%s), false)", number, strings.Join(numbers, ", ")))
	}
	if len(is) == 0 {
		return cell
	}
	return fmt.Sprintf("(CASE WHEN %s THEN NULL ELSE %s END)", strings.Join(is, " OR "), cell)
}

// typedValue reads a cell that has a type already. What does not fit becomes
// NULL, which the check then finds beside a cell that is there.
func typedValue(name, given, want string) string {
	switch {
	case given == want:
		return name
	case want == "DATE" && strings.HasPrefix(given, "TIMESTAMP"): // a midnight is a day, another moment is not
		return fmt.Sprintf("(CASE WHEN %s = date_trunc('day', %s) THEN TRY_CAST(%s AS DATE) END)", name, name, name)
	case want == "VARCHAR":
		return "CAST(" + name + " AS VARCHAR)"
	case want == "BIGINT" && given != "DATE":
		return fmt.Sprintf("(CASE WHEN TRY_CAST(%s AS DOUBLE) = TRY_CAST(%s AS BIGINT) THEN TRY_CAST(%s AS BIGINT) END)", name, name, name)
	}
	return fmt.Sprintf("TRY_CAST(%s AS %s)", name, want)
}

// textValue reads a cell of text.
func (r *records) textValue(cell string, c *catalog.Column, want string) string {
	if want == "VARCHAR" {
		return cell
	}
	form, plain := `[0-9]{4}-[0-9]{2}-[0-9]{2}`, cell
	if c.Kind != catalog.Day {
		w := r.def.Written
		decimal := w.Decimal
		if decimal == "" {
			decimal = "."
		}
		form = "[+-]?[0-9]+"
		if w.Thousands != "" {
			form = "[+-]?([0-9]+|[1-9][0-9]{0,2}(" + regexp.QuoteMeta(w.Thousands) + "[0-9]{3})+)"
			plain = fmt.Sprintf("replace(%s, %s, '')", plain, quoteText(w.Thousands))
		}
		if want == "DOUBLE" {
			form += "(" + regexp.QuoteMeta(decimal) + "[0-9]+)?"
			plain = fmt.Sprintf("replace(%s, %s, '.')", plain, quoteText(decimal))
		}
	}
	return fmt.Sprintf("(CASE WHEN regexp_full_match(%s, %s) THEN TRY_CAST(%s AS %s) END)", cell, quoteText(form), plain, want)
}

// wrong is the condition under which a cell that is there is a fault.
func (c *recordColumn) wrong() string {
	bad := []string{c.value + " IS NULL"}
	number := func(v float64) string { return strconv.FormatFloat(v, 'f', -1, 64) }
	switch c.def.Kind {
	case catalog.Count:
		bad = append(bad, c.value+" < 0")
	case catalog.Share:
		bad = append(bad, c.value+" NOT BETWEEN 0 AND 100")
	}
	if c.sql == "DOUBLE" {
		bad = append(bad, "NOT isfinite("+c.value+")")
	}
	if c.def.Kind != catalog.Words && c.def.Kind != catalog.Day {
		if c.def.Min != nil {
			bad = append(bad, c.value+" < "+number(*c.def.Min))
		}
		if c.def.Max != nil {
			bad = append(bad, c.value+" > "+number(*c.def.Max))
		}
	}
	if c.unit {
		return fmt.Sprintf("(%s)", strings.Join(bad, " OR "))
	}
	return fmt.Sprintf("(%s IS NOT NULL AND (%s))", c.raw, strings.Join(bad, " OR "))
}

// expected says in words what a cell may hold.
func (c *recordColumn) expected(w catalog.Written) string {
	form := map[catalog.ColumnKind]string{catalog.Words: "a text", catalog.Count: "a whole number, 0 or more", catalog.Share: "a number from 0 to 100", catalog.Number: "a number", catalog.Day: "a day such as 1990-05-17"}[c.def.Kind]
	if w.Decimal == "," && c.sql == "DOUBLE" {
		form += " with a decimal comma"
	}
	if c.def.Min != nil {
		form += fmt.Sprintf(", at least %v", *c.def.Min)
	}
	if c.def.Max != nil {
		form += fmt.Sprintf(", at most %v", *c.def.Max)
	}
	return form
}

// check counts rows, missing cells and faults in one pass, and lists the
// first faults in a second where there are any.
func (r *records) check(ctx context.Context, e *engine, receipt *byblik.Receipt) error {
	list := []string{"count(*)"}
	for i := range r.columns {
		c := &r.columns[i]
		list = append(list, "count("+c.raw+")", "count(*) FILTER ("+c.wrong()+")")
	}
	faulty := false
	err := e.query(ctx, "SELECT "+strings.Join(list, ", ")+" FROM "+r.from, r.args.values, func(row []driver.Value) error {
		n := int(row[0].(int64))
		receipt.RowsRead, receipt.RowsUsed = n, n
		for i := range r.columns {
			present := int(row[1+2*i].(int64))
			receipt.Ranges = append(receipt.Ranges, byblik.Range{Column: r.columns[i].def.ID, Present: present, Missing: n - present})
			faulty = faulty || row[2+2*i].(int64) > 0
		}
		return nil
	})
	if err != nil {
		return inFile(err, r.name)
	}
	if receipt.RowsRead == 0 {
		return &byblik.Error{Kind: byblik.Invalid, File: r.name, Line: 1, Found: "no row", Expected: "at least one row", Do: "get the file again"}
	}
	if !faulty {
		return nil
	}
	var faults Faults
	for i := range r.columns {
		if err := r.listFaults(ctx, e, &r.columns[i], &faults); err != nil {
			return err
		}
	}
	return faults.err()
}

// listFaults lists the cells of a column that cannot be. Their content is
// told, for it is no value of the kind; of a person it tells nothing else.
func (r *records) listFaults(ctx context.Context, e *engine, c *recordColumn, faults *Faults) error {
	text := fmt.Sprintf("SELECT line, cell FROM (SELECT row_number() OVER () + 1 AS line, CAST(%s AS VARCHAR) AS cell, %s AS wrong FROM %s) WHERE wrong ORDER BY line LIMIT 100", c.raw, c.wrong(), r.from)
	return inFile(e.query(ctx, text, r.args.values, func(row []driver.Value) error {
		cell, _ := row[1].(string) // missing: a unit without its name
		found := []rune(cell)
		if len(found) > 40 {
			found = append(found[:40], '…')
		}
		faults.add(&byblik.Error{Kind: byblik.Invalid, Check: "bad-cell", File: r.name, Line: int(row[0].(int64)), Place: c.def.Name,
			Found: fmt.Sprintf("%q", string(found)), Expected: c.expected(r.def.Written), Do: "correct the cell, or declare what it means in the definition of " + r.def.ID})
		return nil
	}), r.name)
}
