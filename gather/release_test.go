package gather

import (
	"bytes"
	"encoding/csv"
	"io/fs"
	"reflect"
	"strings"
	"testing"
	"testing/fstest"

	"byblik/lists"
	"byblik/minby"

	"github.com/xuri/excelize/v2"
)

// workbook holds the rows of a CSV file.
func workbook(t *testing.T, text []byte) []byte {
	t.Helper()
	rows, err := csv.NewReader(bytes.NewReader(bytes.TrimPrefix(text, []byte("\ufeff")))).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	f := excelize.NewFile()
	defer f.Close()
	for i, row := range rows {
		at, _ := excelize.CoordinatesToCellName(1, i+1)
		if err := f.SetSheetRow(f.GetSheetName(0), at, &row); err != nil {
			t.Fatal(err)
		}
	}
	var b bytes.Buffer
	if err := f.Write(&b); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// A release has the State's lists of every year, whether the figures of the
// housing areas came as CSV or as a workbook; without them it has none.
func TestAReleaseHasTheStatesListsInEitherForm(t *testing.T) {
	town := minby.Files(minby.Seed)
	table, book := fstest.MapFS{}, fstest.MapFS{}
	for _, name := range []string{minby.ListAreasFile, minby.ReferencesFile, minby.ImportedFile} {
		text, err := fs.ReadFile(town, name)
		if err != nil {
			t.Fatal(err)
		}
		table[name] = &fstest.MapFile{Data: text}
		book[strings.TrimSuffix(name, ".csv")+".xlsx"] = &fstest.MapFile{Data: workbook(t, text)}
	}
	var results [2][][]lists.Standing
	for i, homes := range []fs.FS{table, book} {
		all, err := (&Release{Version: "test", Homes: homes}).stateLists(2022, lists.KeepOrigin)
		if err != nil {
			t.Fatal(err)
		}
		for k, s := range all {
			if k > 0 && s.Year <= all[k-1].Year {
				t.Errorf("the list of %d after that of %d", s.Year, all[k-1].Year)
			}
			results[i] = append(results[i], s.Standings)
		}
		if len(all) < 8 || all[len(all)-1].Year != 2022 {
			t.Fatalf("%d lists", len(all))
		}
	}
	for k := range results[0] {
		if len(results[0][k]) != len(results[1][k]) {
			t.Fatalf("list %d: %d and %d housing areas", k, len(results[0][k]), len(results[1][k]))
		}
		for a := range results[0][k] {
			for l := range results[0][k][a].Results {
				if x, y := results[0][k][a].Results[l].On, results[1][k][a].Results[l].On; !reflect.DeepEqual(x, y) {
					t.Errorf("list %d, housing area %d: %v and %v", k, a, x, y)
				}
			}
		}
	}
	if all, err := (&Release{Homes: fstest.MapFS{}}).stateLists(2022, lists.KeepOrigin); err != nil || all != nil {
		t.Errorf("%v, %v", all, err)
	}
}
