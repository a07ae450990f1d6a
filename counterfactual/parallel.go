package counterfactual

import (
	"context"
	"sync"
	"sync/atomic"

	"ikat/fault"
	"ikat/internal/cores"
)

// worthwhile is the number of elements below which a sweep is faster on one core.
const worthwhile = 200_000

// each calls f(0) … f(n−1), on all cores where elements are many.
func each(n, elements int, f func(i int)) {
	workers := min(cores.Count(), n)
	if elements < worthwhile || workers < 2 {
		for i := range n {
			f(i)
		}
		return
	}
	var next atomic.Int64
	var wg sync.WaitGroup
	for range workers {
		wg.Go(func() {
			for i := int(next.Add(1)) - 1; i < n; i = int(next.Add(1)) - 1 {
				f(i)
			}
		})
	}
	wg.Wait()
}

// canceled is ctx.Err as a fault.
func canceled(ctx context.Context) error {
	if err := ctx.Err(); err != nil {
		return &fault.Error{Kind: fault.Canceled, What: "stopped before the answer was ready", Err: err}
	}
	return nil
}
