package release

import (
	"byblik"
	"byblik/catalog"
)

// levelHead is a level without its places, which are a table.
type levelHead struct {
	ID   LevelID      `json:"id"`
	One  catalog.Text `json:"one"`
	Many catalog.Text `json:"many"`
}

func levelHeads(levels []Level) []levelHead {
	var out []levelHead
	for _, l := range levels {
		out = append(out, levelHead{l.ID, l.One, l.Many})
	}
	return out
}

var placeHead = []string{"level", "place", "name_da", "name_en", "district", "zone", "homes"}

func encodePlaces(levels []Level) []byte {
	s := newSheet(placeHead...)
	for _, l := range levels {
		for _, p := range l.Places {
			s.row(string(l.ID), p.Code, p.Name.Da, p.Name.En, p.District, p.Zone, p.Homes)
		}
	}
	return s.bytes()
}

func (r *Release) decodePlaces(text []byte) error {
	in := readSheet(placesPath, text, placeHead...)
	return in.each(func(c []string) {
		l := r.Level(LevelID(c[0]))
		if l == nil {
			in.bad("level", c[0], "a level of "+levelsPath)
			return
		}
		l.Places = append(l.Places, Place{Code: c[1], Name: catalog.Text{Da: c[2], En: c[3]}, District: c[4], Zone: c[5], Homes: c[6]})
	})
}

var listHead = []string{"housing", "name", "year", "list", "legal_da", "legal_en", "on", "band", "on_without_origin", "areas"}

func encodeLists(list []ListRow) []byte {
	s := newSheet(listHead...)
	for i := range list {
		x := &list[i]
		s.row(x.Housing, x.Name, byblik.Exact(float64(x.Year)), x.List, x.Legal.Da, x.Legal.En, x.On, x.Band, x.Without, codes(x.Areas))
	}
	return s.bytes()
}

func decodeLists(text []byte) (out []ListRow, err error) {
	in := readSheet(listRowsPath, text, listHead...)
	err = in.each(func(c []string) {
		out = append(out, ListRow{Housing: c[0], Name: c[1], Year: in.int(c[2]), List: c[3], Legal: catalog.Text{Da: c[4], En: c[5]}, On: c[6], Band: c[7], Without: c[8], Areas: uncodes(c[9])})
	})
	return out, err
}

var addressHead = []string{"street", "number", "postcode", "town", "area", "longitude", "latitude"}

func encodeAddresses(list []Address) []byte {
	s := newSheet(addressHead...)
	for i := range list {
		x := &list[i]
		s.row(x.Street, x.Number, x.Postcode, x.Town, x.Area, byblik.Exact(x.At[0]), byblik.Exact(x.At[1]))
	}
	return s.bytes()
}

func decodeAddresses(text []byte) (out []Address, err error) {
	in := readSheet(addressesPath, text, addressHead...)
	err = in.each(func(c []string) {
		out = append(out, Address{Street: c[0], Number: c[1], Postcode: c[2], Town: c[3], Area: c[4], At: byblik.Point{in.float(c[5]), in.float(c[6])}})
	})
	return out, err
}

func encodeSpots(list []Spot) []byte {
	s := newSheet("name", "kind", "area", "longitude", "latitude")
	for _, x := range list {
		s.row(x.Name, x.Kind, x.Area, byblik.Exact(x.At[0]), byblik.Exact(x.At[1]))
	}
	return s.bytes()
}

func decodeSpots(text []byte) (out []Spot, err error) {
	in := readSheet(playgroundsPath, text, "name", "kind", "area", "longitude", "latitude")
	err = in.each(func(c []string) {
		out = append(out, Spot{Name: c[0], Kind: c[1], Area: c[2], At: byblik.Point{in.float(c[3]), in.float(c[4])}})
	})
	return out, err
}
