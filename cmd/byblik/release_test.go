package main

import (
	"bytes"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/binary"
	"encoding/csv"
	"encoding/hex"
	"fmt"
	"math"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"byblik"
	"byblik/catalog"
	"byblik/compile"
	"byblik/minby"
	"byblik/publish"
	"byblik/release"
)

func openRelease(t *testing.T, dir string) (*release.Release, map[string][]byte) {
	t.Helper()
	r, err := release.Open(os.DirFS(dir))
	if err != nil {
		t.Fatal(err)
	}
	files := map[string][]byte{}
	for _, f := range r.Manifest.Files {
		if files[f.Path], err = os.ReadFile(filepath.Join(dir, f.Path)); err != nil {
			t.Fatal(err)
		}
	}
	return r, files
}

// One number, everywhere: every figure of the release, read back from every
// format, is the same text as in the canonical file, or the same word.
func TestEveryFormatSaysTheSameOfEveryFigure(t *testing.T) {
	dir, _ := minbyRelease(t)
	sameInEveryFormat(t, dir)
}

// sameInEveryFormat reads every figure of a release back from every format: as
// many as the plan of the release has, and no other. Without are the indicators
// of the plan of which nothing was delivered.
func sameInEveryFormat(t *testing.T, dir string, without ...byblik.IndicatorID) {
	t.Helper()
	r, files := openRelease(t, dir)
	all, drawn := plannedTexts(t, r, without)
	channels, err := publish.Channels(r.Manifest.ID, files)
	if err != nil {
		t.Fatal(err)
	}
	canonical, compared := channels[0].Figures, 0
	for _, ch := range channels {
		want := all
		for name, text := range canonical {
			id, err := release.ParseFigureID(strings.TrimSuffix(strings.TrimSuffix(name, ".low"), ".high"))
			if err != nil {
				t.Fatal(err)
			}
			if strings.HasSuffix(ch.Name, "geojson/") && !hasBorders(id.Level) {
				continue
			}
			compared++
			if got, ok := ch.Figures[name]; !ok || got != text {
				t.Fatalf("%s: %s is %q, expected %q", ch.Name, name, got, text)
			}
		}
		if strings.HasSuffix(ch.Name, "geojson/") {
			want = drawn
		}
		if len(ch.Figures) != want {
			t.Errorf("%s has %d figures, counts and bounds, the plan of the release %d", ch.Name, len(ch.Figures), want)
		}
	}
	if want := (len(channels)-1)*all + drawn; len(channels) != 9 || compared != want {
		t.Errorf("%d comparisons in %d channels, expected %d", compared, len(channels), want)
	}
	t.Logf("%d figures, counts and bounds in %d formats: %d comparisons, 0 differences", all, len(channels)-1, compared)
}

// hasBorders says that the places of a level are drawn: the city, and its parts,
// have no borders of their own.
func hasBorders(level release.LevelID) bool {
	return level != release.PartLevel && level != release.CityLevel
}

