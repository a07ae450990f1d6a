package queue

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/parquet-go/parquet-go"

	"ikat/engine"
	"ikat/fault"
	"ikat/sweep"
	"ikat/tablefile/all"
	"ikat/tablefile/apx"
)

const version = "test"

// TestMain is a worker, or a leader, where a test starts the program again as one.
func TestMain(m *testing.M) {
	silence, quiet = 2*time.Second, time.Second
	switch os.Getenv("IKAT_TEST_IS") {
	case "worker":
		w := worker(os.Getenv("IKAT_TEST_ADDRESS"))
		_, err := w.Run(context.Background())
		exit(err)
	case "leader":
		p, err := sweep.Read("plan.yaml", []byte(os.Getenv("IKAT_TEST_PLAN")))
		if err != nil {
			exit(err)
		}
		jobs, err := p.Jobs(context.Background(), asked(), version)
		if err != nil {
			exit(err)
		}
		l := &Leader{Folder: sweep.Folder(os.Getenv("IKAT_TEST_FOLDER")), Version: version, Jobs: jobs}
		if err := l.Start(context.Background(), tcp(os.Getenv("IKAT_TEST_ADDRESS")), ""); err != nil {
			exit(err)
		}
		report, err := l.Run(context.Background())
		fmt.Println(report)
		exit(err)
	}
	os.Exit(m.Run())
}

func exit(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	os.Exit(0)
}

func asked() *engine.Engine { return engine.New(version, all.All(), apx.Library()) }

func worker(addr string) *Worker {
	return &Worker{Engine: asked(), Version: version, Address: addr, Workers: 1}
}

func tcp(addr string) *net.TCPAddr {
	a, err := net.ResolveTCPAddr("tcp", addr)
	if err != nil {
		panic(err)
	}
	return a
}

// free is an address that nobody listens at.
func free(t *testing.T) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	return l.Addr().String()
}

// again starts the test program as a worker or leader.
func again(t *testing.T, is, addr string, more ...string) *exec.Cmd {
	t.Helper()
	c := exec.Command(os.Args[0])
	c.Env = append(append(os.Environ(), "IKAT_TEST_IS="+is, "IKAT_TEST_ADDRESS="+addr), more...)
	c.Stderr = os.Stderr
	if err := c.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = c.Process.Kill(); _ = c.Wait() })
	return c
}

// listening waits until somebody listens at an address.
func listening(t *testing.T, addr string) {
	t.Helper()
	for end := time.Now().Add(time.Minute); time.Now().Before(end); time.Sleep(10 * time.Millisecond) {
		if c, err := net.Dial("tcp", addr); err == nil {
			c.Close()
			return
		}
	}
	t.Fatal("nobody listens at " + addr)
}

const years = `sweep:
  - question: measure
    with: {id: bm, level: country}
    over:
      table: apx/*
      economy: [IDN, KOR, JPN, CHN, AUS, IND, USA, TWN]
`

func leader(t *testing.T, plan, dir string) *Leader {
	t.Helper()
	p, err := sweep.Read("plan.yaml", []byte(plan))
	if err != nil {
		t.Fatal(err)
	}
	jobs, err := p.Jobs(t.Context(), asked(), version)
	if err != nil {
		t.Fatal(err)
	}
	return &Leader{Folder: sweep.Folder(dir), Version: version, Jobs: jobs}
}

// start starts a leader, runs it aside and hands out its report.
func start(t *testing.T, l *Leader, token string) <-chan sweep.Report {
	t.Helper()
	if err := l.Start(t.Context(), tcp(free(t)), token); err != nil {
		t.Fatal(err)
	}
	out := make(chan sweep.Report, 1)
	go func() {
		report, err := l.Run(t.Context())
		if err != nil {
			t.Error(err)
		}
		out <- report
	}()
	return out
}

type row struct {
	Table   string `parquet:"table"`
	Economy string `parquet:"economy"`
}

// once checks that every job's rows are there, each once, and nothing else.
func once(t *testing.T, dir string, n int) {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(dir, "measure", "*.parquet"))
	if err != nil || len(files) != n {
		t.Fatalf("%d files, %v", len(files), err)
	}
	seen := map[row]bool{}
	for _, f := range files {
		rows, err := parquet.ReadFile[row](f)
		if err != nil || len(rows) != 1 || seen[rows[0]] {
			t.Fatalf("%s: %v %v", f, rows, err)
		}
		seen[rows[0]] = true
	}
	rest, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, e := range rest {
		names = append(names, e.Name())
	}
	if !slices.Equal(names, []string{"done", "measure"}) {
		t.Errorf("the folder holds %v", names)
	}
}

