package memo_test

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"

	"ikat/memo"
)

// matrix stands for a part that others share and that grows when it is factored.
type matrix struct {
	mu      sync.Mutex
	numbers []float64
}

func (m *matrix) Holds(count func(any, int64)) {
	m.mu.Lock()
	defer m.mu.Unlock()
	count(m, int64(8*len(m.numbers)))
}

func (m *matrix) grow(n int) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.numbers = make([]float64, n)
}

type answer struct {
	rows []float64
	of   *matrix
}

func do[T any](t *testing.T, s *memo.Slot[T], key string, v T) T {
	t.Helper()
	got, err := s.Do(t.Context(), key, func(context.Context) (T, error) { return v, nil })
	if err != nil {
		t.Fatal(err)
	}
	return got
}

func TestWhatWasUsedLastStays(t *testing.T) {
	store := memo.NewStore(3500)
	s := memo.NewSlot[[]byte](store)
	for _, key := range []string{"a", "b", "c"} {
		s.Put(key, make([]byte, 500)) // and what keeping costs
	}
	s.Get("a")
	s.Put("d", make([]byte, 500)) // b goes: a was used since
	for key, want := range map[string]bool{"a": true, "b": false, "c": true, "d": true} {
		if _, ok := s.Get(key); ok != want {
			t.Errorf("%s is kept: %v", key, ok)
		}
	}
	s.Put("huge", make([]byte, 4000))
	if _, ok := s.Get("huge"); ok || store.Kept() != 3 {
		t.Errorf("a value larger than the budget is kept, or drove out others: %d are left", store.Kept())
	}
	s.Put("a", make([]byte, 900))
	if v, _ := s.Get("a"); len(v) != 900 || store.Held() > 3500 {
		t.Errorf("a is of %d bytes, %d are held", len(v), store.Held())
	}
	store.Limit(0)
	if store.Kept() != 0 || store.Held() != 0 {
		t.Errorf("%d values of %d bytes are left", store.Kept(), store.Held())
	}
}

// The bound holds after every step, whatever comes, grows, is used and goes, in two slots of values that share parts;
// and what is held is what a count from nothing says.
func TestTheBoundHolds(t *testing.T) {
	const most = 400_000
	random := rand.New(rand.NewPCG(1, 2))
	store := memo.NewStore(most)
	matrices, answers := memo.NewSlot[*matrix](store), memo.NewSlot[*answer](store)
	kept := map[string]bool{}
	for step := range 5000 {
		name := fmt.Sprint(random.IntN(20))
		m := do(t, matrices, name, &matrix{numbers: make([]float64, random.IntN(2000))})
		switch random.IntN(4) {
		case 0:
			m.grow(random.IntN(20000))
		case 1:
			key := fmt.Sprint(random.IntN(200))
			do(t, answers, key, &answer{make([]float64, random.IntN(3000)), m})
			kept[key] = true
		case 2:
			answers.Forget(fmt.Sprint(random.IntN(200)))
		}
		answers.Put("again", &answer{rows: make([]float64, random.IntN(100))})
		if held := store.Held(); held > most {
			t.Fatalf("step %d: %d bytes are held", step, held)
		}
	}
	var want int64
	for key := range kept {
		if a, ok := answers.Get(key); ok {
			want += int64(8 * len(a.rows))
		}
	}
	if held := store.Held(); want == 0 || want > held {
		t.Errorf("answers of %d bytes are kept, %d are held", want, held)
	}
}

// A cache that has once held large values holds as many small ones afterwards as before.
func TestRoomComesBack(t *testing.T) {
	store := memo.NewStore(100_000)
	s := memo.NewSlot[[]byte](store)
	small := func() int {
		for i := range 300 {
			s.Put(fmt.Sprint("small", i), make([]byte, 1000))
		}
		return store.Kept()
	}
	before := small()
	for i := range 300 {
		s.Put(fmt.Sprint("large", i), make([]byte, 50_000))
	}
	if after := small(); after != before || before < 50 {
		t.Errorf("%d small values before, %d after", before, after)
	}
}

