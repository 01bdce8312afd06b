package stress

import (
	"math"

	"byblik"
)

// joiner says which areas lie inside zones, given the flags: designate.Propose
// without the splitting, the ids and the names, none of which moves an area in
// or out. It is shared by all workers.
type joiner struct {
	residents []float64 // unknown counts as none
	small     []bool    // too few residents to be screened
	listed    []bool    // holds a listed housing area
	first     []int32   // borders of area v are first[v] to first[v+1]
	to        []int32
	shared    []float64 // metres
	joins     []bool
	outline   []float64
	enclose   bool
	share     float64 // of the outline
	score     float64
	zoneOf    []int32   // zone of the screening itself, −1 outside
	part      []float64 // an area's part of its zone's residents
	zones     int
}

func newJoiner(c *City, base *Outcome) *joiner {
	n, r := len(c.Panel.Areas), c.Zones.Rules
	j := &joiner{residents: make([]float64, n), small: make([]bool, n), listed: make([]bool, n), first: make([]int32, 1, n+1),
		outline: make([]float64, n), enclose: r.Enclose, share: r.EnclosedShare, score: r.EnclosedScore}
	for v := range n {
		if x := base.Screening.Areas[v].Residents; !math.IsNaN(x) {
			j.residents[v] = x
		}
		j.small[v], j.outline[v] = j.residents[v] < r.SmallArea, c.Zones.Borders.Perimeter(v)
		for _, b := range c.Zones.Borders.Of(v) {
			j.to, j.shared, j.joins = append(j.to, int32(b.To)), append(j.shared, b.Shared), append(j.joins, b.Joins(r.MinBorder))
		}
		j.first = append(j.first, int32(len(j.to)))
	}
	for _, l := range c.Zones.Listed {
		for _, h := range l.Areas {
			j.listed[h.Area] = true
		}
	}
	j.noteZones(c, base)
	return j
}

// noteZones keeps the zones of the screening itself, whose fate is followed.
func (j *joiner) noteZones(c *City, base *Outcome) {
	n := len(c.Panel.Areas)
	j.zoneOf, j.part, j.zones = make([]int32, n), make([]float64, n), len(base.Proposal.Zones)
	at := make(map[byblik.AreaCode]int, n)
	for v, a := range c.Panel.Areas {
		at[a.Code], j.zoneOf[v] = v, -1
	}
	for z, zone := range base.Proposal.Zones {
		for _, m := range zone.Members {
			v := at[m.Area]
			j.zoneOf[v], j.part[v] = int32(z), 1/float64(len(zone.Members))
			if zone.Residents > 0 {
				j.part[v] = j.residents[v] / zone.Residents
			}
		}
	}
}

// hand is the memory that one worker joins with.
type hand struct {
	*joiner
	inside []bool
	queue  []int32
	waits  []bool
	label  []int32
	total  []float64
	stands []bool
}

func (j *joiner) newHand() *hand {
	n := len(j.residents)
	return &hand{joiner: j, inside: make([]bool, n), waits: make([]bool, n), label: make([]int32, n)}
}

// decide fills in who is inside. score is asked only for areas that might be
// enclosed; enclosed says whether such areas come inside.
func (h *hand) decide(flagged []bool, enclosed bool, least float64, score func(v int) float64) []bool {
	for v, f := range flagged {
		h.inside[v] = f || h.listed[v]
	}
	if h.enclose && enclosed {
		h.addEnclosed(score)
	}
	h.group()
	for v, in := range h.inside {
		if in {
			l := h.label[v]
			h.inside[v] = h.stands[l] || !(h.total[l] < least)
		}
	}
	return h.inside
}

// addEnclosed takes in surrounded areas until none is left. Coming inside only
// ever adds to the shares of others, so any order gives the same outcome.
func (h *hand) addEnclosed(score func(v int) float64) {
	h.queue = h.queue[:0]
	clear(h.waits)
	for v, in := range h.inside {
		if in {
			h.askAround(v)
		}
	}
	for len(h.queue) > 0 {
		v := int(h.queue[len(h.queue)-1])
		h.queue = h.queue[:len(h.queue)-1]
		h.waits[v] = false
		if !h.inside[v] && h.surrounded(v) && (h.small[v] || score(v) > h.joiner.score) {
			h.inside[v] = true
			h.askAround(v)
		}
	}
}

func (h *hand) askAround(v int) {
	for _, w := range h.to[h.first[v]:h.first[v+1]] {
		if !h.inside[w] && !h.waits[w] {
			h.waits[w] = true
			h.queue = append(h.queue, w)
		}
	}
}

func (h *hand) surrounded(v int) bool {
	length, joined := 0.0, false
	for e := h.first[v]; e < h.first[v+1]; e++ {
		if h.inside[h.to[e]] {
			length += h.shared[e]
			joined = joined || h.joins[e]
		}
	}
	return joined && h.outline[v] > 0 && length >= h.share*h.outline[v]
}

// group labels the areas inside that hang together, and sums their residents
// in the order of the areas.
func (h *hand) group() {
	h.total, h.stands = h.total[:0], h.stands[:0]
	for v := range h.label {
		h.label[v] = -1
	}
	for v, in := range h.inside {
		if !in || h.label[v] >= 0 {
			continue
		}
		l := int32(len(h.total))
		h.total, h.stands = append(h.total, 0), append(h.stands, false)
		h.label[v] = l
		h.queue = append(h.queue[:0], int32(v))
		for len(h.queue) > 0 {
			u := h.queue[len(h.queue)-1]
			h.queue = h.queue[:len(h.queue)-1]
			for e := h.first[u]; e < h.first[u+1]; e++ {
				if w := h.to[e]; h.joins[e] && h.inside[w] && h.label[w] < 0 {
					h.label[w] = l
					h.queue = append(h.queue, w)
				}
			}
		}
	}
	for v, l := range h.label {
		if l >= 0 {
			h.total[l] += h.residents[v]
			h.stands[l] = h.stands[l] || h.listed[v]
		}
	}
}

// staying adds up which part of each zone's residents is inside.
func (h *hand) staying(parts []float64) {
	clear(parts)
	for v, z := range h.zoneOf {
		if z >= 0 && h.inside[v] {
			parts[z] += h.part[v]
		}
	}
}
