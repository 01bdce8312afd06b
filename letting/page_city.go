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
		row := queueRow{Name: p.r.Assumptions.Groups[q.Group].Name.In(p.Language()),
			Lettings: p.Number(t.Lettings, 0), LettingsTried: p.Number(u.Lettings, 0), Waiting: p.Number(t.Waiting, 0), WaitingTried: p.Number(u.Waiting, 0),
			Wait: p.years(t.Wait), WaitTried: p.years(u.Wait), Change: p.change(u.Wait - t.Wait)}
		for i := range q.Tried {
			if row.Short == "" && q.Tried[i].Short > 0 {
				row.Short = p.T("queue.short", "year", q.Tried[i].Year)
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
		p.Moves = append(p.Moves, moveRow{p.place(m.From), p.r.Assumptions.Types[m.Type].Name.In(p.Language()), p.place(m.To), p.Number(float64(m.Households), 0)})
	}
	p.MovesSum = p.T("moves.sum", "lost", p.Number(float64(lost), 0), "moved", p.Number(float64(moved), 0), "wait", p.Number(float64(lost-moved), 0))
	if lost == 0 {
		p.MovesSum = p.T("moves.none")
	}
}

func (p *page) years(v float64) string {
	if math.IsInf(v, 1) {
		return p.T("queue.never")
	}
	return p.Number(v, 1)
}

// change says a change of waiting time, in months.
func (p *page) change(years float64) string {
	months := int(math.Floor(math.Abs(12*years) + 0.5))
	switch {
	case years != years || math.IsInf(years, 0):
		return "–"
	case months == 0:
		return p.T("queue.same")
	case years > 0:
		return p.Count("queue.longer", months)
	}
	return p.Count("queue.shorter", months)
}

// typeRow is one way of letting; groupRow one group of the waiting list.
type (
	typeRow  struct{ Name, Paragraph, From string }
	groupRow struct{ Name, Waiting, Arrivals, Persons, Labour, Education, Convicted, Income string }
)

func (p *page) assumed() {
	a := p.r.Assumptions
	share := func(v float64, d int) string { return p.Number(100*v, d) }
	for _, t := range a.Types {
		var from []string
		for g, v := range t.From {
			if v > 0 {
				from = append(from, a.Groups[g].Name.In(p.Language())+" "+share(v, 0)+p.T("percent"))
			}
		}
		p.Types = append(p.Types, typeRow{t.Name.In(p.Language()), t.Paragraph, strings.Join(from, " · ")})
	}
	for _, g := range a.Groups {
		p.Groups = append(p.Groups, groupRow{g.Name.In(p.Language()), p.Number(g.Waiting, 0), p.Number(g.Arrivals, 0), p.Number(g.Household.Persons, 1),
			share(g.Labour, 0), share(g.Education, 0), share(g.Convicted, 1), p.Number(g.Income, 0)})
	}
	goal := p.T("goal.expectation")
	if a.Goal.Probability > 0 {
		goal = p.T("goal.probability", "p", share(a.Goal.Probability, 0))
	}
	holds := "goal.in_that_year"
	if a.Goal.EveryYear {
		holds = "goal.every_year"
	}
	p.Facts = []fact{
		{p.T("fact.goal"), goal + " " + p.T(holds, "next", a.TriedFrom+1)},
		{p.T("fact.origin"), p.T("origin." + string(a.Origin))},
		{p.T("fact.elsewhere"), p.T("elsewhere.text", "p", share(a.Elsewhere.Share, 0), "n", p.Number(float64(a.Elsewhere.Lettings), 0))},
		{p.T("fact.off"), p.T("off.text", "p", share(a.Uncertain, 0))},
		{p.T("fact.title"), a.Title.In(p.Language()) + " (" + a.ID + ", " + strconv.Itoa(a.TriedFrom) + ")"},
	}
}
