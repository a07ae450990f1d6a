package queue

import (
	"context"
	"errors"
	"net"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"github.com/nats-io/nats-server/v2/server"
	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"

	"ikat/fault"
	"ikat/internal/owned"
	"ikat/sweep"
)

// Leader holds the queue of one sweep and gathers its results.
type Leader struct {
	Folder  sweep.Folder
	Version string
	Jobs    []sweep.Job
	// Progress is called with how far the sweep is; nil tells nobody.
	Progress func(stage string, done float64)

	server *server.Server
	conn   *nats.Conn
	js     jetstream.JetStream
	lock   *os.File
}

// hidden is the queue's own folder in that of the results. It is gone when the sweep is done.
const hidden = ".queue"

func (l *Leader) dir() string { return filepath.Join(string(l.Folder), hidden) }

// Start opens the queue at an address. Workers must show the token unless it is "".
//
// Error: fault.Unwritable for a folder that cannot hold the queue, or that another leader holds.
func (l *Leader) Start(ctx context.Context, addr *net.TCPAddr, token string) error {
	if err := l.hold(); err != nil {
		return err
	}
	opts := &server.Options{ServerName: "ikat", Host: addr.IP.String(), Port: addr.Port, Authorization: token,
		JetStream: true, StoreDir: l.dir(), NoSigs: true, NoLog: true}
	s, err := server.NewServer(opts)
	if err != nil {
		l.Close()
		return l.broken(err)
	}
	l.server = s
	s.Start()
	if !s.ReadyForConnections(10*time.Second) || !s.JetStreamEnabled() {
		l.Close()
		return l.broken(errors.New("the queue in it does not open"))
	}
	if err := l.connect(ctx, token); err != nil {
		l.Close()
		return l.broken(err)
	}
	return nil
}

// hold keeps other leaders out of the folder.
func (l *Leader) hold() error {
	if err := os.MkdirAll(l.dir(), 0o700); err != nil {
		return l.broken(err)
	}
	f, err := os.OpenFile(filepath.Join(l.dir(), "lock"), os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return l.broken(err)
	}
	held, err := owned.Acquire(f)
	if err == nil && !held {
		err = errors.New("another ikat sweep serve holds it")
	}
	if err != nil {
		f.Close()
		return l.broken(err)
	}
	l.lock = f
	return nil
}

func (l *Leader) broken(err error) error {
	return &fault.Error{Kind: fault.Unwritable, Where: l.dir(), What: fault.Say("it cannot hold the queue: %v", err),
		Fix: "Stop who else uses it, or remove it: it holds nothing but work in hand", Err: err}
}

func (l *Leader) connect(ctx context.Context, token string) error {
	var err error
	if l.conn, err = nats.Connect("", nats.InProcessServer(l.server), nats.Token(token)); err != nil {
		return err
	}
	if l.js, err = jetstream.New(l.conn); err != nil {
		return err
	}
	if _, err := l.js.CreateOrUpdateObjectStore(ctx, rowBucket); err != nil {
		return err
	}
	sheets, err := l.js.CreateOrUpdateObjectStore(ctx, aboutBucket)
	if err != nil {
		return err
	}
	_, err = sheets.PutBytes(ctx, plan, sheetOf(l.Version, l.Jobs))
	return err
}

// Close ends the leader. What is queued stays for the next one.
func (l *Leader) Close() {
	if l.conn != nil {
		l.conn.Close()
	}
	if l.server != nil {
		l.server.Shutdown()
		l.server.WaitForShutdown()
	}
	l.lock.Close()
}

// Run hands out the jobs that are not done and puts what comes back into the folder until all are.
//
// Error: the context's; fault.Unwritable.
func (l *Leader) Run(ctx context.Context) (sweep.Report, error) {
	g := &gathering{Leader: l, report: sweep.Report{Jobs: len(l.Jobs)}, left: map[string]sweep.Job{}, begun: time.Now()}
	for _, j := range l.Jobs {
		if !l.Folder.Done(j.Key) {
			g.left[j.Key] = j
		}
	}
	g.report.Skipped = len(l.Jobs) - len(g.left)
	err := g.run(ctx)
	if ctx.Err() != nil {
		err = ctx.Err()
	}
	if err == nil {
		err = l.finish(ctx)
	}
	return g.report, err
}

// gathering is what a leader knows of a sweep under way.
type gathering struct {
	*Leader
	report sweep.Report
	left   map[string]sweep.Job // not yet in the folder
	begun  time.Time
	store  jetstream.ObjectStore
}

