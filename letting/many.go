package letting

// many walks one run for every number of lettings of a type. Who moves in is
// summed once: with n lettings of the type it is the sum for n − 1, less what
// letting n would bring otherwise, and what it brings now.
type many struct {
	*walker
	flows         []flow
	today, others []int
	letting       int
	moving        [][criteria][]float64 // by number of lettings, criterion and year
	asked         []int                 // years whose lists the goal needs
}

func (s *Study) newMany(a *area, flows []flow, today, others []int, k int) *many {
	m := &many{walker: s.newWalker(a), flows: flows, today: today, others: others, letting: k, moving: make([][criteria][]float64, len(flows))}
	for n := range m.moving {
		for c := range criteria {
			m.moving[n][c] = make([]float64, len(a.known.residents))
		}
	}
	for _, y := range s.assume.Goal.Years {
		m.asked = append(m.asked, a.year(y))
	}
	if s.assume.Goal.EveryYear {
		m.asked = m.years
	}
	return m
}

func (m *many) run(run int, t score) {
	m.begin(run)
	for k := range criteria {
		if m.a.last[k] < 0 {
			continue
		}
		for i := m.a.last[k]; i < len(m.c.residents)-1; i++ {
			m.sum(k, i)
		}
	}
	for n := range m.flows {
		m.walk(&m.flows[n], &m.moving[n], m.asked)
		t[n].goals(&m.c)
	}
}

// sum fills who of criterion k moves in with the lettings of year i, for every
// number of lettings of the type.
func (m *many) sum(k, i int) {
	if k == income {
		for n := range m.moving {
			m.moving[n][k][i] = m.flows[n].brought[k][i] * m.chance.off[k]
		}
		return
	}
	tried := m.a.first+i >= m.assume.TriedFrom
	types, in := m.today, 0.0
	if tried {
		types = m.others
	}
	for j, t := range types {
		in += m.bring(k, i, j, &m.profiles[t])
	}
	m.moving[0][k][i] = in
	for n := 1; n < len(m.moving); n++ {
		if tried {
			in += m.bring(k, i, n-1, &m.profiles[m.letting]) - m.bring(k, i, n-1, &m.profiles[types[n-1]])
		}
		m.moving[n][k][i] = in
	}
}
