// Command testreport runs tests and says at the end what was skipped and why. Of what fails it prints everything.
// With -beside='COMMAND' another command, such as lint, runs while tests do; what it says is printed whole at the end,
// and where it fails all fails.
package main

import (
	"bufio"
	"cmp"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"os/exec"
	"runtime"
	"slices"
	"sort"
	"strings"
)

// limit is how long one package may take. A slow machine that does other work beside needs far longer than a quiet one;
// the limit is for tests that hang.
const limit = "-timeout=40m"

// first are packages that take long or wait for a browser and for other programs, the longest first: go test begins
// packages in the order it is given them, and one of these begun at the end would leave the other cores idle.
var first = []string{"./internal/browser", "./cmd/ikat", "./internal/clients", "./server/ui", "./internal/validate",
	"./question/catalog", "./counterfactual", "./store", "./internal/archtest"}

// beside is how many packages are built or tested at once: one more than there are cores, since linking and tests that
// wait leave a core idle.
func beside() string { return fmt.Sprintf("-p=%d", runtime.GOMAXPROCS(0)+1) }

func main() {
	command, args := besideOf(os.Args[1:])
	if !slices.ContainsFunc(args, func(a string) bool { return strings.HasPrefix(a, "./") }) {
		args = slices.Concat(args, first, []string{"./..."})
	}
	if len(command) > 0 {
		compile()
	}
	other := start(command)
	// go test looks at a package by a part of go vet, each time anew after a change: make lint runs all of go vet.
	cmd := exec.Command("go", append([]string{"test", "-json", "-count=1", "-vet=off", limit, beside()}, args...)...)
	cmd.Env = append(os.Environ(), settings()...)
	cmd.Stderr = os.Stderr
	out, err := cmd.StdoutPipe()
	if err == nil {
		err = cmd.Start()
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	r := newReport(os.Stdout)
	r.read(out)
	failed := cmd.Wait() != nil
	r.end(other)
	if failed || r.failed > 0 {
		os.Exit(1)
	}
}

// besideOf takes the command that runs beside the tests out of the arguments.
func besideOf(args []string) (command, rest []string) {
	for _, a := range args {
		if c, ok := strings.CutPrefix(a, "-beside="); ok {
			command = append(command, strings.Fields(c)...)
		} else {
			rest = append(rest, a)
		}
	}
	return command, rest
}

// A neighbour is a command that runs beside the tests.
type neighbour struct {
	said []byte // whole, once done is closed
	err  error
	done chan struct{}
}

// start starts a command; without one it is done at once and has said nothing.
func start(command []string) *neighbour {
	n := &neighbour{done: make(chan struct{})}
	if len(command) == 0 {
		close(n.done)
		return n
	}
	go func() {
		defer close(n.done)
		n.said, n.err = exec.Command(command[0], command[1:]...).CombinedOutput()
		if n.err != nil {
			n.err = fmt.Errorf("%s: %w", strings.Join(command, " "), n.err)
		}
	}()
	return n
}

// compile compiles all that tests and what runs beside them need: begun at once, both would compile the same. What does
// not compile they say themselves.
func compile() {
	cmd := exec.Command("go", "list", "-e", "-export", "-deps", "-test", "./...")
	cmd.Run()
}

// settings are what tests run with where the environment does not say.
func settings() []string {
	var out []string
	for _, s := range [][2]string{
		// Property tests draw the same cases in every run, so that one commit has one result. Go's own command draws new
		// ones each time, and make fresh many.
		{"RAPID_SEED", "1"},
		// Tests make much and keep little: collected at twice the memory in use, as by default, the smallest heaps are
		// collected thousands of times, a third to a half of what some packages take.
		{"GOGC", "300"},
	} {
		if os.Getenv(s[0]) == "" {
			out = append(out, s[0]+"="+s[1])
		}
	}
	return out
}

// An event as go test -json writes it. What a build says has an ImportPath and no Package.
type event struct {
	Action, Package, ImportPath, Test, Output, FailedBuild string
	Elapsed                                                float64 // seconds
}

// A report of what tests say.
type report struct {
	to                    io.Writer
	output                map[string]map[string]*strings.Builder // by package and test
	built                 map[string]*strings.Builder            // what a build said
	skipped               map[string]int                         // by reason
	passed, failed, skips int
	long                  []event // tests that took long, those inside others apart
}

func newReport(to io.Writer) *report {
	return &report{to: to, output: map[string]map[string]*strings.Builder{}, built: map[string]*strings.Builder{},
		skipped: map[string]int{}}
}

// read takes the lines of go test -json until they end.
func (r *report) read(in io.Reader) {
	lines := bufio.NewReader(in)
	for {
		line, err := lines.ReadBytes('\n')
		var e event
		switch {
		case len(line) == 0:
		case json.Unmarshal(line, &e) != nil:
			fmt.Fprint(r.to, string(line))
		default:
			r.take(e)
		}
		if err != nil {
			return
		}
	}
}

func (r *report) take(e event) {
	switch e.Action {
	case "build-output":
		if r.built[e.ImportPath] == nil {
			r.built[e.ImportPath] = &strings.Builder{}
		}
		r.built[e.ImportPath].WriteString(e.Output)
	case "output":
		r.of(e).WriteString(e.Output)
	case "pass", "skip", "fail":
		r.finish(e)
	}
}

// of is what a test, or a package itself, has said so far.
func (r *report) of(e event) *strings.Builder {
	if r.output[e.Package] == nil {
		r.output[e.Package] = map[string]*strings.Builder{}
	}
	if r.output[e.Package][e.Test] == nil {
		r.output[e.Package][e.Test] = &strings.Builder{}
	}
	return r.output[e.Package][e.Test]
}

// finish counts a test, or ends a package.
func (r *report) finish(e event) {
	if e.Test == "" {
		r.finishPackage(e)
		return
	}
	said := r.of(e).String()
	if e.Elapsed >= long && !strings.Contains(e.Test, "/") {
		r.long = append(r.long, e)
	}
	switch e.Action {
	case "pass":
		r.passed++
	case "skip":
		r.skips++
		r.skipped[reason(said)]++
	case "fail":
		r.failed++
		fmt.Fprintf(r.to, "%sFAIL %s %s\n", said, e.Package, e.Test)
	}
	delete(r.output[e.Package], e.Test)
}

// finishPackage says how a package went. Where it failed: what its build said, what tests said that did not come to
// their end, for instance since the package was stopped, and what it said itself.
func (r *report) finishPackage(e event) {
	if e.Action != "fail" {
		if e.Action == "pass" {
			fmt.Fprintf(r.to, "ok   %s\n", e.Package)
		}
		delete(r.output, e.Package)
		return
	}
	if b := r.built[e.FailedBuild]; b != nil {
		fmt.Fprint(r.to, b.String())
	}
	own := r.of(event{Package: e.Package}).String()
	delete(r.output[e.Package], "")
	var unfinished []string
	for name := range r.output[e.Package] {
		unfinished = append(unfinished, name)
	}
	sort.Strings(unfinished)
	for _, name := range unfinished {
		fmt.Fprintf(r.to, "%s(%s did not come to its end)\n", r.output[e.Package][name], name)
	}
	fmt.Fprintf(r.to, "%sFAIL %s\n", own, e.Package)
	delete(r.output, e.Package)
	r.failed += len(unfinished)
}

// Tests of at least so many seconds are named at the end, the longest of them.
const (
	long  = 10
	named = 20
)

// end says what took longest, what was skipped and what ran beside the tests has said, and counts.
func (r *report) end(other *neighbour) {
	slices.SortStableFunc(r.long, func(a, b event) int { return cmp.Compare(b.Elapsed, a.Elapsed) })
	for _, e := range r.long[:min(named, len(r.long))] {
		fmt.Fprintf(r.to, "long: %.0f s %s %s\n", e.Elapsed, e.Package, e.Test)
	}
	var reasons []string
	for reason := range r.skipped {
		reasons = append(reasons, reason)
	}
	sort.Strings(reasons)
	for _, reason := range reasons {
		fmt.Fprintf(r.to, "skipped %d: %s\n", r.skipped[reason], reason)
	}
	<-other.done
	r.to.Write(other.said)
	if other.err != nil {
		fmt.Fprintf(r.to, "FAIL %v\n", other.err)
		r.failed++
	}
	fmt.Fprintf(r.to, "%d passed, %d failed, %d skipped\n", r.passed, r.failed, r.skips)
}

// reason returns what a test said when it skipped itself.
func reason(output string) string {
	for _, l := range strings.Split(output, "\n") {
		l = strings.TrimSpace(l)
		if l == "" || strings.HasPrefix(l, "===") || strings.HasPrefix(l, "---") {
			continue
		}
		if _, after, ok := strings.Cut(l, ".go:"); ok {
			if _, text, ok := strings.Cut(after, ": "); ok {
				return strings.TrimPrefix(text, "skipped: ")
			}
		}
		return l
	}
	return "no reason given"
}
