package housing

import (
	"crypto/sha256"
	"encoding/hex"
	"io/fs"

	"byblik"
	"byblik/catalog"
	"byblik/lists"
	"byblik/run"
)

// Recipe says how a folder over housing areas was made, completely: by
// byblik lists, forecast or letting. It holds no number of workers, no path and
// no time.
type Recipe struct {
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
	Assumptions   *Named            `json:"assumptions,omitempty"`
	Inputs        []run.InputFile   `json:"inputs"`
	Definitions   map[string]string `json:"definitions"` // file name → text
}

// Named is a file that a person wrote for one run.
type Named struct {
	File string `json:"file"`
	Text string `json:"text"`
}

// The questions, by the commands that ask them.
const (
	Lists    = "lists"
	Forecast = "forecast"
	Letting  = "letting"
)

// options are the choices of how lists are read.
func (r *Recipe) options() lists.Options {
	return lists.Options{Rules: r.Rules, WithoutOrigin: lists.WithoutOrigin(r.WithoutOrigin), Average: lists.Average(r.Average), Borders: r.Borders, AsKnown: r.AsKnown}
}

// Question is one question over a folder of housing areas.
type Question struct {
	Recipe
	Version string // of the program
	Catalog *catalog.Catalog
	From    fs.FS // the folder with the files of the housing areas
	Workers int   // processors; 0 means all; never changes a result
}

func (q *Question) lang() catalog.Lang { return catalog.Lang(q.Lang) }

// Open lays out the rules and reads the folder; the recipe then knows both.
func (q *Question) Open(o lists.Options) (*lists.Book, *lists.Delivery, error) {
	sets := q.Catalog.InOrder()
	book, err := lists.NewBook(sets, o)
	if err != nil {
		return nil, nil, err
	}
	tables, inputs, err := readListTables(q.From)
	if err != nil {
		return nil, nil, err
	}
	d, err := lists.Read(tables)
	if err != nil {
		return nil, nil, err
	}
	q.Program, q.Inputs, q.Definitions = "byblik "+q.Version, inputs, map[string]string{}
	for _, set := range sets {
		if set.Lists == nil {
			continue
		}
		for name, text := range q.Catalog.Closure(set.ID) {
			q.Definitions[name] = string(text)
		}
	}
	return book, d, nil
}

// Answer makes the files of the command in memory.
func (q *Question) Answer() (map[string][]byte, error) {
	switch q.Command {
	case Lists:
		files, _, err := q.Lists()
		return files, err
	case Forecast:
		files, _, err := q.Forecast()
		return files, err
	}
	files, _, err := q.Letting()
	return files, err
}

// Bytes writes the recipe as JSON with a stable order.
func (r *Recipe) Bytes() ([]byte, error) {
	return byblik.WriteJSON(r)
}

// ReadRecipe reads what Bytes wrote.
func ReadRecipe(text []byte) (*Recipe, error) {
	var r Recipe
	if err := byblik.ReadJSON(text, &r); err != nil {
		return nil, &byblik.Error{Kind: byblik.Usage, File: "recipe.json", Found: err.Error(), Expected: "a recipe that byblik wrote", Do: "give the output folder of byblik lists, forecast or letting"}
	}
	return &r, nil
}

// hashed is an input with its hash.
func hashed(source, file string, text []byte) run.InputFile {
	sum := sha256.Sum256(text)
	return run.InputFile{Source: source, File: file, SHA256: hex.EncodeToString(sum[:])}
}
