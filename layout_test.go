package byblik_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// layout is the house: each package, what it may import of ours, and whether
// it is pure (no os, net, database or clock; randomness from a seed only).
// CONTRIBUTING.md says the same in words; TestTheGuideTellsTheLayout compares.
var layout = map[string]struct {
	may  []string
	pure bool
}{
	".":           {may: nil, pure: true},
	"folder":      {may: []string{"byblik"}},
	"reference":   {may: []string{"byblik"}},
	"catalog":     {may: []string{"byblik"}},
	"spatial":     {may: []string{"byblik"}, pure: true},
	"source":      {may: []string{"byblik", "catalog", "spatial"}},
	"cube":        {may: []string{"byblik", "catalog", "spatial", "folder"}},
	"crosswalk":   {may: []string{"byblik", "catalog", "cube", "source", "spatial"}},
	"gather":      {may: []string{"byblik", "catalog", "screen", "lists", "housing", "run", "release", "disclose", "compile"}, pure: true},
	"housing":     {may: []string{"byblik", "catalog", "lists", "forecast", "letting", "run"}, pure: true},
	"take":        {may: []string{"byblik", "catalog", "cube", "source"}},
	"report":      {may: []string{"catalog"}, pure: true},
	"lists":       {may: []string{"byblik", "catalog", "report", "screen"}, pure: true},
	"screen":      {may: []string{"byblik", "catalog", "spatial"}, pure: true},
	"designate":   {may: []string{"byblik", "spatial"}, pure: true},
	"minby":       {may: []string{"byblik"}, pure: true},
	"stress":      {may: []string{"byblik", "catalog", "screen", "designate", "spatial"}, pure: true},
	"dossier":     {may: []string{"byblik", "catalog", "report", "spatial", "stress"}, pure: true},
	"run":         {may: []string{"byblik", "catalog", "screen", "designate", "spatial", "stress", "dossier"}, pure: true},
	"tools/bench": {may: []string{"byblik", "catalog", "cube", "spatial", "screen", "stress"}},
	"release":     {may: []string{"byblik", "catalog", "spatial"}, pure: true},
	"approval":    {may: []string{"byblik", "folder", "release"}},
	"compile":     {may: []string{"byblik", "catalog", "dossier", "lists", "designate", "spatial", "monitor", "run", "release", "disclose"}, pure: true},
	"monitor":     {may: nil, pure: true},
	"disclose":    {may: []string{"byblik"}, pure: true},
	"publish":     {may: []string{"byblik", "catalog", "spatial", "release"}},
	"web":         {may: []string{"byblik", "catalog", "release"}},
	"forecast":    {may: []string{"byblik", "catalog", "report", "screen", "lists"}, pure: true},
	"letting":     {may: []string{"byblik", "catalog", "report", "screen", "lists"}, pure: true},
	"cmd/byblik":  {may: []string{"byblik", "folder", "approval", "catalog", "source", "cube", "take", "crosswalk", "spatial", "screen", "designate", "stress", "minby", "dossier", "run", "lists", "forecast", "letting", "housing", "gather", "compile", "release", "disclose", "web", "publish"}},
}

// makesCells are the packages that may make a Cell of a number: the one that
// protects, and the one that reads what was protected.
var makesCells = []string{".", "disclose", "release"}

// outside are the packages that write and show what is public. They never
// name what is not.
var outside = []string{"publish", "web"}

// Only protected figures reach the public, by the type system and this test.
func TestOnlyProtectedFiguresReachThePublic(t *testing.T) {
	for dir, files := range packages(t) {
		for _, f := range files {
			ast.Inspect(f, func(n ast.Node) bool {
				sel, ok := n.(*ast.SelectorExpr)
				if !ok {
					return true
				}
				if pkg, ok := sel.X.(*ast.Ident); !ok || pkg.Name != "byblik" {
					return true
				}
				switch name := sel.Sel.Name; {
				case name == "CellOf" && !slices.Contains(makesCells, dir):
					t.Errorf("package %s names CellOf: a public figure is made by package disclose alone", dir)
				case slices.Contains(outside, dir) && (strings.HasPrefix(name, "Raw") || name == "Observations"):
					t.Errorf("package %s names %s: it may see protected figures only", dir, name)
				}
				return true
			})
		}
	}
}

