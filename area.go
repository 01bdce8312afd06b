package byblik

import (
	"fmt"
	"strings"
)

// Frame names a division of a country or city into small areas at one
// time, such as "lsoa11" or "rode". The same code in two frames is two areas:
// 31,810 English codes recur in the frames of 2011 and 2021 with other borders.
type Frame string

// AreaCode is the identity of a small area: its frame and its official code,
// exactly as the publisher writes it (leading zeros kept). The zero value
// means “no area”.
type AreaCode struct {
	Frame Frame
	Code  string
}

// String gives "frame:code".
func (a AreaCode) String() string { return string(a.Frame) + ":" + a.Code }

// ParseAreaCode reads "frame:code".
func ParseAreaCode(s string) (AreaCode, error) {
	f, c, ok := strings.Cut(s, ":")
	if !ok || f == "" || c == "" {
		return AreaCode{}, fmt.Errorf("area code %q: expected frame:code, such as rode:17", s)
	}
	return AreaCode{Frame: Frame(f), Code: c}, nil
}

// Area is a small area of a frame, the unit that is screened. What is
// designated is a Zone; the State's own unit is the housing area.
type Area struct {
	Code          AreaCode
	Name          string // official name; may be empty
	Authority     string // code of the municipality or authority it lies in; may be empty
	AuthorityName string // its name; may be empty
	District      string // name of the district (bydel) it lies in; may be empty
}

// AuthorityName gives the name that areas have for the authority of a code,
// empty where none of them has one.
func AuthorityName(areas []Area, code string) string {
	for i := range areas {
		if areas[i].Authority == code && areas[i].AuthorityName != "" {
			return areas[i].AuthorityName
		}
	}
	return ""
}
