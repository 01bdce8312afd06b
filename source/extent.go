package source

import (
	"fmt"
	"regexp"
	"slices"

	"byblik"
	"byblik/spatial"
)

// crs takes the member that names the reference system, in the forms that
// publishers use: {"type":"name","properties":{"name":"urn:ogc:def:crs:…"}}
// and the older {"type":"EPSG","properties":{"code":"4326"}}.
func (c *collection) crs() {
	kind := ""
	c.crsSaid = c.j.object(func(name string) {
		switch name {
		case "type":
			kind, _ = c.j.scalar()
		case "properties":
			c.j.object(func(name string) {
				switch name {
				case "name", "code":
					c.declared, _ = c.j.scalar()
				default:
					c.j.skip()
				}
			})
		default:
			c.j.skip()
		}
	})
	if kind == "EPSG" && c.declared != "" {
		c.declared = "EPSG:" + c.declared
	}
}

var epsgForm = regexp.MustCompile(`^(?:urn:(?:ogc|x-ogc):def:crs:|http://www\.opengis\.net/def/crs/)?EPSG[:/]+(?:[\d.]*[:/])?(\d+)$`)

// systemOf gives the short name of a reference system: CRS84 or EPSG:nnnn.
func systemOf(declared string) string {
	if m := epsgForm.FindStringSubmatch(declared); m != nil {
		return "EPSG:" + m[1]
	}
	switch declared {
	case "urn:ogc:def:crs:OGC:1.3:CRS84", "urn:ogc:def:crs:OGC::CRS84", "OGC:CRS84", "CRS84", "http://www.opengis.net/def/crs/OGC/1.3/CRS84":
		return "CRS84"
	}
	return declared
}

// checkSystem compares the reference system that the file names with the one
// it is known to use. A file that names none is held against its extent only.
func (c *collection) checkSystem() bool {
	x := c.Definition.Extent
	if x == nil || !c.crsSaid {
		return true
	}
	found := systemOf(c.declared)
	if found == x.CRS {
		return true
	}
	for _, d := range x.Declared {
		if d == c.declared || systemOf(d) == found {
			return true
		}
	}
	c.fault("crs", 0, "crs", "the reference system "+shown(c.declared), x.CRS+", as the definition says",
		"choose the file in that system; if only the declaration is wrong, name it under extent.declared")
	return false
}

// checkExtent finds coordinates outside the box of the definition, tells
// swapped and foreign ones, and turns metres into degrees.
func (c *collection) checkExtent() bool {
	x := c.Definition.Extent
	if x == nil {
		return true
	}
	outside := func(p byblik.Point) bool {
		return !(p[0] >= x.Min[0] && p[0] <= x.Max[0] && p[1] >= x.Min[1] && p[1] <= x.Max[1])
	}
	out := make([]bool, len(c.grid.shapes))
	for i, m := range c.grid.shapes {
		p, bad := firstWhere(m, outside)
		if !bad {
			continue
		}
		out[i] = true
		if what := foreign(p, x.CRS, outside); what != "" {
			c.fault("extent", c.grid.lines[i], c.areaOf(i), at(p)+": "+what, c.box(), "export the layer again in "+x.CRS+", first east, then north")
			return false
		}
		c.object(c.areaOf(i), "extent", c.grid.lines[i], c.areaOf(i), "the point "+at(p), c.box(), "ask the publisher for the right border")
	}
	c.grid.leaveOut(out)
	c.lines = without(c.lines, out)
	return c.toDegrees()
}

func (c *collection) box() string {
	x := c.Definition.Extent
	return fmt.Sprintf("points within %s and %s (%s)", at(x.Min), at(x.Max), x.CRS)
}

// at writes a position without exponents, as maps do.
func at(p byblik.Point) string { return plainFloat(p[0]) + ", " + plainFloat(p[1]) }

// foreign says what coordinates look like that belong to another system.
func foreign(p byblik.Point, crs string, outside func(byblik.Point) bool) string {
	switch degrees := crs == "CRS84"; {
	case !outside(byblik.Point{p[1], p[0]}):
		return "looks swapped, north before east"
	case degrees && (p[0] > 180 || p[0] < -180 || p[1] > 90 || p[1] < -90):
		return "looks like metres, not degrees"
	case !degrees && p[0] >= -180 && p[0] <= 180 && p[1] >= -90 && p[1] <= 90:
		return "looks like degrees, not metres"
	}
	return ""
}

func (c *collection) areaOf(i int) string {
	if k, ok := c.at[c.Definition.Key.Column]; ok && i < len(c.grid.records) {
		return c.grid.records[i][k]
	}
	return ""
}

func firstWhere(m byblik.MultiPolygon, bad func(byblik.Point) bool) (byblik.Point, bool) {
	for _, p := range m {
		for _, ring := range p {
			if i := slices.IndexFunc(ring, bad); i >= 0 {
				return ring[i], true
			}
		}
	}
	return byblik.Point{}, false
}

func (g *grid) leaveOut(out []bool) {
	if slices.Contains(out, true) {
		g.lines = without(g.lines, out)
		g.shapes = without(g.shapes, out)
		g.marks = without(g.marks, out)
		if len(g.records) > 0 {
			g.moveFaults(out)
			g.records = without(g.records, out)
		}
	}
}

// moveFaults lets the faults of cells follow their records when others are
// left out.
func (g *grid) moveFaults(out []bool) {
	if len(g.bad) == 0 {
		return
	}
	moved, to := map[cellAt]*objection{}, make([]int, len(out))
	n := 0
	for i := range out {
		to[i] = n
		if !out[i] {
			n++
		}
	}
	for at, o := range g.bad {
		if !out[at.record] {
			moved[cellAt{to[at.record], at.column}] = o
		}
	}
	g.bad = moved
}

// toDegrees turns the coordinates of a UTM zone into longitude and latitude.
func (c *collection) toDegrees() bool {
	zone := c.Definition.Extent.UTM()
	if zone == "" {
		return true
	}
	p, err := spatial.ProjectionOf(zone)
	if err != nil {
		c.fault("crs", 0, "extent.crs", err.Error(), "a known system", "correct the definition")
		return false
	}
	for _, m := range c.grid.shapes {
		for _, poly := range m {
			for _, ring := range poly {
				for k, q := range ring {
					ring[k] = p.LonLatPoint(q)
				}
			}
		}
	}
	return true
}
