package publish

import (
	"byblik/release"
)

// ld is a node of a JSON-LD document.
type ld map[string]any

// writePROV tells in the W3C's PROV-O how the figures were made: deliveries,
// the decision run, the public run, and the figures of each indicator and
// period. Names are relative to the document, so that they hold wherever the
// release lies.
func writePROV(r *release.Release, _ map[string][]byte) (map[string][]byte, error) {
	m := &r.Manifest
	graph := []ld{
		{"@id": "../", "@type": "prov:Entity", "dct:identifier": m.ID, "dct:title": both(m.Title.Da, m.Title.En), "prov:wasGeneratedBy": ref("#run-" + m.PublicRun), "prov:generatedAtTime": instant(r)},
		{"@id": "#run-" + m.Run, "@type": "prov:Activity", "dct:description": both("Beslutningen: screening på uafrundede tal", "The decision: screening on unrounded figures"), "prov:used": uses(r), "prov:wasAssociatedWith": ref("#program")},
		{"@id": "#run-" + m.PublicRun, "@type": "prov:Activity", "dct:description": both("Den offentlige kørsel: beskyttelse og samme screening på beskyttede tal", "The public run: protection and the same screening on protected figures"),
			"prov:used": uses(r), "prov:wasInformedBy": ref("#run-" + m.Run), "prov:wasAssociatedWith": ref("#program")},
		{"@id": "#program", "@type": "prov:SoftwareAgent", "dct:title": m.Program},
		{"@id": "#rules", "@type": []string{"prov:Entity", "prov:Plan"}, "dct:identifier": m.RuleSet, "dct:source": ref("../" + r.Screening.Rules)},
	}
	if m.Replaces != "" {
		graph[0]["prov:wasRevisionOf"] = ld{"@id": "urn:byblik:release:" + m.Replaces}
	}
	for _, s := range r.Sources {
		for k := range s.Receipts {
			f := &s.Receipts[k]
			graph = append(graph, ld{"@id": f.URN(), "@type": "prov:Entity", "dct:title": f.File, "dct:source": s.ID, "dct:publisher": s.Publisher, "dct:license": s.Licence})
		}
	}
	for i := range r.Births {
		b := &r.Births[i]
		var from []ld
		for k := range b.Deliveries {
			from = append(from, ref(b.Deliveries[k].URN()))
		}
		graph = append(graph, ld{"@id": "#" + string(b.Indicator) + "." + b.Period, "@type": "prov:Entity", "dct:isPartOf": ref("../figures/" + string(b.Indicator) + ".csv"),
			"prov:wasDerivedFrom": from, "prov:wasGeneratedBy": ref("#run-" + b.Run), "dct:description": both(b.Formula.Da, b.Formula.En)})
	}
	text, err := jsonText(ld{"@context": ld{"prov": "http://www.w3.org/ns/prov#", "dct": "http://purl.org/dc/terms/", "xsd": "http://www.w3.org/2001/XMLSchema#"}, "@graph": graph})
	return map[string][]byte{"prov.jsonld": text}, err
}

func ref(id string) ld { return ld{"@id": id} }

// both gives a text in both languages.
func both(da, en string) []ld {
	return []ld{{"@language": "da", "@value": da}, {"@language": "en", "@value": en}}
}

func instant(r *release.Release) ld {
	return ld{"@type": "xsd:dateTime", "@value": r.Manifest.Hour.UTC().Format("2006-01-02T15:04:05Z")}
}

func uses(r *release.Release) []ld {
	var out []ld
	for _, s := range r.Sources {
		for k := range s.Receipts {
			out = append(out, ref(s.Receipts[k].URN()))
		}
	}
	return append(out, ref("#rules"))
}
