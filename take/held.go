package take

import (
	"errors"

	"byblik"
	"byblik/cube"
)

// Named is a delivery as something that was made from it names it.
type Named struct{ Source, File, SHA256 string }

// Held looks for deliveries that were taken. Each is there, to the byte, or was
// deleted when its last day had passed; the latter are given, since nothing but
// their hashes can be checked. One that is not there and was not deleted in time is a fault.
func Held(d cube.Deliveries, named []Named) (gone []*cube.Kept, err error) {
	var faults []error
	for _, n := range named {
		fault := func(found, expected, do string) {
			faults = append(faults, &byblik.Error{Kind: byblik.Internal, File: n.File, Found: found, Expected: expected, Do: do})
		}
		k, err := d.Find(n.SHA256)
		switch {
		case err != nil:
			fault(err.Error(), "the receipt of a delivery", "take the file again into another --register")
		case k == nil || k.Receipt.SHA256 != n.SHA256 || k.Receipt.Source != n.Source:
			fault("no such delivery in --register", "the delivery with SHA-256 "+n.SHA256, "byblik take "+n.Source+" FILE")
		case k.Deleted != "" && k.Deleted <= k.DeleteAfter:
			fault("a delivery deleted on "+k.Deleted, "one that is held until "+k.DeleteAfter, "take it again into another --register")
		default:
			if k.Deleted != "" {
				gone = append(gone, k)
			}
			faults = append(faults, d.Check(k))
		}
	}
	return gone, errors.Join(faults...)
}
