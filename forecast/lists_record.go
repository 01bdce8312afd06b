package forecast

import (
	"math"
	"math/rand/v2"
	"slices"

	"byblik/catalog"
	"byblik/lists"
	"byblik/screen"
)

// recordRuns are the draws of one forecast in the record of whole lists. So few
// add p(1 − p)/recordRuns to the model's Brier score, at most 0.0005.
const recordRuns = 500

// ListsRecord is the record on whole lists of a folder's own history: each list
// that is over, forecast from what was known right after the list before. One
// rule set holds for all years, that of the list of in.Year, so that a change of
// the law is no forecasting error. Areas that no figure of the year could bring
// onto a list, and lists whose answer or forerunner is open, are not asked about.
func ListsRecord(in Input) (*BackTest, error) { return listsRecord(in, recordRuns, strayRuns) }

func listsRecord(in Input, runs, strays int) (*BackTest, error) {
	b := &BackTest{ID: "housing-lists", Title: catalog.Text{Da: "Boligområderne i mappen, hele lister", En: "The folder's housing areas, whole lists"}, Titles: map[string]catalog.Text{}, Lists: true, Fitted: in.Delivery.Invented()}
	set := in.Book.RuleSet(in.Year)
	if set == nil {
		return b, nil
	}
	book, err := in.Book.Under(set.ID)
	if err != nil {
		return nil, err
	}
	for _, l := range set.Lists.Lists {
		b.Titles[l.ID] = l.Name
	}
	t := &listTrials{record: b, book: book, delivery: in.Delivery, seed: in.Seed, workers: in.Workers, runs: runs, strays: strays, lessons: map[lists.ListID]*lesson{}}
	years := in.Delivery.Years()
	for _, year := range years {
		if err := t.year(year, year >= years[0]+leastHistory); err != nil {
			return nil, err
		}
	}
	return b, nil
}

// leastHistory is how many years must lie before a list that is asked about.
const leastHistory = 3

// listTrials walks through the years and remembers what they teach.
type listTrials struct {
	record   *BackTest
	book     *lists.Book
	delivery *lists.Delivery
	seed     uint64
	workers  int
	runs     int // draws of each forecast
	strays   int // draws of lines with their errors
	lessons  map[lists.ListID]*lesson
}

// lesson holds distances before a list and what became of it, for the logistic
// regression.
type lesson struct {
	x   []float64
	yes []bool
}

// asking is one list of one area in the year that is forecast.
type asking struct {
	place    int // in the delivery
	list     lists.ListID
	distance float64 // on the list before
	before   screen.Answer
	yes      bool
}

// year asks about the lists of one year, if it may, and then learns from them.
func (t *listTrials) year(year int, ask bool) error {
	asked, err := t.askings(year)
	if err != nil || len(asked) == 0 {
		return err
	}
	if ask {
		if err := t.forecast(year, asked); err != nil {
			return err
		}
	}
	for _, q := range asked {
		if t.lessons[q.list] == nil {
			t.lessons[q.list] = &lesson{}
		}
		t.lessons[q.list].x = append(t.lessons[q.list].x, q.distance)
		t.lessons[q.list].yes = append(t.lessons[q.list].yes, q.yes)
	}
	return nil
}

// askings are the lists of a year whose answer is known and whose forerunner
// left it open what would come.
func (t *listTrials) askings(year int) ([]asking, error) {
	register := t.book.Over(t.delivery)
	var out []asking
	for i := range t.delivery.Areas {
		a := &t.delivery.Areas[i]
		if !register.Listed(a.Code, year) || !register.Listed(a.Code, year-1) {
			continue
		}
		now, err := register.Standing(a, year)
		if err != nil {
			return nil, err
		}
		before, err := register.Standing(a, year-1)
		if err != nil {
			return nil, err
		}
		for j := range now.Results {
			r, b := &now.Results[j], before.Result(now.Results[j].List)
			d := NearPoints * b.Distance(before)
			if r.On.Known() && b.On.Known() && !math.IsNaN(d) && !math.IsInf(d, 0) {
				out = append(out, asking{i, r.List, d, b.On, r.On == screen.Yes})
			}
		}
	}
	return out, nil
}

