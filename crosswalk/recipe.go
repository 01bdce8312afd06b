package crosswalk

import (
	"io/fs"
	"path/filepath"
	"slices"

	"byblik"
	"byblik/catalog"
)

// Command is how a recipe of this package is told from others.
const Command = "crosswalk"

// Recipe says how counts were carried, completely. It holds no path and no
// time; files are named without their folder.
type Recipe struct {
	Program     string            `json:"program"`
	Command     string            `json:"command"`
	Source      string            `json:"source"`
	Since       string            `json:"since,omitempty"`
	Lookup      string            `json:"lookup,omitempty"`
	Columns     []string          `json:"columns,omitempty"`
	Borders     []string          `json:"borders,omitempty"`
	Residents   string            `json:"residents,omitempty"`
	Against     string            `json:"against,omitempty"`
	Accepted    map[string]string `json:"accepted,omitempty"` // check → reason
	Inputs      []Input           `json:"inputs"`
	Definitions map[string]string `json:"definitions"` // file name → text
}

// Input is a file that was read: of a source, or as lookup or residents.
type Input struct {
	Source string `json:"source"`
	File   string `json:"file"`
	SHA256 string `json:"sha256"`
}

// recipe tells what was done, once everything is read.
func (r *Request) recipe() *Recipe {
	x := &Recipe{Program: r.Program, Command: Command, Source: r.Source, Columns: r.Columns, Borders: r.Borders, Against: r.Against, Accepted: r.Accept, Inputs: r.inputs, Definitions: map[string]string{}}
	if r.Since != (byblik.Period{}) {
		x.Since = r.Since.String()
	}
	if r.Lookup != "" {
		x.Lookup = filepath.Base(r.Lookup)
	}
	if r.Residents != "" {
		x.Residents = filepath.Base(r.Residents)
	}
	for name, text := range r.Catalog.SourceClosure(slices.Concat([]string{r.Source, r.Against}, r.Borders)...) {
		x.Definitions[name] = string(text)
	}
	return x
}

func (x *Recipe) bytes() ([]byte, error) {
	return byblik.WriteJSON(x)
}

// ReadRecipe reads the recipe.json of a folder.
func ReadRecipe(text []byte) (*Recipe, error) {
	var x Recipe
	if err := byblik.ReadJSON(text, &x); err != nil {
		return nil, &byblik.Error{Kind: byblik.Usage, File: "recipe.json", Found: err.Error(), Expected: "a recipe that byblik wrote", Do: "give the output folder of byblik crosswalk"}
	}
	return &x, nil
}

// Request asks for the same once more, by the definitions of the recipe, over
// the folder from; find gives the path of the lookup or of the residents. The
// program is left to be named.
func (x *Recipe) Request(from fs.FS, find func(file string) string) (*Request, error) {
	c, err := catalog.LoadTexts(x.Definitions)
	if err != nil {
		return nil, err
	}
	r := &Request{From: from, Catalog: c, Source: x.Source, Columns: x.Columns, Borders: x.Borders, Against: x.Against, Accept: x.Accepted}
	if x.Since != "" {
		if r.Since, err = byblik.ParsePeriod(x.Since); err != nil {
			return nil, &byblik.Error{Kind: byblik.Usage, File: "recipe.json", Place: "since", Found: x.Since, Expected: "a period", Do: "restore the recipe"}
		}
	}
	if x.Lookup != "" {
		r.Lookup = find(x.Lookup)
	}
	if x.Residents != "" {
		r.Residents = find(x.Residents)
	}
	return r, nil
}
