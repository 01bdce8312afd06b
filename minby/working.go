package minby

// work settles who of those aged 18–64 stands outside work and education, and
// what everybody else does and lives on.
func (g *circle) work() {
	var may []int32
	for _, id := range g.workAge() {
		if l := &g.lives[id]; l.studying == uint8(NotStudying) {
			may = append(may, id)
		} else {
			l.outside = false
			g.studentJob(l)
		}
	}
	outside, active := pick(may, g.fig.outsideWork, func(id int32) float64 {
		l, age := &g.lives[id], g.age(id)
		return 1.2*float64(l.hardship) - 0.4*float64(l.ability) + bonus(l.education == uint8(PrimarySchool), 0.5) + bonus(age >= 60, 0.6) +
			bonus(l.outside, 0.55) + bonus(l.sick, 0.4) + bonus(l.without, 0.4) + 1.1*g.r.Float64()
	})
	for _, id := range outside {
		l := &g.lives[id]
		if !l.outside || !passive(Benefit(l.benefit), g.age(id)) {
			l.benefit = uint8(g.support(g.age(id), l))
		}
		l.outside, l.hours = true, 0
	}
	for _, id := range active {
		g.job(&g.lives[id])
	}
	for _, id := range g.all(childhood, oldAge) {
		l, age := &g.lives[id], g.age(id)
		l.outside, l.hours, l.benefit = false, 0, uint8(NoBenefit)
		switch {
		case age >= 65:
			l.benefit = uint8(OldAgePension)
			if age < 75 && float64(l.ability)+0.5*g.r.Float64() > 1.15 {
				l.hours = float32(8 + 4*g.r.IntN(5))
			}
		case age >= 15 && g.r.IntN(2) == 0:
			l.hours = float32(2 + g.r.IntN(7))
		}
	}
}

// passive says whether a benefit goes with standing outside work at an age.
func passive(b Benefit, age int) bool {
	switch b {
	case SeeksWork, SeeksWorkOnAid, OldAgePension, StudyGrant:
		return false
	case EducationAid:
		return age < 30
	case EarlyPension:
		return age >= 60
	}
	return true
}

// support draws what somebody outside work and education lives on.
func (g *circle) support(age int, l *life) Benefit {
	v := g.r.Float64()
	switch {
	case age < 30 && l.education <= uint8(PrimarySchool) && v < 0.6:
		return EducationAid
	case age >= 60 && v < 0.5:
		return EarlyPension
	case v < 0.12:
		return NoBenefit
	case v < 0.45:
		return CashAid
	case v < 0.65 || age < 35:
		return SickOrResource
	}
	return DisabilityPen
}

func (g *circle) studentJob(l *life) {
	l.hours, l.benefit = 0, uint8(StudyGrant)
	if g.r.Float64() < 0.62 {
		l.hours = float32(4 + g.r.IntN(13))
	}
}

// job gives somebody of the labour force work, or the search for it. Most keep
// their hours from year to year.
func (g *circle) job(l *life) {
	if l.outside = false; l.benefit == uint8(NoBenefit) && l.hours >= 20 && g.r.Float64() < 0.93 {
		return
	}
	if b := Benefit(l.benefit); (b == SeeksWork || b == SeeksWorkOnAid) && g.r.Float64() < 0.5 {
		return
	}
	l.benefit, l.hours = uint8(NoBenefit), 37
	switch v := g.r.Float64() + 0.1*float64(l.hardship-l.ability); {
	case v < 0.66:
	case v < 0.80:
		l.hours = float32(30 + g.r.IntN(7))
	case v < 0.92:
		l.hours = float32(20+2*g.r.IntN(5)) + 0.5
	case v < 0.93:
		l.hours = float32(10 + g.r.IntN(10))
	case v < 0.975:
		l.hours, l.benefit = 0, uint8(SeeksWork)
	default:
		l.hours, l.benefit = 0, uint8(SeeksWorkOnAid)
	}
}
