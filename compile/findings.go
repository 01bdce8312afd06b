package compile

import (
	"math"
	"slices"
	"strings"

	"byblik"
	"byblik/catalog"
	"byblik/dossier"
	"byblik/release"
	"byblik/run"
)

// screening runs the same screening on protected figures and lays decision
// and public findings side by side.
func (b *builder) screening() error {
	if err := b.sayNothingFound(); err != nil {
		return err
	}
	in, a := b.Run, b.Arguments
	in.Panel, in.LeftOut, a.Period, a.Partial = b.public, nil, b.Decision.Period, true
	pub, err := run.Screen(in, a)
	if err != nil {
		return err
	}
	r := b.rules
	s := &b.out.Screening
	*s = release.Screening{Title: r.Title, Summary: r.Summary, Legal: r.Legal, Status: string(r.Status), Kind: string(r.Kind), Trial: r.Trial, Rules: "definitions/rulesets/" + r.ID + ".yaml",
		Residents: r.Areas.Residents, MinResidents: r.Areas.MinResidents, Said: append(slices.Clone(b.Decision.Said), b.coarser(pub)...), Notes: b.Decision.Notes, Runs: a.Stress, Zones: b.zones(), TooSmall: s.TooSmall}
	if r.Flag != nil {
		of, from, _ := strings.Cut(r.Flag.Of, "/")
		s.NeedOf, s.NeedFrom = whole(of), whole(from)
		s.OfLatest = min(r.Flag.OfLatest, max(1, slices.Max(append([]int{0}, b.Decision.Periods...))))
		s.Years = (r.Flag.Years*s.OfLatest + r.Flag.OfLatest - 1) / r.Flag.OfLatest
	}
	if a.Stress > 0 && pub.Firmness == nil {
		s.Runs = 0
	}
	for k := range pub.Criteria {
		c := b.criterion(&pub.Criteria[k])
		c.Lacking = !b.Decision.Criteria[k].HasData
		s.Criteria = append(s.Criteria, c)
	}
	inside := map[byblik.AreaCode]membership{}
	for _, z := range b.Decision.Zones {
		for _, m := range z.Members {
			inside[m.Area] = membership{z.ID, m}
		}
	}
	for i := range b.areas {
		s.Areas = append(s.Areas, b.area(pub, i, inside[b.areas[i].Code]))
	}
	for i, like := range twinsOf(s.Areas, s.Known()) {
		s.Areas[i].Twins = like
	}
	b.borders()
	return nil
}

// sayNothingFound refuses a decision run that repeats aloud what was found in a
// figure that was left out, such as 51 of 48: those are raw counts.
func (b *builder) sayNothingFound() error {
	for _, x := range b.Run.LeftOut {
		for _, s := range b.Decision.Said {
			if x.Reason != "" && (strings.Contains(s.Da, x.Reason) || strings.Contains(s.En, x.Reason)) {
				return &byblik.Error{Kind: byblik.Internal, Check: x.Check, Place: x.Area, Found: "a sentence of the decision run that tells what was found in a figure", Expected: "how many figures were left out", Do: "screen without explanations"}
			}
		}
	}
	return nil
}

// coarser says which criteria rest on figures that are not published for
// small areas.
func (b *builder) coarser(pub *dossier.Screening) []catalog.Text {
	var da, en []string
	for k, c := range pub.Criteria {
		if !c.HasData && b.Decision.Criteria[k].HasData {
			da, en = append(da, c.Rule.Title.Da), append(en, c.Rule.Title.En)
		}
	}
	if da == nil {
		return nil
	}
	return []catalog.Text{{Da: "Tal, som kun vises for større steder for at beskytte personer: " + strings.Join(da, "; ") + ". Kriteriet indgår i beslutningen.",
		En: "Figures that are shown for larger places only, to protect persons: " + strings.Join(en, "; ") + ". The criterion takes part in the decision."}}
}

func whole(s string) int {
	n := 0
	for _, c := range s {
		n = 10*n + int(c-'0')
	}
	return n
}

// zones are those of the decision; how many people live there is said by the
// public figures alone.
func (b *builder) zones() []byblik.Zone {
	zones := slices.Clone(b.Decision.Zones)
	for k := range zones {
		zones[k].Members = slices.Clone(zones[k].Members)
		zones[k].Name = b.out.Level(release.ZoneLevel).Places[k].Name.Da
		zones[k].Residents = b.latest(b.rules.Areas.Residents, release.ZoneLevel, k)
		for m := range zones[k].Members {
			x := &zones[k].Members[m]
			x.Residents = b.latest(b.rules.Areas.Residents, release.AreaLevel, b.at(x.Area))
		}
	}
	return zones
}

