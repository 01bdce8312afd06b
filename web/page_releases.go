package web

// releasesView is the calendar of releases and the log of corrections.
type releasesView struct {
	Releases []releaseRow
	Changes  []changeRow
	More     int // further changed figures, in the CSV
	Reason   string
}

// releaseRow is one public release.
type releaseRow struct {
	Name, Href, Hour, Period, Reason, Run string
	Newest                                bool
}

// changeRow is a figure that differs from the release that was replaced.
type changeRow struct {
	Figure, Href, Before, After string
}

// releaseJSON is a release in the calendar.
type releaseJSON struct {
	Release  string `json:"release"`
	Hour     string `json:"hour"`
	Period   string `json:"period"`
	Replaces string `json:"replaces,omitempty"`
	Hash     string `json:"hash"`
	Run      string `json:"run"`
}

const shownChanges = 50

// releasesPage lists the public releases, the newest first, and what was
// corrected in this one. What is not public yet is not there.
func releasesPage(r *request) (*answer, error) {
	v := &releasesView{}
	rows := []releaseJSON{}
	t := &sheet{head: []string{"release", "hour", "period", "replaces", "hash", "run"}}
	visible := r.shelf
	for k := len(visible) - 1; k >= 0; k-- {
		o := visible[k]
		other := *r
		other.view, other.fixed = o.view, true
		m := o.Manifest
		row := releaseRow{Name: other.ReleaseName(), Href: other.Link("front"), Hour: r.openedAt(o.view), Period: r.period(m.Period), Run: m.PublicRun, Newest: k == len(visible)-1}
		if m.Reason != nil {
			row.Reason = r.in(*m.Reason)
		}
		v.Releases = append(v.Releases, row)
		j := releaseJSON{m.ID, o.opened.UTC().Format("2006-01-02T15:04:05Z"), m.Period.String(), m.Replaces, o.Hash, m.PublicRun}
		rows = append(rows, j)
		t.add(j.Release, j.Hour, j.Period, j.Replaces, j.Hash, j.Run)
	}
	for _, c := range r.Changes {
		if len(v.Changes) == shownChanges {
			v.More = len(r.Changes) - shownChanges
			break
		}
		decimals := 0
		if ind := r.Indicator(c.Figure.Indicator); ind != nil && c.Figure.Part == "" {
			decimals = ind.Decimals
		}
		v.Changes = append(v.Changes, changeRow{c.Figure.String(), r.figureHref(c.Figure), r.cellText(c.Before, decimals), r.cellText(c.After, decimals)})
	}
	return &answer{title: r.say("releases.title"), about: r.say("releases.about"), page: v, json: rows, csv: t}, nil
}