func TestWorkersDoEveryJobOnce(t *testing.T) {
	dir := t.TempDir()
	l := leader(t, years, dir)
	run := sweep.Runner{Engine: asked(), Version: version, Folder: l.Folder}
	if err := run.Do(t.Context(), l.Jobs[7]); err != nil { // one done before
		t.Fatal(err)
	}
	report := start(t, l, "secret")
	addr := l.Address()
	w := worker(addr)
	if _, err := w.Run(t.Context()); fault.KindOf(err) != fault.Invalid || !strings.Contains(err.Error(), "token") {
		t.Errorf("without the token: %v", err)
	}
	w.Token, w.Workers = "secret", 2
	if n, err := w.Run(t.Context()); n != 39 || err != nil {
		t.Errorf("%d jobs, %v", n, err)
	}
	if r := <-report; r != (sweep.Report{Jobs: 40, Skipped: 1, Done: 39}) {
		t.Errorf("%+v", r)
	}
	once(t, dir, 40)
	if _, err := w.Run(t.Context()); fault.KindOf(err) != fault.NotFound || !strings.Contains(err.Error(), addr) {
		t.Errorf("after the end: %v", err)
	}
}

// A job that was taken off the queue and whose result never came, as where a killed leader had confirmed it but not
// written it down, is handed out again.
func TestLostResultsAreMadeAgain(t *testing.T) {
	dir, addr := t.TempDir(), free(t)
	ctx, stop := context.WithTimeout(t.Context(), time.Minute)
	defer stop()
	p, err := sweep.Read("plan.yaml", []byte(years))
	if err != nil {
		t.Fatal(err)
	}
	all, err := p.Jobs(ctx, asked(), version)
	if err != nil {
		t.Fatal(err)
	}
	l := &Leader{Folder: sweep.Folder(dir), Version: version, Jobs: all}
	if err := l.Start(ctx, tcp(addr), ""); err != nil {
		t.Fatal(err)
	}
	led := make(chan error, 1)
	go func() {
		_, err := l.Run(ctx)
		led <- err
	}()
	j, err := worker(addr).join(ctx)
	if err != nil {
		t.Fatal(err)
	}
	m, err := j.queue.Next()
	if err != nil {
		t.Fatal(err)
	}
	if err := m.DoubleAck(ctx); err != nil {
		t.Fatal(err)
	}
	j.conn.Close()
	if _, err := worker(addr).Run(ctx); err != nil {
		t.Error(err)
	}
	if err := <-led; err != nil {
		t.Error(err)
	}
	once(t, dir, 40)
}

// A killed worker's job comes back, and a killed leader goes on where it was.
func TestKilledWorkersAndLeaders(t *testing.T) {
	if testing.Short() {
		t.Skip("skipped: takes seconds")
	}
	dir, addr := t.TempDir(), free(t)
	about := []string{"IKAT_TEST_FOLDER=" + dir, "IKAT_TEST_PLAN=" + years}
	lead := again(t, "leader", addr, about...)
	listening(t, addr)
	steady := again(t, "worker", addr)
	killed := again(t, "worker", addr)
	done := func() int {
		files, _ := filepath.Glob(filepath.Join(dir, "done", "*.json"))
		return len(files)
	}
	until := func(n int) {
		for end := time.Now().Add(time.Minute); done() < n; time.Sleep(time.Millisecond) {
			if time.Now().After(end) {
				t.Fatalf("%d jobs after a minute", done())
			}
		}
	}
	until(5)
	_ = killed.Process.Kill()
	_ = killed.Wait()
	until(10)
	_ = lead.Process.Kill()
	_ = lead.Wait()
	if done() == 40 {
		t.Log("the leader was killed after the last job")
	}
	lead = again(t, "leader", addr, about...)
	if err := lead.Wait(); err != nil {
		t.Error(err)
	}
	if err := steady.Wait(); err != nil {
		t.Error(err)
	}
	once(t, dir, 40)
}

