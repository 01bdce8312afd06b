package publish

import (
	"bytes"
	"encoding/csv"

	"byblik"
	"byblik/release"
)

// csvHead names the columns of the table of all figures.
var csvHead = []string{"figure", "indicator", "level", "place", "name", "period", "value", "status", "numerator", "numerator_status", "denominator", "denominator_status", "low", "high", "unit"}

// writeCSV writes all figures in one table: comma, decimal point, LF, UTF-8.
func writeCSV(r *release.Release, _ map[string][]byte) (map[string][]byte, error) {
	var b bytes.Buffer
	w := csv.NewWriter(&b)
	_ = w.Write(csvHead) // into memory: the writer keeps its error
	for x := range rows(r) {
		n, ns := count(x.numerator)
		d, ds := count(x.denominator)
		_ = w.Write([]string{x.id.String(), string(x.id.Indicator), string(x.id.Level), plainText(x.place.Code), plainText(x.place.Name.En), x.id.Period.String(),
			byblik.Exact(x.value.Float()), x.value.Status().String(), n, ns, d, ds, byblik.Exact(x.low), byblik.Exact(x.high), plainText(x.indicator.Unit.En)})
	}
	w.Flush()
	return map[string][]byte{"figures.csv": b.Bytes()}, w.Error()
}