func (g *gathering) run(ctx context.Context) (err error) {
	if g.store, err = g.js.ObjectStore(ctx, rows); err != nil {
		return err
	}
	came, err := g.store.Watch(ctx, jetstream.IgnoreDeletes())
	if err != nil {
		return err
	}
	defer func() { _ = came.Stop() }()
	look := time.NewTicker(quiet)
	defer look.Stop()
	queued := false
	for !queued || len(g.left) > 0 {
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-look.C:
			if queued {
				if err := g.recover(ctx); err != nil {
					return err
				}
			}
		case info := <-came.Updates():
			look.Reset(quiet)
			if info != nil {
				err = g.take(ctx, info.Name)
			} else if !queued { // what had come before this leader began is in the folder now
				queued, err = true, g.enqueue(ctx)
			}
			if err != nil {
				return err
			}
		}
	}
	return nil
}

// take puts a result into the folder, if nobody has. What is no result counts as a failure.
func (g *gathering) take(ctx context.Context, name string) error {
	key, _, _ := strings.Cut(name, "/")
	packed, err := g.store.Get(ctx, name)
	if errors.Is(err, jetstream.ErrObjectNotFound) {
		return nil
	}
	if err != nil {
		return err
	}
	defer packed.Close()
	failure, err := g.Folder.Unpack(key, packed)
	job, asked := g.left[key]
	switch {
	case ctx.Err() != nil:
		return ctx.Err()
	case fault.KindOf(err) == fault.Unwritable:
		return err
	case err != nil && asked:
		failure = err
		run := sweep.Runner{Folder: g.Folder}
		if err := run.Fail(job, failure); err != nil {
			return err
		}
	}
	if asked {
		g.count(key, failure)
	}
	return g.store.Delete(ctx, name)
}

func (g *gathering) count(key string, failure error) {
	delete(g.left, key)
	if failure == nil {
		g.report.Done++
	} else {
		g.report.Failed++
		if g.report.First == nil {
			g.report.First = failure
		}
	}
	if g.Progress != nil {
		g.Progress(sweep.Pace(g.report.Skipped, g.report.Done+g.report.Failed, g.report.Jobs, time.Since(g.begun)))
	}
}

// enqueue makes the queue hold the jobs that are left, each once. Those that another leader has queued stay as they
// are, in the hands of their workers.
func (g *gathering) enqueue(ctx context.Context) error {
	stream, err := g.js.CreateOrUpdateStream(ctx, jobStream)
	if err != nil {
		return err
	}
	if _, err := stream.CreateOrUpdateConsumer(ctx, jobConsumer()); err != nil {
		return err
	}
	info, err := stream.Info(ctx, jetstream.WithSubjectFilter(">"))
	if err != nil {
		return err
	}
	for s := range info.State.Subjects {
		if _, ok := g.left[strings.TrimPrefix(s, subject)]; !ok {
			if err := stream.Purge(ctx, jetstream.WithPurgeSubject(s)); err != nil {
				return err
			}
		}
	}
	for _, j := range g.Jobs { // in the plan's order: jobs about one table stand together
		if _, ok := g.left[j.Key]; !ok || info.State.Subjects[subject+j.Key] > 0 {
			continue
		}
		if _, err := g.js.Publish(ctx, subject+j.Key, encode(j.Task())); err != nil {
			return err
		}
	}
	return nil
}

// recover hands out again what a leader that was killed has lost: it may have confirmed a result, or taken a job off
// the queue, that never reached its disk. Then a job is left that nobody does and of which no result will come.
func (g *gathering) recover(ctx context.Context) error {
	kept, err := g.store.List(ctx)
	if err != nil && !errors.Is(err, jetstream.ErrNoObjectsFound) {
		return err
	}
	for _, info := range kept { // a result that was not announced
		if err := g.take(ctx, info.Name); err != nil {
			return err
		}
	}
	queue, err := g.js.Consumer(ctx, jobs, workers)
	if err != nil {
		return err
	}
	if s := queue.CachedInfo(); s.NumPending > 0 || s.NumAckPending > 0 || len(g.left) == 0 {
		return nil
	}
	stream, err := g.js.Stream(ctx, jobs)
	if err != nil {
		return err
	}
	for key := range g.left { // one that is held but was taken for done would not be handed out
		if err := stream.Purge(ctx, jetstream.WithPurgeSubject(subject+key)); err != nil {
			return err
		}
	}
	return g.enqueue(ctx)
}

// finish tells the workers that there is no more, waits until they have gone, and removes the queue.
func (l *Leader) finish(ctx context.Context) error {
	if err := l.js.DeleteStream(ctx, jobs); err != nil {
		return err
	}
	for wait := time.Now().Add(10 * time.Second); l.server.NumClients() > 1 && time.Now().Before(wait); {
		time.Sleep(50 * time.Millisecond)
	}
	l.Close()
	if err := os.RemoveAll(l.dir()); err != nil {
		return l.broken(err)
	}
	return nil
}

// Address is where the leader listens.
func (l *Leader) Address() string {
	a := l.server.Addr().(*net.TCPAddr)
	return net.JoinHostPort(a.IP.String(), strconv.Itoa(a.Port))
}
