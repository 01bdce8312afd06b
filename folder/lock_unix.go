//go:build unix

package folder

import (
	"errors"
	"os"
	"syscall"
)

// Lock waits until no other process holds a file or folder, and holds it
// until it is closed.
func Lock(f *os.File) error {
	for {
		if err := syscall.Flock(int(f.Fd()), syscall.LOCK_EX); !errors.Is(err, syscall.EINTR) {
			return err
		}
	}
}

// heldByNobody takes hold of a file or folder if no other process holds it.
func heldByNobody(f *os.File) bool {
	return syscall.Flock(int(f.Fd()), syscall.LOCK_EX|syscall.LOCK_NB) == nil
}
