package screen

import (
	"errors"
	"strconv"
	"strings"

	"byblik"
	"byblik/catalog"
)

// Criteria screens a city by criteria.
//
// In every period, over the areas with at least the rule set's residents:
//
//	value  the indicator's figure; with several components the mean of their
//	       resident-weighted z, and then standardised like any other
//	z      sign·(value − city)/SD, city and SD weighted by residents, sign −1
//	       where less is worse
//	met    z ≥ the criterion's limit (or > where it is strict)
//
// An area is flagged when at least the share Flag.Of of its criteria with data
// (rounded up, at least 1) is met in at least Flag.Years of the latest
// Flag.OfLatest periods on file. With fewer periods the same proportion holds,
// rounded up. An area without any figure in the screened period has the status
// missing and is not flagged.
//
// The score is the unweighted mean of the unweighted z (population SD) of the
// area's criteria with data in the screened period.
func Criteria(in Input) (*Screening, error) {
	t, err := in.criteriaPeriod()
	if err != nil {
		return nil, err
	}
	with, without := in.dataIn(t)
	if err := in.enough(t, with, without); err != nil {
		return nil, err
	}
	s := &Screening{Period: t, Window: in.window(t), WithData: with, Without: without, Areas: make([]AreaResult, len(in.Panel.Areas))}
	for i := range in.Rules.Criteria {
		s.Criteria = append(s.Criteria, in.start(&in.Rules.Criteria[i]))
	}
	for k, when := range s.Window {
		residents, part := taking(in.Panel, in.Rules.Areas, when, true)
		for i := range s.Criteria {
			c := &s.Criteria[i]
			c.Periods = append(c.Periods, in.criterion(c.Rule, when, residents.value, part))
		}
		if k == 0 {
			s.open(in.Panel.Areas, residents.value, part)
		}
	}
	for i := range s.Criteria {
		s.Criteria[i].HasData = s.Criteria[i].Periods[0].HasData
	}
	s.count(in.Rules.Flag)
	s.score()
	s.review(in, t)
	s.Notes = in.notes(s)
	return s, nil
}

// counted says whether a criterion enters the count: its figures are at the
// level of the areas.
func counted(c *catalog.Criterion) bool { return c.Level == "" || c.Level == "area" }

// criteriaPeriod settles the screened period: as asked, or the newest in which
// every counted criterion that has any figures in any period has them, and the
// residents too.
func (in Input) criteriaPeriod() (byblik.Period, error) {
	list := Periods(in.Rules, in.Panel)
	var live []*catalog.Criterion
	for i := range in.Rules.Criteria {
		c := &in.Rules.Criteria[i]
		for _, t := range list {
			if counted(c) && complete(in.Panel, c.Of, t) {
				live = append(live, c)
				break
			}
		}
	}
	t, err := choose(in.Period, list, func(t byblik.Period) bool {
		for _, c := range live {
			if !complete(in.Panel, c.Of, t) {
				return false
			}
		}
		return hasFigures(in.Panel, in.Rules.Areas.Residents, t)
	})
	var e *byblik.Error
	if residents := periodsOf(in.Panel, in.Rules.Areas.Residents); errors.As(err, &e) && in.Period == (byblik.Period{}) && len(residents) > 0 && len(list) > 0 {
		e.Expected += "; " + string(in.Rules.Areas.Residents) + " is on file for " + periodList(residents)
		e.Do += "; where a file of a quarter stands for the year, keep that quarter alone in it and declare period.fixed"
	}
	if err == nil && !hasFigures(in.Panel, in.Rules.Areas.Residents, t) {
		err = &byblik.Error{Kind: byblik.Usage, Found: "no residents in " + t.String(), Expected: "figures of " + string(in.Rules.Areas.Residents),
			Do: "add the delivery: means and limits are weighted by residents"}
	}
	return t, err
}

// dataIn sorts the criteria by whether they have data in a period.
func (in Input) dataIn(t byblik.Period) (with, without []string) {
	for i := range in.Rules.Criteria {
		if c := &in.Rules.Criteria[i]; complete(in.Panel, c.Of, t) {
			with = append(with, c.ID)
		} else {
			without = append(without, c.ID)
		}
	}
	return with, without
}

// enough refuses a screening on part of the criteria unless it was asked for.
func (in Input) enough(t byblik.Period, with, without []string) error {
	if len(without) == 0 || in.Partial {
		return nil
	}
	n, all := strconv.Itoa(len(with)), strconv.Itoa(len(with)+len(without))
	return &byblik.Error{Kind: byblik.Usage, Check: "partial", Place: t.String(),
		Found:    n + " of " + all + " criteria have data: " + strings.Join(with, ", "),
		Expected: "data for " + strings.Join(without, ", ") + " too",
		Do:       "add --partial to go on"}
}

// window lists the latest periods on file up to the screened one, newest
// first, as many as the flag looks at.
func (in Input) window(t byblik.Period) []byblik.Period {
	list := Periods(in.Rules, in.Panel)
	var latest []byblik.Period
	for i := len(list) - 1; i >= 0 && len(latest) < max(1, in.Rules.Flag.OfLatest); i-- {
		if list[i].Compare(t) <= 0 {
			latest = append(latest, list[i])
		}
	}
	return latest
}

// start says what is the same for a criterion in every period.
func (in Input) start(c *catalog.Criterion) CriterionResult {
	r := CriterionResult{Rule: c, Counted: counted(c), InZ: len(c.Of) > 1}
	if r.InZ {
		r.Unit = catalog.Text{Da: "z (standardafvigelser fra byen)", En: "z (standard deviations from the city)"}
	} else if len(c.Of) == 1 {
		if d := in.Indicators[c.Of[0].Indicator]; d != nil {
			r.Unit = d.Unit
		}
	}
	return r
}
