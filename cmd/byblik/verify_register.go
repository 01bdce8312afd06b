package main

import (
	"fmt"
	"strings"

	"byblik"
	"byblik/catalog"
	"byblik/cube"
	"byblik/release"
	"byblik/take"
)

// registersOf gives the deliveries of unit records that a release was counted
// from, by source; none if it was made from tables alone.
func registersOf(r *release.Release, c *catalog.Catalog) map[string]release.Receipt {
	units := map[string]release.Receipt{}
	for _, s := range r.Sources {
		if def := c.Sources[s.ID]; def != nil && len(def.Unit) > 0 && len(s.Receipts) == 1 {
			units[s.ID] = s.Receipts[0]
		}
	}
	return units
}

// kept finds the registers of a release in the data folder, where data is not
// empty. Nil: it was made from tables alone.
func kept(r *release.Release, c *catalog.Catalog, data string, secret []byte) (*registers, error) {
	units := registersOf(r, c)
	switch {
	case len(units) == 0 && data == "":
		return nil, nil
	case len(units) == 0:
		return nil, &byblik.Error{Kind: byblik.Usage, Place: "--register", Found: "a release that was made from tables alone", Expected: "one that was counted from registers", Do: "leave out --register"}
	case data == "":
		return nil, &byblik.Error{Kind: byblik.Usage, Place: "--register", Found: "no data folder, and a release that was counted from registers", Expected: "the folder of byblik take that holds them", Do: "give --register DIR"}
	}
	out := &registers{data: data, secret: secret, hashes: map[string]string{}}
	for id, receipt := range units {
		out.hashes[id] = receipt.SHA256
	}
	return out, nil
}

// check holds the registers of a release against their receipts, and gives
// those that were deleted when their last day had passed, of which nothing but
// hashes can be checked.
func (r *registers) check(of *release.Release) (gone []*cube.Kept, err error) {
	if r == nil {
		return nil, nil
	}
	var named []take.Named
	for _, s := range of.Sources {
		if hash := r.hashes[s.ID]; hash != "" {
			named = append(named, take.Named{Source: s.ID, File: s.Receipts[0].File, SHA256: hash})
		}
	}
	return take.Held(r.deliveries(), named)
}

// hashesAlone is said of a release whose registers may no longer be held.
func hashesAlone(r *release.Release, inputs, registers int, gone []*cube.Kept) string {
	var b strings.Builder
	fmt.Fprintf(&b, "the hashes hold: %d files of the release, %d files that it was made from, %d registers of which %d are deleted\n", len(r.Manifest.Files)+1, inputs, registers, len(gone))
	for _, k := range gone {
		fmt.Fprintf(&b, "  %s of %s, sha256 %s, was deleted on %s: it might be held until %s\n", k.Receipt.File, k.Receipt.Source, k.Receipt.SHA256, k.Deleted, k.DeleteAfter)
	}
	b.WriteString("  NOT made again: without these records nobody can count the figures once more\n")
	return b.String()
}
