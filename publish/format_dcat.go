package publish

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"maps"
	"slices"

	"byblik"
	"byblik/catalog"
	"byblik/release"
	"byblik/spatial"
)

// fileTypes are names of the European Union's file type authority list, by format.
var fileTypes = map[string]string{"csv": "CSV", "csv-da": "CSV", "dictionary": "CSV", "xlsx": "XLSX", "json-stat": "JSON", "geojson": "GEOJSON", "geopackage": "GPKG", "geoparquet": "PARQUET", "prov": "JSON_LD"}

// writeDCAT describes the release for data catalogues after DCAT-AP-DK 2 (the
// Danish profile of DCAT-AP 2.1.1): one dataset, one distribution per file.
// Addresses are relative to the document.
func writeDCAT(r *release.Release, before map[string][]byte) (map[string][]byte, error) {
	m := &r.Manifest
	about := both(r.Screening.Summary.Da, r.Screening.Summary.En)
	if m.Invented {
		about = both("Opdigtede data. "+r.Screening.Summary.Da, "Invented data. "+r.Screening.Summary.En)
	}
	dataset := ld{"@id": "../", "@type": "dcat:Dataset", "dct:identifier": m.ID, "dct:title": both(m.Title.Da, m.Title.En), "dct:description": about,
		"dct:publisher": ref("#publisher"), "dcat:contactPoint": ld{"@type": "vcard:Organization", "vcard:fn": m.Place.Da},
		"dcat:theme":             []ld{ref("http://publications.europa.eu/resource/authority/data-theme/SOCI"), ref("http://publications.europa.eu/resource/authority/data-theme/REGI")},
		"dct:accrualPeriodicity": ref("http://publications.europa.eu/resource/authority/frequency/ANNUAL"), "dct:issued": instant(r),
		"dct:language":     []ld{ref("http://publications.europa.eu/resource/authority/language/DAN"), ref("http://publications.europa.eu/resource/authority/language/ENG")},
		"dct:accessRights": ref("http://publications.europa.eu/resource/authority/access-right/PUBLIC"), "owl:versionInfo": m.ID, "dcat:keyword": keywords(r)}
	if from, to, ok := years(r); ok {
		dataset["dct:temporal"] = ld{"@type": "dct:PeriodOfTime", "dcat:startDate": year(from), "dcat:endDate": year(to)}
	}
	if box, ok := boundingBox(r); ok {
		dataset["dct:spatial"] = ld{"@type": "dct:Location", "skos:prefLabel": both(m.Place.Da, m.Place.En), "dcat:bbox": ld{"@type": "geo:wktLiteral", "@value": box}}
	}
	if m.Replaces != "" {
		dataset["dct:replaces"] = ref("urn:byblik:release:" + m.Replaces)
	}
	var own []ld
	var listed []ld
	for _, path := range slices.Sorted(maps.Keys(before)) {
		f := Of(path)
		sum := sha256.Sum256(before[path])
		listed = append(listed, ref(path))
		own = append(own, ld{"@id": path, "@type": "dcat:Distribution", "dct:title": both(f.Title.Da, f.Title.En), "dcat:accessURL": ref(path), "dcat:downloadURL": ref(path),
			"dcat:mediaType": ref("https://www.iana.org/assignments/media-types/" + f.Type), "dct:format": ref("http://publications.europa.eu/resource/authority/file-type/" + fileTypes[f.ID]),
			"dcat:byteSize": ld{"@type": "xsd:decimal", "@value": byblik.Exact(float64(len(before[path])))}, "dct:license": ld{"@type": "dct:LicenseDocument", "dct:title": licence(r)},
			"spdx:checksum": ld{"@type": "spdx:Checksum", "spdx:algorithm": ref("http://spdx.org/rdf/terms#checksumAlgorithm_sha256"), "spdx:checksumValue": hex.EncodeToString(sum[:])}})
	}
	dataset["dcat:distribution"] = listed
	graph := append([]ld{dataset, {"@id": "#publisher", "@type": "foaf:Agent", "foaf:name": both(m.Place.Da, m.Place.En)}}, own...)
	text, err := jsonText(ld{"@context": ld{"dcat": "http://www.w3.org/ns/dcat#", "dct": "http://purl.org/dc/terms/", "foaf": "http://xmlns.com/foaf/0.1/", "vcard": "http://www.w3.org/2006/vcard/ns#",
		"spdx": "http://spdx.org/rdf/terms#", "owl": "http://www.w3.org/2002/07/owl#", "skos": "http://www.w3.org/2004/02/skos/core#", "geo": "http://www.opengis.net/ont/geosparql#", "xsd": "http://www.w3.org/2001/XMLSchema#"}, "@graph": graph})
	return map[string][]byte{"dcat.jsonld": text}, err
}

// years are the first and last year that the figures describe.
func years(r *release.Release) (from, to int, ok bool) {
	for i := range r.Tables {
		for _, p := range r.Tables[i].Periods {
			if !ok || p.Year < from {
				from = p.Year
			}
			if !ok || p.Year > to {
				to = p.Year
			}
			ok = true
		}
	}
	return from, to, ok
}

func year(y int) ld { return ld{"@type": "xsd:gYear", "@value": fmt.Sprintf("%04d", y)} }

// boundingBox is the box round the small areas as WKT, longitude first (CRS84,
// which GeoSPARQL takes where no other is named).
func boundingBox(r *release.Release) (string, bool) {
	var all byblik.MultiPolygon
	for _, a := range r.Geography.Areas {
		all = append(all, a...)
	}
	low, high, ok := spatial.Bounds(all)
	w, s, e, n := byblik.Exact(low[0]), byblik.Exact(low[1]), byblik.Exact(high[0]), byblik.Exact(high[1])
	return fmt.Sprintf("POLYGON((%[1]s %[2]s,%[3]s %[2]s,%[3]s %[4]s,%[1]s %[4]s,%[1]s %[2]s))", w, s, e, n), ok
}

// licence names the licences of the sources, each once.
func licence(r *release.Release) string {
	var names []string
	for _, s := range r.Sources {
		if !slices.Contains(names, s.Licence) {
			names = append(names, s.Licence)
		}
	}
	slices.Sort(names)
	out := ""
	for i, n := range names {
		if i > 0 {
			out += "; "
		}
		out += n
	}
	return out
}

func keywords(r *release.Release) []ld {
	out := both("udsatte byområder", "disadvantaged urban areas")
	for _, x := range r.Indicators {
		out = append(out, both(x.Title.In(catalog.Da), x.Title.In(catalog.En))...)
	}
	return out
}
