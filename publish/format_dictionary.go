package publish

import (
	"bytes"
	"encoding/csv"

	"byblik/catalog"
	"byblik/release"
)

// field is one column of a canonical file, in words.
type field struct {
	file, column string
	about        catalog.Text
}

// fields describes the canonical tables. A test holds it against the heads of
// the files.
var fields = []field{
	{"figures/*.csv", "figure", catalog.Text{Da: "Tallets navn for altid: indikator.niveau.sted.periode", En: "The name of the figure for good: indicator.level.place.period"}},
	{"figures/*.csv", "level", catalog.Text{Da: "Niveau: area (område), district (bydel), zone (udsat byområde), part (del af byen), city (byen)", En: "Level: area, district, zone (disadvantaged urban area), part (part of the city), city"}},
	{"figures/*.csv", "place", catalog.Text{Da: "Stedets kode på niveauet", En: "Code of the place at that level"}},
	{"figures/*.csv", "period", catalog.Text{Da: "Perioden, som tallet beskriver", En: "The period that the figure describes"}},
	{"figures/*.csv", "value", catalog.Text{Da: "Tallet i indikatorens enhed; tomt, når status ikke er ok", En: "The figure in the unit of the indicator; empty unless the status is ok"}},
	{"figures/*.csv", "status", catalog.Text{Da: "ok; missing: mangler, ingen kender tallet; suppressed: kendt, men skjult for at beskytte personer; not_applicable: ikke relevant", En: "ok; missing: nobody knows; suppressed: known, withheld to protect persons; not_applicable: nothing to measure"}},
	{"figures/*.csv", "numerator", catalog.Text{Da: "Beskyttet antal i tælleren", En: "Protected count of the numerator"}},
	{"figures/*.csv", "numerator_status", catalog.Text{Da: "Tællerens status; tom, når indikatoren ikke er en andel", En: "Status of the numerator; empty where the indicator is no share"}},
	{"figures/*.csv", "denominator", catalog.Text{Da: "Beskyttet antal i nævneren", En: "Protected count of the denominator"}},
	{"figures/*.csv", "denominator_status", catalog.Text{Da: "Nævnerens status; tom, når indikatoren ikke er en andel", En: "Status of the denominator; empty where the indicator is no share"}},
	{"figures/*.csv", "low", catalog.Text{Da: "Nedre grænse for 95 %-intervallet: tilfældighed i små tal og afrundingen", En: "Lower bound of the 95 per cent interval: chance in small numbers and the rounding"}},
	{"figures/*.csv", "high", catalog.Text{Da: "Øvre grænse for 95 %-intervallet", En: "Upper bound of the 95 per cent interval"}},
	{"places.csv", "level", catalog.Text{Da: "Niveau", En: "Level"}},
	{"places.csv", "place", catalog.Text{Da: "Stedets kode på niveauet", En: "Code of the place at that level"}},
	{"places.csv", "name_da", catalog.Text{Da: "Navn på dansk", En: "Name in Danish"}},
	{"places.csv", "name_en", catalog.Text{Da: "Navn på engelsk", En: "Name in English"}},
	{"places.csv", "district", catalog.Text{Da: "Kode for den bydel, området ligger i", En: "Code of the district that an area lies in"}},
	{"places.csv", "zone", catalog.Text{Da: "Kode for det udsatte byområde, området hører til efter beslutningen", En: "Code of the zone that an area belongs to by the decision"}},
	{"places.csv", "homes", catalog.Text{Da: "Bånd for antal husstande, som afgør, hvor meget der offentliggøres", En: "Band of households that decides how much is published"}},
	{"trends.csv", "indicator", catalog.Text{Da: "Indikator", En: "Indicator"}},
	{"trends.csv", "level", catalog.Text{Da: "Niveau", En: "Level"}},
	{"trends.csv", "place", catalog.Text{Da: "Stedets kode på niveauet", En: "Code of the place at that level"}},
	{"trends.csv", "trend", catalog.Text{Da: "rising (stiger), falling (falder), steady (uændret), unclear (kan ikke afgøres), efter reglen i metoden", En: "rising, falling, steady, unclear, by the rule of the method"}},
	{"gaps.csv", "indicator", catalog.Text{Da: "Indikator", En: "Indicator"}},
	{"gaps.csv", "period", catalog.Text{Da: "Periode", En: "Period"}},
	{"gaps.csv", "points", catalog.Text{Da: "De udsatte byområder tilsammen minus resten af byen, i indikatorens enhed", En: "The disadvantaged urban areas together minus the rest of the city, in the unit of the indicator"}},
	{"gaps.csv", "points_low", catalog.Text{Da: "Nedre grænse for 95 %-intervallet", En: "Lower bound of the 95 per cent interval"}},
	{"gaps.csv", "points_high", catalog.Text{Da: "Øvre grænse for 95 %-intervallet", En: "Upper bound of the 95 per cent interval"}},
	{"gaps.csv", "ratio", catalog.Text{Da: "De udsatte byområder tilsammen divideret med resten af byen", En: "The disadvantaged urban areas together divided by the rest of the city"}},
	{"gaps.csv", "ratio_low", catalog.Text{Da: "Nedre grænse for 95 %-intervallet", En: "Lower bound of the 95 per cent interval"}},
	{"gaps.csv", "ratio_high", catalog.Text{Da: "Øvre grænse for 95 %-intervallet", En: "Upper bound of the 95 per cent interval"}},
	{"gaps.csv", "trend", catalog.Text{Da: "Hvad forskellen i point gør", En: "What the difference in points does"}},
	{"screening/areas.csv", "area", catalog.Text{Da: "Områdets kode", En: "Code of the area"}},
	{"screening/areas.csv", "status", catalog.Text{Da: "Om området er screenet: ok; not_applicable: for få beboere; missing: ingen tal", En: "Whether the area was screened: ok; not_applicable: too few residents; missing: no figures"}},
	{"screening/areas.csv", "score", catalog.Text{Da: "Gennemsnit af standardscorer; ordner områder, afgør intet", En: "Mean of the standard scores; orders areas, decides nothing"}},
	{"screening/areas.csv", "flagged", catalog.Text{Da: "Om nok kriterier er opfyldt efter de offentlige tal", En: "Whether enough criteria are met by the public figures"}},
	{"screening/areas.csv", "zone", catalog.Text{Da: "Udsat byområde efter beslutningen; tomt: uden for", En: "Zone by the decision; empty: outside"}},
	{"screening/areas.csv", "reason", catalog.Text{Da: "Hvorfor: flagged (markeret), enclosed (omsluttet), state_list (på Statens lister)", En: "Why: flagged, enclosed, state_list"}},
	{"screening/areas.csv", "note", catalog.Text{Da: "Fx boligområdet og listen", En: "Such as the housing area and its list"}},
	{"screening/areas.csv", "marked", catalog.Text{Da: "yes: afgjort på uafrundede tal; de offentlige tal alene siger noget andet", En: "yes: decided on unrounded figures; the public figures alone say otherwise"}},
	{"screening/areas.csv", "verdict", catalog.Text{Da: "firm (sikkert), borderline (på grænsen), fragile (skrøbeligt); tomt: ikke prøvet", En: "firm, borderline, fragile; empty: not tested"}},
	{"screening/areas.csv", "share", catalog.Text{Da: "Andel af plausible screeninger, hvor området er med", En: "Share of the plausible screenings in which the area is inside"}},
	{"screening/areas.csv", "driver", catalog.Text{Da: "Det valg, der flytter området mest", En: "The choice that moves the area most"}},
	{"screening/areas.csv", "review", catalog.Text{Da: "Mærker, der beder om en menneskelig vurdering", En: "Marks that ask a person to look"}},
	{"screening/areas.csv", "twins", catalog.Text{Da: "De områder, der ligner mest", En: "The areas that are most alike"}},
	{"screening/areas.csv", "borders", catalog.Text{Da: "Naboområder", En: "Neighbouring areas"}},
	{"screening/criteria.csv", "area", catalog.Text{Da: "Områdets kode", En: "Code of the area"}},
	{"screening/criteria.csv", "criterion", catalog.Text{Da: "Kriterium", En: "Criterion"}},
	{"screening/criteria.csv", "value", catalog.Text{Da: "Områdets værdi efter de offentlige tal", En: "Value of the area by the public figures"}},
	{"screening/criteria.csv", "z", catalog.Text{Da: "Standardscore; højere er værre", En: "Standard score; higher is worse"}},
	{"screening/criteria.csv", "low", catalog.Text{Da: "Nedre grænse for 95 %-intervallet", En: "Lower bound of the 95 per cent interval"}},
	{"screening/criteria.csv", "high", catalog.Text{Da: "Øvre grænse for 95 %-intervallet", En: "Upper bound of the 95 per cent interval"}},
	{"screening/criteria.csv", "met", catalog.Text{Da: "Om kriteriet er opfyldt", En: "Whether the criterion is met"}},
	{"screening/criteria.csv", "band", catalog.Text{Da: "Hvor tæt på grænsen: met.far, met.close, not_met.close, not_met.far", En: "How close to the limit: met.far, met.close, not_met.close, not_met.far"}},
	{"screening/criteria.csv", "status", catalog.Text{Da: "Om værdien er der", En: "Whether the value is there"}},
	{"lists/lists.csv", "housing", catalog.Text{Da: "Boligområdets kode", En: "Code of the housing area"}},
	{"lists/lists.csv", "name", catalog.Text{Da: "Boligområdets navn", En: "Name of the housing area"}},
	{"lists/lists.csv", "year", catalog.Text{Da: "Listens år (1. december)", En: "Year of the list (1 December)"}},
	{"lists/lists.csv", "list", catalog.Text{Da: "udsat, parallelsamfund, omdannelse, forebyggelse eller kombineret_udlejning", En: "udsat, parallelsamfund, omdannelse, forebyggelse or kombineret_udlejning"}},
	{"lists/lists.csv", "legal_da", catalog.Text{Da: "Listens navn i loven det år", En: "Name of the list in the law of that year, in Danish"}},
	{"lists/lists.csv", "legal_en", catalog.Text{Da: "Listens navn på engelsk", En: "Name of the list in English"}},
	{"lists/lists.csv", "on", catalog.Text{Da: "yes, no, indeterminate (kan ikke afgøres på afrundede tal), missing (mangler)", En: "yes, no, indeterminate (rounded figures cannot tell), missing"}},
	{"lists/lists.csv", "band", catalog.Text{Da: "Hvor tæt på at skifte: on.far, on.close, off.close, off.far, open (uafgjort), notcomputed (ikke beregnet)", En: "How close to turning: on.far, on.close, off.close, off.far, open, notcomputed"}},
	{"lists/lists.csv", "on_without_origin", catalog.Text{Da: "on, hvis oprindelseskriteriet udelades af alle lister", En: "on with the criterion of origin left out of every list"}},
	{"lists/lists.csv", "areas", catalog.Text{Da: "Koder for områder, der rummer boligområdet", En: "Codes of the areas that hold the housing area"}},
}

// writeDictionary says in both languages what each column means and what each
// indicator measures.
func writeDictionary(r *release.Release, _ map[string][]byte) (map[string][]byte, error) {
	files := map[string][]byte{}
	for _, lang := range []catalog.Lang{catalog.Da, catalog.En} {
		var b bytes.Buffer
		w := csv.NewWriter(&b)
		head := []string{"file", "name", "meaning", "unit"}
		if lang == catalog.Da {
			head = []string{"fil", "navn", "betydning", "enhed"}
		}
		_ = w.Write(head) // into memory: the writer keeps its error
		for _, f := range fields {
			_ = w.Write([]string{f.file, f.column, plainText(f.about.In(lang)), ""})
		}
		for _, x := range r.Indicators {
			_ = w.Write([]string{"figures/" + string(x.ID) + ".csv", plainText(x.Title.In(lang)), plainText(x.Definition.In(lang)), plainText(x.Unit.In(lang))})
		}
		w.Flush()
		if err := w.Error(); err != nil {
			return nil, err
		}
		files["dictionary-"+string(lang)+".csv"] = b.Bytes()
	}
	return files, nil
}
