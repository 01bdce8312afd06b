package compile

import (
	"strings"
	"testing"
	"testing/fstest"

	"byblik"
	"byblik/catalog"
	"byblik/minby"
	"byblik/run"
	"byblik/source"
)

// minbyBuilder is a builder that knows Minby's catalog and areas, and reads
// sources of the town; text replaces a file.
func minbyBuilder(t *testing.T) (*builder, func(id, text string) *byblik.Delivery) {
	t.Helper()
	c, err := catalog.Embedded()
	if err != nil {
		t.Fatal(err)
	}
	files := minby.Files(minby.Seed)
	read := func(id, text string) *byblik.Delivery {
		t.Helper()
		q := source.Request{FS: files, Definition: c.Sources[id], AllPeriods: true}
		if text != "" {
			q.FS = fstest.MapFS{c.Sources[id].Files[0].Name: {Data: []byte(text)}}
		}
		ds, err := source.Read(q)
		if err != nil {
			t.Fatal(err)
		}
		return ds[0]
	}
	b := &builder{Input: Input{Run: run.Input{Catalog: c}}}
	for _, r := range read("minby-areas", "").Rows {
		b.areas = append(b.areas, byblik.Area{Code: r.Area, Name: r.Name, District: r.District})
	}
	return b, read
}

// A release shows what was delivered beside figures: every house door where
// the register has it, the map, playgrounds, interventions in both languages.
func TestPublicFactsAreShownAsDelivered(t *testing.T) {
	b, read := minbyBuilder(t)
	b.Shown = Shown{Context: read("minby-context", ""), Addresses: read("minby-doors", ""), Playgrounds: read("minby-playgrounds", ""), Interventions: read("minby-interventions", "")}
	if err := b.shown(); err != nil {
		t.Fatal(err)
	}
	type door struct{ street, number, area string }
	at := map[door]byblik.Point{}
	for a := range minby.Register(minby.Seed).Addresses() {
		at[door{a.Street, a.Number, a.Area}] = byblik.Point{a.Lon, a.Lat}
	}
	if len(b.out.Addresses) != len(at) {
		t.Errorf("%d addresses, the register has %d doors", len(b.out.Addresses), len(at))
	}
	for _, a := range b.out.Addresses {
		want := at[door{a.Street, a.Number, a.Area}]
		if dx, dy := a.At[0]-want[0], a.At[1]-want[1]; dx*dx+dy*dy > 9e-14 { // two decimals of a metre
			t.Fatalf("%+v lies in the register at %v", a, want)
		}
	}
	kinds := map[string]int{}
	for _, c := range b.out.Geography.Context {
		kinds[c.Kind]++
	}
	if kinds["water"] != 2 || kinds["rail"] != 2 || kinds["place"] < 11 {
		t.Errorf("the map shows %v", kinds)
	}
	if len(b.out.Playgrounds) < 11 || len(b.out.Interventions) != 12 {
		t.Errorf("%d playgrounds, %d interventions", len(b.out.Playgrounds), len(b.out.Interventions))
	}
	for _, x := range b.out.Interventions {
		if x.ID == "jobbroen" && (x.Title.En != "The job bridge" || len(x.Partners) != 2 || x.Partners[1].En != "The business association" || x.From != "2022" || len(x.Areas) == 0) {
			t.Errorf("read %+v", x)
		}
	}
}

// A row in an area that is not there, or with partners in one language only,
// is refused with its line.
func TestPublicFactsOfUnknownAreasAreRefused(t *testing.T) {
	head := "id;titel_da;titel_en;om_da;om_en;maal;forvaltning_da;forvaltning_en;partnere_da;partnere_en;omraader;fra;til;status\n"
	for _, c := range []struct {
		what func(*Shown, *byblik.Delivery)
		id   string
		text string
		want string
	}{
		{func(s *Shown, d *byblik.Delivery) { s.Interventions = d }, "minby-interventions", head + "x;a;a;a;a;1a;a;a;;;001 999;2024;;running\n", `minby_interventions.csv:2: x: [outside-frame] found the small area "999"`},
		{func(s *Shown, d *byblik.Delivery) { s.Interventions = d }, "minby-interventions", head + "x;a;a;a;a;1a;a;a;p|q;p;001;2024;;running\n", "2 partners in Danish, 1 in English"},
		{func(s *Shown, d *byblik.Delivery) { s.Addresses = d }, "minby-doors", "id,street,number,postcode,place,area,x,y\nh0000001,Agernallé,1,0160,Engelund,401,641478.42,6236782.46\n", `the small area "401"`},
		{func(s *Shown, d *byblik.Delivery) { s.Addresses = d }, "minby-doors", "id,street,number,postcode,place,area,x,y\nh0000001,Agernallé,1,0160,Engelund,230,,6236782.46\n", "an address without coordinates"},
		{func(s *Shown, d *byblik.Delivery) { s.Playgrounds = d }, "minby-playgrounds", `{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"id":"1","kind":"staffed_playground","name":"P","area":"001"},"geometry":{"type":"LineString","coordinates":[[11.3,56.3],[11.4,56.3]]}}]}`, "a playground that is no point"},
	} {
		b, read := minbyBuilder(t)
		c.what(&b.Shown, read(c.id, c.text))
		if err := b.shown(); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: got %v, want %q", c.id, err, c.want)
		}
	}
}
