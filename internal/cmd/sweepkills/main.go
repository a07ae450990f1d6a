// Command sweepkills holds ikat sweep serve and ikat sweep work to what they promise: three workers share a plan of
// 5,000 jobs, one of them is killed every few seconds and the leader twice, and the rows must be those of a sweep that
// nobody disturbed, file by file.
package main

import (
	"bytes"
	"errors"
	"flag"
	"fmt"
	"math/rand/v2"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"time"
)

const (
	planned = 5000
	workers = 3
	every   = 3 * time.Second // a worker is killed
	patient = 10 * time.Minute

	plan = `sweep:
  - question: measure
    with: {id: bm, level: sector}
    over:
      table: apx/*
      economy: [AUS, CHN, IDN, IND, JPN, KOR, RUS, TUR, TWN, USA]
      industry: [c1, c2, c3, c4, c5, c6, c7, c8, c9, c10, c11, c12, c13, c14, c15, c16, c17, c18, c19t21, c22]
      approach: [source, sink]
      perspective: [exporter, world]
  - question: measure
    with: {id: vax, level: sector}
    over:
      table: apx/*
      economy: [AUS, CHN, IDN, IND, JPN, KOR, RUS, TUR, TWN, USA]
      industry: [c1, c2, c3, c4, c5, c6, c7, c8, c9, c10, c11, c12, c13, c14, c15, c16, c17, c18, c19t21, c22]
`
)

func main() {
	binary := flag.String("ikat", "bin/ikat", "the program")
	out := flag.String("o", "", "write the report to this file too")
	flag.Parse()
	report, err := attack(*binary)
	if err == nil && *out != "" {
		err = os.WriteFile(*out, []byte(report), 0o666)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "sweepkills:", err)
		os.Exit(1)
	}
	fmt.Print(report)
}

// lab is where it happens.
type lab struct {
	binary, dir, address         string
	leader                       *process
	workers                      [workers]*process
	killedWorkers, killedLeaders int
}

func attack(binary string) (string, error) {
	l := &lab{}
	var err error
	if l.binary, err = filepath.Abs(binary); err != nil {
		return "", err
	}
	if l.dir, err = os.MkdirTemp("", "ikat-sweep-*"); err != nil {
		return "", err
	}
	defer os.RemoveAll(l.dir)
	if err := os.WriteFile(filepath.Join(l.dir, "plan.yaml"), []byte(plan), 0o600); err != nil {
		return "", err
	}
	begun := time.Now()
	p, err := l.start("plan.yaml", "-o", "quiet", "--workers", "1")
	if err != nil {
		return "", err
	}
	if err := p.wait(); err != nil {
		return "", err
	}
	quiet := time.Since(begun)
	if l.address, err = free(); err != nil {
		return "", err
	}
	begun = time.Now()
	if err := l.disturbed(); err != nil {
		return "", err
	}
	disturbed := time.Since(begun)
	files, err := l.compare()
	if err != nil {
		return "", err
	}
	report := fmt.Sprintf(`# A sweep that is disturbed

Made by 'make sweep-kills' on %d cores: a plan of %d short jobs over the embedded tables. Once it runs in one process,
one job at a time; once 'ikat sweep serve' hands it to %d workers ('ikat sweep work --workers 1'), one of which is
killed every %v and replaced, and the leader is killed and started again.

| | |
| --- | --- |
| one process, undisturbed | %.0f s |
| workers killed | %d |
| leaders killed | %d |
| queue and workers, disturbed | %.0f s |
| files of rows that are byte for byte those of the undisturbed run | %d of %d |
| files besides, and jobs that failed | 0 |
`, runtime.NumCPU(), planned, workers, every, quiet.Seconds(), l.killedWorkers, l.killedLeaders,
		disturbed.Seconds(), files, planned)
	return strings.ReplaceAll(report, "'", "`"), nil
}

