package dossier

import "fmt"

// Files makes every file of the folder: name to bytes. The bytes depend on s
// alone, never on the clock, the environment or the order of a map. Zones,
// members and the two GeoJSON files exist only where the rule set has zones,
// criteria.csv and areas.csv only where it has criteria, why.csv, stress.csv and
// zones_stress.csv only where s has reasons and verdicts, authorities.csv for an index whose
// areas have authorities, recipe.json where s has a recipe.
func Files(s *Screening) (map[string][]byte, error) {
	x, err := newIndex(s)
	if err != nil {
		return nil, err
	}
	out := map[string][]byte{}
	tables := x.tables()
	for _, t := range tables {
		out[t.name+".csv"], err = t.csv()
		if err != nil {
			return nil, fmt.Errorf("%s.csv: %w", t.name, err)
		}
	}
	if s.Rules.Zones != nil {
		x.dissolve()
		out["zones.geojson"] = x.zonesGeoJSON()
		out["areas.geojson"] = x.areasGeoJSON()
	}
	if len(s.Recipe) > 0 {
		out["recipe.json"] = s.Recipe
	}
	if out["screening.xlsx"], err = x.workbook(tables); err != nil {
		return nil, fmt.Errorf("screening.xlsx: %w", err)
	}
	if out["report.html"], err = x.report(); err != nil {
		return nil, fmt.Errorf("report.html: %w", err)
	}
	return out, nil
}
