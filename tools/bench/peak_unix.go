//go:build unix

package main

import (
	"os"
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
