package publish

import (
	"bytes"
	"encoding/csv"
	"strings"

	"byblik"
	"byblik/release"
)

// danishStatus are the words of a status in Danish tables.
var danishStatus = map[byblik.Status]string{byblik.OK: "ok", byblik.Missing: "mangler", byblik.Suppressed: "skjult", byblik.NotApplicable: "ikke relevant"}

// writeDanishCSV writes all figures as Danish Excel opens them with a double
// click: byte order mark, semicolons, decimal commas, CR LF. Excel shows the code
// 017 as 17; the name of the figure, a text, keeps it.
func writeDanishCSV(r *release.Release, _ map[string][]byte) (map[string][]byte, error) {
	b := bytes.NewBufferString("\ufeff")
	w := csv.NewWriter(b)
	w.Comma, w.UseCRLF = ';', true
	_ = w.Write([]string{"tal", "indikator", "niveau", "kode", "sted", "periode", "værdi", "status", "tæller", "tællers status", "nævner", "nævners status", "nedre grænse", "øvre grænse", "enhed"})
	for x := range rows(r) {
		n, ns := danishCount(x.numerator)
		d, ds := danishCount(x.denominator)
		_ = w.Write([]string{x.id.String(), plainText(x.indicator.Title.Da), plainText(x.level.One.Da), plainText(x.place.Code), plainText(x.place.Name.Da), x.id.Period.String(),
			comma(x.value.Float()), danishStatus[x.value.Status()], n, ns, d, ds, comma(x.low), comma(x.high), plainText(x.indicator.Unit.Da)})
	}
	w.Flush()
	return map[string][]byte{"tal.csv": b.Bytes()}, w.Error()
}

func comma(v float64) string { return strings.Replace(byblik.Exact(v), ".", ",", 1) }

func danishCount(c *byblik.Cell) (value, status string) {
	if c == nil {
		return "", ""
	}
	return comma(c.Float()), danishStatus[c.Status()]
}
