package main

import (
	archive "archive/zip"
	"bytes"
	"encoding/binary"
	"encoding/csv"
	"io"
	"maps"
	"math"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"byblik"
	"byblik/compile"
	"byblik/minby"
	"byblik/publish"
	"byblik/release"
)

// Every file of a release stands in the table of docs/disclosure.md that says how
// the attack is fed it, or why it tells nothing; and every row is about some file.
func TestEveryFileOfAReleaseIsAccountedFor(t *testing.T) {
	page, err := os.ReadFile(filepath.Join("..", "..", "docs", "disclosure.md"))
	if err != nil {
		t.Fatal(err)
	}
	_, table, found := strings.Cut(string(page), "| file | ")
	if !found {
		t.Fatal("docs/disclosure.md has no table of files")
	}
	table, _, _ = strings.Cut(table, "\n\n")
	used := map[string]bool{}
	for _, row := range strings.Split(table, "\n")[2:] {
		for _, m := range regexp.MustCompile("`([^`]+)`").FindAllStringSubmatch(strings.Split(row, "|")[1], -1) {
			used[m[1]] = false
		}
	}
	dir, _ := minbyRelease(t)
	r, _ := openRelease(t, dir)
	for _, f := range append(slices.Clone(r.Manifest.Files), release.File{Path: "manifest.json"}) {
		known := false
		for pattern := range used {
			if ok, _ := path.Match(pattern, f.Path); ok || strings.HasSuffix(pattern, "/") && strings.HasPrefix(f.Path, pattern) {
				known, used[pattern] = true, true
			}
		}
		if !known {
			t.Errorf("nothing says how the attack is fed %s, or why it tells nothing", f.Path)
		}
	}
	for pattern, is := range used {
		if !is {
			t.Errorf("no file is %s", pattern)
		}
	}
}

// Two towns whose counts differ in thousands of places, but not after protection,
// and in which the same is decided, have the same release but for what is sealed:
// every word, band, rank, row, verdict and file follows from protected counts alone.
func TestAReleaseFollowsFromProtectedCountsAlone(t *testing.T) {
	dir, from := minbyRelease(t)
	was, before := openRelease(t, dir)
	other := filepath.Join(t.TempDir(), "files")
	if err := os.CopyFS(other, os.DirFS(from)); err != nil {
		t.Fatal(err)
	}
	if n := disguise(t, other, was); n < 2000 {
		t.Fatalf("only %d counts differ", n)
	}
	j, err := releaseOfMinby(minby.Seed, demoStress)
	if err != nil {
		t.Fatal(err)
	}
	j.over(delivered{FS: os.DirFS(other)})
	x, err := j.Input()
	if err != nil {
		t.Fatal(err)
	}
	made, err := compile.Release(*x)
	if err != nil {
		t.Fatal(err)
	}
	r := made.Release
	r.Certificate = was.Certificate
	after, err := release.Encode(r)
	if err != nil {
		t.Fatal(err)
	}
	formats, err := publish.Files(r)
	if err != nil {
		t.Fatal(err)
	}
	maps.Copy(after, formats)
	unseal := func(r *release.Release) *strings.Replacer {
		all := []string{r.Manifest.Run, "RUN", r.Manifest.PublicRun, "PUBLIC RUN"}
		for _, s := range r.Sources {
			for _, f := range s.Receipts {
				if f.Seal != "" {
					all = append(all, f.Seal, "SEAL OF "+f.File)
				}
			}
		}
		return strings.NewReplacer(all...)
	}
	one, two := unseal(was), unseal(r)
	hash := regexp.MustCompile(`"spdx:checksumValue":"[0-9a-f]{64}"`) // of a file that holds what is sealed
	delete(before, "manifest.json")
	delete(after, "manifest.json")
	for _, name := range slices.Sorted(maps.Keys(before)) {
		if a, b := hash.ReplaceAllString(one.Replace(unzipped(t, before[name])), ""), hash.ReplaceAllString(two.Replace(unzipped(t, after[name])), ""); a != b {
			t.Errorf("%s tells of counts before protection: %s", name, firstDifference(a, b))
		}
	}
	if len(after) != len(before) {
		t.Errorf("%d files, and %d", len(before), len(after))
	}
}

