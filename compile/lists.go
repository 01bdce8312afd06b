package compile

import (
	"cmp"
	"slices"

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
	for _, s := range b.Lists {
		for i := range s.Standings {
			st := &s.Standings[i]
			for j := range st.Results {
				r := &st.Results[j]
				code := st.Area.Code.Code
				b.out.Lists.Rows = append(b.out.Lists.Rows, release.ListRow{Housing: code, Name: st.Area.Name, Year: st.Year, List: string(r.List), Legal: r.Rule.Name,
					On: r.On.String(), Band: string(r.Band(st)), Areas: areas[code]})
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
