//go:build unix

package cube

import (
	"errors"
	"os"
	"syscall"
)

// LockFile waits until no other process holds a file or folder, and holds it
// until it is closed.
func LockFile(f *os.File) error {
	for {
		if err := syscall.Flock(int(f.Fd()), syscall.LOCK_EX); !errors.Is(err, syscall.EINTR) {
			return err
		}
	}
}
