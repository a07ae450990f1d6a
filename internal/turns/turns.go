// Package turns lets a bounded number of questions be worked on at a time. Short questions and long ones have turns of
// their own, so that a short one never waits behind a long one; of those who wait, every client gets the next turn in
// rotation.
package turns

import (
	"context"
	"errors"
	"slices"
	"sync"
	"sync/atomic"
	"time"

	"ikat/fault"
)

// Size is how long a question takes, as its declaration says.
type Size int

// The sizes.
const (
	Short Size = iota
	Long
)

var sizeNames = [...]string{"short", "long"}

// String names the size.
func (s Size) String() string { return sizeNames[s] }

// Bounds are those of the questions of one size.
type Bounds struct {
	Working int           // worked on at a time
	Waiting int           // waiting at most
	Wait    time.Duration // how long one may wait
	Work    time.Duration // how long one may take, its wait included
}

// Gate gives turns. It is safe for concurrent use.
type Gate struct{ lines [2]line }

// New returns a gate.
func New(short, long Bounds) *Gate {
	g := &Gate{}
	g.lines[Short].bounds, g.lines[Long].bounds = short, long
	for i := range g.lines {
		g.lines[i].waiting = map[string][]*waiter{}
	}
	return g
}

// State is how a size's turns stand.
type State struct {
	Working, Waiting int
	Taken, Refused   int64 // since the start
}

// State returns how the turns of a size stand.
func (g *Gate) State(s Size) State {
	l := &g.lines[s]
	l.mu.Lock()
	defer l.mu.Unlock()
	return State{l.working, l.count, l.taken, l.refused}
}

type (
	key  struct{}
	made struct{}
)

type ticket struct {
	gate    *Gate
	client  string
	overran *atomic.Bool
}

// With returns a context whose questions take turns at a gate on behalf of a client.
func With(ctx context.Context, g *Gate, client string) context.Context {
	return context.WithValue(ctx, key{}, ticket{g, client, new(atomic.Bool)})
}

// ForAll returns a context whose question makes what others ask for too: it gets its turn before those of which one
// client alone has something.
func ForAll(ctx context.Context) context.Context { return context.WithValue(ctx, made{}, true) }

// Client is on whose behalf a context's questions take turns; "" where they take none.
func Client(ctx context.Context) string {
	t, _ := ctx.Value(key{}).(ticket)
	return t.client
}

// Overran reports whether a question of this context was stopped because its time was over.
func Overran(ctx context.Context) bool {
	t, ok := ctx.Value(key{}).(ticket)
	return ok && t.overran.Load()
}

// farBeyond is how many times longer than it may work is expected to take that is refused before it begins: estimates
// are rough.
const farBeyond = 2

// rounded is a time as people say it.
func rounded(d time.Duration) string {
	if d < time.Minute {
		return fault.Say("%.0f s", d.Seconds())
	}
	return fault.Say("%.0f min", d.Minutes())
}

// Ahead is how many wait already for what a context's questions of a size take turns for.
func Ahead(ctx context.Context, s Size) int {
	t, ok := ctx.Value(key{}).(ticket)
	if !ok {
		return 0
	}
	return t.gate.State(s).Waiting
}

// Enter waits for a turn at the context's gate; without one, there is nothing to wait for. The context returned ends
// when the question has taken as long as it may, so that whoever asks has an answer by then, or the reason why there is
// none; leave ends the turn.
//
// expected is about how long the work takes, 0 where nobody knows.
//
// Error: fault.Excessive for what cannot end in its time; Busy where too many wait already, where the wait would be
// longer than anyone waits, or was; ctx's.
func Enter(ctx context.Context, s Size, expected time.Duration) (in context.Context, leave func(), err error) {
	t, ok := ctx.Value(key{}).(ticket)
	if !ok {
		return ctx, func() {}, nil
	}
	l := &t.gate.lines[s]
	if l.bounds.Work > 0 && expected > max(farBeyond*l.bounds.Work, time.Minute) {
		return nil, nil, &fault.Error{Kind: fault.Excessive,
			What: fault.Say("it would take about %s, and this server works on a question for %s", rounded(expected),
				rounded(l.bounds.Work)),
			Fix: "Ask for less at a time, or on the command line, which has no limit"}
	}
	came := time.Now()
	forAll, _ := ctx.Value(made{}).(bool)
	if err := l.enter(ctx, t.client, forAll); err != nil {
		return nil, nil, err
	}
	begun := time.Now()
	// Within its turn a question takes no other: it could wait for itself.
	in, stop := context.WithDeadline(context.WithValue(ctx, key{}, nil), came.Add(l.bounds.Work))
	return in, sync.OnceFunc(func() {
		if ctx.Err() == nil && in.Err() != nil {
			t.overran.Store(true)
		}
		stop()
		l.leave(time.Since(begun))
	}), nil
}

