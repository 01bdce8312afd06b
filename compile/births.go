package compile

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"byblik"
	"byblik/catalog"
	"byblik/disclose"
	"byblik/release"
)

// sources says where the figures come from: of each delivery what came, never
// a range or a total.
func (b *builder) sources() {
	for _, s := range b.Run.Sources {
		x := release.Source{ID: s.ID, Title: s.Title, Publisher: s.Publisher, Licence: s.Licence, Attribution: s.Attribution, Class: string(s.Class)}
		for i := range b.Run.Receipts {
			if r := &b.Run.Receipts[i]; r.Source == s.ID {
				came := release.Receipt{File: r.File, Rows: r.RowsRead, Used: r.RowsUsed}
				if s.Class != catalog.Public {
					came.Rows, came.Used = 0, 0 // persons, or cells of which a publisher may leave out the empty ones
				}
				file := b.delivered(s.ID, r.File, r.SHA256)
				came.SHA256, came.Seal = file.SHA256, file.Seal
				x.Receipts = append(x.Receipts, came)
			}
		}
		b.out.Sources = append(b.out.Sources, x)
	}
	slices.SortFunc(b.out.Sources, func(x, y release.Source) int { return cmp.Compare(x.ID, y.ID) })
}

// delivered names a file: that of a public source, and unit records, whose
// pseudonyms nobody can guess, by its SHA-256; tables of confidential counts by a
// seal.
func (b *builder) delivered(source, file, hash string) release.Delivered {
	if s := b.Run.Catalog.Sources[source]; s != nil && (s.Class == catalog.Public || len(s.Unit) > 0) {
		return release.Delivered{Source: source, File: file, SHA256: hash}
	}
	return release.Delivered{Source: source, File: file, Seal: b.Secret.Seal(hash)}
}

// births tells of each indicator and period how its figures were made.
func (b *builder) births() {
	for i := range b.out.Indicators {
		x := &b.out.Indicators[i]
		for _, t := range b.periods(x.ID) {
			b.out.Births = append(b.out.Births, release.Birth{Indicator: x.ID, Version: x.Version, Period: t.String(), Formula: formula(x), Columns: slices.Concat(x.Numerator, x.Denominator),
				Deliveries: b.deliveries(x, t), RuleSet: b.rules.ID, Protected: protectedBy(x), Interval: intervalBy(x, b.effect(x, t)), Effect: b.effect(x, t)})
		}
	}
}

// formula tells in words how a figure is made from what stands beside it.
func formula(x *release.Indicator) catalog.Text {
	switch {
	case x.Kind == release.Share && x.Per == 1:
		return catalog.Text{Da: "tæller / nævner", En: "numerator / denominator"}
	case x.Kind == release.Share && x.Per == 100:
		return catalog.Text{Da: "100 × tæller / nævner", En: "100 × numerator / denominator"}
	case x.Kind == release.Share:
		per := strconv.FormatFloat(x.Per, 'f', -1, 64)
		return catalog.Text{Da: strings.Replace(per, ".", ",", 1) + " × tæller / nævner", En: per + " × numerator / denominator"}
	case x.Kind == release.Count:
		return catalog.Text{Da: "antal", En: "count"}
	case isMean(x):
		return catalog.Text{Da: "sum af værdi × nævner over de små områder / nævner", En: "sum of value × denominator over the small areas / denominator"}
	}
	return catalog.Text{Da: "værdien som leveret; for større steder Σ værdi × beboere / Σ beboere over deres små områder", En: "value as delivered; of larger places Σ value × residents / Σ residents over their small areas"}
}

