package take

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"byblik"
	"byblik/cube"
)

// A delivery that something was made from is there to the byte, or was deleted
// when its last day had passed; everything else is a fault that is named.
func TestDeliveriesAreHeldOrWereDeletedInTime(t *testing.T) {
	x := newTaking(t, "persons")
	k, _, err := x.File(t.Context(), file(t, "persons.csv", "person,income\np1,100\n"))
	if err != nil {
		t.Fatal(err)
	}
	named := []Named{{Source: "persons", File: "persons.csv", SHA256: k.Receipt.SHA256}}
	look := func(want string, named ...Named) (gone []*cube.Kept) {
		t.Helper()
		gone, err := Held(x.Deliveries, named)
		if (err == nil) != (want == "") || err != nil && (byblik.KindOf(err) != byblik.Internal || !strings.HasPrefix(err.Error(), want)) {
			t.Errorf("got %v, want %q", err, want)
		}
		return gone
	}
	if gone := look("", named...); len(gone) != 0 {
		t.Errorf("%v are gone", gone)
	}
	look("other.csv: found no such delivery in --register", Named{Source: "persons", File: "other.csv", SHA256: strings.Repeat("1", 64)})
	look("persons.csv: found no such delivery in --register", Named{Source: "table", File: "persons.csv", SHA256: k.Receipt.SHA256})
	lock, err := x.Deliveries.Lock()
	if err != nil {
		t.Fatal(err)
	}
	_, err = x.Deliveries.Expire("2032-01-01")
	if err := lock.Close(); err != nil {
		t.Fatal(err)
	}
	if err != nil {
		t.Fatal(err)
	}
	if gone := look("", named...); len(gone) != 1 || gone[0].Receipt.SHA256 != k.Receipt.SHA256 {
		t.Errorf("%v are gone", gone)
	}
	receipt := filepath.Join(x.Deliveries.Dir, k.Receipt.SHA256, "receipt.json")
	text, err := os.ReadFile(receipt)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(receipt, bytes.Replace(text, []byte(`"Deleted": "2032`), []byte(`"Deleted": "2022`), 1), 0o600); err != nil {
		t.Fatal(err)
	}
	look("persons.csv: found a delivery deleted on 2022-01-01; expected one that is held until 2031-12-31", named...)
}