// plannedTexts counts what a release must say by its plan: of each indicator, at
// each level that the plan names, in each period and place a value; of a share
// its two counts as well, of a mean its persons; of either both ends of the
// interval where it is shown. Drawn are those of places with borders.
func plannedTexts(t *testing.T, r *release.Release, without []byblik.IndicatorID) (all, drawn int) {
	t.Helper()
	_, plan, err := compile.DefinitionsOf(r)
	if err != nil {
		t.Fatal(err)
	}
	tables := 0
	for _, x := range plan.Indicators {
		ind := r.Indicator(x.Indicator)
		if lacking := slices.Contains(without, x.Indicator); lacking != (ind == nil) {
			t.Errorf("the plan's %s: without a delivery %v, in the release %v", x.Indicator, lacking, ind != nil)
		}
		if ind == nil {
			continue
		}
		for _, l := range r.Levels {
			tab := r.Table(x.Indicator, l.ID)
			if planned := len(x.Levels) == 0 || slices.Contains(x.Levels, string(l.ID)); planned != (tab != nil) {
				t.Errorf("%s at the level %s: planned %v, in the release %v", x.Indicator, l.ID, planned, tab != nil)
			}
			if tab == nil {
				continue
			}
			tables++
			if want := len(r.Table(x.Indicator, release.CityLevel).Periods); len(tab.Periods) != want {
				t.Errorf("%s at the level %s has %d periods, the city %d", x.Indicator, l.ID, len(tab.Periods), want)
			}
			texts := len(tab.Periods) * len(l.Places)
			share, mean := ind.Kind == release.Share, ind.Kind == release.Mean && len(ind.Denominator) > 0
			switch {
			case share:
				texts *= 3
			case mean:
				texts *= 2
			}
			if share || mean {
				for k := range tab.Periods {
					for p := range l.Places {
						if tab.Value[k][p].Status() == byblik.OK {
							texts += 2
						}
					}
				}
			}
			if all += texts; hasBorders(l.ID) {
				drawn += texts
			}
		}
	}
	if tables != len(r.Tables) {
		t.Errorf("%d tables, the plan has %d", len(r.Tables), tables)
	}
	return all, drawn
}

// A figure is made again, to the last digit, from its birth certificate, the
// files that it names and the key of the noise. Everything here is computed
// apart from package disclose: HMAC-SHA-256 (RFC 2104), rounding, division. Of
// the figures that the plan counts on 97.6 per cent are shown. The ladder of
// households keeps back another 13.1 per cent of all cells: none of them is shown,
// and the certificates say why in both languages.
func TestRandomFiguresAreMadeAgainFromTheirCertificates(t *testing.T) {
	dir, from := minbyRelease(t)
	r, _ := openRelease(t, dir)
	raw, ladder := readTown(t, from, r), ladderOf(t, r)
	var planned, kept []cellAt
	for i := range r.Tables {
		tab := &r.Tables[i]
		for k := range tab.Periods {
			for p := range r.Level(tab.Level).Places {
				c := cellAt{tab, k, p}
				if !ladder.keeps(c) {
					planned = append(planned, c)
				} else if kept = append(kept, c); c.value().Status() != byblik.Suppressed {
					t.Errorf("%s is %s, and the ladder keeps it back", c.id(r), c.value().Status())
				}
			}
		}
	}
	shown := 0
	for _, c := range planned {
		if c.value().Status() == byblik.OK {
			shown++
		}
	}
	t.Logf("%.1f per cent of %d planned figures are shown; the ladder keeps %d others back, %.1f per cent of all", 100*float64(shown)/float64(len(planned)), len(planned), len(kept), 100*float64(len(kept))/float64(len(planned)+len(kept)))
	random := rand.New(rand.NewPCG(1, 2)) //nolint:gosec // a test that must repeat
	shown = 0
	for range 1000 {
		c := planned[random.IntN(len(planned))]
		raw.remake(t, r, from, c)
		if c.value().Status() == byblik.OK {
			shown++
		}
	}
	if shown < 900 {
		t.Errorf("only %d of 1,000 planned figures are shown", shown)
	}
	site, _ := siteOf(t, dir)
	for range 100 {
		c := kept[random.IntN(len(kept))]
		raw.remake(t, r, from, c)
		saysWhy(t, site, r, c)
	}
}

// cellAt is a cell of a table: its period and its place.
type cellAt struct {
	*release.Table
	k, p int
}

func (c cellAt) value() byblik.Cell { return c.Value[c.k][c.p] }

func (c cellAt) id(r *release.Release) release.FigureID {
	return release.FigureID{Indicator: c.Indicator, Level: c.Level, Place: r.Level(c.Level).Places[c.p].Code, Period: c.Periods[c.k]}
}

