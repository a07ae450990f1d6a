package dense

import (
	"context"
	"runtime"
	"sync"
	"sync/atomic"

	"ikat/internal/cores"
)

// tasker is work that falls into numbered tasks, any of which may run at the same time as any other.
type tasker interface{ do(task int) }

// workerLimit, if positive, replaces the number of cores in tests.
var workerLimit atomic.Int64

func maxWorkers() int {
	if n := workerLimit.Load(); n > 0 {
		return int(n)
	}
	return cores.Count()
}

// workersFor is the number of cores worth waking for so many floating-point operations: waking one costs about as much
// as half a million of them.
func workersFor(flops float64) int {
	if flops < 1e6 {
		return 1
	}
	return maxWorkers()
}

// alone is a context of work that its caller has cut over the cores already.
type alone struct{ context.Context }

// workersOf is workersFor for work with a context.
func workersOf(ctx context.Context, flops float64) int {
	if _, ok := ctx.(alone); ok {
		return 1
	}
	return workersFor(flops)
}

// job is one call of parallel. Jobs are pooled, so that a phase of a blocked algorithm allocates nothing.
type job struct {
	next, tasks atomic.Int64
	seats       atomic.Int64 // for helpers that look out
	inside      atomic.Int64 // helpers that have begun and not ended
	t           tasker
	wg          sync.WaitGroup
	run         func()
}

var jobs = sync.Pool{New: func() any {
	j := &job{}
	j.run = func() { help(j) }
	return j
}}

// work does tasks until there are none left, and reports whether it did any.
func (j *job) work() (some bool) {
	n := j.tasks.Load()
	for {
		i := j.next.Add(1) - 1
		if i >= n {
			return some
		}
		j.t.do(int(i))
		some = true
	}
}

// Phases of a blocked algorithm follow each other within microseconds, and waking a core takes longer than many of
// them. So a helper that had something to do looks out for the next job for a while, and who waits for helpers that
// are at work looks before it sleeps.
var (
	lookouts atomic.Int64        // helpers that look out
	offered  atomic.Pointer[job] // what they may join
)

const (
	// looks is how often one looks before one gives up: some twenty microseconds.
	looks = 6000
	// givingWay is how many looks pass before others may have the core.
	givingWay = 64
)

// help works on a job, and then on whatever is offered before it has looked in vain.
func help(j *job) {
	for j != nil {
		j.inside.Add(1)
		some := j.work()
		j.inside.Add(-1)
		j.wg.Done()
		if j = nil; some {
			j = lookOut()
		}
	}
}

// lookOut returns a job that it has a seat in, or nil.
func lookOut() *job {
	lookouts.Add(1)
	for i := range looks {
		if j := join(); j != nil {
			lookouts.Add(-1)
			return j
		}
		if i%givingWay == givingWay-1 {
			runtime.Gosched()
		}
	}
	lookouts.Add(-1)
	return join() // what was offered in the belief that somebody looks
}

// join takes a seat. A job that has ended meanwhile has none, and one that has begun again has new ones, as good.
func join() *job {
	if j := offered.Load(); j != nil && j.seats.Load() > 0 && j.seats.Add(-1) >= 0 {
		return j
	}
	return nil
}

// parallel runs the tasks 0..tasks-1 of t on up to workers cores, the caller's among them, and returns when all are
// done. Tasks are handed out one by one: a core that is slowed down by something else does fewer.
func parallel(workers, tasks int, t tasker) {
	workers = min(workers, tasks)
	if workers <= 1 {
		for i := range tasks {
			t.do(i)
		}
		return
	}
	j := jobs.Get().(*job)
	j.t = t
	j.next.Store(0)
	j.tasks.Store(int64(tasks))
	helpers := int64(workers - 1)
	j.wg.Add(int(helpers))
	seats := min(helpers, lookouts.Load())
	if seats > 0 {
		j.seats.Store(seats)
		if !offered.CompareAndSwap(nil, j) { // others' offer stands
			seats -= max(0, j.seats.Swap(0))
		}
	}
	for range helpers - seats {
		go j.run()
	}
	j.work()
	if seats > 0 {
		offered.CompareAndSwap(j, nil)
		if left := j.seats.Swap(0); left > 0 { // nobody came
			j.wg.Add(-int(left))
		}
	}
	for i := 0; i < looks && j.inside.Load() > 0; i++ {
	}
	j.wg.Wait()
	j.t = nil
	jobs.Put(j)
}
