package catalog

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"byblik"
)

// checkMeaning finds what a schema cannot say: references that lead nowhere,
// a life that contradicts itself, traits that a municipal rule set may not use.
func (c *Catalog) checkMeaning(doc *document) []error {
	var faults []error
	for i, root := range doc.roots {
		report := func(at, found, expected, do string) {
			faults = append(faults, doc.fault(doc.roots[i], at, found, expected, do))
		}
		id := ""
		if n, _ := child(root, "id"); n != nil {
			id = n.Value
		}
		switch doc.kind {
		case sourceDoc:
			checkSource(c.Sources[id], report)
		case indicatorDoc:
			c.checkIndicator(c.Indicators[byblik.IndicatorID(id)], report)
		case tabulationDoc:
			c.checkTabulation(c.Tabulations[id], report)
		case publicationDoc:
			c.checkPublication(c.Publications[id], report)
		case ruleSetDoc:
			c.checkRuleSet(c.RuleSets[id], report)
		}
	}
	return faults
}

// report takes one fault: where in the definition, what was found, what was
// expected, what to do.
type report func(at, found, expected, do string)

func checkPeriod(at, period string, say report) {
	if period == "" {
		return
	}
	if p, err := byblik.ParsePeriod(period); err != nil {
		say(at, fmt.Sprintf("the period %q", period), "a year such as \"2013\", or 2013-Q2, 2013-04, 2012/2013", "correct it")
	} else if p.Year < 1800 || p.Year > 2200 {
		say(at, fmt.Sprintf("the year %d", p.Year), "a year from 1800 to 2200", "correct it")
	}
}

func checkSource(s *Source, say report) {
	seen := map[string]int{}
	for i, col := range s.Columns {
		at := fmt.Sprintf("columns[%d]", i)
		if _, twice := seen[col.ID]; twice {
			say(at+".id", "the column id "+col.ID+" a second time", "each id once", "rename one of them")
		}
		seen[col.ID] = i
		checkPeriod(at+".from", col.From, say)
		checkPeriod(at+".until", col.Until, say)
		for j, b := range col.Break {
			checkPeriod(fmt.Sprintf("%s.break[%d]", at, j), b, say)
		}
		if col.Min != nil && col.Max != nil && *col.Min > *col.Max {
			say(at+".min", fmt.Sprintf("a smallest value %v above the largest %v", *col.Min, *col.Max), "min at most max", "swap them")
		}
	}
	for i, col := range s.Columns {
		if _, ok := seen[col.Part]; col.Part != "" && !ok {
			say(fmt.Sprintf("columns[%d].part_of", i), "the unknown column "+col.Part, "the id of another column of this source", "correct the id")
		}
	}
	if s.Key.Also != "" && !s.has(s.Key.Also) {
		say("key.also", "the unknown column "+s.Key.Also, "the id of a column of this source", "correct the id")
	}
	if s.Key.AuthorityName != "" && s.Key.Authority == "" {
		say("key.authority_name", "names of authorities without their codes", "authority: the column of the code", "add authority, or remove authority_name")
	}
	checkCounts(&s.Key, say)
	checkExpected(s, say)
	checkFormat(s, say)
	if (s.Format == GeoJSON || s.Format == Marks || s.Format == TopoJSON || s.Format == Shapefile) && s.Extent == nil {
		say("format", "polygons without an extent", "extent: the reference system and the box that holds all coordinates", "add extent, so that swapped or foreign coordinates are found")
	}
	for i, id := range s.Unit {
		if !s.has(id) {
			say(fmt.Sprintf("unit[%d]", i), "the unknown column "+id, "the id of a column of this source", "correct the id")
		}
	}
	if s.IsUnits() && len(s.Unit) == 0 {
		say("class", "unit records that nothing tells apart", "unit: the columns that no two rows share", "add unit, so that a record that came twice is found")
	}
	if s.Format != Lines && s.Key.Column == "" && !s.IsUnits() {
		say("key", "no key column", "key.column: the column that names the area", "add it")
	}
	if s.Extent != nil && (s.Extent.Min[0] >= s.Extent.Max[0] || s.Extent.Min[1] >= s.Extent.Max[1]) {
		say("extent.min", "an empty box", "min below max in both directions", "give min: [west, south] and max: [east, north]")
	}
	if w := s.Written; w.Thousands != "" && cmp.Or(w.Decimal, ".") == w.Thousands {
		say("written.decimal", "the same sign for decimals and thousands", "two different signs", "correct one of them")
	}
	if d := s.Written.Decimal; d != "" && d != "." && d != "," {
		say("written.decimal", fmt.Sprintf("%q", d), `"." or ","`, "correct it")
	}
	if sign := s.Written.Thousands; sign != "" && sign != "." && sign != "," && sign != " " {
		say("written.thousands", fmt.Sprintf("%q", sign), `".", "," or " "`, "correct it")
	}
	checkPeriod("period.fixed", s.Period.Fixed, say)
	checkProtection(s, say)
	if s.IsUnits() {
		checkUnits(s, say)
	}
}

