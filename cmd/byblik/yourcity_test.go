package main

import (
	"bufio"
	"math"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"byblik"
	"byblik/reference"
	"byblik/release"
)

// The commands of docs/your-city.md run as they are written there, on the
// publishers' own files, from deliveries to the public site: of Birmingham,
// Copenhagen and, with a plan by path, Manchester.
func TestTheGuideTakesARealCityToItsSite(t *testing.T) {
	england, kbh := reference.Folder(t, "england-imd"), reference.Folder(t, "copenhagen")
	guide, err := filepath.Abs(filepath.Join("..", "..", "docs", "your-city.md"))
	if err != nil {
		t.Fatal(err)
	}
	work := t.TempDir()
	for name, to := range map[string]string{"england": england, "kbh": kbh, "manchester.yaml": filepath.Join(filepath.Dir(guide), "examples", "your-city", "manchester.yaml")} {
		if err := os.Symlink(to, filepath.Join(work, name)); err != nil {
			t.Fatal(err)
		}
	}
	t.Chdir(work)
	ran := 0
	for _, args := range commandsOf(t, guide) {
		switch args[0] {
		case "serve":
			continue // the crawler reads the same site below
		case "run":
			args = append(args, "--stress", "20")
		}
		if code, _, stderr := command(t, args...); code != exitDone {
			t.Fatalf("byblik %s: exit %d\n%s", strings.Join(args, " "), code, stderr)
		}
		ran++
	}
	if ran < 7 {
		t.Errorf("only %d commands ran", ran)
	}
	sameInEveryFormat(t, "birmingham/birmingham-2019-1")
	sameInEveryFormat(t, "copenhagen/copenhagen-2013-1", "kk-youth-without-education", "kk-child-poverty", "kk-chronic-disease")
	t.Run("Birmingham", func(t *testing.T) { readCity(t, "birmingham/birmingham-2019-1", birmingham) })
	t.Run("Copenhagen", func(t *testing.T) { readCity(t, "copenhagen/copenhagen-2013-1", copenhagen) })
	t.Run("Manchester", func(t *testing.T) { readCity(t, "manchester/manchester-2019-1", manchester) })
}

// commandsOf are the commands of a guide's code blocks, without the name of the
// program.
func commandsOf(t *testing.T, guide string) (out [][]string) {
	t.Helper()
	f, err := os.Open(guide)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	code := false
	for s := bufio.NewScanner(f); s.Scan(); {
		line := s.Text()
		if strings.HasPrefix(line, "```") {
			code = !code
		} else if args, ok := strings.CutPrefix(line, "byblik "); ok && code {
			out = append(out, words(args))
		}
	}
	return out
}

// words splits a command at its blanks, but for those between quotes.
func words(line string) (out []string) {
	for k, part := range strings.Split(line, `"`) {
		if k%2 == 1 {
			out = append(out, part)
			continue
		}
		out = append(out, strings.Fields(part)...)
	}
	return out
}

// cityPages says what the pages of a city must and must not hold, where all of
// them are read.
type cityPages struct {
	least             int      // answers of the crawl
	all               []string // on every page: in Danish, in English
	never             []string
	absent            []string // addresses that are not there
	sought, means     string   // what is typed, and the address that it finds
	everywhere, links string   // a credit line, and on which page
}