// remake makes the figure of a table again from the deliveries that its
// certificate names.
func (raw rawTown) remake(t *testing.T, r *release.Release, from string, c cellAt) {
	t.Helper()
	id := c.id(r)
	b := slices.IndexFunc(r.Births, func(b release.Birth) bool { return b.Indicator == id.Indicator && b.Period == id.Period.String() })
	if b < 0 {
		t.Fatalf("%s has no birth certificate", id)
	}
	for _, d := range r.Births[b].Deliveries {
		text, err := os.ReadFile(filepath.Join(from, d.File))
		if sum := sha256.Sum256(text); err != nil || seal("seal", hex.EncodeToString(sum[:])) != d.Seal || d.SHA256 != "" {
			t.Fatalf("%s: %s is not the file of the certificate", id, d.File)
		}
	}
	x, areas := r.Indicator(id.Indicator), membersOf(r, id)
	switch x.Kind {
	case release.Count:
		raw.hold(t, id, x.Numerator[0], areas, c.value())
	case release.Mean:
		raw.holdMean(t, id, x, areas, c.value())
	default:
		n := raw.hold(t, id, x.Numerator[0], areas, c.Numerator[c.k][c.p])
		d := raw.hold(t, id, x.Denominator[0], areas, c.Denominator[c.k][c.p])
		if v := c.value(); v.Status() == byblik.OK {
			want := strconv.FormatFloat(math.Floor(100*n/d*10+0.5)/10, 'f', 1, 64)
			if got := strconv.FormatFloat(v.Float(), 'f', 1, 64); got != want {
				t.Errorf("%s is %s, expected %s of %v and %v", id, got, want, n, d)
			}
		}
	}
}

// households are what a release tells of the ladder of households: its plan,
// residents, and dwellings by level, place and period.
type households struct {
	release   *release.Release
	key       map[byblik.IndicatorID]bool // shown from 20 households on
	classes   map[byblik.IndicatorID]int  // columns that the plan divides those counted into
	residents byblik.IndicatorID
	dwellings byblik.IndicatorID // whose denominator counts them
}

func ladderOf(t *testing.T, r *release.Release) *households {
	t.Helper()
	_, plan, err := compile.DefinitionsOf(r)
	if err != nil {
		t.Fatal(err)
	}
	out := &households{release: r, key: map[byblik.IndicatorID]bool{}, classes: map[byblik.IndicatorID]int{}, residents: r.Screening.Residents}
	for _, x := range plan.Indicators {
		ind := r.Indicator(x.Indicator)
		if slices.Contains(ind.Denominator, plan.Homes) {
			out.dwellings = x.Indicator
		}
		if out.key[x.Indicator] = x.Key || out.dwellings == x.Indicator; x.Least > 0 {
			t.Fatalf("%s has a least denominator, of which this test knows nothing", x.Indicator)
		}
		for _, s := range plan.Sums {
			if slices.ContainsFunc(s.Parts, func(part string) bool { return slices.Contains(slices.Concat(ind.Numerator, ind.Denominator), part) }) {
				out.classes[x.Indicator] = len(s.Parts)
			}
		}
	}
	if out.dwellings == "" {
		t.Fatal("no indicator tells of dwellings")
	}
	return out
}

// keeps says that the ladder keeps a figure back, by what is published alone:
// places.csv tells the fewest households that a place has now, the dwellings
// those of the figure's own period. A place in which nobody lives keeps nothing
// back.
func (h *households) keeps(c cellAt) bool {
	of := func(id byblik.IndicatorID, counts func(*release.Table) [][]byblik.Cell) (byblik.Cell, bool) {
		x := h.release.Table(id, c.Level)
		i := slices.Index(x.Periods, c.Periods[c.k])
		if i < 0 {
			return byblik.CellWithout(byblik.Missing), false
		}
		return counts(x)[i][c.p], true
	}
	if n, _ := of(h.residents, func(x *release.Table) [][]byblik.Cell { return x.Value }); n.Status() == byblik.OK && n.Float() == 0 {
		return false
	}
	fewest, _, _ := strings.Cut(h.release.Level(c.Level).Places[c.p].Homes, "-")
	now, _ := strconv.ParseFloat(fewest, 64) // 0 where there is no band
	if !h.shows(c.Indicator, now, c.k == len(c.Periods)-1) {
		return true
	}
	then, known := of(h.dwellings, func(x *release.Table) [][]byblik.Cell { return x.Denominator })
	if !known || then.Status() == byblik.Missing {
		return false
	}
	return !h.shows(c.Indicator, then.Float(), true) // not a number where they are hidden: few
}