func TestFailuresAreGathered(t *testing.T) {
	dir := t.TempDir()
	l := leader(t, "sweep: [{question: measure, with: {id: bm}, over: {economy: [IDN, ATLANTIS]}}]", dir)
	report := start(t, l, "")
	if _, err := worker(l.Address()).Run(t.Context()); err != nil {
		t.Fatal(err)
	}
	r := <-report
	if r.Done != 1 || r.Failed != 1 || fault.KindOf(r.First) != fault.NotFound ||
		!strings.Contains(r.First.Error(), "ATLANTIS") {
		t.Errorf("%+v", r)
	}
	text, err := os.ReadFile(filepath.Join(dir, "failed", l.Jobs[1].Key+".json"))
	if err != nil || !json.Valid(text) {
		t.Errorf("%s %v", text, err)
	}
}

// A worker that has not what the jobs rest on, or is another version, says so before it takes a job.
func TestWorkersThatCannotDoTheJobs(t *testing.T) {
	path := filepath.Join(t.TempDir(), "s.yaml")
	write := func(rate string) {
		text := "scenarios: [{name: a, changes: [{iceberg: " + rate + "}]}]"
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	write("5%")
	l := leader(t, "sweep: [{question: simulate, with: {scenarios: "+path+"}}]", t.TempDir())
	report := start(t, l, "")
	other := worker(l.Address())
	other.Version = "newer"
	if _, err := other.Run(t.Context()); fault.KindOf(err) != fault.Inconsistent ||
		!strings.Contains(err.Error(), "newer") {
		t.Error(err)
	}
	bare := worker(l.Address())
	bare.Engine = engine.New(version, all.All())
	if _, err := bare.Run(t.Context()); fault.KindOf(err) != fault.NotFound ||
		!strings.Contains(err.Error(), "no table of that name") {
		t.Error(err)
	}
	write("6%")
	if _, err := worker(l.Address()).Run(t.Context()); fault.KindOf(err) != fault.Inconsistent ||
		!strings.Contains(err.Error(), path) {
		t.Error(err)
	}
	write("5%")
	if n, err := worker(l.Address()).Run(t.Context()); n != 1 || err != nil {
		t.Error(n, err)
	}
	if r := <-report; r.Done != 1 {
		t.Errorf("%+v", r)
	}
}

// A job that was handed out too often is not tried again: it may be what ends its workers.
func TestJobsThatEndTheirWorkers(t *testing.T) {
	l := leader(t, "sweep: [{question: measure, with: {id: bm}}]", t.TempDir())
	report := start(t, l, "")
	w := worker(l.Address())
	for range attempts {
		j, err := w.join(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		m, err := j.queue.Next()
		if err != nil {
			t.Fatal(err)
		}
		if err := m.Nak(); err != nil { // as if the worker had ended
			t.Fatal(err)
		}
		if err := j.conn.Flush(); err != nil {
			t.Fatal(err)
		}
		j.conn.Close()
	}
	if _, err := w.Run(t.Context()); err != nil {
		t.Fatal(err)
	}
	if r := <-report; r.Failed != 1 || !strings.Contains(r.First.Error(), "workers ended") {
		t.Errorf("%+v", r)
	}
}

func TestTwoLeadersOfOneFolder(t *testing.T) {
	dir := t.TempDir()
	l := leader(t, years, dir)
	if err := l.Start(t.Context(), tcp(free(t)), ""); err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	err := leader(t, years, dir).Start(t.Context(), tcp(free(t)), "")
	if fault.KindOf(err) != fault.Unwritable || !strings.Contains(err.Error(), "another ikat sweep serve") {
		t.Error(err)
	}
}

// What answers at an address is not always a leader.
func TestAddressesWithoutALeader(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	go func() {
		for {
			c, err := l.Accept()
			if err != nil {
				return
			}
			_, _ = io.Copy(c, bytes.NewReader([]byte("HTTP/1.1 400 Bad Request\r\n\r\n")))
			c.Close()
		}
	}()
	for _, addr := range []string{free(t), l.Addr().String(), "no.such.machine.invalid:1", "nonsense"} {
		_, err := worker(addr).Run(t.Context())
		if fault.KindOf(err) != fault.NotFound || !strings.Contains(err.Error(), "--join "+addr) {
			t.Errorf("%s: %v", addr, err)
		}
	}
}
