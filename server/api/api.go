// Package api answers questions over HTTP: rows as JSON, CSV, Parquet, Arrow or Excel, and what there is to ask, as
// OpenAPI 3.1.
//
// A route declares its parameters, which are named as the command line's options, and a function from their values to
// an answer; reading, checking, documentation, entity tags and formats follow from the declaration. Tables are named by
// name/year of a library, never by a path.
package api

import (
	"log/slog"
	"net/http"
	"slices"
	"time"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humago"

	"ikat/engine"
	"ikat/fault"
	"ikat/internal/fetch"
	"ikat/internal/turns"
	"ikat/question"
	"ikat/store"
)

// Prefix is what every address of the API starts with.
const Prefix = "/api/v1"

// Config says what is answered from, and how much.
type Config struct {
	Engine  *engine.Engine
	Store   *store.Store   // where uploaded tables go
	Sources []fetch.Source // what publishers offer; nil is the built-in list
	Table   string         // reference of the table asked where a question names none
	Version string         // shown in the documentation
	Edition string         // of the program: entity tags change with it
	Limits  Limits
	Sent    func(name string) (path string, ok bool)  // finds a file that the asker has sent; nil where none can be sent
	Data    func(name string) (*question.Kept, error) // finds kept data by name; nil where none are kept
	Log     *slog.Logger                              // gets faults of ikat's own; nil is slog.Default
}

// Limits bound what one question may take. Zero values stand for the usual ones.
type Limits struct {
	Rows    int           // of an answer
	Upload  int64         // bytes of an uploaded table
	Body    int64         // bytes of any other body
	Jobs    int           // waiting or running at a time
	Running int           // jobs that run at a time; others wait
	Keep    time.Duration // how long a finished job's result is kept
	JobTime time.Duration // how long a job may run
}

func (l Limits) withDefaults() Limits {
	usual := Limits{
		Rows:    2_000_000,
		Upload:  2 << 30,
		Body:    64 << 10,
		Jobs:    32,
		Running: 2,
		Keep:    30 * time.Minute,
		JobTime: time.Hour,
	}
	return Limits{
		or(l.Rows, usual.Rows),
		or(l.Upload, usual.Upload),
		or(l.Body, usual.Body),
		or(l.Jobs, usual.Jobs),
		or(l.Running, usual.Running),
		or(l.Keep, usual.Keep),
		or(l.JobTime, usual.JobTime),
	}
}

// question are the limits of one question.
func (l Limits) question() *question.Limits {
	out := question.Usual
	out.Rows, out.Computed = l.Rows, float64(mostComputed*l.Rows)
	return &out
}

// mostComputed is how many times the rows of an answer may have to be computed before some of them are chosen.
const mostComputed = 10

func or[T comparable](v, otherwise T) T {
	var zero T
	if v == zero {
		return otherwise
	}
	return v
}

// API is the handler of everything below /api/. It is safe for concurrent use.
type API struct {
	Config
	mux         *http.ServeMux
	huma        huma.API
	jobs        *jobs
	uploading   chan struct{}
	downloading *turns.Gate // one at a time
}

// New returns the API.
//
// Error: fault.Internal if the list of tables' publishers cannot be read.
func New(c Config) (*API, error) {
	c.Limits = c.Limits.withDefaults()
	c.Engine = c.Engine.Closed()
	if c.Log == nil {
		c.Log = slog.Default()
	}
	a := &API{
		Config:    c,
		mux:       http.NewServeMux(),
		jobs:      newJobs(c.Limits, c.Engine.Memory()),
		uploading: make(chan struct{}, 2),
	}
	one := turns.Bounds{Working: 1, Waiting: c.Limits.Jobs, Wait: downloadTime, Work: downloadTime}
	a.downloading = turns.New(one, one)
	if a.Sources == nil {
		var err error
		if a.Sources, err = fetch.Sources(nil); err != nil {
			return nil, err
		}
	}
	config := huma.DefaultConfig("ikat", c.Version)
	// The description and its page are served below, without another host's scripts.
	config.OpenAPIPath, config.DocsPath, config.SchemasPath, config.CreateHooks = "", "", "", nil
	config.Info.Description = "Questions about global value chains, answered from inter-country input-output " +
		"tables. Parameters are named as the options of the command line; every answer says what kind of number each " +
		"column holds and which tables it rests on."
	config.Info.License = &huma.License{Name: "Apache-2.0", Identifier: "Apache-2.0"}
	config.Servers = []*huma.Server{{URL: Prefix}}
	config.Components.SecuritySchemes = map[string]*huma.SecurityScheme{
		"token": {
			Type:   "http",
			Scheme: "bearer",
			Description: "asked for by routes that change something, where the server was started with a token or listens " +
				"to other machines",
		},
	}
	a.huma = humago.NewWithPrefix(a.mux, Prefix, config)
	for _, r := range a.routes() {
		a.add(r)
	}
	a.addDocuments()
	a.mux.HandleFunc("/", a.nothing)
	return a, nil
}

// routes lists every route in the order of the documentation.
func (a *API) routes() []*route {
	return slices.Concat(a.tableRoutes(), a.tradeRoutes(), a.sourceRoutes(), a.measureRoutes(), a.questionRoutes(),
		a.jobRoutes())
}

// ServeHTTP answers one request.
func (a *API) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	h := w.Header()
	h.Set("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'")
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("Referrer-Policy", "no-referrer")
	h.Set("Cross-Origin-Resource-Policy", "same-origin")
	a.mux.ServeHTTP(w, r)
}

// Hold counts results of jobs as used, so that they are kept until they expire.
func (a *API) Hold() { a.jobs.hold() }

// Close stops all jobs and waits for them.
func (a *API) Close() { a.jobs.close() }

// nothing answers for addresses and methods that are not there.
func (a *API) nothing(w http.ResponseWriter, r *http.Request) {
	var allow []string
	for _, method := range []string{http.MethodGet, http.MethodPost, http.MethodDelete} {
		other := r.Clone(r.Context())
		other.Method = method
		if _, pattern := a.mux.Handler(other); pattern != "/" {
			allow = append(allow, method)
		}
	}
	if allow == nil {
		Fail(
			w,
			r,
			&fault.Error{
				Kind:  fault.NotFound,
				Where: question.Shortened(r.URL.Path),
				What:  "there is nothing at this address",
				Fix:   fault.Say("%s/docs describes what there is", Prefix),
			},
		)
		return
	}
	for _, m := range allow {
		w.Header().Add("Allow", m)
	}
	Fail(
		w,
		r,
		&Refusal{
			Status: http.StatusMethodNotAllowed,
			Fault: fault.Error{
				Kind:  fault.Invalid,
				Where: question.Shortened(r.Method + " " + r.URL.Path),
				What:  "this address does not take that method",
				Fix:   fault.Say("%s/docs describes what it takes", Prefix),
			},
		},
	)
}
