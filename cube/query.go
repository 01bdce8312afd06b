package cube

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"byblik/catalog"
)

// query is a tabulation on its way to SQL. The text is made of our own words
// and of names that the catalog has checked; every value is an argument.
type query struct {
	*counting
	args arguments
}

func (c *counting) query() *query { return &query{counting: c} }

// alias is the name of a source in the query: t0 for the records, then the
// joins.
func (q *query) alias(source string) string {
	return fmt.Sprintf("t%d", slices.Index(q.Definition.Sources(), source))
}

// ref is a column by its reference.
func (q *query) ref(ref string) string {
	source, column, _ := strings.Cut(ref, "/")
	return q.alias(source) + "." + quoteName(column)
}

// table reads the file of a source.
func (q *query) table(source string) string {
	return fmt.Sprintf("read_parquet(%s) %s", q.args.add(q.Files[source]), q.alias(source))
}

// column is the definition of a referenced column.
func (q *query) column(ref string) *catalog.Column {
	source, column, _ := strings.Cut(ref, "/")
	return q.Catalog.Sources[source].Column(column)
}

// reference is the reference day of a record's year.
func (q *query) reference() string {
	month, day := 1, 1
	if r := q.Definition.Reference; r != "" {
		month, _ = strconv.Atoi(r[:2])
		day, _ = strconv.Atoi(r[3:])
	}
	return fmt.Sprintf("make_date(CAST(%s AS BIGINT), %d, %d)", q.ref(q.Definition.Year), month, day)
}

// from joins the records with all that is added to them.
func (q *query) from() string {
	var b strings.Builder
	b.WriteString(q.table(q.Definition.Records))
	for _, j := range q.Definition.Join {
		fmt.Fprintf(&b, "\n  LEFT JOIN %s ON ", q.table(j.Records))
		for i, m := range j.On {
			if i > 0 {
				b.WriteString(" AND ")
			}
			fmt.Fprintf(&b, "%s = %s", q.ref(m.Column), q.ref(m.Equals))
			if m.Later > 0 {
				fmt.Fprintf(&b, " - %d", m.Later)
			}
		}
		if v := j.Valid; v != nil {
			day := q.reference()
			fmt.Fprintf(&b, " AND %s <= %s AND (%s IS NULL OR %s < %s)", q.ref(v.From), day, q.ref(v.Until), day, q.ref(v.Until))
		}
	}
	return b.String()
}

// area is the code of the area of a record, or its place among the areas
// where coordinates tell it.
func (q *query) area() string {
	if p := q.Definition.Area; p.Column == "" {
		return fmt.Sprintf("area_at(%s, %s)", q.ref(p.X), q.ref(p.Y))
	}
	return q.ref(q.Definition.Area.Column)
}

// counts is the query of all counts and sums: area, year, records, and for
// each column the units, the figure, the key and the two largest parts.
func (q *query) counts() string {
	var inner, outer []string
	k := 0
	for _, a := range q.Definition.Columns {
		if a.Estimate != nil {
			continue
		}
		where, value := q.all(a.Where), ""
		switch {
		case a.Sum != "":
			value = fmt.Sprintf("CAST(%s AS DECIMAL(18, %d))", q.ref(a.Sum), a.Decimals)
			where += fmt.Sprintf(" AND %s IS NOT NULL", q.ref(a.Sum))
		case a.FullTime != nil:
			value = fmt.Sprintf("CAST(least(%s / %s, 1) AS DECIMAL(18, 9))", q.ref(a.FullTime.Hours), q.fullTime(a.FullTime))
			where += fmt.Sprintf(" AND coalesce(%s > 0, false)", q.ref(a.FullTime.Hours))
		}
		inner = append(inner, fmt.Sprintf("(%s) AS w%d", where, k))
		units, key := "count(*)", "bit_xor(key)"
		if q.window() > 1 { // a person of several years is one person
			units, key = "count(DISTINCT key)", "bit_xor(DISTINCT key)"
		}
		figure, largest := "count(*)", "NULL"
		if value != "" {
			inner = append(inner, fmt.Sprintf("%s AS v%d", value, k))
			figure, largest = fmt.Sprintf("sum(v%d)", k), fmt.Sprintf("max(abs(v%d), 2)", k)
		}
		for i, x := range []string{units, figure, key, largest} {
			if x != "NULL" {
				x += fmt.Sprintf(" FILTER (WHERE w%d)", k)
			}
			outer = append(outer, fmt.Sprintf("%s AS o%d_%d", x, k, i))
		}
		k++
	}
	return fmt.Sprintf("WITH %s\nSELECT area, year, count(*) AS n%s\nFROM (\n  SELECT %s AS area, CAST(%s AS BIGINT) + back.back AS year, keys.key AS key%s\n  FROM %s\n  JOIN keys ON keys.unit = %s\n  %s)\nWHERE year IN (%s) GROUP BY area, year ORDER BY area, year",
		q.keys(), commaBefore(outer), q.area(), q.ref(q.Definition.Year), commaBefore(inner), q.from(), q.ref(q.Definition.Unit), q.spread(), q.periodList())
}

