//go:build unix

// Command chaos does to ikat what machines and people do to programs, and counts what it survives: kills, full disks,
// flipped bits, missing descriptors, two servers on one store, a writer that stands still, clients that drip.
package main

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
)

// trial is one kind of trouble; run reports each attempt to the count.
type trial struct {
	name string
	run  func(*lab, *count)
}

var trials = []trial{
	{"kill -9 during tables add", killed},
	{"a bit flipped in a file of the store", flipped},
	{"a full disk below the store", fullStore},
	{"a full disk below a result", fullResult},
	{"too few descriptors for a server", starved},
	{"a suspended writer in front", suspended},
	{"removed between looking and opening", comeAndGo},
	{"two servers on one store", twoServers},
	{"clients that drip", dripping},
	{"SIGTERM during questions", terminated},
}

// count is how many attempts there were, how many were survived, and what happened to the others.
type count struct {
	tried, survived int
	lost            []string
}

// survive counts an attempt; a loss says what happened.
func (c *count) survive(loss error) {
	c.tried++
	if loss == nil {
		c.survived++
	} else {
		c.lost = append(c.lost, loss.Error())
	}
}

func main() {
	binary := flag.String("ikat", "bin/ikat", "the program")
	rounds := flag.Int("rounds", 10, "attempts where one is like another")
	only := flag.String("only", "", "trials whose names hold this")
	flag.Parse()
	dir, err := os.MkdirTemp("", "ikat-chaos-*")
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	defer os.RemoveAll(dir)
	if err := os.Chmod(dir, 0o755); err != nil { // nobody asks too
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	path, err := copied(*binary, dir)
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	failed := 0
	fmt.Println("| trouble | survived |\n| --- | --- |")
	report := func(name string, c count) {
		result := fmt.Sprintf("%d of %d", c.survived, c.tried)
		if c.tried == 0 {
			result = "not tried here: it needs root"
		}
		fmt.Printf("| %s | %s |\n", name, result)
		for _, loss := range c.lost {
			failed++
			fmt.Fprintf(os.Stderr, "  %s: %s\n", name, loss)
		}
	}
	if everyKind := "damaged in every way"; strings.Contains(everyKind, *only) {
		l := &lab{binary: path, rounds: *rounds, dir: filepath.Join(dir, "damage")}
		if err := l.prepare(); err != nil {
			report(everyKind, count{tried: 1, lost: []string{err.Error()}})
		} else {
			damaged(l, report)
		}
	}
	for i, t := range trials {
		if !strings.Contains(t.name, *only) {
			continue
		}
		l := &lab{binary: path, rounds: *rounds, dir: filepath.Join(dir, fmt.Sprint(i))}
		var c count
		if err := l.prepare(); err != nil {
			c.survive(err)
		} else {
			t.run(l, &c)
		}
		report(t.name, c)
	}
	if failed > 0 {
		os.RemoveAll(dir)
		os.Exit(1)
	}
}

// copied is the program where every user can start it.
func copied(binary, dir string) (string, error) {
	text, err := os.ReadFile(binary)
	if err != nil {
		return "", err
	}
	path := filepath.Join(dir, "ikat")
	return path, os.WriteFile(path, text, 0o755)
}
