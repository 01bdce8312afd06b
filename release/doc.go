// Package release is the format of a public release: one folder, immutable and
// content-hashed, made only from protected figures. It is the only public
// interface of byblik, and the only thing that the public site reads.
//
// # The idea
//
// Everything that leaves the house leaves in a release. A release knows its
// places at several levels (small areas, districts, zones, the designated
// areas together, the rest of the city, the city), its indicators with their
// words in Danish and English, one table of protected figures per indicator
// and level, the result of the screening, the State's lists as the public may
// see them, the borders, and for each figure how it was born. Whoever has the
// folder needs nothing else: no register, no key, no network.
//
// Encode writes a release as files, the same bytes for the same release; Open
// reads them back from an fs.FS and refuses a folder of which one byte
// differs from its manifest. The files are described in
// docs/release-format.md. What other formats carry is made from these files by
// package publish and lies beside them in the folder formats/.
//
// # Figures have names
//
// A figure is named for good: indicator.level.place.period, such as
// minby-low-income.area.017.2025; the counts behind it end in .numerator and
// .denominator. With the id of a release in front, minby-2025-1/…, it means
// that release's figure for ever.
package release
