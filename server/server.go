// Package server puts the API and the pages behind one handler that is safe to leave running: it knows by which names
// it may be called, lets nobody change anything without right, bounds what one question may take, and answers a
// repeated question from memory.
package server

import (
	"cmp"
	"context"
	"crypto/rand"
	"log/slog"
	"net/http"
	"regexp"
	"runtime"
	"runtime/debug"
	"runtime/metrics"
	"strings"
	"sync/atomic"
	"time"

	"ikat/engine"
	"ikat/internal/fetch"
	"ikat/internal/turns"
	"ikat/memo"
	"ikat/question"
	"ikat/server/api"
	"ikat/server/mcp"
	"ikat/store"
)

// Config says what is served, to whom, and how much of it.
type Config struct {
	Engine  *engine.Engine
	Store   *store.Store                              // where uploaded tables go; nil takes none
	Sources []fetch.Source                            // what publishers offer; nil is the built-in list
	Table   string                                    // reference of the table asked where a question names none
	UI      http.Handler                              // everything outside /api/; nil shows the API's documentation
	Takes   string                                    // path of the pages that takes a file to ask with; "" for none
	Sent    func(name string) (path string, ok bool)  // finds such a file; nil where none can be sent
	Data    func(name string) (*question.Kept, error) // finds kept data by name; nil where none are kept
	Version string
	Edition string   // of the program: entity tags change with it; "" is Version
	Hosts   []string // names by which the server may be called, beside those of this machine's loopback
	Token   string   // asked for by requests that change something; "" asks for none
	Limits  Limits
	Log     *slog.Logger // gets a line a request; nil gets none
	Faults  *slog.Logger // gets faults of ikat's own; nil is slog.Default
}

// Limits bound what is served. Zero values stand for the usual ones.
type Limits struct {
	API   api.Limits
	Short turns.Bounds // of questions that are answered at once
	Long  turns.Bounds // of those that take seconds
	Pace  Pace
}

func (l Limits) withDefaults() Limits {
	cores := runtime.GOMAXPROCS(0)
	// Short ones share the cores; of long ones, half as many as there are cores leave room for short ones.
	orUsual(&l.Short, turns.Bounds{Working: 8 * cores, Waiting: 1000, Wait: 10 * time.Second, Work: 2 * time.Minute})
	orUsual(&l.Long, turns.Bounds{Working: max(1, cores/2), Waiting: 64, Wait: 30 * time.Second, Work: 2 * time.Minute})
	if l.Pace == (Pace{}) {
		l.Pace = usualPace
	}
	return l
}

func orUsual(b *turns.Bounds, usual turns.Bounds) {
	b.Working, b.Waiting = cmp.Or(b.Working, usual.Working), cmp.Or(b.Waiting, usual.Waiting)
	b.Wait, b.Work = cmp.Or(b.Wait, usual.Wait), cmp.Or(b.Work, usual.Work)
}

// Server is the handler of everything. It is safe for concurrent use.
type Server struct {
	Config
	api      *api.API
	hosts    map[string]bool
	origin   *http.CrossOriginProtection
	gate     *turns.Gate
	kept     *memo.Slot[*answer]
	watching *watching
	mcp      http.Handler
	closing  atomic.Bool
}

// New returns the server.
//
// Error: what the API says.
func New(c Config) (*Server, error) {
	c.Limits = c.Limits.withDefaults()
	if c.Edition == "" {
		c.Edition = c.Version
	}
	if c.Faults == nil {
		c.Faults = slog.Default()
	}
	a, err := api.New(
		api.Config{
			Engine:  c.Engine,
			Store:   c.Store,
			Sources: c.Sources,
			Table:   c.Table,
			Version: c.Version,
			Edition: c.Edition,
			Limits:  c.Limits.API,
			Sent:    c.Sent,
			Data:    c.Data,
			Log:     c.Faults,
		},
	)
	if err != nil {
		return nil, err
	}
	if c.UI == nil {
		c.UI = http.RedirectHandler(api.Prefix+"/docs", http.StatusSeeOther)
	}
	s := &Server{Config: c, api: a, hosts: names(c.Hosts), origin: http.NewCrossOriginProtection(),
		gate: turns.New(c.Limits.Short, c.Limits.Long), kept: memo.NewSlot[*answer](c.Engine.Memory())}
	s.watching = newWatching(s)
	s.mcp = mcp.Config{Engine: c.Engine.Closed(), Table: c.Table, Version: c.Version, Limits: &question.Usual,
		Data: c.Data}.Handler()
	return s, nil
}

// Stopping says that no new work should be sent: /readyz answers 503 from then on.
func (s *Server) Stopping() { s.closing.Store(true) }

// Close stops all jobs and waits for them.
func (s *Server) Close() { s.api.Close() }

// Unused is after how long without a question about it something remembered is usually given back.
const Unused = 10 * time.Minute

