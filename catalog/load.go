package catalog

import (
	"bytes"
	"embed"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"byblik"

	"go.yaml.in/yaml/v3"
)

//go:embed all:indicators all:rulesets all:sources all:tabulations all:publications
var embedded embed.FS

// maxFile is the largest definition that is read, in bytes.
const maxFile = 1 << 20

// Catalog is a set of definitions, each under its id.
type Catalog struct {
	Sources    map[string]*Source
	Indicators map[byblik.IndicatorID]*Indicator
	RuleSets   map[string]*RuleSet
	// Tabulations make the columns of a source from unit records.
	Tabulations map[string]*Tabulation
	// Publications plan what the releases of a rule set publish.
	Publications map[string]*Publication
	docs         map[string]*document // by kind and id, for places in messages
	texts        map[string][]byte    // rule set id → its file
}

// Embedded is the catalog that ships with the program.
func Embedded() (*Catalog, error) { return Load(embedded) }

// Load reads every .yaml file below indicators/, sources/, tabulations/, publications/ and
// rulesets/ of fsys. All faults are found before it returns; they come joined, each a
// *byblik.Error with file and line.
func Load(fsys fs.FS) (*Catalog, error) { return load(fsys, nil) }

// Extend reads further definitions beside those of c, which is left as it
// was. An id that c has is refused, unless the file is the same to the byte:
// a definition that is in force is never edited under its own name.
func (c *Catalog) Extend(fsys fs.FS) (*Catalog, error) { return load(fsys, c) }

// ExtendWith reads one rule set file of fsys beside the definitions of c,
// with the sources/, tabulations/ and indicators/ of the same folder, and gives the
// extended catalog and the rule set.
func (c *Catalog) ExtendWith(fsys fs.FS, file string) (*Catalog, *RuleSet, error) {
	more, err := load(only{fsys, file}, c)
	if err != nil {
		return nil, nil, err
	}
	doc, errs := readDocument(fsys, file, ruleSetDoc)
	if len(errs) > 0 {
		return nil, nil, errors.Join(errs...)
	}
	var r RuleSet
	if err := doc.decode(doc.roots[0], &r); err != nil {
		return nil, nil, err
	}
	return more, more.RuleSets[r.ID], nil
}

// only hides every other rule set from a folder of definitions.
type only struct {
	fs.FS
	file string
}

// ReadDir lists sources/, tabulations/ and indicators/ whole, and of the top folder only
// the one rule set.
func (o only) ReadDir(name string) ([]fs.DirEntry, error) {
	all, err := fs.ReadDir(o.FS, name)
	if err != nil || name != "." {
		return all, err
	}
	return slices.DeleteFunc(all, func(e fs.DirEntry) bool {
		return e.Name() != o.file && !(e.IsDir() && (e.Name() == sourceDoc || e.Name() == indicatorDoc || e.Name() == tabulationDoc || e.Name() == publicationDoc))
	}), nil
}

func load(fsys fs.FS, base *Catalog) (*Catalog, error) {
	c := &Catalog{
		Sources:      map[string]*Source{},
		Indicators:   map[byblik.IndicatorID]*Indicator{},
		RuleSets:     map[string]*RuleSet{},
		Tabulations:  map[string]*Tabulation{},
		Publications: map[string]*Publication{},
		docs:         map[string]*document{},
		texts:        map[string][]byte{},
	}
	if base != nil {
		c.inherit(base)
	}
	var faults []error
	var read []*document
	err := fs.WalkDir(fsys, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		kind, ok := kindOfFile(name)
		if d.IsDir() || !ok {
			return nil
		}
		doc, errs := readDocument(fsys, name, kind)
		faults = append(faults, errs...)
		if doc == nil {
			return nil
		}
		if len(errs) == 0 {
			faults = append(faults, c.add(doc)...)
			read = append(read, doc)
		}
		return nil
	})
	if err != nil {
		return nil, &byblik.Error{Kind: byblik.Usage, Found: err.Error(), Expected: "a readable folder of definitions"}
	}
	if len(faults) == 0 {
		for _, doc := range read {
			faults = append(faults, c.checkMeaning(doc)...)
		}
	}
	return c, errors.Join(faults...)
}

