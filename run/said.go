package run

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"byblik"
	"byblik/catalog"
	"byblik/designate"
)

// both writes one sentence in both languages with the same arguments.
func both(da, en string, args ...any) catalog.Text {
	return catalog.Text{Da: fmt.Sprintf(da, args...), En: fmt.Sprintf(en, args...)}
}

// said collects what every output of a screening repeats, most important
// first: what is invented, lacking, accepted, foreign to the city's own
// policy, and how the period was chosen.
func (in Input) said(a Arguments, t byblik.Period, more, decided []catalog.Text) []catalog.Text {
	var list []catalog.Text
	if in.Rules.Invented {
		list = append(list, both("Opdigtede data: %s findes ikke.", "Invented data: %s does not exist.", in.Rules.Place.En))
	}
	if in.Rules.Trial {
		list = append(list, both("En prøve af metoden: områderne er ingen udpegning.", "A trial of the method: the areas are no designation."))
	}
	list = append(list, more...)
	list = append(list, in.outsideValidity(t)...)
	for _, x := range a.Accepted {
		list = append(list, both("Accepteret undtagelse: %s – %s.", "Accepted exception: %s – %s.", x.Check, x.Reason))
	}
	for _, check := range in.Unmet {
		list = append(list, both("Undtagelsen %s var accepteret, men ingen fil havde brug for den.", "The exception %s was accepted, but no file needed it.", check))
	}
	switch n := len(in.LeftOut); {
	case n > 0 && in.Unexplained: // what was found there is a raw figure
		list = append(list, both("Tal, der er udeladt efter en accepteret undtagelse: %d.", "Figures left out under an accepted exception: %d.", n))
	case n > 0:
		list = append(list, both("Tal, der er udeladt efter en accepteret undtagelse: %d; det første: %s, %s.", "Figures left out under an accepted exception: %d; the first: %s, %s.", n, in.LeftOut[0].Area, in.LeftOut[0].Reason))
	}
	list = append(list, in.foreign()...)
	if a.Within != "" {
		where := both("myndigheden med koden %s", "the authority with the code %s", a.Within)
		if name := byblik.AuthorityName(in.Panel.Areas, a.Within); name != "" {
			where = both("%s (kode %s)", "%s (code %s)", name, a.Within)
		}
		list = append(list, catalog.Text{Da: "Kun områder i " + where.Da + " er med; byens tal og grænser gælder dem.",
			En: "Only areas in " + where.En + " take part; the city's figures and limits are theirs."})
	}
	list = append(list, in.absentSources()...)
	list = append(list, decided...)
	for i := range in.Rules.Criteria {
		if k := &in.Rules.Criteria[i]; k.Proxy != nil {
			list = append(list, catalog.Text{Da: k.Title.Da + ": " + k.Proxy.Da, En: k.Title.En + ": " + k.Proxy.En})
		}
	}
	return list
}

// outsideValidity says when a rule set is applied to a time for which it was
// not made.
func (in Input) outsideValidity(t byblik.Period) []catalog.Text {
	year := fmt.Sprintf("%04d", t.Year)
	from, to := in.Rules.Valid.From, in.Rules.Valid.To
	if t.Year == 0 || (from == "" || year >= from[:4]) && (to == "" || year <= to[:4]) {
		return nil
	}
	if to == "" {
		return []catalog.Text{both("Reglerne gælder fra %s; her bruges de på %s.", "The rules are valid from %s; here they are applied to %s.", from, t)}
	}
	return []catalog.Text{both("Reglerne gælder fra %s til %s; her bruges de på %s.", "The rules are valid from %s to %s; here they are applied to %s.", from, to, t)}
}

// foreign says which indicators of an index or a State list measure what a
// municipal rule set may not use.
func (in Input) foreign() []catalog.Text {
	var list []catalog.Text
	for _, d := range in.Catalog.Protected(in.Rules) {
		list = append(list, both("Udgiverens egen afgrænsning: %s rummer %s. En kommunal screening må ikke bruge det.",
			"As its publisher defines it: %s contains %s. A municipal screening may not use that.",
			d.Title.En, strings.Join(d.Protected, ", ")))
		list[len(list)-1].Da = strings.Replace(list[len(list)-1].Da, d.Title.En, d.Title.Da, 1)
	}
	return list
}