// shows is the ladder of docs/disclosure.md.
func (h *households) shows(id byblik.IndicatorID, homes float64, newest bool) bool {
	few := h.classes[id] <= 3
	switch {
	case homes >= 150:
		return true
	case !newest:
		return false
	case homes >= 100:
		return true
	case homes >= 50:
		return few
	case homes >= 20:
		return few && (h.key[id] || id == h.residents)
	}
	return id == h.residents
}

// saysWhy asks the site for the certificate of a figure that the ladder keeps
// back.
func saysWhy(t *testing.T, site http.Handler, r *release.Release, c cellAt) {
	t.Helper()
	homes := strings.Replace(r.Level(c.Level).Places[c.p].Homes, "-", "–", 1)
	for address, why := range map[string]string{"/da/tal/": "Her bor %s husstande. Et sted med under 150 viser kun", "/en/figure/": "%s households live here. A place with fewer than 150 shows"} {
		w := httptest.NewRecorder()
		site.ServeHTTP(w, httptest.NewRequest("GET", address+c.id(r).String(), nil))
		if want := fmt.Sprintf(why, homes); w.Code != http.StatusOK || !strings.Contains(w.Body.String(), want) {
			t.Errorf("%s%s, %d: does not say %q", address, c.id(r), w.Code, want)
		}
	}
}

func membersOf(r *release.Release, id release.FigureID) (areas []string) {
	for _, a := range r.Level(release.AreaLevel).Places {
		part := release.RestOfCity
		if a.Zone != "" {
			part = release.Designated
		}
		if slices.Contains([]string{string(release.AreaLevel) + a.Code, string(release.DistrictLevel) + a.District, string(release.ZoneLevel) + a.Zone,
			string(release.PartLevel) + part, string(release.CityLevel) + release.City}, string(id.Level)+id.Place) {
			areas = append(areas, a.Code)
		}
	}
	return areas
}

// rawTown is the town's table: source/column, area and year to the count.
type rawTown map[string]float64

func readTown(t *testing.T, from string, r *release.Release) rawTown {
	t.Helper()
	c, _, err := compile.DefinitionsOf(r)
	if err != nil {
		t.Fatal(err)
	}
	text, err := os.ReadFile(filepath.Join(from, "minby_figures.csv"))
	if err != nil {
		t.Fatal(err)
	}
	in := csv.NewReader(bytes.NewReader(bytes.TrimPrefix(text, []byte("\ufeff"))))
	in.Comma = ';'
	all, err := in.ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	out := rawTown{}
	for _, col := range c.Sources["minby-figures"].Columns {
		k := slices.Index(all[0], col.Name)
		for _, row := range all[1:] {
			if v, err := strconv.ParseFloat(strings.Replace(row[k], ",", ".", 1), 64); err == nil {
				out["minby-figures/"+col.ID+" "+row[0]+" "+row[1]] = v
			}
		}
	}
	return out
}

// hold makes a protected count again and gives it.
func (raw rawTown) hold(t *testing.T, id release.FigureID, column string, areas []string, cell byblik.Cell) float64 {
	t.Helper()
	sum, key := 0.0, uint64(0)
	for _, a := range areas {
		v, ok := raw[column+" "+a+" "+id.Period.String()]
		if ok {
			sum += v
			key ^= draw("record", column, "minby:"+a, id.Period.String())
		}
	}
	if cell.Status() != byblik.OK {
		return math.NaN()
	}
	if sum > 0 && sum < 5 {
		t.Errorf("%s, %s: a count below five is shown", id, column)
	}
	low := math.Floor(sum/5) * 5
	want := low
	if float64(draw("round", string(binary.BigEndian.AppendUint64(nil, key)))>>11)/(1<<53) < (sum-low)/5 {
		want += 5
	}
	if cell.Float() != want {
		t.Errorf("%s, %s: %v, expected %v of the delivery", id, column, cell.Float(), want)
	}
	return want
}

