package forecast

import (
	"byblik/catalog"
	"byblik/lists"
)

// HousingQuestions are the crossings that the record of a folder of housing
// areas asks about: the limits of § 61 a and § 61 b in force since 2021.
// Convictions are held against a national figure that moves; there the
// limits lie at quantiles of the areas.
func HousingQuestions(d *lists.Delivery) []Question {
	return []Question{
		{Series: SeriesOf(d, lists.Labour), Above: true, Fixed: []float64{30, 40}},
		{Series: SeriesOf(d, lists.Convicted), Above: true},
		{Series: SeriesOf(d, lists.Education), Above: true, Fixed: []float64{60}},
		{Series: SeriesOf(d, lists.Income), Fixed: []float64{55, 65}},
		{Series: SeriesOf(d, lists.Origin), Above: true, Fixed: []float64{30, 50}},
	}
}

// HousingRecord is the record of single criteria on a folder's own history.
func HousingRecord(d *lists.Delivery) *BackTest {
	last := 0
	if years := d.Years(); len(years) > 0 {
		last = years[len(years)-1]
	}
	b := Run("housing-areas", catalog.Text{Da: "Boligområderne i mappen, kriterium for kriterium", En: "The folder's housing areas, criterion by criterion"}, HousingQuestions(d), last)
	b.Fitted = d.Invented()
	return b
}
