// Package minby makes an invented town, Minby, from a seed: areas and their
// borders, people and their conditions of life over eight years, motorway and
// railway, housing areas and the lists they stand on. It exists so that the
// whole way from a publisher's files to proposed zones can be shown, tried and
// tested without figures about any real person or place.
//
// # The idea
//
// Minby delivers like a real publisher: Files gives GeoJSON and
// semicolon-separated tables with decimal commas, and the ordinary sources,
// indicators and rule set of the catalog (minby-…) read them. Nothing knows
// that the town is invented except what the files and definitions say
// themselves.
//
// The plan is drawn by hand and is the same for every seed: a coast to the
// east, a harbour with docks that divides the town, a motorway and a railway
// that cross, ten districts. The quarters between these lines are cut in two,
// again and again, until there are 400 areas. All faces share their points, so
// the areas cover the land without gaps or overlaps, to the last digit.
//
// On the land lies a need: hills in the estates at the edge, in the old
// working quarter by the harbour and beside motorway and railway, hollows
// along the shores, a smooth field of chance, and a little that each area has
// to itself. Every criterion is the same need seen through its own noise, and
// every count is drawn person by person. One estate gets better over the
// years, one gets worse; a few areas play a role that a town has to show,
// such as a churchyard among flagged areas or a figure that is withheld.
//
// For the public site there are house doors (AddressesFile, as Denmark's
// address register gives them), a map for orientation (ContextFile),
// playgrounds and interventions. A district is the union of its areas.
//
// # The State's lists
//
// Fourteen housing areas have figures of 2009–2025 in the files from which the
// State's lists are made (ListAreasFile, ReferencesFile, ImportedFile): of the
// last year only residents and origin, as it is before 1 December. They are a
// part of the people of their small areas, drawn person by person round a
// course that a story sets, and drawn again until they stand on the story's
// side of every limit. Convictions, incomes, origin and the national averages
// are as invented as the rest; the region is called “Minby (opdigtet)”.
// Lists are those of 1 December, each under the rules of its time:
//
//	01 Tranevænget       ghettoområde three years in a row, 2018–2020; then udsat, 2022
//	                     indeterminate (labour printed 40.0 and 40.0 against > 40), since then
//	                     forebyggelse; kombineret udlejning indeterminate in 2021 and 2022 (≥ 40)
//	02 Stærevænget       forebyggelse by convictions: 2021, away two years, back in 2024, off in 2025
//	03 Kornvænget        ghettoområde and parallelsamfund 2013–2022, so omdannelse in 2021 and 2022;
//	                     leaves both in 2023 by origin and stays udsat; education printed 60.0
//	                     in 2021 is indeterminate and decides nothing
//	04 Rugløkken         parallelsamfund four years in a row, 2018–2021; in 2022 convictions lie
//	                     exactly at three times a printed average, so that udsat, parallelsamfund and
//	                     the fifth year of omdannelse are indeterminate; leaves in 2023 with 968 residents
//	05 Fiskernes Have    on in 2013, off under the rules of 2014, on under those of 2018 (convictions
//	                     below 2.7 per cent, above three times the average); four years; then
//	                     forebyggelse until 2024, when 999 residents are left
//	06 Sejlmagergangen   six years in a row until 2018, 999 residents in 2019, exactly 1,000 in
//	                     2020: back for two years, and no omdannelse in 2021 since the row was broken
//	07 Vejkærgård        enters forebyggelse in 2025 although convictions of 2023 are missing;
//	                     in 2024 the same gap leaves the list missing
//	08 Nordstjernehaven  enters forebyggelse in 2024; in 2023 origin printed 30.0 is indeterminate
//	09 Banevænget        ghettoområde 2014–2017 only because unknown education counts; udsat in
//	                     2018 and 2019; then kombineret udlejning alone
//	10 Åbrinkhaven       gets better: ghettoområde until 2017 without the criterion of origin, udsat
//	                     until 2023 and never forebyggelse; labour exactly 40.0 in 2022 and 2023:
//	                     not above 40 for udsat, but at least 40 for kombineret udlejning of 2024
//	11 Digevænget        gets worse and enters forebyggelse in 2025
//	12 Fyrtårnshaven     enters forebyggelse in 2024 by income; labour and education printed only
//	13 Teglværkshaven    far from every limit; the year 2016 and labour of 2021 are missing, so that
//	                     parallelsamfund 2017, udsat 2018 and kombineret udlejning 2022 are missing
//	14 Kildehusene       meets forebyggelse but is newer than 2010, so it stands on no list
//
// Omdannelse of 2018–2020 is imported: 03 in all three years, 06 in 2018;
// of 07 and 13 nothing is known for 2018. No housing area has 5,000 residents.
// From 2023 on the lists are those of StateListFile, which has each area once
// a year under the heaviest of its lists.
//
// # The register
//
// Behind the table of figures stand persons. Register makes the town with its
// streets and dwellings, and Next takes it through the years: people grow
// older, die, are born, leave home, move within the town, out of it and in;
// nobody's education becomes lower, nobody comes back, a household lives in
// one dwelling. The table was there first: its counts per area and year are
// the margins, and what applied to somebody a year ago tends to apply again,
// so that every figure of the table is the exact count of the register, also
// where the file withholds it. Plain rules make the figures from the columns;
// ages are those of 1 January:
//
//	voksne_lav_indkomst               age ≥ 18, income_index < 75 (LowIncomeLimit)
//	kun_grundskole_30_59              age 30–59, education = 10
//	uden_arbejde_og_uddannelse_18_64  age 18–64, weekly_hours = 0, studying = 0, benefit neither 1 nor 2
//	unge_uden_ungdomsuddannelse       age 18–24, education = 10, studying = 0
//	boern_i_fattigdom                 age 0–17, family_income_index < 50 (PovertyLimit)
//	voksne_to_kroniske_sygdomme       age ≥ 18, chronic_diseases ≥ 2
//	under_uddannelse_18_64            age 18–64, studying ≠ 0
//	svar_tryghed, utrygge_om_aftenen  answers of the year; of them answer ≥ 4
//	boliger, almene_boliger           dwellings of the year; of them social = 1
//	boligareal_m2_pr_beboer           square_metres of the dwellings over residents
//
// Of the files of the State's lists the register carries residents, the ages
// that are denominators and the convicted of each housing area (2018–2024;
// where the story pins a denominator, that one excepted). Labour, education
// and income of housing areas do not follow from persons: their stories were
// drawn apart from the small areas and would contradict them. Origin is not in
// the register at all; it is the State's own input.
//
// The tables, as WriteRegister gives them (docs/data.md tells the
// codes): persons (person, birth_date, sex), person_years (person, year, age,
// household, address, arrival, education, studying, school, grade,
// weekly_hours, benefit, income, income_index, family_income,
// family_income_index, chronic_diseases, convicted), addresses (address,
// street, number, floor, door, postcode, place, lon, lat, area, block, social,
// housing_area, department), dwellings (address, year, square_metres, social),
// answers (person, year, answered, address, stratum, cluster, weight, answer).
//
// # The same bytes
//
// Each area, year and purpose has its own stream of random numbers, and only
// operations whose result the standard fixes are used (no exponential, no
// logarithm), so the same seed gives the same bytes.
//
// # Where it lies
//
// The coordinates put Minby into open water in the Kattegat (longitude
// 11.2–11.5, latitude 56.2–56.4), where nobody lives, so that no real place
// can be taken for it.
package minby
