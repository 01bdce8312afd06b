package stress

import (
	"runtime"
	"sync"
	"sync/atomic"
)

// share hands the jobs 0..n−1 out to workers (0 = one per core). start is
// called once by each worker and gives what it does with a job, with memory of
// its own. A job may write only what belongs to it, so that the result is the
// same for any number of workers.
func share(n, workers int, start func(worker int) func(job int)) {
	if workers <= 0 {
		workers = runtime.GOMAXPROCS(0)
	}
	workers = max(1, min(workers, n))
	var next atomic.Int64
	var wg sync.WaitGroup
	for w := range workers {
		wg.Go(func() {
			do := start(w)
			for job := int(next.Add(1)) - 1; job < n; job = int(next.Add(1)) - 1 {
				do(job)
			}
		})
	}
	wg.Wait()
}