// forecast answers the questions of one year in every way there is.
func (t *listTrials) forecast(year int, asked []asking) error {
	in := Input{Delivery: Before(t.delivery, year), Book: t.book, Year: year, Runs: t.runs, Seed: t.seed, Workers: t.workers}
	december, err := Forecast(in)
	if err != nil {
		return err
	}
	lines, err := newLined(in, t.strays)
	if err != nil {
		return err
	}
	for _, q := range asked {
		area := &t.delivery.Areas[q.place]
		i := slices.IndexFunc(december.Areas, func(a AreaChances) bool { return a.Code == area.Code })
		if i < 0 {
			continue
		}
		j := slices.IndexFunc(december.Areas[i].Lists, func(l ListChance) bool { return l.List == q.list })
		c := december.Areas[i].Lists[j]
		x := Trial{Series: string(q.list), Area: area.Code.Code, Group: q.place, Year: year, Margin: q.distance, Yes: q.yes, P: map[Forecaster]float64{
			Ours: c.Yes + c.Unsettled/2, SameAgain: chanceOf(q.before), Line: lines.chance(q.place, q.list), LineError: lines.chanceWithErrors(q.place, q.list), Logistic: 0.5}}
		if l := t.lessons[q.list]; l != nil {
			x.P[Logistic] = fitLogistic(l.x, l.yes).at(q.distance)
		}
		t.record.Trials = append(t.record.Trials, x)
	}
	if t.record.From == 0 {
		t.record.From = year
	}
	t.record.To = year
	return nil
}

// chanceOf is the probability that an answer stands for; an open one is a half.
func chanceOf(a screen.Answer) float64 {
	switch a {
	case screen.Yes:
		return 1
	case screen.No:
		return 0
	}
	return 0.5
}

// lined answers for whole lists with straight lines: every figure that is not
// there yet lies on its area's own line, or strays from it as lines did before.
type lined struct {
	plan   *planned
	errors []float64 // by quantity
	ahead  map[lined1]float64
	strays map[lined1]float64
}

type lined1 struct {
	place int
	list  lists.ListID
}

// strayRuns are the draws of lines with their errors.
const strayRuns = 200

func newLined(in Input, strays int) (*lined, error) {
	p, err := plan(in)
	if err != nil {
		return nil, err
	}
	l := &lined{plan: p, errors: make([]float64, len(p.quantities)), ahead: map[lined1]float64{}, strays: map[lined1]float64{}}
	for k, q := range p.quantities {
		if q.fit != nil {
			l.errors[k], _ = q.fit.series.lineErrors()
		}
	}
	r := stream(in.Seed, in.Year, 0)
	if err := l.add(nil, l.ahead, 1); err != nil {
		return nil, err
	}
	for range strays {
		if err := l.add(r, l.strays, float64(strays)); err != nil {
			return nil, err
		}
	}
	return l, nil
}

// add judges all areas once along their lines and takes the answers in.
func (l *lined) add(r *rand.Rand, into map[lined1]float64, of float64) error {
	d := *l.plan.delivery
	d.References = l.plan.references.line()
	register := l.plan.in.Book.Over(&d)
	for i := range l.plan.areas {
		a := &l.plan.areas[i]
		s, err := register.Standing(l.along(a, d.References, r), l.plan.in.Year)
		if err != nil {
			return err
		}
		for j := range s.Results {
			into[lined1{a.place, s.Results[j].List}] += chanceOf(s.Results[j].On) / of
		}
	}
	return nil
}

// along gives an area with its open figures on its lines.
func (l *lined) along(a *open, refs *lists.References, r *rand.Rand) *lists.HousingArea {
	b := a.area
	b.Years = slices.Clone(a.area.Years)
	for k, q := range l.plan.quantities {
		for t := range l.plan.years[k] {
			x, ok := q.fit.series.lineAhead(a.place, t+1)
			if !ok {
				continue
			}
			if r != nil {
				x += float64(l.errors[k] * r.NormFloat64())
			}
			if x = max(x, 0); q.fit.series.Scale == Share {
				x = min(x, 100)
			}
			put(&b, a, q.id, l.plan.first[k]+t, x, refs)
		}
	}
	return &b
}

func (l *lined) chance(place int, list lists.ListID) float64 { return l.ahead[lined1{place, list}] }

// chanceWithErrors is a share of draws, which sums of floats exceed by a hair.
func (l *lined) chanceWithErrors(place int, list lists.ListID) float64 {
	return min(l.strays[lined1{place, list}], 1)
}
