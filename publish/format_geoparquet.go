package publish

import (
	"bytes"
	"math"

	"byblik"
	"byblik/release"

	"github.com/parquet-go/parquet-go"
)

// placeRow is one place in the GeoParquet file; geometry is well-known binary.
type placeRow struct {
	Level    string `parquet:"level,dict"`
	Place    string `parquet:"place"`
	NameDa   string `parquet:"name_da"`
	NameEn   string `parquet:"name_en"`
	District string `parquet:"district,dict"`
	Zone     string `parquet:"zone,dict"`
	Geometry []byte `parquet:"geometry,optional"`
}

// figureRow is one figure.
type figureRow struct {
	Figure            string   `parquet:"figure"`
	Indicator         string   `parquet:"indicator,dict"`
	Level             string   `parquet:"level,dict"`
	Place             string   `parquet:"place,dict"`
	Period            string   `parquet:"period,dict"`
	Value             *float64 `parquet:"value,optional"`
	Status            string   `parquet:"status,dict"`
	Numerator         *float64 `parquet:"numerator,optional"`
	NumeratorStatus   *string  `parquet:"numerator_status,optional,dict"`
	Denominator       *float64 `parquet:"denominator,optional"`
	DenominatorStatus *string  `parquet:"denominator_status,optional,dict"`
	Low               *float64 `parquet:"low,optional"`
	High              *float64 `parquet:"high,optional"`
}

// geoMetadata follows GeoParquet 1.1.0; without crs coordinates are longitude
// and latitude (OGC:CRS84).
type geoMetadata struct {
	Version string               `json:"version"`
	Primary string               `json:"primary_column"`
	Columns map[string]geoColumn `json:"columns"`
}

type geoColumn struct {
	Encoding    string    `json:"encoding"`
	Types       []string  `json:"geometry_types"`
	Orientation string    `json:"orientation"`
	Box         []float64 `json:"bbox,omitempty"`
}

// writeGeoParquet writes the places with their borders, and all figures beside
// them, joined by level and place.
func writeGeoParquet(r *release.Release, _ map[string][]byte) (map[string][]byte, error) {
	var list []placeRow
	var all []byblik.MultiPolygon
	for i := range r.Levels {
		l := &r.Levels[i]
		shapes := shapesOf(r, l.ID)
		for k, p := range l.Places {
			x := placeRow{string(l.ID), p.Code, p.Name.Da, p.Name.En, p.District, p.Zone, nil}
			if shapes != nil && len(shapes[k]) > 0 {
				x.Geometry = wkb(shapes[k])
				all = append(all, shapes[k])
			}
			list = append(list, x)
		}
	}
	column := geoColumn{Encoding: "WKB", Types: []string{"MultiPolygon"}, Orientation: "counterclockwise"}
	if box, ok := bounds(all...); ok {
		column.Box = box[:]
	}
	meta, err := jsonText(geoMetadata{Version: "1.1.0", Primary: "geometry", Columns: map[string]geoColumn{"geometry": column}})
	if err != nil {
		return nil, err
	}
	places, err := parquetText(list, parquet.KeyValueMetadata("geo", string(bytes.TrimSpace(meta))))
	if err != nil {
		return nil, err
	}
	var figures []figureRow
	for x := range rows(r) {
		f := figureRow{Figure: x.id.String(), Indicator: string(x.id.Indicator), Level: string(x.id.Level), Place: x.place.Code, Period: x.id.Period.String(),
			Value: pointer(x.value.Float()), Status: x.value.Status().String(), Low: pointer(x.low), High: pointer(x.high)}
		f.Numerator, f.NumeratorStatus = parquetCount(x.numerator)
		f.Denominator, f.DenominatorStatus = parquetCount(x.denominator)
		figures = append(figures, f)
	}
	text, err := parquetText(figures)
	return map[string][]byte{"parquet/places.parquet": places, "parquet/figures.parquet": text}, err
}

// parquetText writes rows as one file that names nobody and no time.
func parquetText[T any](list []T, options ...parquet.WriterOption) ([]byte, error) {
	var b bytes.Buffer
	options = append(options, parquet.CreatedBy("byblik", "1", "release"), parquet.Compression(&parquet.Zstd))
	w := parquet.NewGenericWriter[T](&b, options...)
	if _, err := w.Write(list); err != nil {
		return nil, err
	}
	err := w.Close()
	return b.Bytes(), err
}

func pointer(v float64) *float64 {
	if math.IsNaN(v) {
		return nil
	}
	return &v
}

func parquetCount(c *byblik.Cell) (*float64, *string) {
	if c == nil {
		return nil, nil
	}
	s := c.Status().String()
	return pointer(c.Float()), &s
}
