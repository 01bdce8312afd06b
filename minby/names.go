package minby

// Names are put together like Danish place names, from a word of the
// landscape and a word for a piece of land. None is taken from a real housing
// area; a name may still occur somewhere as a farm or a road.
var (
	landscape = []string{"Mølle", "Lærke", "Kilde", "Birke", "Porse", "Hassel", "Tjørne", "Vibe", "Svale", "Hejre", "Terne",
		"Rør", "Sten", "Præste", "Degne", "Anker", "Fyr", "Kløver", "Rug", "Byg", "Humle", "Enge", "Elle", "Pile", "Hyben", "Slåen"}
	ground = []string{"vang", "toft", "mose", "kær", "lund", "mark", "dal", "eng", "holt", "bæk"}
)

// nameAreas gives neighbours in the order of the codes a common name in
// pairs, such as Møllevang Nord and Møllevang Syd, and every third its own.
func (t *town) nameAreas() {
	special := map[use]string{airport: "Minby Flyveplads", park: "Minby Folkepark", island: "Havneøen"}
	next := 0
	for i := 0; i < len(t.areas); i++ {
		a := t.areas[i]
		if name, ok := special[a.use]; ok {
			a.name = name
			continue
		}
		base := baseName(next)
		next++
		if i+1 == len(t.areas) || next%3 == 0 || t.areas[i+1].district != a.district || special[t.areas[i+1].use] != "" {
			a.name = base
			continue
		}
		b := t.areas[i+1]
		a.name, b.name = base+" Vest", base+" Øst"
		dx, dy := b.middle[0]-a.middle[0], b.middle[1]-a.middle[1]
		switch {
		case dy > dx && dy > -dx:
			a.name, b.name = base+" Syd", base+" Nord"
		case -dy > dx && -dy > -dx:
			a.name, b.name = base+" Nord", base+" Syd"
		case dx < 0:
			a.name, b.name = b.name, a.name
		}
		i++
	}
}

// baseName is the n-th name. Each round through the landscape takes every
// word with another ground, so that names near each other differ.
func baseName(n int) string {
	i, round := n%len(landscape), n/len(landscape)
	return landscape[i] + ground[(3*i+round)%len(ground)]
}
