package minby

import "math/rand/v2"

// purpose keeps the random streams of the town apart, so that a further draw
// in one of them moves nothing in another.
type purpose uint64

const (
	forTrace      purpose = iota + 1 // bends of a line of the plan
	forCut                           // where a quarter is cut into areas
	forSize                          // how populous an area may become
	forWeather                       // the smooth part of the need
	forNeed                          // the area's own part of the need
	forPeople                        // residents and their ages
	forCounts                        // who of them is counted
	forSurvey                        // who is asked and what they answer
	forHomes                         // dwellings
	forShape                         // outlines of housing areas
	forLists                         // who counts for the State's lists
	forStreets                       // streets, houses and dwellings of the register
	forHouseholds                    // who lives together in the first year
	forPassing                       // births and deaths
	forMoving                        // who moves, and where to
	forLives                         // education, work, income and health
	forAnswers                       // who answers about safety
)

// stream gives the random numbers of one thing for one purpose.
func stream(seed uint64, p purpose, i, j int) *rand.Rand {
	return rand.New(rand.NewPCG(seed, uint64(p)<<56^uint64(i+1)<<24^uint64(j+1))) //nolint:gosec // an invented town, not a secret
}

// normal is close to a standard normal number, from sums alone: twelve
// uniform numbers, less six.
func normal(r *rand.Rand) float64 {
	sum := -6.0
	for range 12 {
		sum += r.Float64()
	}
	return sum
}

// grow is close to e to the power x for small x. Unlike the library's
// function it takes the same steps on every processor.
func grow(x float64) float64 {
	y := 1 + x/1024
	for range 10 {
		y *= y
	}
	return y
}

// around is a whole number near x: x rounded down, or up with the chance that
// its fraction says.
func around(r *rand.Rand, x float64) int {
	n := int(x)
	if r.Float64() < x-float64(n) {
		n++
	}
	return n
}
