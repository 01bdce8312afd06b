package dossier

import (
	"cmp"
	"fmt"
	"math"
	"slices"

	"byblik"
	"byblik/catalog"

	"golang.org/x/text/collate"
	"golang.org/x/text/language"
)

// index finds things in a screening: which area a code is, which zone holds
// it, and which measure leads.
type index struct {
	s      *Screening
	words  words
	at     map[byblik.AreaCode]int
	zoneOf []int // index into zones, -1 outside
	zones  []byblik.Zone
	shapes []zoneShape // of zones, once dissolved
	byName []int       // areas in the order of their names
	lead   []byblik.Finding
	total  float64 // residents of all areas that have a figure

	counted []bool // criteria with margins in persons, once asked for
}

// newIndex refuses a screening whose slices do not fit together: a fault of
// the caller must not become a shifted row in a report.
func newIndex(s *Screening) (*index, error) {
	n := len(s.Areas)
	if s.Rules == nil || len(s.Residents) != n ||
		(s.Shapes != nil && len(s.Shapes) != n) || (s.Flagged != nil && len(s.Flagged) != n) ||
		(s.Review != nil && len(s.Review) != n) || (s.Periods != nil && len(s.Periods) != n) {
		return nil, fmt.Errorf("dossier: the slices of the screening do not have one entry for each of its %d areas", n)
	}
	s, err := withFindings(s)
	if err != nil {
		return nil, err
	}
	if err := checkStress(s); err != nil {
		return nil, err
	}
	w, err := wordsIn(s.Lang)
	if err != nil {
		return nil, err
	}
	x := &index{s: s, words: w, at: make(map[byblik.AreaCode]int, n), zoneOf: make([]int, n)}
	for i, a := range s.Areas {
		x.at[a.Code] = i
		x.zoneOf[i] = -1
		if r := s.Residents[i]; !math.IsNaN(r) {
			x.total += r
		}
	}
	x.sortNames()
	if err := x.placeZones(); err != nil {
		return nil, err
	}
	return x, x.chooseLead()
}

// withFindings gives criteria without data their missing findings, so that
// every criterion has one per area; the caller's screening stays as it is.
func withFindings(s *Screening) (*Screening, error) {
	out := *s
	out.Criteria = slices.Clone(s.Criteria)
	for k := range out.Criteria {
		c := &out.Criteria[k]
		if !c.HasData && len(c.Findings) == 0 {
			for _, a := range s.Areas {
				c.Findings = append(c.Findings, byblik.CriterionFinding{Area: a.Code, Criterion: c.Rule.ID, Status: byblik.Missing})
			}
		}
		if len(c.Findings) != len(s.Areas) {
			return nil, fmt.Errorf("dossier: criterion %s has %d findings for %d areas", c.Rule.ID, len(c.Findings), len(s.Areas))
		}
	}
	return &out, nil
}

// checkStress refuses explanations and verdicts that belong to other areas.
func checkStress(s *Screening) error {
	n := len(s.Areas)
	if s.Why != nil && len(s.Why) != n || s.WhyText != nil && len(s.WhyText) != n || s.Firmness != nil && len(s.Firmness.Areas) != n {
		return fmt.Errorf("dossier: there is not one explanation and one verdict for each of the %d areas", n)
	}
	for i, a := range s.Areas {
		if s.Why != nil && (s.Why[i].Code != a.Code || len(s.Why[i].Margins) != len(s.Criteria)) {
			return fmt.Errorf("dossier: explanation %d is of %s, expected %s with %d margins", i, s.Why[i].Code, a.Code, len(s.Criteria))
		}
		if s.Firmness != nil && s.Firmness.Areas[i].Area != a.Code {
			return fmt.Errorf("dossier: verdict %d is of %s, expected %s", i, s.Firmness.Areas[i].Area, a.Code)
		}
	}
	return nil
}

// sortNames orders areas as a reader of the language looks them up (Danish
// puts Aa with Å); areas without a name follow by code.
func (x *index) sortNames() {
	col := collate.New(language.English, collate.Numeric)
	if x.s.Lang == catalog.Da {
		col = collate.New(language.Danish, collate.Numeric)
	}
	var buf collate.Buffer
	keys := make([][]byte, len(x.s.Areas))
	for i := range x.s.Areas {
		keys[i] = slices.Clone(col.KeyFromString(&buf, x.name(i)))
		buf.Reset()
		x.byName = append(x.byName, i)
	}
	slices.SortFunc(x.byName, func(a, b int) int {
		return cmp.Or(slices.Compare(keys[a], keys[b]), cmp.Compare(x.s.Areas[a].Code.Code, x.s.Areas[b].Code.Code))
	})
	x.zones = slices.Clone(x.s.Zones)
	slices.SortStableFunc(x.zones, func(a, b byblik.Zone) int {
		return cmp.Or(col.CompareString(zoneName(a), zoneName(b)), cmp.Compare(a.ID, b.ID))
	})
}

func (x *index) placeZones() error {
	for zi, z := range x.zones {
		for _, m := range z.Members {
			i, ok := x.at[m.Area]
			if !ok {
				return fmt.Errorf("dossier: zone %s has member %s, which is not an area of the screening", z.ID, m.Area)
			}
			x.zoneOf[i] = zi
		}
	}
	return nil
}

// chooseLead takes the first measure as the one that the map and the table
// show; a screening without findings has none.
func (x *index) chooseLead() error {
	f := x.s.Findings
	if len(f) == 0 {
		return nil
	}
	x.lead = f[:min(len(f), len(x.s.Areas))]
	for i := range x.lead {
		if x.lead[i].Area != x.s.Areas[i].Code || x.lead[i].Measure != f[0].Measure {
			return fmt.Errorf("dossier: finding %d is of %s, expected %s in the order of the areas", i, x.lead[i].Area, x.s.Areas[i].Code)
		}
	}
	return nil
}

// finding is the leading finding of area i; without one it is missing.
func (x *index) finding(i int) byblik.Finding {
	if i < len(x.lead) {
		return x.lead[i]
	}
	return byblik.Finding{Status: byblik.Missing}
}

// name is what people call area i; its code where it has no name.
func (x *index) name(i int) string {
	a := x.s.Areas[i]
	return cmp.Or(a.Name, a.Code.Code)
}

func zoneName(z byblik.Zone) string { return cmp.Or(z.Name, z.ID) }

// municipal tells a screening by criteria from an index.
func (x *index) municipal() bool { return len(x.s.Criteria) > 0 }

// measureTitle is the title of a measure in the language of the report.
func (x *index) measureTitle(id string) string {
	for _, m := range x.s.Rules.Measures {
		if m.ID == id {
			return m.Title.In(x.s.Lang)
		}
	}
	if id == "score" {
		return x.words.T("measure.score")
	}
	return id
}
