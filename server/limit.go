package server

import (
	"fmt"
	"net"
	"net/http"
	"runtime/debug"
	"strings"
	"time"

	"ikat/fault"
	"ikat/internal/turns"
	"ikat/server/api"
)

// taking answers a request whose questions take turns on its client's behalf, and says whether one ran out of its time.
func (s *Server) taking(w http.ResponseWriter, r *http.Request) (overran bool) {
	ctx := turns.With(r.Context(), s.gate, client(r))
	s.recovering(w, r.WithContext(ctx), s.inner)
	return turns.Overran(ctx)
}

// client is who asks: the address, or what a proxy on this machine says it is.
func client(r *http.Request) string {
	host, _, err := net.SplitHostPort(r.RemoteAddr)
	if err != nil {
		return r.RemoteAddr
	}
	if !loopback(host) {
		return host
	}
	// The last one is the proxy's own word; what stands before it anybody can write.
	list := strings.Split(r.Header.Get("X-Forwarded-For"), ",")
	if last := strings.TrimSpace(list[len(list)-1]); net.ParseIP(last) != nil {
		return last
	}
	return host
}

// A question that ran out of its time would do so again: for so long it is refused at once.
const hopelessFor = 10 * time.Minute

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
		s.Faults.Error("a request broke down", "id", w.Header().Get(idHeader), "method", r.Method, "url", r.URL.RequestURI(),
			"panic", fmt.Sprint(v), "stack", string(debug.Stack()))
		if begun.written {
			panic(http.ErrAbortHandler)
		}
		api.Fail(w, r, &fault.Error{Kind: fault.Internal, What: "the answer broke down; this is a fault of ikat itself",
			Fix: "Please report it, with what was asked"})
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
