package source

import (
	"math/rand/v2"
	"testing"

	"byblik"
	"byblik/spatial"
)

// What plainlyValid proves, the full check must confirm: random rings on a
// coarse grid, where points touch, repeat and line up all the time.
func TestPlainlyValidIsNeverWrong(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	proved := 0
	for range 200_000 {
		var ring byblik.Ring
		for range 3 + r.IntN(6) {
			ring = append(ring, byblik.Point{12 + float64(r.IntN(6))/10, 55 + float64(r.IntN(6))/10})
		}
		ring = append(ring, ring[0])
		m := byblik.MultiPolygon{{ring}}
		if !plainlyValid(m) {
			continue
		}
		proved++
		if f := spatial.Check(m); f != nil {
			t.Fatalf("%v passes although %v", ring, f)
		}
	}
	if proved < 5000 {
		t.Errorf("only %d rings were proved", proved)
	}
}
