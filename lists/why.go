package lists

import (
	"fmt"
	"slices"
	"strings"

	"byblik/catalog"
	"byblik/screen"
)

// Why says in one or a few sentences what decided a list, in a language. Terms
// of Danish law keep the Danish word beside the gloss.
func (s *Standing) Why(r *Result, l catalog.Lang) string {
	w, err := wordsIn(l)
	if err != nil {
		return ""
	}
	return s.why(w, r)
}

func (s *Standing) why(w words, r *Result) string {
	return upperFirst(r.Rule.Name.In(w.Language())) + " (" + r.Rule.Paragraph + "). " + s.because(w, r)
}

// because is the reason without the name of the list.
func (s *Standing) because(w words, r *Result) string {
	var out []string
	switch {
	case r.Suspended:
		out = append(out, w.T("why.suspended"))
	case r.NotKnown:
		out = append(out, w.T("why.notknown"))
	case r.Imported:
		out = append(out, w.T("why.imported"))
	case r.Row != nil:
		out = append(out, w.row(r)...)
	default:
		out = append(out, s.whyCounted(w, r)...)
	}
	if r.Dropped {
		out = append(out, w.T("why.dropped"))
	}
	if sticky(r.Rule) && s.PlanSince > 0 {
		out = append(out, w.T("why.plan", "year", s.PlanSince))
	}
	return strings.Join(append(out, s.whyPublished(w, r)...), " ")
}

func upperFirst(s string) string {
	for i, c := range s {
		return strings.ToUpper(string(c)) + s[i+len(string(c)):]
	}
	return s
}

// whyCounted names the obstacle that decides, or what was met.
func (s *Standing) whyCounted(w words, r *Result) []string {
	var out []string
	if !r.Base {
		return []string{w.T("why.base")}
	}
	if r.Residents.Met != screen.Yes {
		out = append(out, w.T("why.residents."+r.Residents.Met.String(), "limit", w.Number(r.Residents.Limit, 0), "year", s.Year))
		if r.Residents.Met == screen.No {
			return out
		}
	}
	byAnswer := map[screen.Answer][]string{}
	for _, f := range r.Counted {
		byAnswer[f.Met] = append(byAnswer[f.Met], w.criterion(f.Criterion))
	}
	names := ""
	if met := byAnswer[screen.Yes]; len(met) > 0 {
		names = w.T("why.counted.names", "names", strings.Join(met, ", "))
	}
	switch {
	case len(r.Counted) != 1:
		out = append(out, w.T("why.counted", "met", len(byAnswer[screen.Yes]), "n", len(r.Counted), "m", r.Rule.AtLeast, "names", names))
	case r.Counted[0].Met.Known():
		out = append(out, w.T("why.one."+r.Counted[0].Met.String(), "name", w.criterion(r.Counted[0].Criterion)))
	}
	if !screen.AtLeast(r.Rule.AtLeast, answers(r.Counted)...).Known() {
		for _, a := range []screen.Answer{screen.Indeterminate, screen.Absent} {
			if open := byAnswer[a]; len(open) > 0 {
				out = append(out, w.T("why.open."+a.String(), "names", strings.Join(open, ", ")))
			}
		}
	}
	for _, f := range r.Required {
		out = append(out, w.T("why.required."+f.Met.String(), "name", upperFirst(w.criterion(f.Criterion)), "comparator", w.T("comparator."+f.Comparator), "limit", w.limit(f.Limit)))
	}
	return out
}

// row says how many years ran unbroken and which years broke the row or leave
// it open.
func (w words) row(r *Result) []string {
	out := []string{w.Count("why.row", r.Row.Running, "year", r.Row.Years[0].Year, "needed", len(r.Row.Years))}
	for _, a := range []screen.Answer{screen.No, screen.Absent, screen.Indeterminate} {
		var years []string
		for _, y := range r.Row.Years {
			if y.On == a {
				years = append(years, fmt.Sprint(y.Year))
			}
		}
		if len(years) > 0 {
			slices.Sort(years)
			out = append(out, w.T("why.row."+a.String(), "years", catalog.Enumerate(years, w.T("and"))))
		}
	}
	return out
}

// highest is the strictest list that an area is on, of those that contain one
// another; nil if it is on none.
func (s *Standing) highest() *Result {
	for _, id := range []ListID{TransformationArea, ParallelSociety, VulnerableHousingArea, PreventionArea} {
		if r := s.Result(id); r != nil && r.On == screen.Yes {
			return r
		}
	}
	return nil
}

// whyPublished says as what an area that is on several lists is published.
func (s *Standing) whyPublished(w words, r *Result) []string {
	top := s.highest()
	if r.On != screen.Yes || top == nil || r.List == top.List || r.List == CombinedLetting {
		return nil
	}
	key := "why.publishedas"
	if r.List == PreventionArea {
		key = "why.published.udsat"
	}
	return []string{w.T(key, "name", top.Rule.Name.In(w.Language()))}
}
