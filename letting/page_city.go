package letting

import (
	"math"
	"strconv"
	"strings"
)

// queueRow is one group of the waiting list.
type queueRow struct {
	Name, Lettings, LettingsTried string
	Waiting, WaitingTried         string
	Wait, WaitTried, Change       string
	Short                         string
}

// moveRow is one move of lettings between areas.
type moveRow struct{ From, Type, To, N string }

func (p *page) waiting() {
	for _, q := range p.r.Queues {
		last := len(q.Today) - 1
		t, u := q.Today[last], q.Tried[last]
		row := queueRow{Name: p.r.Assumptions.Groups[q.Group].Name.In(p.lang),
			Lettings: p.whole(t.Lettings), LettingsTried: p.whole(u.Lettings), Waiting: p.whole(t.Waiting), WaitingTried: p.whole(u.Waiting),
			Wait: p.years(t.Wait), WaitTried: p.years(u.Wait), Change: p.change(u.Wait - t.Wait)}
		for i := range q.Tried {
			if row.Short == "" && q.Tried[i].Short > 0 {
				row.Short = p.say("queue.short", "year", q.Tried[i].Year)
			}
		}
		p.Queues = append(p.Queues, row)
	}
	lost, moved := 0, 0
	for _, m := range p.r.Moves {
		lost += m.Households
		if m.To != Waits {
			moved += m.Households
		}
		p.Moves = append(p.Moves, moveRow{p.place(m.From), p.r.Assumptions.Types[m.Type].Name.In(p.lang), p.place(m.To), p.whole(float64(m.Households))})
	}
	p.MovesSum = p.say("moves.sum", "lost", p.whole(float64(lost)), "moved", p.whole(float64(moved)), "wait", p.whole(float64(lost-moved)))
	if lost == 0 {
		p.MovesSum = p.say("moves.none")
	}
}

func (p *page) years(v float64) string {
	if math.IsInf(v, 1) {
		return p.say("queue.never")
	}
	return figure(p.lang, v, 1)
}

// change says a change of waiting time, in months.
func (p *page) change(years float64) string {
	months := int(math.Floor(math.Abs(12*years) + 0.5))
	switch {
	case years != years || math.IsInf(years, 0):
		return "–"
	case months == 0:
		return p.say("queue.same")
	case years > 0:
		return p.count("queue.longer", months)
	}
	return p.count("queue.shorter", months)
}

// typeRow is one way of letting; groupRow one group of the waiting list.
type (
	typeRow  struct{ Name, Paragraph, From string }
	groupRow struct{ Name, Waiting, Arrivals, Persons, Labour, Education, Convicted, Income string }
)

func (p *page) assumed() {
	a := p.r.Assumptions
	share := func(v float64, d int) string { return figure(p.lang, 100*v, d) }
	for _, t := range a.Types {
		var from []string
		for g, v := range t.From {
			if v > 0 {
				from = append(from, a.Groups[g].Name.In(p.lang)+" "+share(v, 0)+p.say("percent"))
			}
		}
		p.Types = append(p.Types, typeRow{t.Name.In(p.lang), t.Paragraph, strings.Join(from, " · ")})
	}
	for _, g := range a.Groups {
		p.Groups = append(p.Groups, groupRow{g.Name.In(p.lang), p.whole(g.Waiting), p.whole(g.Arrivals), figure(p.lang, g.Household.Persons, 1),
			share(g.Labour, 0), share(g.Education, 0), share(g.Convicted, 1), p.whole(g.Income)})
	}
	goal := p.say("goal.expectation")
	if a.Goal.Probability > 0 {
		goal = p.say("goal.probability", "p", share(a.Goal.Probability, 0))
	}
	holds := "goal.in_that_year"
	if a.Goal.EveryYear {
		holds = "goal.every_year"
	}
	p.Facts = []fact{
		{p.say("fact.goal"), goal + " " + p.say(holds, "next", a.TriedFrom+1)},
		{p.say("fact.origin"), p.say("origin." + string(a.Origin))},
		{p.say("fact.elsewhere"), p.say("elsewhere.text", "p", share(a.Elsewhere.Share, 0), "n", p.whole(float64(a.Elsewhere.Lettings)))},
		{p.say("fact.off"), p.say("off.text", "p", share(a.Uncertain, 0))},
		{p.say("fact.title"), a.Title.In(p.lang) + " (" + a.ID + ", " + strconv.Itoa(a.TriedFrom) + ")"},
	}
}
