package minby

import "slices"

// Answer is one answer to the yearly safety survey: “How safe do you feel in
// your neighbourhood in the evening?”. The sample is drawn area by area, its
// clusters are blocks, its weights are those of a district and age group, and
// the answers of three years make one figure. The
// sample of a figure and that of the figure of the year before share nobody.
type Answer struct {
	Person   string  // pseudonym
	Year     int     // year of the figure that the answer belongs to
	Answered int     // year in which the person answered: Year or one of the two before
	Address  string  // on 1 January of Year
	Stratum  string  // name of the district, within which answers are weighted
	Cluster  string  // block of the person's address on 1 January of Year
	Weight   float64 // adults whom the answer stands for: those of the stratum and age group (18–29, 30–64, 65+) for each answer of it, rounded to four decimals
	Answer   int     // 1 very safe, 2 safe, 3 neither, 4 unsafe, 5 very unsafe
}

// Unsafe is the first answer that counts as feeling unsafe.
const Unsafe = 4

// ageGroup is the age group of the weights.
func ageGroup(age int) int {
	switch {
	case age < 30:
		return 0
	case age < 65:
		return 1
	}
	return 2
}

// ask draws the sample of the year at hand and its answers.
func (p *People) ask() {
	p.answers = p.answers[:0]
	type group struct {
		district string
		age      int
	}
	adults, asked := map[group]int{}, map[group]int{}
	var of []group
	for i, a := range p.town.areas {
		g := &circle{People: p, r: stream(p.town.seed, forAnswers, i, p.year), area: i, fig: &a.figures[p.year], patches: p.of[i]}
		g.gather()
		all := g.adults()
		for _, id := range all {
			adults[group{a.district, ageGroup(p.age(id))}]++
		}
		if g.fig.asked == 0 {
			continue
		}
		first := len(p.answers)
		for _, id := range g.sample(all) {
			k := group{a.district, ageGroup(p.age(id))}
			asked[k]++
			of = append(of, k)
			p.lives[id].asked = int16(First + p.year)
			since := max(int(p.lives[id].since), First+p.year-2)
			if p.lives[id].arrival == Stayed && p.year == 0 {
				since = First - 2
			}
			p.answers = append(p.answers, Answer{Person: p.pseudonym(id), Year: First + p.year, Address: addressID(p.households[p.lives[id].household].dwelling), Stratum: a.district, Cluster: p.block(id),
				Answered: since + g.r.IntN(First+p.year-since+1)})
		}
		g.answer(p.answers[first:])
	}
	for k := range p.answers {
		weight := float64(adults[of[k]]) / float64(asked[of[k]])
		p.answers[k].Weight = float64(int(weight*10_000+0.5)) / 10_000
	}
}

// sample draws who is asked: about every second block, and in it adults who
// were not in the sample of the year before.
func (g *circle) sample(all []int32) []int32 {
	drawnBlocks := map[string]bool{}
	var blocks []string
	for _, id := range all {
		if b := g.block(id); !slices.Contains(blocks, b) {
			blocks = append(blocks, b)
		}
	}
	g.r.Shuffle(len(blocks), func(i, j int) { blocks[i], blocks[j] = blocks[j], blocks[i] })
	for _, b := range blocks[:(len(blocks)+1)/2] {
		drawnBlocks[b] = true
	}
	chosen, _ := pick(all, g.fig.asked, func(id int32) float64 {
		v := g.r.Float64() + bonus(g.age(id) >= 30, 0.25) + bonus(drawnBlocks[g.block(id)], 2)
		return v - bonus(int(g.lives[id].asked) == First+g.year-1, 4)
	})
	slices.Sort(chosen)
	return chosen
}

// answer gives the answers of an area: as many unsafe ones as the table says.
func (g *circle) answer(answers []Answer) {
	order := g.r.Perm(len(answers))
	for k, i := range order {
		switch v := g.r.Float64(); {
		case k < g.fig.unsafe && v < 0.28:
			answers[i].Answer = 5
		case k < g.fig.unsafe:
			answers[i].Answer = Unsafe
		case v < 0.42:
			answers[i].Answer = 1
		case v < 0.84:
			answers[i].Answer = 2
		default:
			answers[i].Answer = 3
		}
	}
}
