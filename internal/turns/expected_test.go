package turns_test

import (
	"strings"
	"testing"
	"time"

	"ikat/fault"
	"ikat/internal/turns"
)

// What cannot end in its time is refused before it begins, in words that say both times; what may just end is not.
func TestWhatCannotEndIsRefused(t *testing.T) {
	ctx := turns.With(t.Context(), gate(), "a")
	_, _, err := turns.Enter(ctx, turns.Long, time.Hour)
	if fault.KindOf(err) != fault.Excessive || !strings.Contains(err.Error(), "about 60 min") ||
		!strings.Contains(err.Error(), "for 1 min") {
		t.Errorf("an hour of work in a minute: %v", err)
	}
	if _, _, err := turns.Enter(ctx, turns.Long, 3*time.Minute); fault.KindOf(err) != fault.Excessive {
		t.Errorf("three minutes of work in one: %v", err)
	}
	_, leave, err := turns.Enter(ctx, turns.Long, 2*time.Minute)
	if err != nil {
		t.Fatalf("estimates are rough, and two minutes may be one: %v", err)
	}
	leave()
}

// Who waits is told how many wait already.
func TestAhead(t *testing.T) {
	ctx := turns.With(t.Context(), gate(), "a")
	if n := turns.Ahead(t.Context(), turns.Long); n != 0 {
		t.Errorf("%d wait where there are no turns", n)
	}
	_, leave, err := turns.Enter(ctx, turns.Long, 0)
	if err != nil {
		t.Fatal(err)
	}
	waits := make(chan error)
	go func() {
		_, leave, err := turns.Enter(ctx, turns.Long, 0)
		if err == nil {
			leave()
		}
		waits <- err
	}()
	for turns.Ahead(ctx, turns.Long) != 1 {
		time.Sleep(time.Millisecond)
	}
	leave()
	if err := <-waits; err != nil {
		t.Error(err)
	}
}
