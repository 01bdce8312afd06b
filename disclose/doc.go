// Package disclose protects persons behind small numbers: it is the only way
// from a raw figure to one that the public may see, and the attacker that
// tries to go that way back.
//
// # The idea
//
// Every count passes three gates. Counts of fewer than five persons, and
// counts that leave fewer than five out of their denominator, are suppressed.
// The others are rounded at random to a multiple of five, up or down so that
// the mean is right. What then still lets somebody bound a count more closely
// than to five values is suppressed too, until nothing does.
//
// The chance of the rounding is drawn once and for all from the persons
// counted: u = HMAC-SHA-256(secret, key), where the key of a cell is the XOR
// of the keys of its records. So the same persons have the same value in every
// table, at every level and in every later release, and whoever collects
// copies collects the same copy. Other persons have other noise. A total is
// rounded on its own and never added up: it has its own persons, so its own
// key.
//
// Whatever else is shown, percentages, means, ranks, classes, trends, is
// computed from protected cells by functions that take nothing else (Share,
// Ranks, Class, …). They tell nothing that the cells did not tell.
//
// # What one published number says
//
// A published v says that the count lies in v−4 … v+4, at least 5, and that at
// least 5 of the denominator are left out. That is what the rules announce.
// Alone it leaves nine values, five where v = 5. Together with other numbers
// it may leave fewer. If children and adults make up the residents, and 15 and
// 55 of them stand beside 60 residents, then rounding went up twice and down
// once, as far as it goes: three values are left. No rule on one cell can see
// that. Therefore Protect attacks its own work and takes out the figure that
// costs least of those which the narrowing rests on, again and again, until
// every shown count keeps five values and every count of fewer than five keeps
// all that was announced, 0 to 4. The same input gives the same choice.
// Earlier releases take part: what they said cannot be taken back.
//
// # The attacker
//
// Attack knows what anybody knows: the rules, which places are unions of
// which, which counts are parts of which, all releases, and what others
// publish. It makes one system of linear inequalities of it. Propagation
// (each row in turn, until nothing moves) bounds each count. Linear programming
// then finds the exact bound for each piece that hangs together, with points
// on the way that prove most bounds without a program of their own. Bounds are
// rounded to whole persons at last. Beside the bounds it tries what has undone
// real releases: percentages with too many decimals, ranks and orders and
// classes from unrounded values, another noise in the next release, the same
// figure with other bytes in another file, planted persons, hidden sheets.
//
// What it does not know is the secret. A secret must have 16 bytes at least, be
// kept apart from all data and never change; who has it can undo the rounding.
//
// Sources: Hundepool et al., Handbook on Statistical Disclosure Control (2nd
// ed. 2024), ch. 4 and 5; Fraser & Wooton, A proposed method for confidentialising
// tabular output to protect against differencing (UNECE 2005), for keys of
// cells; Fellegi, On the question of statistical confidentiality (JASA 1972), for
// bounds by linear programming; Danmarks Statistik, Datafortrolighedspolitik.
package disclose
