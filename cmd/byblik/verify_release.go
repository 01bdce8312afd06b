package main

import (
	"errors"
	"os"
	"path/filepath"
	"slices"

	"byblik/gather"
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
	changed := run.Changed(inputs, j.from.input, func(said, hash string) bool { return said == hash || said == j.Secret.Seal(hash) })
	gone, err := j.registers.check(r)
	if err != nil || len(gone) > 0 && len(changed) > 0 {
		return "", errors.Join(append(changed, err)...)
	}
	if len(gone) > 0 {
		return hashesAlone(r, len(inputs), len(j.registers.hashes), gone), nil
	}
	there := map[string][]byte{}
	for _, f := range append(slices.Clone(r.Manifest.Files), release.File{Path: "manifest.json"}) {
		if there[f.Path], err = os.ReadFile(filepath.Join(dir, f.Path)); err != nil {
			return "", internal(err, "give a folder that can be read")
		}
	}
	n, err := madeAgain(there, "release", changed, func() (map[string][]byte, error) {
		_, again, err := j.carryOut()
		return again, err
	})
	return same(n), err
}

// releaseJobOf turns a release back into the job that made it. Definitions come
// from the release, earlier releases from the folder it lies in.
func releaseJobOf(r *release.Release, dir, from, secret, register string) (*releaseJob, error) {
	again, err := gather.OfRelease(r)
	if err != nil {
		return nil, err
	}
	in, err := openFrom(from)
	if err != nil {
		return nil, err
	}
	key, err := secretFor(again.Rules, secret)
	if err != nil {
		return nil, err
	}
	registers, err := kept(r, again.Catalog, register, key)
	if err != nil {
		return nil, err
	}
	j, err := newReleaseJob(again, in, key)
	if err != nil {
		return nil, err
	}
	j.count(registers)
	dir, err = filepath.Abs(dir) // "." has a folder above it
	if err != nil {
		return nil, internal(err, "")
	}
	for _, e := range r.Manifest.Recipe.Earlier {
		older, err := release.Open(os.DirFS(filepath.Join(filepath.Dir(dir), e.ID)))
		if err != nil {
			return nil, err
		}
		if older.Hash != e.Hash {
			return nil, differs(e.ID, "hash "+older.Hash, e.Hash, "put the release back that was there")
		}
		j.Earlier = append(j.Earlier, older)
	}
	return j, nil
}

// deliveredTo lists the files that a release was made from, as a recipe does,
// without the registers, which are kept elsewhere.
func deliveredTo(r *release.Release, apart *registers) (inputs []run.InputFile) {
	for _, s := range r.Sources {
		if apart != nil && apart.hashes[s.ID] != "" {
			continue
		}
		for _, f := range s.Receipts {
			inputs = append(inputs, run.InputFile{Source: s.ID, File: f.File, SHA256: f.SHA256 + f.Seal}) // one of the two
		}
	}
	return inputs
}
