// Command load starts ikat serve on this machine's loopback, lets a number of users ask it every page and route with
// ever-different parameters for a while, add tables, start jobs and leave them, and reports what they met: errors,
// refusals, times, and the server's memory. Then slow questions come many at a time, and it reports what others meet
// meanwhile. It ends by itself.
package main

import (
	"context"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"time"
)

// plan is what is measured.
type plan struct {
	program, data, memory string
	users                 int
	length, think         time.Duration
	large                 bool
	only                  string
	kinds                 int
}

func main() {
	var p plan
	flag.StringVar(&p.program, "program", "bin/ikat", "the program to serve with")
	flag.StringVar(&p.data, "data", "../shared/data", "where the published tables are")
	flag.StringVar(&p.memory, "memory", "4GiB", "what the server is told to take")
	flag.IntVar(&p.users, "users", 200, "users at a time")
	flag.DurationVar(&p.length, "for", 10*time.Minute, "how long they ask, for each table")
	flag.DurationVar(&p.think, "think", 5*time.Second, "how long a user looks at an answer, on average")
	flag.BoolVar(&p.large, "large", false, "a table of 4,050 sectors too")
	flag.StringVar(&p.only, "table", "", "only this one of the tables: apx/2008, wiod2013/2008, large/2000")
	flag.IntVar(&p.kinds, "kinds", 0, "no users: questions of each kind asked alone, and what the server takes them for")
	out := flag.String("o", "", "write the report to this file too")
	flag.Parse()
	if p.users < 1 || p.users > 500 || p.length > time.Hour {
		fail(fmt.Errorf("at most 500 users and an hour"))
	}
	report, err := p.measureAll()
	if err != nil {
		fail(err)
	}
	fmt.Print(report)
	if *out != "" {
		if err := os.WriteFile(*out, []byte(report), 0o666); err != nil {
			fail(err)
		}
	}
}

func fail(err error) {
	fmt.Fprintln(os.Stderr, "load:", err)
	os.Exit(1)
}

// measureAll asks about the embedded table, and about larger ones where they are at hand.
func (p plan) measureAll() (string, error) {
	store, err := os.MkdirTemp("", "ikat-load-*")
	if err != nil {
		return "", err
	}
	defer os.RemoveAll(store)
	if err := os.Setenv("IKAT_STORE", store); err != nil {
		return "", err
	}
	tables, left, err := p.tables(store)
	if err != nil {
		return "", err
	}
	if p.only != "" {
		if !slices.Contains(tables, p.only) {
			return "", fmt.Errorf("%s is none of %s", p.only, strings.Join(tables, ", "))
		}
		tables = []string{p.only}
	}
	if p.kinds > 0 {
		text := ""
		for _, table := range tables {
			one, err := p.kindsAlone(table, p.kinds)
			if err != nil {
				return "", err
			}
			text += one + "\n"
		}
		return text + left, nil
	}
	fmt.Fprintf(os.Stderr, "load: %d tables, each of its kinds alone first (a minute or two), then %v of users and %v of "+
		"silence; then a minute of slow questions\n", len(tables), p.length, afterwards)
	var b strings.Builder
	fmt.Fprintf(&b, intro, p.users, runtime.NumCPU(), p.think, p.length, p.memory, unused, short)
	for _, table := range tables {
		r, err := p.measureOne(table)
		if err != nil {
			return "", err
		}
		b.WriteString(r)
	}
	r, err := p.besideSlow(tables[min(1, len(tables)-1)])
	return b.String() + r + left, err
}

const intro = "# Load\n\n`make load`" + ` wrote this: %d users at a time on the loopback of a machine with %d cores,
each asking, looking at the answer for %v on average, and asking again, for %v a table. They draw from all pages
and all routes of the API, with parameters that differ each time; 3 of 100 start a scenario as a job (a third leave
it, a third stop it, a third read its result), 1 of 100 adds a table and removes it. The server was told to take %s
and to forget what is not asked for in %v; server and users share the cores.

A kind of question is short if it takes less than %v of processor time alone on that table, which is measured
first. What was refused or took a second and is of a short kind is asked again alone afterwards, and counted as what it
then is: some kinds are long for some economies. Only long questions and jobs may be refused for want of a turn.
`

// tables adds the tables that are asked about to the store.
func (p plan) tables(store string) (tables []string, left string, err error) {
	tables = []string{"apx/2008"}
	wiod := filepath.Join(p.data, "wiod2013", "wiod2013_2008.csv.gz")
	if _, err := os.Stat(wiod); err != nil {
		left = "\nThe World Input-Output Table for 2008 was not at hand and is left out.\n"
	} else if text, err := exec.Command(p.program, "tables", "add", wiod).CombinedOutput(); err != nil {
		return nil, "", fmt.Errorf("%w: %s", err, text)
	} else {
		tables = append(tables, "wiod2013/2008")
	}
	if !p.large {
		return tables, left, nil
	}
	file := filepath.Join(store, "large_2000.csv")
	for _, args := range [][]string{{"tables", "synth", "--economies", "81", "--industries", "50", "-o", file},
		{"tables", "add", file, "--name", "large", "--year", "2000"}, {"tables", "factor", "large/2000"}} {
		if text, err := exec.Command(p.program, args...).CombinedOutput(); err != nil {
			return nil, "", fmt.Errorf("%w: %s", err, text)
		}
	}
	return append(tables, "large/2000"), left, os.Remove(file)
}

// busyness is how many processes wanted the cores over the last minute, before the users come: times measured beside
// others' work are longer than the server's own. It is "" where the system does not say.
func busyness() string {
	text, err := os.ReadFile("/proc/loadavg")
	if err != nil {
		return ""
	}
	one, _, _ := strings.Cut(string(text), " ")
	return one
}

// measureOne serves one table and lets users ask about it.
func (p plan) measureOne(table string) (string, error) {
	s, err := serve(p.program, table, p.memory)
	if err != nil {
		return "", err
	}
	defer s.stop()
	q, err := questionsAbout(s.address, table)
	if err != nil {
		return "", err
	}
	busy, began := busyness(), time.Now()
	alone := s.alone(q)
	fmt.Fprintf(os.Stderr, "load: %s: %d kinds asked alone in %.0f s\n", table, len(alone), time.Since(began).Seconds())
	ctx, end := context.WithTimeout(context.Background(), p.length)
	defer end()
	held := s.watch(ctx)
	seen := ask(ctx, s.address, q, p.users, p.think)
	if err := s.alive(); err != nil {
		return "", err
	}
	memory := <-held
	time.Sleep(afterwards)
	given := s.resident()
	if err := s.settle(seen.doubts, alone, table, q); err != nil {
		return "", err
	}
	return seen.report(table, p.length, alone, busy) + memory.report(given, afterwards), s.alive()
}
