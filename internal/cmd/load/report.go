package main

import (
	"context"
	"fmt"
	"maps"
	"math/rand/v2"
	"net/http"
	"slices"
	"strings"
	"time"
)

// short is the processor time below which a kind of question is a short one.
const short = 100 * time.Millisecond

// long is the processor time from which on a kind is long whatever its first answer had to open.
const long = time.Second

// alone asks questions of each kind, nobody else asking, and returns the processor time that the answers after the
// first round took at most: the first may open a table. What is found to be long, or is not answered in time, is not
// asked again, so that the few long kinds do not take most of the measurement. A kind without an answer is not known to
// be short.
func (s *served) alone(q *questions) map[string]time.Duration {
	r := rand.New(rand.NewPCG(2, 0))
	client := &http.Client{Timeout: 20 * time.Second}
	took, settled := map[string]time.Duration{}, map[string]bool{}
	for round := range 4 {
		for _, question := range q.kinds(r) {
			if settled[question.kind] {
				continue
			}
			before := s.processor()
			// What goes wrong goes wrong for the users too, who count it.
			status, _, _, err := send(context.Background(), client, http.MethodGet, s.address+question.address, "", "")
			spent := max(s.processor()-before, time.Nanosecond)
			answered := err == nil && status == http.StatusOK
			if answered && (round > 0 || spent >= long) {
				took[question.kind] = max(took[question.kind], spent)
			}
			settled[question.kind] = err != nil || answered && took[question.kind] >= short
		}
	}
	return took
}

// isShort reports whether a kind of question was answered alone, in little time.
func isShort(alone map[string]time.Duration, kind string) bool {
	return alone[kind] > 0 && alone[kind] < short
}

// unused is after how long the server is told to give back what nobody asks about, and afterwards how long after the
// last user its memory is read again: at twice that all is due.
const unused, afterwards = time.Minute, 2*unused + 10*time.Second

// memory is what a server held while it was asked, a second apart.
type memory []int64

// watch reads the server's memory every second until the context ends.
func (s *served) watch(ctx context.Context) <-chan memory {
	out := make(chan memory, 1)
	go func() {
		var m memory
		for pause(ctx, time.Second) {
			m = append(m, s.resident())
		}
		out <- m
	}()
	return out
}

// report says how much was held at most, and whether it went on growing.
func (m memory) report(after int64, later time.Duration) string {
	if len(m) < 8 {
		return ""
	}
	mean := func(part memory) float64 {
		sum := 0.
		for _, v := range part {
			sum += float64(v)
		}
		return sum / float64(len(part)) / (1 << 20)
	}
	n := len(m)
	return fmt.Sprintf(
		"\nMemory: %d MiB at most; %.0f MiB on average in the third quarter of the time and %.0f in the last; %d MiB %v\n"+
			"after the last user had gone.\n",
		slices.Max(m)>>20,
		mean(m[n/2:n*3/4]),
		mean(m[n*3/4:]),
		after>>20,
		later,
	)
}

// report is a section of the page: what all users met, short and long kinds apart, and the slowest kinds by name.
func (s *seen) report(table string, length time.Duration, alone map[string]time.Duration, busy string) string {
	var b strings.Builder
	var quick, slow []time.Duration
	answered, refusedShort, refusedLong, wrong, kinds := 0, 0, 0, 0, 0
	for kind, took := range s.took {
		answered += len(took)
		if isShort(alone, kind) {
			quick = append(quick, took...)
			kinds++
		} else {
			slow = append(slow, took...)
		}
	}
	var refused []string
	for _, d := range s.doubts {
		if !isShort(alone, d.kind) {
			continue
		}
		switch {
		case d.refused && d.long:
			refusedShort--
			refusedLong++
		case d.refused:
			refused = append(refused, d.address)
		case d.long:
			quick = slices.Delete(quick, slices.Index(quick, d.took), slices.Index(quick, d.took)+1)
			slow = append(slow, d.took)
		}
	}
	for kind, n := range s.refused {
		if isShort(alone, kind) {
			refusedShort += n
		} else {
			refusedLong += n
		}
	}
	for _, n := range s.wrong {
		wrong += n
	}
	fmt.Fprintf(
		&b,
		"\n## %s\n\n%d answers (%.0f a second, %.0f MB), %d errors; %d short and %d long questions were refused for\n"+
			"want of a turn, %d since what was drawn does not go together. %d of %d kinds are short.\n\n",
		table,
		answered,
		float64(
			answered,
		)/length.Seconds(),
		float64(s.bytes)/1e6,
		len(s.errors),
		refusedShort,
		refusedLong,
		wrong,
		kinds,
		len(s.took),
	)
	if busy != "" {
		fmt.Fprintf(&b, "Load average of the machine before the users came: %s.\n\n", busy)
	}
	b.WriteString(head + line("short", quick) + line("long", slow))
	names := slices.SortedFunc(maps.Keys(s.took), func(a, b string) int {
		return int(
			quantile(
				slices.Sorted(slices.Values(s.took[b])),
				.99,
			) - quantile(
				slices.Sorted(slices.Values(s.took[a])),
				.99,
			),
		)
	})
	for _, kind := range names[:min(8, len(names))] {
		b.WriteString(line(fmt.Sprintf("%s (alone %.2f s)", kind, alone[kind].Seconds()), s.took[kind]))
	}
	for _, address := range refused[:min(5, len(refused))] {
		fmt.Fprintf(&b, "\nShort and refused: `%.300s`\n", address)
	}
	b.WriteString("\nJobs and uploads:")
	for _, what := range slices.Sorted(maps.Keys(s.jobs)) {
		fmt.Fprintf(&b, " %d %s;", s.jobs[what], what)
	}
	b.WriteString("\n")
	for _, e := range s.errors[:min(5, len(s.errors))] {
		fmt.Fprintf(&b, "\nerror: %s\n", e)
	}
	return b.String()
}
