package dense

import (
	"runtime"
	"sync"
	"sync/atomic"
)

// An elimination of a matrix that is not small goes by blocks of columns: a panel is factored, and all columns to its
// right are solved and updated, some at a time. Cores do not wait for each other after each: whoever is free takes what
// can be done next, the next panel first, so that it is factored while the rest is still being updated.

const (
	// aheadOrder is the order from which on an elimination is done so; smaller ones are done by one core at once.
	aheadOrder = 192
	// A panel takes an aheadShare of what is left, so that it is done before the rest is, between leastPanel and
	// mostPanel, as many steps as a product does at once, in whole tiles of any kernel.
	aheadShare, leastPanel, mostPanel, panelUnit = 8, 96, 240, 48
	// aheadParts is into how many parts the columns and the rows of a matrix are cut at least, where they are not
	// narrower than panelUnit then.
	aheadParts = 12
	// looks is how often a core with nothing to do looks out for what can be done before it sleeps, some 200
	// microseconds in all: waking takes it 50 to 100.
	looks = 1000
)

// aheadElimination is one running elimination: a tasker over the cores.
type aheadElimination[T float] struct {
	e     elimination[T]
	n     int
	a     []T
	ends  []int // of the panels
	parts []aheadPart

	changes atomic.Int64 // counts what others may have waited for
	mu      sync.Mutex
	more    sync.Cond
	asleep  int

	ready   int // panels that are factored
	missing int // parts of the next panel that wait for the panels before it
	state   panelState
	rows    int // the first row below the diagonal block that nobody has taken yet
	pieces  int // of those rows that are not done
	over    bool
	err     error
}

// aheadPart is some columns of the matrix.
type aheadPart struct {
	from, to int
	panel    int // that they belong to
	steps    int // how many panels have been taken out of them
	busy     bool
}

type panelState int

const (
	panelWaits panelState = iota // for its columns to be updated
	panelOpen                    // its diagonal block can be factored
	panelInWork
	panelBelow // the rows below the diagonal block can be solved for
)

// aheadTask is what a core does next: the diagonal block of panel step (from is -1), rows below it (part is -1), or a
// part of the columns.
type aheadTask struct{ step, part, from, to int }

// panelWidth is how wide the next panel is, when so many columns are left.
func panelWidth(left int) int {
	w := min(max(leastPanel, roundUp(left/aheadShare, panelUnit)), mostPanel)
	if left < w+leastPanel {
		return left
	}
	return w
}

// ahead is the elimination without exchanges of a whole matrix that is not small.
func (e *elimination[T]) ahead(n int, a []T) error {
	s := &aheadElimination[T]{e: *e, n: n, a: a, state: panelOpen}
	s.e.ctx = alone{e.ctx}
	s.more.L = &s.mu
	s.ends, s.parts = make([]int, 0, n/leastPanel+1), make([]aheadPart, 0, n/panelUnit+1)
	width := max(panelUnit, min(e.k.nc, n/aheadParts/panelUnit*panelUnit))
	for lo := 0; lo < n; {
		w := panelWidth(n - lo)
		count := max(1, w/width)
		for q := range count {
			p := aheadPart{from: lo + q*w/count/panelUnit*panelUnit, to: lo + w, panel: len(s.ends)}
			if q > 0 {
				s.parts[len(s.parts)-1].to = p.from
			}
			s.parts = append(s.parts, p)
		}
		lo += w
		s.ends = append(s.ends, lo)
	}
	workers := workersOf(e.ctx, float64(n)*float64(n)*float64(n)*2/3)
	parallel(workers, workers, s)
	return s.err
}

// do takes tasks until there are none.
func (s *aheadElimination[T]) do(int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for !s.over {
		t, ok := s.take()
		if !ok {
			s.wait()
			continue
		}
		s.mu.Unlock()
		err := s.run(t)
		s.mu.Lock()
		s.finish(t, err)
		s.changes.Add(1)
		if s.asleep > 0 {
			s.more.Broadcast()
		}
	}
}

