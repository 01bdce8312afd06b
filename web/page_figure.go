package web

import "byblik/release"

// figurePage is the birth certificate of one figure.
func figurePage(r *request) (*answer, error) {
	f, err := release.ParseFigureID(r.id)
	if err != nil {
		return nil, notFound("figure")
	}
	c, _, _, ok := r.cell(f)
	if !ok {
		return nil, notFound("figure")
	}
	a := &answer{title: f.String()}
	a.csv = &sheet{head: []string{"figure", "value", "mark"}}
	a.csv.add(f.String(), exact(c.Float()), mark(c.Status()))
	a.page, a.json = f, f
	return a, nil
}
