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
	next, done, tasks atomic.Int64
	t                 tasker
	wg                sync.WaitGroup // of the tasks, as one
	users             atomic.Int64   // the caller, and helpers that have not come or are at work
	run               func()
}

var jobs sync.Pool

func newJob() *job {
	if j, ok := jobs.Get().(*job); ok {
		return j
	}
	j := &job{}
	j.run = func() { j.work(); j.leave() }
	return j
}

// work does tasks as long as there are any.
func (j *job) work() {
	n := j.tasks.Load()
	for {
		i := j.next.Add(1) - 1
		if i >= n {
			return
		}
		j.t.do(int(i))
		if j.done.Add(1) == n {
			j.wg.Done()
		}
	}
}

// leave is called by each user once; the last gives the job back.
func (j *job) leave() {
	if j.users.Add(-1) == 0 {
		j.t = nil
		jobs.Put(j)
	}
}

// lastStarted does nothing. What a core started last it means to go on with itself: another takes that over only after
// a sleep, which the system rounds up to some 50 microseconds. What was started before is free to take.
func lastStarted() {}

// parallel runs the tasks 0..tasks-1 of t on up to workers cores, the caller's among them, and returns when all are
// done. Tasks are handed out one by one: a core that is slowed down by something else does fewer, and one that has not
// come when the last is done is not waited for.
func parallel(workers, tasks int, t tasker) {
	workers = min(workers, tasks)
	if workers <= 1 {
		for i := range tasks {
			t.do(i)
		}
		return
	}
	j := newJob()
	j.t = t
	j.next.Store(0)
	j.done.Store(0)
	j.tasks.Store(int64(tasks))
	j.users.Store(int64(workers))
	j.wg.Add(1)
	for range workers - 1 {
		go j.run()
	}
	go lastStarted()
	j.work()
	j.wg.Wait()
	j.leave()
}
