package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"byblik/reference"
)

// Housing areas drawn from the city's layer of departments are included in
// the screening with that reason. Which departments form a housing area is an
// example here, not the State's list.
func TestListedHousingAreasComeIntoTheScreening(t *testing.T) {
	from := reference.Folder(t, "copenhagen")
	list := filepath.Join(t.TempDir(), "annex.csv")
	annex := "area,list,year,department\nBispeparken,forebyggelse,2013,Bispeparken (1-22)\n"
	if err := os.WriteFile(list, []byte(annex), 0o600); err != nil {
		t.Fatal(err)
	}
	layer := filepath.Join(t.TempDir(), "layer")
	if code, _, stderr := command(t, "state-areas", "--from", from, "--list", list, "--out", layer); code != exitDone {
		t.Fatalf("exit %d: %s", code, stderr)
	}
	folder := filepath.Join(t.TempDir(), "in")
	for _, name := range []string{"roder_396.geojson", "socio_data_roder_2008-2014_counts.csv", "socio_data_roder_2008-2014_pct_origin.csv"} {
		copyFile(t, filepath.Join(from, name), filepath.Join(folder, name))
	}
	copyFile(t, filepath.Join(layer, "state_list_areas.geojson"), filepath.Join(folder, "state_list_areas.geojson"))
	out := screenTo(t, "dk-koebenhavn-2025", folder, "--period", "2013", "--partial")
	reasons := map[string]string{}
	for _, m := range table(t, filepath.Join(out, "members.csv")) {
		reasons[m["area"]] = m["reason"]
	}
	if reasons["312"] == "" {
		t.Error("the rode of Bispeparken (312) is in no zone")
	}
	report := string(folderOf(t, out)["report.html"])
	if !strings.Contains(report, "The State&#39;s lists of 2013: 1 housing areas") && !strings.Contains(report, "lists of 2013") {
		t.Error("the report does not say which lists were included")
	}
	bad := filepath.Join(t.TempDir(), "none")
	if err := os.WriteFile(list, []byte("area,list,year,department\nX,forebyggelse,2013,No such place\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	if code, _, stderr := command(t, "state-areas", "--from", from, "--list", list, "--out", bad); code == exitDone || !strings.Contains(stderr, "annex.csv:2") {
		t.Errorf("an unknown department: exit %d: %s", code, stderr)
	}
	if code, _, stderr := command(t, "state-areas", "--from", from, "--list", t.TempDir(), "--out", bad); code != exitUsage || !strings.Contains(stderr, "--list: found no file that can be read") {
		t.Errorf("a folder for the annex: exit %d: %s", code, stderr)
	}
}

func copyFile(t *testing.T, from, to string) {
	t.Helper()
	text, err := os.ReadFile(from)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.MkdirAll(filepath.Dir(to), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(to, text, 0o600); err != nil {
		t.Fatal(err)
	}
}
