package chains

import (
	"runtime"
	"testing"

	"ikat/internal/questiontest"
	"ikat/memo"
)

// Questions that differ ever again in an assumption each make a model of their own. What stays of them is bounded, and
// the count of it is what the machine says.
func TestMemoryLevelsOff(t *testing.T) {
	const budget = 48 << 20
	e := questiontest.Engine()
	e.Memory().Limit(budget)
	inUse := func() int64 {
		var m runtime.MemStats
		runtime.GC()
		runtime.ReadMemStats(&m)
		return int64(m.HeapAlloc)
	}
	before := inUse()
	for i := range 12 {
		q := Request{Product: "CHN:c14", To: "USA", Table: "apx/2008"}
		q.Border.Container = 1000 + float64(i)
		if _, err := Follow(t.Context(), e, q, nil); err != nil {
			t.Fatal(err)
		}
		if held := e.Memory().Held(); held > budget {
			t.Fatalf("%d bytes are held after %d questions", held, i+1)
		}
	}
	held, now := e.Memory().Held(), inUse()-before
	if held < budget/4 || now > held+held/4+8<<20 {
		t.Errorf("%d bytes are said to be held, %d are in use", held, now)
	}
}

// A chain that is kept does not keep its model, which is a hundred times larger.
func TestAKeptChainIsApart(t *testing.T) {
	e := questiontest.Engine()
	q := Request{Product: "CHN:c14", To: "USA", Table: "apx/2008"}
	w, err := modelOf(t.Context(), e, q, nil)
	if err != nil {
		t.Fatal(err)
	}
	at, err := target(w.model.Sys, q.Product, q.To)
	if err != nil {
		t.Fatal(err)
	}
	a, err := kept(t.Context(), e, q, w, at, nil)
	if err != nil {
		t.Fatal(err)
	}
	if own, shared := memo.Reach(a); len(shared) > 0 || own > 4<<20 {
		t.Errorf("a kept chain is of %d bytes and reaches %v", own, shared)
	}
	if own, shared := memo.Reach(w); len(shared) != 3 || own > 4<<20 { // the model, its system, its table
		t.Errorf("a model's own rest is of %d bytes; it reaches %d parts", own, len(shared))
	}
}
