package catalog

import (
	"fmt"
	"strings"

	"byblik"
)

// tabulationCheck holds a tabulation against the sources it names.
type tabulationCheck struct {
	catalog *Catalog
	t       *Tabulation
	say     report
	joined  map[string]bool // sources whose columns may be named so far
}

// checkTabulation finds references that lead nowhere and figures that cannot
// be made.
func (c *Catalog) checkTabulation(t *Tabulation, say report) {
	k := &tabulationCheck{catalog: c, t: t, say: say, joined: map[string]bool{}}
	k.units("records", t.Records)
	k.is("unit", t.Unit, Words, Count)
	k.is("year", t.Year, Count, Number)
	if id, _, _ := strings.Cut(t.Unit, "/"); id != t.Records {
		say("unit", "a column of "+id, "a column of "+t.Records, "name the unit by a column of the records themselves")
	}
	for i := range t.Join {
		k.join(fmt.Sprintf("join[%d]", i), &t.Join[i])
	}
	if t.Birth != "" {
		k.is("birth", t.Birth, Day)
	}
	k.place()
	k.design()
	k.columns()
}

// units checks that a source has unit records and that it is not named twice.
func (k *tabulationCheck) units(at, id string) {
	s := k.catalog.Sources[id]
	switch {
	case s == nil:
		k.say(at, "the unknown source "+id, "a source of the catalog", "correct the id or add sources/"+id+".yaml")
	case !s.IsUnits():
		k.say(at, "the source "+id+" of class "+string(s.Class), "a source of class microdata or survey", "name the source that has one row per unit")
	case k.joined[id]:
		k.say(at, "the source "+id+" a second time", "each source once", "take all columns from one join")
	}
	k.joined[id] = true
}

// is checks a reference and the kind of its column.
func (k *tabulationCheck) is(at, ref string, kinds ...ColumnKind) *Column {
	id, name, ok := strings.Cut(ref, "/")
	s := k.catalog.Sources[id]
	switch {
	case !ok:
		k.say(at, fmt.Sprintf("the reference %q", ref), "source/column", "write the id of the source, a slash, and the id of its column")
		return nil
	case !k.joined[id]:
		k.say(at, "a column of "+id, "a column of the records or of a join above", "join "+id+" first")
		return nil
	case s == nil:
		return nil
	}
	col := s.Column(name)
	if col == nil {
		k.say(at, "the unknown column "+name+" of source "+id, "one of its columns: "+s.columnList(), "correct the id")
		return nil
	}
	for _, kind := range kinds {
		if col.Kind == kind {
			return col
		}
	}
	words := make([]string, len(kinds))
	for i, kind := range kinds {
		words[i] = string(kind)
	}
	k.say(at, "the column "+ref+" of kind "+string(col.Kind), "a column of kind "+strings.Join(words, " or "), "name another column, or correct its kind")
	return nil
}

func (k *tabulationCheck) join(at string, j *Join) {
	k.units(at+".records", j.Records)
	for i, m := range j.On {
		on := fmt.Sprintf("%s.on[%d]", at, i)
		if id, _, _ := strings.Cut(m.Column, "/"); id != j.Records {
			k.say(on+".column", "a column of "+id, "a column of "+j.Records, "write the column of the source that is added here, the other under equals")
		}
		if id, _, _ := strings.Cut(m.Equals, "/"); id == j.Records {
			k.say(on+".equals", "a column of "+id, "a column of the records or of a join above", "name the other side")
		}
		a, b := k.is(on+".column", m.Column, Words, Count, Number), k.is(on+".equals", m.Equals, Words, Count, Number)
		if a != nil && b != nil && (a.Kind == Words) != (b.Kind == Words) {
			k.say(on, "a text against a number", "two columns of the same kind", "correct the kind of one of them")
		}
		if m.Later > 0 && a != nil && a.Kind == Words {
			k.say(on+".later", "years after a text", "a column with a year", "leave later out")
		}
	}
	if j.Valid != nil {
		for name, ref := range map[string]string{"from": j.Valid.From, "until": j.Valid.Until} {
			if id, _, _ := strings.Cut(ref, "/"); id != j.Records {
				k.say(at+".valid."+name, "a column of "+id, "a column of "+j.Records, "name the days of the row that is added")
			}
			k.is(at+".valid."+name, ref, Day)
		}
	}
}

func (k *tabulationCheck) place() {
	t := k.t
	s := k.catalog.Sources[t.Source]
	switch {
	case t.Source == "" && t.Frame == "", t.Source != "" && t.Frame != "":
		k.say("source", "a source and a frame, or neither", "the source whose columns are filled, or the frame of the areas", "keep one of the two")
	case t.Source == "":
	case s == nil:
		k.say("source", "the unknown source "+t.Source, "the source whose columns are filled", "correct the id")
	case s.IsUnits() || s.Key.Frame == "":
		k.say("source", "the source "+t.Source+", which has no areas", "a source with key.frame and one row per area", "name the source whose columns are filled")
	}
	switch p := t.Area; {
	case p.Column != "" && p.X == "" && p.Y == "":
		k.is("area.column", p.Column, Words)
	case p.Column == "" && p.X != "" && p.Y != "":
		k.is("area.x", p.X, Number)
		k.is("area.y", p.Y, Number)
		k.coordinates(p)
	default:
		k.say("area", "a column and coordinates, or neither", "column, or x and y", "keep one of the two")
	}
}

