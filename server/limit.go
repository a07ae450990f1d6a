package server

import (
	"context"
	"fmt"
	"net/http"
	"runtime/debug"
	"time"

	"ikat/fault"
	"ikat/server/api"
)

// bounded works on a question when its turn comes, for as long as one may take.
func (s *Server) bounded(w http.ResponseWriter, r *http.Request) {
	if err := s.turn(r.Context()); err != nil {
		api.Fail(w, err)
		return
	}
	defer func() { <-s.turns }()
	ctx, stop := context.WithTimeout(r.Context(), s.Limits.Time)
	defer stop()
	// A client that reads slowly must not hold a turn for ever; where there is no connection below, nobody reads slowly.
	_ = http.NewResponseController(w).SetWriteDeadline(time.Now().Add(2 * s.Limits.Time))
	s.recovering(w, r.WithContext(ctx), s.inner)
}

// turn waits for a turn, but not for long.
func (s *Server) turn(ctx context.Context) error {
	wait := time.NewTimer(s.Limits.Queue)
	defer wait.Stop()
	select {
	case s.turns <- struct{}{}:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	case <-wait.C:
		return &api.Refusal{Status: http.StatusServiceUnavailable, Retry: s.Limits.Queue, Fault: fault.Error{Kind: fault.Canceled, What: "the server is busy with other questions", Fix: "Try again in a moment"}}
	}
}

// recovering answers a fault of ikat's own with a problem and a line in the log, and goes on.
func (s *Server) recovering(w http.ResponseWriter, r *http.Request, next http.HandlerFunc) {
	begun := &begun{ResponseWriter: w}
	defer func() {
		v := recover()
		if v == nil {
			return
		}
		if v == http.ErrAbortHandler {
			panic(v) // the connection is to break, and does
		}
		s.Faults.Error("a request broke down", "method", r.Method, "url", r.URL.RequestURI(), "panic", fmt.Sprint(v), "stack", string(debug.Stack()))
		if begun.written {
			panic(http.ErrAbortHandler)
		}
		api.Fail(w, &fault.Error{Kind: fault.Internal, What: "the answer broke down; this is a fault of ikat itself", Fix: "Please report it, with what was asked"})
	}()
	next(begun, r)
}

// begun knows whether an answer has begun.
type begun struct {
	http.ResponseWriter
	written bool
}

func (b *begun) WriteHeader(status int) {
	b.written = true
	b.ResponseWriter.WriteHeader(status)
}

func (b *begun) Write(p []byte) (int, error) {
	b.written = true
	return b.ResponseWriter.Write(p)
}

// Unwrap lets http.ResponseController reach what is below.
func (b *begun) Unwrap() http.ResponseWriter { return b.ResponseWriter }