func (c *Catalog) inherit(base *Catalog) {
	for k, v := range base.Sources {
		c.Sources[k] = v
	}
	for k, v := range base.Indicators {
		c.Indicators[k] = v
	}
	for k, v := range base.RuleSets {
		c.RuleSets[k] = v
	}
	for k, v := range base.Tabulations {
		c.Tabulations[k] = v
	}
	for k, v := range base.Publications {
		c.Publications[k] = v
	}
	for k, v := range base.docs {
		c.docs[k] = v
	}
	for k, v := range base.texts {
		c.texts[k] = v
	}
}

// Kinds of document, which are also the names of their folders and schemas.
const (
	sourceDoc      = "sources"
	indicatorDoc   = "indicators"
	ruleSetDoc     = "rulesets"
	tabulationDoc  = "tabulations"
	publicationDoc = "publications"
)

// kindOfFile tells a definition by its folder; a .yaml file in the top folder
// is a rule set.
func kindOfFile(name string) (string, bool) {
	if path.Ext(name) != ".yaml" {
		return "", false
	}
	for dir := path.Dir(name); ; dir = path.Dir(dir) {
		switch path.Base(dir) {
		case sourceDoc, indicatorDoc, ruleSetDoc, tabulationDoc, publicationDoc:
			return path.Base(dir), true
		}
		if dir == "." {
			return ruleSetDoc, path.Dir(name) == "."
		}
	}
}

// add puts a document's definitions into the catalog.
func (c *Catalog) add(doc *document) []error {
	var faults []error
	for i, root := range doc.roots {
		switch doc.kind {
		case sourceDoc:
			var s Source
			if err := doc.decode(root, &s); err != nil {
				faults = append(faults, err)
				continue
			}
			faults = append(faults, c.claim(doc, i, s.ID)...)
			c.Sources[s.ID] = &s
		case indicatorDoc:
			var d Indicator
			if err := doc.decode(root, &d); err != nil {
				faults = append(faults, err)
				continue
			}
			if d.Per == 0 {
				d.Per = 100
			}
			faults = append(faults, c.claim(doc, i, string(d.ID))...)
			c.Indicators[d.ID] = &d
		case tabulationDoc:
			var t Tabulation
			if err := doc.decode(root, &t); err != nil {
				faults = append(faults, err)
				continue
			}
			faults = append(faults, c.claim(doc, i, t.ID)...)
			c.Tabulations[t.ID] = &t
		case publicationDoc:
			var p Publication
			if err := doc.decode(root, &p); err != nil {
				faults = append(faults, err)
				continue
			}
			faults = append(faults, c.claim(doc, i, p.ID)...)
			c.Publications[p.ID] = &p
		case ruleSetDoc:
			var r RuleSet
			if err := doc.decode(root, &r); err != nil {
				faults = append(faults, err)
				continue
			}
			faults = append(faults, c.claim(doc, i, r.ID)...)
			c.RuleSets[r.ID] = &r
			c.texts[r.ID] = doc.text
		}
	}
	return faults
}

// claim gives an id to a document, unless another has it.
func (c *Catalog) claim(doc *document, i int, id string) []error {
	key := doc.kind + "/" + id
	if other, taken := c.docs[key]; taken {
		if bytes.Equal(other.text, doc.text) && other != doc {
			return nil
		}
		return []error{doc.fault(doc.roots[i], "id", "id "+id+" a second time; the first is in "+other.name,
			"an id that no other definition has", "choose another id: a new year or a change is a new definition")}
	}
	c.docs[key] = doc
	return nil
}

// Place tells where in its file a part of a definition stands: kind is
// rulesets, sources, tabulations or indicators, at a path such as scores[2].of[0].
func (c *Catalog) Place(kind, id, at string) (file string, line int) {
	doc := c.docs[kind+"/"+id]
	if doc == nil {
		return "", 0
	}
	for _, root := range doc.roots {
		if n, _ := child(root, "id"); n != nil && n.Value == id {
			return doc.name, lineAt(root, at)
		}
	}
	return doc.name, 0
}

// Text gives the file of a rule set as it was written.
func (c *Catalog) Text(ruleSet string) []byte { return c.texts[ruleSet] }

