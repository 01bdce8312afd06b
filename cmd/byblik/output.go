package main

import (
	"errors"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"

	"byblik"
)

// isByblik tells whether one of ours is in the tree of err; anything else
// that reaches main was said by the command line parser.
func isByblik(err error) bool {
	var e *byblik.Error
	return errors.As(err, &e)
}

// internal wraps a fault that is byblik's or the machine's own.
func internal(err error, do string) error {
	return byblik.Fault(err, do)
}

// refuseExisting makes sure that nothing is overwritten: an output folder is
// made once, whole.
func refuseExisting(dir string) error {
	if _, err := os.Lstat(dir); !errors.Is(err, fs.ErrNotExist) {
		return &byblik.Error{Kind: byblik.Usage, File: filepath.Base(dir), Found: "an output folder that exists already",
			Expected: "a folder that is not there yet", Do: "choose another --out or remove the folder"}
	}
	return nil
}

// writeFolder writes all files or nothing.
func writeFolder(dir string, files map[string][]byte) error {
	return fillFolder(dir, func(half string) error {
		for _, name := range slices.Sorted(maps.Keys(files)) {
			if err := os.MkdirAll(filepath.Join(half, filepath.Dir(name)), 0o755); err != nil {
				return err
			}
			if err := writeFile(filepath.Join(half, name), files[name]); err != nil {
				return err
			}
		}
		return nil
	})
}

// fillFolder lets fill write into a folder beside the wanted one and renames it
// when everything is on disk; nothing is left of a folder that could not be
// filled.
func fillFolder(dir string, fill func(half string) error) (err error) {
	parent := filepath.Dir(filepath.Clean(dir))
	if err := os.MkdirAll(parent, 0o755); err != nil {
		return internal(err, "choose an --out that can be written")
	}
	half, err := os.MkdirTemp(parent, ".byblik-")
	if err != nil {
		return internal(err, "choose an --out that can be written")
	}
	defer func() {
		if err != nil {
			err = errors.Join(internal(err, "make room or choose another --out; nothing was left behind"), os.RemoveAll(half))
		}
	}()
	if err := fill(half); err != nil {
		return err
	}
	if err := os.Chmod(half, 0o755); err != nil {
		return err
	}
	if err := syncFolders(half); err != nil {
		return err
	}
	if err := os.Rename(half, dir); err != nil {
		return err
	}
	return syncFolder(parent)
}

// syncFolders makes the names in a folder and those inside it safe against a
// power cut, before they get their place.
func syncFolders(dir string) error {
	return filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || !d.IsDir() {
			return err
		}
		return syncFolder(path)
	})
}

func writeFile(name string, text []byte) error {
	f, err := os.Create(name)
	if err != nil {
		return err
	}
	_, err = f.Write(text)
	return errors.Join(err, f.Sync(), f.Close())
}
