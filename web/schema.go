package web

import (
	"encoding/json"
	"reflect"

	"github.com/invopop/jsonschema"
)

// JSONSchema says that a number may be null: there is no figure.
func (num) JSONSchema() *jsonschema.Schema {
	return &jsonschema.Schema{OneOf: []*jsonschema.Schema{{Type: "number"}, {Type: "null"}}}
}

// schema is the JSON Schema (draft 2020-12) of every JSON answer: the
// envelope, and the content of each page that has one.
func schema() ([]byte, error) {
	reflector := jsonschema.Reflector{ExpandedStruct: true, Anonymous: true}
	root := reflector.Reflect(&envelope{})
	root.ID = ""
	root.Title = "byblik: answers of the public site"
	if root.Definitions == nil {
		root.Definitions = jsonschema.Definitions{}
	}
	var either []*jsonschema.Schema
	for _, r := range routes {
		if r.content == nil {
			continue
		}
		inner := jsonschema.Reflector{Anonymous: true}
		s := inner.Reflect(r.content)
		for name, d := range s.Definitions {
			root.Definitions[name] = d
		}
		s.Definitions, s.Version, s.ID = nil, "", ""
		root.Definitions["content_"+r.name] = s
		page := jsonschema.NewProperties()
		page.Set("page", &jsonschema.Schema{Const: r.name})
		page.Set("content", &jsonschema.Schema{Ref: "#/$defs/content_" + r.name})
		either = append(either, &jsonschema.Schema{Properties: page})
	}
	root.OneOf = either
	return json.MarshalIndent(root, "", " ")
}

// noNil gives a value in which no list is null: a list without entries is [].
func noNil(v any) any {
	if v == nil {
		return nil
	}
	p := reflect.New(reflect.TypeOf(v))
	p.Elem().Set(reflect.ValueOf(v))
	fillNil(p.Elem())
	return p.Elem().Interface()
}

func fillNil(v reflect.Value) {
	switch v.Kind() {
	case reflect.Slice:
		if v.IsNil() && v.CanSet() {
			v.Set(reflect.MakeSlice(v.Type(), 0, 0))
		}
		for i := range v.Len() {
			fillNil(v.Index(i))
		}
	case reflect.Struct:
		for i := range v.NumField() {
			fillNil(v.Field(i))
		}
	case reflect.Pointer:
		if !v.IsNil() {
			fillNil(v.Elem())
		}
	}
}
