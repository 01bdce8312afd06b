package forecast

// Band is what the public is told of a chance: no number, and no order.
type Band string

// The bands. What is far from the limit very likely stays as it is; what is
// close to it may turn either way. Neither says on which side an area lies:
// the list of today, which is public, says that.
const (
	FarFrom Band = "far_from_the_limit"
	CloseTo Band = "close_to_the_limit"
	NoBand  Band = "" // not shown
)

// closeFrom is the chance of the less likely side from which a limit is close.
const closeFrom = 0.10

// BandOf gives the band of a chance; what is unsettled counts as the less
// likely side.
func BandOf(yes, unsettled float64) Band {
	if min(yes, 1-yes-unsettled)+unsettled >= closeFrom {
		return CloseTo
	}
	return FarFrom
}
