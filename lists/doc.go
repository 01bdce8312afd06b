// Package lists says, for every housing area (boligområde) and every year,
// what the State's lists of 1 December make of it: udsat boligområde,
// parallelsamfund, omdannelsesområde, forebyggelsesområde and kombineret
// udlejning (almenboligloven §§ 61 a and 61 b, and their forerunners since
// 2010). The rules are data, rule sets of kind state in the catalog; this
// package holds the arithmetic that they name.
//
// The way in, from the widest to the narrowest:
//
//	Read(tables) (*Delivery, error)           the folder's tables, checked strictly
//	NewBook(ruleSets, Options) (*Book, error) the rule set of every year, or one for all
//	Book.Screen(delivery, year) *Screening    every area, list and criterion of one list
//	Book.List(area, year, refs) []Result      one area in one year: what forecasts repeat
//	Result.On, .Why, .Findings, .Margin       answer, reason, criteria, persons to a flip
//	Files(screening, ...)                     tables and report of the internal folder
//
// Figures of a later year than is known are tried by giving Book.List a copy of
// the area: [HousingArea.With] replaces one year and leaves the rest.
//
// Five conventions hold throughout. Comparisons are exact: a figure is the
// decimal number it was written as, and a sum in floating point decides only
// where it cannot be wrong. A printed percentage v stands for every value in
// [v − half its last digit, v + half); where these lie on both sides of a limit
// the answer is indeterminate, never guessed. A figure nobody has is missing,
// and a list is missing only where that figure could change it. Margins are
// positive whole persons in the latest year's count. And what law and tables
// leave open is a reading: a parameter with a name, printed on every output.
package lists
