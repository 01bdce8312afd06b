package run_test

import (
	"errors"
	"strings"
	"testing"

	"byblik"
	"byblik/run"
)

// An input that is gone or has other bytes is named with what the recipe says of
// it; one that holds is not.
func TestChangedInputsAreNamed(t *testing.T) {
	const ofA = "ca978112ca1bbdcafac231b39a23dc4da786eff8147c4e72b9807785afee48bb" // SHA-256 of "a", FIPS 180-4
	read := func(file string) ([]byte, error) {
		if file == "gone.csv" {
			return nil, errors.New("no such file")
		}
		return []byte(strings.TrimSuffix(file, ".csv")), nil
	}
	found := run.Changed([]run.InputFile{{File: "a.csv", SHA256: ofA}, {File: "b.csv", SHA256: ofA}, {File: "gone.csv", SHA256: ofA}}, read, run.IsHash)
	if len(found) != 2 {
		t.Fatalf("%v", found)
	}
	for i, want := range []string{"b.csv: found an input that changed, SHA-256 3e23e816", "gone.csv: found no such input; expected the file with SHA-256 " + ofA} {
		if byblik.KindOf(found[i]) != byblik.Internal || !strings.HasPrefix(found[i].Error(), want) {
			t.Errorf("%v\nwant %s", found[i], want)
		}
	}
	sealed := func(said, hash string) bool { return said == "sealed "+hash[:4] }
	if found := run.Changed([]run.InputFile{{File: "a.csv", SHA256: "sealed ca97"}}, read, sealed); len(found) != 0 {
		t.Errorf("a seal that holds: %v", found)
	}
}
