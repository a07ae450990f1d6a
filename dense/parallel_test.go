package dense

import (
	"runtime"
	"sync"
	"sync/atomic"
	"testing"
)

// counts is a tasker that counts how often each task is done.
type counts []atomic.Int64

func (c counts) do(task int) { c[task].Add(1) }

// On one core helpers come when the caller has done all tasks and goes on to its next ones.
func TestEachTaskIsDoneOnce(t *testing.T) {
	for _, cores := range []int{1, 4} {
		defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(cores))
		var callers sync.WaitGroup
		for range 4 {
			callers.Go(func() {
				for round := range 20 * 200 { // a job that is given back too early is seen in few of them
					tasks := round % 200
					done := make(counts, tasks)
					parallel(3, tasks, done)
					for i := range done {
						if n := done[i].Load(); n != 1 {
							t.Errorf("%d cores: task %d of %d was done %d times", cores, i, tasks, n)
						}
					}
				}
			})
		}
		callers.Wait()
	}
}

// The tasks of a solve take each strip once, whatever the order, the columns and the cores.
func TestStripsAreCutWhole(t *testing.T) {
	k := kernels64[0]
	for _, n := range []int{100, sharedOrder, 2000} {
		for cols := fewColumns + 1; cols < 1200; cols++ {
			for workers := 1; workers <= 5; workers++ {
				s, _ := k.inPlaceSolve(background, NoTrans, cols, nil, 0, triangle[float64]{n: n})
				s.cut(workers)
				if first, last := s.from(0), s.from(s.tasks); first != 0 || last != s.strips {
					t.Fatalf("order %d, %d columns, %d cores: strips %d to %d of %d", n, cols, workers, first, last, s.strips)
				}
				for q := range s.tasks {
					if w := s.from(q+1) - s.from(q); w < 1 || w > mostStrips {
						t.Fatalf("order %d, %d columns, %d cores: task %d has %d strips", n, cols, workers, q, w)
					}
				}
				s.done()
			}
		}
	}
}
