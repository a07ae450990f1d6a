// Package server puts the API and the pages behind one handler that is safe to leave running: it knows by which names it may
// be called, lets nobody change anything without right, bounds what one question may take, and answers a repeated question
// from memory.
package server

import (
	"log/slog"
	"net/http"
	"runtime"
	"strings"
	"time"

	"ikat/engine"
	"ikat/memo"
	"ikat/server/api"
	"ikat/store"
)

// Config says what is served, to whom, and how much of it.
type Config struct {
	Engine  *engine.Engine
	Store   *store.Store // where uploaded tables go; nil takes none
	Table   string       // reference of the table asked where a question names none
	UI      http.Handler // everything outside /api/; nil shows the API's documentation
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
	API        api.Limits
	Concurrent int           // questions worked on at a time; others wait
	Queue      time.Duration // how long a question waits for its turn
	Time       time.Duration // how long one question may take
}

func (l Limits) withDefaults() Limits {
	if l.Concurrent == 0 {
		l.Concurrent = 8 * runtime.GOMAXPROCS(0) // short answers pass long ones; the cores are shared
	}
	if l.Queue == 0 {
		l.Queue = 10 * time.Second
	}
	if l.Time == 0 {
		l.Time = 2 * time.Minute
	}
	return l
}

// Server is the handler of everything. It is safe for concurrent use.
type Server struct {
	Config
	api    *api.API
	hosts  map[string]bool
	origin *http.CrossOriginProtection
	turns  chan struct{}
	kept   *memo.Slot[*answer]
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
	a, err := api.New(api.Config{Engine: c.Engine, Store: c.Store, Table: c.Table, Version: c.Version, Edition: c.Edition, Limits: c.Limits.API, Log: c.Faults})
	if err != nil {
		return nil, err
	}
	if c.UI == nil {
		c.UI = http.RedirectHandler(api.Prefix+"/docs", http.StatusSeeOther)
	}
	return &Server{Config: c, api: a, hosts: names(c.Hosts), origin: http.NewCrossOriginProtection(), turns: make(chan struct{}, c.Limits.Concurrent), kept: memo.NewSlot[*answer](c.Engine.Memory())}, nil
}

// Close stops all jobs and waits for them.
func (s *Server) Close() { s.api.Close() }

// ServeHTTP answers one request.
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if s.Log != nil {
		seen := &watched{ResponseWriter: w, status: http.StatusOK}
		defer func(start time.Time) {
			s.Log.Info("request", "method", r.Method, "url", r.URL.RequestURI(), "status", seen.status, "bytes", seen.bytes, "took", time.Since(start).Round(time.Microsecond).String(), "from", r.RemoteAddr)
		}(time.Now())
		w = seen
	}
	if err := s.guard(r); err != nil {
		if p := api.ProblemOf(err); p.Status == http.StatusUnauthorized {
			w.Header().Set("WWW-Authenticate", `Bearer realm="ikat"`)
		}
		api.Fail(w, err)
		return
	}
	s.recovering(w, r, s.dispatch)
}

// dispatch answers what only reads from memory where it can; what changes something, or looks at something that changes, goes
// straight through.
func (s *Server) dispatch(w http.ResponseWriter, r *http.Request) {
	path := r.URL.Path
	stream := strings.Contains(r.Header.Get("Accept"), "text/event-stream")
	switch {
	case !reads(r.Method), strings.HasPrefix(path, api.Prefix+"/jobs"), strings.HasPrefix(path, "/assets/"):
		s.inner(w, r)
	case stream:
		s.bounded(w, r)
	default:
		s.remembered(w, r)
	}
}

// inner is the API or the pages.
func (s *Server) inner(w http.ResponseWriter, r *http.Request) {
	if strings.HasPrefix(r.URL.Path, "/api/") || r.URL.Path == "/api" {
		s.api.ServeHTTP(w, r)
		return
	}
	s.UI.ServeHTTP(w, r)
}

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
