package queue

import (
	"bytes"
	"context"
	"crypto/rand"
	"encoding/json"
	"errors"
	"fmt"
	"net"
	"os"
	"sync/atomic"
	"time"

	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"
	"golang.org/x/sync/errgroup"

	"ikat/engine"
	"ikat/fault"
	"ikat/sweep"
)

// Worker does jobs of a leader's queue.
type Worker struct {
	Engine  *engine.Engine
	Version string
	Address string // of the leader
	Token   string
	Workers int // jobs at a time
	// Progress is called with what has been done; nil tells nobody.
	Progress func(stage string, done float64)
}

// errOver says that the leader has all results.
var errOver = errors.New("the sweep is done")

// Run joins a leader and does jobs until there are none, and says how many it did.
//
// Error: fault.NotFound where nobody answers, or where a table or file is missing here; fault.Inconsistent where one
// holds something else than the leader's, or the version differs; fault.Invalid for a wrong token; the context's.
func (w *Worker) Run(ctx context.Context) (int, error) {
	j, err := w.join(ctx)
	if err != nil {
		return 0, err
	}
	defer j.conn.Close()
	work, ctx := errgroup.WithContext(ctx)
	for range max(1, w.Workers) {
		work.Go(func() error {
			for {
				if err := j.one(ctx); err != nil {
					return err
				}
			}
		})
	}
	err = work.Wait()
	if errors.Is(err, errOver) {
		err = nil
	}
	_ = j.conn.FlushTimeout(time.Second) // jobs that were given back are free at once
	return int(j.done.Load()), err
}

// joined is a worker at a leader.
type joined struct {
	*Worker
	conn  *nats.Conn
	js    jetstream.JetStream
	queue jetstream.Consumer
	rows  jetstream.ObjectStore
	place *sweep.Place
	done  atomic.Int64
}

func (w *Worker) join(ctx context.Context) (*joined, error) {
	place, err := sweep.NewPlace(w.Engine, w.Version)
	if err != nil {
		return nil, err
	}
	j := &joined{Worker: w, place: place}
	if c, err := net.DialTimeout("tcp", w.Address, 5*time.Second); err != nil {
		return nil, w.nobody(err) // the client of the queue would not say why
	} else {
		c.Close()
	}
	host, _ := os.Hostname() // for people who look at the queue
	j.conn, err = nats.Connect("nats://"+w.Address, nats.Token(w.Token), nats.MaxReconnects(-1),
		nats.ReconnectWait(500*time.Millisecond), nats.ReconnectBufSize(-1),
		nats.Name(fmt.Sprintf("%s, process %d", host, os.Getpid())))
	if err != nil {
		return nil, w.nobody(err)
	}
	if err := j.open(ctx); err != nil {
		j.conn.Close()
		return nil, err
	}
	return j, nil
}

// nobody says why a leader cannot be joined.
func (w *Worker) nobody(err error) error {
	where := "--join " + w.Address
	if errors.Is(err, nats.ErrAuthorization) {
		return &fault.Error{Kind: fault.Invalid, Where: where, What: "the leader asks for another token",
			Fix: "Give the leader's in IKAT_TOKEN or with --token-file", Err: err}
	}
	return &fault.Error{Kind: fault.NotFound, Where: where, What: fault.Say("no sweep is served there: %v", err),
		Fix: "Start one with ikat sweep serve PLAN -o FOLDER, and join at the address that it prints", Err: err}
}

// open looks at what is to be done, and whether it can be done here. A leader that has just begun needs a moment.
func (j *joined) open(ctx context.Context) (err error) {
	if j.js, err = jetstream.New(j.conn); err != nil {
		return err
	}
	for wait := time.Now().Add(10 * time.Second); ; time.Sleep(100 * time.Millisecond) {
		if j.queue, err = j.js.Consumer(ctx, jobs, workers); err == nil {
			break
		}
		if ctx.Err() != nil {
			return ctx.Err()
		}
		if time.Now().After(wait) {
			return j.nobody(err)
		}
	}
	if j.rows, err = j.js.ObjectStore(ctx, rows); err != nil {
		return j.nobody(err)
	}
	sheets, err := j.js.ObjectStore(ctx, about)
	if err != nil {
		return j.nobody(err)
	}
	text, err := sheets.GetBytes(ctx, plan)
	if err != nil {
		return j.nobody(err)
	}
	var s sheet
	if err := json.Unmarshal(text, &s); err != nil {
		return j.nobody(err)
	}
	if s.Version != j.Version {
		return &fault.Error{Kind: fault.Inconsistent, Where: "--join " + j.Address,
			What: fault.Say("the leader is ikat %s, and this is %s", s.Version, j.Version),
			Why:  "Answers of two versions do not belong in one result", Fix: "Run the same version everywhere"}
	}
	return j.place.Lacks(s.Rests)
}

