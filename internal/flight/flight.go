// Package flight does work once for all who ask for it at the same time. Who waits may leave; when the last one has left,
// the work is told to stop.
package flight

import (
	"context"
	"fmt"
	"runtime/debug"
	"sync"
)

// Group is work in progress, by key. The zero value is ready for use.
type Group[T any] struct {
	mu    sync.Mutex
	calls map[string]*call[T]
}

type call[T any] struct {
	waiting int // guarded by the group's mu
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

// Do returns what work returns, and runs it unless it is running for the same key already. The context that work gets has
// the values of the first caller's but not its end: it ends when nobody waits any more.
//
// Error: what work returns; the context's where the caller left first.
func (g *Group[T]) Do(ctx context.Context, key string, work func(context.Context) (T, error)) (T, error) {
	c := g.join(ctx, key, work)
	select {
	case <-c.done:
		if c.panicked != nil {
			panic(c.panicked)
		}
		return c.value, c.err
	case <-ctx.Done():
		g.leave(key, c)
		var none T
		return none, ctx.Err()
	}
}

func (g *Group[T]) join(ctx context.Context, key string, work func(context.Context) (T, error)) *call[T] {
	g.mu.Lock()
	defer g.mu.Unlock()
	if c := g.calls[key]; c != nil {
		c.waiting++
		return c
	}
	own, stop := context.WithCancel(context.WithoutCancel(ctx))
	c := &call[T]{waiting: 1, stop: stop, done: make(chan struct{})}
	if g.calls == nil {
		g.calls = map[string]*call[T]{}
	}
	g.calls[key] = c
	go func() {
		defer stop()
		defer close(c.done)
		defer g.forget(key, c)
		defer func() {
			if v := recover(); v != nil {
				c.panicked = &Panic{v, debug.Stack()}
			}
		}()
		c.value, c.err = work(own)
	}()
	return c
}

// leave counts one out; after the last one the next to ask starts anew.
func (g *Group[T]) leave(key string, c *call[T]) {
	g.mu.Lock()
	c.waiting--
	last := c.waiting == 0
	if last && g.calls[key] == c {
		delete(g.calls, key)
	}
	g.mu.Unlock()
	if last {
		c.stop()
	}
}

func (g *Group[T]) forget(key string, c *call[T]) {
	g.mu.Lock()
	defer g.mu.Unlock()
	if g.calls[key] == c {
		delete(g.calls, key)
	}
}
