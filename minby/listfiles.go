package minby

import (
	"bytes"
	"fmt"
	"slices"
	"strconv"
	"strings"
)

var listHead = []string{"area", "name", "municipality", "region", "year", "base_2010", "residents", "labour_n", "labour_d", "labour_pct",
	"convicted_n", "convicted_d", "convicted_pct", "education_n", "education_d", "education_pct", "education_unknown_n",
	"origin_n", "origin_d", "origin_pct", "income"}

// number is the code of a housing area: its place among them.
func number(i int) string { return fmt.Sprintf("%02d", i+1) }

// listAreasFile writes one row per housing area and year, as the State's lists
// need it: commas, decimal points, nothing where nothing is known.
func (t *town) listAreasFile() []byte {
	var b bytes.Buffer
	b.WriteString(strings.Join(listHead, ",") + "\n")
	told := stories()
	for i, e := range t.estates {
		for _, row := range t.tally(i, told[e.name]).rows(number(i), e.name) {
			b.WriteString(strings.Join(row, ",") + "\n")
		}
	}
	return b.Bytes()
}

func (b *tally) rows(code, name string) (out [][]string) {
	var shares [4][listYears]cell
	for _, what := range []aspect{labour, convicted, education, origin} {
		shares[what] = b.cells(what)
	}
	base, kroner := "yes", b.incomes()
	if b.story.newer {
		base = "no"
	}
	for k := range listYears {
		year := ListFirst + k
		if year == b.story.gap {
			continue
		}
		row := []string{code, name, "Minby", Region, strconv.Itoa(year), base, strconv.Itoa(b.residents[k])}
		for what, s := range shares {
			row = append(row, s[k].n, s[k].d, s[k].pct)
			if aspect(what) == education {
				row = append(row, b.unknown(s[k]))
			}
		}
		out = append(out, append(row, kroner[k]))
	}
	return out
}

// unknown counts those whose education is unknown, where people are counted.
func (b *tally) unknown(c cell) string {
	if c.d == "" {
		return ""
	}
	return strconv.Itoa(int(decimal(c.d)*b.story.unknown/100 + 0.5))
}

// importedFile tells the lists of omdannelse of 2018–2020 (then hårde
// ghettoområder), whose years nobody can count from the figures.
func (t *town) importedFile() []byte {
	var b bytes.Buffer
	b.WriteString("area,year,list,on\n")
	told := stories()
	for i, e := range t.estates {
		s := told[e.name]
		for year := 2018; year <= 2020; year++ {
			on := "no"
			if slices.Contains(s.hard, year) {
				on = "yes"
			}
			if !slices.Contains(s.untold, year) {
				b.WriteString(number(i) + "," + strconv.Itoa(year) + ",omdannelse," + on + "\n")
			}
		}
	}
	return b.Bytes()
}