// checkUnits refuses of unit records what is read of tables alone: it would be
// passed over without a word.
func checkUnits(s *Source, say report) {
	vain := func(at string, there bool) {
		if there {
			say(at, "what holds for tables, in a source of unit records", "cells of persons as they stand: missing codes under missing, the rest in the tabulation", "remove it")
		}
	}
	vain("written.zero", len(s.Written.Zero) > 0)
	vain("written.suppressed", len(s.Written.Suppressed) > 0)
	vain("written.not_applicable", len(s.Written.NotApplicable) > 0)
	vain("written.no_cells", len(s.Written.NoCells) > 0)
	vain("row_status", s.RowState != nil)
	vain("expected", len(s.Expected) > 0)
	for i := range s.Columns {
		c, at := &s.Columns[i], fmt.Sprintf("columns[%d]", i)
		vain(at+".part_of", c.Part != "")
		vain(at+".from", c.From != "")
		vain(at+".until", c.Until != "")
		vain(at+".break", len(c.Break) > 0)
	}
}

// checkProtection finds a protection that says nothing, or of what is not there.
func checkProtection(s *Source, say report) {
	if s.Protection == nil {
		return
	}
	if !s.IsUnits() {
		say("protection", "a protection of the class "+string(s.Class), "the class microdata or survey", "correct class, or remove protection")
	}
	if _, err := time.Parse(time.DateOnly, s.Protection.DeleteAfter); err != nil {
		say("protection.delete_after", fmt.Sprintf("%q", s.Protection.DeleteAfter), "a day such as 2031-12-31", "correct it")
	}
	for i, id := range s.Protection.Special {
		if !s.has(id) {
			say(fmt.Sprintf("protection.special[%d]", i), "the unknown column "+id, "the id of a column of this source", "correct the id")
		}
	}
}

// checkFormat finds fields that the format of a source cannot follow, and
// codes whose leading zeros a sheet may have lost unseen.
func checkFormat(s *Source, say report) {
	layered := s.Format == GeoPackage || s.Format == TopoJSON || s.Format == Shapefile || s.Format == Lines
	switch {
	case s.Format == Marks && s.Extent != nil && s.Extent.CRS != CRS84:
		say("extent.crs", s.Extent.CRS+" in the format marks", CRS84, "export the layer in longitude and latitude")
	case s.Sheet != "" && s.Format != XLSX:
		say("sheet", "a sheet in the format "+string(s.Format), "the format xlsx", "remove sheet, or correct format")
	case s.Layer != "" && !layered:
		say("layer", "a layer in the format "+string(s.Format), "geopackage, topojson, shapefile or lines", "remove layer, or correct format")
	case s.Written.Head > 0 && s.Format != XLSX:
		say("written.head", "the row of the head in the format "+string(s.Format), "the format xlsx", "remove head, or correct format")
	case s.Format == XLSX && s.Key.Join != "name" && s.Key.Width == 0 && s.Key.Pattern == "":
		say("key", "codes of a sheet without a form", "key.pattern or key.width: spreadsheets drop leading zeros", `add one of them, such as pattern: "[0-9]{4}"`)
	}
	checkLabels(s, say)
	for i, col := range s.Columns {
		if len(col.Pick) > 0 && !s.Format.IsCrossTable() {
			say(fmt.Sprintf("columns[%d].pick", i), "categories in the format "+string(s.Format), "the format px, json-stat or matrix", "remove pick, or correct format")
		}
		for dim := range col.Pick {
			if dim == s.Key.Column || dim == s.Period.Column {
				say(fmt.Sprintf("columns[%d].pick", i), "a category of "+dim+", the dimension of areas or periods", "categories of other dimensions", "remove it from pick")
			}
		}
	}
}

