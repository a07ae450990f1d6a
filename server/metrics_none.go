//go:build nometrics

package server

import (
	"net/http"
	"time"
)

// watching counts nothing in a program built without metrics.
type watching struct{}

func newWatching(*Server) *watching { return nil }

func (*watching) seen(*http.Request, int, time.Duration) {}

func (*watching) metrics() http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		http.Error(w, "this program was built without metrics", http.StatusNotFound)
	})
}
