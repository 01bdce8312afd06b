package compile

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"byblik"
	"byblik/catalog"
	"byblik/release"
	"byblik/spatial"
)

// Shown is what a release shows as it was delivered: public facts beside the
// figures. Each may be nil.
type Shown struct {
	Context       *byblik.Delivery // marks with the column kind
	Addresses     *byblik.Delivery // columns street, number, postcode, place, area, x, y; coordinates as the source's extent says
	Playgrounds   *byblik.Delivery // points with the columns kind, area
	Interventions *byblik.Delivery // columns title_da … state, as docs/data.md tells of interventions
}

// shown puts it into the release. A small area that nobody knows is refused.
func (b *builder) shown() error {
	known := map[string]bool{}
	for _, a := range b.areas {
		known[a.Code.Code] = true
	}
	in := func(d *byblik.Delivery, i int, codes ...string) error {
		for _, code := range codes {
			if !known[code] {
				return &byblik.Error{Kind: byblik.Invalid, Check: "outside-frame", File: d.Receipt.File, Line: d.Rows[i].Line, Place: d.Rows[i].Area.Code,
					Found: fmt.Sprintf("the small area %q", code), Expected: "the code of a small area of this city", Do: "correct it in the file, or ask who delivered it"}
			}
		}
		return nil
	}
	b.context()
	if err := b.addresses(in); err != nil {
		return err
	}
	if err := b.playgrounds(in); err != nil {
		return err
	}
	return b.interventions(in)
}

// checked refuses codes of a row of a delivery that no small area has.
type checked func(d *byblik.Delivery, row int, codes ...string) error

func (b *builder) context() {
	d := b.Shown.Context
	if d == nil {
		return
	}
	kind := texts(d, "kind")
	for i, m := range d.Marks {
		x := release.Context{Kind: kind[i], Name: d.Rows[i].Name, Line: m.Line, Point: m.Point}
		if m.Shape != nil {
			x.Shape = spatial.Tidy(m.Shape)
		}
		b.out.Geography.Context = append(b.out.Geography.Context, x)
	}
}

func (b *builder) addresses(in checked) error {
	d := b.Shown.Addresses
	if d == nil {
		return nil
	}
	at, err := b.degrees(d)
	if err != nil {
		return err
	}
	street, number, postcode, town, area := texts(d, "street"), texts(d, "number"), texts(d, "postcode"), texts(d, "place"), texts(d, "area")
	for i := range d.Rows {
		if err := in(d, i, area[i]); err != nil {
			return err
		}
		b.out.Addresses = append(b.out.Addresses, release.Address{Street: street[i], Number: number[i], Postcode: postcode[i], Town: town[i], Area: area[i], At: at[i]})
	}
	slices.SortStableFunc(b.out.Addresses, func(x, y release.Address) int {
		return cmp.Or(strings.Compare(x.Street, y.Street), strings.Compare(x.Postcode, y.Postcode), cmp.Compare(leading(x.Number), leading(y.Number)), strings.Compare(x.Number, y.Number))
	})
	return nil
}

// leading is the number at the beginning of a house number such as 12B.
func leading(number string) int {
	n := 0
	for _, c := range number {
		if c < '0' || c > '9' || n > 1_000_000 {
			break
		}
		n = 10*n + int(c-'0')
	}
	return n
}

// degrees gives the points of the columns x and y in longitude and latitude.
func (b *builder) degrees(d *byblik.Delivery) ([]byblik.Point, error) {
	x, y := d.Column("x"), d.Column("y")
	out := make([]byblik.Point, len(d.Rows))
	for i := range out {
		if x.Value[i].Status() != byblik.OK || y.Value[i].Status() != byblik.OK {
			return nil, &byblik.Error{Kind: byblik.Invalid, File: d.Receipt.File, Line: d.Rows[i].Line, Place: d.Rows[i].Area.Code, Found: "an address without coordinates", Expected: "x and y", Do: "leave the address out"}
		}
		out[i] = byblik.Point{x.Value[i].Float(), y.Value[i].Float()}
	}
	zone := ""
	if def := b.Run.Catalog.Sources[d.Source]; def != nil && def.Extent != nil {
		zone = def.Extent.UTM()
	}
	if zone == "" {
		return out, nil
	}
	p, err := spatial.ProjectionOf(zone)
	if err != nil {
		return nil, err
	}
	for i := range out {
		q := p.LonLatPoint(out[i])
		out[i] = byblik.Point{seventh(q[0]), seventh(q[1])}
	}
	return out, nil
}

// seventh rounds to seven decimals, about a centimetre.
func seventh(v float64) float64 { return float64(int64(v*1e7+0.5)) / 1e7 }

func (b *builder) playgrounds(in checked) error {
	d := b.Shown.Playgrounds
	if d == nil {
		return nil
	}
	kind, area := texts(d, "kind"), texts(d, "area")
	for i, m := range d.Marks {
		if err := in(d, i, area[i]); err != nil {
			return err
		}
		if m.Point == nil {
			return &byblik.Error{Kind: byblik.Invalid, File: d.Receipt.File, Line: d.Rows[i].Line, Place: d.Rows[i].Name, Found: "a playground that is no point", Expected: "a Point", Do: "draw it as a point"}
		}
		b.out.Playgrounds = append(b.out.Playgrounds, release.Spot{Name: d.Rows[i].Name, Kind: kind[i], Area: area[i], At: *m.Point})
	}
	return nil
}

func (b *builder) interventions(in checked) error {
	d := b.Shown.Interventions
	if d == nil {
		return nil
	}
	col := func(id string) []string { return texts(d, id) }
	pair := func(i int, da, en string) catalog.Text { return catalog.Text{Da: col(da)[i], En: col(en)[i]} }
	for i, row := range d.Rows {
		x := release.Intervention{ID: row.Area.Code, Title: pair(i, "title_da", "title_en"), About: pair(i, "about_da", "about_en"), Goal: col("goal")[i],
			Lead: pair(i, "lead_da", "lead_en"), Areas: strings.Fields(col("areas")[i]), From: col("from")[i], Until: col("until")[i], State: col("state")[i]}
		if err := in(d, i, x.Areas...); err != nil {
			return err
		}
		da, en := bars(col("partners_da")[i]), bars(col("partners_en")[i])
		if len(da) != len(en) {
			return &byblik.Error{Kind: byblik.Invalid, File: d.Receipt.File, Line: row.Line, Place: x.ID, Found: fmt.Sprintf("%d partners in Danish, %d in English", len(da), len(en)),
				Expected: "the same partners in both languages", Do: "add what is missing"}
		}
		for k := range da {
			x.Partners = append(x.Partners, catalog.Text{Da: da[k], En: en[k]})
		}
		b.out.Interventions = append(b.out.Interventions, x)
	}
	slices.SortFunc(b.out.Interventions, func(x, y release.Intervention) int { return strings.Compare(x.ID, y.ID) })
	return nil
}

// bars splits a list in a cell.
func bars(cell string) []string {
	if cell == "" {
		return nil
	}
	return strings.Split(cell, "|")
}

// texts gives a column of words, empty words where the source has none.
func texts(d *byblik.Delivery, id string) []string {
	if c := d.Column(id); c != nil && c.Text != nil {
		return c.Text
	}
	return make([]string, len(d.Rows))
}