// coordinates need a reference system, so that they can be laid over the areas.
func (k *tabulationCheck) coordinates(p Place) {
	x, _, _ := strings.Cut(p.X, "/")
	y, _, _ := strings.Cut(p.Y, "/")
	switch s := k.catalog.Sources[x]; {
	case x != y:
		k.say("area.y", "a column of "+y, "a column of "+x+", as x is", "take both coordinates from one source")
	case s != nil && s.Extent == nil:
		k.say("area.x", "coordinates of "+x+", which says no reference system", "extent.crs in sources/"+x+".yaml", "add extent: the reference system and the box that holds all coordinates")
	}
}

func (k *tabulationCheck) design() {
	d := k.t.Design
	if d == nil {
		return
	}
	k.is("design.weight", d.Weight, Number, Count)
	if d.Stratum != "" {
		k.is("design.stratum", d.Stratum, Words, Count)
	}
	if d.Cluster != "" {
		k.is("design.cluster", d.Cluster, Words, Count)
	}
	if d.Population != "" {
		k.is("design.population", d.Population, Count, Number)
	}
}

func (k *tabulationCheck) columns() {
	seen := map[string]bool{}
	for i := range k.t.Columns {
		a, at := &k.t.Columns[i], fmt.Sprintf("columns[%d]", i)
		if seen[a.ID] {
			k.say(at+".id", "the column "+a.ID+" a second time", "each id once", "rename one of them")
		}
		seen[a.ID] = true
		for _, id := range a.Makes() {
			if s := k.catalog.Sources[k.t.Source]; s != nil && !s.has(id) {
				k.say(at+".id", "the unknown column "+id+" of source "+k.t.Source, "one of its columns: "+s.columnList(), "correct the id")
			}
		}
		k.aggregate(at, a)
	}
}

func (k *tabulationCheck) aggregate(at string, a *Aggregate) {
	kinds := 0
	k.conditions(at+".where", a.Where)
	if a.Sum != "" {
		kinds++
		k.is(at+".sum", a.Sum, Count, Number, Share)
	}
	if f := a.FullTime; f != nil {
		kinds++
		k.is(at+".full_time.hours", f.Hours, Count, Number)
		if (f.Year > 0) == (f.Weekday > 0) {
			k.say(at+".full_time", "hours per year and per weekday, or neither", "one of the two, above 0", "keep one")
		}
	}
	if e := a.Estimate; e != nil {
		kinds++
		if k.t.Design == nil {
			k.say(at+".estimate", "an estimate without a design", "design: the weights of the sample", "add design")
		}
		given := 0
		for name, ref := range map[string]string{"mean": e.Mean, "total": e.Total} {
			if ref != "" {
				given++
				k.is(at+".estimate."+name, ref, Count, Number, Share)
			}
		}
		if len(e.Share) > 0 {
			given++
		}
		if given != 1 {
			k.say(at+".estimate", fmt.Sprintf("%d of share, mean and total", given), "one of them", "keep one")
		}
		k.conditions(at+".estimate.share", e.Share)
		if k.t.Over != nil && k.t.Over.Take == "mean" {
			k.say(at+".estimate", "an estimate under a mean of years", "over.take: sum, which pools the answers", "pool the answers, or make a tabulation of its own")
		}
	}
	if kinds > 1 {
		k.say(at, "several of sum, full_time and estimate", "at most one", "make a column of each")
	}
	if a.Decimals > 0 && a.Sum == "" {
		k.say(at+".decimals", "decimals of what is no sum", "decimals with sum", "leave them out")
	}
}

func (k *tabulationCheck) conditions(at string, list []Condition) {
	for i := range list {
		k.condition(fmt.Sprintf("%s[%d]", at, i), &list[i])
	}
}

func (k *tabulationCheck) condition(at string, c *Condition) {
	lists, limits := len(c.In)+len(c.NotIn) > 0, c.From != nil || c.To != nil || c.Above != nil || c.Below != nil || len(c.BelowInYear) > 0
	if c.Age != nil {
		switch {
		case k.t.Birth == "":
			k.say(at+".age", "an age without a day of birth", "birth: the column with the day of birth", "add birth")
		case c.Column != "" || lists || limits:
			k.say(at+".age", "an age and another comparison", "one condition at a time", "write two conditions")
		case c.Age.To != nil && *c.Age.To < c.Age.From:
			k.say(at+".age", fmt.Sprintf("an age from %d to %d", c.Age.From, *c.Age.To), "from at most to", "swap them")
		}
		return
	}
	switch {
	case lists && limits, len(c.In) > 0 && len(c.NotIn) > 0:
		k.say(at, "several comparisons", "in, not_in, or limits", "write two conditions")
	case lists:
		k.is(at+".column", c.Column, Words, Count)
	case limits:
		k.is(at+".column", c.Column, Count, Number, Share)
		for year := range c.BelowInYear {
			if t, err := byblik.ParsePeriod(year); err != nil || t.Kind != byblik.Year {
				k.say(at+".below_in_year", fmt.Sprintf("the year %q", year), "a year such as \"2024\"", "correct it")
			}
		}
	case c.OrMissing:
		k.is(at+".column", c.Column, Words, Count, Number, Share, Day)
	default:
		k.say(at, "no comparison", "in, not_in, from, to, above, below, below_in_year or age", "say what the column must be")
	}
}

// Makes lists the ids of the columns that an aggregate fills.
func (a *Aggregate) Makes() []string {
	switch {
	case a.Estimate == nil:
		return []string{a.ID}
	case len(a.Estimate.Share) > 0:
		return []string{a.ID, a.ID + "_se", a.ID + "_deff"}
	}
	return []string{a.ID, a.ID + "_se"}
}
