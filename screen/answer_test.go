package screen

import "testing"

// Every combination of up to four answers is held against the definition: an
// open answer is what all ways to settle it agree on.
func TestAtLeastSettlesNothingThatIsOpen(t *testing.T) {
	var of [4]Answer
	for code := range 256 {
		for i := range of {
			of[i] = Answer(code >> (2 * i) & 3)
		}
		for m := range 6 {
			if got, want := AtLeast(m, of[:]...), settled(m, of); got != want {
				t.Errorf("at least %d of %v: %v, want %v", m, of, got, want)
			}
		}
	}
}

// settled replaces what is missing by no and yes in every way, and then what is
// rounded.
func settled(m int, of [4]Answer) Answer {
	first, same := rounded(m, replaced(of, Absent, 0)), true
	for bits := range 16 {
		same = same && rounded(m, replaced(of, Absent, bits)) == first
	}
	if same {
		return first
	}
	return Absent
}

func rounded(m int, of [4]Answer) Answer {
	var no, yes bool
	for bits := range 16 {
		n := 0
		for _, a := range replaced(of, Indeterminate, bits) {
			n += int(a)
		}
		yes, no = yes || n >= m, no || n < m
	}
	switch {
	case !no:
		return Yes
	case !yes:
		return No
	}
	return Indeterminate
}

func replaced(of [4]Answer, what Answer, bits int) [4]Answer {
	for i := range of {
		if of[i] == what {
			of[i] = Answer(bits >> i & 1)
		}
	}
	return of
}
