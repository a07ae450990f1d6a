package flight

import (
	"context"
	"errors"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
)

func TestWorkIsDoneOnceForAll(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var g Group[int]
		var runs atomic.Int32
		release := make(chan struct{})
		var wg sync.WaitGroup
		for range 10 {
			wg.Go(func() {
				v, err := g.Do(t.Context(), "k", func(context.Context) (int, error) { runs.Add(1); <-release; return 7, nil })
				if v != 7 || err != nil {
					t.Errorf("%d, %v", v, err)
				}
			})
		}
		synctest.Wait()
		close(release)
		wg.Wait()
		if runs.Load() != 1 {
			t.Errorf("ran %d times", runs.Load())
		}
		if v, _ := g.Do(t.Context(), "k", func(context.Context) (int, error) { return 8, nil }); v != 8 {
			t.Errorf("work that is over was not forgotten: %d", v)
		}
	})
}

// One who leaves takes nothing from the others; the last one takes the work along.
func TestTheLastToLeaveStopsTheWork(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var g Group[int]
		stopped := make(chan struct{})
		ask := func(ctx context.Context) chan error {
			out := make(chan error, 1)
			go func() {
				_, err := g.Do(ctx, "k", func(ctx context.Context) (int, error) { <-ctx.Done(); close(stopped); return 0, ctx.Err() })
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
	})
}

func TestAPanicReachesWhoWaits(t *testing.T) {
	defer func() {
		p, ok := recover().(*Panic)
		if !ok || p.Value != "broken" || len(p.Stack) == 0 {
			t.Errorf("recovered %v", p)
		}
	}()
	var g Group[int]
	_, _ = g.Do(t.Context(), "k", func(context.Context) (int, error) { panic("broken") })
	t.Error("no panic")
}