// wait returns when something has changed. Whoever waits lets others have the core first.
func (s *aheadElimination[T]) wait() {
	seen := s.changes.Load()
	s.mu.Unlock()
	for i := 0; i < looks && s.changes.Load() == seen; i++ {
		runtime.Gosched()
	}
	s.mu.Lock()
	for s.changes.Load() == seen {
		s.asleep++
		s.more.Wait()
		s.asleep--
	}
}

// from is where a panel begins.
func (s *aheadElimination[T]) from(panel int) int {
	if panel == 0 {
		return 0
	}
	return s.ends[panel-1]
}

// take chooses what to do next: the panel, then the oldest step, of its parts those of the panel after it first.
func (s *aheadElimination[T]) take() (aheadTask, bool) {
	switch s.state {
	case panelOpen:
		s.state = panelInWork
		return aheadTask{step: s.ready, part: -1, from: -1}, true
	case panelBelow:
		lo := s.rows
		s.rows = min(lo+s.piece(), s.n)
		if s.rows+panelUnit > s.n {
			s.rows = s.n
		}
		if s.rows == s.n {
			s.state = panelInWork
		}
		return aheadTask{step: s.ready, part: -1, from: lo, to: s.rows}, true
	}
	best, least := -1, 0
	for i := range s.parts {
		p := &s.parts[i]
		if p.busy || p.steps >= min(s.ready, p.panel) {
			continue
		}
		rank := 2 * p.steps
		if p.panel > p.steps+1 {
			rank++
		}
		if best < 0 || rank < least {
			best, least = i, rank
		}
	}
	if best < 0 {
		return aheadTask{}, false
	}
	p := &s.parts[best]
	p.busy = true
	return aheadTask{p.steps, best, p.from, p.to}, true
}

// piece is how many rows below a diagonal block are solved for at once.
func (s *aheadElimination[T]) piece() int {
	return max(leastPanel, roundUp(s.n/aheadParts, panelUnit))
}

// run does a task.
func (s *aheadElimination[T]) run(t aheadTask) error {
	e, a, ld := &s.e, s.a, s.e.lda
	if err := e.ctx.Err(); err != nil {
		return err
	}
	lo, hi := s.from(t.step), s.ends[t.step]
	diagonal := a[lo*ld+lo:]
	switch {
	case t.from < 0:
		return e.factor(hi-lo, diagonal, lo)
	case t.part < 0:
		upper := triangle[T]{n: hi - lo, a: diagonal, lda: ld, op: Trans, lower: true}
		return trsm(e.ctx, e.k, upper, Trans, t.to-t.from, a[t.from*ld+lo:], ld)
	}
	lower := triangle[T]{n: hi - lo, a: diagonal, lda: ld, lower: true, unit: true}
	w, right := t.to-t.from, a[lo*ld+t.from:]
	if err := trsm(e.ctx, e.k, lower, NoTrans, w, right, ld); err != nil {
		return err
	}
	return gemm(e.ctx, e.k, NoTrans, NoTrans, s.n-hi, w, hi-lo, -1, a[hi*ld+lo:], ld, right, ld, 1,
		a[hi*ld+t.from:], ld)
}

// finish notes what a task has made possible.
func (s *aheadElimination[T]) finish(t aheadTask, err error) {
	switch {
	case s.over:
	case err != nil:
		s.err, s.over = err, true
	case t.from < 0:
		s.rows = s.ends[t.step]
		if s.rows == s.n {
			s.over = true
			return
		}
		s.state, s.pieces = panelBelow, s.n-s.rows
	case t.part < 0:
		if s.pieces -= t.to - t.from; s.pieces > 0 {
			return
		}
		s.ready++
		s.state, s.missing = panelWaits, 0
		for _, p := range s.parts {
			if p.panel == s.ready && p.steps < s.ready {
				s.missing++
			}
		}
	default:
		p := &s.parts[t.part]
		p.steps++
		p.busy = false
		if p.panel == s.ready && p.steps == s.ready {
			if s.missing--; s.missing == 0 {
				s.state = panelOpen
			}
		}
	}
}
