package dense

import (
	"context"
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
	t           tasker
	wg          sync.WaitGroup
	run         func()
}

var jobs = sync.Pool{New: func() any {
	j := &job{}
	j.run = func() { j.work(); j.wg.Done() }
	return j
}}

func (j *job) work() {
	n := j.tasks.Load()
	for {
		i := j.next.Add(1) - 1
		if i >= n {
			return
		}
		j.t.do(int(i))
	}
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
	j.wg.Add(workers - 1)
	for range workers - 1 {
		go j.run()
	}
	j.work()
	j.wg.Wait()
	j.t = nil
	jobs.Put(j)
}
