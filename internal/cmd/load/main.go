// Command load starts ikat serve on this machine's loopback, lets a number of users ask it mixed questions for a while,
// and reports what they met: requests, errors, times, and the server's memory. It ends by itself.
package main

import (
	"context"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"time"
)

func main() {
	program := flag.String("program", "bin/ikat", "the program to serve with")
	data := flag.String("data", "../shared/data", "where the published tables are")
	out := flag.String("o", "", "write the report to this file too")
	users := flag.Int("users", 50, "users at a time")
	length := flag.Duration("for", time.Minute, "how long they ask, for each table")
	think := flag.Duration("think", time.Second, "how long a user looks at an answer, on average")
	flag.Parse()
	if *users < 1 || *users > 500 || *length > 10*time.Minute {
		fail(fmt.Errorf("at most 500 users and ten minutes"))
	}
	report, err := measureAll(*program, *data, *users, *length, *think)
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

// measureAll asks about the embedded table, and about the World Input-Output Table for 2008 where it is at hand.
func measureAll(program, data string, users int, length, think time.Duration) (string, error) {
	store, err := os.MkdirTemp("", "ikat-load-*")
	if err != nil {
		return "", err
	}
	defer os.RemoveAll(store)
	if err := os.Setenv("IKAT_STORE", store); err != nil {
		return "", err
	}
	tables, left := []string{"apx/2008"}, ""
	wiod := filepath.Join(data, "wiod2013", "wiod2013_2008.csv.gz")
	if _, err := os.Stat(wiod); err != nil {
		left = "\nThe World Input-Output Table for 2008 was not at hand and is left out.\n"
	} else if text, err := exec.Command(program, "tables", "add", wiod).CombinedOutput(); err != nil {
		return "", fmt.Errorf("%w: %s", err, text)
	} else {
		tables = append(tables, "wiod2013/2008")
	}
	var b strings.Builder
	fmt.Fprintf(&b, "# Load\n\n`make load` wrote this: %d users at a time on the loopback of a machine with %d "+
		"cores, each asking, looking at the answer for\n%v on average, and asking again, for %v a table. Questions "+
		"are drawn at random from the pages and the API: measures at all\nlevels, formats and economies, chains, "+
		"borders, rankings, scenarios, small firms (with and without the interval), profiles. A table is\nasked cold: the "+
		"server was started just before. Server and users share the cores.\n", users, runtime.NumCPU(), think, length)
	for _, table := range tables {
		r, err := measureOne(program, table, users, length, think)
		if err != nil {
			return "", err
		}
		b.WriteString(r)
	}
	return b.String() + left, nil
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
func measureOne(program, table string, users int, length, think time.Duration) (string, error) {
	s, err := serve(program, table)
	if err != nil {
		return "", err
	}
	defer s.stop()
	q, err := questionsAbout(s.address, table)
	if err != nil {
		return "", err
	}
	ctx, end := context.WithTimeout(context.Background(), length)
	defer end()
	busy := busyness()
	seen := ask(ctx, s.address, q, users, think)
	if err := s.alive(); err != nil {
		return "", err
	}
	return seen.report(table, length, s.peak(), busy), nil
}
