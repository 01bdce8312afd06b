//go:build unix

package main

import (
	"os"
	"os/exec"
	"runtime"
	"syscall"
)

// peakMegabytes is the largest memory a process had at a time.
func peakMegabytes(s *os.ProcessState) float64 {
	use, ok := s.SysUsage().(*syscall.Rusage)
	if !ok {
		return 0
	}
	if runtime.GOOS == "darwin" { // counts bytes, the others kilobytes
		return float64(use.Maxrss) / 1e6
	}
	return float64(use.Maxrss) * 1024 / 1e6
}

// group puts a command and what it starts into a group of their own.
func group(cmd *exec.Cmd) { cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true} }

// stop asks the whole group to end, so that a peer can put away what it made.
func stop(cmd *exec.Cmd) { _ = syscall.Kill(-cmd.Process.Pid, syscall.SIGTERM) }
