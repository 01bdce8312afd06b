// Package designate turns the findings of a screening into proposed zones
// (udsatte byområder) that people can decide on.
//
// # The idea
//
// A screening flags single areas; a policy works in places. Propose joins
// flagged areas into zones by fixed rules, in this order:
//
//  1. Inside are the areas that are flagged and those that hold a housing area
//     on the State's lists.
//  2. An area that is not inside is enclosed, and comes inside, if areas
//     inside hold at least EnclosedShare of its outline, its score is above
//     EnclosedScore (or it has fewer than SmallArea residents, too few to be
//     screened), and it joins at least one area inside. This repeats until
//     nothing changes. Each round adds all that qualify. Since coming inside
//     only ever adds to the shares of others, the outcome is the same in
//     whatever order areas are looked at.
//  3. Areas inside that join one another, over at least MinBorder metres of
//     border that no barrier runs along, make one group.
//  4. A group below MinResidents is listed as too small. It is never padded
//     with areas that do not qualify. A group with a housing area on the
//     State's lists stands whatever its size, and a note says so.
//  5. A group above MaxResidents is split, by the first of these that parts
//     it: barriers (bridges and borders that mostly follow a barrier are
//     undone), districts, then likeness (SKATER, spatial.Skater; parts of at
//     least a quarter of MaxResidents if that can be had). Parts below
//     MinResidents go back to the neighbour with the longest open border,
//     rather one that stays within MaxResidents. What cannot be split is kept
//     whole, and a note says so.
//
// For rule 2 every area inside counts, not only those of one group: to live
// surrounded by disadvantaged areas is one and the same whether these hang
// together yet or not, an area between two groups is what joins them, and
// only so is the outcome independent of order. The share is taken of all
// border, barriers included, since enclosure is a matter of surroundings;
// membership still needs an open border. A flagged area that ends up in a
// group too small still counts as surroundings, since it is disadvantaged.
// Enclosed areas count towards MinResidents: they are in by their own rule,
// not to make up a size.
//
// # Permanent names
//
// A zone inherits the id of the previous zone with which it shares the most
// residents, each id at most once. A zone without such a predecessor gets
// city-year-code, where code is that of its most disadvantaged area (highest
// score, then lowest code); if that id was ever given, a number follows.
//
// All areas are worked on in the order of their codes and all sums are taken
// in that order, so the order of the input changes nothing.
package designate
