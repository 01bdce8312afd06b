package web

import (
	"slices"
	"strconv"
	"strings"
	"time"
	_ "time/tzdata" // the same hours where the machine knows no time zones

	"byblik"
	"byblik/catalog"
	"byblik/release"

	"golang.org/x/text/collate"
	"golang.org/x/text/language"
)

// figure writes a number for readers, as catalog.Lang.Number does everywhere.
func (w words) figure(v float64, decimals int) string { return w.Number(v, decimals) }

// whole writes a whole number.
func (w words) whole(n int) string { return w.figure(float64(n), 0) }

// exact writes a number for machines.
func exact(v float64) string { return byblik.Exact(v) }

// rounded gives the number that figure shows, for machines.
func rounded(v float64, decimals int) float64 { return release.Round(v, decimals) }

// period writes a period for readers.
func (w words) period(p byblik.Period) string {
	switch p.Kind {
	case byblik.Quarter:
		return w.say("period.quarter", "year", strconv.Itoa(p.Year), "part", p.Part)
	case byblik.FirstJanuary:
		return w.say("period.january", "year", strconv.Itoa(p.Year))
	case byblik.FirstDecember:
		return w.say("period.december", "year", strconv.Itoa(p.Year))
	case byblik.TwoYearMean:
		return w.say("period.mean", "a", strconv.Itoa(p.Year-1), "b", strconv.Itoa(p.Year))
	}
	return p.String()
}

// clockOf is the time zone of that name, Copenhagen's where there is none such.
func clockOf(name string) *time.Location {
	if l, err := time.LoadLocation(name); err == nil && name != "" && name != "Local" {
		return l
	}
	l, err := time.LoadLocation(catalog.Copenhagen)
	if err != nil {
		return time.UTC
	}
	return l
}

// day writes a date where the clock of t stands: 27. november 2026, 27 November 2026.
func (w words) day(t time.Time) string {
	return w.say("date", "d", strconv.Itoa(t.Day()), "month", w.say("month."+strconv.Itoa(int(t.Month()))), "y", strconv.Itoa(t.Year()))
}

// hour writes a date with its hour on a clock, and the clock's name: CET in
// winter, CEST in summer; UTC+03 where the zone has no letters.
func (w words) hour(t time.Time, clock *time.Location) string {
	t = t.In(clock)
	zone := t.Format("MST")
	if strings.ContainsAny(zone, "+-") {
		zone = "UTC" + zone
	}
	return w.say("date.hour", "date", w.day(t), "time", t.Format("15:04"), "zone", zone)
}

// sorted orders names as the language does: Aarhus with Å, after Z, in Danish;
// numbers inside names by size.
func (w words) sorted(n int, name func(int) string) []int {
	tag := language.Danish
	if w.Language() == catalog.En {
		tag = language.English
	}
	c := collate.New(tag, collate.Numeric)
	order, keys := make([]int, n), make([][]byte, n)
	var buf collate.Buffer
	for i := range order {
		order[i], keys[i] = i, c.KeyFromString(&buf, name(i))
	}
	slices.SortStableFunc(order, func(a, b int) int { return slices.Compare(keys[a], keys[b]) })
	return order
}
