package web

import (
	"fmt"
	"io"
	"maps"
	"slices"
	"sync"
	"time"
)

// metrics counts answers, in the text format of Prometheus. Labels are the
// site's own words only: nothing that a reader sends becomes a label.
type metrics struct {
	mu      sync.Mutex
	answers map[answered]int
	took    [len(bounds) + 1]int
	seconds float64
}

type answered struct {
	page   string
	form   form
	status int
}

// bounds of the histogram of times, in seconds.
var bounds = [...]float64{0.001, 0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1}

func (m *metrics) note(a answered, took time.Duration) {
	s := took.Seconds()
	i := 0
	for i < len(bounds) && s > bounds[i] {
		i++
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.answers == nil {
		m.answers = map[answered]int{}
	}
	m.answers[a]++
	m.took[i]++
	m.seconds += s
}

func (m *metrics) write(w io.Writer, visible int) {
	m.mu.Lock()
	defer m.mu.Unlock()
	fmt.Fprint(w, "# HELP byblik_answers_total Answers by page, form and status.\n# TYPE byblik_answers_total counter\n")
	order := slices.SortedFunc(maps.Keys(m.answers), func(a, b answered) int {
		return slices.Compare([]string{a.page, string(a.form), fmt.Sprint(a.status)}, []string{b.page, string(b.form), fmt.Sprint(b.status)})
	})
	for _, a := range order {
		fmt.Fprintf(w, "byblik_answers_total{page=%q,form=%q,status=\"%d\"} %d\n", a.page, a.form, a.status, m.answers[a])
	}
	fmt.Fprint(w, "# HELP byblik_answer_seconds Time from request to answer.\n# TYPE byblik_answer_seconds histogram\n")
	sum := 0
	for i, n := range m.took {
		sum += n
		bound := "+Inf"
		if i < len(bounds) {
			bound = fmt.Sprint(bounds[i])
		}
		fmt.Fprintf(w, "byblik_answer_seconds_bucket{le=%q} %d\n", bound, sum)
	}
	fmt.Fprintf(w, "byblik_answer_seconds_sum %g\nbyblik_answer_seconds_count %d\n", m.seconds, sum)
	fmt.Fprintf(w, "# HELP byblik_releases_visible Releases that are public now.\n# TYPE byblik_releases_visible gauge\nbyblik_releases_visible %d\n", visible)
}
