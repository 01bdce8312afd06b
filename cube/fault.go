package cube

import (
	"fmt"
	"strings"

	"byblik"
)

// maxListed is the number of faults that are kept; the rest is counted.
const maxListed = 20

// Faults is the error for figures that cannot be: the first faults, each of
// kind byblik.Invalid with file, line and place, and how many more there are.
type Faults struct {
	Listed []*byblik.Error
	More   int
}

func (f *Faults) add(e *byblik.Error) {
	if len(f.Listed) == maxListed {
		f.More++
		return
	}
	f.Listed = append(f.Listed, e)
}

func (f *Faults) err() error {
	if len(f.Listed) == 0 {
		return nil
	}
	return f
}

// Error writes one fault per line and counts the rest.
func (f *Faults) Error() string {
	lines := make([]string, 0, len(f.Listed)+1)
	for _, e := range f.Listed {
		lines = append(lines, e.Error())
	}
	if f.More > 0 {
		lines = append(lines, fmt.Sprintf("and %d more", f.More))
	}
	return strings.Join(lines, "\n")
}

// Unwrap gives the listed faults.
func (f *Faults) Unwrap() []error {
	errs := make([]error, len(f.Listed))
	for i, e := range f.Listed {
		errs[i] = e
	}
	return errs
}

// object notes a fault, or, if its check is accepted, that the figure is left
// out.
func (o *observer) object(e *byblik.Error, area string) {
	e.Kind = byblik.Invalid
	if reason := o.accept[e.Check]; reason != "" {
		o.notes.Refused = append(o.notes.Refused, byblik.Refusal{Line: e.Line, Area: area, Check: e.Check, Reason: fmt.Sprintf("%s (%s: found %s)", reason, e.Place, e.Found)})
		return
	}
	o.faults.add(e)
}
