//go:build !unix

package main

import "os"

// peakMegabytes is unknown here.
func peakMegabytes(*os.ProcessState) float64 { return 0 }
