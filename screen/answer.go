package screen

// Answer is what can be said of a condition. Beside no and yes there are two
// ways not to know: the figure is there but rounded so that it may lie on
// either side of the limit, or nobody has it. The zero value is No.
type Answer uint8

// The four answers.
const (
	No Answer = iota
	Yes
	Indeterminate // rounding could carry the figure over the limit
	Absent        // a figure that decides is missing
)

var answerWords = [...]string{"no", "yes", "indeterminate", "missing"}

// String gives the word that tables use: no, yes, indeterminate, missing.
func (a Answer) String() string { return answerWords[a] }

// Known tells whether the answer is yes or no.
func (a Answer) Known() bool { return a <= Yes }

// AtLeast is the predicate “at least m of these”, with the logic of Kleene's
// strong three values: where the known answers decide, the rest does not
// matter. An open answer is Absent where a missing figure could change what
// can be said, and Indeterminate otherwise.
//
// S. C. Kleene, Introduction to Metamathematics (1952), § 64.
func AtLeast(m int, of ...Answer) Answer {
	var n [len(answerWords)]int
	for _, a := range of {
		n[a]++
	}
	switch yes, may, absent := n[Yes], n[Indeterminate], n[Absent]; {
	case yes >= m:
		return Yes
	case yes+may+absent < m:
		return No
	case absent > 0 && (yes+absent >= m || yes+may < m):
		return Absent
	}
	return Indeterminate
}

// All is the predicate “every one of these”.
func All(of ...Answer) Answer { return AtLeast(len(of), of...) }
