package compile

import (
	"bytes"
	"encoding/csv"
	"errors"
	"io"
	"math"
	"slices"
	"strconv"

	"byblik"
	"byblik/disclose"
	"byblik/release"
)

// Truth gives the counts before protection of everything that a release of
// this input plans. It stays in memory: whoever holds it needs no attack.
func Truth(in Input) map[disclose.Figure]byblik.Raw {
	b := &builder{Input: in, rules: in.Run.Rules, areas: in.Run.Panel.Areas}
	b.levels()
	b.indicators()
	b.gather()
	out := map[disclose.Figure]byblik.Raw{}
	b.planCounts(func(id string, t byblik.Period, l *release.Level, p int) {
		c := b.count(id, t, l.ID, p)
		out[c.Figure] = c.True
	})
	return out
}

// planCounts visits every count that the plan shows at some level, in the
// order of columns, periods and levels.
func (b *builder) planCounts(visit func(column string, t byblik.Period, l *release.Level, place int)) {
	for _, id := range b.columns() {
		shown := b.shownBy(id)
		for _, t := range b.times(id) {
			for i := range b.out.Levels {
				l := &b.out.Levels[i]
				if !slices.ContainsFunc(shown, func(x *release.Indicator) bool { return slices.Contains(x.Levels, l.ID) }) {
					continue
				}
				for p := range l.Places {
					visit(id, t, l, p)
				}
			}
		}
	}
}

// ReadTruth reads counts before protection as CSV with the columns figure and
// value: the figures are those of a release, a count behind a share ends in
// .numerator or .denominator, and an empty value is one that nobody knows. Every
// row must be a count of the newest release.
func (p *Past) ReadTruth(file string, text []byte) (map[disclose.Figure]byblik.Raw, error) {
	bad := func(line int, found, expected string) error {
		return &byblik.Error{Kind: byblik.Invalid, File: file, Line: line, Found: found, Expected: expected, Do: "correct the file of the truth"}
	}
	in := csv.NewReader(bytes.NewReader(bytes.TrimPrefix(text, []byte("\ufeff"))))
	in.FieldsPerRecord = 2
	head, err := in.Read()
	if err != nil || head[0] != "figure" || head[1] != "value" {
		return nil, bad(1, "another head", "figure,value")
	}
	out := map[disclose.Figure]byblik.Raw{}
	for {
		row, err := in.Read()
		if errors.Is(err, io.EOF) {
			break
		}
		var broken *csv.ParseError
		if errors.As(err, &broken) { // the reader knows no place of a row that it could not take apart
			return nil, bad(broken.StartLine, "a row that cannot be read", "figure,value")
		}
		if err != nil {
			return nil, err
		}
		line, _ := in.FieldPos(0)
		f, ok := p.countOf(row[0])
		if !ok {
			return nil, bad(line, "no count of the newest release", "a count, such as minby-low-income.area.017.2025.numerator")
		}
		raw := byblik.RawWithout(byblik.Missing)
		if row[1] != "" {
			n, err := strconv.ParseFloat(row[1], 64)
			if err != nil || math.IsNaN(n) || math.IsInf(n, 0) || n < 0 {
				return nil, bad(line, "a value that is no count", "a number from 0, with a point as decimal mark, or nothing")
			}
			raw = byblik.RawOf(n)
		}
		if old, twice := out[f]; twice && old != raw {
			return nil, bad(line, "another value of a count that stands above", "each count once")
		}
		out[f] = raw
	}
	if len(out) == 0 {
		return nil, bad(0, "no count", "at least one")
	}
	return out, nil
}

// countOf finds the count that a name stands for in the newest release.
func (p *Past) countOf(name string) (disclose.Figure, bool) {
	k := len(p.releases) - 1
	id, err := release.ParseFigureID(name)
	if err != nil {
		return disclose.Figure{}, false
	}
	x := p.releases[k].Indicator(id.Indicator)
	if x == nil || x.Kind == release.Mean && !isMean(x) || (x.Kind != release.Count) != (id.Part != "") || isMean(x) && id.Part != "denominator" {
		return disclose.Figure{}, false
	}
	t, l := p.releases[k].Table(id.Indicator, id.Level), p.releases[k].Level(id.Level)
	if t == nil || !slices.Contains(t.Periods, id.Period) || !slices.ContainsFunc(l.Places, func(q release.Place) bool { return q.Code == id.Place }) {
		return disclose.Figure{}, false
	}
	return p.figureOf(k, x, id), true
}
