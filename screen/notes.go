package screen

import (
	"fmt"
	"slices"
	"strings"

	"byblik"
	"byblik/catalog"
)

// notes says what a reader of the result must know about this run, most
// important first. What is true of every run stands in the rule set's notes.
func (in Input) notes(s *Screening) []catalog.Text {
	var list []catalog.Text
	say := func(da, en string) { list = append(list, catalog.Text{Da: da, En: en}) }
	if len(s.Without) > 0 {
		da, en := in.titles(s.Without)
		all := len(s.WithData) + len(s.Without)
		say(fmt.Sprintf("Kun %d af %d kriterier har data for %s. Uden data: %s.", len(s.WithData), all, s.Period, da),
			fmt.Sprintf("Only %d of %d criteria have data for %s. Without data: %s.", len(s.WithData), all, s.Period, en))
	}
	for i := range s.Criteria {
		if c := &s.Criteria[i]; c.HasData && !c.Counted {
			say(fmt.Sprintf("%s findes kun på niveauet %s og tæller ikke med, når små områder markeres.", c.Rule.Title.Da, c.Rule.Level),
				fmt.Sprintf("%s is known only by %s and does not count when small areas are flagged.", c.Rule.Title.En, c.Rule.Level))
		}
	}
	for i := range s.Criteria {
		if c := &s.Criteria[i]; c.HasData && c.InZ {
			say(fmt.Sprintf("%s er gennemsnittet af flere indikatorers z-værdi; værdi, by og grænse er i standardafvigelser.", c.Rule.Title.Da),
				fmt.Sprintf("%s is the mean of the z-scores of several indicators; value, city and limit are in standard deviations.", c.Rule.Title.En))
		}
	}
	if in.Period == (byblik.Period{}) {
		list = append(list, defaultPeriodNote(s.Period))
	}
	list = append(list, windowNote(s)...)
	list = append(list, fewerCriteria(s)...)
	list = append(list, in.fewerPeriods(s)...)
	for _, mark := range in.Rules.Review {
		if !hasFigures(in.Panel, mark.Indicator, s.Period) {
			say(fmt.Sprintf("Mærket “%s” kunne ikke sættes: ingen tal for %s.", mark.Title.Da, s.Period),
				fmt.Sprintf("The mark “%s” could not be set: no figures for %s.", mark.Title.En, s.Period))
		}
	}
	return list
}

// windowNote names the periods that the flag looks at, oldest first, the years
// between them that are not on file, and, where not all criteria that count
// have data in every period, in how many each period is judged.
func windowNote(s *Screening) []catalog.Text {
	if len(s.Window) < 2 {
		return nil
	}
	note := catalog.Text{Da: "Brugte perioder: ", En: "Periods used: "}
	if s.Period.Kind == byblik.Year {
		note = catalog.Text{Da: "Brugte år: ", En: "Years used: "}
	}
	note.Da, note.En = note.Da+windowPeriods(s, "kriterier"), note.En+windowPeriods(s, "criteria")
	if gaps := windowGaps(s.Window); len(gaps) > 0 {
		note.Da += "; ikke leveret: " + strings.Join(gaps, ", ")
		note.En += "; not on file: " + strings.Join(gaps, ", ")
	}
	return []catalog.Text{{Da: note.Da + ".", En: note.En + "."}}
}

// windowPeriods lists the periods, each with its number of criteria where the
// numbers differ.
func windowPeriods(s *Screening, criteria string) string {
	counts := make([]int, len(s.Window))
	for k := range s.Window {
		for c := range s.Criteria {
			if s.Criteria[c].Counted && s.Criteria[c].Periods[k].HasData {
				counts[k]++
			}
		}
	}
	var names []string
	for k, t := range slices.Backward(s.Window) {
		name := t.String()
		if slices.Min(counts) != slices.Max(counts) {
			name += fmt.Sprintf(" (%s: %d)", criteria, counts[k])
		}
		names = append(names, name)
	}
	return strings.Join(names, ", ")
}

// windowGaps lists the years between the newest and the oldest period that are
// not on file.
func windowGaps(window []byblik.Period) []string {
	var gaps []string
	for y := window[len(window)-1].Year + 1; y < window[0].Year; y++ {
		if !slices.ContainsFunc(window, func(t byblik.Period) bool { return t.Year == y }) {
			gaps = append(gaps, fmt.Sprintf("%04d", y))
		}
	}
	return gaps
}

// fewerCriteria says how many areas are judged on fewer criteria than the rest.
func fewerCriteria(s *Screening) []catalog.Text {
	most, fewer := 0, 0
	for i := range s.Areas {
		most = max(most, s.Areas[i].Counts[0].WithData)
	}
	for i := range s.Areas {
		if a := &s.Areas[i]; a.Status == byblik.OK && a.Counts[0].WithData < most {
			fewer++
		}
	}
	if fewer == 0 {
		return nil
	}
	return []catalog.Text{{
		Da: fmt.Sprintf("Områder, der mangler tal for mindst ét af de %[2]d kriterier: %[1]d; de vurderes på dem, de har.", fewer, most),
		En: fmt.Sprintf("Areas that lack figures for at least one of the %[2]d criteria: %[1]d; they are judged on those they have.", fewer, most)}}
}

// fewerPeriods says where the flag had to do with fewer periods than the rule
// set asks for.
func (in Input) fewerPeriods(s *Screening) []catalog.Text {
	var list []catalog.Text
	f := in.Rules.Flag
	if n := len(s.Window); n < f.OfLatest {
		need := Needed(f.Years, f.OfLatest, n)
		list = append(list, catalog.Text{
			Da: fmt.Sprintf("Der er kun data for %d af de %d perioder, som reglen ser på; kriterierne skal derfor være opfyldt i mindst %d af %d.", n, f.OfLatest, need, n),
			En: fmt.Sprintf("Of the %d periods that the rule looks at, on file: %d; the criteria must therefore be met in at least %d of %d.", f.OfLatest, n, need, n)})
	}
	fewer := map[int]int{}
	for i := range s.Areas {
		if a := &s.Areas[i]; a.Status == byblik.OK && a.Periods < len(s.Window) {
			fewer[a.Periods]++
		}
	}
	for n := len(s.Window) - 1; n > 0; n-- {
		if fewer[n] == 0 {
			continue
		}
		need := Needed(f.Years, f.OfLatest, n)
		list = append(list, catalog.Text{
			Da: fmt.Sprintf("Områder med data i kun %[2]d af %[3]d perioder: %[1]d; for dem kræves det, at kriterierne er opfyldt i mindst %[4]d af %[5]d.", fewer[n], n, len(s.Window), need, n),
			En: fmt.Sprintf("Areas with data in only %[2]d of %[3]d periods: %[1]d; for them the criteria must be met in at least %[4]d of %[5]d.", fewer[n], n, len(s.Window), need, n)})
	}
	return list
}

func defaultPeriodNote(t byblik.Period) catalog.Text {
	return catalog.Text{
		Da: "Perioden er ikke valgt: " + t.String() + " er den nyeste, hvor alle tal, der findes, er til stede.",
		En: "No period was asked for: " + t.String() + " is the newest for which all figures that exist are on file."}
}

// titles lists the titles of criteria in both languages.
func (in Input) titles(ids []string) (da, en string) {
	var d, e []string
	for _, id := range ids {
		for _, c := range in.Rules.Criteria {
			if c.ID == id {
				d, e = append(d, c.Title.Da), append(e, c.Title.En)
			}
		}
	}
	return strings.Join(d, ", "), strings.Join(e, ", ")
}