var (
	birmingham = cityPages{least: 1500, never: []string{"State&#39;s lists", "Statens lister", "pdigte", "nvented", "Minby", "minby", "six-criteria-england-2019 --"},
		all: []string{"En prøve af metoden", "A trial of the method"}, absent: []string{"/en/state-lists", "/da/maal", "/en/find/file"}, sought: "E01009417", means: "/en/area/E01009417",
		everywhere: "Contains OS data © Crown copyright", links: "/en/data"}
	copenhagen = cityPages{least: 1500, never: []string{"pdigte", "nvented", "Minby", "minby"}, all: []string{"Tal for 3 af 6 kriterier", "Figures for 3 of 6 criteria"},
		absent: []string{"/en/state-lists", "/da/find/fil"}, sought: "ulvefod", means: "/en/area/", everywhere: "Rodegrænser: Københavns Kommune.", links: "/da/data"}
	manchester = cityPages{least: 500, never: []string{"Birmingham", "pdigte", "nvented", "Minby", "minby"}, all: []string{"En prøve af metoden", "A trial of the method"}, absent: []string{"/en/goals"},
		sought: "manchester 001a", means: "/en/area/E01", everywhere: "Open Government Licence v3.0", links: "/en/data"}
)

func readCity(t *testing.T, dir string, want cityPages) {
	site, r := siteOf(t, dir)
	c := crawled(t, site, r, func(address, page string) {
		always := want.all[1]
		if strings.HasPrefix(address, "/da/") {
			always = want.all[0]
		}
		if !strings.Contains(page, always) {
			t.Errorf("%s does not say %q", address, always)
		}
		if strings.Contains(address, "/definition/") {
			return // files as they were written
		}
		for _, bad := range want.never {
			if strings.Contains(page, bad) {
				t.Errorf("%s says %q", address, bad)
			}
		}
	})
	if c.pages < want.least || c.figures < want.least {
		t.Error("the crawler saw too little of the site")
	}
	for _, address := range want.absent {
		w := httptest.NewRecorder()
		site.ServeHTTP(w, httptest.NewRequest("GET", address, nil))
		if w.Code != 404 {
			t.Errorf("%s: status %d, expected 404", address, w.Code)
		}
	}
	ask := httptest.NewRequest("POST", "/en/find", strings.NewReader(url.Values{"q": {want.sought}}.Encode()))
	ask.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	w := httptest.NewRecorder()
	site.ServeHTTP(w, ask)
	if found := w.Body.String() + w.Header().Get("Location"); !strings.Contains(found, want.means) {
		t.Errorf("%q does not find %s: status %d", want.sought, want.means, w.Code)
	}
	w = httptest.NewRecorder()
	site.ServeHTTP(w, httptest.NewRequest("GET", want.links, nil))
	if !strings.Contains(w.Body.String(), want.everywhere) {
		t.Errorf("%s does not give the credit %q", want.links, want.everywhere)
	}
	checkMeans(t, r)
}

// checkMeans holds every mean of a larger place against the small areas and
// their residents, as anybody can read them.
func checkMeans(t *testing.T, r *release.Release) {
	t.Helper()
	people, held := r.Table(r.Screening.Residents, release.AreaLevel), 0
	for i := range r.Tables {
		tab := &r.Tables[i]
		if x := r.Indicator(tab.Indicator); x.Kind != release.Mean || tab.Level != release.PartLevel {
			continue
		}
		areas := r.Table(tab.Indicator, release.AreaLevel)
		if areas == nil {
			continue
		}
		k := len(tab.Periods) - 1
		sum, all := [2]float64{}, [2]float64{}
		for a, p := range r.Level(release.AreaLevel).Places {
			part := 1
			if p.Zone != "" {
				part = 0
			}
			// Values are printed with so many decimals; the mean was made of them all.
			if v, n := areas.Value[k][a], people.Value[len(people.Periods)-1][a]; v.Status() == byblik.OK && n.Status() == byblik.OK {
				sum[part] += v.Float() * n.Float()
				all[part] += n.Float()
			}
		}
		for part := range 2 {
			held++
			unit := 1.0
			for range r.Indicator(tab.Indicator).Decimals {
				unit /= 10
			}
			if got := tab.Value[k][part].Float(); math.Abs(got-sum[part]/all[part]) > unit*1.01 {
				t.Errorf("%s, part %d: %v, the small areas give %v", tab.Indicator, part, got, sum[part]/all[part])
			}
		}
	}
	t.Logf("%d means of larger places held against their small areas", held)
}
