package lists

import "testing"

// Whatever the bytes are, a table is refused or a delivery comes out that can
// be screened: no crash, no half reading.
func FuzzRead(f *testing.F) {
	head := "area,name,municipality,region,year,base_2010,residents,labour_n,labour_d,labour_pct,convicted_n,convicted_d,convicted_pct,education_n,education_d,education_pct,education_unknown_n,origin_n,origin_d,origin_pct,income\n"
	f.Add(head+"A1,Bakken,999,084,2023,yes,1800,500.5,1000,,40,1200,,450,700,,10,1000,1800,,150000\nA1,Bakken,999,084,2024,yes,1800,,,40.0,,,2.1,,,60,,,,50.5,\n", "year,region,convicted_pct,income\n2023,DK,0.72,\n2023,084,,300000\n2022,DK,0.7,\n")
	f.Add(head+"A1,\"x\ny\",1,,2024,no,,,,,,,,,,,,,,100,\n", "year,region,convicted_n,convicted_d\n2023,DK,0,1\n")
	f.Add("\ufeffarea;name", "")
	f.Fuzz(func(t *testing.T, areas, references string) {
		a, err := CSVTable("housing_areas.csv", []byte(areas))
		if err != nil {
			return
		}
		r, err := CSVTable("references.csv", []byte(references))
		if err != nil {
			return
		}
		d, err := Read(Tables{Areas: a, References: r})
		if err != nil {
			return
		}
		for _, y := range d.Years() {
			s, err := stateBook(t, Options{}).Screen(d, y)
			if err != nil {
				continue
			}
			if _, err := Files(&Dossier{Screening: s, Lang: "da"}); err != nil {
				t.Error(err)
			}
		}
	})
}
