package dossier

import (
	"fmt"
	"math"

	"byblik"
	"byblik/catalog"
)

// side is the number of areas along each side of the invented town.
const side = 8

// hostile is the name of one area: a formula and a script in one.
const hostile = `=cmd|'/c calc'!A1<script>alert(1)</script>`

// dice is a fixed sequence of numbers from 0 to 1.
type dice uint64

func (d *dice) roll() float64 {
	*d = *d*6364136223846793005 + 1442695040888963407
	return float64(*d>>40) / (1 << 24)
}

func both(da, en string) catalog.Text { return catalog.Text{Da: da, En: en} }

var townCriteria = []struct {
	id, da, en, unitDa, unitEn string
	mean, sd, slope            float64
	plainDa, plainEn           string
}{
	{"income", "Indkomst", "Income", "kr. pr. person", "kr. per person", 285000, 42000, -1, "Hvor meget beboerne har at leve for.", "How much residents have to live on."},
	{"education", "Uddannelse", "Education", "% kun grundskole", "% only primary school", 19.4, 6.1, 1, "Voksne uden uddannelse efter grundskolen.", "Adults with no education beyond primary school."},
	{"work", "Arbejdsmarked", "Labour market", "% uden for", "% outside", 17.2, 5.4, 1, "Voksne uden job eller uddannelse.", "Adults in neither work nor education."},
	{"youth", "Ungdomsuddannelse og børnefattigdom", "Youth education and child poverty", "z", "z", 0, 1, 1, "Unge uden uddannelse og børn i fattigdom.", "Young people without education and children in poverty."},
	{"health", "Sundhed", "Health", "% dårligt helbred", "% in poor health", 14.8, 3.2, 1, "Voksne, der vurderer deres helbred som dårligt.", "Adults who rate their health as poor."},
	{"safety", "Tryghed", "Safety", "% utrygge", "% unsafe", math.NaN(), 0, 1, "Beboere, der føler sig utrygge.", "Residents who feel unsafe."},
}

// town is an invented town of 64 areas: two zones, a group that is too small,
// a mark for review, missing, withheld and not applicable figures, and one
// criterion without data.
func town(lang catalog.Lang) *Screening {
	s := &Screening{
		Rules: townRules(), Period: byblik.InYear(2024), Lang: lang, Version: "0.1.0-test", Fingerprint: "0123456789abcdef",
		Recipe: []byte(`{"seed":7}`), Said: []catalog.Text{both("Byen er opdigtet og ligner ingen.", "The town is invented and resembles none.")},
		Accepted: []Accepted{{"jump", "Befolkningstallet sprang, fordi 120 boliger blev taget i brug."}},
	}
	d := dice(7)
	corner := jitteredCorners(&d)
	for i := range side * side {
		r, c := i/side, i%side
		s.Areas = append(s.Areas, townArea(i))
		s.Shapes = append(s.Shapes, byblik.MultiPolygon{{{corner[r][c], corner[r][c+1], corner[r+1][c+1], corner[r+1][c], corner[r][c]}}})
		s.Residents = append(s.Residents, math.Round(400+1600*d.roll()))
		s.Periods = append(s.Periods, 3)
	}
	s.Residents[63] = math.NaN()
	s.Residents[56] = 0
	s.Barriers = []byblik.Line{{corner[0][5], corner[2][5], corner[3][5], corner[5][5], corner[8][5]}}
	s.Review = make([]string, len(s.Areas))
	s.Review[42] = "students"
	townFigures(s, &d)
	townZones(s)
	townSources(s)
	townStress(s)
	return s
}

func jitteredCorners(d *dice) [side + 1][side + 1]byblik.Point {
	var corner [side + 1][side + 1]byblik.Point
	for r := range corner {
		for c := range corner[r] {
			corner[r][c] = byblik.Point{12.40 + 0.011*(float64(c)+0.55*(d.roll()-0.5)), 55.64 + 0.0062*(float64(r)+0.55*(d.roll()-0.5))}
		}
	}
	return corner
}

func townArea(i int) byblik.Area {
	names := []string{"Lindehaven", "Møllevang", "Åbakken", "Kirkeby", "Nordre Havn", "Søndervang", "Egelunden", "Østerled"}
	a := byblik.Area{Code: byblik.AreaCode{Frame: "minby", Code: fmt.Sprintf("%03d", i+1)},
		Name:     fmt.Sprintf("%s %d", names[(i*5+i/side)%len(names)], i/len(names)+1),
		District: []string{"Vestby", "Midtby", "Østby", "Havnen"}[i/side/4*2+i%side/4]}
	if i == 5 {
		a.Name = hostile
	}
	return a
}