// line is who is worked on and who waits.
type line struct {
	bounds Bounds

	mu      sync.Mutex
	working int
	count   int                  // waiting
	forAll  int                  // of those, who make something for all
	waiting map[string][]*waiter // by client, first come first
	clients []string             // with somebody waiting, next in rotation first
	typical time.Duration        // that a turn takes of late
	taken   int64
	refused int64
}

type waiter struct {
	turn   chan struct{}
	forAll bool
}

func (l *line) enter(ctx context.Context, client string, forAll bool) error {
	l.mu.Lock()
	if l.working < l.bounds.Working {
		l.working++
		l.taken++
		l.mu.Unlock()
		return nil
	}
	if err := l.hopeless(forAll); err != nil {
		l.refused++
		l.mu.Unlock()
		return err
	}
	w := &waiter{make(chan struct{}), forAll}
	l.add(client, w)
	l.mu.Unlock()
	wait := time.NewTimer(l.bounds.Wait)
	defer wait.Stop()
	select {
	case <-w.turn:
		return nil
	case <-ctx.Done():
		l.quit(client, w, false)
		return ctx.Err()
	case <-wait.C:
		l.quit(client, w, true)
		return busy(fault.Say("no turn came in %s", l.bounds.Wait.String()), l.bounds.Wait)
	}
}

// add lets one wait, who makes something for all before those who do not; the caller locks.
func (l *line) add(client string, w *waiter) {
	list := l.waiting[client]
	if len(list) == 0 {
		l.clients = append(l.clients, client)
	}
	at := len(list)
	for w.forAll && at > 0 && !list[at-1].forAll {
		at--
	}
	l.waiting[client] = slices.Insert(list, at, w)
	l.counted(w, 1)
}

// counted counts one who waits in or out; the caller locks.
func (l *line) counted(w *waiter, n int) {
	l.count += n
	if w.forAll {
		l.forAll += n
	}
}

// hopeless refuses at once who could only wait in vain; the caller locks.
func (l *line) hopeless(forAll bool) error {
	count := l.count
	if forAll {
		count = l.forAll
	}
	if count >= l.bounds.Waiting {
		return busy(fault.Say("%d others wait already", count), max(time.Second, l.typical))
	}
	ahead := time.Duration(count+1) * l.typical / time.Duration(l.bounds.Working)
	if l.typical > 0 && ahead > l.bounds.Wait {
		return busy(
			fault.Say("its turn would come in %s, and nobody waits longer than %s", ahead.Round(time.Second), l.bounds.Wait),
			ahead-l.bounds.Wait,
		)
	}
	return nil
}

// quit takes a waiter out; one whose turn has come meanwhile passes it on.
func (l *line) quit(client string, w *waiter, refused bool) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if refused {
		l.refused++
	}
	list := l.waiting[client]
	for i, one := range list {
		if one != w {
			continue
		}
		l.waiting[client] = append(list[:i:i], list[i+1:]...)
		l.counted(w, -1)
		if len(l.waiting[client]) == 0 {
			l.forget(client)
		}
		return
	}
	l.pass()
}

// forget takes a client out of the rotation, and the list of those of it who wait where nobody does.
func (l *line) forget(client string) {
	if len(l.waiting[client]) == 0 {
		delete(l.waiting, client)
	}
	for i, c := range l.clients {
		if c == client {
			l.clients = append(l.clients[:i:i], l.clients[i+1:]...)
			return
		}
	}
}

func (l *line) leave(took time.Duration) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.typical = (3*l.typical + took) / 4
	l.pass()
}

// pass gives the turn that has become free to the client next in rotation; the caller locks.
func (l *line) pass() {
	if len(l.clients) == 0 {
		l.working--
		return
	}
	client := l.clients[0]
	if l.forAll > 0 {
		client = l.clients[slices.IndexFunc(l.clients, func(c string) bool { return l.waiting[c][0].forAll })]
	}
	w := l.waiting[client][0]
	l.waiting[client] = l.waiting[client][1:]
	l.counted(w, -1)
	l.taken++
	more := len(l.waiting[client]) > 0
	if l.forget(client); more {
		l.clients = append(l.clients, client)
	}
	close(w.turn)
}

// Busy is a refusal for want of a turn; Retry is when another attempt makes sense.
type Busy struct {
	Fault fault.Error
	Retry time.Duration
}

// Error says what, why and what to do.
func (b *Busy) Error() string { return b.Fault.Error() }

// Unwrap returns the fault.
func (b *Busy) Unwrap() error { return &b.Fault }

func busy(why string, retry time.Duration) error {
	return &Busy{fault.Error{Kind: fault.Canceled, What: "the server is busy with other questions", Why: why,
		Fix: "Try again in a moment, or ask for it as a job: POST the same address"}, retry}
}

// IsBusy returns the refusal in an error's chain, or nil.
func IsBusy(err error) *Busy {
	var b *Busy
	if errors.As(err, &b) {
		return b
	}
	return nil
}
