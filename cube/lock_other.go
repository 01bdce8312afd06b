//go:build !unix

package cube

import "os"

// LockFile does nothing: there one process at a time must be made sure of by
// who starts them.
func LockFile(*os.File) error { return nil }
