package main

import (
	"cmp"
	"context"
	"fmt"
	"maps"
	"math/rand/v2"
	"net/http"
	"slices"
	"strings"
	"time"
)

// asked is a question that was asked alone: the processor time it took, and the turns that it took at the server.
type asked struct {
	question
	spent       time.Duration
	short, long int
	answered    bool
}

// askAlone asks one question, nobody else asking.
func (s *served) askAlone(client *http.Client, q question) (asked, error) {
	before, err := s.turns()
	if err != nil {
		return asked{}, err
	}
	spent := s.processor()
	status, _, _, err := send(context.Background(), client, http.MethodGet, s.address+q.address, "", "")
	out := asked{question: q, spent: max(s.processor()-spent, time.Nanosecond),
		answered: err == nil && status == http.StatusOK}
	after, err := s.turns()
	out.short = after.taken["short"] - before.taken["short"]
	out.long = after.taken["long"] - before.taken["long"]
	return out, err
}

// mostDoubts bounds how many are asked again.
const mostDoubts = 200

// settle asks what was refused or late again, of kinds that were short, nobody else asking and the table open.
func (s *served) settle(doubts []doubt, alone map[string]time.Duration, table string, q *questions) error {
	client := &http.Client{Timeout: 2 * time.Minute}
	opening := question{"", "/api/v1/profile/" + q.economies[0] + "?table=" + table}
	if _, err := s.askAlone(client, opening); err != nil {
		return err
	}
	n := 0
	for i := range doubts {
		d := &doubts[i]
		if !isShort(alone, d.kind) {
			continue
		}
		if n++; n > mostDoubts {
			return nil
		}
		a, err := s.askAlone(client, d.question)
		if err != nil {
			return err
		}
		d.long = a.answered && a.spent >= short
	}
	return nil
}

// kindsAlone asks questions of every kind alone, several of each, and says of which the server's own estimate is wrong:
// what it takes for long and is short may be refused, and what it takes for short and is long keeps others waiting. The
// first round opens the table and is not counted.
func (p plan) kindsAlone(table string, rounds int) (string, error) {
	s, err := serve(p.program, table, p.memory)
	if err != nil {
		return "", err
	}
	defer s.stop()
	q, err := questionsAbout(s.address, table)
	if err != nil {
		return "", err
	}
	r := rand.New(rand.NewPCG(4, 0))
	client := &http.Client{Timeout: time.Minute}
	all := map[string][]asked{}
	for round := range rounds + 1 {
		for _, one := range q.kinds(r) {
			shortest := func(list []asked) time.Duration {
				return slices.MinFunc(list, func(a, b asked) int { return cmp.Compare(a.spent, b.spent) }).spent
			}
			if list := all[one.kind]; len(list) >= 3 && shortest(list) > long {
				continue // long whatever is asked
			}
			a, err := s.askAlone(client, one)
			if err != nil {
				return "", err
			}
			if round > 0 && a.answered {
				all[one.kind] = append(all[one.kind], a)
			}
		}
	}
	return wrongEstimates(table, all), s.alive()
}

func wrongEstimates(table string, all map[string][]asked) string {
	var b strings.Builder
	n := 0
	fmt.Fprintf(&b, "## Taken for what they are not, %s\n\n"+
		"| question | taken for | processor time, s |\n| --- | --- | ---: |\n", table)
	for _, kind := range slices.Sorted(maps.Keys(all)) {
		for _, a := range all[kind] {
			n++
			switch {
			case a.long > 0 && a.spent < short:
				fmt.Fprintf(&b, "| %s | long | %.2f |\n", a.address, a.spent.Seconds())
			case a.long == 0 && a.spent >= short:
				fmt.Fprintf(&b, "| %s | short | %.2f |\n", a.address, a.spent.Seconds())
			}
		}
	}
	fmt.Fprintf(&b, "\nof %d answers to %d kinds of questions, each asked alone on an open table.\n", n, len(all))
	return b.String()
}
