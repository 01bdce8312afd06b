package main

import (
	"errors"
	"os"
	"path/filepath"
	"slices"

	"byblik"
	"byblik/disclose"
	"byblik/release"
	"byblik/run"
)

// isRelease tells a release from the output folder of a screening.
func isRelease(dir string) bool {
	_, err := os.Stat(filepath.Join(dir, "manifest.json"))
	return err == nil
}

// verifyRelease makes a release again from the deliveries, the registers and
// its own recipe and definitions, compares every byte and says what came out.
// Where a register was deleted in time, only hashes are compared.
func verifyRelease(dir, from, secret, register string) (string, error) {
	r, err := release.Open(os.DirFS(dir))
	if err != nil {
		return "", err
	}
	j, err := releaseJobOf(r, dir, from, secret, register)
	if err != nil {
		return "", err
	}
	inputs := deliveredTo(r, j.registers)
	key, err := disclose.SecretOf(j.secret)
	if err != nil {
		return "", err
	}
	changed := changedInputs(inputs, j.from, func(said, hash string) bool { return said == hash || said == key.Seal(hash) })
	gone, err := j.registers.check(r)
	if err != nil || len(gone) > 0 && len(changed) > 0 {
		return "", errors.Join(append(changed, err)...)
	}
	if len(gone) > 0 {
		return hashesAlone(r, len(inputs.Inputs), len(j.registers.hashes), gone), nil
	}
	_, again, err := j.carryOut()
	if err != nil {
		return "", errors.Join(append(changed, differs("", "the release cannot be made again", "the release of its recipe", "see the next message"), err)...)
	}
	there := map[string][]byte{}
	for _, f := range append(slices.Clone(r.Manifest.Files), release.File{Path: "manifest.json"}) {
		if there[f.Path], err = os.ReadFile(filepath.Join(dir, f.Path)); err != nil {
			return "", internal(err, "give a folder that can be read")
		}
	}
	if found := compare(there, again); len(changed)+len(found) > 0 {
		return "", errors.Join(append(changed, found...)...)
	}
	return same(len(there)), nil
}

// releaseJobOf turns a release back into the job that made it. Definitions come
// from the release, earlier releases from the folder it lies in.
func releaseJobOf(r *release.Release, dir, from, secret, register string) (*releaseJob, error) {
	c, plan, err := definitionsOf(r)
	if err != nil {
		return nil, err
	}
	m := &r.Manifest
	rules := c.RuleSets[m.RuleSet]
	if err := checkRules(c, []string{rules.ID}); err != nil {
		return nil, err
	}
	args := run.Arguments{Within: m.Recipe.Within, Partial: m.Recipe.Partial, Seed: m.Recipe.Seed, Stress: m.Recipe.Stress, Lang: "en"}
	if m.Recipe.Period != "" {
		if args.Period, err = byblik.ParsePeriod(m.Recipe.Period); err != nil {
			return nil, &byblik.Error{Kind: byblik.Invalid, File: "manifest.json", Place: "recipe.period", Found: m.Recipe.Period, Expected: "a period", Do: "get the release again"}
		}
	}
	for _, a := range m.Recipe.Accepted {
		args.Accept(a.Check, a.Reason)
	}
	in, err := openFrom(from)
	if err != nil {
		return nil, err
	}
	j := &releaseJob{plan: plan, job: job{catalog: c, rules: rules, from: in, arguments: args}, hour: m.Hour, replaces: m.Replaces, reason: m.Reason}
	if j.secret, err = secretFor(rules, secret); err != nil {
		return nil, err
	}
	if j.registers, err = kept(r, c, register, j.secret); err != nil {
		return nil, err
	}
	dir, err = filepath.Abs(dir) // "." has a folder above it
	if err != nil {
		return nil, internal(err, "")
	}
	for _, e := range m.Recipe.Earlier {
		older, err := release.Open(os.DirFS(filepath.Join(filepath.Dir(dir), e.ID)))
		if err != nil {
			return nil, err
		}
		if older.Hash != e.Hash {
			return nil, differs(e.ID, "hash "+older.Hash, e.Hash, "put the release back that was there")
		}
		j.earlier = append(j.earlier, older)
	}
	return j, nil
}

// deliveredTo lists the files that a release was made from, as a recipe does,
// without the registers, which are kept elsewhere.
func deliveredTo(r *release.Release, apart *registers) *run.Recipe {
	recipe := &run.Recipe{}
	for _, s := range r.Sources {
		if apart != nil && apart.hashes[s.ID] != "" {
			continue
		}
		for _, f := range s.Receipts {
			recipe.Inputs = append(recipe.Inputs, run.InputFile{Source: s.ID, File: f.File, SHA256: f.SHA256 + f.Seal}) // one of the two
		}
	}
	return recipe
}