// unzipped is a file, or what is packed in it one after the other.
func unzipped(t *testing.T, text []byte) string {
	t.Helper()
	if !bytes.HasPrefix(text, []byte("PK\x03\x04")) {
		return string(text)
	}
	z, err := archive.NewReader(bytes.NewReader(text), int64(len(text)))
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	for _, f := range z.File {
		in, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		if _, err := io.Copy(&b, in); err != nil { //nolint:gosec // our own file
			t.Fatal(err)
		}
	}
	return b.String()
}

func firstDifference(a, b string) string {
	i := 0
	for i < min(len(a), len(b)) && a[i] == b[i] {
		i++
	}
	cut := func(s string) string { return s[max(0, i-60):min(len(s), i+60)] }
	return strconv.Quote(cut(a)) + " and " + strconv.Quote(cut(b))
}

// disguise moves one person from an area to another of the same district and
// zone wherever both counts stay rounded as they were, far from every threshold and
// limit. It says how many counts changed.
func disguise(t *testing.T, from string, r *release.Release) (changed int) {
	t.Helper()
	file := filepath.Join(from, "minby_figures.csv")
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	mark, body := text[:3], text[3:]
	in := csv.NewReader(bytes.NewReader(body))
	in.Comma = ';'
	rows, err := in.ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	column := func(name string) int { return slices.Index(rows[0], name) }
	place := map[string]release.Place{}
	for _, p := range r.Level(release.AreaLevel).Places {
		place[p.Code] = p
	}
	for _, c := range []struct{ id, name, of, criterion string }{
		{"adults_low_income", "voksne_lav_indkomst", "voksne_18_plus", "income"},
		{"aged_30_59_school_only", "kun_grundskole_30_59", "personer_30_59", "education"},
		{"aged_18_64_outside", "uden_arbejde_og_uddannelse_18_64", "personer_18_64", "labour"},
		{"adults_chronic", "voksne_to_kroniske_sygdomme", "voksne_18_plus", "health"},
	} {
		at := column(c.name)
		k := slices.IndexFunc(r.Screening.Criteria, func(x release.Criterion) bool { return x.ID == c.criterion })
		free := map[string]int{} // rows that may gain a person, by district, zone and year
		for i, row := range rows[1:] {
			n, err1 := strconv.Atoi(row[at])
			of, err2 := strconv.Atoi(row[column(c.of)])
			area := slices.IndexFunc(r.Screening.Areas, func(a release.AreaFinding) bool { return a.Area.Code == row[0] })
			f := &r.Screening.Areas[area].Criteria[k]
			if err1 != nil || err2 != nil || n < 15 || of-n < 15 || f.Status != byblik.OK || f.Band != release.MetFar && f.Band != release.NotMetFar {
				continue
			}
			group := place[row[0]].District + " " + place[row[0]].Zone + " " + row[1]
			key := draw("record", "minby-figures/"+c.id, "minby:"+row[0], row[1])
			u := float64(draw("round", string(binary.BigEndian.AppendUint64(nil, key)))>>11) / (1 << 53)
			up := func(n int) int {
				low := 5 * int(math.Floor(float64(n)/5))
				if u < float64(n-low)/5 {
					low += 5
				}
				return low
			}
			if gains, ok := free[group]; ok && up(n-1) == up(n) {
				other, _ := strconv.Atoi(rows[1+gains][at])
				rows[1+gains][at], rows[1+i][at] = strconv.Itoa(other+1), strconv.Itoa(n-1)
				changed += 2
				delete(free, group)
			} else if !ok && up(n+1) == up(n) {
				free[group] = i
			}
		}
	}
	out := bytes.NewBuffer(slices.Clone(mark))
	w := csv.NewWriter(out)
	w.Comma = ';'
	if err := w.WriteAll(rows); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(file, out.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	return changed
}
