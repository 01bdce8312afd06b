package main

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"byblik/cube"
)

// takeDefinitions are sources of the tests: persons, and a table by area.
const takeDefinitions = `id: taken-persons
title: {da: Prøvepersoner (opdigtede), en: Persons of the tests (invented)}
publisher: byblik (opdigtet)
licence: CC0 1.0
class: microdata
format: csv
files: [{name: persons.csv}]
unit: [person]
protection:
  legal_basis: {da: Ingen - personerne er opdigtede., en: None - the persons are invented.}
  purpose: {da: Prøver., en: Tests.}
  delete_after: "2031-12-31"
columns:
  - {id: person, name: person, kind: text}
  - {id: income, name: income, kind: number}
---
id: taken-table
title: {da: Prøvetal (opdigtede), en: Figures of the tests (invented)}
publisher: byblik (opdigtet)
licence: CC0 1.0
class: restricted
format: csv
files: [{name: table.csv}]
key: {frame: tests, column: area, lists: true}
period: {column: year}
columns:
  - {id: residents, name: residents, kind: count}
`

func newTaking(t *testing.T) *taken {
	t.Helper()
	t.Setenv("BYBLIK_AS_COMMAND", "1") // the reading process is this test binary
	dir := t.TempDir()
	if err := os.MkdirAll(filepath.Join(dir, "definitions", "sources"), 0o755); err != nil {
		t.Fatal(err)
	}
	k := &taken{T: t, dir: dir, args: []string{"--into", filepath.Join(dir, "data"), "--definitions", filepath.Join(dir, "definitions")}}
	k.file("definitions/sources/taken.yaml", takeDefinitions)
	return k
}

// taken is a data folder with definitions, and files beside it.
type taken struct {
	*testing.T
	dir  string
	args []string
}

func (k *taken) file(name, text string) string {
	k.Helper()
	path := filepath.Join(k.dir, name)
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		k.Fatal(err)
	}
	return path
}

func (k *taken) take(args ...string) (code int, stdout, stderr string) {
	k.Helper()
	return command(k.T, append(append([]string{"take"}, k.args...), args...)...)
}

func (k *taken) deliveries() cube.Deliveries {
	return cube.Deliveries{Dir: filepath.Join(k.dir, "data", "deliveries")}
}

// whole checks every kept delivery and gives their hashes.
func (k *taken) whole() map[string]bool {
	k.Helper()
	all, err := k.deliveries().All()
	if err != nil {
		k.Fatal(err)
	}
	hashes := map[string]bool{}
	for _, d := range all {
		if err := k.deliveries().Check(d); err != nil {
			k.Error(err)
		}
		hashes[d.Receipt.SHA256] = true
	}
	return hashes
}

func somePersons(n int, salt string) string {
	var b strings.Builder
	b.WriteString("person,income\n")
	for i := range n {
		fmt.Fprintf(&b, "%s%06d,%d\n", salt, i, i%1000)
	}
	return b.String()
}

func TestTakeKeepsADeliveryOnce(t *testing.T) {
	k := newTaking(t)
	persons := k.file("persons.csv", somePersons(1000, "p"))
	code, out, stderr := k.take("taken-persons", persons)
	if code != exitDone || !strings.Contains(out, "1000 rows read, 1000 used") || !strings.Contains(out, "kept: ") {
		t.Fatalf("%d: %s%s", code, out, stderr)
	}
	if code, out, _ := k.take("taken-persons", persons); code != exitDone || !strings.Contains(out, "was taken before") {
		t.Errorf("again, %d: %s", code, out)
	}
	if code, _, stderr := k.take("taken-table", persons); code == exitDone || !strings.Contains(stderr, "taken as a delivery of taken-persons") {
		t.Errorf("as another source, %d: %s", code, stderr)
	}
	table := k.file("anyname.csv", "area,year,residents\n01,2024,10\n02,2024,20\n01,2023,9\n02,2023,19\n")
	bad := k.file("bad.csv", "area,year,residents\n01,2024,ten\n")
	code, out, stderr = k.take("taken-table", bad, table)
	if code != exitRefused || !strings.Contains(out, "4 rows read, 4 used") || !strings.Contains(stderr, "bad.csv:2: residents:") {
		t.Errorf("a good and a bad file, %d: %s%s", code, out, stderr)
	}
	if n := len(k.whole()); n != 2 {
		t.Errorf("%d deliveries are kept, want 2", n)
	}
	if code, out, _ := k.take("--check"); code != exitDone || !strings.Contains(out, "2 deliveries whole, 0 deleted") {
		t.Errorf("check, %d: %s", code, out)
	}
	left, _ := filepath.Glob(filepath.Join(k.dir, "data", "deliveries", ".taking-*"))
	if len(left) > 0 {
		t.Errorf("left behind: %v", left)
	}
}