// expectable are the checks whose defects a definition can treat.
var expectable = []string{"blank-row", "double-key", "invalid-ring", "missing-area", "outside-frame", "part-exceeds-whole", "row-status"}

// checkExpected finds defects that nothing treats: what is declared in vain
// would be told as a fault all the same.
func checkExpected(s *Source, say report) {
	for i, e := range s.Expected {
		at := fmt.Sprintf("expected[%d].check", i)
		switch {
		case !slices.Contains(expectable, e.Check):
			say(at, fmt.Sprintf("%q", e.Check), "one of "+strings.Join(expectable, ", "), "correct it, or accept the check when you run")
		case e.Check == "row-status" && (s.RowState == nil || len(s.RowState.OK) == 0):
			say(at, "row-status without words for rows in order", "row_status with ok", "say which words are in order")
		}
		for _, period := range e.Periods {
			checkPeriod(fmt.Sprintf("expected[%d].periods", i), period, say)
		}
	}
}

// checkLabels finds labels of a matrix that do not say where areas and periods
// stand, and labels of what is none.
func checkLabels(s *Source, say report) {
	labels := s.Written.Labels
	at := slices.Index(labels, s.Period.Column)
	seen := map[string]bool{}
	for _, l := range labels {
		if seen[l] || strings.TrimSpace(l) == "" {
			say("written.labels", fmt.Sprintf("%q", l), "a name of its own for each column of labels", "correct it")
		}
		seen[l] = true
	}
	switch {
	case s.Format != Matrix && len(labels) > 0:
		say("written.labels", "labels in the format "+string(s.Format), "the format matrix", "remove labels, or correct format")
	case s.Format != Matrix:
	case !slices.Contains(labels, s.Key.Column):
		say("written.labels", fmt.Sprintf("%q", labels), "the names of the columns of labels, from the left, with that of areas, "+s.Key.Column, "write labels, such as labels: ["+s.Key.Column+"]")
	case s.Period.Column == "" || at >= 0:
		say("period.column", fmt.Sprintf("%q", s.Period.Column), "a name for the columns of periods that no label has, such as TID", "correct it")
	}
}

// checkCounts finds numbers of areas that say two things or nothing.
func checkCounts(k *Key, say report) {
	if k.Count > 0 && len(k.Counts) > 0 {
		say("key.counts", "one number of areas and numbers by period", "either count or counts", "keep one of the two")
	}
	for _, period := range slices.Sorted(maps.Keys(k.Counts)) {
		checkPeriod("key.counts", period, say)
		if k.Counts[period] < 1 {
			say("key.counts", fmt.Sprintf("%d areas in %s", k.Counts[period], period), "the number of areas, 1 or more", "correct it")
		}
	}
}

