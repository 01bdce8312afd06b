package source

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"byblik"
)

// acceptable are the checks whose faults may be accepted with a reason, since
// leaving out a row or a cell cures them. The others mean that the file as a
// whole cannot be trusted.
var acceptable = []string{
	"area-count", "bad-cell", "bad-row", "blank-row", "double-key", "extent", "fraction-of-count", "invalid-ring", "jump", "missing-area", "negative-count",
	"part-exceeds-whole", "row-status", "share-range", "text-in-number", "unknown-area", "value-range", "zero-denominator",
}

// structural are the checks that nobody can accept.
var structural = []string{
	"bad-quote", "category", "column-type", "crs", "damaged", "doubled-column", "empty-file", "encoding", "layer", "merged-head",
	"missing-column", "missing-file", "missing-period", "not-geojson", "not-text", "too-large", "truncated", "wrong-format",
}

// Checks lists the names of all checks whose faults may be accepted, sorted.
func Checks() []string { return slices.Clone(acceptable) }

// checkAccept refuses an unknown check, one that cannot be accepted and one
// without a reason.
func checkAccept(accept map[string]string) error {
	for _, check := range slices.Sorted(maps.Keys(accept)) {
		e := &byblik.Error{Kind: byblik.Usage, Place: "accept", Found: check}
		switch {
		case slices.Contains(structural, check):
			e.Expected = "a check that concerns rows or cells: " + strings.Join(acceptable, ", ")
			e.Do = "get a whole file from the publisher; this fault cannot be accepted"
		case !slices.Contains(acceptable, check):
			e.Expected = "one of " + strings.Join(acceptable, ", ")
			e.Do = "write the check as the message names it in square brackets"
		case strings.TrimSpace(accept[check]) == "":
			e.Found += " without a reason"
			e.Expected, e.Do = "a reason that the report can show", "write "+check+"=why it is acceptable"
		default:
			continue
		}
		return e
	}
	return nil
}

// maxListed is the number of faults that are kept; the rest is counted.
const maxListed = 20

// faults gathers what is wrong with the files of one request.
type faults struct {
	listed []*byblik.Error
	more   map[string]int // further faults by check
}

func (f *faults) add(e *byblik.Error) {
	if len(f.listed) < maxListed {
		f.listed = append(f.listed, e)
		return
	}
	if f.more == nil {
		f.more = map[string]int{}
	}
	f.more[e.Check]++
}

func (f *faults) err() error {
	if len(f.listed) == 0 {
		return nil
	}
	return &Faults{Listed: f.listed, More: f.more}
}

// Faults is the error for deliveries that do not hold: the first faults, each
// with its place, and how many more there are by check. Its parts are
// *byblik.Error of kind byblik.Invalid.
type Faults struct {
	Listed []*byblik.Error
	More   map[string]int
}

// Error writes one fault per line and counts the rest.
func (f *Faults) Error() string {
	var b strings.Builder
	for i, e := range f.Listed {
		if i > 0 {
			b.WriteByte('\n')
		}
		b.WriteString(e.Error())
	}
	n, parts := 0, []string{}
	for _, check := range slices.Sorted(maps.Keys(f.More)) {
		n += f.More[check]
		parts = append(parts, fmt.Sprintf("%d %s", f.More[check], check))
	}
	if n > 0 {
		fmt.Fprintf(&b, "\nand %d more: %s", n, strings.Join(parts, ", "))
	}
	return b.String()
}

// Unwrap gives the listed faults.
func (f *Faults) Unwrap() []error {
	errs := make([]error, len(f.Listed))
	for i, e := range f.Listed {
		errs[i] = e
	}
	return errs
}

// fault notes a fault of the file that nobody can accept.
func (r *reading) fault(check string, line int, place, found, expected, do string) {
	r.faults.add(&byblik.Error{Kind: byblik.Invalid, Check: check, File: r.file.base(), Line: line, Place: place, Found: found, Expected: expected, Do: do})
}

// object decides about a faulty row or cell: accepted by name it is only
// recorded, and the caller leaves the row or cell out; otherwise it is a fault.
func (r *reading) object(area string, check string, line int, place, found, expected, do string) {
	if reason, ok := r.Accept[check]; ok {
		r.refuse(line, area, check, fmt.Sprintf("%s (%sfound %s)", reason, prefix(place), found))
		return
	}
	r.fault(check, line, place, found, expected, do)
}

func prefix(place string) string {
	if place == "" {
		return ""
	}
	return place + ": "
}

// refuse records a row or cell that is left out.
func (r *reading) refuse(line int, area, check, reason string) {
	r.receipt.Refused = append(r.receipt.Refused, byblik.Refusal{Line: line, Area: area, Check: check, Reason: reason})
}

// warn records something worth a look that changes nothing.
func (r *reading) warn(line int, area, check, reason string) {
	r.receipt.Warnings = append(r.receipt.Warnings, byblik.Refusal{Line: line, Area: area, Check: check, Reason: reason})
}

// shown shortens a cell for a message and makes control characters visible.
func shown(s string) string {
	if rs := []rune(s); len(rs) > 60 {
		s = string(rs[:60]) + "…"
	}
	return fmt.Sprintf("%q", s)
}
