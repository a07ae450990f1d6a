package memo

import (
	"context"
	"fmt"
	"runtime/debug"
)

// Slot is the kept values of one kind, by key, and the work in progress on others. It is safe for concurrent use.
// Values are shared: nobody may change them.
type Slot[T any] struct {
	store *Store
	kept  map[string]*entry // guarded by the store's mu, as calls is
	calls map[string]*call[T]
}

// call is work in progress.
type call[T any] struct {
	waiting int // guarded by the store's mu
	stop    context.CancelFunc
	done    chan struct{} // closed when value, err and panicked are set

	value    T
	err      error
	panicked *Panic
}

// Panic is what work panicked with; everyone who waited for it panics with it in turn.
type Panic struct {
	Value any
	Stack []byte
}

// Error says what was panicked with and where.
func (p *Panic) Error() string { return fmt.Sprintf("%v\n%s", p.Value, p.Stack) }

// NewSlot returns an empty slot of a store.
func NewSlot[T any](s *Store) *Slot[T] {
	return &Slot[T]{store: s, kept: map[string]*entry{}, calls: map[string]*call[T]{}}
}

// Get returns the value kept under a key.
func (s *Slot[T]) Get(key string) (v T, ok bool) {
	s.store.mu.Lock()
	defer s.store.mu.Unlock()
	return s.get(key)
}

// Put keeps a value under a key, in place of another, unless it alone is larger than the budget.
func (s *Slot[T]) Put(key string, v T) {
	own, holders := reach(v) // a walk over all of it, so before others have to wait
	s.store.mu.Lock()
	defer s.store.mu.Unlock()
	s.put(key, v, own, holders)
}

// Forget drops the value of a key. Work in progress under that key goes on, and its value is kept.
func (s *Slot[T]) Forget(key string) {
	s.store.mu.Lock()
	defer s.store.mu.Unlock()
	if e := s.kept[key]; e != nil {
		s.store.drop(e)
	}
}

// Do returns the value of a key: the one kept, or what work returns, which is kept then unless it fails. Those who ask
// for a key that is being worked on wait for that work. The context that work gets has the values of the first asker's
// but not its end: it ends when nobody waits any more.
//
// Error: what work returns; the context's where the asker left first.
func (s *Slot[T]) Do(ctx context.Context, key string, work func(context.Context) (T, error)) (T, error) {
	return s.do(ctx, key, work, true)
}

// Once is Do for work whose value is not kept.
func (s *Slot[T]) Once(ctx context.Context, key string, work func(context.Context) (T, error)) (T, error) {
	return s.do(ctx, key, work, false)
}

func (s *Slot[T]) do(ctx context.Context, key string, work func(context.Context) (T, error), keep bool) (T, error) {
	s.store.mu.Lock()
	if v, ok := s.get(key); ok {
		s.store.mu.Unlock()
		return v, nil
	}
	c := s.join(ctx, key, work, keep)
	s.store.mu.Unlock()
	select {
	case <-c.done:
		if c.panicked != nil {
			panic(c.panicked)
		}
		return c.value, c.err
	case <-ctx.Done():
		s.leave(key, c)
		var none T
		return none, ctx.Err()
	}
}

// get is Get for who has locked the store, as put and join are.
func (s *Slot[T]) get(key string) (v T, ok bool) {
	e := s.kept[key]
	if e == nil {
		return v, false
	}
	s.store.touch(e)
	return e.value.(T), true
}

func (s *Slot[T]) put(key string, v T, own int64, holders []Holder) {
	if old := s.kept[key]; old != nil {
		s.store.drop(old)
	}
	e := s.store.add(v, own, holders, func() { delete(s.kept, key) })
	s.kept[key] = e
	if s.store.alone(e) > s.store.most { // it would drive out all others and not fit either
		s.store.drop(e)
		return
	}
	s.store.settle()
}

func (s *Slot[T]) join(ctx context.Context, key string, work func(context.Context) (T, error), keep bool) *call[T] {
	if c := s.calls[key]; c != nil {
		c.waiting++
		return c
	}
	own, stop := context.WithCancel(context.WithoutCancel(ctx))
	c := &call[T]{waiting: 1, stop: stop, done: make(chan struct{})}
	s.calls[key] = c
	go func() {
		defer stop()
		defer close(c.done)
		defer func() { s.end(key, c, keep) }()
		defer func() {
			if v := recover(); v != nil {
				c.panicked = &Panic{v, debug.Stack()}
			}
		}()
		c.value, c.err = work(own)
	}()
	return c
}

// end keeps what work made, at the moment from which nobody joins it any more.
func (s *Slot[T]) end(key string, c *call[T], keep bool) {
	var own int64
	var holders []Holder
	if keep = keep && c.err == nil && c.panicked == nil; keep {
		own, holders = reach(c.value)
	}
	s.store.mu.Lock()
	defer s.store.mu.Unlock()
	if s.calls[key] == c {
		delete(s.calls, key)
	}
	if keep {
		s.put(key, c.value, own, holders)
	}
}

// leave counts one asker out; after the last one the next to ask starts anew.
func (s *Slot[T]) leave(key string, c *call[T]) {
	s.store.mu.Lock()
	c.waiting--
	last := c.waiting == 0
	if last && s.calls[key] == c {
		delete(s.calls, key)
	}
	s.store.mu.Unlock()
	if last {
		c.stop()
	}
}
