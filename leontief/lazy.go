package leontief

import "sync"

// lazy computes a value at the first call and keeps it. A failed or canceled computation is not kept, so that a later
// question may try again.
type lazy[T any] struct {
	mu    sync.Mutex
	ready bool
	value T
}

func (l *lazy[T]) get(compute func() (T, error)) (T, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.ready {
		return l.value, nil
	}
	v, err := compute()
	if err == nil {
		l.value, l.ready = v, true
	}
	return v, err
}

// known reports whether the value is there already.
func (l *lazy[T]) known() bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.ready
}

// peek returns the value if it is there already; it does not wait for one that is being computed.
func (l *lazy[T]) peek() (v T, ok bool) {
	if !l.mu.TryLock() {
		return v, false
	}
	defer l.mu.Unlock()
	return l.value, l.ready
}