func (c *Catalog) checkIndicator(d *Indicator, say report) {
	column := func(at, ref string) {
		id, col, ok := strings.Cut(ref, "/")
		s := c.Sources[id]
		switch {
		case !ok:
			say(at, fmt.Sprintf("the reference %q", ref), "source/column", "write the id of the source, a slash, and the id of its column")
		case s == nil && c.Tabulations[id] != nil:
			if t := c.Tabulations[id]; t.Source != "" || !t.makes(col) {
				say(at, "the unknown column "+col+" of tabulation "+id, "a column that it makes under its own id", "correct the id, or name the source that it fills")
			}
		case s == nil:
			say(at, "the unknown source "+id, "a source of the catalog", "correct the id or add sources/"+id+".yaml")
		case !s.has(col):
			say(at, "the unknown column "+col+" of source "+id, "one of its columns: "+s.columnList(), "correct the id")
		}
	}
	switch {
	case d.Value != "" && len(d.Numerator)+len(d.Denominator) > 0:
		say("value", "a ready-made value and counts", "either value, or numerator and denominator", "keep one of the two")
	case d.Value != "":
		column("value", d.Value)
	case len(d.Numerator) == 0:
		say("id", "neither value nor numerator", "value: source/column, or numerator and denominator", "say where the figure comes from")
	}
	if d.Base != "" {
		column("base", d.Base)
		if d.Value == "" {
			say("base", "a base without a ready-made value", "value: the share that base is the whole of", "name counts as numerator and denominator")
		}
	}
	for i, ref := range d.Numerator {
		column(fmt.Sprintf("numerator[%d]", i), ref)
	}
	if s := d.Sample; s != nil {
		if s.Effect != "" {
			column("sample.effect", s.Effect)
		}
		switch {
		case len(d.Denominator) == 0:
			say("sample", "a sample without counts of answers", "numerator and denominator", "name the counts, or leave sample out")
		case s.Effect == "" && s.Declared == 0, s.Declared > 0 && s.Declared < 1:
			say("sample", "no design effect, or one below 1", "effect: source/column, or declared: a number from 1", "ask who drew the sample")
		}
	}
	for i, ref := range d.Denominator {
		column(fmt.Sprintf("denominator[%d]", i), ref)
	}
	checkPeriod("first_period", d.First, say)
}

func (s *Source) has(column string) bool {
	for _, col := range s.Columns {
		if col.ID == column {
			return true
		}
	}
	return false
}

func (s *Source) columnList() string {
	ids := make([]string, 0, len(s.Columns))
	for _, col := range s.Columns {
		ids = append(ids, col.ID)
		if len(ids) == 12 {
			ids = append(ids, "…")
			break
		}
	}
	return strings.Join(ids, ", ")
}

func (c *Catalog) checkRuleSet(r *RuleSet, say report) {
	checkLife(r, say)
	checkTrial(r, say)
	if r.Lists != nil {
		checkStateLists(r, say)
		return
	}
	if r.Areas.Frame == "" {
		say("", "no areas", "the field areas", "add areas")
		return
	}
	c.checkAreas(r, say)
	if (len(r.Scores) == 0) == (len(r.Criteria) == 0) {
		say("id", "scores and criteria both or neither", "scores and measures (an index), or criteria and a flag (a screening)", "keep one of the two")
	}
	if len(r.Criteria) > 0 && r.Areas.Residents == "" {
		say("areas", "criteria without residents", "areas.residents: the indicator that counts them", "add it: criteria are weighted by residents")
	}
	if len(r.Criteria) > 0 && r.Flag == nil {
		say("criteria", "criteria without a flag", "flag: how many criteria, in how many periods", "add flag")
	}
	if r.Zones != nil && (len(r.Criteria) == 0 || r.Areas.Geography == "" || r.City == "") {
		say("zones", "zones without criteria, polygons or a city code", "criteria, areas.geography and city", "add what is missing")
	}
	if z := r.Zones; z != nil && z.MaxResidents > 0 && z.MaxResidents < z.MinResidents {
		say("zones.max_residents", "a largest zone below the smallest", "max_residents at least min_residents", "swap them")
	}
	checkStress(r, say)
	for at, id := range r.indicatorRefs() {
		if c.Indicators[id] == nil {
			say(at, "the unknown indicator "+string(id), "an indicator of the catalog", "correct the id or add indicators/"+string(id)+".yaml")
		}
	}
	if r.Kind == Municipal {
		c.checkProtected(r, say)
	} else if r.Zones != nil {
		c.checkDesignates(r, say)
	}
}