// What was read under another definition is not what the definition says now:
// a code that has since been declared as missing would still be a figure.
func TestTakeRefusesWhatWasReadUnderAnotherDefinition(t *testing.T) {
	k := newTaking(t)
	persons := k.file("persons.csv", "person,income\na,1\nb,99\n")
	if code, _, stderr := k.take("taken-persons", persons); code != exitDone {
		t.Fatalf("%d: %s", code, stderr)
	}
	k.file("definitions/sources/taken.yaml", strings.Replace(takeDefinitions, "Persons of the tests", "Invented persons", 1))
	if code, out, stderr := k.take("taken-persons", persons); code != exitDone || !strings.Contains(out, "was taken before") {
		t.Errorf("another title, %d: %s", code, stderr)
	}
	k.file("definitions/sources/taken.yaml", strings.Replace(takeDefinitions, "name: income, kind: number", `name: income, kind: number, missing: ["99"]`, 1))
	code, out, stderr := k.take("taken-persons", persons)
	if code == exitDone || !strings.Contains(stderr, "another definition of taken-persons") {
		t.Errorf("another missing code, %d: %s%s", code, out, stderr)
	}
}

// The message leads to the definitions.
func TestTakeNamesTheNearestSource(t *testing.T) {
	k := newTaking(t)
	if _, _, stderr := k.take("taken-person", k.file("persons.csv", "person,income\na,1\n")); !strings.Contains(stderr, "taken-persons") {
		t.Error(stderr)
	}
	if _, _, stderr := command(t, "take", "taken-persons", k.file("persons.csv", "person,income\na,1\n"), "--into", k.dir); !strings.Contains(stderr, "--definitions DIR") {
		t.Error(stderr)
	}
}

// A folder, and one file of the several of a shapefile, are answered with what
// to give instead.
func TestTakeTellsWhatIsNoDelivery(t *testing.T) {
	k := newTaking(t)
	for file, want := range map[string]string{k.dir: "name the files in it", k.file("borders.shp", "x"): "pack .shp, .dbf, .prj and .cpg into one zip file"} {
		if code, _, stderr := k.take("taken-table", file); code != exitUsage || !strings.Contains(stderr, want) {
			t.Errorf("%d: %s", code, stderr)
		}
	}
}

// The reading process gets every limit, and a name that begins with a dash.
func TestTheReadingProcessHasAllLimits(t *testing.T) {
	f := takeFlags{memory: 300, size: 5, time: 90 * time.Minute}
	k, err := f.taking("minby-figures")
	if err != nil {
		t.Fatal(err)
	}
	if got, want := strings.Join(k.Reader("stage", "-x.csv"), " "), "take --stage stage --memory 300 --size 5 --time 1h30m0s --definitions  -- minby-figures -x.csv"; got != want {
		t.Errorf("%s\n%s", got, want)
	}
	taken := newTaking(t)
	file := taken.file("-x.csv", somePersons(10, "p"))
	t.Chdir(filepath.Dir(file))
	if code, out, stderr := taken.take("taken-persons", "--", "-x.csv"); code != exitDone || !strings.Contains(out, "10 used") {
		t.Errorf("%d: %s%s", code, out, stderr)
	}
}