// process is one that was started; ended closes when it has.
type process struct {
	cmd   *exec.Cmd
	ended chan struct{}
	err   error
}

func (l *lab) start(args ...string) (*process, error) {
	p := &process{cmd: exec.Command(l.binary, append([]string{"sweep"}, args...)...), ended: make(chan struct{})}
	p.cmd.Dir = l.dir
	var said bytes.Buffer
	p.cmd.Stderr = &said
	if err := p.cmd.Start(); err != nil {
		return nil, err
	}
	go func() {
		if p.err = p.cmd.Wait(); p.err != nil {
			p.err = fmt.Errorf("%w: %s", p.err, said.Bytes())
		}
		close(p.ended)
	}()
	return p, nil
}

func (p *process) running() bool {
	select {
	case <-p.ended:
		return false
	default:
		return true
	}
}

func (p *process) wait() error {
	<-p.ended
	return p.err
}

func (p *process) kill() {
	_ = p.cmd.Process.Kill()
	<-p.ended
}

// free is an address that nobody listens at.
func free() (string, error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return "", err
	}
	return l.Addr().String(), l.Close()
}

// lead starts the leader and waits until it can be joined.
func (l *lab) lead() (err error) {
	if l.leader, err = l.start("serve", "plan.yaml", "-o", "results", "--listen", l.address); err != nil {
		return err
	}
	for l.leader.running() {
		if c, err := net.Dial("tcp", l.address); err == nil {
			return c.Close()
		}
		time.Sleep(20 * time.Millisecond)
	}
	return l.leader.err
}

// disturbed runs the plan and kills who runs it.
func (l *lab) disturbed() error {
	defer func() {
		for _, w := range l.workers {
			if w != nil {
				w.kill()
			}
		}
	}()
	if err := l.lead(); err != nil {
		return err
	}
	begun, killed := time.Now(), time.Now()
	for ; l.leader.running(); time.Sleep(20 * time.Millisecond) {
		if time.Since(begun) > patient {
			l.leader.kill()
			return fmt.Errorf("%d of %d jobs are done after %v", l.done(), planned, patient)
		}
		if err := l.man(); err != nil {
			return err
		}
		if time.Since(killed) > every {
			killed = time.Now()
			l.killedWorkers++
			l.workers[rand.IntN(workers)].kill()
		}
		if l.killedLeaders < 2 && l.done() > (l.killedLeaders+1)*planned/3 {
			l.killedLeaders++
			l.leader.kill()
			if err := l.lead(); err != nil {
				return err
			}
		}
	}
	return l.leader.err
}

// man puts a new worker in the place of each that is gone.
func (l *lab) man() (err error) {
	for i, w := range l.workers {
		if w == nil || !w.running() {
			if l.workers[i], err = l.start("work", "--join", l.address, "--workers", "1"); err != nil {
				return err
			}
		}
	}
	return nil
}

func (l *lab) done() int {
	files, _ := filepath.Glob(filepath.Join(l.dir, "results", "done", "*.json"))
	return len(files)
}

// compare counts the files of rows, which must be those of the undisturbed run.
func (l *lab) compare() (int, error) {
	paths, err := filepath.Glob(filepath.Join(l.dir, "results", "*", "*"))
	if err != nil {
		return 0, err
	}
	rows := 0
	for _, path := range paths {
		kind := filepath.Base(filepath.Dir(path))
		if kind == "done" {
			continue
		}
		got, err := os.ReadFile(path)
		want, missing := os.ReadFile(filepath.Join(l.dir, "quiet", kind, filepath.Base(path)))
		if err := errors.Join(err, missing); err != nil {
			return 0, err
		}
		if !bytes.Equal(got, want) {
			return 0, fmt.Errorf("%s is not as without disturbance", path)
		}
		rows++
	}
	if rows != planned || l.done() != planned {
		return 0, fmt.Errorf("%d files of rows and %d records of %d jobs", rows, l.done(), planned)
	}
	return rows, nil
}
