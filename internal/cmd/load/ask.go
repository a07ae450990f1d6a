package main

import (
	"context"
	"fmt"
	"io"
	"math/rand/v2"
	"net/http"
	"slices"
	"strings"
	"sync"
	"time"
)

// seen is what users met.
type seen struct {
	mu      sync.Mutex
	took    map[string][]time.Duration // answered, by kind of question
	refused map[string]int             // 503 and 429, by kind
	wrong   map[string]int             // 4xx: what was drawn does not go together, or is not known of an economy
	errors  []string
	doubts  []doubt
	jobs    map[string]int // by what became of them
	bytes   int64
}

// doubt is a question that was refused, or answered late: whether it is a short one is found out afterwards, since a
// kind may be short for some economies or choices and long for others.
type doubt struct {
	question
	took    time.Duration
	refused bool
	long    bool // as asked, alone
}

// patience is how long a user waits: the two minutes in which the server answers or says why not, and some for the way.
const patience = 2*time.Minute + 15*time.Second

func newSeen() *seen {
	return &seen{took: map[string][]time.Duration{}, refused: map[string]int{}, wrong: map[string]int{},
		jobs: map[string]int{}}
}

// ask lets users ask until the context ends. A question that is being answered then is not counted. Of a hundred
// questions three are jobs and one is an upload.
func ask(ctx context.Context, address string, q *questions, users int, think time.Duration) *seen {
	s := newSeen()
	client := &http.Client{Transport: &http.Transport{MaxIdleConnsPerHost: users}, Timeout: patience}
	var all sync.WaitGroup
	for n := range users {
		all.Go(func() {
			r := rand.New(rand.NewPCG(1, uint64(n)))
			for pause(ctx, time.Duration(r.Float64()*2*float64(think))) {
				switch k := r.IntN(100); {
				case k < 3:
					s.job(ctx, client, address, q, r)
				case k < 4:
					s.upload(ctx, client, address, fmt.Sprintf("user%d", n), r)
				default:
					s.one(ctx, client, address, q.draw(r))
				}
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

// one asks a question and reads the whole answer.
func (s *seen) one(ctx context.Context, client *http.Client, address string, q question) {
	begun := time.Now()
	status, n, text, err := send(ctx, client, http.MethodGet, address+q.address, "", "")
	if ctx.Err() == nil {
		s.note(q, time.Since(begun), status, n, text, err)
	}
}

// send sends a request and reads the answer, of which it returns the beginning.
func send(ctx context.Context, client *http.Client, method, address, media, body string) (status int, n int64,
	text string, err error) {
	r, err := http.NewRequestWithContext(ctx, method, address, strings.NewReader(body))
	if err != nil {
		return 0, 0, "", err
	}
	if media != "" {
		r.Header.Set("Content-Type", media)
	}
	w, err := client.Do(r)
	if err != nil {
		return 0, 0, "", err
	}
	defer w.Body.Close()
	head := make([]byte, 2000)
	k, err := io.ReadFull(w.Body, head)
	if err == io.EOF || err == io.ErrUnexpectedEOF {
		return w.StatusCode, int64(k), string(head[:k]), nil
	}
	if err == nil {
		n, err = io.Copy(io.Discard, w.Body)
	}
	return w.StatusCode, n + int64(k), string(head[:k]), err
}

func (s *seen) note(q question, took time.Duration, status int, n int64, text string, err error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.bytes += n
	switch {
	case err != nil:
		s.errors = append(s.errors, fmt.Sprintf("%s: %v", q.address, err))
	case status == http.StatusServiceUnavailable || status == http.StatusTooManyRequests:
		s.refused[q.kind]++
		s.doubts = append(s.doubts, doubt{question: q, refused: true})
	case status >= 500:
		s.errors = append(s.errors, fmt.Sprintf("%s: %d %.300s", q.address, status, text))
	case status >= 400:
		s.wrong[q.kind]++
	default:
		s.took[q.kind] = append(s.took[q.kind], took)
		if took >= time.Second {
			s.doubts = append(s.doubts, doubt{question: q, took: took})
		}
	}
}

// quantile returns the time within which a share of sorted times lie.
func quantile(sorted []time.Duration, share float64) time.Duration {
	if len(sorted) == 0 {
		return 0
	}
	return sorted[min(len(sorted)-1, int(share*float64(len(sorted))))]
}

// line is a row of a table of times.
func line(name string, took []time.Duration) string {
	var b strings.Builder
	slices.Sort(took)
	fmt.Fprintf(&b, "| %s | %d |", name, len(took))
	for _, share := range []float64{.5, .95, .99, 1} {
		fmt.Fprintf(&b, " %.0f |", float64(quantile(took, share).Microseconds())/1000)
	}
	b.WriteByte('\n')
	return b.String()
}

const head = "| | answered | median, ms | 95% within | 99% within | longest |\n" +
	"| --- | ---: | ---: | ---: | ---: | ---: |\n"
