package web

import (
	"bytes"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"
)

// The published schema holds for every JSON answer that a link leads to; the
// validator is santhosh-tekuri/jsonschema, which is not ours.
func TestEveryJSONAnswerFollowsThePublishedSchema(t *testing.T) {
	s := siteAtNoon(t)
	text := get(t, s, "/api/schema.json").Body.Bytes()
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	c := jsonschema.NewCompiler()
	if err := c.AddResource("/api/schema.json", doc); err != nil {
		t.Fatal(err)
	}
	published, err := c.Compile("/api/schema.json")
	if err != nil {
		t.Fatal(err)
	}
	pages := map[string]bool{}
	for address, w := range wholeSite(t) {
		if !strings.HasPrefix(w.Header().Get("Content-Type"), "application/json") || strings.HasPrefix(address, "/api/") {
			continue
		}
		v, err := jsonschema.UnmarshalJSON(bytes.NewReader(w.Body.Bytes()))
		if err != nil {
			t.Errorf("%s: %v", address, err)
			continue
		}
		if err := published.Validate(v); err != nil {
			t.Errorf("%s: %.600v", address, err)
		}
		pages[v.(map[string]any)["page"].(string)] = true
	}
	for _, r := range routes {
		if r.content != nil && !pages[r.name] {
			t.Errorf("no JSON answer of page %s was seen", r.name)
		}
		for _, f := range r.forms {
			if f == asJSON && r.content == nil {
				t.Errorf("page %s answers in JSON and names no content for the schema", r.name)
			}
		}
	}
}