// need is how hard pressed area i is: two hills and some noise.
func need(i int, d *dice) float64 {
	r, c := float64(i/side), float64(i%side)
	hill := func(hr, hc, h, w float64) float64 { return h * math.Exp(-((r-hr)*(r-hr)+(c-hc)*(c-hc))/w) }
	return hill(1.5, 1.5, 2.6, 3) + hill(5.5, 5.8, 2.2, 3) + hill(6, 0, 1.4, 1) - 0.55 + 0.5*(d.roll()-0.5)
}

func townFigures(s *Screening, d *dice) {
	n := len(s.Areas)
	base := make([]float64, n)
	for i := range base {
		base[i] = need(i, d)
	}
	s.Flagged = make([]bool, n)
	for k, t := range townCriteria {
		c := Criterion{Rule: &s.Rules.Criteria[k], HasData: !math.IsNaN(t.mean), Unit: both(t.unitDa, t.unitEn), City: t.mean, SD: t.sd,
			Limit: t.mean + t.slope*t.sd*s.Rules.Criteria[k].Limit.Z}
		for i, a := range s.Areas {
			f := byblik.CriterionFinding{Area: a.Code, Criterion: t.id, City: c.City, Limit: c.Limit, Status: townStatus(i, k, c.HasData)}
			if f.Status == byblik.OK {
				f.Z = base[i] + 0.9*(d.roll()-0.5)
				f.Value, f.Met = t.mean+t.slope*t.sd*f.Z, f.Z >= s.Rules.Criteria[k].Limit.Z
			}
			c.Findings = append(c.Findings, f)
		}
		s.Criteria = append(s.Criteria, c)
	}
	townScores(s)
}

func townStatus(i, k int, hasData bool) byblik.Status {
	switch {
	case !hasData || i == 63 || (i == 20 && k == 4):
		return byblik.Missing
	case i == 56:
		return byblik.NotApplicable
	case i == 30:
		return byblik.Suppressed
	}
	return byblik.OK
}

func townScores(s *Screening) {
	for i, a := range s.Areas {
		f := byblik.Finding{Area: a.Code, Measure: "score", Class: "not", Status: byblik.Missing}
		sum, n, met := 0.0, 0, 0
		for k := range s.Criteria {
			g := s.Criteria[k].Findings[i]
			if g.Status != byblik.OK {
				if g.Status != byblik.Missing {
					f.Status = g.Status
				}
				continue
			}
			sum, n = sum+g.Z, n+1
			if g.Met {
				met++
			}
		}
		if n > 0 {
			f.Status, f.Value = byblik.OK, sum/float64(n)
			s.Flagged[i] = 3*met >= 2*n
		}
		s.Findings = append(s.Findings, f)
	}
	rankFindings(s.Findings)
}

func rankFindings(fs []byblik.Finding) {
	for i := range fs {
		fs[i].Rank = 1
		for j := range fs {
			if fs[j].Status == byblik.OK && fs[j].Value > fs[i].Value {
				fs[i].Rank++
			}
		}
	}
}

// townZones groups flagged areas by the hill they stand on.
func townZones(s *Screening) {
	west := byblik.Zone{ID: "mb-001", Name: "Møllevang", State: byblik.Candidate, Reason: "flagged"}
	east := byblik.Zone{ID: "mb-002", Name: "Åbakken", State: byblik.Decided, Reason: "state_list"}
	for i, flagged := range s.Flagged {
		r, c := i/side, i%side
		why := byblik.Flagged
		z := &west
		switch {
		case i == 45 || i == 54:
			z, why = &east, byblik.StateList
		case !flagged:
			continue
		case r > 3 && c < 3:
			s.TooSmall = append(s.TooSmall, TooSmall{Areas: []byblik.AreaCode{s.Areas[i].Code}, Names: []string{s.Areas[i].Name}, Residents: s.Residents[i]})
			continue
		case r > 3:
			z = &east
		}
		z.Members = append(z.Members, byblik.Member{Area: s.Areas[i].Code, Reason: why, Residents: s.Residents[i]})
		z.Residents += s.Residents[i]
		s.Findings[i].Class = "designated"
	}
	s.Zones = []byblik.Zone{east, west}
}