func commaBefore(list []string) string {
	if len(list) == 0 {
		return ""
	}
	return ", " + strings.Join(list, ", ")
}

// keys gives every unit its key, once.
func (q *query) keys() string {
	_, unit, _ := strings.Cut(q.Definition.Unit, "/")
	name := quoteName(unit)
	return fmt.Sprintf("keys AS MATERIALIZED (SELECT unit, %s AS key FROM (SELECT DISTINCT %s AS unit FROM read_parquet(%s)))",
		keyText(&q.args, q.Secret, "unit"), name, q.args.add(q.Files[q.Definition.Records]))
}

// spread lets a record count in its own year and in those whose window
// reaches back to it.
func (q *query) spread() string {
	return fmt.Sprintf("CROSS JOIN (SELECT unnest(range(%d)) AS back) back", q.window())
}

func (q *query) periodList() string {
	years := make([]string, len(q.periods))
	for i, y := range q.periods {
		years[i] = strconv.Itoa(y)
	}
	return strings.Join(years, ", ")
}

// fullTime is the hours of a full-time person in the year of a record.
func (q *query) fullTime(f *catalog.FullTime) string {
	if f.Year > 0 {
		return strconv.FormatFloat(f.Year, 'f', -1, 64)
	}
	return q.byYear(func(y int) (float64, bool) { return f.Weekday * float64(weekdays(y)), true })
}

// byYear is a number that depends on the year of a record, NULL in a year
// without one.
func (q *query) byYear(number func(year int) (float64, bool)) string {
	var b strings.Builder
	fmt.Fprintf(&b, "(CASE CAST(%s AS BIGINT)", q.ref(q.Definition.Year))
	for _, y := range q.have {
		if v, ok := number(y); ok {
			fmt.Fprintf(&b, " WHEN %d THEN CAST(%s AS DOUBLE)", y, q.args.add(v))
		}
	}
	b.WriteString(" ELSE NULL END)")
	return b.String()
}

// weekdays counts the days from Monday to Friday of a year; holidays count.
func weekdays(year int) int {
	n := 0
	for d := time.Date(year, 1, 1, 0, 0, 0, 0, time.UTC); d.Year() == year; d = d.AddDate(0, 0, 1) {
		if w := d.Weekday(); w != time.Saturday && w != time.Sunday {
			n++
		}
	}
	return n
}

// all is the condition that every one of a list holds.
func (q *query) all(list []catalog.Condition) string {
	text := "true"
	for i := range list {
		text += " AND " + q.condition(&list[i])
	}
	return text
}

// condition is true or false, never NULL.
func (q *query) condition(c *catalog.Condition) string {
	if c.Age != nil {
		return q.age(c)
	}
	ref := q.ref(c.Column)
	var parts []string
	if len(c.In) > 0 {
		parts = append(parts, fmt.Sprintf("%s IN (%s)", ref, q.values(c, c.In)))
	}
	if len(c.NotIn) > 0 {
		parts = append(parts, fmt.Sprintf("%s NOT IN (%s)", ref, q.values(c, c.NotIn)))
	}
	for _, limit := range []struct {
		sign  string
		value *float64
	}{{">=", c.From}, {"<=", c.To}, {">", c.Above}, {"<", c.Below}} {
		if limit.value != nil {
			parts = append(parts, fmt.Sprintf("%s %s CAST(%s AS DOUBLE)", ref, limit.sign, q.args.add(*limit.value)))
		}
	}
	if len(c.BelowInYear) > 0 {
		parts = append(parts, fmt.Sprintf("%s < %s", ref, q.byYear(func(y int) (float64, bool) {
			v, ok := c.BelowInYear[strconv.Itoa(y)]
			return v, ok
		})))
	}
	if len(parts) == 0 {
		return fmt.Sprintf("(%s IS NULL)", ref)
	}
	return fmt.Sprintf("coalesce(%s, %v)", strings.Join(parts, " AND "), c.OrMissing)
}

// values are the members of a list, of the type of the column.
func (q *query) values(c *catalog.Condition, list []string) string {
	out := make([]string, len(list))
	for i, v := range list {
		out[i] = fmt.Sprintf("CAST(%s AS %s)", q.args.add(v), sqlTypes[q.column(c.Column).Kind])
	}
	return strings.Join(out, ", ")
}

// age compares the completed years on the reference day. Who is born on
// 29 February turns a year older on 1 March in other years.
func (q *query) age(c *catalog.Condition) string {
	day, born := q.reference(), q.ref(q.Definition.Birth)
	age := fmt.Sprintf("(year(%s) - year(%s) - CAST((month(%s), day(%s)) < (month(%s), day(%s)) AS BIGINT))", day, born, day, day, born, born)
	text := fmt.Sprintf("%s >= %d", age, c.Age.From)
	if c.Age.To != nil {
		text += fmt.Sprintf(" AND %s <= %d", age, *c.Age.To)
	}
	return fmt.Sprintf("coalesce(%s, %v)", text, c.OrMissing)
}
