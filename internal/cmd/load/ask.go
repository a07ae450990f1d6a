package main

import (
	"context"
	"fmt"
	"io"
	"math/rand/v2"
	"net/http"
	"slices"
	"sort"
	"strings"
	"sync"
	"time"
)

// seen is what users met.
type seen struct {
	mu      sync.Mutex
	took    map[string][]time.Duration // by kind of question
	begun   time.Time
	later   []time.Duration // of questions asked after settling
	errors  []string
	refused map[string]int // by kind: long ones that found no turn
	bytes   int64
}

// long are the kinds of question that take seconds. A server that is busy with others of them may refuse one.
var long = []string{"small firms, with the interval", "ranking", "scenario"}

// settling is how long a server that was started cold has until the later questions are looked at by themselves.
const settling = 20 * time.Second

// ask lets users ask until the context ends. A question that is being answered then is not counted.
func ask(ctx context.Context, address string, q *questions, users int, think time.Duration) *seen {
	s := &seen{took: map[string][]time.Duration{}, refused: map[string]int{}, begun: time.Now()}
	client := &http.Client{Transport: &http.Transport{MaxIdleConnsPerHost: users}, Timeout: time.Minute}
	var all sync.WaitGroup
	for n := range users {
		all.Go(func() {
			r := rand.New(rand.NewPCG(1, uint64(n)))
			for pause(ctx, time.Duration(r.Float64()*2*float64(think))) {
				s.one(ctx, client, address, q.draw(r))
			}
		})
	}
	all.Wait()
	return s
}

// pause waits, and reports whether there is still time to ask.
func pause(ctx context.Context, d time.Duration) bool {
	select {
	case <-ctx.Done():
		return false
	case <-time.After(d):
		return ctx.Err() == nil
	}
}

func (s *seen) one(ctx context.Context, client *http.Client, address string, q question) {
	begun := time.Now()
	r, err := http.NewRequestWithContext(ctx, http.MethodGet, address+q.address, nil)
	var n int64
	status, refused := "", false
	if err == nil {
		var w *http.Response
		if w, err = client.Do(r); err == nil {
			n, err = io.Copy(io.Discard, w.Body)
			w.Body.Close()
			if w.StatusCode != http.StatusOK {
				status = w.Status
				refused = w.StatusCode == http.StatusServiceUnavailable || w.StatusCode == http.StatusTooManyRequests
			}
		}
	}
	took := time.Since(begun)
	if ctx.Err() != nil {
		return
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.took[q.kind] = append(s.took[q.kind], took)
	if begun.Sub(s.begun) > settling {
		s.later = append(s.later, took)
	}
	s.bytes += n
	if refused && slices.Contains(long, q.kind) {
		s.refused[q.kind]++
		return
	}
	if err != nil || status != "" {
		s.errors = append(s.errors, fmt.Sprintf("%s: %s %v", q.address, status, err))
	}
}

// report is a section of the page: what all users met, and by kind of question.
func (s *seen) report(table string, length time.Duration, peak int64, busy string) string {
	var b strings.Builder
	var all []time.Duration
	var kinds []string
	for kind, took := range s.took {
		kinds = append(kinds, kind)
		all = append(all, took...)
	}
	sort.Strings(kinds)
	fmt.Fprintf(&b, "\n## %s\n\n%d requests (%.0f a second), %d errors, %.0f MB; the server held %.0f MB at most.\n\n",
		table, len(all), float64(len(all))/length.Seconds(), len(s.errors), float64(s.bytes)/1e6, float64(peak)/1e6)
	if busy != "" {
		fmt.Fprintf(&b, "Load average of the machine before the users came: %s.\n\n", busy)
	}
	b.WriteString("| question | requests | median | 95% within | 99% within | longest |\n| --- | ---: | ---: | ---: " +
		"| ---: | ---: |\n")
	line := func(name string, took []time.Duration) {
		slices.Sort(took)
		fmt.Fprintf(&b, "| %s | %d |", name, len(took))
		for _, share := range []float64{.5, .95, .99, 1} {
			fmt.Fprintf(&b, " %s |", milliseconds(quantile(took, share)))
		}
		b.WriteByte('\n')
	}
	line("all", all)
	line(fmt.Sprintf("all, after the first %v", settling), s.later)
	for _, kind := range kinds {
		line(kind, s.took[kind])
	}
	for _, kind := range long {
		if n := s.refused[kind]; n > 0 {
			fmt.Fprintf(&b, "\n%d of %d questions of kind %q were refused, because others like them were being worked on.\n",
				n, len(s.took[kind]), kind)
		}
	}
	for _, e := range s.errors[:min(5, len(s.errors))] {
		fmt.Fprintf(&b, "\nerror: %s\n", e)
	}
	return b.String()
}

// quantile returns the time within which a share of sorted times lie.
func quantile(sorted []time.Duration, share float64) time.Duration {
	if len(sorted) == 0 {
		return 0
	}
	return sorted[min(len(sorted)-1, int(share*float64(len(sorted))))]
}

func milliseconds(d time.Duration) string {
	return fmt.Sprintf("%.0f ms", float64(d.Microseconds())/1000)
}