func townSources(s *Screening) {
	s.Receipts = []byblik.Receipt{{Source: "people", File: "people-2024.csv", SHA256: fmt.Sprintf("%064x", 4711), Bytes: 2048, RowsRead: 65, RowsUsed: 64,
		Refused:  []byblik.Refusal{{Line: 66, Area: "099", Check: "outside-frame", Reason: "området findes ikke i inddelingen"}},
		Repaired: []byblik.Refusal{{Line: 12, Area: "011", Check: "invalid-ring", Reason: "to ender mødtes ikke"}}}}
	s.Sources = []*catalog.Source{{ID: "people", Title: both("Indbyggere", "Residents"), Publisher: "Minby", Licence: "CC BY 4.0",
		Attribution: both("Minby Kommune", "City of Minby"), Class: catalog.Public, Notes: []catalog.Text{both("Tal pr. 1. januar.", "Figures of 1 January.")}}}
}

func townRules() *catalog.RuleSet {
	r := &catalog.RuleSet{ID: "minby-2024", Version: 1, Kind: catalog.Municipal, Status: catalog.Draft, Invented: true, City: "mb",
		Title: both("Minbys screening 2024", "Minby screening 2024"), Summary: both("Seks kriterier på små områder.", "Six criteria on small areas."),
		Legal: both("Byens egen politik.", "The city's own policy."), Place: both("Minby", "Minby"), Author: "A. Analytiker", Valid: catalog.Valid{From: "2024"},
		Areas: catalog.Areas{Frame: "minby", Residents: "residents", MinResidents: 100},
		Flag:  &catalog.Flag{Of: "2/3", Years: 2, OfLatest: 3},
		Zones: &catalog.Zones{MinResidents: 1000, MaxResidents: 20000, MinBorder: 20, Tolerance: 5, BarrierTolerance: 15, Enclose: true,
			EnclosedShare: 0.6, EnclosedScore: 0.25, Bridges: [][2]string{{"012", "013"}}, Cuts: [][2]string{{"020", "021"}}},
		Review: []catalog.Review{{ID: "students", Title: both("Mange studerende", "Many students"), Indicator: "students", AtLeast: 40}}}
	for _, t := range townCriteria {
		c := catalog.Criterion{ID: t.id, Title: both(t.da, t.en), Plain: both(t.plainDa, t.plainEn), Limit: catalog.Limit{Z: 0.5}}
		if t.id == "health" {
			p := both("selvvurderet helbred i stedet for registerdata", "self-rated health instead of register data")
			c.Proxy = &p
		}
		r.Criteria = append(r.Criteria, c)
	}
	return r
}

// league is an index of n areas in the publisher's ten classes, without
// shapes.
func league(lang catalog.Lang, n int) *Screening {
	s := &Screening{Rules: &catalog.RuleSet{ID: "imd", Version: 2, Kind: catalog.Index, Status: catalog.InForce,
		Title: both("Indeks", "Index"), Place: both("Landet", "The country"), Areas: catalog.Areas{Frame: "lsoa"},
		Scores: []catalog.Score{{ID: "imd", Title: both("Indeks", "Index"), Of: []catalog.Component{{Indicator: "income", Weight: 0.225,
			Steps: []catalog.Step{{Op: "rank", Ties: "min", Order: "descending"}, {Op: "exponential", Constant: 23}}}}}},
		Measures: []catalog.Measure{{ID: "imd", Title: both("Samlet indeks", "Overall index"), Score: "imd", Class: &catalog.Class{Op: "rank_share", K: 10}},
			{ID: "income", Title: both("Indkomst", "Income")}}},
		Period: byblik.Period{Kind: byblik.TwoYearMean, Year: 2019}, Lang: lang, Version: "0.1.0-test", Fingerprint: "fedcba9876543210"}
	d := dice(3)
	for i := range n {
		a := byblik.Area{Code: byblik.AreaCode{Frame: "lsoa", Code: fmt.Sprintf("E%08d", i)}, Name: fmt.Sprintf("Ward %d", i)}
		s.Areas, s.Residents = append(s.Areas, a), append(s.Residents, math.Round(1000+900*d.roll()))
		s.Findings = append(s.Findings, byblik.Finding{Area: a.Code, Measure: "imd", Value: 100 - float64(i), Rank: i + 1, Class: fmt.Sprint(1 + 10*i/n)})
	}
	for _, f := range s.Findings[:n] {
		s.Findings = append(s.Findings, byblik.Finding{Area: f.Area, Measure: "income", Value: f.Value / 7, Rank: f.Rank})
	}
	s.Findings[n-1].Status = byblik.Missing
	return s
}
