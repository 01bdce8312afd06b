package web

// frontPage shows the state of the city, the search first.
func frontPage(r *request) (*answer, error) {
	a := &answer{title: r.Site(), about: r.say("front.about", "city", r.City())}
	a.csv = &sheet{head: []string{"release", "areas", "zones"}}
	a.csv.add(r.Manifest.ID, exact(float64(len(r.places("area")))), exact(float64(len(r.Screening.Zones))))
	a.json = struct {
		Areas int `json:"areas"`
		Zones int `json:"zones"`
	}{len(r.places("area")), len(r.Screening.Zones)}
	return a, nil
}
