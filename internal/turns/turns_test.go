package turns_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"ikat/fault"
	"ikat/internal/turns"
)

func gate() *turns.Gate {
	return turns.New(turns.Bounds{Working: 2, Waiting: 4, Wait: 10 * time.Second, Work: time.Minute},
		turns.Bounds{Working: 1, Waiting: 3, Wait: 30 * time.Second, Work: time.Minute})
}

func TestShortQuestionsNeverWaitForLongOnes(t *testing.T) {
	g := gate()
	ctx := turns.With(t.Context(), g, "a")
	_, leave, err := turns.Enter(ctx, turns.Long, 0)
	if err != nil {
		t.Fatal(err)
	}
	defer leave()
	for range 2 {
		_, leave, err := turns.Enter(ctx, turns.Short, 0)
		if err != nil {
			t.Fatal(err)
		}
		defer leave()
	}
	if s := g.State(turns.Short); s.Working != 2 || s.Waiting != 0 {
		t.Errorf("%+v", s)
	}
}

// served lets clients come one after the other while the one long turn is taken, and returns in which order they got
// theirs, or were refused. Who says "for all" after its name makes something for all.
func served(t *testing.T, who ...string) (order []string) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		g := gate()
		_, leave, err := turns.Enter(turns.With(t.Context(), g, "first"), turns.Long, 0)
		if err != nil {
			t.Fatal(err)
		}
		for _, one := range who {
			client, what, _ := strings.Cut(one, " ")
			ctx := turns.With(t.Context(), g, client)
			if what == "for all" {
				ctx = turns.ForAll(ctx)
			}
			go func() {
				_, leave, err := turns.Enter(ctx, turns.Long, 0)
				if err != nil {
					order = append(order, one+" refused")
					return
				}
				order = append(order, one)
				leave()
			}()
			synctest.Wait()
		}
		leave()
		synctest.Wait()
		if s := g.State(turns.Long); s.Working != 0 || s.Waiting != 0 {
			t.Errorf("%+v", s)
		}
	})
	return order
}

// What is made for all goes before what one waits for, and is not refused for want of room among those.
func TestWhatIsForAllGoesFirst(t *testing.T) {
	order := served(t, "a alone", "b alone", "a alone", "b for all", "a for all", "b alone")
	want := "b alone refused, a for all, b for all, a alone, b alone, a alone"
	if got := strings.Join(order, ", "); got != want {
		t.Errorf("%s\nwant %s", got, want)
	}
}

// One who asks for much gets no more turns than one who asks for little.
func TestClientsTakeTurns(t *testing.T) {
	if order := served(t, "a", "a", "b"); fmt.Sprint(order) != "[a b a]" {
		t.Error(order)
	}
}

func TestWhoWouldWaitInVainIsRefusedAtOnce(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		g := gate()
		ctx := turns.With(t.Context(), g, "a")
		take := func() func() {
			_, leave, err := turns.Enter(ctx, turns.Long, 0)
			if err != nil {
				t.Fatal(err)
			}
			return leave
		}
		leave := take()
		time.Sleep(50 * time.Second)
		leave()
		leave = take() // the last turn weighs a quarter: a turn takes 12.5 s of late, so that two may wait
		results := make(chan error, 4)
		for range 3 {
			go func() {
				_, leave, err := turns.Enter(ctx, turns.Long, 0)
				if err == nil {
					leave()
				}
				results <- err
			}()
			synctest.Wait()
		}
		err := <-results
		if b := turns.IsBusy(err); b == nil || b.Retry <= 0 || fault.KindOf(err) != fault.Canceled {
			t.Errorf("%v", err)
		}
		time.Sleep(31 * time.Second) // and nobody waits longer than the bound
		for range 2 {
			if err := <-results; turns.IsBusy(err) == nil {
				t.Errorf("%v", err)
			}
		}
		leave()
		if s := g.State(turns.Long); s.Working != 0 || s.Waiting != 0 || s.Refused != 3 {
			t.Errorf("%+v", s)
		}
	})
}

func TestWhoLeavesGivesUpTheTurn(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		g := gate()
		_, leave, err := turns.Enter(turns.With(t.Context(), g, "a"), turns.Long, 0)
		if err != nil {
			t.Fatal(err)
		}
		ctx, gone := context.WithCancel(t.Context())
		result := make(chan error, 1)
		go func() { _, _, err := turns.Enter(turns.With(ctx, g, "b"), turns.Long, 0); result <- err }()
		synctest.Wait()
		gone()
		if err := <-result; !errors.Is(err, context.Canceled) {
			t.Error(err)
		}
		leave()
		leave() // twice is once
		if s := g.State(turns.Long); s.Working != 0 || s.Waiting != 0 {
			t.Errorf("%+v", s)
		}
	})
}

func TestWorkEndsInItsTime(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ctx := turns.With(t.Context(), gate(), "a")
		in, leave, err := turns.Enter(ctx, turns.Short, 0)
		if err != nil {
			t.Fatal(err)
		}
		defer func() {
			if leave(); !turns.Overran(ctx) {
				t.Error("it is not known that the time was over")
			}
		}()
		begun := time.Now()
		<-in.Done()
		if time.Since(begun) != time.Minute || !errors.Is(in.Err(), context.DeadlineExceeded) {
			t.Error(time.Since(begun), in.Err())
		}
		if _, leave, err := turns.Enter(in, turns.Short, 0); err != nil {
			t.Errorf("a question waits for itself: %v", err)
		} else {
			leave()
		}
	})
	if _, leave, err := turns.Enter(t.Context(), turns.Long, 0); err != nil {
		t.Error(err)
	} else {
		leave()
	}
}

// Whoever waited for a turn has its answer, or the reason why there is none, as soon as one who did not.
func TestTheWaitCountsAsTime(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ctx := turns.With(t.Context(), gate(), "a")
		_, leave, err := turns.Enter(ctx, turns.Long, 0)
		if err != nil {
			t.Fatal(err)
		}
		time.AfterFunc(20*time.Second, leave)
		begun := time.Now()
		in, leave, err := turns.Enter(ctx, turns.Long, 0)
		if err != nil {
			t.Fatal(err)
		}
		defer leave()
		if waited := time.Since(begun); waited != 20*time.Second {
			t.Fatalf("waited %v: the test says nothing", waited)
		}
		if <-in.Done(); time.Since(begun) != time.Minute {
			t.Errorf("its time was over after %v", time.Since(begun))
		}
	})
}