// holdMean makes the protected mean of an amount over persons again: whole
// square metres, since the plan's step is 1.
func (raw rawTown) holdMean(t *testing.T, id release.FigureID, x *release.Indicator, areas []string, cell byblik.Cell) {
	t.Helper()
	if cell.Status() != byblik.OK {
		return
	}
	sum, persons, key := 0.0, 0.0, uint64(0)
	for _, a := range areas {
		at := " " + a + " " + id.Period.String()
		if n, ok := raw[x.Denominator[0]+at]; ok {
			persons += n
			sum += n * raw[x.Numerator[0]+at] // the table tells the mean of an area
			key ^= draw("record", x.Denominator[0], "minby:"+a, id.Period.String())
		}
	}
	low := math.Floor(sum / persons)
	want := low
	if float64(draw("mean", string(binary.BigEndian.AppendUint64(nil, key)))>>11)/(1<<53) < sum/persons-low {
		want++
	}
	if cell.Float() != want || persons < 5 {
		t.Errorf("%s: %v, expected %v of %v over %v persons", id, cell.Float(), want, sum, persons)
	}
}

func draw(use string, parts ...string) uint64 { return binary.BigEndian.Uint64(mac(use, parts...)) }

func mac(use string, parts ...string) []byte {
	m := hmac.New(sha256.New, []byte(minbySecret))
	for _, p := range append([]string{use}, parts...) {
		m.Write(binary.BigEndian.AppendUint64(nil, uint64(len(p))))
		m.Write([]byte(p))
	}
	return m.Sum(nil)
}

func seal(use string, parts ...string) string { return hex.EncodeToString(mac(use, parts...)) }

// process starts byblik as a process of its own.
func process(env []string, args ...string) *exec.Cmd {
	cmd := exec.Command(os.Args[0], args...) //nolint:gosec // the test itself
	cmd.Env = append(append(os.Environ(), "BYBLIK_AS_COMMAND=1"), env...)
	return cmd
}

// Another process, folder, number of processors, time zone and language give
// the same release hash.
func TestAReleaseIsTheSameOnAnotherMachine(t *testing.T) {
	dir, from := minbyRelease(t)
	r, _ := openRelease(t, dir)
	out := t.TempDir()
	cmd := process([]string{"TZ=Pacific/Kiritimati", "LANG=da_DK.UTF-8", "LC_ALL=da_DK.UTF-8", "GOMAXPROCS=1"}, "run", "minby-2025", "--from", from, "--out", out, "--stress", strconv.Itoa(demoStress), "--workers", "3")
	if text, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, text)
	}
	again, _ := openRelease(t, filepath.Join(out, r.Manifest.ID))
	if again.Hash != r.Hash {
		for i, f := range again.Manifest.Files {
			if r.Manifest.Files[i].SHA256 != f.SHA256 {
				t.Errorf("%s differs", f.Path)
			}
		}
		t.Errorf("hash %s, expected %s", again.Hash, r.Hash)
	}
}

