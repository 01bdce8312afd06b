package release_test

import (
	"bytes"
	"encoding/csv"
	"errors"
	"flag"
	"fmt"
	"io/fs"
	"maps"
	"math"
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"testing/fstest"
	"unicode/utf8"

	"byblik"
	"byblik/catalog"
	"byblik/release"
)

var update = flag.Bool("update", false, "write testdata/lilleby anew")

// sealed gives the files of a release with their manifest.
func sealed(t *testing.T, r *release.Release) map[string][]byte {
	t.Helper()
	files, err := release.Encode(r)
	if err != nil {
		t.Fatal(err)
	}
	if err := release.Seal(r, files); err != nil {
		t.Fatal(err)
	}
	return files
}

// written is a folder with the files of a release.
func written(t *testing.T, r *release.Release) (dir string) {
	t.Helper()
	dir = t.TempDir()
	for path, text := range sealed(t, r) {
		path = filepath.Join(dir, filepath.FromSlash(path))
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, text, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

// resealed gives files with a manifest that fits them, as somebody makes them
// who wants to be believed.
func resealed(t *testing.T, files map[string][]byte) map[string][]byte {
	t.Helper()
	if err := release.Seal(lilleby(), files); err != nil {
		t.Fatal(err)
	}
	return files
}

// The folder of Lilleby is on file, to be read like a specification.
func TestAReleaseIsTheseFiles(t *testing.T) {
	const golden = "testdata/lilleby"
	files := sealed(t, lilleby())
	if *update {
		if err := os.RemoveAll(golden); err != nil {
			t.Fatal(err)
		}
		for path, text := range files {
			path = filepath.Join(golden, filepath.FromSlash(path))
			if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(path, text, 0o600); err != nil {
				t.Fatal(err)
			}
		}
	}
	r, err := release.Open(os.DirFS(golden))
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range r.Manifest.Files {
		text, err := os.ReadFile(filepath.Join(golden, filepath.FromSlash(f.Path)))
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(text, files[f.Path]) {
			t.Errorf("%s differs from the file in %s; run go test ./release -update and read the difference", f.Path, golden)
		}
	}
	if len(r.Manifest.Files) != len(files)-1 {
		t.Errorf("%d files on file, %d written", len(r.Manifest.Files), len(files)-1)
	}
}

// What is written is read back, and written again it is the same bytes. Nothing of
// it is taken from the release in memory.
func TestWhatIsWrittenIsReadBack(t *testing.T) {
	first := sealed(t, lilleby())
	r, err := release.Decode(first)
	if err != nil {
		t.Fatal(err)
	}
	again := sealed(t, r)
	for _, path := range slices.Sorted(maps.Keys(first)) {
		if !bytes.Equal(first[path], again[path]) {
			t.Errorf("%s changed:\n%s\n%s", path, first[path], again[path])
		}
	}
	if len(again) != len(first) {
		t.Errorf("%d files, expected %d", len(again), len(first))
	}
	t.Run("codes of figures", func(t *testing.T) {
		tab := r.Table("low-income", release.AreaLevel)
		for p, want := range []byblik.Status{byblik.OK, byblik.Suppressed, byblik.OK, byblik.Missing, byblik.NotApplicable} {
			if got := tab.Value[0][p].Status(); got != want {
				t.Errorf("area %d is %v, expected %v", p, got, want)
			}
		}
		if v := tab.Value[0][2]; v.Float() != 0 || v.Status() != byblik.OK {
			t.Errorf("zero is %v %v: zero is a figure", v.Float(), v.Status())
		}
	})
	t.Run("numbers", func(t *testing.T) {
		tab := r.Table("income", release.AreaLevel)
		for p, want := range []float64{-12.5, 0.1, 0, 9007199254740992} {
			if got := tab.Value[0][p].Float(); got != want {
				t.Errorf("area %d is %v, expected %v", p, got, want)
			}
		}
		if got := tab.Value[1][1].Float(); got != 1e18 {
			t.Errorf("%v, expected 1e18", got)
		}
		if got := r.Table("income", release.DistrictLevel).Value[0][1].Float(); got != 1.0/3 {
			t.Errorf("%v, expected a third to the last bit", got)
		}
	})
	t.Run("names", func(t *testing.T) {
		want := lilleby().Level(release.AreaLevel).Places
		for i, p := range r.Level(release.AreaLevel).Places {
			if p != want[i] {
				t.Errorf("%+v, expected %+v", p, want[i])
			}
		}
	})
}

// Another reader of CSV finds these rows. They are written here by hand.
func TestFiguresAreAnOrdinaryTable(t *testing.T) {
	files := sealed(t, lilleby())
	all, err := csv.NewReader(bytes.NewReader(files["figures/low-income.csv"])).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	want := strings.Split(strings.TrimSpace(`
figure,level,place,period,value,status,numerator,numerator_status,denominator,denominator_status,low,high
low-income.area.001.2024,area,001,2024,12.5,ok,25,ok,200,ok,0,30.4
low-income.area.001.2025,area,001,2025,12.5,ok,25,ok,200,ok,,
low-income.area.002.2024,area,002,2024,,suppressed,,suppressed,150,ok,,
low-income.area.002.2025,area,002,2025,7.7,ok,10,ok,130,ok,2.1,18.3
low-income.area.003.2024,area,003,2024,0,ok,0,ok,60,ok,,
low-income.area.003.2025,area,003,2025,,suppressed,,suppressed,,suppressed,,
low-income.area.1e5.2024,area,1e5,2024,,missing,,missing,,missing,,
low-income.area.1e5.2025,area,1e5,2025,100,ok,5,ok,5,ok,,
low-income.area.-7.2024,area,-7,2024,,not_applicable,,not_applicable,0,ok,,
low-income.area.-7.2025,area,-7,2025,,not_applicable,0,ok,0,ok,,
low-income.district.1.2024,district,1,2024,10,ok,35,ok,350,ok,,
low-income.district.1.2025,district,1,2025,9.9,ok,35,ok,355,ok,,
low-income.district.2.2024,district,2,2024,,suppressed,,suppressed,75,ok,,
low-income.district.2.2025,district,2,2025,20,ok,15,ok,75,ok,,`), "\n")
	for i := range max(len(all), len(want)) {
		if i >= len(all) || i >= len(want) || strings.Join(all[i], ",") != want[i] {
			t.Fatalf("row %d of %d, expected %d rows: %v", i, len(all), len(want), all[min(i, len(all)-1)])
		}
	}
}

// A folder that is not the release that was made is refused, and the file at
// fault is named.
func TestADamagedFolderIsRefusedByName(t *testing.T) {
	other := lilleby()
	other.Manifest.ID, other.Manifest.Number = "lilleby-2025-2", 2
	other.Tables[4].Value[0][0] = byblik.CellOf(205)
	otherFiles := sealed(t, other)
	replaced := func(path, from, to string) func(map[string][]byte) {
		return func(files map[string][]byte) {
			files[path] = bytes.Replace(files[path], []byte(from), []byte(to), 1)
		}
	}
	for _, x := range []struct {
		name   string
		damage func(map[string][]byte)
		kind   byblik.Kind
		file   string
		found  string
	}{
		{"one byte", func(f map[string][]byte) { f["figures/residents.csv"][len(f["figures/residents.csv"])-3] ^= 1 }, byblik.Invalid, "figures/residents.csv", "SHA-256"},
		{"one byte more", func(f map[string][]byte) { f["places.csv"] = append(f["places.csv"], '\n') }, byblik.Invalid, "places.csv", "SHA-256"},
		{"an empty file", func(f map[string][]byte) { f["trends.csv"] = nil }, byblik.Invalid, "trends.csv", "SHA-256"},
		{"a file lacks", func(f map[string][]byte) { delete(f, "births.json") }, byblik.Invalid, "births.json", "no such file"},
		{"a file more", func(f map[string][]byte) { f["figures/secret.csv"] = []byte("1") }, byblik.Invalid, "figures/secret.csv", "does not name"},
		{"a hidden file more", func(f map[string][]byte) { f["geo/.areas.geojson.swp"] = []byte("1") }, byblik.Invalid, "geo/.areas.geojson.swp", "does not name"},
		{"the manifest of another release", func(f map[string][]byte) { f["manifest.json"] = otherFiles["manifest.json"] }, byblik.Invalid, "figures/residents.csv", "SHA-256"},
		{"no manifest", func(f map[string][]byte) { delete(f, "manifest.json") }, byblik.NotFound, "manifest.json", "no such file"},
		{"half a manifest", func(f map[string][]byte) { f["manifest.json"] = f["manifest.json"][:300] }, byblik.Invalid, "manifest.json", "EOF"},
		{"something after the manifest", func(f map[string][]byte) { f["manifest.json"] = append(f["manifest.json"], "{}"...) }, byblik.Invalid, "manifest.json", "after the end"},
		{"a later format", replaced("manifest.json", "byblik-release/2", "byblik-release/3"), byblik.Invalid, "manifest.json", "byblik-release/3"},
		{"a field of a later format", replaced("manifest.json", `"number": 1,`, `"number": 1, "colour": "red",`), byblik.Invalid, "manifest.json", "colour"},
		{"a period that is none", replaced("manifest.json", `"period": "2025",`, `"period": "25",`), byblik.Invalid, "manifest.json", "25"},
		{"a file listed twice", replaced("manifest.json", `"path": "changes.csv"`, `"path": "addresses.csv"`), byblik.Invalid, "manifest.json", "twice"},
		{"a path out of the folder", replaced("manifest.json", `"path": "addresses.csv"`, `"path": "../addresses.csv"`), byblik.Invalid, "manifest.json", "../addresses.csv"},
		{"a path from the root", replaced("manifest.json", `"path": "addresses.csv"`, `"path": "/etc/passwd"`), byblik.Invalid, "manifest.json", "/etc/passwd"},
		{"an id that is a path", replaced("manifest.json", `"id": "lilleby-2025-1"`, `"id": "../lilleby-2025-1"`), byblik.Invalid, "manifest.json", "../lilleby-2025-1"},
		{"an id with a blank", replaced("manifest.json", `"id": "lilleby-2025-1"`, `"id": "lilleby 2025"`), byblik.Invalid, "manifest.json", "lilleby 2025"},
		{"no id", replaced("manifest.json", `"id": "lilleby-2025-1"`, `"id": ""`), byblik.Invalid, "manifest.json", `""`},
	} {
		t.Run(x.name, func(t *testing.T) {
			files := sealed(t, lilleby())
			x.damage(files)
			folder := fstest.MapFS{}
			for path, text := range files {
				folder[path] = &fstest.MapFile{Data: text}
			}
			r, err := release.Open(folder)
			refused(t, r, err, x.kind, x.file, x.found)
		})
	}
	t.Run("no folder", func(t *testing.T) {
		r, err := release.Open(os.DirFS(filepath.Join(t.TempDir(), "nothing")))
		refused(t, r, err, byblik.NotFound, "", "no such folder")
	})
}

func refused(t *testing.T, r *release.Release, err error, kind byblik.Kind, file, found string) {
	t.Helper()
	var e *byblik.Error
	if !errors.As(err, &e) {
		t.Fatalf("%v, expected an error with a file", err)
	}
	if r != nil {
		t.Error("a refused release is handed over")
	}
	if e.Kind != kind || e.File != file || !strings.Contains(e.Found, found) || e.Expected == "" || e.Do == "" {
		t.Errorf("%v (kind %d), expected kind %d, %s, %s", e, e.Kind, kind, file, found)
	}
}

// opening is a folder that notes which of its files are opened.
type opening struct {
	fs.FS
	opened map[string]bool
}

func (o opening) Open(name string) (fs.File, error) {
	o.opened[name] = true
	return o.FS.Open(name)
}

// A file that the manifest says is small is not even opened when it is large:
// the folder may be a stranger's.
func TestAFileLargerThanItsManifestSaysIsNotRead(t *testing.T) {
	dir := written(t, lilleby())
	whole := opening{os.DirFS(dir), map[string]bool{}}
	if _, err := release.Open(whole); err != nil || !whole.opened["places.csv"] {
		t.Fatalf("places.csv of a whole folder: opened %v, %v", whole.opened["places.csv"], err)
	}
	path := filepath.Join(dir, "places.csv")
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	larger := opening{os.DirFS(dir), map[string]bool{}}
	if err := os.WriteFile(path, append(text, '\n'), 0o600); err != nil {
		t.Fatal(err)
	}
	r, err := release.Open(larger)
	refused(t, r, err, byblik.Invalid, "places.csv", strconv.Itoa(len(text)+1)+" bytes")
	if larger.opened["places.csv"] || !larger.opened["manifest.json"] {
		t.Error("a file that cannot be what the manifest says is read")
	}
}

// Files that never lay in a folder are held against their manifest as well: one
// more than it names, and a number of bytes that does not fit the hash.
func TestFilesInMemoryAreHeldAgainstTheirManifest(t *testing.T) {
	whole := sealed(t, lilleby())
	if _, err := release.Decode(whole); err != nil {
		t.Fatal(err)
	}
	more := maps.Clone(whole)
	more["more.csv"] = nil
	r, err := release.Decode(more)
	refused(t, r, err, byblik.Invalid, "more.csv", "does not name")
	other := maps.Clone(whole)
	size := fmt.Sprintf(`"bytes": %d`, len(whole["places.csv"]))
	other["manifest.json"] = bytes.Replace(whole["manifest.json"], []byte(size), []byte(size+"0"), 1)
	if bytes.Equal(other["manifest.json"], whole["manifest.json"]) {
		t.Fatalf("the manifest says nothing of %s", size)
	}
	r, err = release.Decode(other)
	refused(t, r, err, byblik.Invalid, "places.csv", "SHA-256")
}

// A link may point anywhere, and what it points at changes: a release has none.
func TestALinkInTheFolderIsRefused(t *testing.T) {
	dir := written(t, lilleby())
	path, elsewhere := filepath.Join(dir, "places.csv"), filepath.Join(t.TempDir(), "places.csv")
	if err := errors.Join(os.Rename(path, elsewhere), os.Symlink(elsewhere, path)); err != nil {
		t.Fatal(err)
	}
	r, err := release.Open(os.DirFS(dir))
	refused(t, r, err, byblik.Invalid, "places.csv", "no regular file")
}

// Whatever stands in a table, even under a manifest that fits, reading it ends:
// with a release that can be written again or with an error that names the
// file. It never panics. Every cell of every table is damaged in six ways, and every row left
// out and doubled.
func TestDamagedTablesNeverPanic(t *testing.T) {
	clean := sealed(t, lilleby())
	tried, taken := 0, 0
	try := func(t *testing.T, path string, all [][]string) {
		t.Helper()
		var b bytes.Buffer
		w := csv.NewWriter(&b)
		if err := w.WriteAll(all); err != nil {
			t.Fatal(err)
		}
		files := maps.Clone(clean)
		files[path] = b.Bytes()
		tried++
		if survives(t, path, resealed(t, files)) {
			taken++
		}
	}
	for _, path := range slices.Sorted(maps.Keys(clean)) {
		if !strings.HasSuffix(path, ".csv") {
			continue
		}
		all, err := csv.NewReader(bytes.NewReader(clean[path])).ReadAll()
		if err != nil {
			t.Fatal(err)
		}
		for i := range all {
			try(t, path, slices.Delete(slices.Clone(all), i, i+1))
			try(t, path, slices.Insert(slices.Clone(all), i, all[i]))
			for k := range all[i] {
				for _, bad := range []string{"", "x", "-1", "NaN", "suppressed", "2023"} {
					row := slices.Clone(all[i])
					row[k] = bad
					damaged := slices.Clone(all)
					damaged[i] = row
					try(t, path, damaged)
				}
			}
		}
	}
	t.Logf("%d damaged tables: %d can be read and written again, the others are refused", tried, taken)
}

// survives reads damaged files under a manifest that fits. It says whether they were taken.
func survives(t *testing.T, path string, files map[string][]byte) bool {
	t.Helper()
	defer func() {
		if p := recover(); p != nil {
			t.Fatalf("%s: panic %v in\n%s", path, p, files[path])
		}
	}()
	r, err := release.Decode(files)
	if err != nil {
		return false
	}
	if _, err := release.Encode(r); err != nil {
		t.Errorf("%s was read and cannot be written: %v", path, err)
	}
	return true
}

// The same for documents: every value becomes null, and every line is left out.
func TestDamagedDocumentsNeverPanic(t *testing.T) {
	clean := sealed(t, lilleby())
	tried := 0
	for _, path := range slices.Sorted(maps.Keys(clean)) {
		if !strings.HasSuffix(path, "json") || path == "manifest.json" {
			continue
		}
		lines := strings.SplitAfter(string(clean[path]), "\n")
		for i, line := range lines {
			key, _, is := strings.Cut(line, ": ")
			for _, other := range []string{"", key + ": null,\n", key + ": null\n", key + ": [],\n", key + ": {},\n", key + ": -1,\n"} {
				if !is && other != "" {
					continue
				}
				files := maps.Clone(clean)
				files[path] = []byte(strings.Join(lines[:i], "") + other + strings.Join(lines[i+1:], ""))
				tried++
				survives(t, path, resealed(t, files))
			}
		}
	}
	t.Logf("%d damaged documents", tried)
}

// A release whose parts do not fit together is not written: a fault of the
// program must not become a shifted row.
func TestWhatDoesNotFitIsNotWritten(t *testing.T) {
	for _, x := range []struct {
		name  string
		spoil func(r *release.Release)
		says  string
	}{
		{"no small areas", func(r *release.Release) { r.Levels = r.Levels[1:] }, "no level area"},
		{"a level twice", func(r *release.Release) { r.Levels = append(r.Levels, r.Levels[1]) }, "district"},
		{"a level that is a path", func(r *release.Release) { r.Levels[1].ID = "../x" }, "../x"},
		{"a code with a point", func(r *release.Release) { r.Levels[0].Places[0].Code = "0.1" }, "0.1"},
		{"a code with a slash", func(r *release.Release) { r.Levels[0].Places[0].Code = "a/b" }, "a/b"},
		{"a code with a blank", func(r *release.Release) { r.Levels[0].Places[0].Code = "a b" }, "a b"},
		{"a code with a hard blank", func(r *release.Release) { r.Levels[0].Places[0].Code = "a\u00a0b" }, "u00a0b"},
		{"a code twice", func(r *release.Release) { r.Levels[0].Places[0].Code = "002" }, "002"},
		{"no code", func(r *release.Release) { r.Levels[0].Places[0].Code = "" }, `""`},
		{"an indicator twice", func(r *release.Release) { r.Indicators[0].ID = "low-income" }, "low-income"},
		{"an indicator that is a path", func(r *release.Release) { r.Indicators[0].ID = "../../income"; r.Tables = r.Tables[2:] }, "../../income"},
		{"an indicator with a point", func(r *release.Release) { r.Indicators[0].ID = "in.come"; r.Tables = r.Tables[2:] }, "in.come"},
		{"a table of nothing", func(r *release.Release) { r.Tables[0].Indicator = "crime" }, "crime"},
		{"a table twice", func(r *release.Release) { r.Tables[1] = r.Tables[0] }, "income"},
		{"a short row in the second year", func(r *release.Release) { r.Tables[2].Value[1] = r.Tables[2].Value[1][:4] }, "low-income"},
		{"a short row of counts", func(r *release.Release) { r.Tables[2].Denominator[1] = r.Tables[2].Denominator[1][:4] }, "low-income"},
		{"short bounds", func(r *release.Release) { r.Tables[2].High[1] = nil }, "low-income"},
		{"a year twice", func(r *release.Release) {
			r.Tables[2].Periods = []byblik.Period{byblik.InYear(2024), byblik.InYear(2024)}
		}, "low-income"},
		{"years out of order", func(r *release.Release) {
			r.Tables[2].Periods = []byblik.Period{byblik.InYear(2025), byblik.InYear(2024)}
		}, "low-income"},
		{"a share without counts", func(r *release.Release) { r.Tables[2].Numerator = nil }, "low-income"},
		{"a share at one level of other years", func(r *release.Release) {
			r.Tables[3].Periods = []byblik.Period{byblik.InYear(2023), byblik.InYear(2024)}
		}, ""},
		{"a finding too few", func(r *release.Release) { r.Screening.Areas = r.Screening.Areas[:4] }, "4 findings"},
		{"findings out of order", func(r *release.Release) {
			r.Screening.Areas[0], r.Screening.Areas[1] = r.Screening.Areas[1], r.Screening.Areas[0]
		}, "finding 0"},
		{"borders of fewer areas", func(r *release.Release) { r.Geography.Areas = r.Geography.Areas[:3] }, "borders"},
		{"borders of no level", func(r *release.Release) { r.Geography.Zones = r.Geography.Areas }, "borders"},
		{"a definition out of the folder", func(r *release.Release) { r.Definitions["../../x"] = []byte("x") }, "../../x"},
		{"an id that is a path", func(r *release.Release) { r.Manifest.ID = "a/b" }, "a/b"},
	} {
		t.Run(x.name, func(t *testing.T) {
			r := lilleby()
			x.spoil(r)
			defer func() {
				if p := recover(); p != nil {
					t.Fatalf("panic: %v", p)
				}
			}()
			files, err := release.Encode(r)
			if x.says == "" {
				if err != nil {
					t.Fatal(err)
				}
				return
			}
			if err == nil || files != nil || !strings.Contains(err.Error(), x.says) {
				t.Errorf("%v, expected an error that says %s", err, x.says)
			}
		})
	}
}

// A name is taken apart into the parts it was made of, and nothing else is a name.
func TestNamesOfFigures(t *testing.T) {
	for _, x := range []struct {
		name string
		id   release.FigureID
	}{
		{"low-income.area.017.2025", release.FigureID{Indicator: "low-income", Level: release.AreaLevel, Place: "017", Period: byblik.InYear(2025)}},
		{"low-income.zone.søen-a.2012/2013.denominator", release.FigureID{Indicator: "low-income", Level: release.ZoneLevel, Place: "søen-a", Period: byblik.Period{Kind: byblik.TwoYearMean, Year: 2013}, Part: "denominator"}},
		{"a.city.city.2025-Q3.numerator", release.FigureID{Indicator: "a", Level: release.CityLevel, Place: "city", Period: byblik.Period{Kind: byblik.Quarter, Year: 2025, Part: 3}, Part: "numerator"}},
	} {
		if got := x.id.String(); got != x.name {
			t.Errorf("%s, expected %s", got, x.name)
		}
		if got, err := release.ParseFigureID(x.name); err != nil || got != x.id {
			t.Errorf("%+v, %v, expected %+v", got, err, x.id)
		}
	}
	for _, bad := range []string{"", "a", "a.b.c", "a.area.1.25", ".area.1.2025", "a..1.2025", "a.area..2025", "a.area.1.2025.low", "a.area.1.2025.numerator.x", "a.area.1.2025."} {
		if id, err := release.ParseFigureID(bad); err == nil {
			t.Errorf("%q is read as %+v", bad, id)
		}
	}
}

// Half is rounded away from zero on the decimals that a person sees, as schools
// teach it; the machine's own rounding gives 2.67 and 0.2.
func TestRounding(t *testing.T) {
	for _, x := range []struct {
		v        float64
		decimals int
		want     float64
	}{{2.675, 2, 2.68}, {0.25, 1, 0.3}, {-0.25, 1, -0.3}, {1.005, 2, 1.01}, {0.5, 0, 1}, {-0.5, 0, -1}, {1e21, 1, 1e21}, {9007199254740991, 0, 9007199254740991}, {5e-324, 1, 0}} {
		if got := release.Round(x.v, x.decimals); got != x.want {
			t.Errorf("%v to %d decimals is %v, expected %v", x.v, x.decimals, got, x.want)
		}
	}
	if got := release.Round(-0.04, 1); got != 0 || math.Signbit(got) {
		t.Errorf("-0.04 is %v, expected 0 without a sign", got)
	}
	if got := release.Round(math.NaN(), 1); !math.IsNaN(got) {
		t.Errorf("no number is %v", got)
	}
	for _, s := range []byblik.Status{byblik.Missing, byblik.Suppressed, byblik.NotApplicable} {
		if got := release.RoundCell(byblik.CellWithout(s), 1); got.Status() != s {
			t.Errorf("%v became %v", s, got.Status())
		}
	}
}

// Another folder of the same release has the same hash, and a release with one
// other figure has another.
func TestTheHashStandsForTheWholeRelease(t *testing.T) {
	one, same, other := lilleby(), lilleby(), lilleby()
	other.Tables[4].Value[1][4] = byblik.CellOf(5)
	for _, r := range []*release.Release{one, same, other} {
		sealed(t, r)
	}
	if one.Hash == "" || one.Hash != same.Hash || one.Hash == other.Hash {
		t.Errorf("%s, %s, %s", one.Hash, same.Hash, other.Hash)
	}
	// The order in which definitions are put in is no part of it.
	turned := lilleby()
	turned.Definitions = map[string][]byte{}
	for i := range 20 {
		turned.Definitions[fmt.Sprint(i)] = nil
	}
	again := lilleby()
	again.Definitions = map[string][]byte{}
	for i := range 20 {
		again.Definitions[fmt.Sprint(19-i)] = nil
	}
	sealed(t, turned)
	sealed(t, again)
	if turned.Hash != again.Hash {
		t.Error("the order of a map is in the hash")
	}
}

// A screening may propose no zone. The level is there all the same, without
// places and without figures.
func TestALevelMayHaveNoPlaces(t *testing.T) {
	r := lilleby()
	r.Levels = append(r.Levels, release.Level{ID: release.ZoneLevel, One: r.Levels[0].One, Many: r.Levels[0].Many})
	years := r.Tables[0].Periods
	r.Tables = append(r.Tables, release.Table{Indicator: "residents", Level: release.ZoneLevel, Periods: years, Value: make([][]byblik.Cell, 2), Low: make([][]float64, 2), High: make([][]float64, 2)})
	r.Screening.Zones, r.Geography.Zones = nil, []byblik.MultiPolygon{}
	first := sealed(t, r)
	read, err := release.Decode(first)
	if err != nil {
		t.Fatal(err)
	}
	if l := read.Level(release.ZoneLevel); l == nil || len(l.Places) != 0 {
		t.Errorf("level %v, expected one without places", l)
	}
	for path, text := range sealed(t, read) {
		if !bytes.Equal(text, first[path]) {
			t.Errorf("%s changed", path)
		}
	}
}

// No cell of a canonical table is run by a spreadsheet that opens it, and each is
// read back as it was. A code that is a plain number stays one.
func TestNoCellOfATableIsAFormula(t *testing.T) {
	r := lilleby()
	for i, name := range []string{"=1+1", "'=1+1", "''-x", "＝SUM(A1)", "-", "\r=2", "'quoted", "O'Neill", "+45 12 34"} {
		r.Levels[0].Places[i%5].Name = catalog.Text{Da: name, En: "-" + name}
		r.Addresses = append(r.Addresses, release.Address{Street: name, Number: "-1", Postcode: "@" + name, Town: "+1+cmd|x", Area: "001"})
	}
	for i := range r.Screening.Areas {
		r.Screening.Areas[i].Note = "=HYPERLINK(1)"
	}
	files := sealed(t, r)
	for path, text := range files {
		if !strings.HasSuffix(path, ".csv") {
			continue
		}
		all, err := csv.NewReader(bytes.NewReader(text)).ReadAll()
		if err != nil {
			t.Fatal(err)
		}
		for n, row := range all {
			for _, c := range row {
				first, _ := utf8.DecodeRuneInString(c)
				if _, err := strconv.ParseFloat(c, 64); err != nil && strings.ContainsRune("=+-@\t\r\n＝＋－＠", first) && c != "" {
					t.Errorf("%s line %d: a spreadsheet runs %q", path, n+1, c)
				}
			}
		}
	}
	back, err := release.Decode(files)
	if err != nil {
		t.Fatal(err)
	}
	if got, want := back.Levels[0].Places, r.Levels[0].Places; !reflect.DeepEqual(got, want) {
		t.Errorf("places %v, expected %v", got, want)
	}
	if !reflect.DeepEqual(back.Addresses, r.Addresses) {
		t.Errorf("addresses %v, expected %v", back.Addresses, r.Addresses)
	}
}

// A release of the first format, whose formulas are in English alone, is read; its
// formula is known in Danish all the same. One of a later format is refused.
func TestTheFirstFormatIsRead(t *testing.T) {
	files := sealed(t, lilleby())
	old := maps.Clone(files)
	delete(old, "noise.csv") // which it does not have
	old["births.json"] = regexp.MustCompile(`"formula": \{[^}]*"en": ("[^"]*")\s*\}`).ReplaceAll(files["births.json"], []byte(`"formula": $1`))
	if bytes.Equal(old["births.json"], files["births.json"]) {
		t.Fatal("births.json has no formula in two languages")
	}
	old = resealed(t, old)
	as := func(format string) map[string][]byte {
		m := maps.Clone(old)
		m["manifest.json"] = bytes.Replace(old["manifest.json"], []byte(`"byblik-release/2"`), []byte(`"`+format+`"`), 1)
		return m
	}
	r, err := release.Decode(as("byblik-release/1"))
	if err != nil {
		t.Fatal(err)
	}
	if !reflect.DeepEqual(r.Births, lilleby().Births) {
		t.Errorf("births %v, expected %v", r.Births, lilleby().Births)
	}
	for _, format := range []string{"byblik-release/2", "byblik-release/3"} {
		if _, err := release.Decode(as(format)); err == nil {
			t.Errorf("English formulas alone are read as %s", format)
		}
	}
}

// The keys by which counts were drawn are kept where noise follows records, in
// letters alone, and read back; a table of another shape is refused.
func TestTheDrawsOfARelease(t *testing.T) {
	r := lilleby()
	if got := string(sealed(t, r)["noise.csv"]); got != "column,period,keys\n" {
		t.Errorf("noise that follows names is kept, too: %s", got)
	}
	r.Noise = []release.Drawn{{Column: "town/all", Period: byblik.InYear(2024), Masked: []uint64{0, 1, math.MaxUint64, 0x0123456789abcdef, 1 << 63}},
		{Column: "town/all", Period: byblik.InYear(2025), Masked: []uint64{5, 4, 3, 2, 1}}}
	files := sealed(t, r)
	if got := strings.Split(string(files["noise.csv"]), "\n")[1]; got != "town/all,2024,aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaabppppppppppppppppabcdefghijklmnopiaaaaaaaaaaaaaaa" {
		t.Errorf("kept as %s", got)
	}
	back, err := release.Decode(files)
	if err != nil {
		t.Fatal(err)
	}
	if !reflect.DeepEqual(back.Noise, r.Noise) {
		t.Errorf("read back as %v", back.Noise)
	}
	for _, bad := range []string{"column,period,keys\ntown/all,2024,aaaa\n", "column,period,keys\ntown/all,2024," + strings.Repeat("a", 79) + "q\n", "column,period\n", ""} {
		damaged := maps.Clone(files)
		damaged["noise.csv"] = []byte(bad)
		damaged = resealed(t, damaged)
		var e *byblik.Error
		if _, err := release.Decode(damaged); !errors.As(err, &e) || e.File != "noise.csv" {
			t.Errorf("%q is read: %v", bad, err)
		}
	}
	r.Noise[0].Masked = r.Noise[0].Masked[1:]
	if _, err := release.Encode(r); err == nil {
		t.Error("keys of four of five areas are written")
	}
}
