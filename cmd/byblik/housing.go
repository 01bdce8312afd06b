package main

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"testing/fstest"

	"byblik"
	"byblik/catalog"
	"byblik/lists"
	"byblik/run"

	"github.com/spf13/pflag"
)

// housingRecipe says how a folder over housing areas was made, completely: by
// byblik lists, forecast or letting. It holds no number of workers, no path and
// no time.
type housingRecipe struct {
	Program       string            `json:"program"`
	Command       string            `json:"command"` // lists, forecast or letting
	Year          int               `json:"year,omitempty"`
	Before        bool              `json:"before,omitempty"`
	Areas         []string          `json:"areas,omitempty"` // letting: empty means all
	Until         int               `json:"until,omitempty"`
	Runs          int               `json:"runs,omitempty"`
	Seed          uint64            `json:"seed,omitempty"`
	Rules         string            `json:"rules,omitempty"`
	WithoutOrigin string            `json:"without_origin,omitempty"`
	Average       string            `json:"average,omitempty"`
	Borders       int               `json:"borders,omitempty"`
	AsKnown       string            `json:"as_known,omitempty"`
	Lang          string            `json:"lang"`
	Assumptions   *namedText        `json:"assumptions,omitempty"`
	Inputs        []run.InputFile   `json:"inputs"`
	Definitions   map[string]string `json:"definitions"` // file name → text
}

// namedText is a file that a person wrote for one run.
type namedText struct {
	File string `json:"file"`
	Text string `json:"text"`
}

// The commands over housing areas.
const (
	listsName    = "lists"
	forecastName = "forecast"
	lettingName  = "letting"
)

// readingFlags adds the flags of how lists are read.
func (r *housingRecipe) readingFlags(flags *pflag.FlagSet) {
	flags.StringVar(&r.Rules, "rules", "", "judge every year by this rule set, such as dk-state-2018 (each by its own)")
	flags.StringVar(&r.WithoutOrigin, "without-origin", "", "drop: leave the criterion of origin out; suspend: lists that need it are no")
	flags.StringVar(&r.Average, "average", "", "mean-of-rates or pooled (the rule set's reading)")
}

// options are the choices of how lists are read.
func (r *housingRecipe) options() lists.Options {
	return lists.Options{Rules: r.Rules, WithoutOrigin: lists.WithoutOrigin(r.WithoutOrigin), Average: lists.Average(r.Average), Borders: r.Borders, AsKnown: r.AsKnown}
}

// housing is one command over housing areas to carry out.
type housing struct {
	housingRecipe
	catalog *catalog.Catalog
	from    fs.FS
	workers int
}

// newHousing lays a recipe over the shipped definitions and a folder.
func newHousing(r housingRecipe, from string) (*housing, error) {
	if err := isFolder(from); err != nil {
		return nil, err
	}
	c, err := catalog.Embedded()
	if err != nil {
		return nil, err
	}
	return &housing{housingRecipe: r, catalog: c, from: os.DirFS(from)}, nil
}

func isFolder(path string) error {
	if info, err := os.Stat(path); err != nil || !info.IsDir() {
		return &byblik.Error{Kind: byblik.Usage, File: filepath.Base(path), Place: "--from", Found: "no such folder", Expected: "the folder with housing_areas.csv and references.csv", Do: "correct --from"}
	}
	return nil
}

func (h *housing) lang() catalog.Lang { return catalog.Lang(h.Lang) }

// open lays out the rules and reads the folder; the recipe then knows both.
func (h *housing) open(o lists.Options) (*lists.Book, *lists.Delivery, error) {
	var sets []*catalog.RuleSet
	for _, id := range h.catalog.Names() {
		sets = append(sets, h.catalog.RuleSets[id])
	}
	book, err := lists.NewBook(sets, o)
	if err != nil {
		return nil, nil, err
	}
	tables, inputs, err := readListTables(h.from)
	if err != nil {
		return nil, nil, err
	}
	d, err := lists.Read(tables)
	if err != nil {
		return nil, nil, err
	}
	h.Program, h.Inputs, h.Definitions = "byblik "+version, inputs, map[string]string{}
	for _, set := range sets {
		if set.Lists == nil {
			continue
		}
		for name, text := range h.catalog.Closure(set.ID) {
			h.Definitions[name] = string(text)
		}
	}
	return book, d, nil
}

// carryOut makes the files of the command in memory.
func (h *housing) carryOut() (map[string][]byte, error) {
	switch h.Command {
	case listsName:
		files, _, err := h.lists()
		return files, err
	case forecastName:
		files, _, err := h.forecast()
		return files, err
	}
	files, _, err := h.letting()
	return files, err
}

// bytes writes the recipe as JSON with a stable order.
func (r *housingRecipe) bytes() ([]byte, error) {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	if err := enc.Encode(r); err != nil {
		return nil, internal(err, "")
	}
	return b.Bytes(), nil
}

// isHousingRecipe tells whether a recipe is of a command over housing areas.
func isHousingRecipe(text []byte) bool {
	var head struct {
		Command string `json:"command"`
	}
	if json.Unmarshal(text, &head) != nil {
		return false
	}
	return head.Command == listsName || head.Command == forecastName || head.Command == lettingName
}

// verifyHousing makes such a folder again and compares every byte.
func verifyHousing(there map[string][]byte, from string) (int, error) {
	dec := json.NewDecoder(bytes.NewReader(there["recipe.json"]))
	dec.DisallowUnknownFields()
	var r housingRecipe
	if err := dec.Decode(&r); err != nil {
		return 0, &byblik.Error{Kind: byblik.Usage, File: "recipe.json", Found: err.Error(), Expected: "a recipe that byblik wrote", Do: "give the output folder of byblik lists, forecast or letting"}
	}
	files := fstest.MapFS{}
	for name, text := range r.Definitions {
		files[name] = &fstest.MapFile{Data: []byte(text)}
	}
	c, err := catalog.Load(files)
	if err != nil {
		return 0, err
	}
	if err := isFolder(from); err != nil {
		return 0, err
	}
	h := housing{housingRecipe: r, catalog: c, from: os.DirFS(from)}
	changed := changedInputs(&run.Recipe{Inputs: r.Inputs}, delivered{FS: h.from}, isHash)
	again, err := h.carryOut()
	if err != nil {
		return 0, errors.Join(append(changed, differs("", "the folder cannot be made again", "the folder of the recipe", "see the next message"), err)...)
	}
	if found := compare(there, again); len(changed)+len(found) > 0 {
		return 0, errors.Join(append(changed, found...)...)
	}
	return len(there), nil
}

// hashed is an input with its hash.
func hashed(source, file string, text []byte) run.InputFile {
	sum := sha256.Sum256(text)
	return run.InputFile{Source: source, File: file, SHA256: hex.EncodeToString(sum[:])}
}

// refuseLists keeps rule sets of the State's lists from commands that screen
// small areas.
func refuseLists(r *catalog.RuleSet) error {
	if r.Lists == nil {
		return nil
	}
	return &byblik.Error{Kind: byblik.Usage, Found: r.ID + ", a rule set of the State's lists", Expected: "a rule set that screens small areas",
		Do: "use byblik lists --year YEAR for the State's lists"}
}
