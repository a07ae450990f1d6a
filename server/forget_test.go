package server

import (
	"context"
	"testing"
	"time"
)

// What nobody asks about is given back while the server is tended, and asked for again it is answered alike.
func TestTendedMemoryIsGivenBack(t *testing.T) {
	s := start(t)
	const question = "/api/v1/measure/bm?economy=IDN&format=csv"
	first := ask(s, "GET", question).Body.String()
	memory := s.Engine.Memory()
	if memory.Kept() == 0 {
		t.Fatal("nothing is remembered: the test says nothing")
	}
	ctx, stop := context.WithCancel(t.Context())
	defer stop()
	go s.Tend(ctx, time.Millisecond)
	for until := time.Now().Add(time.Minute); memory.Kept() > 0; time.Sleep(time.Millisecond) {
		if time.Now().After(until) {
			t.Fatalf("%d values of %d bytes are still remembered", memory.Kept(), memory.Held())
		}
	}
	if held := memory.Held(); held != 0 {
		t.Errorf("%d bytes are held by no value", held)
	}
	if again := ask(s, "GET", question).Body.String(); again != first {
		t.Errorf("%q, then %q", first, again)
	}
}

// Memory is given back once after work, and not during it.
func TestMemoryIsGivenBackAfterWork(t *testing.T) {
	var m settled
	for i, step := range []struct {
		total uint64
		want  bool
	}{
		{40 << 20, false}, {90 << 20, false}, // work
		{90<<20 + 1000, true}, {90<<20 + 2000, false}, // once after it
		{100 << 20, false}, {100<<20 + 1000, false}, // too little to be worth it
		{110 << 20, false}, {123 << 20, false}, {123<<20 + 5000, true}, // with what was before it is enough
	} {
		if got := m.settles(step.total); got != step.want {
			t.Errorf("look %d, at %d bytes: %v", i, step.total, got)
		}
	}
	before := allocated()
	kept := make([]byte, 8<<20)
	if grown := allocated() - before; grown < uint64(len(kept)) {
		t.Errorf("%d bytes were asked for, %d are counted", len(kept), grown)
	}
}
