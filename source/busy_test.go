package source

import (
	"syscall"
	"testing"
	"time"
)

// busy is the time that this process has kept a processor, which other work on
// the machine does not lengthen.
func busy(t testing.TB) time.Duration {
	t.Helper()
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		t.Fatal(err)
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}
