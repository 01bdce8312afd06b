package compile

import (
	"cmp"
	"slices"

	"byblik/lists"
	"byblik/release"
)

// lists gives the public view of the State's lists: which housing area is on
// which list of which year, and whether it is close to change. No count, no
// margin.
func (b *builder) lists() {
	if len(b.Lists) == 0 {
		return
	}
	areas := b.holders()
	for k, s := range b.Lists {
		for i := range s.Standings {
			st := &s.Standings[i]
			for j := range st.Results {
				r := &st.Results[j]
				code := st.Area.Code.Code
				b.out.Lists.Rows = append(b.out.Lists.Rows, release.ListRow{Housing: code, Name: st.Area.Name, Year: st.Year, List: string(r.List), Legal: r.Rule.Name,
					On: r.On.String(), Band: string(r.Band(st)), Without: b.without(k, code, r.List), Areas: areas[code]})
			}
		}
	}
	slices.SortStableFunc(b.out.Lists.Rows, func(x, y release.ListRow) int {
		return cmp.Or(cmp.Compare(x.Housing, y.Housing), cmp.Compare(x.Year, y.Year), cmp.Compare(x.List, y.List))
	})
	latest := b.Lists[len(b.Lists)-1]
	b.out.Lists.Rules = append(append(b.out.Lists.Rules, latest.Rules.Title), latest.Said()...)
	for _, r := range latest.Readings() {
		b.out.Lists.Rules = append(b.out.Lists.Rules, r.Text)
	}
}

// without is the answer of a list with the criterion of origin left out.
func (b *builder) without(k int, code string, list lists.ListID) string {
	if k >= len(b.Without) {
		return ""
	}
	for i := range b.Without[k].Standings {
		st := &b.Without[k].Standings[i]
		for j := range st.Results {
			if st.Area.Code.Code == code && st.Results[j].List == list {
				return st.Results[j].On.String()
			}
		}
	}
	return ""
}
