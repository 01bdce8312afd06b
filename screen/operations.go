package screen

import (
	"slices"
	"strings"

	"byblik/catalog"
)

// Operation is something that a rule set may name. Where says in which field;
// the formula is for readers; Needs are the parameters it takes, all of them
// and no others.
type Operation struct {
	Name    string
	Where   Where
	Formula string
	Source  string
	Needs   []string
	apply   func(x []float64, s catalog.Step, st *stage) []float64
}

// Where is the field of a rule set in which an operation is named.
type Where string

// The places of an operation.
const (
	InSteps   Where = "steps"   // op of a step of a score or component
	InCombine Where = "combine" // of a score
	InWeights Where = "weights" // of a score
	InMissing Where = "missing" // of a component
	InClass   Where = "class"   // op of a measure's class
)

// Operations lists every operation by name, in the order of the alphabet.
func Operations() []Operation { return slices.Clone(operations) }

var operations = slices.SortedFunc(slices.Values(slices.Concat(scaleOperations, treatOperations, scoreOperations, classOperations)),
	func(a, b Operation) int { return strings.Compare(a.Name, b.Name) })

// negative is −v, never −0.
func negative(v float64) float64 { return 0 - v }

// findOperation looks a step up by name.
func findOperation(name string) (Operation, bool) {
	i := slices.IndexFunc(operations, func(o Operation) bool { return o.Name == name && o.Where == InSteps })
	if i < 0 {
		return Operation{}, false
	}
	return operations[i], true
}

// named lists the operations of one field.
func named(where Where) []string {
	var names []string
	for _, o := range operations {
		if o.Where == where {
			names = append(names, o.Name)
		}
	}
	return names
}
