package source

import (
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"

	"byblik"
	"byblik/catalog"
)

// objection is what is wrong with a cell.
type objection struct{ check, found, expected, do string }

// figure reads one cell of a number column.
func (c *planned) figure(cell string, w *catalog.Written) (byblik.Raw, *objection) {
	s := strings.TrimFunc(cell, isPadding)
	switch {
	case s == "" || c.isMissing(s):
		return byblik.RawWithout(byblik.Missing), nil
	case slices.Contains(w.Suppressed, s):
		return byblik.RawWithout(byblik.Suppressed), nil
	case slices.Contains(w.NotApplicable, s):
		return byblik.RawWithout(byblik.NotApplicable), nil
	case slices.Contains(w.Zero, s):
		s = "0"
	}
	plain, o := plainNumber(s, w, c.def.Kind)
	if o != nil {
		return byblik.Raw{}, o
	}
	v, err := strconv.ParseFloat(plain, 64)
	if err != nil || math.IsInf(v, 0) {
		return byblik.Raw{}, &objection{"text-in-number", shown(cell), "a number that can be stored", "correct the cell"}
	}
	for _, m := range c.missingNumbers {
		if v == m {
			return byblik.RawWithout(byblik.Missing), nil
		}
	}
	if v == 0 && c.def.Zero == "missing" {
		return byblik.RawWithout(byblik.Missing), nil
	}
	if o := c.impossible(v, cell); o != nil {
		return byblik.Raw{}, o
	}
	return byblik.RawOf(v + 0), nil // + 0 turns −0 into 0
}

func isPadding(r rune) bool { return r == ' ' || r == '\u00a0' || r == '\u202f' }

func (c *planned) isMissing(s string) bool {
	for _, m := range c.missing {
		if s == m {
			return true
		}
	}
	return false
}

// impossible finds numbers that the column cannot hold.
func (c *planned) impossible(v float64, cell string) *objection {
	switch {
	case c.def.Kind == catalog.Count && v < 0:
		return &objection{"negative-count", shown(cell), "a count, never below 0", "ask the publisher whether it is a code for missing; if so, declare it under missing"}
	case c.def.Kind == catalog.Count && !c.def.Fractions && v != math.Trunc(v):
		return &objection{"fraction-of-count", shown(cell), "a whole number", "look whether the sign is a thousands separator; counts with decimals, such as full-time persons, are declared with fractions: true"}
	case c.def.Kind == catalog.Share && (v < 0 || v > 100):
		return &objection{"share-range", shown(cell), "a share from 0 to 100 per cent", "ask the publisher for the right figure"}
	case c.def.Min != nil && v < *c.def.Min:
		return &objection{"value-range", shown(cell), fmt.Sprintf("at least %v", *c.def.Min), "ask the publisher for the right figure"}
	case c.def.Max != nil && v > *c.def.Max:
		return &objection{"value-range", shown(cell), fmt.Sprintf("at most %v", *c.def.Max), "ask the publisher for the right figure"}
	}
	return nil
}

// plainNumber turns a number as the file writes it into one as Go writes it,
// and refuses what can be read in two ways. Its grammar is narrow on purpose:
// sign, digits in strict groups of three, decimals; an exponent only where
// the column is of kind number.
func plainNumber(s string, w *catalog.Written, kind catalog.ColumnKind) (string, *objection) {
	decimal := byte('.')
	if w.Decimal == "," {
		decimal = ','
	}
	body, sign := s, ""
	if body[0] == '-' {
		body, sign = body[1:], "-"
	}
	mantissa, exponent := body, ""
	if i := strings.IndexAny(body, "eE"); i > 0 {
		mantissa, exponent = body[:i], body[i:]
		if kind != catalog.Number || !isExponent(exponent) {
			return "", noNumber(s, decimal)
		}
	}
	whole, decimals, divided := strings.Cut(mantissa, string(decimal))
	if w.Thousands != "" {
		var ok bool
		if whole, ok = ungroup(whole, w.Thousands); !ok {
			return "", &objection{"text-in-number", shown(s), fmt.Sprintf("groups of exactly three digits between %q, as the file declares thousands", w.Thousands),
				"correct the cell, or the declared decimal and thousands signs"}
		}
	}
	if !digits(whole) && !(whole == "" && divided && digits(decimals)) || divided && !digits(decimals) {
		return "", noNumber(s, decimal)
	}
	if !divided {
		return sign + whole + exponent, nil
	}
	return sign + whole + "." + decimals + exponent, nil
}

// noNumber says what is wrong with a cell that is no number, and warns where
// a sign can mean decimals or thousands.
func noNumber(s string, decimal byte) *objection {
	other := byte(',')
	if decimal == ',' {
		other = '.'
	}
	if strings.IndexByte(s, other) >= 0 && digits(strings.Trim(strings.Map(func(r rune) rune {
		if r == '.' || r == ',' {
			return -1
		}
		return r
	}, s), "-")) {
		return &objection{"text-in-number", shown(s), fmt.Sprintf("%q before decimals and no sign between thousands, as the definition declares", decimal),
			fmt.Sprintf("find out whether %q divides decimals or thousands here, and declare it under written", other)}
	}
	return &objection{"text-in-number", shown(s), "a number", "correct the cell; if it means “no figure”, declare it under missing"}
}

func digits(s string) bool {
	for i := range len(s) {
		if s[i] < '0' || s[i] > '9' {
			return false
		}
	}
	return s != ""
}

func isExponent(s string) bool {
	s = s[1:]
	if s != "" && (s[0] == '+' || s[0] == '-') {
		s = s[1:]
	}
	return digits(s)
}

// ungroup removes signs between thousands: "1.467" → "1467". A number
// without any is fine; groups of another size are not, nor is a first group
// that begins with 0, as in "0.123", where the sign must mean decimals.
func ungroup(whole, sign string) (string, bool) {
	if sign == " " {
		whole = strings.Map(func(r rune) rune {
			if isPadding(r) {
				return ' '
			}
			return r
		}, whole)
	}
	groups := strings.Split(whole, sign)
	if len(groups) == 1 {
		return whole, true
	}
	if groups[0] != "" && groups[0][0] == '0' {
		return "", false
	}
	for i, g := range groups {
		if !digits(g) || i > 0 && len(g) != 3 || i == 0 && len(g) > 3 {
			return "", false
		}
	}
	return strings.Join(groups, ""), true
}