// A correction is a release of its own: it names the one that it replaces, says
// why, lists what changed, and leaves the old folder as it was. Both together
// give nobody away.
func TestACorrectionIsANewReleaseWithReasonAndChanges(t *testing.T) {
	old, from := minbyRelease(t)
	before, _ := openRelease(t, old)
	releases := filepath.Dir(old)
	corrected := filepath.Join(t.TempDir(), "files")
	if err := os.CopyFS(corrected, os.DirFS(from)); err != nil {
		t.Fatal(err)
	}
	miscount(t, corrected)
	args := []string{"run", "minby-2025", "--from", corrected, "--out", releases, "--stress", "0"}
	if code := execute(args, discard(t), discard(t)); code != exitUsage {
		t.Errorf("a second first release: exit code %d, expected %d", code, exitUsage)
	}
	args = append(args, "--replaces", "minby-2025-1", "--reason-da", "Område 004 var talt forkert.", "--reason-en", "Area 004 was miscounted.")
	if code := execute(args, discard(t), os.Stderr); code != exitDone {
		t.Fatalf("exit code %d", code)
	}
	after, _ := openRelease(t, filepath.Join(releases, "minby-2025-2"))
	if after.Manifest.Replaces != "minby-2025-1" || after.Manifest.Reason == nil || after.Manifest.Reason.In(catalog.Da) != "Område 004 var talt forkert." {
		t.Errorf("replaces %q, reason %v", after.Manifest.Replaces, after.Manifest.Reason)
	}
	changed := map[string]bool{}
	for _, c := range after.Changes {
		changed[c.Figure.String()] = true
	}
	for _, f := range []string{"minby-low-income.area.004.2025", "minby-low-income.area.004.2025.numerator"} {
		if !changed[f] {
			t.Errorf("%s is not among the %d changed figures", f, len(changed))
		}
	}
	if changed["minby-low-income.area.005.2025"] || changed["minby-low-income.area.004.2024"] {
		t.Error("a figure that did not change is listed")
	}
	if again, _ := openRelease(t, old); again.Hash != before.Hash {
		t.Error("the old release changed")
	}
	if len(after.Certificate.Releases) != 2 || after.Certificate.Exact != 0 || after.Certificate.Narrowed != 0 {
		t.Errorf("certificate %+v", after.Certificate)
	}
	ids := func(r *release.Release) (all []string) {
		for _, z := range r.Screening.Zones {
			all = append(all, z.ID)
		}
		return all
	}
	if was, now := ids(before), ids(after); len(was) == 0 || !slices.Equal(was, now) {
		t.Errorf("25 persons more in one area: the zones %v have become %v", was, now)
	}
}

// miscount counts 25 persons more in area 004 in 2025.
func miscount(t *testing.T, from string) {
	t.Helper()
	path := filepath.Join(from, "minby_figures.csv")
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	lines := strings.Split(string(text), "\n")
	for i, l := range lines {
		if c := strings.Split(l, ";"); len(c) > 4 && c[0] == "004" && c[1] == "2025" {
			n, _ := strconv.Atoi(c[4])
			c[4] = strconv.Itoa(n + 25)
			lines[i] = strings.Join(c, ";")
		}
	}
	if err := os.WriteFile(path, []byte(strings.Join(lines, "\n")), 0o600); err != nil {
		t.Fatal(err)
	}
}

// With files, key and everything else gone, whoever has the folder reads it,
// checks it and attacks it.
func TestAReleaseNeedsNothingElse(t *testing.T) {
	dir, _ := minbyRelease(t)
	report, err := attackFolders([]string{dir}, attackFlags{})
	if err != nil {
		t.Fatal(err)
	}
	if !report.Holds() || report.Exact != 0 || report.Narrowed != 0 || report.Cells < 30_000 {
		t.Errorf("%d breaches, %d exact, %d narrowed of %d", len(report.Breaches), report.Exact, report.Narrowed, report.Cells)
	}
}

