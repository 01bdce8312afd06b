package lists

import (
	"encoding/csv"
	"io"
	"strconv"
	"strings"
	"testing"

	"byblik/reference"
)

// published reads one of the published tables; the test skips without them.
func published(t *testing.T, name string) []map[string]string {
	t.Helper()
	text, err := io.ReadAll(reference.Open(t, "denmark-state-lists/"+name))
	if err != nil {
		t.Fatal(err)
	}
	rows, err := csv.NewReader(strings.NewReader(strings.TrimPrefix(string(text), "\ufeff"))).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	var out []map[string]string
	for _, r := range rows[1:] {
		m := map[string]string{}
		for i, h := range rows[0] {
			m[h] = r[i]
		}
		out = append(out, m)
	}
	return out
}

// The memberships that ship with the program are those of the published lists
// of 2017–2022, every one and no other (sources in the file: Jyllands-Posten,
// cphpost.dk, tv2east.dk, nyheder.tv2.dk, thelocal.dk).
func TestShippedMembershipsAreThePublishedOnes(t *testing.T) {
	o, err := PublishedLists()
	if err != nil {
		t.Fatal(err)
	}
	shipped := map[string]bool{}
	transformed := map[string]bool{}
	for _, m := range o.Parallel {
		for _, y := range m.Years {
			shipped[strconv.Itoa(y)+" "+m.Area+" "+m.Municipality] = true
		}
	}
	for _, m := range o.Omdannet {
		transformed[m.Area] = true
	}
	n, of2022 := 0, 0
	for _, r := range published(t, "parallelsamfund_membership_2017-2022.csv") {
		key := r["list_date"][:4] + " " + r["area"] + " " + r["municipality_code"]
		if !shipped[key] {
			t.Errorf("%s is published and not shipped", key)
		}
		delete(shipped, key)
		n++
		if r["list_date"] == "2022-12-01" {
			if on := strings.EqualFold(r["omdannelse_2022"], "yes") || r["omdannelse_2022"] == "1" || strings.EqualFold(r["omdannelse_2022"], "true"); on != transformed[r["area"]] {
				t.Errorf("%s: omdannelse %q published, shipped %t", r["area"], r["omdannelse_2022"], transformed[r["area"]])
			}
			of2022++
		}
	}
	for key := range shipped {
		t.Errorf("%s is shipped and not published", key)
	}
	if n != 116 || of2022 != 10 {
		t.Errorf("%d memberships, %d of 2022", n, of2022)
	}
}

// The numbers of areas on each list are those that were published, 2013–2024.
func TestShippedCountsAreThePublishedOnes(t *testing.T) {
	o, err := PublishedLists()
	if err != nil {
		t.Fatal(err)
	}
	rows := published(t, "list_counts_by_year.csv")
	n := 0
	for _, r := range rows {
		year, err := strconv.Atoi(r["list_date"][:4])
		if err != nil {
			t.Fatal(err)
		}
		for _, c := range o.Counts {
			if c.Year != year {
				continue
			}
			n++
			for column, got := range map[string]int{"udsat_boligomraade": c.Udsat, "ghetto_or_parallelsamfund": c.Parallel, "haard_ghetto_or_omdannelse": c.Omdannelse, "forebyggelse": c.Forebyggelse} {
				if orNothing(got) != r[column] {
					t.Errorf("%d %s: %q published, %d shipped", year, column, r[column], got)
				}
			}
		}
	}
	if n != len(o.Counts) {
		t.Errorf("%d of %d years are published", n, len(o.Counts))
	}
}

func orNothing(n int) string {
	if n == 0 {
		return ""
	}
	return strconv.Itoa(n)
}
