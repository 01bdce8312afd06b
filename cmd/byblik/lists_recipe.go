package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"io/fs"
	"os"
	"testing/fstest"

	"byblik"
	"byblik/catalog"
	"byblik/lists"
	"byblik/run"
)

// listsJob is one screening of the State's lists to carry out.
type listsJob struct {
	catalog *catalog.Catalog
	from    fs.FS
	year    int
	lang    catalog.Lang
	options lists.Options
}

// book takes every rule set of the State's lists that the catalog has.
func (j *listsJob) book() (*lists.Book, error) {
	var sets []*catalog.RuleSet
	for _, id := range j.catalog.Names() {
		sets = append(sets, j.catalog.RuleSets[id])
	}
	return lists.NewBook(sets, j.options)
}

// listsRecipe says how a folder of byblik lists was made, completely.
type listsRecipe struct {
	Program       string            `json:"program"`
	Command       string            `json:"command"` // always "lists"
	Year          int               `json:"year"`
	Rules         string            `json:"rules,omitempty"`
	WithoutOrigin string            `json:"without_origin,omitempty"`
	Average       string            `json:"average"`
	Lang          string            `json:"lang"`
	Inputs        []run.InputFile   `json:"inputs"`
	Definitions   map[string]string `json:"definitions"` // file name → text
}

const listsCommandName = "lists"

func (j *listsJob) recipe(book *lists.Book, inputs []run.InputFile) ([]byte, error) {
	r := listsRecipe{Program: "byblik " + version, Command: listsCommandName, Year: j.year, Rules: j.options.Rules, WithoutOrigin: string(j.options.WithoutOrigin),
		Average: string(book.Average()), Lang: string(j.lang), Inputs: inputs, Definitions: map[string]string{}}
	for _, set := range book.RuleSets() {
		for name, text := range j.catalog.Closure(set.ID) {
			r.Definitions[name] = string(text)
		}
	}
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	if err := enc.Encode(&r); err != nil {
		return nil, internal(err, "")
	}
	return b.Bytes(), nil
}

// isListsRecipe tells whether a recipe is one of byblik lists.
func isListsRecipe(text []byte) bool {
	var head struct {
		Command string `json:"command"`
	}
	return json.Unmarshal(text, &head) == nil && head.Command == listsCommandName
}

// verifyLists makes a folder of byblik lists again and compares every byte.
func verifyLists(there map[string][]byte, from string) (int, error) {
	dec := json.NewDecoder(bytes.NewReader(there["recipe.json"]))
	dec.DisallowUnknownFields()
	var r listsRecipe
	if err := dec.Decode(&r); err != nil {
		return 0, &byblik.Error{Kind: byblik.Usage, File: "recipe.json", Found: err.Error(), Expected: "a recipe that byblik wrote", Do: "give the output folder of byblik lists"}
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
	in := os.DirFS(from)
	changed := changedInputs(&run.Recipe{Inputs: r.Inputs}, delivered{FS: in})
	j := listsJob{catalog: c, from: in, year: r.Year, lang: catalog.Lang(r.Lang),
		options: lists.Options{Rules: r.Rules, WithoutOrigin: lists.WithoutOrigin(r.WithoutOrigin), Average: lists.Average(r.Average)}}
	again, _, err := j.carryOut()
	if err != nil {
		return 0, errors.Join(append(changed, differs("", "the lists cannot be made again", "the lists of the recipe", "see the next message"), err)...)
	}
	if found := compare(there, again); len(changed)+len(found) > 0 {
		return 0, errors.Join(append(changed, found...)...)
	}
	return len(there), nil
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