// A file that has been changed in the folder is found.
func TestTakeCheckFindsOtherBytes(t *testing.T) {
	k := newTaking(t)
	if code, _, stderr := k.take("taken-persons", k.file("persons.csv", somePersons(10, "p"))); code != exitDone {
		t.Fatal(stderr)
	}
	for hash := range k.whole() {
		file := k.deliveries().File(hash)
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		text[len(text)/2] ^= 1
		if err := os.Remove(file); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, text, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if code, _, stderr := k.take("--check"); code != exitRefused || !strings.Contains(stderr, "other bytes than its receipt says") {
		t.Errorf("%d: %s", code, stderr)
	}
}

// Records about persons are deleted when their last day has passed; what is
// left are the receipt and the hashes, and they are not taken again.
func TestTakeDeletesWhatMayNoLongerBeHeld(t *testing.T) {
	k := newTaking(t)
	persons := k.file("persons.csv", somePersons(100, "p"))
	table := k.file("table.csv", "area,year,residents\n01,2024,10\n")
	for _, args := range [][]string{{"taken-persons", persons, "--today", "2031-12-31"}, {"taken-table", table}} {
		if code, _, stderr := k.take(args...); code != exitDone {
			t.Fatal(stderr)
		}
	}
	if code, out, _ := k.take("--expire", "--today", "2031-12-31"); code != exitDone || !strings.Contains(out, "0 deliveries deleted") {
		t.Errorf("on the last day, %d: %s", code, out)
	}
	if code, out, _ := k.take("--expire", "--today", "2032-01-01"); code != exitDone || !strings.Contains(out, "deleted: persons.csv of taken-persons") || !strings.Contains(out, "1 deliveries deleted") {
		t.Errorf("on the day after, %d: %s", code, out)
	}
	if code, out, _ := k.take("--check"); code != exitDone || !strings.Contains(out, "1 deliveries whole, 1 deleted of which the hashes are kept") {
		t.Errorf("check, %d: %s", code, out)
	}
	found, _ := filepath.Glob(filepath.Join(k.dir, "data", "deliveries", "*", "delivery.parquet"))
	if len(found) != 1 {
		t.Errorf("kept: %v", found)
	}
	for _, day := range []string{"2031-01-01", "2032-01-01"} {
		if code, _, stderr := k.take("taken-persons", persons, "--today", day); code == exitDone || !strings.Contains(stderr, "might be held until 2031-12-31") {
			t.Errorf("taken again on %s, %d: %s", day, code, stderr)
		}
	}
}

// The limits hold: a file too large, a bomb, a reading that takes too long. Nothing
// is left behind, and the next file is taken.
func TestTakeHoldsItsLimits(t *testing.T) {
	k := newTaking(t)
	var bomb bytes.Buffer
	z := gzip.NewWriter(&bomb)
	fmt.Fprint(z, "area,year,residents\n01,2024,")
	zeros := bytes.Repeat([]byte("0"), 1<<20)
	for range 1024 {
		if _, err := z.Write(zeros); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	table := k.file("bomb.csv", bomb.String())
	start := time.Now()
	for _, c := range []struct{ what, want string }{
		{"taken-table " + table + " --memory 512", "bomb.csv"},
		{"taken-persons " + table + " --memory 512", "bomb.csv"},
		{"taken-persons " + k.file("large.csv", somePersons(200_000, "p")) + " --size 1", "[too-large] found 2 MiB; expected at most 1 MiB"},
		{"taken-persons " + k.file("slow.csv", somePersons(300_000, "q")) + " --time 1ms", "[limits] found no end after 1ms"},
	} {
		code, out, stderr := k.take(strings.Fields(c.what)...)
		if code != exitRefused || !strings.Contains(stderr, c.want) || out != "" {
			t.Errorf("%s: %d %s%s", c.what, code, out, stderr)
		}
	}
	t.Logf("refused in %v", time.Since(start))
	if n := len(k.whole()); n != 0 {
		t.Errorf("%d deliveries are kept", n)
	}
	if code, _, stderr := k.take("taken-persons", k.file("good.csv", somePersons(10, "p")), "--memory", "512"); code != exitDone {
		t.Errorf("a small file with 512 MiB, %d: %s", code, stderr)
	}
}

// Killed at any moment, what was acknowledged is there and nothing is half
// there. BYBLIK_LONG=1 kills 200 times.
func TestTakeSurvivesKills(t *testing.T) {
	kills := 8
	if os.Getenv("BYBLIK_LONG") != "" {
		kills = 200
	}
	k := newTaking(t)
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	r := rand.New(rand.NewPCG(1, 2))
	start := func(i int) (*exec.Cmd, *bytes.Buffer) {
		file := k.file(fmt.Sprintf("persons-%d.csv", i), somePersons(20_000, strconv.Itoa(i)+"-"))
		cmd := exec.Command(self, append(append([]string{"take"}, k.args...), "taken-persons", file)...)
		var out bytes.Buffer
		cmd.Stdout = &out
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		return cmd, &out
	}
	acknowledged := map[string]bool{}
	note := func(out *bytes.Buffer) {
		if _, hash, ok := strings.Cut(out.String(), "sha256 "); ok && strings.Contains(hash, "kept: ") {
			acknowledged[strings.Fields(hash)[0]] = true
		}
	}
	begin := time.Now()
	cmd, out := start(-1)
	if err := cmd.Wait(); err != nil {
		t.Fatal(err)
	}
	whole := time.Since(begin)
	note(out)
	for i := range kills {
		cmd, out := start(i)
		time.Sleep(time.Duration(r.Float64() * 2 * float64(whole)))
		if i%4 == 3 { // the reading process alone
			killChildren(cmd.Process.Pid)
		} else {
			_ = cmd.Process.Kill()
		}
		_ = cmd.Wait()
		note(out)
		have := k.whole()
		for hash := range acknowledged {
			if !have[hash] {
				t.Fatalf("kill %d: the acknowledged delivery %s is lost", i, hash)
			}
		}
	}
	if code, _, stderr := k.take("taken-persons", k.file("last.csv", somePersons(5, "z"))); code != exitDone {
		t.Errorf("after all kills, %d: %s", code, stderr)
	}
	left, _ := filepath.Glob(filepath.Join(k.dir, "data", "deliveries", ".taking-*"))
	if len(left) > 0 {
		t.Errorf("left behind: %v", left)
	}
	t.Logf("%d kills, %d of %d acknowledged, one takes %v", kills, len(acknowledged), kills+1, whole)
}

// killChildren kills the processes that a process has started.
func killChildren(pid int) {
	text, _ := os.ReadFile(fmt.Sprintf("/proc/%d/task/%d/children", pid, pid))
	for _, child := range strings.Fields(string(text)) {
		if n, err := strconv.Atoi(child); err == nil {
			if p, err := os.FindProcess(n); err == nil {
				_ = p.Kill()
			}
		}
	}
}

// Damaged files of persons are refused with an error that names the file, or
// taken as what they then say; this process always lives on.
// BYBLIK_LONG=1 damages 400 files.
func TestTakeLivesWithDamagedFiles(t *testing.T) {
	n := 16
	if os.Getenv("BYBLIK_LONG") != "" {
		n = 400
	}
	k := newTaking(t)
	k.file("definitions/sources/columns.yaml", strings.NewReplacer("taken-persons", "taken-columns", "format: csv", "format: parquet").Replace(takeDefinitions[:strings.Index(takeDefinitions, "---")]))
	csv := []byte(somePersons(300, "p"))
	if code, _, stderr := k.take("taken-persons", k.file("whole.csv", string(csv))); code != exitDone {
		t.Fatal(stderr)
	}
	var columns []byte
	for hash := range k.whole() {
		var err error
		if columns, err = os.ReadFile(k.deliveries().File(hash)); err != nil {
			t.Fatal(err)
		}
	}
	r := rand.New(rand.NewPCG(3, 4))
	taken, refused := 0, 0
	for i := range n {
		source, text := "taken-persons", bytes.Clone(csv)
		if i%2 == 1 {
			source, text = "taken-columns", bytes.Clone(columns)
		}
		switch r.IntN(4) {
		case 0: // cut
			text = text[:r.IntN(len(text))]
		case 1: // single bits
			for range 1 + r.IntN(8) {
				text[r.IntN(len(text))] ^= 1 << r.IntN(8)
			}
		case 2: // a stretch twice
			at := r.IntN(len(text))
			text = append(text[:at:at], text[r.IntN(at+1):]...)
		case 3: // a stretch of noise
			at := r.IntN(len(text))
			for j := at; j < min(len(text), at+40); j++ {
				text[j] = byte(r.IntN(256))
			}
		}
		code, out, stderr := k.take(source, k.file(fmt.Sprintf("damaged-%d", i), string(text)), "--time", "1m", "--memory", "1024")
		switch {
		case code == exitDone && strings.Contains(out, "rows read"):
			taken++
		case code == exitRefused && strings.HasPrefix(stderr, fmt.Sprintf("byblik: damaged-%d", i)) && !strings.Contains(stderr, "goroutine"):
			refused++
		default:
			t.Errorf("file %d of %s: %d %s%s", i, source, code, out, stderr)
		}
	}
	k.whole()
	t.Logf("%d damaged files: %d refused, %d taken", n, refused, taken)
}