// An approval lies beside the folder, is bound to its bytes, and is never
// earlier than the release's own hour.
func TestAnApprovalIsBoundToTheReleaseAndItsHour(t *testing.T) {
	dir, _ := minbyRelease(t)
	if _, err := approve(dir, "Ida", "2025-12-31T23:59:59Z"); byblik.KindOf(err) != byblik.Usage {
		t.Errorf("an hour before the release's: %v", err)
	}
	if _, err := approve(dir, "Ida", "now"); err == nil || !strings.Contains(err.Error(), "--at") {
		t.Errorf("no hour: %v", err)
	}
	if _, err := approve(dir, " ", ""); byblik.KindOf(err) != byblik.Usage {
		t.Errorf("nobody approves: %v", err)
	}
	path, err := approve(dir, "Ida", "2026-12-01T08:00:00+01:00")
	if err != nil {
		t.Fatal(err)
	}
	r, _ := openRelease(t, dir)
	text, err := os.ReadFile(path)
	if err != nil || filepath.Dir(path) != filepath.Dir(dir) || !strings.Contains(string(text), r.Hash) || !strings.Contains(string(text), "2026-12-01T07:00:00Z") {
		t.Errorf("%s: %s", path, text)
	}
	t.Chdir(dir)
	if again, err := approve(".", "Ida", ""); err != nil || again != path {
		t.Errorf("from inside the folder: %s, %v", again, err)
	}
	openRelease(t, dir) // nothing was added to it
	copied := filepath.Join(t.TempDir(), "copy")
	if err := os.CopyFS(copied, os.DirFS(dir)); err != nil {
		t.Fatal(err)
	}
	if path, err := approve(copied, "Ida", ""); byblik.KindOf(err) != byblik.Usage {
		t.Errorf("a folder of another name, which serve would not find: %s, %v", path, err)
	}
	if err := os.WriteFile(filepath.Join(dir, "places.csv"), nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := approve(dir, "Ida", ""); byblik.KindOf(err) != byblik.Invalid {
		t.Errorf("a damaged release is approved: %v", err)
	}
}

// A release is attacked together with those that are there. One that came
// meanwhile, from another run, was not among them.
func TestARunFindsWhatCameMeanwhile(t *testing.T) {
	dir, _ := minbyRelease(t)
	releases := filepath.Dir(dir)
	j, err := releaseOfMinby(1, 0)
	if err != nil {
		t.Fatal(err)
	}
	wrote := func() error { return j.put(releases, "minby-2024-1", map[string][]byte{"manifest.json": nil}) }
	j.together = true
	if err := wrote(); byblik.KindOf(err) != byblik.Conflict {
		t.Errorf("beside a release that was not attacked: %v", err)
	}
	if j.Earlier, err = earlierReleases(releases, j.Catalog.PlaceOf(j.Plan), j.Rules.Areas.Frame); err != nil {
		t.Fatal(err)
	}
	if err := wrote(); err != nil {
		t.Error(err)
	}
}

// Killed at any moment a run leaves no half release: what is there is whole,
// what was acknowledged is there, and the next run gives the same bytes. Four
// times here, 200 times with BYBLIK_LONG=1. The town's first year is enough: a
// run takes the same stages with less to count.
func TestAKilledRunLeavesNoHalfRelease(t *testing.T) {
	from := filepath.Join(t.TempDir(), "files")
	if err := writeMinby(from, minby.Seed); err != nil {
		t.Fatal(err)
	}
	run := func(out string) *exec.Cmd {
		return process(nil, "run", "minby-2025", "--from", from, "--out", out, "--stress", "0", "--period", strconv.Itoa(minby.First))
	}
	out := t.TempDir()
	start := time.Now()
	text, err := run(out).CombinedOutput()
	if err != nil {
		t.Fatalf("%v: %s", err, text)
	}
	takes := time.Since(start)
	made := onlyRelease(t, out)
	whole, _ := openRelease(t, made)
	kills := 4
	if os.Getenv("BYBLIK_LONG") == "1" {
		kills = 200
	}
	random := rand.New(rand.NewPCG(3, 4)) //nolint:gosec // a test that must repeat
	out = t.TempDir()
	dir := filepath.Join(out, filepath.Base(made))
	writing, acknowledged, there := 0, 0, 0
	for k := range kills {
		cmd := run(out)
		var said bytes.Buffer
		halves := halfFolders(out)
		cmd.Stdout = &said
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		// Every other kill falls into the moments in which the folder is written.
		if k%2 == 0 {
			time.Sleep(time.Duration(random.Float64() * 1.1 * float64(takes)))
		} else if waitForHalf(t, out, halves, 10*takes) {
			writing++
			time.Sleep(time.Duration(random.Float64() * float64(takes) / 10))
		}
		_ = cmd.Process.Kill()
		_ = cmd.Wait()
		_, missing := os.Stat(dir)
		if strings.Contains(said.String(), "written to") {
			if acknowledged++; missing != nil {
				t.Fatalf("kill %d: an acknowledged release is lost", k)
			}
		}
		if missing == nil {
			there++
			if r, _ := openRelease(t, dir); r.Hash != whole.Hash {
				t.Fatalf("kill %d: another release", k)
			}
			if err := os.RemoveAll(dir); err != nil {
				t.Fatal(err)
			}
		}
		if (k+1)%20 == 0 {
			t.Logf("%d kills, %d of them while the folder was written: %d whole releases, %d acknowledged, 0 half or lost", k+1, writing, there, acknowledged)
		}
	}
	left := len(halfFolders(out))
	text, err = run(out).CombinedOutput()
	if err != nil {
		t.Fatalf("a run after kills: %v: %s", err, text)
	}
	if n := len(halfFolders(out)); n != 0 || strings.Count(string(text), "removed .byblik-") != left {
		t.Errorf("%d of %d half folders are left: %s", n, left, text)
	}
	if again, _ := openRelease(t, onlyRelease(t, out)); again.Hash != whole.Hash {
		t.Error("a run after kills gives other bytes")
	}
}

// onlyRelease is the one folder below a folder of releases.
func onlyRelease(t *testing.T, releases string) string {
	t.Helper()
	all, err := filepath.Glob(filepath.Join(releases, "[^.]*"))
	if err != nil || len(all) != 1 {
		t.Fatalf("%v, expected one release: %v", all, err)
	}
	return all[0]
}

// halfFolders names the folders that were never finished. Nobody reads them:
// their names begin with a point.
func halfFolders(releases string) []string {
	half, _ := filepath.Glob(filepath.Join(releases, ".byblik-*"))
	return half
}

// waitForHalf waits until another folder is being written than those before;
// false if it is whole already.
func waitForHalf(t *testing.T, releases string, before []string, longest time.Duration) bool {
	t.Helper()
	for end := time.Now().Add(longest); time.Now().Before(end); time.Sleep(time.Millisecond) {
		for _, half := range halfFolders(releases) {
			if !slices.Contains(before, half) {
				return true
			}
		}
		if whole, _ := filepath.Glob(filepath.Join(releases, "[^.]*")); len(whole) > 0 {
			return false
		}
	}
	t.Fatal("nothing is written")
	return false
}

// The data dictionary names every column of the tables that it describes, in
// both languages.
func TestTheDictionaryNamesEveryColumn(t *testing.T) {
	dir, _ := minbyRelease(t)
	_, files := openRelease(t, dir)
	for _, lang := range []string{"da", "en"} {
		all, err := csv.NewReader(bytes.NewReader(files["formats/dictionary-"+lang+".csv"])).ReadAll()
		if err != nil {
			t.Fatal(err)
		}
		columns := map[string][]string{}
		for _, row := range all[1:] {
			if row[2] == "" {
				t.Errorf("%s: %s of %s has no meaning", lang, row[1], row[0])
			}
			columns[row[0]] = append(columns[row[0]], row[1])
		}
		columns["figures/minby-residents.csv"] = columns["figures/*.csv"]
		for _, path := range []string{"figures/minby-residents.csv", "places.csv", "trends.csv", "gaps.csv", "screening/areas.csv", "screening/criteria.csv", "lists/lists.csv"} {
			head, _, _ := strings.Cut(string(files[path]), "\n")
			if want := strings.Split(head, ","); !slices.Equal(columns[path], want) {
				t.Errorf("%s, %s: the dictionary has %v, the file %v", lang, path, columns[path], want)
			}
		}
	}
}
