package catalog_test

import (
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"strings"
	"testing"

	"byblik/catalog"
)

// The guide tells of every field that a definition may have.
func TestTheGuideNamesEveryField(t *testing.T) {
	guide := words(t, "rulesets.md")
	for _, page := range []string{"tabulations.md", "release-format.md"} {
		for w := range words(t, page) {
			guide[w] = true
		}
	}
	seen := map[reflect.Type]bool{reflect.TypeFor[catalog.Text](): true}
	var check func(reflect.Type)
	check = func(of reflect.Type) {
		for of.Kind() == reflect.Pointer || of.Kind() == reflect.Slice || of.Kind() == reflect.Array || of.Kind() == reflect.Map {
			of = of.Elem()
		}
		if of.Kind() != reflect.Struct || seen[of] {
			return
		}
		seen[of] = true
		for f := range of.NumField() {
			field := of.Field(f)
			name, _, _ := strings.Cut(field.Tag.Get("yaml"), ",")
			if name != "" && !guide[name] {
				t.Errorf("the guide does not tell of %s of %s", name, of.Name())
			}
			check(field.Type)
		}
	}
	for _, of := range []reflect.Type{reflect.TypeFor[catalog.Source](), reflect.TypeFor[catalog.Indicator](), reflect.TypeFor[catalog.RuleSet](), reflect.TypeFor[catalog.Tabulation](), reflect.TypeFor[catalog.Publication]()} {
		check(of)
	}
}

// words gives the words of the tables of a page: the first column and what is
// code or bold beside it, where a reader looks a field up.
func words(t *testing.T, page string) map[string]bool {
	t.Helper()
	text, err := os.ReadFile(filepath.Join("..", "docs", page))
	if err != nil {
		t.Fatal(err)
	}
	told := map[string]bool{}
	inTable := regexp.MustCompile(`[a-z0-9_]+`)
	for line := range strings.Lines(string(text)) {
		if !strings.HasPrefix(line, "|") {
			continue
		}
		first, rest, _ := strings.Cut(line[1:], "|")
		for _, w := range inTable.FindAllString(first, -1) {
			told[w] = true
		}
		for _, code := range regexp.MustCompile("`[^`]+`|[*]{2}[^*]+[*]{2}").FindAllString(rest, -1) {
			for _, w := range inTable.FindAllString(code, -1) {
				told[w] = true
			}
		}
	}
	return told
}
