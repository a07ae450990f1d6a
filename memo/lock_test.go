package memo

import (
	"context"
	"testing"
	"time"
)

// Whatever reads or writes what is kept waits for whoever has locked the store.
func TestEveryDoorIsLocked(t *testing.T) {
	store := NewStore(1 << 20)
	s := NewSlot[int](store)
	s.Put("k", 1)
	for name, door := range map[string]func(){
		"Get":    func() { s.Get("k") },
		"Put":    func() { s.Put("l", 2) },
		"Forget": func() { s.Forget("m") },
		"Do": func() {
			_, _ = s.Do(t.Context(), "k", func(context.Context) (int, error) { return 1, nil })
		},
		"Once": func() {
			_, _ = s.Once(t.Context(), "k", func(context.Context) (int, error) { return 1, nil })
		},
		"Limit": func() { store.Limit(1 << 20) },
		"Sweep": func() { store.Sweep() },
		"Held":  func() { store.Held() },
		"Kept":  func() { store.Kept() },
		"end":   func() { s.end("n", &call[int]{}, true) },
		"leave": func() { s.leave("n", &call[int]{waiting: 2}) },
	} {
		done := make(chan struct{})
		store.mu.Lock()
		go func() {
			door()
			close(done)
		}()
		select {
		case <-done:
			t.Errorf("%s goes in while the store is locked", name)
		case <-time.After(20 * time.Millisecond):
		}
		store.mu.Unlock()
		<-done
	}
}
