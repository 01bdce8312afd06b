package screen

import (
	"strconv"
	"testing"

	"byblik"
)

// MHCLG, English Indices of Deprivation, File 7: score, rank and decile of the
// three domains that are made of two sub-domains each. What differs comes from
// sub-domain ranks that tie where the publisher's unrounded figures do not.
func TestEnglishSubdomains(t *testing.T) {
	for _, c := range []struct {
		year, key    string
		areas, equal int
		score, by    float64
		ranks        int
		parts        map[string]string
		domains      map[string]string // measure → begin of its official columns (score, rank)
		scores       map[string]string
	}{
		{"2019", "lsoa11_code", 32844, 32720, 0.0079, 2, 113, map[string]string{"children": "Children_and_young_people_rank", "adult-skills": "Adult_skills_rank",
			"geographical-barriers": "Geographical_barriers_rank", "wider-barriers": "Wider_barriers_rank", "indoors": "Indoors_rank", "outdoors": "Outdoors_rank"},
			map[string]string{"education": "Education", "barriers": "Housing_and_Access", "environment": "Environment"},
			map[string]string{"education": "Education_score", "barriers": "Barriers_score", "environment": "LivingEnv_score"}},
		{"2025", "lsoa21_code", 33755, 33750, 0.0014, 1, 2, map[string]string{"children": "children_and_young_people_rank", "adult-skills": "adult_skills_rank",
			"geographical-barriers": "geographical_barriers_rank", "wider-barriers": "wider_barriers_rank", "indoors": "indoors_rank", "outdoors": "outdoors_rank"},
			map[string]string{"education": "Education", "barriers": "Housing_and_Services", "environment": "Environment"},
			map[string]string{"education": "Education_score", "barriers": "Housing_and_Services_score", "environment": "Environment_score"}},
	} {
		t.Run(c.year, func(t *testing.T) {
			s := readSheet(t, "england-imd/iod"+c.year+"_file7.csv.gz", c.key)
			year, _ := byblik.ParsePeriod(c.year)
			column := map[string]string{}
			for id, name := range c.parts {
				column["eng-"+c.year+"-"+id+"-rank"] = name
			}
			by := index(t, "gb/england-iod-"+c.year+"-subdomains.yaml", s.panel(t, c.key, year, column))
			for m, official := range c.domains {
				f := by[m]
				_, most := s.apart(t, c.scores[m], func(i int) float64 { return f[i].Value })
				unequal, _ := s.apart(t, c.scores[m], func(i int) float64 { return RoundHalfUp(f[i].Value, 3) })
				ranks, off := s.apart(t, official+"_rank", func(i int) float64 { return float64(f[i].Rank) })
				deciles, _ := s.apart(t, official+"_decile", func(i int) float64 { d, _ := strconv.Atoi(f[i].Class); return float64(d) })
				t.Logf("%s: score within %.6f, %d of %d equal at 3 decimals, %d ranks differ by at most %v, %d deciles", m, most, len(f)-unequal, len(f), ranks, off, deciles)
				if len(f) != c.areas || most > c.score || len(f)-unequal < c.equal || ranks > c.ranks || off > c.by || deciles > 0 {
					t.Errorf("%s is further from the official result than it should be", m)
				}
			}
		})
	}
}
