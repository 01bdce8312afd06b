package source

import (
	"fmt"
	"runtime"
	"slices"
	"strings"
	"sync"

	"byblik"
	"byblik/spatial"
)

type rowKey struct {
	area   byblik.AreaCode
	period byblik.Period
	also   string
}

// dropDoubles finds areas that have two rows for one period. Accepted or
// expected, the first of identical rows is kept and rows that differ are all
// left out.
func (b *assembly) dropDoubles() {
	groups := map[rowKey][]int{}
	var order []rowKey
	also := b.delivery.Column(b.Definition.Key.Also)
	for i, row := range b.delivery.Rows {
		k := rowKey{area: row.Area, period: row.Period}
		if also != nil && also.Text != nil {
			k.also = also.Text[i]
		}
		if len(groups[k]) == 1 {
			order = append(order, k)
		}
		groups[k] = append(groups[k], i)
	}
	for _, k := range order {
		b.doubled(groups[k])
	}
}

func (b *assembly) doubled(rows []int) {
	first := b.delivery.Rows[rows[0]]
	same := true
	for _, i := range rows[1:] {
		same = same && b.identical(rows[0], i)
	}
	accepted := b.expected("double-key", first.Area.Code, first.Period) != nil || b.Accept["double-key"] != ""
	for n, i := range rows {
		line := b.delivery.Rows[i].Line
		if !accepted && n == 0 {
			continue
		}
		if !accepted {
			b.fault("double-key", line, b.Definition.Key.Column, fmt.Sprintf("%s a second time, first in %s %d", keyText(first), b.grid.unit, first.Line),
				"one row per area and period", "ask the publisher which row is right")
			continue
		}
		if same && n == 0 {
			continue
		}
		b.dropped[i] = true
		b.refuse(line, first.Area.Code, "double-key", b.reason("double-key", first))
	}
}

func keyText(row byblik.Row) string {
	if row.Period == (byblik.Period{}) {
		return row.Area.Code
	}
	return row.Area.Code + " " + row.Period.String()
}

// reason is why a fault of a row is tolerated: as accepted now, or as the
// definition expects it.
func (b *assembly) reason(check string, row byblik.Row) string {
	if why := b.Accept[check]; why != "" {
		return why
	}
	if e := b.expected(check, row.Area.Code, row.Period); e != nil {
		return e.Because.En
	}
	return ""
}

func (b *assembly) identical(i, j int) bool {
	if !slices.Equal(b.grid.records[b.record[i]], b.grid.records[b.record[j]]) {
		return false
	}
	if b.delivery.Shapes == nil {
		return true
	}
	return slices.EqualFunc(b.delivery.Shapes[i], b.delivery.Shapes[j], func(p, q byblik.Polygon) bool {
		return slices.EqualFunc(p, q, func(r, s byblik.Ring) bool { return slices.Equal(r, s) })
	})
}

// checkShapes finds invalid rings. Declared ones are repaired, accepted ones
// left out. Areas are independent, so they are looked at side by side; the
// findings are told in the order of the file.
func (b *assembly) checkShapes() {
	shapes := b.delivery.Shapes
	if len(shapes) == 0 {
		return
	}
	found := make([][]spatial.Fault, len(shapes))
	var next sync.Mutex
	var wg sync.WaitGroup
	at := 0
	for range runtime.GOMAXPROCS(0) {
		wg.Go(func() {
			for {
				next.Lock()
				from := at
				at += 64
				next.Unlock()
				if from >= len(shapes) {
					return
				}
				for i := from; i < min(from+64, len(shapes)); i++ {
					if !b.dropped[i] && !plainlyValid(shapes[i]) {
						found[i] = spatial.Check(shapes[i])
					}
				}
			}
		})
	}
	wg.Wait()
	for i, faults := range found {
		if len(faults) > 0 {
			b.invalidRing(i, faults[0])
		}
	}
}

func (b *assembly) invalidRing(i int, what spatial.Fault) {
	row := b.delivery.Rows[i]
	if e := b.expected("invalid-ring", row.Area.Code, row.Period); e != nil {
		mended, err := spatial.Repair(b.delivery.Shapes[i])
		if err == nil {
			b.delivery.Shapes[i] = mended
			b.receipt.Repaired = append(b.receipt.Repaired, byblik.Refusal{Line: row.Line, Area: row.Area.Code, Check: "invalid-ring", Reason: what.String() + ": " + e.Because.En})
			return
		}
	}
	_, accepted := b.Accept["invalid-ring"]
	b.object(row.Area.Code, "invalid-ring", row.Line, row.Area.Code, what.String(), "rings that are closed and do not cross themselves",
		"ask the publisher for a mended border, or declare the area under expected so that it is repaired")
	b.dropped[i] = accepted
}

// checkComplete finds areas of the frame that have no row in a period.
func (b *assembly) checkComplete(wanted map[byblik.Period]bool) {
	if b.frame == nil || len(b.delivery.Rows) == 0 && b.Definition.Optional {
		return
	}
	have := map[rowKey]bool{}
	periods := []byblik.Period{}
	for i, row := range b.delivery.Rows {
		if !b.dropped[i] {
			have[rowKey{area: row.Area, period: row.Period}] = true
		}
	}
	for t := range wanted {
		periods = append(periods, t)
	}
	slices.SortFunc(periods, byblik.Period.Compare)
	for _, t := range periods {
		b.absent(t, have)
	}
}

// absent tells the areas that one period lacks: as a fault, or as accepted or
// expected.
func (b *assembly) absent(t byblik.Period, have map[rowKey]bool) {
	var faulty []string
	reason, accepted := b.Accept["missing-area"]
	left := map[string]bool{} // rows that were refused for another reason say so already
	for _, f := range b.receipt.Refused {
		left[f.Area] = true
	}
	for _, code := range b.frame.codes {
		if have[rowKey{area: byblik.AreaCode{Frame: b.Definition.Key.Frame, Code: code}, period: t}] || left[code] {
			continue
		}
		if e := b.expected("missing-area", code, t); e != nil {
			b.refuse(0, code, "missing-area", e.Because.En)
		} else if accepted {
			b.refuse(0, code, "missing-area", reason)
		} else {
			faulty = append(faulty, code)
		}
	}
	if len(faulty) == 0 {
		return
	}
	n := len(faulty)
	if n > 12 {
		faulty = append(faulty[:12:12], "…")
	}
	when := ""
	if t != (byblik.Period{}) {
		when = " in " + t.String()
	}
	b.fault("missing-area", 0, b.Definition.Key.Column, fmt.Sprintf("no row for %d areas%s: %s", n, when, strings.Join(faulty, ", ")),
		fmt.Sprintf("a row for each of the %d areas", len(b.frame.codes)), "look whether the file was cut; accept missing-area if the publisher has no figures for them")
}
