package forecast

import (
	"byblik"
	"byblik/catalog"
)

// Tried says how the small areas of a place are tried: which of its figures are
// asked about, and up to which year. Small areas have figures over years that housing areas
// lack, and many of them.
type Tried struct {
	ID         string
	Title      catalog.Text
	RuleSet    string             // that reads the place's files
	Residents  byblik.IndicatorID // the weight of an area
	Indicators []byblik.IndicatorID
	Last       int // the last year that is tried
}

// The places that are tried.
var (
	Roder = Tried{ID: "copenhagen-roder", RuleSet: "dk-koebenhavn-2025", Residents: "kk-residents", Last: 2013,
		Title:      catalog.Text{Da: "Københavns roder 2008–2013", En: "Copenhagen's roder 2008–2013"},
		Indicators: []byblik.IndicatorID{"kk-no-education", "kk-low-income", "kk-labour-attachment"}}
	MinbyAreas = Tried{ID: "minby-areas", RuleSet: "minby-2025", Residents: "minby-residents", Last: 2025,
		Title:      catalog.Text{Da: "Minbys små områder (opdigtet by)", En: "Minby's small areas (invented town)"},
		Indicators: []byblik.IndicatorID{"minby-school-only", "minby-low-income", "minby-outside-work"}}
)

// leastResidents is the size from which an area is screened, and tried here.
const leastResidents = 100

// Record tries the model on the small areas of a panel.
func (t *Tried) Record(p *byblik.Panel, c *catalog.Catalog) *BackTest {
	var questions []Question
	for _, id := range t.Indicators {
		d := c.Indicators[id]
		questions = append(questions, Question{Series: FromPanel(p, id, t.Residents, d.Title, leastResidents), Above: d.Direction != catalog.LowerIsWorse})
	}
	return Run(t.ID, t.Title, questions, t.Last)
}
