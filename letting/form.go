package letting

import (
	"fmt"
	"math"
	"regexp"
	"strings"

	"byblik"
	"byblik/catalog"

	"go.yaml.in/yaml/v3"
)

// form reads a YAML file strictly: every field known, every field in its form,
// every fault with its line. It goes on after a fault, to find all of them.
type form struct {
	file   string
	faults []error
	lines  map[string]int
}

// field is one field of a mapping and how it is read.
type field struct {
	name string
	need bool
	read func(n *yaml.Node, at string)
}

func need(name string, read func(*yaml.Node, string)) field { return field{name, true, read} }
func may(name string, read func(*yaml.Node, string)) field  { return field{name, false, read} }

func (f *form) fault(n *yaml.Node, at, found, expected, do string) {
	f.faults = append(f.faults, &byblik.Error{Kind: byblik.Usage, File: f.file, Line: n.Line, Place: at, Found: found, Expected: expected, Do: do})
}

func below(at, name string) string {
	if at == "" {
		return name
	}
	return at + "." + name
}

// object reads a mapping of known fields, each once.
func (f *form) object(n *yaml.Node, at string, fields ...field) {
	f.lines[at] = n.Line
	if !f.kind(n, at, yaml.MappingNode, "a mapping of names and values") {
		return
	}
	seen := map[string]bool{}
	for i := 0; i+1 < len(n.Content); i += 2 {
		f.member(n.Content[i], n.Content[i+1], at, fields, seen)
	}
	for _, x := range fields {
		if x.need && !seen[x.name] {
			f.fault(n, at, "no "+x.name, "the field "+x.name, "add it")
		}
	}
}

func (f *form) member(key, value *yaml.Node, at string, fields []field, seen map[string]bool) {
	name := key.Value
	if seen[name] {
		f.fault(key, below(at, name), "the field "+name+" a second time", "each name once", "remove one of the two")
		return
	}
	seen[name] = true
	for _, x := range fields {
		if x.name == name {
			f.lines[below(at, name)] = value.Line
			x.read(value, below(at, name))
			return
		}
	}
	var names []string
	for _, x := range fields {
		names = append(names, x.name)
	}
	f.fault(key, below(at, name), "the unknown field "+name, "one of "+strings.Join(names, ", "), "correct the spelling or remove it")
}

func (f *form) kind(n *yaml.Node, at string, k yaml.Kind, want string) bool {
	if n.Kind == yaml.AliasNode {
		f.fault(n, at, "a reference to another place (*"+n.Value+")", want, "write the values out, so that the report can print them")
		return false
	}
	if n.Kind != k {
		f.fault(n, at, "something else", want, "write it in that form; docs/letting.md shows an example")
		return false
	}
	return true
}

// list reads a sequence, item by item.
func (f *form) list(read func(n *yaml.Node, at string)) func(*yaml.Node, string) {
	return func(n *yaml.Node, at string) {
		if !f.kind(n, at, yaml.SequenceNode, "a list") {
			return
		}
		if len(n.Content) == 0 {
			f.fault(n, at, "an empty list", "one item or more", "add an item or remove the field")
		}
		for i, c := range n.Content {
			item := fmt.Sprintf("%s[%d]", at, i)
			f.lines[item] = c.Line
			read(c, item)
		}
	}
}

// number reads a number from low to high.
func (f *form) number(into *float64, low, high float64, what string) func(*yaml.Node, string) {
	return func(n *yaml.Node, at string) {
		if !f.kind(n, at, yaml.ScalarNode, what) {
			return
		}
		var v float64
		tag := n.ShortTag()
		if err := n.Decode(&v); err != nil || tag != "!!int" && tag != "!!float" || math.IsNaN(v) || v < low || v > high {
			f.fault(n, at, fmt.Sprintf("%q", n.Value), fmt.Sprintf("%s, from %v to %v", what, low, high), "correct it")
			return
		}
		*into = v
	}
}

// share reads a share from 0 to 1.
func (f *form) share(into *float64) func(*yaml.Node, string) {
	return f.number(into, 0, 1, "a share (0.25 is a quarter)")
}

// whole reads a whole number.
func (f *form) whole(into *int, low, high int) func(*yaml.Node, string) {
	return func(n *yaml.Node, at string) {
		before := len(f.faults)
		var v float64
		f.number(&v, float64(low), float64(high), "a whole number")(n, at)
		if len(f.faults) == before && v != math.Trunc(v) {
			f.fault(n, at, n.Value, "a whole number", "correct it")
		}
		*into = int(v)
	}
}

// word reads a text that is an identifier.
func (f *form) word(into *string, pattern *regexp.Regexp) func(*yaml.Node, string) {
	return func(n *yaml.Node, at string) {
		if !f.kind(n, at, yaml.ScalarNode, "a text") {
			return
		}
		if !pattern.MatchString(n.Value) {
			f.fault(n, at, fmt.Sprintf("%q", n.Value), "a text like "+pattern.String(), "correct it")
		}
		*into = n.Value
	}
}

// choice reads one of some words.
func (f *form) choice(into *string, words ...string) func(*yaml.Node, string) {
	return f.word(into, regexp.MustCompile("^("+strings.Join(words, "|")+")$"))
}

func (f *form) truth(into *bool) func(*yaml.Node, string) {
	return func(n *yaml.Node, at string) {
		if n.ShortTag() != "!!bool" || n.Decode(into) != nil {
			f.fault(n, at, fmt.Sprintf("%q", n.Value), "true or false", "choose one")
		}
	}
}

// text reads a text in both languages.
func (f *form) text(into *catalog.Text) func(*yaml.Node, string) {
	return func(n *yaml.Node, at string) {
		one := regexp.MustCompile(`\S`)
		f.object(n, at, need("da", f.word(&into.Da, one)), need("en", f.word(&into.En, one)))
	}
}

// mix reads shares by name that sum to 1, in the order of names.
func (f *form) mix(into *[]float64, names func() []string) func(*yaml.Node, string) {
	return func(n *yaml.Node, at string) {
		all := names()
		v := make([]float64, len(all))
		fields := make([]field, len(all))
		for i, name := range all {
			fields[i] = may(name, f.share(&v[i]))
		}
		before := len(f.faults)
		f.object(n, at, fields...)
		sum := 0.0
		for _, x := range v {
			sum += x
		}
		if len(f.faults) == before && math.Abs(sum-1) > 1e-6 {
			f.fault(n, at, fmt.Sprintf("shares that sum to %.4g", sum), "shares that sum to 1", "correct them")
		}
		for i := range v {
			v[i] /= sum
		}
		*into = v
	}
}
