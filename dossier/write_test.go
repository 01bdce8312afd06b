package dossier

import (
	"os"
	"path/filepath"
	"testing"

	"byblik/catalog"
)

// TestWriteFolder writes the invented town's folders where BYBLIK_DOSSIER_OUT says,
// for looking at them and for tools/axe; without it there is nothing to do.
func TestWriteFolder(t *testing.T) {
	out := os.Getenv("BYBLIK_DOSSIER_OUT")
	if out == "" {
		t.Skip("set BYBLIK_DOSSIER_OUT to a folder to write the invented town's dossiers there")
	}
	for name, s := range map[string]*Screening{
		"town-da": town(catalog.Da), "town-en": town(catalog.En), "index-en": league(catalog.En, 300), "index-big": league(catalog.En, 33000), "index-da": league(catalog.Da, 300),
	} {
		files, err := Files(s)
		if err != nil {
			t.Fatal(err)
		}
		dir := filepath.Join(out, name)
		if err := os.MkdirAll(dir, 0o755); err != nil {
			t.Fatal(err)
		}
		for f, b := range files {
			if err := os.WriteFile(filepath.Join(dir, f), b, 0o644); err != nil {
				t.Fatal(err)
			}
		}
	}
}
