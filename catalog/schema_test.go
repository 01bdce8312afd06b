package catalog

import (
	"bytes"
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"testing"

	"github.com/invopop/jsonschema"
)

var update = flag.Bool("update", false, "rewrite the schemas from the Go types")

// The schemas are made from the Go types and their comments, so that an
// editor shows an analyst the same words that a programmer reads.
func TestSchemasFollowTheTypes(t *testing.T) {
	for kind, of := range map[string]any{sourceDoc: &Source{}, indicatorDoc: &Indicator{}, ruleSetDoc: &RuleSet{}, tabulationDoc: &Tabulation{}, publicationDoc: &Publication{}} {
		r := jsonschema.Reflector{FieldNameTag: "yaml", RequiredFromJSONSchemaTags: true, DoNotReference: false, Anonymous: true}
		if err := r.AddGoComments("byblik/catalog", "./", jsonschema.WithFullComment()); err != nil {
			t.Fatal(err)
		}
		want, err := json.MarshalIndent(r.Reflect(of), "", "  ")
		if err != nil {
			t.Fatal(err)
		}
		want = append(want, '\n')
		file := filepath.Join("schema", kind+".schema.json")
		if *update {
			if err := os.WriteFile(file, want, 0o644); err != nil {
				t.Fatal(err)
			}
		}
		got, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(got, want) {
			t.Errorf("%s differs from the Go types; run go test ./catalog -update and read the difference", file)
		}
	}
}
