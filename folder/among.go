package folder

import (
	"os"
	"path/filepath"

	"byblik"
)

// WriteAmong writes a folder among others below parent. Two processes do so one
// after the other: unchanged is asked when it is this one's turn, and where it
// says no, nothing is written.
func WriteAmong(parent, name string, files map[string][]byte, unchanged func() error) error {
	if err := os.MkdirAll(parent, 0o755); err != nil {
		return byblik.Fault(err, "choose an --out that can be written")
	}
	lock, err := os.Open(parent)
	if err != nil {
		return byblik.Fault(err, "choose an --out that can be read")
	}
	defer lock.Close()
	if err := Lock(lock); err != nil {
		return byblik.Fault(err, "")
	}
	if err := unchanged(); err != nil {
		return err
	}
	return Write(filepath.Join(parent, name), files)
}
