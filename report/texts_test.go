package report

import (
	"io/fs"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"byblik/catalog"
)

// literal is what a key looks like in Go and in a template; spoken is a key
// where it is used.
var (
	literal = regexp.MustCompile(`"([a-z]+(?:\.[a-z0-9_]*)*)(?:%d)?"`)
	spoken  = regexp.MustCompile(`(?:\.T |\.T\(|(Count)\()"([a-z0-9_.]+[a-z0-9])"`)
)

// Every text of a report is used, every use has its text, and those that all
// reports have stand here alone.
func TestTexts(t *testing.T) {
	common, err := catalog.ReadPhrases(shared)(catalog.Da)
	if err != nil {
		t.Fatal(err)
	}
	var everywhere []string // keys that some package uses
	for _, dir := range []string{"dossier", "lists", "letting", "forecast"} {
		files := os.DirFS("../" + dir)
		own, err := catalog.ReadPhrases(files)(catalog.Da) // refuses texts that are not the same in both languages
		if err != nil {
			t.Fatal(err)
		}
		all, err := catalog.ReadPhrases(shared, files)(catalog.Da)
		if err != nil {
			t.Fatalf("%s: %v", dir, err)
		}
		used := usedKeys(t, dir, files, all)
		everywhere = append(everywhere, used...)
		for _, key := range unused(own, used) {
			t.Errorf("%s: %s is not used", dir, key)
		}
	}
	for _, key := range unused(common, append(everywhere, usedKeys(t, "report", os.DirFS("."), common)...)) {
		t.Errorf("report: %s is not used", key)
	}
}

func unused(texts catalog.Phrases, used []string) []string {
	return slices.DeleteFunc(texts.Keys(), func(key string) bool {
		return slices.ContainsFunc(used, func(u string) bool {
			return u == key || u+".one" == key || u+".many" == key || strings.HasSuffix(u, ".") && strings.HasPrefix(key, u)
		})
	})
}

// usedKeys lists everything that looks like a key in a package, and checks
// that what is certainly one has a text.
func usedKeys(t *testing.T, dir string, fsys fs.FS, texts catalog.Phrases) []string {
	t.Helper()
	var used []string
	for _, pattern := range []string{"*.go", "*.html", "page/*.html"} {
		names, err := fs.Glob(fsys, pattern)
		if err != nil {
			t.Fatal(err)
		}
		for _, n := range names {
			b, err := fs.ReadFile(fsys, n)
			if err != nil {
				t.Fatal(err)
			}
			if strings.HasSuffix(n, "_test.go") {
				continue
			}
			for _, m := range literal.FindAllStringSubmatch(string(b), -1) {
				used = append(used, m[1])
			}
			for _, m := range spoken.FindAllStringSubmatch(string(b), -1) {
				key := m[2]
				if m[1] == "Count" {
					key += ".many"
				}
				if !texts.Has(key) {
					t.Errorf("%s/%s uses %s, which has no text", dir, n, key)
				}
			}
		}
	}
	return used
}
