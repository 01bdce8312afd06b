package folder

import (
	"errors"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"

	"byblik"
)

// Refuse makes sure that nothing is overwritten: an output folder is
// made once, whole.
func Refuse(dir string) error {
	if _, err := os.Lstat(dir); !errors.Is(err, fs.ErrNotExist) {
		return &byblik.Error{Kind: byblik.Usage, File: filepath.Base(dir), Found: "an output folder that exists already",
			Expected: "a folder that is not there yet", Do: "choose another --out or remove the folder"}
	}
	return nil
}

// Write writes all files or nothing.
func Write(dir string, files map[string][]byte) error {
	return Fill(dir, func(half string) error {
		for _, name := range slices.Sorted(maps.Keys(files)) {
			if err := os.MkdirAll(filepath.Join(half, filepath.Dir(name)), 0o755); err != nil {
				return err
			}
			if err := WriteFile(filepath.Join(half, name), files[name]); err != nil {
				return err
			}
		}
		return nil
	})
}

// Fill lets fill write into a folder beside the wanted one and renames it
// when everything is on disk; nothing is left of a folder that could not be
// filled.
func Fill(dir string, fill func(half string) error) (err error) {
	parent := filepath.Dir(filepath.Clean(dir))
	if err := os.MkdirAll(parent, 0o755); err != nil {
		return byblik.Fault(err, "choose an --out that can be written")
	}
	half, held, err := newHalf(parent)
	if err != nil {
		return byblik.Fault(err, "choose an --out that can be written")
	}
	defer held.Close()
	defer func() {
		if err != nil {
			err = errors.Join(byblik.Fault(err, "make room or choose another --out; nothing was left behind"), os.RemoveAll(half))
		}
	}()
	if err := fill(half); err != nil {
		return err
	}
	if err := os.Chmod(half, 0o755); err != nil {
		return err
	}
	if err := syncAll(half); err != nil {
		return err
	}
	if err := os.Rename(half, dir); err != nil {
		return err
	}
	return Sync(parent)
}

// syncAll makes the names in a folder and those inside it safe against a
// power cut, before they get their place.
func syncAll(dir string) error {
	return filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || !d.IsDir() {
			return err
		}
		return Sync(path)
	})
}

// WriteFile writes one file, safe against a power cut but for its name.
func WriteFile(name string, text []byte) error {
	f, err := Create(name)
	if err != nil {
		return err
	}
	_, err = f.Write(text)
	return errors.Join(err, f.Close())
}

// File is a file that is on the disk when it is closed.
type File struct{ *os.File }

// Create makes a file to be written piece by piece, safe against a power cut but
// for its name.
func Create(name string) (File, error) {
	f, err := os.Create(name)
	return File{f}, err
}

// Close puts the file on the disk and closes it.
func (f File) Close() error { return errors.Join(f.Sync(), f.File.Close()) }

// Sync makes the names in a folder safe against a power cut.
func Sync(dir string) error {
	f, err := os.Open(dir)
	if err != nil {
		return byblik.Fault(err, "")
	}
	defer f.Close()
	if err := f.Sync(); err != nil {
		return byblik.Fault(err, "")
	}
	return nil
}
