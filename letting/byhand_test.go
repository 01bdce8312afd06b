package letting

import (
	"math"
	"testing"

	"byblik"
	"byblik/lists"
)

// byHand is one housing area of 100 homes with five persons of 18–64 in each,
// two of them outside the labour market: 200 of 500, 40 %. Ten homes are let a
// year. A household of the ordinary list is like the area; one of flexible
// letting has half a person outside the labour market. Nothing else changes.
const byHandText = `
id: by-hand
title: {da: I hånden, en: By hand}
origin: state_input
origin_of_those_who_move_in: 0.4
age_shares: {from_18_to_64: 0.5, from_18: 0.8, from_30_to_59: 0.4, taxpayers: 0.5}
groups:
  - {id: like, name: {da: Som området, en: Like the area}, waiting: 100, arrivals: 20, give_up: 0, labour: 0.4, convicted: 0, education: 0.25, income: 60,
     household: {persons: 10, from_18_to_64: 5, from_18: 8, from_30_to_59: 4, taxpayers: 5}}
  - {id: work, name: {da: I arbejde, en: In work}, waiting: 300, arrivals: 30, give_up: 0.1, labour: 0.1, convicted: 0, education: 0.25, income: 60,
     household: {persons: 10, from_18_to_64: 5, from_18: 8, from_30_to_59: 4, taxpayers: 5}}
letting_types:
  - {id: ordinary, name: {da: Venteliste, en: Waiting list}, paragraph: § 51, from: {like: 1}}
  - {id: flexible, name: {da: Fleksibel, en: Flexible}, paragraph: § 60, from: {work: 1}}
those_who_move_out: {}
those_who_stay: {}
national_convicted: {drift: 0, sd: 0}
profiles_may_be_off_by: 0
tried_from: 2026
default: {turnover: 0.1, residents_per_home: 10, today: {ordinary: 1}, tried: {flexible: 1}}
elsewhere: {share: 0.5, lettings: 20, today: {ordinary: 0.5, flexible: 0.5}, to: [{area: rest, weight: 1}]}
goal: {measure: expectation, holds: in_that_year, years: [2032], find: [{type: flexible, what: fewest}, {type: ordinary, what: most}]}
`

