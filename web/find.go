package web

import (
	"cmp"
	"slices"
	"strings"
	"unicode"

	"byblik"
	"byblik/release"
)

// hitKind says what was found. Kinds stand in the order in which equally good
// hits are shown.
type hitKind int

const (
	hitAddress hitKind = iota
	hitArea
	hitZone
	hitHousing
	hitStreet
	hitDistrict
	hitPlayground
)

var kindNames = [...]string{"address", "area", "zone", "housing", "street", "district", "playground"}

// hit is a place that was found. Areas are the small areas that it lies in,
// as positions; an address has one.
type hit struct {
	kind     hitKind
	name     string
	code     string
	areas    []int
	door     *byblik.Point // of an address that lies in one area
	distance int           // typing errors between what was typed and the name
}

// named is a name that can be found, with its search form.
type named struct {
	key string
	hit
}

// house is a number of a street: the small areas it lies in, more than one
// where a city has the street twice, and the door of the first.
type house struct {
	areas []int
	door  byblik.Point
}

// finder looks up places, estates, streets and addresses. It is built from a
// release and keeps nothing of what it is asked.
type finder struct {
	names   []named
	codes   map[string]hit               // small areas by official code
	byKey   map[string][]int             // names by key
	numbers map[string]map[string]*house // street key → number
}

func newFinder(r *release.Release) *finder {
	f := &finder{codes: map[string]hit{}, byKey: map[string][]int{}, numbers: map[string]map[string]*house{}}
	areaAt := map[string]int{}
	for _, level := range r.Levels {
		kind, ok := map[release.LevelID]hitKind{release.AreaLevel: hitArea, release.DistrictLevel: hitDistrict, release.ZoneLevel: hitZone}[level.ID]
		if !ok {
			continue
		}
		for i, p := range level.Places {
			h := hit{kind: kind, name: p.Name.Da, code: p.Code}
			if kind == hitArea {
				areaAt[p.Code] = i
				h.areas = []int{i}
				f.codes[plain(p.Code)] = h
			}
			f.add(h)
			if p.Name.En != p.Name.Da {
				h.name = p.Name.En
				f.add(h)
			}
		}
	}
	f.addHousing(r, areaAt)
	for _, p := range r.Playgrounds {
		if i, ok := areaAt[p.Area]; ok {
			f.add(hit{kind: hitPlayground, name: p.Name, areas: []int{i}})
		}
	}
	f.addStreets(r, areaAt)
	for i, n := range f.names {
		f.byKey[n.key] = append(f.byKey[n.key], i)
	}
	return f
}

func (f *finder) add(h hit) { f.names = append(f.names, named{plain(h.name), h}) }

// addHousing adds the housing areas of the State's lists, in the small areas
// that hold them in the latest year.
func (f *finder) addHousing(r *release.Release, areaAt map[string]int) {
	latest := map[string]*release.ListRow{}
	var order []string
	for i := range r.Lists.Rows {
		l := &r.Lists.Rows[i]
		if latest[l.Housing] == nil {
			order = append(order, l.Housing)
		}
		if latest[l.Housing] == nil || l.Year >= latest[l.Housing].Year {
			latest[l.Housing] = l
		}
	}
	for _, code := range order {
		l := latest[code]
		h := hit{kind: hitHousing, name: l.Name, code: code}
		for _, a := range l.Areas {
			if i, ok := areaAt[a]; ok && !slices.Contains(h.areas, i) {
				h.areas = append(h.areas, i)
			}
		}
		f.add(h)
	}
}

func (f *finder) addStreets(r *release.Release, areaAt map[string]int) {
	at := map[string]int{}
	for _, a := range r.Addresses {
		i, ok := areaAt[a.Area]
		if !ok {
			continue
		}
		key := plain(a.Street)
		k, known := at[key]
		if !known {
			k = len(f.names)
			at[key] = k
			f.add(hit{kind: hitStreet, name: a.Street})
			f.numbers[key] = map[string]*house{}
		}
		n := houseKey(plain(strings.ReplaceAll(a.Number, " ", "")))
		if f.numbers[key][n] == nil {
			f.numbers[key][n] = &house{door: a.At}
		}
		if h := f.numbers[key][n]; !slices.Contains(h.areas, i) {
			h.areas = append(h.areas, i)
		}
		if !slices.Contains(f.names[k].areas, i) {
			f.names[k].areas = append(f.names[k].areas, i)
		}
	}
}

