package source

import (
	"math"
	"regexp"
	"strconv"
	"strings"

	"byblik/catalog"
)

var (
	wktName      = regexp.MustCompile(`^\s*(PROJCS|GEOGCS)\s*\[\s*"([^"]*)"`)
	wktDatum     = regexp.MustCompile(`DATUM\s*\[\s*"([^"]*)"`)
	wktMethod    = regexp.MustCompile(`PROJECTION\s*\[\s*"([^"]*)"`)
	wktParameter = regexp.MustCompile(`PARAMETER\s*\[\s*"([^"]*)"\s*,\s*([-+0-9.eE]+)`)
	wktUnit      = regexp.MustCompile(`UNIT\s*\[\s*"([^"]*)"\s*,\s*([-+0-9.eE]+)`)
)

// systemOfWKT tells the reference system of a .prj, written as well-known text
// (OGC 01-009; ESRI's variant has other names and no codes). It goes by the
// numbers of a UTM zone, not by names, which every program writes its own way.
// A shapefile stores east before north, so WGS 84 is CRS84. Of any other
// system it gives the name.
func systemOfWKT(text string) string {
	m := wktName.FindStringSubmatch(text)
	if m == nil {
		return shorten(text)
	}
	name, datum := m[2], ""
	if d := wktDatum.FindStringSubmatch(text); d != nil {
		datum = strings.ToUpper(strings.NewReplacer("D_", "", "_", "", " ", "").Replace(d[1]))
	}
	european := datum == "ETRS1989" || datum == "ETRS89" || datum == "EUROPEANTERRESTRIALREFERENCESYSTEM1989"
	european = european || datum == "EUROPEANTERRESTRIALREFERENCESYSTEM1989ENSEMBLE"
	global := datum == "WGS1984" || datum == "WGS84" || datum == "WORLDGEODETICSYSTEM1984" || datum == "WORLDGEODETICSYSTEM1984ENSEMBLE"
	if m[1] == "GEOGCS" {
		switch {
		case global:
			return catalog.CRS84
		case european:
			return "EPSG:4258"
		}
		return name
	}
	zone := utmZone(text)
	switch {
	case zone > 0 && european:
		return "EPSG:258" + strconv.Itoa(zone)
	case zone > 0 && global:
		return "EPSG:326" + strconv.Itoa(zone)
	}
	return name
}

// utmZone gives the northern UTM zone of a projected system from 28 to 38, in
// which Europe lies; 0 for any other.
func utmZone(text string) int {
	method := wktMethod.FindStringSubmatch(text)
	if method == nil || !strings.EqualFold(method[1], "Transverse_Mercator") {
		return 0
	}
	value := map[string]float64{}
	for _, p := range wktParameter.FindAllStringSubmatch(text, -1) {
		v, err := strconv.ParseFloat(p[2], 64)
		if err != nil {
			return 0
		}
		value[strings.ToLower(p[1])] = v
	}
	units := wktUnit.FindAllStringSubmatch(text, -1)
	if len(units) == 0 || !strings.HasPrefix(strings.ToLower(units[len(units)-1][1]), "met") {
		return 0
	}
	meridian, known := value["central_meridian"]
	zone := (meridian + 183) / 6
	if !known || math.Abs(value["scale_factor"]-0.9996) > 1e-9 || value["false_easting"] != 500_000 || value["false_northing"] != 0 ||
		value["latitude_of_origin"] != 0 || zone != math.Trunc(zone) || zone < 28 || zone > 38 {
		return 0
	}
	return int(zone)
}

func shorten(text string) string {
	if rs := []rune(text); len(rs) > 60 {
		return string(rs[:60]) + "…"
	}
	return text
}
