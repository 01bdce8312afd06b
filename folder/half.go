package folder

import (
	"os"
	"path/filepath"
	"strings"

	"byblik"
)

// halfName begins the name of a folder that is being filled. Nobody else reads
// a folder with such a name.
const halfName = ".byblik-"

// newHalf makes a folder to be filled beside the wanted one, and holds it as
// long as the file is open: Clear of another process then leaves it alone.
func newHalf(parent string) (string, *os.File, error) {
	for {
		half, err := os.MkdirTemp(parent, halfName)
		if err != nil {
			return "", nil, err
		}
		held, err := os.Open(half)
		if os.IsNotExist(err) {
			continue // another process took it for one that was left
		}
		if err != nil {
			return "", nil, err
		}
		if err := Lock(held); err != nil {
			return "", nil, err
		}
		if isThere(half, held) {
			return half, held, nil
		}
		_ = held.Close()
	}
}

// isThere tells whether the folder of that name is still the one that is held.
func isThere(name string, held *os.File) bool {
	a, errA := os.Lstat(name)
	b, errB := held.Stat()
	return errA == nil && errB == nil && os.SameFile(a, b)
}

// Clear removes the half-filled folders that processes left in parent when
// they were killed, and gives their names. It knows them by their name, takes
// folders only, and leaves alone what a living process holds. A parent that is not there
// has none.
func Clear(parent string) (names []string, err error) {
	entries, err := os.ReadDir(parent)
	if os.IsNotExist(err) {
		return nil, nil
	}
	if err != nil {
		return nil, byblik.Fault(err, "choose an --out that can be read")
	}
	for _, e := range entries {
		digits, ours := strings.CutPrefix(e.Name(), halfName)
		if !ours || !e.IsDir() || digits == "" || strings.Trim(digits, "0123456789") != "" {
			continue
		}
		path := filepath.Join(parent, e.Name())
		gone, err := clear(path)
		if err != nil {
			return names, byblik.Fault(err, "remove "+path)
		}
		if gone {
			names = append(names, e.Name())
		}
	}
	return names, nil
}

func clear(path string) (bool, error) {
	f, err := os.Open(path)
	if err != nil {
		return false, nil // not ours to open, or gone meanwhile
	}
	defer f.Close()
	if !heldByNobody(f) || !isThere(path, f) {
		return false, nil
	}
	return true, os.RemoveAll(path)
}
