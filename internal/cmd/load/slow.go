package main

import (
	"context"
	"fmt"
	"math/rand/v2"
	"net/http"
	"strings"
	"sync"
	"time"
)

// besideSlow lets 16 and then 64 people ask nothing but slow questions, each another, and times what somebody meets
// meanwhile who asks for documents, for what is not there, for borders, and for a profile of the embedded table.
func (p plan) besideSlow(table string) (string, error) {
	s, err := serve(p.program, table, p.memory)
	if err != nil {
		return "", err
	}
	defer s.stop()
	var b strings.Builder
	b.WriteString("\n## Beside slow questions\n")
	for _, n := range []int{16, 64} {
		fmt.Fprintf(
			&b,
			"\n%d people ask about small firms with the interval (`%s`), all the time:\n\n%s",
			n,
			table,
			head,
		)
		took, slow := s.meanwhile(table, n)
		for _, kind := range quickOnes {
			b.WriteString(line(kind.name, took.took[kind.name]))
		}
		fmt.Fprintf(&b, "\nOf the slow questions %d were answered and %d refused; %d errors among all.\n",
			len(slow.took["slow"]), slow.refused["slow"], len(took.errors)+len(slow.errors))
	}
	return b.String(), s.alive()
}

var quickOnes = []struct{ name, path string }{
	{"document", "/api/v1/docs"}, {"not there", "/nothing"}, {"wrong parameter", "/api/v1/measure/bm?nothing=1"},
	{
		"border",
		"/api/v1/border?economies=IDN",
	}, {"profile of the embedded table", "/api/v1/profile/IDN?table=apx/2008"},
}

// meanwhile asks the quick ones in turn for half a minute while n people ask slow ones.
func (s *served) meanwhile(table string, n int) (quick, slow *seen) {
	quick, slow = newSeen(), newSeen()
	ctx, end := context.WithTimeout(context.Background(), 30*time.Second)
	defer end()
	client := &http.Client{Transport: &http.Transport{MaxIdleConnsPerHost: n}, Timeout: time.Minute}
	var all sync.WaitGroup
	for k := range n {
		all.Go(func() {
			r := rand.New(rand.NewPCG(3, uint64(k)))
			for pause(ctx, 100*time.Millisecond) {
				slow.one(
					ctx,
					client,
					s.address,
					question{"slow", fmt.Sprintf("/api/v1/sme/KOR?table=%s&va-within=%.6f", table,
						1.2+.3*r.Float64())},
				)
			}
		})
	}
	for i := 0; pause(ctx, 20*time.Millisecond); i++ {
		q := quickOnes[i%len(quickOnes)]
		begun := time.Now()
		status, _, text, err := send(ctx, client, http.MethodGet, s.address+q.path, "", "")
		if ctx.Err() != nil {
			break
		}
		if status >= 400 && status < 500 && (q.name == "not there" || q.name == "wrong parameter") {
			status = http.StatusOK // as it should be
		}
		quick.note(question{q.name, q.path}, time.Since(begun), status, 0, text, err)
	}
	all.Wait()
	return quick, slow
}
