package take

import (
	"os/exec"
	"syscall"
	"time"
)

// dieWithParent makes the kernel end the reading process when this one ends,
// however it ends.
func dieWithParent(cmd *exec.Cmd) { cmd.SysProcAttr = &syscall.SysProcAttr{Pdeathsig: syscall.SIGKILL} }

// limitSelf bounds the memory that can be written to, the size of a file that
// is written, the seconds of computing, and leaves no core file with persons
// in it. The address space, of which the runtime and the engine reserve more
// than they use, may be four gigabytes larger.
func limitSelf(memory, size int64, most time.Duration) error {
	seconds := uint64(most.Seconds())*4 + 1
	for what, n := range map[int]uint64{
		syscall.RLIMIT_DATA:  uint64(memory),
		syscall.RLIMIT_AS:    uint64(memory) + 4<<30,
		syscall.RLIMIT_FSIZE: uint64(size),
		syscall.RLIMIT_CPU:   seconds,
		syscall.RLIMIT_CORE:  0,
	} {
		if err := syscall.Setrlimit(what, &syscall.Rlimit{Cur: n, Max: n}); err != nil {
			return err
		}
	}
	return nil
}