// impure are packages of the standard library that a pure package does not import.
var impure = []string{"os", "os/exec", "net", "net/http", "database/sql", "syscall", "math/rand"}

func TestLayout(t *testing.T) {
	for dir, files := range packages(t) {
		rule, known := layout[dir]
		if !known {
			t.Errorf("package %s is not in the table: a package is added by removing one or by changing the table", dir)
			continue
		}
		documented := false
		for _, f := range files {
			documented = documented || f.Doc != nil
			for _, imp := range f.Imports {
				checkImport(t, dir, strings.Trim(imp.Path.Value, `"`), rule.may, rule.pure)
			}
			if rule.pure && f.Name.Name != "main" {
				checkClock(t, dir, f)
			}
		}
		if !documented {
			t.Errorf("package %s has no package comment that tells its idea", dir)
		}
	}
}

func checkImport(t *testing.T, dir, path string, may []string, pure bool) {
	t.Helper()
	if path == "byblik" || strings.HasPrefix(path, "byblik/") {
		name := strings.TrimPrefix(path, "byblik/")
		if !slices.Contains(may, name) {
			t.Errorf("package %s imports %s, which the table does not allow", dir, path)
		}
		return
	}
	if pure && slices.Contains(impure, path) {
		t.Errorf("package %s is pure and imports %s", dir, path)
	}
}

// checkClock finds uses of the clock, which would make the same input give
// other bytes tomorrow.
func checkClock(t *testing.T, dir string, f *ast.File) {
	t.Helper()
	ast.Inspect(f, func(n ast.Node) bool {
		sel, ok := n.(*ast.SelectorExpr)
		if !ok {
			return true
		}
		if pkg, ok := sel.X.(*ast.Ident); ok && pkg.Name == "time" && (sel.Sel.Name == "Now" || sel.Sel.Name == "Since") {
			t.Errorf("package %s is pure and reads the clock with time.%s", dir, sel.Sel.Name)
		}
		return true
	})
}

// packages parses every Go file that is not a test, by folder.
func packages(t *testing.T) map[string][]*ast.File {
	t.Helper()
	all := map[string][]*ast.File{}
	fset := token.NewFileSet()
	err := filepath.WalkDir(".", func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() && (strings.HasPrefix(d.Name(), ".") && path != "." || d.Name() == "node_modules" || d.Name() == "testdata") {
			return filepath.SkipDir
		}
		if !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
			return nil
		}
		f, err := parser.ParseFile(fset, path, nil, parser.ParseComments)
		if err != nil {
			return err
		}
		dir := filepath.ToSlash(filepath.Dir(path))
		all[dir] = append(all[dir], f)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}

// Every exported name says what it is.
func TestExportedNamesAreDocumented(t *testing.T) {
	for dir, files := range packages(t) {
		for _, f := range files {
			for _, d := range f.Decls {
				for _, name := range undocumented(d) {
					t.Errorf("%s: %s has no comment", dir, name)
				}
			}
		}
	}
}

func undocumented(d ast.Decl) []string {
	var bare []string
	switch d := d.(type) {
	case *ast.FuncDecl:
		if d.Name.IsExported() && d.Doc == nil && (d.Recv == nil || receiverExported(d)) {
			bare = append(bare, d.Name.Name)
		}
	case *ast.GenDecl:
		for _, s := range d.Specs {
			switch s := s.(type) {
			case *ast.TypeSpec:
				if s.Name.IsExported() && s.Doc == nil && d.Doc == nil {
					bare = append(bare, s.Name.Name)
				}
			case *ast.ValueSpec:
				for _, n := range s.Names {
					if n.IsExported() && s.Doc == nil && s.Comment == nil && d.Doc == nil {
						bare = append(bare, n.Name)
					}
				}
			}
		}
	}
	return bare
}

func receiverExported(d *ast.FuncDecl) bool {
	t := d.Recv.List[0].Type
	if star, ok := t.(*ast.StarExpr); ok {
		t = star.X
	}
	if gen, ok := t.(*ast.IndexExpr); ok {
		t = gen.X
	}
	id, ok := t.(*ast.Ident)
	return ok && id.IsExported()
}
