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
	ended   chan struct{}
	how     error // of its end
}

var announced = regexp.MustCompile(`answers at (http://[^/\s]+)/`)

// serve starts the program on a free port of this machine's loopback; nothing else is ever asked.
func serve(program, table string) (*served, error) {
	cmd := exec.Command(program, "serve", "--listen", "127.0.0.1:0", "--table", table)
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
	for s.address == "" && lines.Scan() {
		if m := announced.FindStringSubmatch(lines.Text()); m != nil {
			s.address = m[1]
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
		return fmt.Errorf("the server ended while it was asked: %v, %s; nothing is reported", s.how, s.cmd.ProcessState)
	default:
		return nil
	}
}

// peak is the most memory that the server has held, in bytes; 0 where the system does not say.
func (s *served) peak() int64 {
	text, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", s.cmd.Process.Pid))
	if err != nil {
		return 0
	}
	for _, line := range strings.Split(string(text), "\n") {
		if f := strings.Fields(line); len(f) == 3 && f[0] == "VmHWM:" {
			kib, _ := strconv.ParseInt(f[1], 10, 64)
			return kib << 10
		}
	}
	return 0
}
