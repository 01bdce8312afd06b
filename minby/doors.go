package minby

import (
	"bytes"
	"cmp"
	"slices"
	"strconv"
	"strings"

	"byblik"

	"github.com/peterstace/simplefeatures/carto"
	"github.com/peterstace/simplefeatures/geom"
)

// addressesFile writes every house door of the town, as an extract of the
// Danish address register (DAR) does: coordinates in EPSG:25832, which is
// metres east and north, with two decimals.
func (t *town) addressesFile() []byte {
	p := streetsOf(t)
	utm, err := carto.NewUTMFromCode("32N")
	if err != nil {
		panic(err) // the code is written here
	}
	order := make([]int, len(p.entrances))
	for i := range order {
		order[i] = i
	}
	slices.SortFunc(order, func(i, j int) int {
		a, b := &p.entrances[i], &p.entrances[j]
		return cmp.Or(strings.Compare(a.street, b.street), strings.Compare(p.areaOf(a).code, p.areaOf(b).code), cmp.Compare(atoi(a.number), atoi(b.number)))
	})
	var b bytes.Buffer
	b.WriteString("id,street,number,postcode,place,area,x,y\n")
	for _, i := range order {
		e := &p.entrances[i]
		a := p.areaOf(e)
		lon, lat := place(e.at)
		at := utm.Forward(geom.XY{X: lon, Y: lat})
		b.WriteString(doorID(i) + "," + e.street + "," + e.number + "," + postcodes[a.district] + "," + a.district + "," + a.code + "," + metres(at.X) + "," + metres(at.Y) + "\n")
	}
	return b.Bytes()
}

func (p *People) areaOf(e *entrance) *area { return p.town.areas[p.patches[e.patch].area] }

func doorID(i int) string {
	s := strconv.Itoa(i + 1)
	return "h" + "0000000"[len(s):] + s
}

func metres(v float64) string { return strconv.FormatFloat(v, 'f', 2, 64) }

func atoi(s string) int {
	n, _ := strconv.Atoi(s) // written by ourselves
	return n
}

// work of the town's administration that stands in InterventionsFile: where it
// happens is told by points of the plan, and it covers the areas whose middle
// lies within reach; none covers the whole town.
type effort struct {
	id, titleDa, titleEn, aboutDa, aboutEn string
	goal                                   string
	lead                                   int // of the administrations
	partnersDa, partnersEn                 []string
	at                                     []byblik.Point
	reach                                  float64
	from, until, state                     string
}

// administrations of the invented town.
var administrations = [][2]string{
	{"Børne- og Skoleforvaltningen", "Children and Schools Administration"}, {"Jobforvaltningen", "Employment Administration"},
	{"Sundhedsforvaltningen", "Health Administration"}, {"Socialforvaltningen", "Social Services Administration"},
	{"By- og Miljøforvaltningen", "City and Environment Administration"}, {"Kulturforvaltningen", "Culture Administration"},
}