// one waits for a job and does it.
func (j *joined) one(ctx context.Context) error {
	var message jetstream.Msg
	err := j.insist(ctx, func() error {
		if !j.conn.IsConnected() {
			return nats.ErrDisconnected
		}
		wait, stop := context.WithTimeout(ctx, 5*time.Second)
		defer stop()
		m, err := j.queue.Next(jetstream.FetchContext(wait))
		if err == nil {
			message = m
		} else if errors.Is(err, nats.ErrTimeout) || wait.Err() != nil {
			return nil
		}
		return err
	})
	if err != nil || message == nil {
		return err
	}
	done := j.alive(message)
	defer done()
	if err := j.do(ctx, message); err != nil {
		_ = message.Nak() // another may have it at once; without a word it would after a while
		return err
	}
	return nil
}

// alive tells the leader that a job is being done until it is.
func (j *joined) alive(m jetstream.Msg) (done func()) {
	tick := time.NewTicker(j.queue.CachedInfo().Config.AckWait / 3)
	end := make(chan struct{})
	go func() {
		defer tick.Stop()
		for {
			select {
			case <-tick.C:
				_ = m.InProgress() // a leader that has gone hears the next one
			case <-end:
				return
			}
		}
	}()
	return func() { close(end) }
}

// do does a job, and lets go of it once its result is kept.
func (j *joined) do(ctx context.Context, m jetstream.Msg) error {
	var t sweep.Task
	if err := json.Unmarshal(m.Data(), &t); err != nil {
		return err
	}
	job, err := j.place.Job(t)
	if err != nil {
		return err
	}
	packed, err := j.packed(ctx, job, m)
	if err != nil {
		return err
	}
	name := job.Key + "/" + rand.Text() // of this attempt
	err = j.insist(ctx, func() error {
		_, err := j.rows.Put(ctx, jetstream.ObjectMeta{Name: name}, bytes.NewReader(packed))
		return err
	})
	if err != nil {
		return err
	}
	n := j.done.Add(1)
	if j.Progress != nil {
		j.Progress(fmt.Sprintf("%d jobs done here", n), -1)
	}
	return j.insist(ctx, m.Ack)
}

func (j *joined) packed(ctx context.Context, job sweep.Job, m jetstream.Msg) ([]byte, error) {
	run := sweep.Runner{Engine: j.Engine, Version: j.Version}
	var b bytes.Buffer
	if tried, err := m.Metadata(); err == nil && tried.NumDelivered > attempts {
		reason := &fault.Error{Kind: fault.Internal, Where: fault.Say("job %s", job.Key),
			What: fault.Say("%d workers ended while they did it", attempts), Why: "It may take more memory than they have",
			Fix: fault.Say("Try it alone with ikat sweep PLAN -o FOLDER --job %s", job.Key)}
		err := run.PackFailure(job, reason, &b)
		return b.Bytes(), err
	}
	err := run.Pack(ctx, job, &b)
	return b.Bytes(), err
}

// insist tries again what needs the leader, which may be gone for a while.
//
// Error: errOver once the leader has all results; fault.NotFound where it stays away; the context's.
func (j *joined) insist(ctx context.Context, try func() error) error {
	for begun := time.Now(); ; {
		err := try()
		if err == nil || ctx.Err() != nil {
			return errors.Join(err, ctx.Err())
		}
		if _, gone := j.js.Stream(ctx, jobs); errors.Is(gone, jetstream.ErrStreamNotFound) {
			return errOver
		}
		if time.Since(begun) > Away {
			return j.nobody(err)
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(500 * time.Millisecond):
		}
	}
}
