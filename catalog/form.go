package catalog

import (
	"bytes"
	"embed"
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"strconv"
	"strings"

	"byblik"

	"github.com/santhosh-tekuri/jsonschema/v6"
	"github.com/santhosh-tekuri/jsonschema/v6/kind"
	"go.yaml.in/yaml/v3"
	"golang.org/x/text/language"
	"golang.org/x/text/message"
)

//go:embed schema/*.schema.json
var schemaFiles embed.FS

// schemas holds the compiled schema of each kind of document.
var schemas = func() map[string]*jsonschema.Schema {
	all := map[string]*jsonschema.Schema{}
	for _, k := range []string{sourceDoc, indicatorDoc, ruleSetDoc, tabulationDoc, publicationDoc} {
		text, err := schemaFiles.ReadFile("schema/" + k + ".schema.json")
		if err != nil {
			panic(err) // embedded: a fault of the build
		}
		doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(text))
		if err != nil {
			panic(err)
		}
		c := jsonschema.NewCompiler()
		if err := c.AddResource(k, doc); err != nil {
			panic(err)
		}
		all[k] = c.MustCompile(k)
	}
	return all
}()

// Schema is the JSON Schema of a kind of definition: sources, indicators,
// tabulations, publications or rulesets. Editors complete from it.
func Schema(kind string) ([]byte, error) {
	return schemaFiles.ReadFile("schema/" + kind + ".schema.json")
}

// checkForm holds one definition against the schema of its kind.
func (d *document) checkForm(root *yaml.Node) []error {
	v, err := plain(root)
	if err != nil {
		var bad *badNode
		errors.As(err, &bad)
		return []error{&byblik.Error{Kind: byblik.Usage, File: d.name, Line: bad.line, Found: bad.found, Expected: bad.expected, Do: bad.do}}
	}
	err = schemas[d.kind].Validate(v)
	if err == nil {
		return nil
	}
	var invalid *jsonschema.ValidationError
	if !errors.As(err, &invalid) {
		return []error{d.fault(root, "", err.Error(), "a definition that follows the schema", "")}
	}
	var faults []error
	eachLeaf(invalid, func(leaf *jsonschema.ValidationError) {
		faults = append(faults, d.formFault(root, leaf)...)
	})
	return faults
}

func eachLeaf(v *jsonschema.ValidationError, f func(*jsonschema.ValidationError)) {
	if len(v.Causes) == 0 {
		f(v)
		return
	}
	for _, c := range v.Causes {
		eachLeaf(c, f)
	}
}

var english = message.NewPrinter(language.English)

// formFault says in plain words what the schema refuses.
func (d *document) formFault(root *yaml.Node, v *jsonschema.ValidationError) []error {
	at := pathText(v.InstanceLocation)
	join := func(name string) string {
		if at == "" {
			return name
		}
		return at + "." + name
	}
	switch k := v.ErrorKind.(type) {
	case *kind.Required:
		var faults []error
		for _, name := range k.Missing {
			do := "add " + name
			if name == "da" || name == "en" {
				do = "write the text in both languages, da and en"
			}
			faults = append(faults, d.fault(root, at, "no "+name, "the field "+name, do))
		}
		return faults
	case *kind.AdditionalProperties:
		var faults []error
		for _, name := range k.Properties {
			faults = append(faults, d.fault(root, join(name), "the unknown field "+name, "a field of the schema", "correct the spelling or remove it; docs/rulesets.md lists the fields"))
		}
		return faults
	case *kind.Enum:
		return []error{d.fault(root, at, fmt.Sprintf("%v", k.Got), "one of "+listing(k.Want), "choose one of them")}
	case *kind.Type:
		do := "write the value in that form"
		if len(k.Want) == 1 && k.Want[0] == "string" {
			do = "put the value in quotes"
		}
		return []error{d.fault(root, at, "a value of type "+k.Got, strings.Join(k.Want, " or "), do)}
	}
	return []error{d.fault(root, at, v.ErrorKind.LocalizedString(english), "a value that the schema allows", "correct it")}
}

func listing(vs []any) string {
	words := make([]string, len(vs))
	for i, v := range vs {
		words[i] = fmt.Sprint(v)
	}
	return strings.Join(words, ", ")
}

// pathText writes a schema location as criteria[2].of[0].
func pathText(location []string) string {
	var b strings.Builder
	for _, name := range location {
		if _, err := strconv.Atoi(name); err == nil {
			b.WriteString("[" + name + "]")
			continue
		}
		if b.Len() > 0 {
			b.WriteByte('.')
		}
		b.WriteString(name)
	}
	return b.String()
}

// badNode is a fault that no schema sees.
type badNode struct {
	line                int
	found, expected, do string
}

// Error says what was found.
func (b *badNode) Error() string { return b.found }

// plain turns a node into the values that a schema is held against. Dates
// stay text, and a field that is left empty counts as absent.
func plain(n *yaml.Node) (any, error) {
	switch n.Kind {
	case yaml.MappingNode:
		m := map[string]any{}
		for i := 0; i+1 < len(n.Content); i += 2 {
			key := n.Content[i].Value
			if _, twice := m[key]; twice {
				return nil, &badNode{n.Content[i].Line, fmt.Sprintf("the field %s twice (line %d)", key, n.Content[i].Line), "each name once", "remove one of the two"}
			}
			v, err := plain(n.Content[i+1])
			if err != nil {
				return nil, err
			}
			if v != nil {
				m[key] = v
			}
		}
		return m, nil
	case yaml.SequenceNode:
		list := make([]any, 0, len(n.Content))
		for _, c := range n.Content {
			v, err := plain(c)
			if err != nil {
				return nil, err
			}
			list = append(list, v)
		}
		return list, nil
	}
	switch n.ShortTag() {
	case "!!null":
		return nil, nil
	case "!!bool":
		return n.Value == "true", nil
	case "!!int", "!!float":
		var f float64
		if err := n.Decode(&f); err != nil || math.IsInf(f, 0) || math.IsNaN(f) {
			return nil, &badNode{n.Line, "the number " + n.Value, "a finite number", "correct it"}
		}
		return json.Number(strconv.FormatFloat(f, 'f', -1, 64)), nil
	}
	return n.Value, nil
}
