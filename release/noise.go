package release

import (
	"fmt"
	"strings"

	"byblik"
)

// Drawn are the keys by which the counts of one column in one period were
// rounded, one for each small area in the order of the level, masked under the
// key of the noise. A later release that corrects a count reads them, so that the
// count is not drawn anew. Nobody else can tell anything from them.
type Drawn struct {
	Column string // source/column
	Period byblik.Period
	Masked []uint64
}

var noiseHead = []string{"column", "period", "keys"}

// Letters stand for four bits each, so that no key looks like a number.
const letters, hexDigits = "abcdefghijklmnop", "0123456789abcdef"

// encodeNoise writes a key in sixteen letters.
func encodeNoise(list []Drawn) []byte {
	s := newSheet(noiseHead...)
	for _, x := range list {
		var keys strings.Builder
		for _, k := range x.Masked {
			for _, c := range fmt.Sprintf("%016x", k) {
				keys.WriteByte(letters[strings.IndexRune(hexDigits, c)])
			}
		}
		s.row(x.Column, x.Period.String(), keys.String())
	}
	return s.bytes()
}

func (r *Release) decodeNoise(text []byte) error {
	in, areas := readSheet(noisePath, text, noiseHead...), r.Level(AreaLevel)
	return in.each(func(c []string) {
		if areas == nil || len(c[2]) != 16*len(areas.Places) {
			in.bad("keys", fmt.Sprintf("%d letters", len(c[2])), "sixteen for each small area")
			return
		}
		x := Drawn{Column: c[0], Period: in.period(c[1]), Masked: make([]uint64, len(areas.Places))}
		for i, l := range []byte(c[2]) {
			k := strings.IndexByte(letters, l)
			if k < 0 {
				in.bad("keys", string(rune(l)), "letters from a to p")
				return
			}
			x.Masked[i/16] = x.Masked[i/16]<<4 | uint64(k)
		}
		r.Noise = append(r.Noise, x)
	})
}
