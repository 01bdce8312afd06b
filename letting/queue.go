package letting

import "math"

// Queue is what the lettings mean for one group of the waiting list, over all
// housing areas of the folder and the rest of the city.
type Queue struct {
	Group        int // index in Assumptions.Groups
	Today, Tried []QueueYear
}

// QueueYear is one year of a group's queue. Wait is the expected time until an
// offer for a household that joins at the end of that year, in years; infinite
// where no homes are let to the group.
type QueueYear struct {
	Year     int
	Lettings float64
	Waiting  float64 // at the end of the year
	Short    float64 // lettings for which nobody of the group is left
	Wait     float64
}

// queues works out every group's queue from the year before the first tried
// lettings to the last list. With w waiting, a arrivals, s lettings and the
// share g that gives up in a year:
//
//	w' = w·(1 − g) + a − s,      never below 0
//	wait = ln(1 + g·w/s)/g,      w/s where nobody gives up
//
// the time in which s offers a year, and those who give up, use up the w
// households in front.
func (s *Study) queues() []Queue {
	var today, tried []int
	for k := range s.assume.Types {
		today, tried = append(today, 0), append(tried, s.rest[k])
		for _, a := range s.areas {
			today[k] += a.today[k]
			tried[k] += a.tried[k]
		}
	}
	for k, n := range apportion(s.assume.Elsewhere.Lettings, s.assume.Elsewhere.Today) {
		today[k] += n
	}
	var out []Queue
	for g := range s.assume.Groups {
		out = append(out, Queue{g, s.queue(g, today, today), s.queue(g, today, tried)})
	}
	return out
}

// queue is one group's queue under lettings by type, today's before the first
// tried year.
func (s *Study) queue(g int, today, tried []int) []QueueYear {
	group := &s.assume.Groups[g]
	waiting := group.Waiting
	var out []QueueYear
	for y := s.assume.TriedFrom - 1; y <= s.options.Until; y++ {
		x := QueueYear{Year: y, Lettings: s.toGroup(g, tried)}
		if y < s.assume.TriedFrom {
			x.Lettings = s.toGroup(g, today)
		}
		left := float64(waiting*(1-group.GiveUp)) + group.Arrivals
		x.Short = max(0, x.Lettings-left)
		waiting = max(0, left-x.Lettings)
		x.Waiting, x.Wait = waiting, wait(waiting, x.Lettings, group.GiveUp)
		out = append(out, x)
	}
	return out
}

// toGroup is how many of the lettings go to a group.
func (s *Study) toGroup(g int, lettings []int) float64 {
	sum := 0.0
	for k, n := range lettings {
		sum += float64(float64(n) * s.assume.Types[k].From[g])
	}
	return sum
}

func wait(w, s, g float64) float64 {
	switch {
	case w == 0:
		return 0
	case s == 0:
		return math.Inf(1)
	case g == 0:
		return w / s
	}
	return math.Log1p(g*w/s) / g
}
