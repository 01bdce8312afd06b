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
	spoken  = regexp.MustCompile(`(?:\.T |say\(|(count)\()"([a-z0-9_.]+[a-z0-9])"`)
)

// TestTexts makes sure that both languages have the same texts, that every
// text is used and that every use has its text.
func TestTexts(t *testing.T) {
	all, err := readTexts()
	if err != nil {
		t.Fatal(err)
	}
	used := usedKeys(t, all[catalog.Da])
	for key, da := range all[catalog.Da] {
		en, ok := all[catalog.En][key]
		if !ok || en == "" || da == "" {
			t.Errorf("%s is missing in a language", key)
		}
		if a, b := holes(da), holes(en); !slices.Equal(a, b) {
			t.Errorf("%s: %v in Danish, %v in English", key, a, b)
		}
		if !slices.ContainsFunc(used, func(u string) bool {
			return u == key || u+".one" == key || u+".many" == key || strings.HasSuffix(u, ".") && strings.HasPrefix(key, u)
		}) {
			t.Errorf("%s is not used", key)
		}
	}
	for key := range all[catalog.En] {
		if _, ok := all[catalog.Da][key]; !ok {
			t.Errorf("%s is missing in Danish", key)
		}
	}
}

var hole = regexp.MustCompile(`\{[a-z]+\}`)

func holes(s string) []string {
	hs := hole.FindAllString(s, -1)
	slices.Sort(hs)
	return slices.Compact(hs)
}

// usedKeys lists everything that looks like a key in the package, and checks
// that what is certainly one has a text.
func usedKeys(t *testing.T, texts map[string]string) []string {
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
				if m[1] == "count" {
					key += ".many"
				}
				if texts[key] == "" {
					t.Errorf("%s uses %s, which has no text", n, key)
				}
			}
		}
	}
	return used
}
