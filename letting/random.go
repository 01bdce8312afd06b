package letting

import (
	"hash/fnv"
	"math"
)

// What a number of chance is for; each purpose has its own stream, so that one
// draw more in one moves nothing in another.
const (
	forLetting = iota + 1 // whether a letting brings a person more
	forLeaving            // how many of a criterion move out
	forStaying            // what happens to those who stay
	forProfile            // how far the assumed profiles are off
	forNation             // the national figure
)

// mix turns a number into one that looks random (splitmix64).
func mix(x uint64) uint64 {
	x += 0x9e3779b97f4a7c15
	x = (x ^ x>>30) * 0xbf58476d1ce4e5b9
	x = (x ^ x>>27) * 0x94d049bb133111eb
	return x ^ x>>31
}

// unit is a number above 0 and below 1 from a hash.
func unit(x uint64) float64 { return (float64(x>>11) + 0.5) / (1 << 53) }

// normal is a standard normal number from a hash, by the inverse of its
// distribution.
func normal(x uint64) float64 { return math.Sqrt2 * math.Erfinv(2*unit(x)-1) }

// stream begins the numbers of one area (or the nation, "") and run.
func stream(seed uint64, area string, run int) uint64 {
	h := fnv.New64a()
	_, _ = h.Write([]byte(area))
	return mix(mix(seed^h.Sum64()) + uint64(run)*0xd1342543de82ef95)
}

// at is the hash of one number of a stream.
func at(stream uint64, purpose, year, criterion, letting int) uint64 {
	return mix(stream ^ uint64(purpose)<<58 ^ uint64(year)<<44 ^ uint64(criterion)<<40 ^ uint64(letting))
}