// A part that several values share is counted once, as long as one of them is kept.
func TestASharedPartIsCountedOnce(t *testing.T) {
	store := memo.NewStore(1 << 20)
	matrices, answers := memo.NewSlot[*matrix](store), memo.NewSlot[*answer](store)
	m := &matrix{numbers: make([]float64, 10_000)}
	matrices.Put("m", m)
	for i := range 5 {
		answers.Put(fmt.Sprint(i), &answer{of: m})
	}
	if held := store.Held(); held < 80_000 || held > 90_000 {
		t.Errorf("%d bytes are held", held)
	}
	matrices.Forget("m")
	for i := range 4 {
		answers.Forget(fmt.Sprint(i))
	}
	if held := store.Held(); held < 80_000 {
		t.Errorf("what an answer reaches is not counted: %d bytes are held", held)
	}
	answers.Forget("4")
	if held := store.Held(); held != 0 {
		t.Errorf("%d bytes are held of nothing", held)
	}
}

func TestReach(t *testing.T) {
	type node struct {
		Name string
		Next *node
		To   map[string][]int64
		Any  any
	}
	ring := &node{Name: "name"}
	ring.Next = ring
	ring.Any = make([]float64, 1000)
	ring.To = map[string][]int64{"a": make([]int64, 500), "b": make([]int64, 500)}
	own, shared := memo.Reach(ring)
	if own < 16_000 || own > 17_000 || len(shared) != 0 {
		t.Errorf("a ring of 16,000 bytes and a little: %d, shared %v", own, shared)
	}
	if own, _ := memo.Reach(nil); own != 0 {
		t.Errorf("nothing is of %d bytes", own)
	}
	m := &matrix{numbers: make([]float64, 10)}
	if own, shared := memo.Reach(struct{ hidden any }{&answer{of: m}}); own > 200 || shared[m] != 80 {
		t.Errorf("own %d, shared %v", own, shared)
	}
}

func TestWorkIsDoneOnceForAll(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := memo.NewSlot[int](memo.NewStore(1 << 20))
		var runs atomic.Int32
		release := make(chan struct{})
		var wg sync.WaitGroup
		work := func(context.Context) (int, error) { runs.Add(1); <-release; return 7, nil }
		for range 10 {
			wg.Go(func() {
				if v, err := s.Do(t.Context(), "k", work); v != 7 || err != nil {
					t.Errorf("%d, %v", v, err)
				}
			})
		}
		synctest.Wait()
		close(release)
		wg.Wait()
		if v, _ := s.Do(t.Context(), "k", work); v != 7 || runs.Load() != 1 {
			t.Errorf("%d, ran %d times", v, runs.Load())
		}
		for range 2 {
			_, _ = s.Once(t.Context(), "not kept", func(context.Context) (int, error) { runs.Add(1); return 8, nil })
		}
		if runs.Load() != 3 {
			t.Errorf("what was to be done each time was kept: ran %d times", runs.Load())
		}
	})
}

// However many ask at once, a key is worked on once as long as its value is kept: no asker slips in between work that
// ends and a value that is kept.
func TestNobodySlipsInBetween(t *testing.T) {
	s := memo.NewSlot[int](memo.NewStore(1 << 20))
	var runs atomic.Int32
	var wg sync.WaitGroup
	for range 16 {
		wg.Go(func() {
			for key := range 200 {
				work := func(context.Context) (int, error) { runs.Add(1); return key, nil }
				if v, err := s.Do(t.Context(), fmt.Sprint(key), work); v != key || err != nil {
					t.Errorf("%d, %v", v, err)
				}
			}
		})
	}
	wg.Wait()
	if runs.Load() != 200 {
		t.Errorf("200 keys were worked on %d times", runs.Load())
	}
}

