package housing

import (
	"byblik"
	"byblik/letting"
	"byblik/lists"
	"byblik/run"
)

// Letting makes a study and writes a folder in memory.
func (q *Question) Letting() (map[string][]byte, *letting.Result, error) {
	r, err := q.Study()
	if err != nil {
		return nil, nil, err
	}
	files, err := q.LettingFiles(r)
	return files, r, err
}

// Study reads assumptions and folder and carries the study out.
func (q *Question) Study() (*letting.Result, error) {
	if q.Assumptions == nil {
		return nil, &byblik.Error{Kind: byblik.Usage, File: "recipe.json", Place: "assumptions", Found: "none", Expected: "the assumptions of the study", Do: "restore the recipe"}
	}
	assume, err := letting.Read(q.Assumptions.File, []byte(q.Assumptions.Text))
	if err != nil {
		return nil, err
	}
	set := q.Catalog.RuleSets[q.Rules]
	if set == nil {
		return nil, &byblik.Error{Kind: byblik.NotFound, Place: "--rules", Found: q.Rules, Expected: "a rule set of the State's lists, such as dk-state-2021", Do: "byblik catalog list names them"}
	}
	book, d, err := q.Open(lists.Options{WithoutOrigin: withoutOrigin(assume.Origin)})
	if err != nil {
		return nil, err
	}
	study, err := letting.New(assume, d, set, book.Over(d), letting.Options{Areas: q.Areas, Until: q.Until, Runs: q.Runs, Seed: q.Seed, Workers: q.Workers})
	if err != nil {
		return nil, err
	}
	return study.Run(nil), nil
}

// LettingFiles writes a study as the files of a folder, in the language of the
// recipe.
func (q *Question) LettingFiles(r *letting.Result) (map[string][]byte, error) {
	recipe, err := q.Bytes()
	if err != nil {
		return nil, err
	}
	files, err := letting.Files(r, q.lang(), letting.Made{Program: q.Program, Recipe: recipe, Fingerprint: run.Fingerprint(recipe)})
	if err != nil {
		return nil, byblik.Fault(err, "")
	}
	return files, nil
}

// withoutOrigin says for past lists what the assumptions say for those to come.
func withoutOrigin(use letting.OriginUse) lists.WithoutOrigin {
	switch use {
	case letting.OriginDrop:
		return lists.DropOrigin
	case letting.OriginSuspend:
		return lists.SuspendOrigin
	}
	return lists.KeepOrigin
}
