package letting

import (
	"bytes"
	"encoding/csv"
	"strconv"
)

// fewest is the smallest count of convicted persons that any output tells.
const fewest = 5

// tables are the tables of the folder: name to rows, the header first.
func (r *Result) tables() map[string][][]string {
	return map[string][][]string{
		"letting": r.lettingTable(func(a *AreaResult) *Outlook { return a.AsTried }),
		"today":   r.lettingTable(func(a *AreaResult) *Outlook { return a.AsToday }),
		"persons": r.personsTable(), "margins": r.marginsTable(), "inverse": r.inverseTable(),
		"queues": r.queuesTable(), "moves": r.movesTable(), "lettings": r.lettingsTable(),
	}
}

func csvText(rows [][]string) ([]byte, error) {
	var b bytes.Buffer
	w := csv.NewWriter(&b)
	err := w.WriteAll(rows)
	return b.Bytes(), err
}

// lettingTable is the probability of each list, from that of the last year on
// file to the last.
func (r *Result) lettingTable(of func(*AreaResult) *Outlook) [][]string {
	rows := [][]string{{"area", "year", "list", "probability"}}
	for i := range r.Areas {
		a := &r.Areas[i]
		o := of(a)
		for y := a.Base; y <= r.Options.Until; y++ {
			for l, id := range r.Lists {
				rows = append(rows, []string{a.Area.Code.Code, strconv.Itoa(y), string(id), exact(o.List[l][y-o.First])})
			}
		}
	}
	return rows
}

// personsTable is who is counted under each criterion as tried, with the range
// of nine runs in ten. Income is in per cent of the region's. Counts of
// convicted persons below fewest are left empty.
func (r *Result) personsTable() [][]string {
	rows := [][]string{{"area", "year", "criterion", "expected", "low", "high"}}
	for i := range r.Areas {
		a := &r.Areas[i]
		for y := a.Base; y <= r.Options.Until; y++ {
			for k, name := range criterionNames {
				s := a.AsTried.Persons[k][y-a.AsTried.First]
				if k == origin && r.Assumptions.Origin != OriginState || s.Expected != s.Expected {
					continue
				}
				row := []string{a.Area.Code.Code, strconv.Itoa(y), name, exact(s.Expected), exact(s.Low), exact(s.High)}
				if k == convicted {
					hideSmall(row[3:], s)
				}
				rows = append(rows, row)
			}
		}
	}
	return rows
}

// hideSmall empties the cells of counts below fewest, and all three where the
// expectation is below.
func hideSmall(cells []string, s Spread) {
	for i, n := range []float64{s.Expected, s.Low, s.High} {
		if min(n, s.Expected) < fewest {
			cells[i] = ""
		}
	}
}

// marginsTable is how far the expected figures lie from each limit, as tried.
func (r *Result) marginsTable() [][]string {
	rows := [][]string{{"area", "year", "list", "criterion", "value", "limit", "met", "margin_persons"}}
	for i := range r.Areas {
		a := &r.Areas[i]
		for _, m := range a.AsTried.Margins {
			persons := ""
			if m.Persons >= 0 && !a.AsTried.small(&m) {
				persons = strconv.Itoa(m.Persons)
			}
			met := map[bool]string{true: "yes", false: "no"}[m.Met]
			rows = append(rows, []string{a.Area.Code.Code, strconv.Itoa(m.Year), string(m.List), criterionNames[m.Criterion], exact(m.Value), exact(m.Limit), met, persons})
		}
	}
	return rows
}

// small tells whether a margin rests on fewer convicted persons than may be
// told.
func (o *Outlook) small(m *Margin) bool {
	return m.Criterion == convicted && o.Expected.persons[convicted][m.Year-1-o.First] < fewest
}

func (r *Result) inverseTable() [][]string {
	rows := [][]string{{"area", "list", "year", "letting_type", "lettings_per_year", "reason"}}
	for i := range r.Areas {
		for _, x := range r.Areas[i].Inverse {
			n, reason := "", string(x.Reason)
			if x.N >= 0 {
				n = strconv.Itoa(x.N)
			}
			if x.Reason == Fickle {
				reason += ":" + strconv.Itoa(x.Fails)
			}
			if x.Most && x.Reason == Fickle {
				reason = "at_most_" + reason
			}
			rows = append(rows, []string{r.Areas[i].Area.Code.Code, r.listName(x.List), strconv.Itoa(x.Year), r.Assumptions.Types[x.Type].ID, n, reason})
		}
	}
	return rows
}

// listName is the code of a list; the one after the last is any of §§ 61 a, 61 b.
func (r *Result) listName(l int) string {
	if l == len(r.Lists) {
		return Any
	}
	return string(r.Lists[l])
}

func (r *Result) queuesTable() [][]string {
	rows := [][]string{{"group", "year", "lettings_today", "lettings_tried", "waiting_today", "waiting_tried", "years_to_wait_today", "years_to_wait_tried", "unfilled_today", "unfilled_tried"}}
	for _, q := range r.Queues {
		for i, t := range q.Today {
			u := q.Tried[i]
			rows = append(rows, []string{r.Assumptions.Groups[q.Group].ID, strconv.Itoa(t.Year), exact(t.Lettings), exact(u.Lettings),
				exact(t.Waiting), exact(u.Waiting), exact(t.Wait), exact(u.Wait), exact(t.Short), exact(u.Short)})
		}
	}
	return rows
}

func (r *Result) movesTable() [][]string {
	rows := [][]string{{"from", "to", "letting_type", "households_per_year"}}
	for _, m := range r.Moves {
		rows = append(rows, []string{m.From, m.To, r.Assumptions.Types[m.Type].ID, strconv.Itoa(m.Households)})
	}
	return rows
}

// lettingsTable is how many lettings a year each area makes of each type.
func (r *Result) lettingsTable() [][]string {
	rows := [][]string{{"area", "letting_type", "today", "tried"}}
	for i := range r.Areas {
		a := &r.Areas[i]
		for k, t := range r.Assumptions.Types {
			rows = append(rows, []string{a.Area.Code.Code, t.ID, strconv.Itoa(a.Today[k]), strconv.Itoa(a.Tried[k])})
		}
	}
	return rows
}