// A key dropped while it is being worked on: who waits gets the value all the same, and it is kept.
func TestDroppedInFlight(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		store := memo.NewStore(10_000)
		s := memo.NewSlot[[]byte](store)
		release := make(chan struct{})
		got := make(chan []byte)
		go func() {
			work := func(context.Context) ([]byte, error) { <-release; return []byte("made"), nil }
			v, _ := s.Do(t.Context(), "k", work)
			got <- v
		}()
		synctest.Wait()
		s.Put("k", []byte("put meanwhile"))
		s.Forget("k")
		s.Put("other", make([]byte, 9000))
		close(release)
		if v := <-got; string(v) != "made" {
			t.Errorf("%q", v)
		}
		synctest.Wait()
		if v, ok := s.Get("k"); !ok || string(v) != "made" {
			t.Errorf("kept: %q, %v", v, ok)
		}
	})
}

// One who leaves takes nothing from the others; the last one takes the work along, and nothing of it is kept.
func TestTheLastToLeaveStopsTheWork(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := memo.NewSlot[int](memo.NewStore(1 << 20))
		stopped := make(chan struct{})
		ask := func(ctx context.Context) chan error {
			out := make(chan error, 1)
			go func() {
				work := func(ctx context.Context) (int, error) { <-ctx.Done(); close(stopped); return 0, ctx.Err() }
				_, err := s.Do(ctx, "k", work)
				out <- err
			}()
			return out
		}
		first, leaveFirst := context.WithCancel(t.Context())
		second, leaveSecond := context.WithCancel(t.Context())
		a, b := ask(first), ask(second)
		synctest.Wait()
		leaveFirst()
		if err := <-a; !errors.Is(err, context.Canceled) {
			t.Errorf("who left got %v", err)
		}
		synctest.Wait()
		select {
		case <-stopped:
			t.Error("the work stopped although one waits for it")
		default:
		}
		leaveSecond()
		<-b
		<-stopped
		synctest.Wait()
		if _, ok := s.Get("k"); ok {
			t.Error("stopped work was kept")
		}
	})
}

func TestFailuresAreNotKept(t *testing.T) {
	s := memo.NewSlot[int](memo.NewStore(1 << 20))
	for n := range 2 {
		work := func(context.Context) (int, error) { return n, errors.New("no") }
		if _, err := s.Do(t.Context(), "k", work); err == nil {
			t.Error("no error")
		}
	}
	if _, ok := s.Get("k"); ok {
		t.Error("a failure was kept")
	}
}

func TestAPanicReachesWhoWaits(t *testing.T) {
	s := memo.NewSlot[int](memo.NewStore(1 << 20))
	defer func() {
		p, ok := recover().(*memo.Panic)
		if !ok || p.Value != "broken" || len(p.Stack) == 0 {
			t.Errorf("recovered %v", p)
		}
		if _, ok := s.Get("k"); ok {
			t.Error("broken work was kept")
		}
	}()
	_, _ = s.Do(t.Context(), "k", func(context.Context) (int, error) { panic("broken") })
	t.Error("no panic")
}

// What was used since the sweep before stays; what was not goes, with its bytes.
func TestSweep(t *testing.T) {
	store := memo.NewStore(1 << 30)
	s := memo.NewSlot[[]byte](store)
	s.Put("old", make([]byte, 1<<20))
	s.Put("used", make([]byte, 1<<10))
	if freed := store.Sweep(); freed != 0 {
		t.Fatalf("the first sweep freed %d bytes of what was kept just before", freed)
	}
	s.Get("used")
	s.Put("new", make([]byte, 1<<10))
	held := store.Held()
	if freed := store.Sweep(); freed < 1<<20 || store.Held() != held-freed {
		t.Fatalf("freed %d of %d bytes, %d are left", freed, held, store.Held())
	}
	_, old := s.Get("old")
	_, used := s.Get("used")
	_, fresh := s.Get("new")
	if old || !used || !fresh {
		t.Fatalf("old %v, used %v, new %v", old, used, fresh)
	}
	store.Sweep()
	if store.Sweep(); store.Held() != 0 {
		t.Fatalf("%d bytes are held after two sweeps without use", store.Held())
	}
}
