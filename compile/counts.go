package compile

import (
	"cmp"
	"crypto/sha256"
	"encoding/binary"
	"fmt"
	"math"
	"slices"

	"byblik"
	"byblik/disclose"
	"byblik/release"
)

// counted is what stands behind one column: its figures by period and small
// area, before protection.
type counted struct {
	refs []string // the columns that are added up
	raw  map[byblik.Period][]byblik.Raw
}

// periods gives the periods that are published of an indicator: none after
// the period of the release.
func (b *builder) periods(id byblik.IndicatorID) []byblik.Period {
	return slices.DeleteFunc(b.Run.Panel.Periods(id), func(t byblik.Period) bool { return t.Year > b.Decision.Period.Year })
}

// gather collects the raw counts of the columns that are published. Counts of
// which an indicator makes nothing, such as a part that exceeds its whole, are
// not there.
func (b *builder) gather() {
	b.raw, b.missing = map[string]*counted{}, map[disclose.Figure][]string{}
	for i := range b.out.Indicators {
		x := &b.out.Indicators[i]
		if x.Kind == release.Mean && !isMean(x) {
			continue
		}
		for _, t := range b.periods(x.ID) {
			o := b.Run.Panel.Find(x.ID, t)
			if isMean(x) {
				b.note(DenominatorOf(x), x.Denominator, t, func(i int) byblik.Raw { return part(o, o.Denominator, i) })
				continue
			}
			if x.Kind != release.Share {
				b.note(NumeratorOf(x), x.Numerator, t, func(i int) byblik.Raw { return o.Value[i] })
				continue
			}
			b.note(NumeratorOf(x), x.Numerator, t, func(i int) byblik.Raw { return part(o, o.Numerator, i) })
			b.note(DenominatorOf(x), x.Denominator, t, func(i int) byblik.Raw { return part(o, o.Denominator, i) })
		}
	}
}

// part is a count behind a share, or why it is not there.
func part(o *byblik.Observations, counts []float64, i int) byblik.Raw {
	if math.IsNaN(counts[i]) {
		s := o.Value[i].Status()
		if s == byblik.OK {
			s = byblik.Missing
		}
		return byblik.RawWithout(s)
	}
	return byblik.RawOf(counts[i])
}

// note keeps the figures of a column; what another indicator has already said
// of it stays.
func (b *builder) note(id string, refs []string, t byblik.Period, raw func(i int) byblik.Raw) {
	c := b.raw[id]
	if c == nil {
		c = &counted{refs: refs, raw: map[byblik.Period][]byblik.Raw{}}
		b.raw[id] = c
	}
	list := c.raw[t]
	if list == nil {
		list = slices.Repeat([]byblik.Raw{byblik.RawWithout(byblik.Missing)}, len(b.areas))
		c.raw[t] = list
	}
	for i := range list {
		if r := raw(i); list[i].Status() != byblik.OK && (r.Status() == byblik.OK || list[i].Status() == byblik.Missing) {
			list[i] = r
		}
	}
}

// count puts together the count of a column at a place: what is counted in
// the small areas that have a figure, with the key of those persons.
func (b *builder) count(id string, t byblik.Period, level release.LevelID, p int) disclose.Count {
	c := b.raw[id]
	out := disclose.Count{Figure: figure(id, level, b.out.Level(level).Places[p].Code, t)}
	sum, some, status := 0.0, false, byblik.Missing
	var missing []string
	for _, i := range b.members[level][p] {
		r := c.raw[t][i]
		if r.Status() != byblik.OK {
			missing = append(missing, b.areas[i].Code.Code)
			out.Lacks ^= lackKey(b.areas[i].Code.Code)
			if len(b.members[level][p]) == 1 {
				status = r.Status()
			}
			continue
		}
		sum, some = sum+r.Float(), true
		for _, ref := range c.refs {
			out.Key ^= b.key(ref, b.areas[i].Code, t)
		}
	}
	out.True = byblik.RawOf(sum)
	if !some {
		out.True = byblik.RawWithout(status)
	} else if missing != nil {
		b.missing[out.Figure] = missing
	}
	return out
}

// key stands for the persons that a column counts in a small area: that of the
// register where there is one; else made from what names the count. A count that
// was published before keeps the key that it had, so that a correction is not a
// new draw: many of them, of a size that somebody knows, would otherwise average
// the noise away.
func (b *builder) key(ref string, a byblik.AreaCode, t byblik.Period) disclose.Key {
	if k, ok := b.first[drawn{ref, a.Code, t}]; ok {
		return k
	}
	if b.Key != nil {
		if k, ok := b.Key(ref, a, t); ok {
			return k
		}
	}
	return b.Secret.Key(ref, a.String(), t.String())
}

// drawn names what is counted in a small area.
type drawn struct {
	column, area string
	period       byblik.Period
}

// firstDraws reads from earlier releases by what keys counts were drawn, the
// oldest first. No records have the key 0, which draws nothing.
func (b *builder) firstDraws() {
	b.first = map[drawn]disclose.Key{}
	for _, r := range b.Earlier {
		areas := r.Level(release.AreaLevel)
		for _, x := range r.Noise {
			for i, masked := range x.Masked {
				name := drawn{x.Column, areas.Places[i].Code, x.Period}
				k := b.mask(r.Manifest.ID, name, disclose.Key(masked))
				if _, twice := b.first[name]; !twice && k != 0 {
					b.first[name] = k
				}
			}
		}
	}
}

