//go:build !unix

package cube

import "os"

// lockFile does nothing: there one process at a time must be made sure of by
// who starts them.
func lockFile(*os.File) error { return nil }
