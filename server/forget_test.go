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