// byHandStudy is that area, with the figures that a list of 2025 knows.
func byHandStudy(t *testing.T, text string, o Options) *Study {
	t.Helper()
	d := &lists.Delivery{References: lists.NewReferences(
		lists.Reference{Year: 2023, Region: lists.Nation, Convicted: lists.Counted(10, 1000)},
		lists.Reference{Year: 2024, Region: lists.Nation, Convicted: lists.Counted(10, 1000)},
		lists.Reference{Year: 2024, Region: "R", Income: lists.AmountOf(300000)})}
	a := lists.HousingArea{Code: byblik.AreaCode{Frame: lists.Frame, Code: "A"}, Name: "A", Region: "R", Base2010: true}
	for y := 2023; y <= 2025; y++ {
		x := lists.AreaYear{Year: y, Residents: lists.AmountOf(1000), Origin: lists.Counted(400, 1000)}
		if y < 2025 {
			x.Labour, x.Convicted, x.Education, x.Income = lists.Counted(200, 500), lists.Counted(0, 800), lists.Counted(100, 400), lists.AmountOf(180000)
		}
		a.Years = append(a.Years, x)
	}
	d.Areas = []lists.HousingArea{a}
	set, register := stateLists(t, d)
	o.Until = 2032
	s, err := New(assumptions(t, text), d, set, register, o)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// Ten flexible lettings a year from 2026: x' = x − x/10 + 5, first seen in 2027.
func TestTheYearsAreAsComputedByHand(t *testing.T) {
	r := byHandStudy(t, byHandText, Options{Runs: 1}).Run(nil)
	o := r.Areas[0].AsTried
	for year, want := range map[int]float64{2024: 200, 2025: 200, 2026: 200, 2027: 185, 2028: 171.5, 2029: 159.35, 2030: 148.415, 2031: 138.5735} {
		if got := o.Expected.persons[labour][year-o.First]; math.Abs(got-want) > 1e-9 {
			t.Errorf("%d: %v persons outside the labour market, by hand %v", year, got, want)
		}
	}
	for year, want := range map[int]float64{2028: 38.5, 2029: 35.65, 2031: 30.7765, 2032: 28.69885} {
		for _, m := range o.Margins {
			if m.Year == year && m.List == lists.PreventionArea && m.Criterion == labour && math.Abs(m.Value-want) > 1e-9 {
				t.Errorf("list of %d: %v%%, by hand %v", year, m.Value, want)
			}
		}
	}
	l := byHandStudy(t, byHandText, Options{Runs: 1}).rules.index(lists.PreventionArea)
	for year, want := range map[int]bool{2025: true, 2028: true, 2031: true, 2032: false} {
		if got := o.Expected.answers[year-o.First].on&(1<<l) != 0; got != want {
			t.Errorf("list of %d: on %v, by hand %v", year, got, want)
		}
	}
}

// In the list of 2031 the mean is 30.7765: 2 · 500 · 0.7765/100 = 7.765, so
// eight persons fewer in 2030 turn the criterion.
func TestTheMarginIsAsComputedByHand(t *testing.T) {
	o := byHandStudy(t, byHandText, Options{Runs: 1}).Run(nil).Areas[0].AsTried
	for _, m := range o.Margins {
		if m.Year == 2031 && m.List == lists.PreventionArea && m.Criterion == labour && (m.Persons != 8 || !m.Met) {
			t.Errorf("%d persons, met %v; by hand 8, met", m.Persons, m.Met)
		}
	}
}

// With n of ten lettings flexible the mean of 2030 and 2031 is
// 40 − 1.130115·n per cent: nine bring it to 29.83, eight leave it at 30.96.
func TestTheInverseIsAsComputedByHand(t *testing.T) {
	s := byHandStudy(t, byHandText, Options{Runs: 1})
	r := s.Run(nil)
	l := s.rules.index(lists.PreventionArea)
	for _, x := range r.Areas[0].Inverse {
		if x.List != l {
			continue
		}
		if want := map[bool]int{false: 9, true: 1}[x.Most]; x.N != want {
			t.Errorf("most %v: %d lettings, by hand %d", x.Most, x.N, want)
		}
	}
}

// Ten lettings go from the waiting list to flexible letting: five are made in
// the rest of the city instead of flexible ones, five households wait. The
// group in work gets 10 + 10 − 5 = 15 homes a year, the other 10 + 10 − 5.
func TestTheQueueIsAsComputedByHand(t *testing.T) {
	r := byHandStudy(t, byHandText, Options{Runs: 1}).Run(nil)
	if len(r.Moves) != 2 || r.Moves[0] != (Move{"A", Rest, 0, 5}) || r.Moves[1] != (Move{"A", Waits, 0, 5}) {
		t.Fatalf("moves %v", r.Moves)
	}
	like, work := r.Queues[0], r.Queues[1]
	// like: 100 + 20 − 20 = 100 as today every year; tried 2025: 100, then +5 a year.
	if got := like.Today[7]; got.Waiting != 100 || got.Wait != 5 {
		t.Errorf("like, as today: %+v", got)
	}
	if got := like.Tried[2]; got.Year != 2027 || got.Lettings != 15 || got.Waiting != 110 || got.Wait != 110.0/15 {
		t.Errorf("like, as tried: %+v", got)
	}
	// work: 300·0.9 + 30 − 10 = 290, then 290·0.9 + 30 − 15 = 276.
	if got := work.Tried[1]; got.Lettings != 15 || math.Abs(got.Waiting-276) > 1e-9 || math.Abs(got.Wait-math.Log(1+0.1*276/15)/0.1) > 1e-9 {
		t.Errorf("work, as tried: %+v", got)
	}
}
