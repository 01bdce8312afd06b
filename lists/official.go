package lists

import (
	_ "embed"
	"slices"
	"strings"
	"sync"

	"go.yaml.in/yaml/v3"
)

//go:embed official/lists.yaml
var officialText []byte

// Official holds what the State published, as facts with their sources.
type Official struct {
	Sources  []OfficialSource `yaml:"sources"`
	Parallel []Membership     `yaml:"parallelsamfund"`
	Omdannet []Membership     `yaml:"omdannelse"`
	Combined []Membership     `yaml:"kombineret_udlejning"`
	Counts   []OfficialCount  `yaml:"counts"`
}

// OfficialSource says where the memberships of a list come from, year by year.
type OfficialSource struct {
	List  ListID `yaml:"list"`
	Years []struct {
		Year   int    `yaml:"year"`
		Source string `yaml:"source"`
	} `yaml:"years"`
}

// Membership lists the years in which an area was on a list. The last two are
// known for kombineret udlejning alone.
type Membership struct {
	Area             string `yaml:"area"`
	Municipality     string `yaml:"municipality"` // code; empty where none was found
	MunicipalityName string `yaml:"municipality_name"`
	Years            []int  `yaml:"years"`
	Residents        int    `yaml:"residents"`
	LabourPct        string `yaml:"labour_pct"`
}

// OfficialCount says how many areas each list held; 0 where it is not known or
// there was no list.
type OfficialCount struct {
	Year         int    `yaml:"year"`
	Udsat        int    `yaml:"udsat"`
	Parallel     int    `yaml:"parallelsamfund"`
	Omdannelse   int    `yaml:"omdannelse"`
	Forebyggelse int    `yaml:"forebyggelse"`
	Source       string `yaml:"source"`
}

// PublishedLists gives the official history that ships with the program.
var PublishedLists = sync.OnceValues(func() (*Official, error) {
	var o Official
	err := yaml.Unmarshal(officialText, &o)
	return &o, err
})

func (o *Official) members(list ListID) []Membership {
	switch list {
	case ParallelSociety:
		return o.Parallel
	case TransformationArea:
		return o.Omdannet
	case CombinedLetting:
		return o.Combined
	}
	return nil
}

// source is where the membership of a list in a year comes from; empty where
// the names of that list are not known.
func (o *Official) source(list ListID, year int) string {
	for _, s := range o.Sources {
		for _, y := range s.Years {
			if s.List == list && y.Year == year {
				return y.Source
			}
		}
	}
	return ""
}

// On tells whether an area was on a published list. It is known only where the
// names of that list are known and the area is one that the facts name; an area
// under another name is not taken for one that was never listed. Of kombineret
// udlejning only who was on the list is known.
func (o *Official) On(list ListID, year int, a *HousingArea) (on, known bool) {
	if o.source(list, year) == "" {
		return false, false
	}
	for _, m := range o.members(list) {
		if m.is(a) && slices.Contains(m.Years, year) {
			return true, true
		}
	}
	if list == CombinedLetting {
		return false, false
	}
	return false, slices.ContainsFunc(o.Parallel, func(m Membership) bool { return m.is(a) })
}

// is compares name and municipality, by its code or by its name.
func (m Membership) is(a *HousingArea) bool {
	where := strings.TrimLeft(a.Municipality, "0")
	return plainName(m.Area) == plainName(a.Name) && (where == m.Municipality || m.MunicipalityName != "" && where == m.MunicipalityName)
}

func plainName(s string) string {
	return strings.ToLower(strings.Join(strings.FieldsFunc(s, func(r rune) bool { return strings.ContainsRune(" /-–", r) }), " "))
}
