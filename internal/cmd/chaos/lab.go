//go:build unix

package main

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"time"
)

// lab is a store with one table, and files to add to it.
type lab struct {
	binary, dir string
	rounds      int
}

func (l *lab) in(name string) string { return filepath.Join(l.dir, name) }

func (l *lab) prepare() error {
	if err := os.MkdirAll(l.in("store"), 0o777); err != nil {
		return err
	}
	for i, name := range []string{"one.csv", "two.csv"} {
		if err := l.must("tables", "synth", "--economies", "8", "--industries", "12", "--seed", fmt.Sprint(i+1),
			"-o", l.in(name)); err != nil {
			return err
		}
	}
	return errors.Join(
		l.must("tables", "add", l.in("one.csv"), "--name", "kept", "--year", "2001"),
		l.must("tables", "factor", "kept/2001"),
	)
}

func (l *lab) command(args ...string) *exec.Cmd {
	cmd := exec.Command(l.binary, args...)
	cmd.Dir = l.dir
	cmd.Env = append(os.Environ(), "IKAT_STORE="+l.in("store"), "TMPDIR="+l.dir, "XDG_CONFIG_HOME="+l.in("config"))
	return cmd
}

// ask runs the program; the exit code is -1 where it did not end by itself in a minute.
func (l *lab) ask(args ...string) (code int, out, errs string) {
	return finished(l.command(args...))
}

func finished(cmd *exec.Cmd) (code int, out, errs string) {
	var o, e strings.Builder
	cmd.Stdout, cmd.Stderr = &o, &e
	if err := cmd.Start(); err != nil {
		return -1, "", err.Error()
	}
	stop := time.AfterFunc(time.Minute, func() { _ = cmd.Process.Kill() })
	defer stop.Stop()
	_ = cmd.Wait() // the exit code says it
	return cmd.ProcessState.ExitCode(), o.String(), e.String()
}

func (l *lab) must(args ...string) error {
	if code, _, errs := l.ask(args...); code != 0 {
		return fmt.Errorf("ikat %s: exit %d: %s", strings.Join(args, " "), code, errs)
	}
	return nil
}

// sound checks that the table that was there before all trouble is what it was.
func (l *lab) sound() error { return l.must("tables", "show", "kept/2001") }

// clean refuses the words of a program that broke down.
func clean(code int, errs string) error {
	if code < 0 || code == 1 || strings.Contains(errs, "goroutine ") || strings.Contains(errs, "panic") {
		return fmt.Errorf("exit %d: %.300s", code, errs)
	}
	return nil
}

// served is a server that runs.
type served struct {
	cmd     *exec.Cmd
	address string
}

// serve starts a server and waits until it says where it is.
func (l *lab) serve(wrap func(*exec.Cmd) *exec.Cmd) (*served, error) {
	cmd := l.command("serve", "--listen", "127.0.0.1:0")
	if wrap != nil {
		cmd = wrap(cmd)
	}
	out, err := cmd.StdoutPipe()
	if err != nil {
		return nil, err
	}
	if err := cmd.Start(); err != nil {
		return nil, err
	}
	lines := bufio.NewScanner(out)
	for lines.Scan() {
		if _, after, ok := strings.Cut(lines.Text(), "http://"); ok {
			go func() { _, _ = io.Copy(io.Discard, out) }() // what it says later is not needed
			return &served{cmd, strings.Trim(strings.Fields(after)[0], "/\x1b[0m")}, nil
		}
	}
	_ = cmd.Process.Kill()
	return nil, errors.New("the server does not start")
}

// get asks a server and returns the status.
func (s *served) get(path string) (int, error) {
	client := http.Client{Timeout: 20 * time.Second}
	r, err := client.Get("http://" + s.address + path)
	if err != nil {
		return 0, err
	}
	defer r.Body.Close()
	_, err = io.Copy(io.Discard, r.Body)
	return r.StatusCode, err
}

// answers checks that a server answers what everybody may ask.
func (s *served) answers() error {
	for _, path := range []string{"/api/v1/docs", "/api/v1/measure/exports?table=kept/2001"} {
		if status, err := s.get(path); err != nil || status != http.StatusOK {
			return fmt.Errorf("%s: %d %w", path, status, err)
		}
	}
	return nil
}

func (s *served) kill() {
	_ = s.cmd.Process.Kill()
	_ = s.cmd.Wait()
}
