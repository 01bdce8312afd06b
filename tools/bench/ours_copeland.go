package main

import (
	"fmt"
	"time"

	"byblik/screen"
)

// domainChecksum is Σ score·(i%97+1), computed by peers/copeland_numpy.py.
const domainChecksum = -131517736

func copelandDomains(b bench) (result, error) {
	x, err := b.columns("domains.csv.gz", 1)
	if err != nil {
		return result{}, err
	}
	weight := []float64{.225, .225, .135, .135, .093, .093, .094}
	start := clock()
	score, err := screen.Copeland(x[:7], weight, 0)
	seconds := time.Since(start).Seconds()
	if err != nil {
		return result{}, err
	}
	var h held
	checksum := 0.0
	for i, s := range score {
		checksum += s * float64(i%97+1)
	}
	h.near("checksum", checksum, domainChecksum, 0)
	return result{seconds, h.faults}, nil
}

func copelandIndicators(b bench) (result, error) {
	in, err := b.indicators()
	if err != nil {
		return result{}, err
	}
	weight := make([]float64, len(in.x))
	for j, w := range in.weight {
		weight[j] = w * in.domainWeight[in.domain[j]]
		if in.lower[j] {
			for i, v := range in.x[j] {
				in.x[j][i] = -v
			}
		}
	}
	start := clock()
	score, err := screen.Copeland(in.x, weight, 0)
	seconds := time.Since(start).Seconds()
	if err != nil {
		return result{}, err
	}
	var h held
	if s := sum(score); s != 0 {
		h.faults = append(h.faults, fmt.Sprintf("wins and losses differ by %g", s))
	}
	return result{seconds, h.faults}, nil
}
