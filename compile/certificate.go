package compile

import (
	"byblik/catalog"
	"byblik/disclose"
	"byblik/release"
)

// attackTitles say in words what was tried.
var attackTitles = map[disclose.AttackID]catalog.Text{
	disclose.Announced:   {Da: "Tal, som reglerne ikke tillader", En: "Numbers that the announced rules do not allow"},
	disclose.Complements: {Da: "Totaler minus dele, trin for trin", En: "Totals minus parts, step by step"},
	disclose.Programs:    {Da: "Lineær programmering over alle udgivelser tilsammen", En: "Linear programming over all releases together"},
	disclose.Overlaps:    {Da: "Inddelinger lagt oven på hinanden", En: "Places laid over each other"},
	disclose.Groups:      {Da: "Grupper, hvor ingen eller alle er talt med", En: "Groups of which nobody or everybody is counted"},
	disclose.Vintages:    {Da: "Samme tal i flere udgivelser: kan støjen udjævnes?", En: "The same figure in several releases: can its noise be averaged?"},
	disclose.Twins:       {Da: "Samme personer under et andet navn", En: "The same persons under another name"},
	disclose.Inversion:   {Da: "Antal regnet ud af procenter", En: "Counts from percentages"},
	disclose.Sequence:    {Da: "Rækkefølger og rang", En: "Orders and ranks"},
	disclose.Classing:    {Da: "Klasser og deres grænser", En: "Classes and their limits"},
	disclose.Decisions:   {Da: "Afgørelser, der er truffet på urundede tal", En: "Decisions that were made on unrounded figures"},
	disclose.Derivations: {Da: "Ord, bånd og lister, som de beskyttede tal ikke giver", En: "Words, bands and lists that the protected figures do not give"},
	disclose.Averages:    {Da: "Gennemsnit: få personer, dominans", En: "Means: few persons, dominance"},
	disclose.Insiders:    {Da: "En, der ved, at han selv er talt med", En: "One who knows that he is counted"},
	disclose.ChannelGaps: {Da: "Andre tal i en anden fil", En: "Other numbers in another file"},
	disclose.Traces:      {Da: "Plantede personer, CPR-lignende numre, skjulte ark, metadata", En: "Planted persons, CPR-shaped numbers, hidden sheets, metadata"},
}

// CertificateOf says what an attack could find out, and what protection did.
// The attack was given the truth; the certificate says nothing that it would not
// say without. Of the fewest values left it tells no more than that they are as
// many as promised.
func CertificateOf(r *disclose.Report, t disclose.Tally) release.Certificate {
	c := release.Certificate{Releases: r.Releases, Cells: r.Cells, Shown: r.Shown, Suppressed: r.Suppressed, Withheld: t.Withheld, Secondary: t.Secondary, Exact: r.Exact, Narrowed: r.Narrowed,
		Narrowest: min(r.Narrowest, float64(disclose.Standard().Wide))}
	if r.Cells == 0 {
		c.Narrowest = 0 // nothing was protected
	}
	for _, t := range r.Tries {
		x := release.Attack{ID: string(t.Attack), Title: attackTitles[t.Attack], Tried: t.Tried, Found: t.Found}
		if t.Without != "" {
			x.Without = &catalog.Text{Da: "ikke relevant: der er ingen gennemsnit", En: "not applicable: " + t.Without}
		}
		c.Attacks = append(c.Attacks, x)
	}
	return c
}
