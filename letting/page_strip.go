package letting

import (
	"math"
	"slices"
	"strconv"
	"strings"

	"byblik/lists"
)

// stripRow is one criterion: where it stands, as tried with its range, as
// today, and the limits. Positions are per cent of the row's own scale.
type stripRow struct {
	Title, Unit, None    string
	Limits               []limitMark
	LimitText            string
	Now, Today, Tried    string // positions; empty = not drawn
	Low, Width           string
	TriedText, TodayText string
	MarginText           string
}

type limitMark struct {
	At   string
	Text string
	End  bool // the label stands to the left of its line
}

// at is the index of the figure of a criterion that the last list uses.
func (p *page) at(a *AreaResult, k int) int {
	if k == origin {
		return p.r.Options.Until - a.AsTried.First
	}
	return p.r.Options.Until - 1 - a.AsTried.First
}

func (p *page) stripRow(a *AreaResult, k int) stripRow {
	i := p.at(a, k)
	row := stripRow{Title: p.T("criterion." + criterionNames[k]), Unit: p.T("unit." + criterionNames[k])}
	tried, today := a.AsTried.shareOf(k, i), a.AsToday.shareOf(k, i)
	if tried.Expected != tried.Expected {
		row.None = p.T("strip.missing")
		return row
	}
	now, nowAt := a.lastKnown(k)
	if k == convicted && (a.AsTried.Persons[k][i].Expected < fewest || a.AsToday.Persons[k][i].Expected < fewest) {
		row.None = p.T("strip.small", "n", fewest)
		return row
	}
	hideNow := k == convicted && a.AsTried.Expected.persons[k][nowAt] < fewest
	hideRange := k == convicted && min(a.AsTried.Persons[k][i].Low, a.AsToday.Persons[k][i].Low) < fewest
	limits := p.limits(a, k, i)
	top := max(tried.High, today.High, now)
	for _, l := range limits {
		top = max(top, l.v)
	}
	place := func(v float64) string {
		return strconv.FormatFloat(math.Round(v/(1.1*top)*10000)/100, 'f', -1, 64) + "%"
	}
	d := 1
	if k == convicted {
		d = 2
	}
	row.Tried, row.Today = place(tried.Expected), place(today.Expected)
	row.TriedText = p.Number(tried.Expected, d)
	row.TodayText = p.T("strip.today", "v", p.Number(today.Expected, d))
	if !hideNow {
		row.Now = place(now)
		row.TodayText += ". " + p.T("strip.now", "year", a.AsTried.First+nowAt, "v", p.Number(now, d))
	}
	if !hideRange {
		row.Low, row.Width = place(tried.Low), place(tried.High)
		row.TriedText += " " + p.T("strip.range", "low", p.Number(tried.Low, d), "high", p.Number(tried.High, d))
	}
	p.drawLimits(&row, limits, place, d, top)
	row.MarginText = p.marginText(a, k)
	return row
}

// shareOf is a spread of persons as a share, of income as it is.
func (o *Outlook) shareOf(k, i int) Spread {
	s := o.Persons[k][i]
	if k == income {
		return s
	}
	d := o.Expected.of[k][i] / 100
	return Spread{s.Expected / d, s.Low / d, s.High / d}
}

// lastKnown is the last share on file and its index.
func (a *AreaResult) lastKnown(k int) (share float64, i int) {
	for i = a.Base - a.AsTried.First; i > 0; i-- {
		if p := a.AsTried.Persons[k][i]; p.Low == p.High && p.Low == p.Low {
			break
		}
	}
	return a.AsTried.Expected.share[k][i], i
}

// limit is a limit that some lists hold a criterion against.
type limit struct {
	v     float64
	lists []string
}

// limits are the limits of a criterion in the last list, smallest first.
func (p *page) limits(a *AreaResult, k, i int) []limit {
	var out []limit
	for _, m := range a.AsTried.Margins {
		if m.Criterion != k || m.Year != p.r.Options.Until || m.List == lists.ParallelSociety && k != origin {
			continue
		}
		name := p.named(m.List)
		at := slices.IndexFunc(out, func(l limit) bool { return l.v == m.Limit })
		if at < 0 {
			out, at = append(out, limit{v: m.Limit}), len(out)
		}
		out[at].lists = append(out[at].lists, name)
	}
	slices.SortFunc(out, func(x, y limit) int { return int(math.Copysign(1, x.v-y.v)) })
	return out
}

// named is a list in the page's language; English keeps the Danish word beside
// its gloss.
func (p *page) named(id lists.ListID) string {
	return p.r.Rules.Lists.List(string(id)).Name.In(p.Language())
}

func (p *page) drawLimits(row *stripRow, limits []limit, place func(float64) string, d int, top float64) {
	var texts []string
	for _, l := range limits {
		text := strings.TrimSuffix(strings.TrimSuffix(p.Number(l.v, d), "0"), "0")
		text = strings.TrimRight(text, ".,")
		if l.v >= 10 {
			text = p.Number(l.v, 0)
		}
		row.Limits = append(row.Limits, limitMark{At: place(l.v), Text: text, End: l.v > 0.85*top})
		texts = append(texts, text+" "+strings.Join(l.lists, ", "))
	}
	if len(texts) > 0 {
		row.LimitText = p.T("strip.limits", "list", strings.Join(texts, " · "))
	}
}

// marginText says the nearest limit in persons, in the last list as tried.
func (p *page) marginText(a *AreaResult, k int) string {
	best := -1
	for i, m := range a.AsTried.Margins {
		if m.Criterion == k && m.Year == p.r.Options.Until && m.Persons >= 0 && !a.AsTried.small(&m) && (best < 0 || m.Persons < a.AsTried.Margins[best].Persons) {
			best = i
		}
	}
	if best < 0 {
		return ""
	}
	m := a.AsTried.Margins[best]
	key := "margin.not"
	if m.Met {
		key = "margin.met"
	}
	return p.Count(key, m.Persons, "list", p.named(m.List))
}