// settling is how long a server does nothing before what its work left free goes back to the system.
const settling = 3 * time.Second

// Tend gives back what has not been used for some time, at twice that at most, until the context ends, and what work
// has left free once there is none. Results of jobs stay until they expire.
func (s *Server) Tend(ctx context.Context, unused time.Duration) {
	tick, pause := time.NewTicker(unused), time.NewTicker(settling)
	defer tick.Stop()
	defer pause.Stop()
	var work settled
	for {
		select {
		case <-ctx.Done():
			return
		case <-pause.C:
			if work.settles(allocated()) {
				debug.FreeOSMemory()
			}
		case <-tick.C:
			s.api.Hold()
			if s.Engine.Memory().Sweep() > 0 {
				debug.FreeOSMemory()
			}
		}
	}
}

// settled knows how much memory was ever asked for, when that was last looked at and when memory was last given back.
type settled struct{ seen, given uint64 }

const (
	// still is what a server without work asks for between two looks, and no more.
	still = 1 << 20
	// worthGiving is how much has been asked for since where giving back is worth a collection.
	worthGiving = 32 << 20
)

// settles reports whether it is time to give back: nothing is being worked on any more, and enough was.
func (m *settled) settles(total uint64) bool {
	quiet := total-m.seen < still
	m.seen = total
	if !quiet || total-m.given < worthGiving {
		return false
	}
	m.given = total
	return true
}

// allocated is how much memory has been asked for in all.
func allocated() uint64 {
	of := []metrics.Sample{{Name: "/gc/heap/allocs:bytes"}}
	metrics.Read(of)
	return of[0].Value.Uint64()
}

// idHeader names a request in answers and logs. A proxy's name for it is taken over.
const idHeader = "X-Request-Id"

var idForm = regexp.MustCompile(`^[A-Za-z0-9._-]{1,64}$`)

// ServeHTTP answers one request.
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	id := r.Header.Get(idHeader)
	if !idForm.MatchString(id) {
		id = rand.Text()
	}
	w.Header().Set(idHeader, id)
	seen := &watched{ResponseWriter: w, status: http.StatusOK}
	defer func(start time.Time) {
		took := time.Since(start)
		s.watching.seen(r, seen.status, took)
		if s.Log != nil {
			s.Log.Info(
				"request",
				"id",
				id,
				"method",
				r.Method,
				"url",
				r.URL.RequestURI(),
				"status",
				seen.status,
				"bytes",
				seen.bytes,
				"took",
				took.Round(time.Microsecond).String(),
				"from",
				client(r),
			)
		}
	}(time.Now())
	answer, end := paced(seen, r, s.Limits.Pace)
	defer end()
	if err := s.guard(r); err != nil {
		if p := api.ProblemOf(err); p.Status == http.StatusUnauthorized {
			answer.Header().Set("WWW-Authenticate", `Bearer realm="ikat"`)
		}
		api.Fail(answer, r, err)
		return
	}
	s.recovering(answer, r, s.dispatch)
}

// dispatch answers what only reads from memory where it can; what changes something, or looks at something that
// changes, goes straight through.
func (s *Server) dispatch(w http.ResponseWriter, r *http.Request) {
	path := r.URL.Path
	stream := strings.Contains(r.Header.Get("Accept"), "text/event-stream")
	switch {
	case !reads(r.Method),
		stream,
		path == mcpPath,
		strings.HasPrefix(path, api.Prefix+"/jobs"),
		path == api.Prefix+"/sources",
		strings.HasPrefix(path, "/assets/"):
		s.taking(w, r)
	default:
		s.remembered(w, r)
	}
}

// inner is the API or the pages.
func (s *Server) inner(w http.ResponseWriter, r *http.Request) {
	switch {
	case isAPI(r.URL.Path):
		s.api.ServeHTTP(w, r)
		return
	case r.URL.Path == mcpPath:
		r.Body = http.MaxBytesReader(w, r.Body, mostMCP)
		s.mcp.ServeHTTP(w, r)
		return
	}
	s.UI.ServeHTTP(w, r)
}

// Assistants ask at mcpPath; their questions have at most mostMCP bytes.
const (
	mcpPath = "/mcp"
	mostMCP = 256 << 10
)

func isAPI(path string) bool { return strings.HasPrefix(path, "/api/") || path == "/api" }

// watched remembers what was answered, for the log.
type watched struct {
	http.ResponseWriter
	status int
	bytes  int64
}

func (w *watched) WriteHeader(status int) {
	w.status = status
	w.ResponseWriter.WriteHeader(status)
}

func (w *watched) Write(b []byte) (int, error) {
	n, err := w.ResponseWriter.Write(b)
	w.bytes += int64(n)
	return n, err
}

// Unwrap lets http.ResponseController reach what is below.
func (w *watched) Unwrap() http.ResponseWriter { return w.ResponseWriter }
