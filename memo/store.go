// Package memo remembers what was computed: one budget in bytes for everything kept, least recently used out first,
// and work done once for all who ask for it at the same time.
//
// A Store holds the budget. A Slot is the kept values of one kind, by key. What a value takes is found by walking it
// (Reach), so that no field is forgotten; parts that several values share (Holder) are counted once, however many
// values reach them, and as long as one of them does.
package memo

import (
	"container/list"
	"sync"
)

// Store is one budget in bytes for everything that is kept in its slots. It is safe for concurrent use.
//
// Values may be in use after they were dropped, and work in progress takes memory of its own: the budget bounds what
// is kept, not what a process takes.
type Store struct {
	mu     sync.Mutex
	most   int64
	held   int64
	shared map[any]*piece
	order  *list.List // of *entry, the least recently used last
	grown  *list.List // those of them that may grow, likewise
	sweeps int
}

// piece is a shared part and the number of entries that reach it.
type piece struct {
	bytes   int64
	entries int
}

// entry is a kept value.
type entry struct {
	value  any
	own    int64
	shared []any // parts it reaches that have a count of their own
	at     *list.Element
	growth *list.Element // nil for a value that is what it was
	used   int           // number of sweeps before it was used last
	forget func()        // takes it out of its slot
}

const (
	// overhead is about what keeping any value costs: its key, its places in the lists.
	overhead = 512
	// measured is how many of the values used last are measured again whenever something is kept: a value grows only
	// in the hands of those who use it.
	measured = 64
)

// NewStore returns a store that keeps so many bytes at most.
func NewStore(bytes int64) *Store {
	return &Store{most: bytes, shared: map[any]*piece{}, order: list.New(), grown: list.New()}
}

// Limit changes the budget, and drops what no longer fits.
func (s *Store) Limit(bytes int64) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.most = bytes
	s.settle()
}

// Held returns how many bytes the kept values reach, all measured anew.
func (s *Store) Held() int64 {
	s.mu.Lock()
	defer s.mu.Unlock()
	for at := s.grown.Front(); at != nil; at = at.Next() {
		s.measure(at.Value.(*entry))
	}
	return s.held
}

// Kept returns the number of values kept.
func (s *Store) Kept() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.order.Len()
}

// Sweep drops the values that nobody has used since the sweep before, and returns how many bytes they took.
func (s *Store) Sweep() int64 {
	s.mu.Lock()
	defer s.mu.Unlock()
	before := s.held
	for s.order.Len() > 0 {
		e := s.order.Back().Value.(*entry)
		if e.used >= s.sweeps {
			break
		}
		s.drop(e)
	}
	s.sweeps++
	return before - s.held
}

// add keeps a value as the one used last. The caller locks, as for all that follows.
func (s *Store) add(value any, own int64, shared map[any]int64, forget func()) *entry {
	e := &entry{value: value, used: s.sweeps, forget: forget}
	e.at = s.order.PushFront(e)
	if s.account(e, own, shared); len(e.shared) > 0 {
		e.growth = s.grown.PushFront(e)
	}
	return e
}

// touch makes an entry the one used last.
func (s *Store) touch(e *entry) {
	e.used = s.sweeps
	s.order.MoveToFront(e.at)
	if e.growth != nil {
		s.grown.MoveToFront(e.growth)
	}
}

// measure counts anew what an entry reaches.
func (s *Store) measure(e *entry) {
	own, shared := Reach(e.value)
	s.account(e, own, shared)
}

// account counts what an entry reaches in place of what it reached before.
func (s *Store) account(e *entry, own int64, shared map[any]int64) {
	before := e.shared
	s.held += own + overhead - e.own
	e.own, e.shared = own+overhead, nil
	for id, bytes := range shared {
		e.shared = append(e.shared, id)
		p := s.shared[id]
		if p == nil {
			p = &piece{}
			s.shared[id] = p
		}
		p.entries++
		s.held += bytes - p.bytes
		p.bytes = bytes
	}
	s.release(before)
}

// release counts parts out of one entry, and forgets those that none reaches any more.
func (s *Store) release(parts []any) {
	for _, id := range parts {
		p := s.shared[id]
		if p.entries--; p.entries == 0 {
			s.held -= p.bytes
			delete(s.shared, id)
		}
	}
}

// drop forgets an entry.
func (s *Store) drop(e *entry) {
	s.order.Remove(e.at)
	if e.growth != nil {
		s.grown.Remove(e.growth)
	}
	s.held -= e.own
	s.release(e.shared)
	e.forget()
}

// settle measures again what may have grown, and drops the least recently used values until the others fit.
func (s *Store) settle() {
	n := 0
	for at := s.grown.Front(); at != nil && n < measured; at = at.Next() {
		s.measure(at.Value.(*entry))
		n++
	}
	for s.held > s.most && s.order.Len() > 0 {
		s.drop(s.order.Back().Value.(*entry))
	}
}

// alone is what would be held if an entry were all there is.
func (s *Store) alone(e *entry) int64 {
	n := e.own
	for _, id := range e.shared {
		n += s.shared[id].bytes
	}
	return n
}
