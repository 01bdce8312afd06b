package letting

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"regexp"
	"slices"

	"byblik"

	"go.yaml.in/yaml/v3"
)

// maxFile is the largest file of assumptions that is read, in bytes.
const maxFile = 1 << 20

var (
	idText   = regexp.MustCompile(`^[a-z][a-z0-9_-]{0,39}$`)
	codeText = regexp.MustCompile(`^[0-9A-Za-zÆØÅæøå._-]{1,40}$`)
	someText = regexp.MustCompile(`\S`)
)

// Read reads a file of assumptions. All faults are found before it returns;
// they come joined, each with file and line.
func Read(file string, text []byte) (*Assumptions, error) {
	if len(text) > maxFile {
		return nil, &byblik.Error{Kind: byblik.Usage, File: file, Found: "a file of more than 1 MB", Expected: "a file of assumptions", Do: "give another file"}
	}
	dec := yaml.NewDecoder(bytes.NewReader(text))
	var root, more yaml.Node
	if err := dec.Decode(&root); err != nil {
		return nil, &byblik.Error{Kind: byblik.Usage, File: file, Line: lineOf(err), Found: err.Error(), Expected: "a YAML file", Do: "correct it"}
	}
	if err := dec.Decode(&more); !errors.Is(err, io.EOF) {
		return nil, &byblik.Error{Kind: byblik.Usage, File: file, Line: more.Line, Found: "a second document", Expected: "one document", Do: "remove what follows ---"}
	}
	a := &Assumptions{File: file, Text: text}
	f := &form{file: file, lines: map[string]int{}}
	f.assumptions(root.Content[0], a)
	a.lines = f.lines
	if len(f.faults) == 0 {
		a.checkMeaning(f)
	}
	if len(f.faults) > 0 {
		return nil, errors.Join(f.faults...)
	}
	return a, nil
}

// lineOf finds the line that the YAML reader names in its message.
func lineOf(err error) int {
	line := 0
	if m := regexp.MustCompile(`line (\d+)`).FindStringSubmatch(err.Error()); m != nil {
		_, _ = fmt.Sscan(m[1], &line)
	}
	return line
}

// assumptions reads the whole. Groups and types come before what names them,
// whatever their order in the file.
func (f *form) assumptions(n *yaml.Node, a *Assumptions) {
	groups := func() []string {
		var ids []string
		for _, g := range a.Groups {
			ids = append(ids, g.ID)
		}
		return ids
	}
	types := func() []string {
		var ids []string
		for _, t := range a.Types {
			ids = append(ids, t.ID)
		}
		return ids
	}
	if !f.kind(n, "", yaml.MappingNode, "a mapping of names and values") {
		return
	}
	n = inOrder(n, "groups", "letting_types")
	f.object(n, "",
		need("id", f.word(&a.ID, idText)),
		need("title", f.text(&a.Title)),
		may("invented", f.truth(&a.Invented)),
		need("origin", f.choice((*string)(&a.Origin), string(OriginState), string(OriginDrop), string(OriginSuspend))),
		may("origin_of_those_who_move_in", f.share(&a.OriginIn)),
		need("age_shares", f.ageShares(&a.AgeShares)),
		need("groups", f.list(func(n *yaml.Node, at string) { a.Groups = append(a.Groups, f.group(n, at)) })),
		need("letting_types", f.list(func(n *yaml.Node, at string) { a.Types = append(a.Types, f.lettingType(n, at, groups)) })),
		need("those_who_move_out", f.ratios(&a.Leaving)),
		need("those_who_stay", f.drifts(&a.Staying)),
		need("national_convicted", f.drift(&a.Nation, 1)),
		need("profiles_may_be_off_by", f.number(&a.Uncertain, 0, 0.5, "a share (0.1 is a tenth)")),
		need("tried_from", f.whole(&a.TriedFrom, 2000, 2100)),
		need("default", func(n *yaml.Node, at string) { a.Default = f.area(n, at, false, types) }),
		may("areas", f.list(func(n *yaml.Node, at string) { a.Areas = append(a.Areas, f.area(n, at, true, types)) })),
		need("elsewhere", f.elsewhere(&a.Elsewhere, types)),
		need("goal", f.goal(&a.Goal, types)),
	)
}

// inOrder gives the mapping with the named fields in front.
func inOrder(n *yaml.Node, names ...string) *yaml.Node {
	out := *n
	var front, rest []*yaml.Node
	for _, name := range names {
		for i := 0; i+1 < len(n.Content); i += 2 {
			if n.Content[i].Value == name {
				front = append(front, n.Content[i], n.Content[i+1])
			}
		}
	}
	for i := 0; i+1 < len(n.Content); i += 2 {
		if !slices.Contains(names, n.Content[i].Value) {
			rest = append(rest, n.Content[i], n.Content[i+1])
		}
	}
	out.Content = append(front, rest...)
	return &out
}

func (f *form) ageShares(s *AgeShares) func(*yaml.Node, string) {
	return func(n *yaml.Node, at string) {
		f.object(n, at, need("from_18_to_64", f.share(&s.From18To64)), need("from_18", f.share(&s.From18)),
			need("from_30_to_59", f.share(&s.From30To59)), need("taxpayers", f.share(&s.Taxpayers)))
	}
}

