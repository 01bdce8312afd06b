package compile

import (
	"fmt"

	"byblik/release"
)

// Summary tells in three lines, in English, what a release of some files holds
// and what an attack on it found.
func Summary(r *release.Release, files int) string {
	places, c := 0, r.Certificate
	for _, l := range r.Levels {
		places += len(l.Places)
	}
	return fmt.Sprintf("release %s: %d indicators, %d places, %d files, %d changed figures\n  counts %d, shown %d, suppressed %d (of them %d by the ladder of households, %d to protect others); attack: %d exact, %d narrowed\n  hash %s\n",
		r.Manifest.ID, len(r.Indicators), places, files, len(r.Changes), c.Cells, c.Shown, c.Suppressed, c.Withheld, c.Secondary, c.Exact, c.Narrowed, r.Hash)
}
