package main

import (
	"errors"
	"fmt"
	"strings"

	"byblik"
	"byblik/catalog"
	"byblik/cube"
	"byblik/release"
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
// hashes can be checked. One that is not there and was not deleted is a fault.
func (r *registers) check(of *release.Release) (gone []*cube.Kept, err error) {
	if r == nil {
		return nil, nil
	}
	var faults []error
	for _, s := range of.Sources {
		hash := r.hashes[s.ID]
		if hash == "" {
			continue
		}
		k, err := r.deliveries().Find(hash)
		switch {
		case err != nil:
			faults = append(faults, differs(s.Receipts[0].File, err.Error(), "the receipt of a delivery", "take the file again into another --register"))
		case k == nil || k.Receipt.SHA256 != hash || k.Receipt.Source != s.ID:
			faults = append(faults, differs(s.Receipts[0].File, "no such delivery in --register", "the delivery with SHA-256 "+hash, "byblik take "+s.ID+" FILE"))
		case k.Deleted != "" && k.Deleted <= k.DeleteAfter:
			faults = append(faults, differs(s.Receipts[0].File, "a delivery deleted on "+k.Deleted, "one that is held until "+k.DeleteAfter, "take it again into another --register"))
		default:
			if k.Deleted != "" {
				gone = append(gone, k)
			}
			faults = append(faults, r.deliveries().Check(k))
		}
	}
	return gone, errors.Join(faults...)
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