func protectedBy(x *release.Indicator) catalog.Text {
	switch {
	case x.Class == string(catalog.Public):
		return catalog.Text{Da: "Ingen: tallet er offentliggjort andetsteds.", En: "None: the figure is published elsewhere."}
	case x.Kind == release.Share:
		return catalog.Text{Da: "Tæller og nævner er beskyttet hver for sig: små tal er skjult, andre er tilfældigt afrundet til nærmeste 5. Tallet er beregnet af de beskyttede tal.",
			En: "Numerator and denominator are protected each on its own: small numbers are suppressed, others rounded at random to base 5. The figure is computed from the protected counts."}
	}
	if isMean(x) {
		r := disclose.Standard()
		return catalog.Text{Da: fmt.Sprintf("Vises kun, hvor antallet af personer vises, der er mindst %d, og ingen af dem bidrager så meget, at en anden kan regne bidraget ud (p%%-reglen, p = %v). Gennemsnittet er tilfældigt afrundet til et helt antal trin.", r.Means, r.P),
			En: fmt.Sprintf("Shown only where the number of persons is, there are at least %d of them, and none contributes so much that another could work it out (p%% rule, p = %v). The mean is rounded at random to a whole number of steps.", r.Means, r.P)}
	}
	return catalog.Text{Da: "Små tal er skjult, andre er tilfældigt afrundet til nærmeste 5.", En: "Small numbers are suppressed, others rounded at random to base 5."}
}

// intervalBy says how the 95 per cent interval of an indicator's figures is made.
func intervalBy(x *release.Indicator, effect float64) catalog.Text {
	rounded := x.Class != string(catalog.Public)
	switch {
	case x.Kind == release.Share && effect > 0:
		e := strconv.FormatFloat(effect, 'f', 1, 64)
		return catalog.Text{Da: "95 pct. Stikprøve: Wilsons interval med så mange svar, som stikprøvens plan er værd: antallet af svar delt med designeffekten " + strings.Replace(e, ".", ",", 1) + ". Dertil afrundingen af antallene.",
			En: "95 per cent. A sample: Wilson's interval of as many answers as the plan of the sample is worth, the number of answers over the design effect " + e + ". To that the rounding of the counts."}
	case x.Kind == release.Share && rounded:
		return catalog.Text{Da: "95 pct.: Wilsons interval for tilfældet i små antal, dertil afrundingen af antallene.", En: "95 per cent: Wilson's interval for chance in small numbers, to that the rounding of the counts."}
	case isMean(x):
		return catalog.Text{Da: "95 pct.: afrundingen alene. Alle personer er med; der er ingen stikprøve.", En: "95 per cent: the rounding alone. All persons are counted; there is no sample."}
	case x.Kind == release.Share:
		return catalog.Text{Da: "95 pct.: Wilsons interval for tilfældet i små antal.", En: "95 per cent: Wilson's interval for chance in small numbers."}
	}
	return catalog.Text{Da: "Intet.", En: "None."}
}

// deliveries are those that hold a column of the indicator in the period; in
// place of what was counted from persons the registers that it was counted
// from.
func (b *builder) deliveries(x *release.Indicator, t byblik.Period) []release.Delivered {
	def := b.Run.Catalog.Indicators[x.ID]
	used := append(columns(def), def.Base)
	if def.Sample != nil {
		used = append(used, def.Sample.Effect)
	}
	var out []release.Delivered
	for _, d := range b.Run.Deliveries {
		holds := slices.ContainsFunc(d.Columns, func(c byblik.Column) bool { return slices.Contains(used, d.Source+"/"+c.ID) })
		if !holds || !slices.ContainsFunc(d.Rows, func(r byblik.Row) bool { return r.Period == t || r.Period == byblik.Period{} }) {
			continue
		}
		if !slices.Contains(b.Tabulations, d.Receipt.File) {
			out = append(out, b.delivered(d.Source, d.Receipt.File, d.Receipt.SHA256))
			continue
		}
		for _, id := range b.Run.Catalog.Tabulations[d.Receipt.File].Sources() {
			for i := range b.Run.Receipts {
				if r := &b.Run.Receipts[i]; r.Source == id {
					out = append(out, b.delivered(r.Source, r.File, r.SHA256))
				}
			}
		}
	}
	slices.SortFunc(out, func(a, c release.Delivered) int {
		return cmp.Or(strings.Compare(a.Source, c.Source), strings.Compare(a.File, c.File))
	})
	return slices.Compact(out)
}