// absentSources says which optional deliveries are not there and what that
// means for the zones.
func (in Input) absentSources() []catalog.Text {
	var list []catalog.Text
	for _, src := range in.Absent {
		switch src.ID {
		case in.Rules.Areas.StateLists:
			list = append(list, both("Statens lister er ikke leveret (%s): boligområder på listerne er ikke taget med.",
				"The State's lists were not delivered (%s): housing areas on them are not included.", src.Files[0].Name))
		case in.Rules.Areas.Barriers:
			list = append(list, both("Barrierer er ikke leveret (%s): store veje og baner deler ingen områder.",
				"Barriers were not delivered (%s): big roads and railways part no areas.", src.Files[0].Name))
		}
	}
	return list
}

// noteTexts puts the notes of a proposal into words, one sentence per kind.
func noteTexts(notes []designate.Note) []catalog.Text {
	about := map[designate.NoteKind][]string{}
	var order []designate.NoteKind
	for _, n := range notes {
		if about[n.Kind] == nil {
			order = append(order, n.Kind)
		}
		about[n.Kind] = append(about[n.Kind], cmp.Or(n.Housing, n.Zone, codes(n.Areas)))
	}
	var list []catalog.Text
	for _, k := range order {
		names := strings.Join(about[k], ", ")
		list = append(list, catalog.Text{Da: fmt.Sprintf(noteText[k].Da, names), En: fmt.Sprintf(noteText[k].En, catalog.Glossed(catalog.En, names))})
	}
	return list
}

// AboveMax says whether what a screening repeats says of a zone that it is
// larger than one should be.
func AboveMax(said []catalog.Text, zone string) bool {
	before, after, _ := strings.Cut(noteText[designate.AboveMax].En, "%s")
	for _, s := range said {
		list, is := strings.CutPrefix(s.En, before)
		if list, ends := strings.CutSuffix(list, after); is && ends && slices.Contains(strings.Split(list, ", "), zone) {
			return true
		}
	}
	return false
}

var noteText = map[designate.NoteKind]catalog.Text{
	designate.SmallStateList:   {Da: "Mindre end et byområde ellers skal være, men med, fordi Statens liste nævner et boligområde: %s.", En: "Smaller than a zone must otherwise be, but included because the State's list names a housing area: %s."},
	designate.ListedNowhere:    {Da: "Boligområder på Statens liste, som ikke ligger i noget af områderne: %s.", En: "Housing areas on the State's list that lie in none of the areas: %s."},
	designate.SplitByBarrier:   {Da: "Delt ved store veje, baner eller vand, fordi gruppen var for stor: %s.", En: "Split at big roads, railways or water because the group was too large: %s."},
	designate.SplitByDistrict:  {Da: "Delt ved bydelsgrænser, fordi gruppen var for stor: %s.", En: "Split at district borders because the group was too large: %s."},
	designate.SplitByLikeness:  {Da: "Delt, hvor naboer ligner hinanden mindst (SKATER), fordi gruppen var for stor: %s.", En: "Split where neighbours are least alike (SKATER) because the group was too large: %s."},
	designate.AboveMax:         {Da: "Større end et byområde bør være, men kunne ikke deles: %s.", En: "Larger than a zone should be, but could not be split: %s."},
	designate.NoSuccessor:      {Da: "Tidligere byområder, der ikke lever videre i noget foreslået: %s.", En: "Earlier zones that live on in none that is proposed: %s."},
	designate.UnknownResidents: {Da: "Områder uden kendt indbyggertal tæller som tomme: %s.", En: "Areas whose residents are not known count as empty: %s."},
}

func codes(areas []byblik.AreaCode) string {
	names := make([]string, len(areas))
	for i, a := range areas {
		names[i] = a.Code
	}
	return strings.Join(names, ", ")
}