func checkLife(r *RuleSet, say report) {
	if r.Approver != "" && r.Approver == r.Author {
		say("approver", "the author as approver", "somebody else", "let another person approve")
	}
	if r.Approver == "" && r.Status != Draft {
		say("status", "a rule set that is "+string(r.Status)+" without an approver", "approver: who reviewed it", "name the approver, or keep the status draft")
	}
	for at, day := range map[string]string{"valid.from": r.Valid.From, "valid.to": r.Valid.To} {
		if day != "" && !isDay(day) {
			say(at, fmt.Sprintf("the day %q", day), "a day such as 2025-12-01", "correct it")
		}
	}
	if r.Valid.To != "" && r.Valid.To < r.Valid.From {
		say("valid.to", "an end before the beginning", "a day after valid.from", "correct one of them")
	}
}

func isDay(s string) bool {
	day, err := time.Parse(time.DateOnly, s)
	return err == nil && day.Year() >= 1800
}

func (c *Catalog) checkAreas(r *RuleSet, say report) {
	lists := false
	for i, id := range r.Areas.Sources {
		if slices.Contains(r.Areas.Sources[:i], id) {
			say(fmt.Sprintf("areas.sources[%d]", i), "the source "+id+" a second time", "each source once", "remove it")
			return
		}
		s := c.Sources[id]
		if s == nil {
			say(fmt.Sprintf("areas.sources[%d]", i), "the unknown source "+id, "a source of the catalog", "correct the id or add sources/"+id+".yaml")
			continue
		}
		c.checkFrame(r, fmt.Sprintf("areas.sources[%d]", i), s, say)
		lists = lists || s.Key.Lists
	}
	for at, id := range map[string]string{"areas.geography": r.Areas.Geography, "areas.barriers": r.Areas.Barriers, "areas.state_lists": r.Areas.StateLists} {
		s := c.Sources[id]
		if id != "" && s == nil {
			say(at, "the unknown source "+id, "a source of the catalog", "correct the id or add sources/"+id+".yaml")
		}
		if s != nil && at == "areas.geography" {
			c.checkFrame(r, at, s, say)
			lists = lists || s.Key.Lists
		}
	}
	if !lists {
		say("areas.sources", "no source that lists all areas", "one source with key.lists: true", "say which delivery is the list of areas")
	}
}

// checkFrame refuses a source whose areas are those of another frame: equal
// codes would then be taken for the same places.
func (c *Catalog) checkFrame(r *RuleSet, at string, s *Source, say report) {
	if s.Key.Frame != r.Areas.Frame {
		say(at, fmt.Sprintf("the source %s of the frame %q", s.ID, s.Key.Frame), fmt.Sprintf("sources of the frame %q", r.Areas.Frame), "correct areas.frame or key.frame")
	}
}

// indicatorRefs gives every indicator that a rule set uses, by place.
func (r *RuleSet) indicatorRefs() map[string]byblik.IndicatorID {
	refs := map[string]byblik.IndicatorID{}
	if r.Areas.Residents != "" {
		refs["areas.residents"] = r.Areas.Residents
	}
	add := func(at string, of []Component) {
		for i, comp := range of {
			if comp.Indicator != "" {
				refs[fmt.Sprintf("%s.of[%d].indicator", at, i)] = comp.Indicator
			}
		}
	}
	for i, s := range r.Scores {
		add(fmt.Sprintf("scores[%d]", i), s.Of)
	}
	for i, k := range r.Criteria {
		add(fmt.Sprintf("criteria[%d]", i), k.Of)
	}
	for i, v := range r.Review {
		refs[fmt.Sprintf("review[%d].indicator", i)] = v.Indicator
	}
	return refs
}

// Indicators lists the indicators that a rule set uses, each once, in the
// order of the places where they stand: residents first.
func (r *RuleSet) Indicators() []byblik.IndicatorID {
	var ids []byblik.IndicatorID
	seen := map[byblik.IndicatorID]bool{}
	add := func(id byblik.IndicatorID) {
		if id != "" && !seen[id] {
			seen[id] = true
			ids = append(ids, id)
		}
	}
	add(r.Areas.Residents)
	for _, s := range r.Scores {
		for _, comp := range s.Of {
			add(comp.Indicator)
		}
	}
	for _, k := range r.Criteria {
		for _, comp := range k.Of {
			add(comp.Indicator)
		}
	}
	for _, v := range r.Review {
		add(v.Indicator)
	}
	return ids
}