// Names lists the ids of the rule sets, sorted.
func (c *Catalog) Names() []string {
	names := make([]string, 0, len(c.RuleSets))
	for id := range c.RuleSets {
		names = append(names, id)
	}
	slices.Sort(names)
	return names
}

// InOrder lists the rule sets by id.
func (c *Catalog) InOrder() []*RuleSet {
	var sets []*RuleSet
	for _, id := range c.Names() {
		sets = append(sets, c.RuleSets[id])
	}
	return sets
}

// document is one YAML file: its text and the nodes of its definitions, which
// keep their lines.
type document struct {
	kind  string
	name  string
	text  []byte
	roots []*yaml.Node
}

// readDocument reads one file and checks its form against the schema of its
// kind. Several definitions may follow one another, separated by ---.
func readDocument(fsys fs.FS, name, kind string) (*document, []error) {
	invalid := func(line int, found, expected, do string) []error {
		return []error{&byblik.Error{Kind: byblik.Usage, File: name, Line: line, Found: found, Expected: expected, Do: do}}
	}
	f, err := fsys.Open(name)
	if err != nil {
		return nil, invalid(0, err.Error(), "a readable file", "")
	}
	defer f.Close()
	text, err := io.ReadAll(io.LimitReader(f, maxFile+1))
	if err != nil {
		return nil, invalid(0, err.Error(), "a readable file", "")
	}
	if len(text) > maxFile {
		return nil, invalid(1, "a file of more than 1 MiB", "a definition of at most 1 MiB", "split it; figures belong in a delivery")
	}
	if line := strangeLine(text); line > 0 {
		return nil, invalid(line, "bytes that are no UTF-8 text", "plain text in UTF-8", "save the file as UTF-8, without control characters")
	}
	doc := &document{kind: kind, name: name, text: text}
	dec := yaml.NewDecoder(bytes.NewReader(text))
	for {
		var n yaml.Node
		err := dec.Decode(&n)
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return nil, invalid(max(1, yamlLine(err)), strings.TrimPrefix(err.Error(), "yaml: "), "YAML", "check indentation, colons and quotes at this line")
		}
		if n.Kind != yaml.DocumentNode || len(n.Content) != 1 {
			continue
		}
		if line := aliasLine(&n); line > 0 {
			return nil, invalid(line, "an anchor or alias (& or *)", "plain values", "write the value out")
		}
		doc.roots = append(doc.roots, n.Content[0])
	}
	if len(doc.roots) == 0 {
		return nil, invalid(1, "an empty file", "a definition", "remove the file or fill it in; docs/rulesets.md shows how")
	}
	var faults []error
	for _, root := range doc.roots {
		faults = append(faults, doc.checkForm(root)...)
	}
	return doc, faults
}

// strangeLine finds the first line that is no UTF-8 text or holds control
// characters; 0 if none does.
func strangeLine(text []byte) int {
	for i, line := range bytes.Split(text, []byte("\n")) {
		strange := !utf8.Valid(line) || bytes.ContainsFunc(line, func(r rune) bool { return unicode.IsControl(r) && r != '\t' && r != '\r' })
		if strange {
			return i + 1
		}
	}
	return 0
}

func aliasLine(n *yaml.Node) int {
	if n.Kind == yaml.AliasNode || n.Anchor != "" {
		return n.Line
	}
	for _, c := range n.Content {
		if l := aliasLine(c); l > 0 {
			return l
		}
	}
	return 0
}

func yamlLine(err error) int {
	var line int
	if i := strings.Index(err.Error(), "line "); i >= 0 {
		_, _ = fmt.Sscanf(err.Error()[i:], "line %d", &line)
	}
	return line
}

// decode fills a definition from its node.
func (d *document) decode(root *yaml.Node, into any) error {
	if err := root.Decode(into); err != nil {
		return &byblik.Error{Kind: byblik.Usage, File: d.name, Line: yamlLine(err), Found: err.Error(),
			Expected: "the fields of the schema", Do: "correct the value"}
	}
	return nil
}

// fault is a message about the node that a path such as "criteria[2].of[0]"
// leads to below root.
func (d *document) fault(root *yaml.Node, at, found, expected, do string) error {
	return &byblik.Error{Kind: byblik.Usage, File: d.name, Line: lineAt(root, at), Place: at, Found: found, Expected: expected, Do: do}
}
