package byblik

import (
	"errors"
	"fmt"
	"strings"
)

// Kind sorts errors into the few kinds that callers treat differently.
type Kind uint8

// The kinds of error; cmd turns them into exit codes, web into HTTP answers.
const (
	Internal    Kind = iota // a fault of byblik itself
	Invalid                 // data or definitions that do not hold
	Usage                   // a command or request that cannot be carried out as asked
	NotFound                // no such thing
	Conflict                // it changed meanwhile
	Forbidden               // not for this user
	Withheld                // protected by disclosure control
	Unavailable             // a resource does not answer
)

// Error has one form everywhere: where, what was found, what was expected,
// what to do.
type Error struct {
	Kind     Kind
	Check    string // name of the check, as --accept takes it; empty if none
	File     string // file name without its folder
	Line     int    // line, or number of the feature or row; 0 if none
	Place    string // column, cell, key or path inside the file; may be empty
	Found    string
	Expected string
	Do       string
}

// Error writes "file:line: place: [check] found …; expected …; do …".
func (e *Error) Error() string {
	var b strings.Builder
	if e.File != "" {
		b.WriteString(e.File)
		if e.Line > 0 {
			fmt.Fprintf(&b, ":%d", e.Line)
		}
		b.WriteString(": ")
	}
	if e.Place != "" {
		b.WriteString(e.Place + ": ")
	}
	if e.Check != "" {
		b.WriteString("[" + e.Check + "] ")
	}
	b.WriteString("found " + e.Found)
	if e.Expected != "" {
		b.WriteString("; expected " + e.Expected)
	}
	if e.Do != "" {
		b.WriteString("; " + e.Do)
	}
	return b.String()
}

// KindOf is the kind of the first byblik error in err's tree, Internal if
// there is none.
func KindOf(err error) Kind {
	var e *Error
	if errors.As(err, &e) {
		return e.Kind
	}
	return Internal
}

// Fault is an error that is byblik's or the machine's own, such as a full
// disk; do tells what helps, and may be empty.
func Fault(err error, do string) error {
	return &Error{Kind: Internal, Found: err.Error(), Do: do}
}
