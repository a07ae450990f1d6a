package main

import (
	"bufio"
	"fmt"
	"net/netip"
	"net/url"
	"os"
	"os/exec"
	"regexp"
	"strconv"
	"strings"
	"time"
)

// served is a server that was started here.
type served struct {
	cmd     *exec.Cmd
	address string // http://127.0.0.1:PORT
	tells   string // where it tells of itself
	ended   chan struct{}
	how     error // of its end
}

var (
	announced = regexp.MustCompile(`answers at (http://[^/\s]+)/`)
	watched   = regexp.MustCompile(`find /metrics\b.* at (http://[^/\s]+)/`)
)

// serve starts the program on a free port of this machine's loopback; nothing else is ever asked.
func serve(program, table, memory string) (*served, error) {
	cmd := exec.Command(program, "serve", "--listen", "127.0.0.1:0", "--memory", memory, "--table", table,
		"--forget-after", unused.String(), "--watch", "127.0.0.1:0")
	cmd.Stderr = os.Stderr
	out, err := cmd.StdoutPipe()
	if err != nil {
		return nil, err
	}
	if err := cmd.Start(); err != nil {
		return nil, err
	}
	s := &served{cmd: cmd, ended: make(chan struct{})}
	lines := bufio.NewScanner(out)
	for s.tells == "" && lines.Scan() {
		if m := announced.FindStringSubmatch(lines.Text()); m != nil {
			s.address = m[1]
		}
		if m := watched.FindStringSubmatch(lines.Text()); m != nil {
			s.tells = m[1]
		}
	}
	u, err := url.Parse(s.address)
	if err == nil {
		var at netip.AddrPort
		if at, err = netip.ParseAddrPort(u.Host); err == nil && !at.Addr().IsLoopback() {
			err = fmt.Errorf("%s is not on the loopback", s.address)
		}
	}
	if err != nil {
		// A process that has gone cannot be told to.
		_ = cmd.Process.Kill()
		_ = cmd.Wait()
		return nil, fmt.Errorf("%s serve does not say where it is: %w", program, err)
	}
	go func() {
		for lines.Scan() {
		}
		s.how = s.cmd.Wait()
		close(s.ended)
	}()
	return s, nil
}

// stop interrupts the server as Ctrl-C does, and kills it where that does not help.
func (s *served) stop() {
	// A process that has gone cannot be told to.
	_ = s.cmd.Process.Signal(os.Interrupt)
	kill := time.AfterFunc(15*time.Second, func() { _ = s.cmd.Process.Kill() })
	defer kill.Stop()
	<-s.ended
}

// alive is an error where the server has ended by itself: what users met then is no measurement.
func (s *served) alive() error {
	select {
	case <-s.ended:
		return fmt.Errorf(
			"the server ended while it was asked: %v, %s; nothing is reported",
			s.how,
			s.cmd.ProcessState,
		)
	default:
		return nil
	}
}

// turns is what the server tells of turns: how many questions took one and how many were refused one, by the size that
// it takes them for.
type turns struct{ taken, refused map[string]int }

var told = regexp.MustCompile(`(?m)^ikat_questions_(taken|refused)_total\{size="(\w+)"\} (\S+)$`)

func (s *served) turns() (turns, error) {
	t := turns{map[string]int{}, map[string]int{}}
	text, err := get(s.tells + "/metrics")
	if err != nil {
		return t, err
	}
	found := told.FindAllSubmatch(text, -1)
	for _, m := range found {
		n, err := strconv.ParseFloat(string(m[3]), 64)
		if err != nil {
			return t, fmt.Errorf("%s: %w", m[0], err)
		}
		if string(m[1]) == "taken" {
			t.taken[string(m[2])] = int(n)
		} else {
			t.refused[string(m[2])] = int(n)
		}
	}
	if len(found) != 4 {
		return t, fmt.Errorf("%s/metrics does not say which turns were taken and refused", s.tells)
	}
	return t, nil
}

// resident is the memory that the server holds, in bytes; 0 where the system does not say.
func (s *served) resident() int64 {
	text, err := os.ReadFile(fmt.Sprintf("/proc/%d/statm", s.cmd.Process.Pid))
	if err != nil {
		return 0
	}
	f := strings.Fields(string(text))
	if len(f) < 2 {
		return 0
	}
	pages, _ := strconv.ParseInt(f[1], 10, 64)
	return pages * int64(os.Getpagesize())
}

// processor is the processor time that the server has used; 0 where the system does not say. Linux counts it in
// hundredths of a second.
func (s *served) processor() time.Duration {
	text, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", s.cmd.Process.Pid))
	if err != nil {
		return 0
	}
	_, rest, _ := strings.Cut(string(text), ") ")
	f := strings.Fields(rest)
	if len(f) < 13 {
		return 0
	}
	user, _ := strconv.ParseInt(f[11], 10, 64)
	system, _ := strconv.ParseInt(f[12], 10, 64)
	return time.Duration(user+system) * 10 * time.Millisecond
}
