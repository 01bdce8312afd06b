package spatial

import (
	"runtime"
	"sync"
	"sync/atomic"
)

// inParallel calls f for 0..n−1, in blocks shared out among the workers
// (0 = one per core). f may write only what belongs to its own number, so
// that the result is the same for any number of workers.
func inParallel(n, workers int, f func(i int)) {
	const block = 64
	if workers <= 0 {
		workers = runtime.GOMAXPROCS(0)
	}
	if workers == 1 || n <= block {
		for i := range n {
			f(i)
		}
		return
	}
	var next atomic.Int64
	var wg sync.WaitGroup
	for range workers {
		wg.Go(func() {
			for {
				lo := int(next.Add(block)) - block
				if lo >= n {
					return
				}
				for i := lo; i < min(lo+block, n); i++ {
					f(i)
				}
			}
		})
	}
	wg.Wait()
}
