package source

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"byblik"
)

// frame is the list of areas that a delivery is held against.
type frame struct {
	known  map[string]bool     // by code
	byName map[string][]string // codes by name
	codes  []string            // sorted
}

// frame gives the areas of the request that belong to the definition's frame,
// nil if there are none.
func (r *reading) frame() *frame {
	f := &frame{known: map[string]bool{}, byName: map[string][]string{}}
	for _, a := range r.Frame {
		if a.Code.Frame != r.Definition.Key.Frame {
			continue
		}
		f.known[a.Code.Code] = true
		if a.Name != "" {
			f.byName[a.Name] = append(f.byName[a.Name], a.Code.Code)
		}
	}
	if len(f.known) == 0 {
		return nil
	}
	f.codes = slices.Sorted(maps.Keys(f.known))
	return f
}

// key reads what names the area of a record. Rows of another authority and,
// where an authority is wanted, of areas outside its frame are passed over;
// everything else that does not fit is objected to.
func (b *assembly) key(i int, t byblik.Period) (byblik.Row, bool) {
	p, s := b.plan, b.Definition
	cell := func(at int) string { return b.keyCell(i, at) }
	row := byblik.Row{Period: t, Line: b.grid.lines[i], Name: cell(p.name), Authority: cell(p.authority), AuthorityName: cell(p.authorityName), District: cell(p.district)}
	for _, at := range []int{p.authority, p.code} {
		if o := b.grid.fault(i, at); o != nil {
			b.object(cell(p.code), o.check, b.grid.cellLine(i, at), b.grid.place(i, at), o.found, o.expected, o.do)
			return row, false
		}
	}
	if b.Within != "" && p.authority >= 0 && row.Authority != b.Within {
		b.receipt.Elsewhere++
		return row, false
	}
	code, o := b.code(cell(p.code), p, t)
	if o == nil && b.frame != nil && !b.frame.known[code] {
		if b.Within != "" && p.authority < 0 {
			b.receipt.Elsewhere++
			return row, false
		}
		if e := b.expected("outside-frame", code, t); e != nil {
			b.refuse(row.Line, code, "outside-frame", e.Because.En)
			return row, false
		}
		o = b.unknown(code)
	}
	if o != nil {
		b.object(cell(p.code), o.check, b.grid.cellLine(i, p.code), b.grid.place(i, p.code), o.found, o.expected, o.do)
		return row, false
	}
	row.Area = byblik.AreaCode{Frame: s.Key.Frame, Code: code}
	return row, true
}

// keyCell gives a cell of what names the area, without padding where the
// definition says that there is some; empty for a column that is not there.
func (b *assembly) keyCell(i, at int) string {
	switch {
	case at < 0:
		return ""
	case b.Definition.Key.Trim:
		return strings.TrimSpace(b.grid.records[i][at])
	}
	return b.grid.records[i][at]
}

// code turns the key as written into an official code.
func (b *assembly) code(key string, p *plan, t byblik.Period) (string, *objection) {
	k := b.Definition.Key
	switch {
	case strings.TrimSpace(key) == "":
		return "", &objection{"unknown-area", "an empty key", "the area's code or name", "fill it in, or leave the row out"}
	case key != strings.TrimSpace(key):
		return "", &objection{"unknown-area", shown(key) + ", padded with spaces", "the code alone", "declare key.trim: true if the publisher pads codes"}
	case k.Join == "name":
		return b.codeOfName(key)
	}
	if k.Width > 0 {
		if len(key) > k.Width {
			return "", &objection{"unknown-area", shown(key), fmt.Sprintf("a code of %d characters", k.Width), "correct the code"}
		}
		key = strings.Repeat("0", k.Width-len(key)) + key
	}
	if p.form != nil && !p.form.MatchString(key) {
		return "", &objection{"unknown-area", shown(key), "a code of the form " + k.Pattern, "look whether a leading zero was lost (a spreadsheet does that), or whether it is a total"}
	}
	return key, nil
}

// codeOfName looks an area up by its official name.
func (b *assembly) codeOfName(name string) (string, *objection) {
	if b.frame == nil {
		return "", &objection{"unknown-area", shown(name), "a list of areas to look names up in", "deliver the source that lists the areas first"}
	}
	codes := b.frame.byName[name]
	switch len(codes) {
	case 1:
		return codes[0], nil
	case 0:
		o := &objection{"unknown-area", shown(name), "the name of an area, letter by letter", "correct the name"}
		if near := Nearest(name, slices.Sorted(maps.Keys(b.frame.byName)), 1); len(near) > 0 {
			o.do += "; the nearest is " + shown(near[0])
		}
		return "", o
	}
	return "", &objection{"unknown-area", shown(name) + ", the name of several areas: " + strings.Join(codes, ", "), "a name that only one area has", "deliver codes instead of names"}
}

// unknown tells a code outside the frame, and whether a leading zero looks lost.
func (b *assembly) unknown(code string) *objection {
	o := &objection{"unknown-area", shown(code), "a code of the frame " + string(b.Definition.Key.Frame), "correct the code; accept unknown-area if the row shall be left out"}
	for _, zeros := range []string{"0", "00", "000"} {
		if b.frame.known[zeros+code] {
			o.do = fmt.Sprintf("a leading zero was lost (%s is a code): get the file unopened from the publisher, or declare key.width: %d", zeros+code, len(zeros+code))
			return o
		}
	}
	if near := Nearest(code, b.frame.codes, 1); len(near) > 0 && len(b.frame.codes) < 5000 {
		o.do += "; the nearest is " + near[0]
	}
	return o
}
