package dossier

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

// TestTexts makes sure that every text is used and that every use has its text.
func TestTexts(t *testing.T) {
	w, err := wordsIn(catalog.Da) // refuses texts that are not the same in both languages
	if err != nil {
		t.Fatal(err)
	}
	used := usedKeys(t, w)
	for _, key := range w.Keys() {
		if !slices.ContainsFunc(used, func(u string) bool {
			return u == key || u+".one" == key || u+".many" == key || strings.HasSuffix(u, ".") && strings.HasPrefix(key, u)
		}) {
			t.Errorf("%s is not used", key)
		}
	}
}

// usedKeys lists everything that looks like a key in the package, and checks
// that what is certainly one has a text.
func usedKeys(t *testing.T, texts words) []string {
	t.Helper()
	var used []string
	fsys := os.DirFS(".")
	for _, pattern := range []string{"*.go", "page/*.html"} {
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
					t.Errorf("%s uses %s, which has no text", n, key)
				}
			}
		}
	}
	return used
}
