package server

import (
	"encoding/json"
	"net/http"
)

// Watch is the handler for those who watch the server: /metrics in the format of Prometheus, /healthz and /readyz. It
// belongs on an address that strangers do not reach.
func (s *Server) Watch() http.Handler {
	mux := http.NewServeMux()
	mux.Handle("GET /metrics", s.watching.metrics())
	mux.HandleFunc("GET /healthz", func(w http.ResponseWriter, _ *http.Request) { say(w, http.StatusOK, "ok", nil) })
	mux.HandleFunc("GET /readyz", func(w http.ResponseWriter, _ *http.Request) {
		if s.closing.Load() {
			say(w, http.StatusServiceUnavailable, "stopping", nil)
			return
		}
		if _, err := s.Engine.Content(s.Table); err != nil {
			say(w, http.StatusServiceUnavailable, "the table shown first cannot be had", []error{err})
			return
		}
		var damage []error
		if s.Store != nil {
			damage = s.Store.Damage()
		}
		say(w, http.StatusOK, "ready", damage) // what is damaged is stepped over
	})
	return mux
}

func say(w http.ResponseWriter, status int, state string, reasons []error) {
	out := struct {
		State   string   `json:"state"`
		Reasons []string `json:"reasons,omitempty"`
	}{State: state}
	for _, err := range reasons {
		out.Reasons = append(out.Reasons, err.Error())
	}
	w.Header().Set("Content-Type", "application/json")
	w.Header().Set("Cache-Control", "no-store")
	w.WriteHeader(status)
	_ = json.NewEncoder(w).Encode(out) // who has left needs no answer
}
