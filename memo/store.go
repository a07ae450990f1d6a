// Package memo remembers what was computed: one budget in bytes for everything kept, least recently used out first,
// and work done once for all who ask for it at the same time.
//
// A Store holds the budget. A Slot is the kept values of one kind, by key. What a value takes is found by walking it
// once (Reach), so that no field is forgotten: nobody may change it then. Parts that several values share or that grow
// (Holder) are counted once, however many values reach them, and as long as one of them does; they count themselves
// anew whenever something is kept.
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

// piece is a shared part and the number of ways on which kept values reach it.
type piece struct {
	bytes int64
	ways  int
}

// entry is a kept value.
type entry struct {
	value   any
	own     int64    // bytes of its own, which stay as they are
	holders []Holder // what it reaches that counts itself, and may grow
	shared  []any    // the parts that these count
	at      *list.Element
	growth  *list.Element // nil for a value without holders
	used    int           // number of sweeps before it was used last
	forget  func()        // takes it out of its slot
}

// counted is what Holders have counted in one round: values that share one ask it once.
type counted map[Holder]map[any]int64

const (
	// overhead is about what keeping any value costs: its key, its places in the lists.
	overhead = 512
	// recounted is of how many of the values used last the holders count themselves again whenever something is kept:
	// they grow only in the hands of those who use them.
	recounted = 64
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

// Fits reports whether a value of so many bytes is kept beside others: it takes half of the budget at most.
func (s *Store) Fits(bytes float64) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return bytes <= float64(s.most)/2
}

// Held returns how many bytes the kept values reach, all that may have grown counted anew.
func (s *Store) Held() int64 {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.recount(s.grown.Len())
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
func (s *Store) add(value any, own int64, holders []Holder, forget func()) *entry {
	e := &entry{value: value, own: own + overhead, holders: holders, used: s.sweeps, forget: forget}
	s.held += e.own
	e.at = s.order.PushFront(e)
	if len(holders) > 0 {
		e.growth = s.grown.PushFront(e)
		s.account(e, counted{})
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

// recount lets the holders of so many of the values used last count themselves anew.
func (s *Store) recount(values int) {
	round := counted{}
	for at := s.grown.Front(); at != nil && values > 0; at = at.Next() {
		s.account(at.Value.(*entry), round)
		values--
	}
}

// account counts what an entry's holders reach in place of what they reached before.
func (s *Store) account(e *entry, round counted) {
	before := e.shared
	e.shared = nil
	for _, h := range e.holders {
		if round[h] == nil {
			round[h] = map[any]int64{}
			h.Holds(func(id any, bytes int64) { round[h][id] = bytes })
		}
		for id, bytes := range round[h] {
			s.reach(e, id, bytes)
		}
	}
	s.release(before)
}

// reach counts a part in, once more for each holder of an entry that leads to it.
func (s *Store) reach(e *entry, id any, bytes int64) {
	e.shared = append(e.shared, id)
	p := s.shared[id]
	if p == nil {
		p = &piece{}
		s.shared[id] = p
	}
	p.ways++
	s.held += bytes - p.bytes
	p.bytes = bytes
}

// release counts ways to parts out, and forgets parts to which none is left.
func (s *Store) release(parts []any) {
	for _, id := range parts {
		p := s.shared[id]
		if p.ways--; p.ways == 0 {
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

// settle counts again what may have grown, and drops the least recently used values until the others fit.
func (s *Store) settle() {
	s.recount(recounted)
	for s.held > s.most && s.order.Len() > 0 {
		s.drop(s.order.Back().Value.(*entry))
	}
}

// alone is what would be held if an entry were all there is.
func (s *Store) alone(e *entry) int64 {
	n, met := e.own, map[any]bool{}
	for _, id := range e.shared {
		if !met[id] {
			met[id] = true
			n += s.shared[id].bytes
		}
	}
	return n
}