func (b *builder) at(a byblik.AreaCode) int {
	return slices.IndexFunc(b.areas, func(x byblik.Area) bool { return x.Code == a })
}

// latest is the newest public figure of a place, NaN where there is none.
func (b *builder) latest(id byblik.IndicatorID, level release.LevelID, place int) float64 {
	t := b.out.Table(id, level)
	if t == nil || len(t.Periods) == 0 {
		return math.NaN()
	}
	return t.Value[len(t.Periods)-1][place].Float()
}

func (b *builder) criterion(c *dossier.Criterion) release.Criterion {
	out := release.Criterion{ID: c.Rule.ID, Title: c.Rule.Title, Plain: c.Rule.Plain, Unit: c.Unit, Data: c.HasData, LimitZ: c.Rule.Limit.Z, Proxy: c.Rule.Proxy}
	for _, x := range c.Rule.Of {
		if x.Indicator != "" {
			out.Indicators = append(out.Indicators, x.Indicator)
		}
	}
	d := b.decimals(out.Indicators)
	out.City, out.Limit, out.SD = release.Round(c.City, d), release.Round(c.Limit, d), release.Round(c.SD, 3)
	if !c.HasData {
		out.City, out.Limit, out.SD = math.NaN(), math.NaN(), math.NaN()
	}
	if len(out.Indicators) == 1 {
		out.WorseIsLower = b.Run.Catalog.Indicators[out.Indicators[0]].Direction == catalog.LowerIsWorse
	}
	return out
}

// decimals of a criterion: those of its indicator; a mean of standard scores
// has two.
func (b *builder) decimals(of []byblik.IndicatorID) int {
	if len(of) == 1 {
		if x := b.out.Indicator(of[0]); x != nil {
			return x.Decimals
		}
	}
	return 2
}

// membership is the place of a small area in a zone; zero where it lies in none.
type membership struct {
	zone string
	byblik.Member
}

func (b *builder) area(pub *dossier.Screening, i int, in membership) release.AreaFinding {
	f := pub.Findings[i]
	x := release.AreaFinding{Area: b.areas[i].Code, Zone: in.zone, Reason: in.Reason, Note: in.Note, Status: f.Status, Score: math.NaN(), Flagged: pub.Flagged[i], Share: math.NaN(), Review: strings.Fields(pub.Review[i])}
	if f.Status == byblik.OK {
		x.Score = release.Round(f.Value, 3)
	}
	x.Marked = b.Decision.Flagged[i] != pub.Flagged[i]
	if pub.Firmness != nil {
		y := pub.Firmness.Areas[i]
		x.Verdict, x.Share, x.Driver = string(y.Verdict), release.Round(y.Share, 3), y.Driver
	}
	for k := range pub.Criteria {
		x.Criteria = append(x.Criteria, b.criterionFinding(&pub.Criteria[k], &b.out.Screening.Criteria[k], i))
	}
	return x
}

// closeZ is how near to its limit a standard score counts as close.
const closeZ = 0.25

func (b *builder) criterionFinding(c *dossier.Criterion, of *release.Criterion, i int) release.CriterionFinding {
	f := c.Findings[i]
	nan := math.NaN()
	out := release.CriterionFinding{Value: nan, Z: nan, Low: nan, High: nan, Status: f.Status}
	if f.Status != byblik.OK {
		return out
	}
	out.Value, out.Z, out.Met = release.Round(f.Value, b.decimals(of.Indicators)), release.Round(f.Z, 3), f.Met
	switch near := math.Abs(f.Z-of.LimitZ) <= closeZ; {
	case f.Met && near:
		out.Band = release.MetClose
	case f.Met:
		out.Band = release.MetFar
	case near:
		out.Band = release.NotMetClose
	default:
		out.Band = release.NotMetFar
	}
	if len(of.Indicators) == 1 {
		if t := b.out.Table(of.Indicators[0], release.AreaLevel); t != nil {
			if k := slices.Index(t.Periods, b.Decision.Period); k >= 0 {
				out.Low, out.High = t.Low[k][i], t.High[k][i]
			}
		}
	}
	return out
}
