package source

import (
	"bytes"
	"encoding/json"
	"math"
	"strconv"
)

// jsonText walks through JSON that json.Valid has passed, so it never has to
// ask whether the text is well formed. It exists for speed: the polygons of a
// country are 47 MB of numbers, and the standard decoder takes seconds where
// this takes a third of one.
type jsonText struct {
	b []byte
	i int
}

// next skips white space and gives the first byte of the next value or sign.
func (j *jsonText) next() byte {
	for j.i < len(j.b) {
		switch c := j.b[j.i]; c {
		case ' ', '\n', '\r', '\t':
			j.i++
		default:
			return c
		}
	}
	return 0
}

// object calls f at each value, which must take it; it says whether there was
// an object at all, and skips whatever else there is.
func (j *jsonText) object(f func(name string)) bool {
	if j.next() != '{' {
		j.skip()
		return false
	}
	j.i++
	for {
		switch j.next() {
		case '}', 0:
			j.i++
			return true
		case ',':
			j.i++
			continue
		}
		name := j.str()
		j.next()
		j.i++ // the colon
		f(name)
	}
}

// array calls f at each element, which must take it.
func (j *jsonText) array(f func()) bool {
	if j.next() != '[' {
		j.skip()
		return false
	}
	j.i++
	for {
		switch j.next() {
		case ']', 0:
			j.i++
			return true
		case ',':
			j.i++
			continue
		}
		f()
	}
}

// str takes a string.
func (j *jsonText) str() string {
	start := j.i
	j.skip()
	raw := j.b[start:j.i]
	if len(raw) < 2 || raw[0] != '"' {
		return ""
	}
	if bytes.IndexByte(raw, '\\') < 0 {
		return string(raw[1 : len(raw)-1])
	}
	var s string
	_ = json.Unmarshal(raw, &s) // valid JSON, so it cannot fail
	return s
}

// scalar takes a value and gives the text of a cell: strings as they are,
// numbers as they are written, null as the empty cell. Objects and arrays have
// none.
func (j *jsonText) scalar() (string, bool) {
	switch j.next() {
	case '"':
		return j.str(), true
	case '{', '[':
		j.skip()
		return "", false
	}
	start := j.i
	j.skip()
	if s := string(j.b[start:j.i]); s != "null" {
		return s, true
	}
	return "", true
}

// skip passes over one value.
func (j *jsonText) skip() {
	depth := 0
	for {
		switch c := j.next(); c {
		case 0:
			return
		case '"':
			j.pastString()
		case '{', '[':
			depth++
			j.i++
		case '}', ']':
			depth--
			j.i++
		case ',', ':':
			j.i++
			continue
		default:
			for j.i < len(j.b) && !endsScalar[j.b[j.i]] {
				j.i++
			}
		}
		if depth <= 0 {
			return
		}
	}
}

func (j *jsonText) pastString() {
	j.i++
	for j.i < len(j.b) {
		switch j.b[j.i] {
		case '\\':
			j.i += 2
		case '"':
			j.i++
			return
		default:
			j.i++
		}
	}
	j.i = min(j.i, len(j.b))
}

var endsScalar = func() (t [256]bool) {
	for _, c := range []byte(",:]}[{\" \n\r\t") {
		t[c] = true
	}
	return t
}()

var powers = [...]float64{1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15}

// number takes a number; ok is false for anything else. Up to 15 digits it
// needs no library: mantissa and power of ten are exact, and so their
// quotient is rounded once.
func (j *jsonText) number() (v float64, ok bool) {
	c := j.next()
	if c != '-' && (c < '0' || c > '9') {
		j.skip()
		return 0, false
	}
	start, mantissa, count, decimals, simple := j.i, uint64(0), 0, 0, true
	for ; j.i < len(j.b); j.i++ {
		switch c := j.b[j.i]; {
		case c >= '0' && c <= '9':
			if count < 18 {
				mantissa = mantissa*10 + uint64(c-'0')
			}
			count++
			if decimals > 0 {
				decimals++
			}
		case c == '.':
			decimals = 1
		case c == '-' && j.i == start:
		case endsScalar[c]:
			return j.finish(start, mantissa, count, decimals, simple)
		default:
			simple = false
		}
	}
	return j.finish(start, mantissa, count, decimals, simple)
}

func (j *jsonText) finish(start int, mantissa uint64, count, decimals int, simple bool) (float64, bool) {
	if !simple || count > 15 {
		v, err := strconv.ParseFloat(string(j.b[start:j.i]), 64)
		return v, err == nil && !math.IsInf(v, 0)
	}
	v := float64(mantissa)
	if decimals > 1 {
		v /= powers[decimals-1]
	}
	if j.b[start] == '-' {
		v = -v
	}
	return v, true
}
