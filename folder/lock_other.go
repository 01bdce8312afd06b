//go:build !unix

package folder

import "os"

// Lock does nothing: there one process at a time must be made sure of by
// who starts them.
func Lock(*os.File) error { return nil }

// heldByNobody cannot be known there: nothing is cleared away.
func heldByNobody(*os.File) bool { return false }
