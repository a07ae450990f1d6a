// Command fuzz runs every fuzz target for a while and says how many cases each tried.
//
// Go's fuzzer stops at each input that reaches something new to make it smaller, for up to a minute; readers that
// work with several cores reach things in another order every time, so all of a short run would go there. Here it may
// try twenty times.
package main

import (
	"flag"
	"fmt"
	"os"
	"os/exec"
	"regexp"
	"strings"
	"time"
)

type target struct{ pkg, name string }

func main() {
	each := flag.Duration("time", time.Minute, "time for each target")
	only := flag.String("only", "", "targets whose package and name match")
	flag.Parse()
	chosen, err := regexp.Compile(*only)
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(2)
	}
	targets, err := list()
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	failed := 0
	fmt.Println("| target | cases | cases a second | |\n| --- | --- | --- | --- |")
	for _, t := range targets {
		if !chosen.MatchString(t.pkg + " " + t.name) {
			continue
		}
		out, err := exec.Command("go", "test", t.pkg, "-run", "^$", "-fuzz", "^"+t.name+"$", "-fuzztime", each.String(),
			"-fuzzminimizetime", "20x").CombinedOutput()
		verdict := "passed"
		// At the end of its time the fuzzer may take its own stop for a failure; a case that failed it writes down.
		if err != nil && !(strings.Contains(string(out), "context deadline exceeded") && !strings.Contains(string(out),
			"Failing input written")) {
			verdict = "FAILED"
			failed++
			fmt.Fprintf(os.Stderr, "%s\n", out)
		}
		n := cases(string(out))
		fmt.Printf("| %s %s | %d | %.0f | %s |\n", strings.TrimPrefix(t.pkg, "ikat/"), t.name, n,
			float64(n)/each.Seconds(), verdict)
	}
	if failed > 0 {
		fmt.Fprintf(os.Stderr, "%d targets failed; each left its input in the testdata folder beside it\n", failed)
		os.Exit(1)
	}
}

// list returns the targets of all packages.
func list() ([]target, error) {
	out, err := exec.Command("go", "test", "-list", "^Fuzz", "./...").Output()
	if err != nil {
		return nil, fmt.Errorf("the tests do not build: %w", err)
	}
	var all []target
	var names []string
	for _, line := range strings.Split(string(out), "\n") {
		if strings.HasPrefix(line, "Fuzz") {
			names = append(names, line)
		} else if f := strings.Fields(line); len(f) > 1 && f[0] == "ok" {
			for _, n := range names {
				all = append(all, target{f[1], n})
			}
			names = nil
		}
	}
	return all, nil
}

var execs = regexp.MustCompile(`execs: (\d+) `)

// cases is the number of cases that the fuzzer says it tried last.
func cases(out string) int {
	found := execs.FindAllStringSubmatch(out, -1)
	n := 0
	if len(found) > 0 {
		_, _ = fmt.Sscan(found[len(found)-1][1], &n) // digits
	}
	return n
}
