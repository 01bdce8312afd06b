package screen

import (
	"fmt"
	"math"
	"slices"
)

// countSteps are the steps that start from counts and not from figures; they
// come first, on an indicator.
var countSteps = []string{"eb_global", "eb_local", "logit_shrinkage"}

// shrink replaces the rates of an indicator by estimates from its counts,
// among the areas that have a figure. Areas without people at risk have no
// estimate, and a note says so.
func (st *stage) shrink(x []float64, estimate func(Events) []float64) []float64 {
	e, ok := st.events(x)
	if !ok {
		return x
	}
	per := 100.0
	if d := st.Indicators[st.component.Indicator]; d != nil && d.Per > 0 {
		per = d.Per
	}
	rates := estimate(e)
	var lost []int
	for i, rate := range rates {
		if math.IsNaN(rate) && !math.IsNaN(x[i]) {
			lost = append(lost, i)
		}
		if rates[i] = per * rate; st.sign < 0 {
			rates[i] = negative(rates[i])
		}
	}
	if len(lost) > 0 {
		st.say(fmt.Sprintf("%s: intet skøn for %s, hvor nævneren er 0 eller tællerne mangler.", st.title.Da, st.areaListIn("da", lost)),
			fmt.Sprintf("%s: no estimate for %s, where the denominator is 0 or the counts are missing.", st.title.En, st.areaList(lost)))
	}
	return rates
}

// events reads the counts behind an indicator for the areas that have a
// figure; without counts the run stops.
func (st *stage) events(x []float64) (Events, bool) {
	o := at(st.Panel, st.component.Indicator, st.period)
	if o == nil || len(o.Numerator) != len(x) || len(o.Denominator) != len(x) {
		st.fail(st.what, "no counts behind the figures", "an indicator with numerator and denominator, or with a base", "leave out the step, or define the indicator by counts")
		return Events{}, false
	}
	e := Events{Count: slices.Clone(o.Numerator), AtRisk: slices.Clone(o.Denominator)}
	for i, v := range x {
		if math.IsNaN(v) {
			e.Count[i], e.AtRisk[i] = math.NaN(), math.NaN()
		}
	}
	return e, true
}

// hasNeighbours stops the run where the caller gave no neighbours.
func (st *stage) hasNeighbours() bool {
	if len(st.Neighbours) == len(st.Panel.Areas) {
		return true
	}
	st.fail(st.what, "no neighbours", "the borders of the areas for eb_local", "name areas.geography and deliver its file, or use eb_global")
	return false
}

// parents are the authorities of the areas; the run stops where one is
// unknown.
func (st *stage) parents() []string {
	parents := make([]string, len(st.Panel.Areas))
	var orphans []int
	for i, a := range st.Panel.Areas {
		if parents[i] = a.Authority; a.Authority == "" {
			orphans = append(orphans, i)
		}
	}
	if len(orphans) > 0 {
		st.fail(st.what, "no authority for "+st.areaList(orphans), "the authority of every area for logit_shrinkage", "name key.authority in the source that lists the areas")
		return nil
	}
	return parents
}
