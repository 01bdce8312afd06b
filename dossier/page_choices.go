package dossier

import (
	"fmt"
	"slices"

	"byblik/stress"
)

// verdictMeaning says from which share of agreement on a verdict is given.
func (x *index) verdictMeaning(v stress.Verdict) string {
	c, err := stress.ChoicesOf(x.s.Rules)
	if err != nil {
		return ""
	}
	return x.words.T("firm.means."+string(v), "firm", x.number(100*c.Limit.Firm), "fragile", x.number(100*c.Limit.Fragile))
}

// choices lists what was varied, within which range, and how many areas each
// choice moves most.
func (x *index) choices() []choiceRow {
	f := x.s.Firmness
	n := map[string]int{}
	for _, a := range f.Areas {
		n[a.Driver]++
	}
	c, err := stress.ChoicesOf(x.s.Rules)
	var out []choiceRow
	for _, k := range f.Factors {
		r := choiceRow{Title: x.words.upper(k.Title.In(x.words.Language())), Areas: x.words.Number(float64(n[k.ID]), 0)}
		if err == nil {
			r.Range = x.rangeOf(k.ID, c)
		}
		out = append(out, r)
	}
	return out
}

// rangeOf says in words within which range a choice was varied.
func (x *index) rangeOf(id string, c stress.Choices) string {
	w := x.words
	key := "range." + id
	switch id {
	case "weights":
		return w.T(key, "v", x.number(c.Weights))
	case "limits":
		return w.T(key, "v", x.number(c.Limits))
	case "left_out":
		return w.T(key, "v", x.number(100*c.LeaveOut))
	case "overlap":
		return w.T(key, "n", len(c.Overlaps))
	case "normalise":
		return w.T(key, "list", w.either(x.scales(c.Normalise)))
	case "treatment":
		return w.T(key, "list", w.either(x.numbers(100, c.Winsorise)))
	case "size":
		return w.T(key, "list", w.either(x.numbers(1, append(slices.Clone(c.MinResidents), x.s.Rules.Zones.MinResidents))))
	case "count":
		return w.T(key, "list", w.either(fractions(x.s.Rules.Flag.Of, c.Of, func(n, of int) string { return fmt.Sprintf("%d/%d", n, of) })))
	case "years":
		say := func(n, of int) string {
			if of == 1 {
				return w.T("range.latest")
			}
			return w.T("range.year", "n", n, "of", of)
		}
		return w.T(key, "list", w.either(fractions(say(x.s.Rules.Flag.Years, x.s.Rules.Flag.OfLatest), c.Years, say)))
	}
	return w.or("range.", id)
}

// scales names ways of making criteria comparable; the rule's own is first.
func (x *index) scales(list []string) []string {
	out := []string{x.words.T("scale.weighted_z")}
	for _, s := range list {
		out = append(out, x.words.or("scale.", s))
	}
	return unique(out)
}

// numbers writes parameters in order, without zero and repetitions.
func (x *index) numbers(times float64, list []float64) []string {
	var out []string
	for _, v := range slices.Compact(slices.Sorted(slices.Values(list))) {
		if v > 0 {
			out = append(out, x.number(times*v))
		}
	}
	return out
}

// fractions writes shares, the rule's own first.
func fractions(own string, list []stress.Fraction, say func(n, of int) string) []string {
	out := []string{own}
	for _, f := range list {
		out = append(out, say(f.Num, f.Den))
	}
	return unique(out)
}

func unique(list []string) []string {
	var out []string
	for _, s := range list {
		if !slices.Contains(out, s) {
			out = append(out, s)
		}
	}
	return out
}