// efforts are invented from the first word to the last.
var efforts = []effort{
	{id: "trin-for-trin", titleDa: "Trin for trin til uddannelse", titleEn: "Step by step into education", goal: "1a", lead: 0,
		aboutDa: "Vejledere møder de unge på gaden, i klubben og på skolen og følger dem, til de er begyndt på en ungdomsuddannelse.",
		aboutEn: "Guidance workers meet young people in the street, the club and the school, and stay with them until they have begun a youth education.",
		at:      []byblik.Point{{1900, 8300}, {2500, 1700}, {5200, 9850}}, reach: 900, from: "2023", state: "running", partnersDa: []string{"Minby Erhvervsskole"}, partnersEn: []string{"Minby Vocational College"}},
	{id: "jobbroen", titleDa: "Jobbroen", titleEn: "The job bridge", goal: "1a", lead: 1,
		aboutDa: "Virksomheder ved havnen tager beboere i praktik med en fast kontaktperson.",
		aboutEn: "Firms at the harbour take residents on placements, with a contact person of their own.",
		at:      []byblik.Point{{8350, 4400}}, reach: 1100, from: "2022", until: "2026", state: "running", partnersDa: []string{"Minby Havn", "Erhvervsforeningen"}, partnersEn: []string{"Port of Minby", "The business association"}},
	{id: "sundhedshus", titleDa: "Sundhedshus på hjørnet", titleEn: "Health house on the corner", goal: "1b", lead: 2,
		aboutDa: "Sygeplejersker har åbent to eftermiddage om ugen uden tid og henvisning.",
		aboutEn: "Nurses are in two afternoons a week, without appointment or referral.",
		at:      []byblik.Point{{1900, 8300}, {3700, 4000}}, reach: 1000, from: "2024", state: "running", partnersDa: []string{"Lægerne i Minby Vest"}, partnersEn: []string{"The doctors of Minby West"}},
	{id: "gaa-med", titleDa: "Gå med", titleEn: "Walk along", goal: "1b", lead: 2,
		aboutDa: "Frivillige går ture med ældre, som ellers kommer lidt ud.",
		aboutEn: "Volunteers walk with older people who otherwise seldom leave home.",
		from:    "2021", until: "2024", state: "finished", partnersDa: []string{"Minby Frivilligcenter"}, partnersEn: []string{"Minby Volunteer Centre"}},
	{id: "lommepenge", titleDa: "Lommepengejob", titleEn: "Pocket-money jobs", goal: "1c", lead: 3,
		aboutDa: "Unge på 13–17 år passer grønne områder og cykelværksteder efter skole.",
		aboutEn: "Young people aged 13–17 look after green spaces and bicycle workshops after school.",
		at:      []byblik.Point{{2500, 1700}, {6100, 1500}, {9900, 1300}}, reach: 950, from: "2023", state: "running", partnersDa: []string{"Boligselskabet Kajen", "SSP Minby"}, partnersEn: []string{"Housing association Kajen", "SSP Minby"}},
	{id: "klubben-kalder", titleDa: "Klubben kalder", titleEn: "The club calls", goal: "1c", lead: 5,
		aboutDa: "Foreninger viser deres idræt frem i skoletiden, og kommunen betaler det første års kontingent.",
		aboutEn: "Associations show their sport in school hours, and the town pays the first year's fee.",
		from:    "2024", state: "running", partnersDa: []string{"Minby Idrætsråd"}, partnersEn: []string{"Minby Sports Council"}},
	{id: "nye-facader", titleDa: "Nye facader i Søndervang", titleEn: "New fronts in Søndervang", goal: "2a", lead: 4,
		aboutDa: "Blokkene får lyse indgange, nye altaner og stier, som binder dem sammen med byen.",
		aboutEn: "The blocks get bright entrances, new balconies and paths that tie them to the town.",
		at:      []byblik.Point{{3700, 4000}}, reach: 800, from: "2025", until: "2029", state: "running", partnersDa: []string{"Boligselskabet Kajen"}, partnersEn: []string{"Housing association Kajen"}},
	{id: "havnepladsen", titleDa: "Havnepladsen for alle", titleEn: "The harbour square for everyone", goal: "2a", lead: 4,
		aboutDa: "Beboere og kommune tegner sammen et torv med scene, bænke og værksted.",
		aboutEn: "Residents and the town design a square with a stage, benches and a workshop.",
		at:      []byblik.Point{{8350, 4400}}, reach: 700, from: "2027", until: "2030", state: "planned", partnersDa: []string{"Havnebyens Beboerforening"}, partnersEn: []string{"Havnebyen Residents' Association"}},
	{id: "aabne-legepladser", titleDa: "Åbne legepladser", titleEn: "Open playgrounds", goal: "2b", lead: 0,
		aboutDa: "Pædagoger er på legepladsen hver dag, også i ferien.",
		aboutEn: "Staff are on the playground every day, in the holidays too.",
		from:    "2020", state: "running"},
	{id: "groen-kile", titleDa: "Den grønne kile", titleEn: "The green wedge", goal: "2b", lead: 4,
		aboutDa: "En sti med træer og vandleg fra Lyngager til parken.",
		aboutEn: "A path with trees and water play from Lyngager to the park.",
		at:      []byblik.Point{{6100, 1500}, {6400, 2600}}, reach: 800, from: "2022", until: "2025", state: "finished", partnersDa: []string{"Minby Vand"}, partnersEn: []string{"Minby Water"}},
	{id: "trygge-aftener", titleDa: "Trygge aftener", titleEn: "Safe evenings", goal: "2c", lead: 3,
		aboutDa: "Naboer, politi og kommune går aftenrunder og retter lys og stier, hvor folk er utrygge.",
		aboutEn: "Neighbours, police and town walk in the evening and mend lights and paths where people feel unsafe.",
		at:      []byblik.Point{{4700, 6150}, {1900, 8300}, {9900, 1300}}, reach: 900, from: "2024", state: "running", partnersDa: []string{"Minby Politi", "Boligselskabet Kajen"}, partnersEn: []string{"Minby Police", "Housing association Kajen"}},
	{id: "bus-7", titleDa: "Bus 7 på tværs", titleEn: "Bus 7 across", goal: "2c", lead: 4,
		aboutDa: "En ny buslinje forbinder boligområderne ved motorvejen med stationen hvert tiende minut.",
		aboutEn: "A new bus line joins the housing areas by the motorway to the station every ten minutes.",
		at:      []byblik.Point{{3700, 4000}, {2500, 1700}}, reach: 1200, from: "2026", state: "planned", partnersDa: []string{"Minby Trafik"}, partnersEn: []string{"Minby Transport"}},
}

var effortsHead = []string{"id", "titel_da", "titel_en", "om_da", "om_en", "maal", "forvaltning_da", "forvaltning_en", "partnere_da", "partnere_en", "omraader", "fra", "til", "status"}

// interventionsFile writes the efforts as a Danish spreadsheet does: byte order
// mark, semicolons; lists in a cell are separated by a bar, areas by blanks.
func (t *town) interventionsFile() []byte {
	var b bytes.Buffer
	b.WriteString("\ufeff" + strings.Join(effortsHead, ";") + "\r\n")
	for _, e := range efforts {
		lead := administrations[e.lead]
		b.WriteString(strings.Join([]string{e.id, e.titleDa, e.titleEn, e.aboutDa + " (Opdigtet indsats.)", e.aboutEn + " (Invented intervention.)", e.goal, lead[0], lead[1],
			strings.Join(e.partnersDa, "|"), strings.Join(e.partnersEn, "|"), strings.Join(t.around(e), " "), e.from, e.until, e.state}, ";") + "\r\n")
	}
	return b.Bytes()
}

// around gives the codes of the inhabited areas within reach of an effort.
func (t *town) around(e effort) (codes []string) {
	for _, a := range t.areas {
		near := slices.ContainsFunc(e.at, func(p byblik.Point) bool { return apart(p, a.middle) <= e.reach })
		if near && a.figures[years-1].residents > 0 {
			codes = append(codes, a.code)
		}
	}
	return codes
}
