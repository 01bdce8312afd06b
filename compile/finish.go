package compile

import (
	"errors"
	"fmt"
	"maps"
	"slices"

	"byblik"
	"byblik/catalog"
	"byblik/disclose"
	"byblik/release"
)

// Formats write a release for other programs, and read what was written as
// anybody may. They are those of package publish.
type Formats struct {
	Write    func(*release.Release) (map[string][]byte, error)
	Channels func(id string, files map[string][]byte) ([]disclose.Channel, error)
}

// Finished makes a release with all its files, by name: it protects, writes every
// format, attacks what came out together with the earlier releases, and seals it
// with the certificate of the attack. A release that gives something away is an
// error. Stage hears what is being done.
func Finished(in Input, f Formats, stage func(string)) (*release.Release, map[string][]byte, error) {
	stage("protect, screen again")
	made, err := Release(in)
	if err != nil {
		return nil, nil, err
	}
	r := made.Release
	stage("write all formats")
	files, err := release.Encode(r)
	if err != nil {
		return nil, nil, byblik.Fault(err, "")
	}
	formats, err := f.Write(r)
	if err != nil {
		return nil, nil, byblik.Fault(err, "")
	}
	maps.Copy(files, formats)
	stage("attack")
	all := append(slices.Clone(in.Earlier), r)
	report, err := PastOf(all, in.Run.Catalog, in.Plan).AttackNewest(files, f, made.Truth, made.Sums)
	if err != nil {
		return nil, nil, err
	}
	if err := RefuseBreach(report, "change the publication plan; nothing was written"); err != nil {
		return nil, nil, err
	}
	r.Certificate = CertificateOf(report, made.Tally)
	certified, err := release.Encode(r)
	if err != nil {
		return nil, nil, byblik.Fault(err, "")
	}
	maps.Copy(files, certified)
	if err := release.Seal(r, files); err != nil {
		return nil, nil, byblik.Fault(err, "")
	}
	return r, files, nil
}

// AttackNewest attacks the newest release, whose files are read as other
// programs read them, together with all earlier ones. Truth and sums may be nil.
func (p *Past) AttackNewest(files map[string][]byte, f Formats, truth map[disclose.Figure]byblik.Raw, sums map[disclose.Figure]disclose.Contributors) (*disclose.Report, error) {
	last := len(p.releases) - 1
	channels, err := f.Channels(p.releases[last].Manifest.ID, files)
	if err != nil {
		return nil, err
	}
	what := make([]Files, len(p.releases))
	what[last] = Files{Text: files, Channels: channels}
	return p.Attack(what, truth, sums)
}

// RefuseBreach turns what an attack found into an error that says what to do,
// with one line each for the first ten.
func RefuseBreach(r *disclose.Report, do string) error {
	if r.Holds() && r.Exact == 0 && r.Narrowed == 0 && r.Wrong == 0 {
		return nil
	}
	errs := []error{&byblik.Error{Kind: byblik.Withheld, Found: fmt.Sprintf("a release that gives something away: %d breaches, %d counts exact, %d narrowed, %d bounds that the truth lies outside of", len(r.Breaches), r.Exact, r.Narrowed, r.Wrong),
		Expected: "none", Do: do}}
	for _, b := range r.Breaches[:min(10, len(r.Breaches))] {
		errs = append(errs, &byblik.Error{Kind: byblik.Withheld, File: b.File, Place: string(b.Attack) + " " + b.Figure.String(), Found: b.What, Expected: "nothing of the kind"})
	}
	return errors.Join(errs...)
}

// DefinitionsOf reads the catalog that a release carries, and its plan.
func DefinitionsOf(r *release.Release) (*catalog.Catalog, *catalog.Publication, error) {
	c, err := catalog.LoadTexts(r.Definitions)
	if err != nil {
		return nil, nil, err
	}
	plan := c.PlanOf(r.Manifest.RuleSet, r.Manifest.Recipe.Within)
	if plan == nil || c.RuleSets[r.Manifest.RuleSet] == nil {
		return nil, nil, &byblik.Error{Kind: byblik.Invalid, File: r.Manifest.ID, Place: "definitions", Found: "no plan or rule set", Expected: "the definitions of " + r.Manifest.RuleSet, Do: "get the release again"}
	}
	return c, plan, nil
}
