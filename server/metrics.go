//go:build !nometrics

package server

import (
	"net/http"
	"strconv"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
	"github.com/prometheus/client_golang/prometheus/promhttp"

	"ikat/internal/turns"
)

// watching is what a server tells of itself.
type watching struct {
	registry *prometheus.Registry
	took     *prometheus.HistogramVec
}

func newWatching(s *Server) *watching {
	w := &watching{
		registry: prometheus.NewRegistry(),
		took: prometheus.NewHistogramVec(
			prometheus.HistogramOpts{Name: "ikat_request_seconds", Help: "Time from a request to the end of its answer.",
				Buckets: []float64{.005, .02, .1, .5, 1, 5, 20, 60, 300}},
			[]string{"part", "status"},
		),
	}
	w.registry.MustRegister(
		w.took,
		collectors.NewGoCollector(),
		collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}),
	)
	gauge := func(name, help string, labels prometheus.Labels, value func() float64) {
		w.registry.MustRegister(
			prometheus.NewGaugeFunc(prometheus.GaugeOpts{Name: name, Help: help, ConstLabels: labels}, value),
		)
	}
	for _, size := range []turns.Size{turns.Short, turns.Long} {
		state := func() turns.State { return s.gate.State(size) }
		labels := prometheus.Labels{"size": size.String()}
		gauge(
			"ikat_questions_working",
			"Questions being worked on.",
			labels,
			func() float64 { return float64(state().Working) },
		)
		gauge(
			"ikat_questions_waiting",
			"Questions waiting for a turn.",
			labels,
			func() float64 { return float64(state().Waiting) },
		)
		count := func(name, help string, value func() int64) {
			w.registry.MustRegister(prometheus.NewCounterFunc(
				prometheus.CounterOpts{Name: name, Help: help, ConstLabels: labels},
				func() float64 { return float64(value()) },
			))
		}
		count("ikat_questions_taken_total", "Questions that got a turn.", func() int64 { return state().Taken })
		count("ikat_questions_refused_total", "Questions refused for want of a turn.",
			func() int64 { return state().Refused })
	}
	gauge(
		"ikat_memory_kept_bytes",
		"What everything remembered keeps alive.",
		nil,
		func() float64 { return float64(s.Engine.Memory().Held()) },
	)
	if s.Store != nil {
		gauge(
			"ikat_store_bytes",
			"Disk that tables and uploads take.",
			nil,
			func() float64 { return float64(s.Store.Size()) },
		)
		gauge(
			"ikat_store_damaged",
			"Entries of the store that cannot be read or are no tables.",
			nil,
			func() float64 { return float64(len(s.Store.Damage())) },
		)
	}
	return w
}

// seen counts an answer. Parts are few: an address is anybody's to make up.
func (w *watching) seen(r *http.Request, status int, took time.Duration) {
	part := "page"
	if isAPI(r.URL.Path) {
		part = "api"
	}
	if !reads(r.Method) {
		part = "change"
	}
	w.took.WithLabelValues(part, strconv.Itoa(status)).Observe(took.Seconds())
}

// metrics is the handler of the format of Prometheus.
func (w *watching) metrics() http.Handler {
	return promhttp.HandlerFor(w.registry, promhttp.HandlerOpts{})
}
