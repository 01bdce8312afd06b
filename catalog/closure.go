package catalog

import (
	"maps"
	"slices"
	"strings"
	"testing/fstest"

	"byblik"
)

// Closure gives the files of a rule set and of every definition it leads to,
// by a name such as sources/town.yaml. Loading them alone gives the same
// rule set, so a recipe that holds them can be run again anywhere.
func (c *Catalog) Closure(ruleSet string) map[string][]byte {
	files := map[string][]byte{}
	c.follow(ruleSetDoc, ruleSet, files)
	return files
}

// SourceClosure gives the files of sources and of what stands in them, as
// Closure does.
func (c *Catalog) SourceClosure(ids ...string) map[string][]byte {
	files := map[string][]byte{}
	for _, id := range ids {
		c.follow(sourceDoc, id, files)
	}
	return files
}

// follow adds a definition's file and, because a file may hold several
// definitions, all that they refer to.
func (c *Catalog) follow(kind, id string, files map[string][]byte) {
	doc := c.docs[kind+"/"+id]
	if doc == nil {
		return
	}
	first, _ := child(doc.roots[0], "id")
	if first == nil {
		return
	}
	name := kind + "/" + first.Value + ".yaml"
	if _, done := files[name]; done {
		return
	}
	files[name] = doc.text
	for _, root := range doc.roots {
		n, _ := child(root, "id")
		if n == nil {
			continue
		}
		switch kind {
		case ruleSetDoc:
			c.followRuleSet(c.RuleSets[n.Value], files)
		case indicatorDoc:
			for _, ref := range c.Indicators[byblik.IndicatorID(n.Value)].columns() {
				source, _, _ := strings.Cut(ref, "/")
				c.follow(sourceDoc, source, files)
				c.follow(tabulationDoc, source, files)
			}
		case publicationDoc:
			c.followPublication(c.Publications[n.Value], files)
		case tabulationDoc:
			for _, source := range append(c.Tabulations[n.Value].Sources(), c.Tabulations[n.Value].Source) {
				c.follow(sourceDoc, source, files)
			}
		}
	}
}

// PublicationClosure gives the files of a publication plan, of its rule set and
// of every definition they lead to, as Closure does, with the tabulations that
// can make their tables from registers.
func (c *Catalog) PublicationClosure(plan string) map[string][]byte {
	files := map[string][]byte{}
	c.follow(publicationDoc, plan, files)
	return files
}

func (c *Catalog) followPublication(p *Publication, files map[string][]byte) {
	c.follow(ruleSetDoc, p.RuleSet, files)
	for _, x := range p.Indicators {
		c.follow(indicatorDoc, string(x.Indicator), files)
	}
	for _, x := range p.Shown.list() {
		c.follow(sourceDoc, x[1], files)
	}
	for _, id := range slices.Sorted(maps.Keys(c.Tabulations)) {
		if _, read := files[sourceDoc+"/"+c.Tabulations[id].Source+".yaml"]; read && c.Tabulations[id].Source != "" {
			c.follow(tabulationDoc, id, files)
		}
	}
}

func (c *Catalog) followRuleSet(r *RuleSet, files map[string][]byte) {
	for _, id := range r.SourceIDs() {
		c.follow(sourceDoc, id, files)
	}
	for _, id := range r.Indicators() {
		c.follow(indicatorDoc, string(id), files)
	}
}

// columns lists the column references of an indicator.
func (d *Indicator) columns() []string {
	refs := slices.Concat(d.Numerator, d.Denominator)
	for _, ref := range []string{d.Value, d.Base} {
		if ref != "" {
			refs = append(refs, ref)
		}
	}
	if d.Sample != nil && d.Sample.Effect != "" {
		refs = append(refs, d.Sample.Effect)
	}
	return refs
}

// Tabulated lists the tabulations that fill no source and that indicators read
// under their own ids, sorted.
func (c *Catalog) Tabulated(indicators []*Indicator) []string {
	var ids []string
	for _, d := range indicators {
		for _, ref := range d.columns() {
			id, _, _ := strings.Cut(ref, "/")
			if t := c.Tabulations[id]; t != nil && t.Source == "" && !slices.Contains(ids, id) {
				ids = append(ids, id)
			}
		}
	}
	slices.Sort(ids)
	return ids
}

// SourceIDs lists every source that a rule set reads, each once: tables, the
// polygons, barriers and State lists.
func (r *RuleSet) SourceIDs() []string {
	var ids []string
	for _, id := range slices.Concat(r.Areas.Sources, []string{r.Areas.Geography, r.Areas.Barriers, r.Areas.StateLists}) {
		if id != "" && !slices.Contains(ids, id) {
			ids = append(ids, id)
		}
	}
	return ids
}

// LoadTexts reads the definitions that a recipe or a release carries, by names as
// Closure gives them.
func LoadTexts[T ~string | ~[]byte](texts map[string]T) (*Catalog, error) {
	files := fstest.MapFS{}
	for name, text := range texts {
		files[name] = &fstest.MapFile{Data: []byte(text)}
	}
	return Load(files)
}
