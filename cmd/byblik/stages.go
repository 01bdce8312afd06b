package main

import (
	"fmt"
	"io"
	"os"

	"golang.org/x/term"
)

// newStages says on a terminal what is being done. Where nobody watches it says
// nothing.
func newStages(w io.Writer) func(string) {
	f, ok := w.(*os.File)
	if !ok || !term.IsTerminal(int(f.Fd())) {
		return nil
	}
	return func(name string) { fmt.Fprintln(f, "· "+name) }
}