func (f *form) group(n *yaml.Node, at string) Group {
	var g Group
	h := &g.Household
	persons := func(into *float64) func(*yaml.Node, string) {
		return f.number(into, 0, 12, "a mean number of persons")
	}
	f.object(n, at, need("id", f.word(&g.ID, idText)), need("name", f.text(&g.Name)),
		need("waiting", f.number(&g.Waiting, 0, 1e7, "a number of households")),
		need("arrivals", f.number(&g.Arrivals, 0, 1e7, "households a year")),
		need("give_up", f.share(&g.GiveUp)),
		need("household", func(n *yaml.Node, at string) {
			f.object(n, at, need("persons", persons(&h.Persons)), need("from_18_to_64", persons(&h.From18To64)),
				need("from_18", persons(&h.From18)), need("from_30_to_59", persons(&h.From30To59)), need("taxpayers", persons(&h.Taxpayers)))
		}),
		need("labour", f.share(&g.Labour)), need("convicted", f.share(&g.Convicted)), need("education", f.share(&g.Education)),
		need("income", f.number(&g.Income, 0, 1000, "a mean income in per cent of the region's")))
	return g
}

func (f *form) lettingType(n *yaml.Node, at string, groups func() []string) Type {
	var t Type
	f.object(n, at, need("id", f.word(&t.ID, idText)), need("name", f.text(&t.Name)),
		need("paragraph", f.word(&t.Paragraph, someText)), need("from", f.mix(&t.From, groups)))
	return t
}

func (f *form) ratios(r *Ratios) func(*yaml.Node, string) {
	return func(n *yaml.Node, at string) {
		var fields []field
		for c, name := range criterionNames {
			r[c] = 1
			fields = append(fields, may(name, f.number(&r[c], 0, 5, "a ratio (1 is like the area)")))
		}
		f.object(n, at, fields...)
	}
}

func (f *form) drifts(d *[criteria]Drift) func(*yaml.Node, string) {
	return func(n *yaml.Node, at string) {
		var fields []field
		for c, name := range criterionNames {
			fields = append(fields, may(name, f.drift(&d[c], 10)))
		}
		f.object(n, at, fields...)
	}
}

func (f *form) drift(d *Drift, most float64) func(*yaml.Node, string) {
	return func(n *yaml.Node, at string) {
		f.object(n, at, need("drift", f.number(&d.Drift, -most, most, "percentage points a year")),
			need("sd", f.number(&d.SD, 0, most, "percentage points")))
	}
}

func (f *form) area(n *yaml.Node, at string, named bool, types func() []string) AreaAssumption {
	a := AreaAssumption{at: at}
	with := map[bool]func(string, func(*yaml.Node, string)) field{true: may, false: need}[named]
	fields := []field{
		with("turnover", f.number(&a.Turnover, 0.001, 1, "a share of the homes")),
		with("residents_per_home", f.number(&a.ResidentsPerHome, 0.5, 10, "a mean number of residents")),
		with("today", f.mix(&a.Today, types)),
		may("tried", f.mix(&a.Tried, types)),
	}
	if named {
		fields = append(fields, need("area", f.word(&a.Area, codeText)), may("homes", f.number(&a.Homes, 1, 1e6, "a number of homes")))
	}
	f.object(n, at, fields...)
	return a
}

func (f *form) elsewhere(e *Elsewhere, types func() []string) func(*yaml.Node, string) {
	return func(n *yaml.Node, at string) {
		f.object(n, at, need("share", f.share(&e.Share)), need("lettings", f.whole(&e.Lettings, 0, 1_000_000)), need("today", f.mix(&e.Today, types)),
			need("to", f.list(func(n *yaml.Node, at string) {
				var r Receiver
				f.object(n, at, need("area", f.word(&r.Area, codeText)), need("weight", f.number(&r.Weight, 0, 1e6, "a weight")))
				e.To = append(e.To, r)
			})))
	}
}

func (f *form) goal(g *Goal, types func() []string) func(*yaml.Node, string) {
	return func(n *yaml.Node, at string) {
		measure, holds := "", ""
		f.object(n, at, need("measure", f.choice(&measure, "probability", "expectation")),
			may("probability", f.number(&g.Probability, 0.5, 0.999, "a probability")),
			need("holds", f.choice(&holds, "in_that_year", "every_year")),
			need("years", f.list(func(n *yaml.Node, at string) {
				y := 0
				f.whole(&y, 2000, 2100)(n, at)
				g.Years = append(g.Years, y)
			})),
			need("find", f.list(func(n *yaml.Node, at string) { f.search(n, at, g, types()) })))
		g.EveryYear = holds == "every_year"
		if (measure == "probability") != (g.Probability > 0) {
			f.fault(n, at, "measure "+measure, "a probability with measure probability, none with expectation", "correct one of the two")
		}
	}
}

func (f *form) search(n *yaml.Node, at string, g *Goal, types []string) {
	id, what := "", ""
	f.object(n, at, need("type", f.choice(&id, types...)), need("what", f.choice(&what, "fewest", "most")))
	g.Find = append(g.Find, Search{Type: max(0, slices.Index(types, id)), Most: what == "most"})
}
