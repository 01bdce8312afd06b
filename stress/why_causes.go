package stress

import "byblik/catalog"

var causeText = map[Cause]catalog.Text{
	NotScreened: {Da: "Her bor for få til, at området måles for sig. Derfor ændrer dets egne tal intet.",
		En: "Too few people live here for the area to be measured by itself. So its own figures change nothing."},
	UnknownResidents: {Da: "Det vides ikke, hvor mange der bor her. Derfor måles området ikke for sig, og dets egne tal ændrer intet.",
		En: "It is not known how many people live here. So the area is not measured by itself, and its own figures change nothing."},
	NoFigures: {Da: "Der er ingen tal for området.", En: "There are no figures for the area."},
	EarlierYears: {Da: "Årene før afgør det. Nye tal for det seneste år ændrer ikke markeringen.",
		En: "The years before decide. Other figures for the latest year do not change the flag."},
	TooMany: {Da: "Det ville kræve flere personer, end der er talt her.", En: "It would take more people than are counted here."},
	BeyondCity: {Da: "Det ville kræve et tal, som intet område i byen har.",
		En: "It would take a figure that no area in the city has."},
	SmallGroup: {Da: "Der bor for få i gruppen af naboer til et byområde. Antal beboere afgør det, ikke kriterierne.",
		En: "Too few people live in the group of neighbours to make an urban area. The number of residents decides, not the criteria."},
	Surrounded: {Da: "Området er med, fordi naboerne er det. Dets egne tal ændrer det ikke.",
		En: "The area is in because its neighbours are. Its own figures do not change that."},
	OnStateList: {Da: "Området er med, fordi et boligområde her står på Statens liste. Egne tal ændrer det ikke.",
		En: "The area is in because a housing area here is on the State's list. Its own figures do not change that."},
	NoZones:  {Da: "Reglerne laver ingen byområder.", En: "The rules make no urban areas."},
	NoCount:  {Da: "Tallet er ikke et antal personer, som vi har.", En: "The figure is not a number of people that we hold."},
	NoFigure: {Da: "Området har intet tal her.", En: "The area has no figure here."},
	NotInCount: {Da: "Tallet findes kun for større områder og tæller ikke med.",
		En: "The figure is known only for larger areas and does not count."},
	Treated: {Da: "Tallet bruges flere steder eller er behandlet. Det kan ikke ændres for sig.",
		En: "The figure is used in several places or has been treated. It cannot change by itself."},
}

// ofFlag says why nothing turns the flag where something does turn the place
// in an urban area, so that the two sentences do not contradict each other.
func (c Cause) ofFlag() catalog.Text {
	switch c {
	case TooMany:
		return both("At ændre markeringen ville kræve flere personer, end der er talt her.", "To change the flag would take more people than are counted here.")
	case BeyondCity:
		return both("At ændre markeringen ville kræve et tal, som intet område i byen har.", "To change the flag would take a figure that no area in the city has.")
	}
	return c.Text()
}