func (b *builder) mask(id string, x drawn, k disclose.Key) disclose.Key {
	return b.Secret.Mask(k, id, x.column, x.area, x.period.String())
}

// noise keeps the keys for the releases to come, where they follow records. Those
// that follow names can be made again.
func (b *builder) noise() {
	if b.Key == nil {
		return
	}
	done := map[drawn]bool{}
	for _, id := range b.columns() {
		for _, ref := range b.raw[id].refs {
			for _, t := range b.times(id) {
				if done[drawn{ref, "", t}] {
					continue
				}
				done[drawn{ref, "", t}] = true
				x := release.Drawn{Column: ref, Period: t}
				for _, a := range b.areas {
					x.Masked = append(x.Masked, uint64(b.mask(b.out.Manifest.ID, drawn{ref, a.Code.Code, t}, b.key(ref, a.Code, t))))
				}
				b.out.Noise = append(b.out.Noise, x)
			}
		}
	}
	slices.SortFunc(b.out.Noise, func(x, y release.Drawn) int {
		return cmp.Or(cmp.Compare(x.Column, y.Column), x.Period.Compare(y.Period))
	})
}

// keyedBy says what the noise of this release follows.
func (b *builder) keyedBy() string {
	if b.Key != nil {
		return release.KeyedByRecords
	}
	return release.KeyedByNames
}

// sameKeys refuses a release whose noise follows something else than that of
// the releases before it: the same count would be drawn anew, and two draws
// together bound it more closely than either.
func (b *builder) sameKeys() error {
	for _, r := range b.Earlier {
		if was := r.Protection.Keys; was != b.keyedBy() {
			return &byblik.Error{Kind: byblik.Conflict, Check: "noise-keys", File: r.Manifest.ID, Place: "protection.json: keys",
				Found: fmt.Sprintf("noise by %s, and %s now", was, b.keyedBy()), Expected: "the same in all releases of a place, so that the same count is never drawn twice",
				Do: "count this release as that one was counted: with --register where it was keyed by records, without where by names"}
		}
	}
	return nil
}

func figure(column string, level release.LevelID, place string, t byblik.Period) disclose.Figure {
	return disclose.Figure{Column: column, Place: disclose.Place{Level: string(level), Code: place}, Period: t}
}

// lackKey stands for an area that has no figure. Everybody can see that it has
// none, so it is no secret.
func lackKey(area string) disclose.Key {
	sum := sha256.Sum256([]byte(area))
	return disclose.Key(binary.BigEndian.Uint64(sum[:8]))
}

// decided notes what of the decision will be public, so that protection knows it.
func (b *builder) decided() {
	m, s := &b.out.Manifest, &b.out.Screening
	m.ID, m.Period, m.RuleSet, s.Residents, s.Zones = ReleaseID(b.place(), b.Decision.Period, b.Number), b.Decision.Period, b.rules.ID, b.rules.Areas.Residents, b.Decision.Zones
	s.Said = b.Decision.Said
	for _, g := range b.Decision.TooSmall {
		s.TooSmall = append(s.TooSmall, g.Areas)
	}
}

// protect passes all counts of the release through disclosure control.
func (b *builder) protect() error {
	b.gather()
	b.decided()
	past := PastOf(append(slices.Clone(b.Earlier), &b.out), b.Run.Catalog, b.Plan)
	if err := b.ladder(); err != nil {
		return err
	}
	last := len(b.Earlier)
	w := &disclose.Work{Structure: past.Structure, Known: map[disclose.Figure]float64{}, Bounds: past.bounds(last, b.homesNow())}
	for k := range b.Earlier {
		w.Earlier = append(w.Earlier, past.Publication(k))
	}
	b.planCounts(func(id string, t byblik.Period, l *release.Level, p int) {
		c := b.count(id, t, l.ID, p)
		c.Withheld = !slices.ContainsFunc(b.shownBy(id), func(x *release.Indicator) bool { return b.shows(x, t, l.ID, p) })
		w.Counts = append(w.Counts, c)
		if id == b.Plan.Homes && l.ID == release.AreaLevel && c.True.Status() == byblik.OK {
			w.Known[c.Figure] = c.True.Float()
		}
	})
	cells, tally, err := disclose.Protect(w, disclose.Standard(), b.Secret)
	if err != nil {
		return err
	}
	b.tally, b.cells, b.truth = tally, map[disclose.Figure]byblik.Cell{}, map[disclose.Figure]byblik.Raw{}
	for i, c := range w.Counts {
		b.cells[c.Figure], b.truth[c.Figure] = cells[i], c.True
	}
	return nil
}

// columns lists the published columns, sorted.
func (b *builder) columns() []string {
	var ids []string
	for id := range b.raw {
		ids = append(ids, id)
	}
	slices.Sort(ids)
	return ids
}

// times lists the periods of a column, oldest first.
func (b *builder) times(id string) []byblik.Period {
	var ts []byblik.Period
	for t := range b.raw[id].raw {
		ts = append(ts, t)
	}
	slices.SortFunc(ts, byblik.Period.Compare)
	return ts
}

// shownBy lists the indicators that show a column.
func (b *builder) shownBy(id string) []*release.Indicator {
	var out []*release.Indicator
	for i := range b.out.Indicators {
		if x := &b.out.Indicators[i]; NumeratorOf(x) == id || DenominatorOf(x) == id {
			out = append(out, x)
		}
	}
	return out
}
