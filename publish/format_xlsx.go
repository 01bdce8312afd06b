package publish

import (
	"archive/zip"
	"bytes"
	"cmp"
	"io"
	"math"
	"slices"

	"byblik"
	"byblik/catalog"
	"byblik/release"

	"github.com/xuri/excelize/v2"
)

// writeXLSX writes a workbook: a first sheet that says what it is, and one
// sheet per indicator. No sheet is hidden, no cell has a formula, and nothing
// in it tells who made it when.
func writeXLSX(r *release.Release, _ map[string][]byte) (map[string][]byte, error) {
	f := excelize.NewFile()
	defer f.Close()
	if err := f.SetDocProps(&excelize.DocProperties{Title: plainText(r.Manifest.Title.En), Creator: "byblik", LastModifiedBy: "byblik",
		Created: fixedTime, Modified: fixedTime, Identifier: "xlsx", Revision: "1"}); err != nil {
		return nil, err
	}
	if err := f.SetSheetName("Sheet1", "Læs mig – Read me"); err != nil {
		return nil, err
	}
	if err := writeSheet(f, "Læs mig – Read me", []float64{40, 60, 60}, aboutRows(r)); err != nil {
		return nil, err
	}
	for i, d := range r.Indicators {
		name := sheetName(string(d.ID), i)
		if _, err := f.NewSheet(name); err != nil {
			return nil, err
		}
		if err := writeSheet(f, name, []float64{44, 12, 16, 30, 10, 10, 14, 12, 16, 12, 16, 10, 10}, sheetRows(r, d.ID)); err != nil {
			return nil, err
		}
	}
	var b bytes.Buffer
	if err := f.Write(&b); err != nil {
		return nil, err
	}
	text, err := steady(b.Bytes())
	return map[string][]byte{r.Manifest.ID + ".xlsx": text}, err
}

// fixedTime stands where the format wants a time: a release has no clock.
const fixedTime = "2000-01-01T00:00:00Z"

// sheetName keeps to the 31 signs that a sheet may have; a longer id is cut
// and numbered.
func sheetName(id string, i int) string {
	if len(id) <= 31 {
		return id
	}
	return id[:27] + "-" + byblik.Exact(float64(i+1))
}

func aboutRows(r *release.Release) [][]any {
	out := [][]any{{r.Manifest.ID, r.Manifest.Title.Da, r.Manifest.Title.En}}
	add := func(key string, t catalog.Text) { out = append(out, []any{key, t.Da, t.En}) }
	if r.Manifest.Invented {
		add("!", catalog.Text{Da: "Opdigtede data.", En: "Invented data."})
	}
	for _, t := range slices.Concat(r.Screening.Said, r.Screening.Notes) {
		add("", t)
	}
	add("status", catalog.Text{Da: "ok; missing = mangler, ingen kender tallet; suppressed = skjult for at beskytte personer; not_applicable = ikke relevant", En: "ok; missing = nobody knows; suppressed = withheld to protect persons; not_applicable = nothing to measure"})
	for i, d := range r.Indicators {
		add(sheetName(string(d.ID), i), catalog.Text{Da: d.Title.Da + " (" + d.Unit.Da + "): " + d.Definition.Da, En: d.Title.En + " (" + d.Unit.En + "): " + d.Definition.En})
	}
	for _, s := range r.Sources {
		add(s.ID, s.Attribution)
	}
	return out
}

func sheetRows(r *release.Release, id byblik.IndicatorID) [][]any {
	out := [][]any{{"figure", "level", "place", "name", "period", "value", "status", "numerator", "numerator_status", "denominator", "denominator_status", "low", "high"}}
	for i := range r.Tables {
		if r.Tables[i].Indicator != id {
			continue
		}
		for x := range tableRows(r, &r.Tables[i]) {
			_, ns := count(x.numerator)
			_, ds := count(x.denominator)
			out = append(out, []any{x.id.String(), string(x.id.Level), x.place.Code, x.place.Name.Da, x.id.Period.String(), x.value.Float(), x.value.Status().String(),
				float(x.numerator), ns, float(x.denominator), ds, x.low, x.high})
		}
	}
	return out
}

func float(c *byblik.Cell) float64 {
	if c == nil {
		return math.NaN()
	}
	return c.Float()
}

// writeSheet streams rows, numbers with the 15 digits that Excel keeps; texts are neutralised, numbers stay numbers, and
// what is not there is an empty cell.
func writeSheet(f *excelize.File, name string, widths []float64, all [][]any) error {
	w, err := f.NewStreamWriter(name)
	if err != nil {
		return err
	}
	for i, width := range widths {
		if err := w.SetColWidth(i+1, i+1, width); err != nil {
			return err
		}
	}
	bold, err := f.NewStyle(&excelize.Style{Font: &excelize.Font{Bold: true}})
	if err = cmp.Or(err, w.SetPanes(&excelize.Panes{Freeze: true, YSplit: 1, TopLeftCell: "A2", ActivePane: "bottomLeft"})); err != nil {
		return err
	}
	for i, r := range all {
		cells := make([]any, len(r))
		for k, c := range r {
			style := 0
			if i == 0 {
				style = bold
			}
			switch v := c.(type) {
			case string:
				if v != "" {
					cells[k] = excelize.Cell{StyleID: style, Value: plainText(v)}
				}
			case float64:
				if !math.IsNaN(v) {
					cells[k] = excelize.Cell{StyleID: style, Value: v}
				}
			}
		}
		at, err := excelize.CoordinatesToCellName(1, i+1)
		if err != nil {
			return err
		}
		if err := w.SetRow(at, cells); err != nil {
			return err
		}
	}
	return w.Flush()
}

// steady packs a workbook again, its parts sorted by name and without times:
// the library walks a map, and two runs must give the same bytes.
func steady(workbook []byte) ([]byte, error) {
	in, err := zip.NewReader(bytes.NewReader(workbook), int64(len(workbook)))
	if err != nil {
		return nil, err
	}
	slices.SortFunc(in.File, func(a, b *zip.File) int { return cmp.Compare(a.Name, b.Name) })
	var b bytes.Buffer
	out := zip.NewWriter(&b)
	for _, f := range in.File {
		from, err := f.Open()
		if err != nil {
			return nil, err
		}
		to, err := out.CreateHeader(&zip.FileHeader{Name: f.Name, Method: zip.Deflate})
		if err != nil {
			return nil, err
		}
		if _, err := io.Copy(to, from); err != nil { // byblik's own workbook, not somebody's upload
			return nil, err
		}
		if err := from.Close(); err != nil {
			return nil, err
		}
	}
	err = out.Close()
	return b.Bytes(), err
}