// plain is the form in which names are compared: small letters, æ ø å as ae
// oe aa, other accents left out, one blank between words.
func plain(s string) string {
	var b strings.Builder
	blank := true
	for _, r := range strings.ToLower(s) {
		switch r {
		case 'æ', 'ä':
			b.WriteString("ae")
		case 'ø', 'ö':
			b.WriteString("oe")
		case 'å':
			b.WriteString("aa")
		case 'é', 'è':
			b.WriteByte('e')
		case 'ü':
			b.WriteByte('y')
		default:
			if !unicode.IsLetter(r) && !unicode.IsDigit(r) {
				if !blank {
					b.WriteByte(' ')
				}
				blank = true
				continue
			}
			b.WriteRune(r)
		}
		blank = false
	}
	return strings.TrimSpace(b.String())
}

// maxTyped bounds what is looked at, in bytes.
const maxTyped = 200

// search finds what was typed, the best first: at most limit hits.
func (f *finder) search(typed string, limit int) []hit {
	if len(typed) > maxTyped {
		typed = typed[:maxTyped]
	}
	whole := plain(strings.ToValidUTF8(typed, ""))
	name, number := split(whole)
	if name == "" {
		return nil
	}
	var hits []hit
	if h, ok := f.codes[whole]; ok { // a code is meant to the letter
		hits = append(hits, h)
	}
	for i := range f.names {
		n := &f.names[i]
		d, ok := near(name, n.key)
		if !ok && number != "" && n.kind != hitStreet {
			d, ok = near(name+" "+number, n.key)
		}
		if !ok {
			continue
		}
		h := n.hit
		h.distance = d
		if at := f.numbers[n.key][number]; n.kind == hitStreet && at != nil {
			h.kind, h.name, h.areas = hitAddress, n.name+" "+strings.ToUpper(number), at.areas
			if len(at.areas) == 1 {
				h.door = &at.door
			}
		}
		hits = append(hits, h)
	}
	slices.SortStableFunc(hits, func(a, b hit) int {
		return cmp.Or(cmp.Compare(a.distance, b.distance), cmp.Compare(a.kind, b.kind), cmp.Compare(a.name, b.name))
	})
	return hits[:min(limit, len(hits))]
}

// split parts an address into its street and its number, such as 12b, and
// leaves out floor, postcode and town.
func split(s string) (name, number string) {
	words := strings.Fields(s)
	for i, w := range words {
		if i == 0 || w[0] < '0' || w[0] > '9' || len(w) == 4 && strings.Trim(w, "0123456789") == "" && i+1 == len(words)-1 {
			continue
		}
		if strings.Trim(w, "0123456789") == "" && i+1 < len(words) && len(words[i+1]) == 1 && words[i+1][0] >= 'a' && words[i+1][0] <= 'z' {
			w += words[i+1]
		}
		return strings.Join(words[:i], " "), houseKey(w)
	}
	return s, ""
}

// houseKey is a house number without the zeros that registers of persons and
// buildings put before it: 012b is 12b.
func houseKey(number string) string {
	if short := strings.TrimLeft(number, "0"); short != "" && short[0] >= '1' && short[0] <= '9' {
		return short
	}
	return number
}

// near says whether name means key: the same, its beginning, the beginning of
// one of its words, or the same but for typing errors: one in four letters or
// more, two in eight or more. d is 0 for the same, 1 for a beginning, then
// rises with the errors.
func near(name, key string) (d int, ok bool) {
	switch {
	case name == key:
		return 0, true
	case len(name) >= 2 && strings.HasPrefix(key, name):
		return 1, true
	case len(name) >= 3 && strings.Contains(key, " "+name):
		return 2, true
	}
	limit := 0
	switch {
	case len(name) >= 8:
		limit = 2
	case len(name) >= 4:
		limit = 1
	}
	if limit == 0 || len(name)-len(key) > limit || len(key)-len(name) > limit {
		return 0, false
	}
	e := mistakes(name, key, limit)
	return 2 + e, e <= limit
}

// mistakes is the number of letters to insert, leave out, change or swap with
// the next one that makes a of b (optimal string alignment; Damerau 1964), at
// most limit+1.
func mistakes(a, b string, limit int) int {
	before, last, row := make([]int, len(b)+1), make([]int, len(b)+1), make([]int, len(b)+1)
	for j := range last {
		last[j] = j
	}
	for i := 1; i <= len(a); i++ {
		row[0] = i
		best := i
		for j := 1; j <= len(b); j++ {
			cost := 1
			if a[i-1] == b[j-1] {
				cost = 0
			}
			row[j] = min(last[j]+1, row[j-1]+1, last[j-1]+cost)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				row[j] = min(row[j], before[j-2]+1)
			}
			best = min(best, row[j])
		}
		if best > limit {
			return limit + 1
		}
		before, last, row = last, row, before
	}
	return last[len(b)]
}
