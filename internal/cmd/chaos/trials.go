//go:build unix

package main

import (
	"errors"
	"fmt"
	"io/fs"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"time"

	"golang.org/x/sys/unix"
)

func killed(l *lab, c *count) {
	for i := range l.rounds {
		cmd := l.command(
			"tables",
			"add",
			l.in([]string{"one.csv", "two.csv"}[i%2]),
			"--name",
			"other",
			"--year",
			"2001",
			"--replace",
		)
		if err := cmd.Start(); err != nil {
			c.survive(err)
			continue
		}
		time.Sleep(time.Duration(5+i*37%150) * time.Millisecond)
		_ = cmd.Process.Kill()
		_ = cmd.Wait()
		err := l.sound()
		if code, _, errs := l.ask("tables", "show", "other/2001"); code != 0 && code != 3 {
			err = errors.Join(err, fmt.Errorf("the table is neither old nor new: %s", errs))
		}
		c.survive(err)
	}
	c.survive(l.must("tables", "add", l.in("two.csv"), "--name", "other", "--year", "2001", "--replace"))
	if left, _ := os.ReadDir(l.in("store/tmp")); len(left) > 0 {
		c.survive(fmt.Errorf("left behind: %v", left))
	}
}

// flipped changes bits of every file and expects the same answer or an error that says so.
func flipped(l *lab, c *count) {
	question := []string{"measure", "bm", "--table", "kept/2001", "-f", "csv"}
	_, want, _ := l.ask(question...)
	var files []string
	_ = filepath.WalkDir(l.in("store"), func(path string, d fs.DirEntry, err error) error {
		if err == nil && d.Type().IsRegular() && d.Name() != "lock" {
			files = append(files, path)
		}
		return nil
	})
	for _, path := range files {
		good, err := os.ReadFile(path)
		if err != nil || len(good) == 0 {
			continue
		}
		for i := range l.rounds {
			bad := append([]byte(nil), good...)
			bad[i*len(good)/l.rounds] ^= 1 << (i % 7)
			if err := os.WriteFile(path, bad, 0o600); err != nil {
				c.survive(err)
				continue
			}
			code, out, errs := l.ask(question...)
			err := clean(code, errs)
			if code == 0 && out != want {
				err = fmt.Errorf("%s, byte %d: another answer and no error", filepath.Base(path), i*len(good)/l.rounds)
			}
			if other, _, errs := l.ask("measure", "exports"); other != 0 {
				err = errors.Join(err, fmt.Errorf("another table cannot be asked: %s", errs))
			}
			c.survive(err)
		}
		if err := os.WriteFile(path, good, 0o600); err != nil {
			c.survive(err)
		}
	}
}

// small mounts a disk of some kilobytes, which needs root.
func small(dir string, kilobytes int) (unmount func(), err error) {
	if err := os.MkdirAll(dir, 0o777); err != nil {
		return nil, err
	}
	if err := unix.Mount("small", dir, "tmpfs", 0, fmt.Sprintf("size=%dk", kilobytes)); err != nil {
		return nil, err
	}
	return func() { _ = unix.Unmount(dir, 0) }, nil
}

func fullStore(l *lab, c *count) {
	for _, kilobytes := range []int{8, 40, 90, 150} {
		unmount, err := small(l.in("small"), kilobytes)
		if err != nil {
			return
		}
		cmd := l.command("tables", "add", l.in("one.csv"), "--name", "big", "--year", "2001")
		cmd.Env = append(cmd.Env, "IKAT_STORE="+l.in("small"))
		code, _, errs := finished(cmd)
		loss := clean(code, errs)
		if code == 0 {
			show := l.command("tables", "show", "big/2001")
			show.Env = append(show.Env, "IKAT_STORE="+l.in("small"))
			if code, _, errs := finished(show); code != 0 {
				loss = fmt.Errorf("it was kept, and cannot be opened: %s", errs)
			}
		} else if code != 7 {
			loss = errors.Join(loss, fmt.Errorf("exit %d, not 7: %s", code, errs))
		}
		c.survive(loss)
		unmount()
	}
}

func fullResult(l *lab, c *count) {
	for _, line := range []string{
		"measure bm -f csv", "measure bm -f xlsx", "measure bm -f json", "measure bm -f parquet", "profile IDN",
		"border", "--help"} {
		args := strings.Fields(line)
		cmd := l.command(args...)
		full, err := os.OpenFile("/dev/full", os.O_WRONLY, 0)
		if err != nil {
			return
		}
		var errs strings.Builder
		cmd.Stdout, cmd.Stderr = full, &errs
		_ = cmd.Run() // the exit code says it
		full.Close()
		loss := clean(cmd.ProcessState.ExitCode(), errs.String())
		if code := cmd.ProcessState.ExitCode(); code != 7 {
			loss = errors.Join(loss, fmt.Errorf("ikat %s: exit %d, not 7", line, code))
		}
		c.survive(loss)
	}
}

func starved(l *lab, c *count) {
	s, err := l.serve(func(cmd *exec.Cmd) *exec.Cmd {
		sh := exec.Command("sh", append([]string{"-c", "ulimit -n 40; exec \"$0\" \"$@\""}, cmd.Args...)...)
		sh.Env = cmd.Env
		return sh
	})
	if err != nil {
		c.survive(err)
		return
	}
	defer s.kill()
	for range l.rounds {
		var open []net.Conn
		for range 60 {
			if conn, err := net.DialTimeout("tcp", s.address, time.Second); err == nil {
				open = append(open, conn)
			}
		}
		for _, conn := range open {
			conn.Close()
		}
		time.Sleep(100 * time.Millisecond)
		c.survive(s.answers())
	}
}

func suspended(l *lab, c *count) {
	f, err := os.OpenFile(l.in("store/lock"), os.O_RDWR, 0)
	if err == nil {
		err = unix.Flock(int(f.Fd()), unix.LOCK_EX)
	}
	if err != nil {
		c.survive(err)
		return
	}
	defer f.Close()
	for _, args := range [][]string{{"tables", "remove", "kept/2001"},
		{"tables", "add", l.in("two.csv"), "--name", "b", "--year", "2001"}, {"tables", "factor", "kept/2001", "--drop"}} {
		cmd := l.command(args...)
		var errs strings.Builder
		cmd.Stderr = &errs
		if err := cmd.Start(); err != nil {
			c.survive(err)
			continue
		}
		time.Sleep(2500 * time.Millisecond)
		_ = cmd.Process.Signal(syscall.SIGINT)
		begun := time.Now()
		_ = cmd.Wait()
		loss := l.sound()
		if took := time.Since(begun); cmd.ProcessState.ExitCode() != 130 || took > 5*time.Second ||
			!strings.Contains(errs.String(), "waiting for") {
			loss = errors.Join(
				loss,
				fmt.Errorf(
					"ikat %s: exit %d %v after the interrupt: %s",
					strings.Join(args, " "),
					cmd.ProcessState.ExitCode(),
					took,
					errs.String(),
				),
			)
		}
		c.survive(loss)
	}
	f.Close()
	c.survive(l.must("tables", "add", l.in("two.csv"), "--name", "b", "--year", "2001"))
	for range l.rounds {
		c.survive(l.stopped())
	}
}

// stopped suspends a writer that has the lock, interrupts another that waits for it, asks meanwhile, and lets it go on.
func (l *lab) stopped() error {
	var writer *exec.Cmd
	var begins string
	for held := false; !held; {
		writer = l.command("tables", "add", "one.csv", "--name", "held", "--year", "2001", "--replace")
		if err := writer.Start(); err != nil {
			return err
		}
		begins = fmt.Sprintf("process %d ", writer.Process.Pid)
		has := func() bool {
			text, err := os.ReadFile(l.in("store/lock"))
			return err == nil && strings.HasPrefix(string(text), begins)
		}
		for end := time.Now().Add(20 * time.Second); !has() && time.Now().Before(end); {
			if _, err := os.Stat(l.in("store/tables/held/2001.json")); err == nil {
				break
			}
		}
		if err := writer.Process.Signal(syscall.SIGSTOP); err != nil && !errors.Is(err, os.ErrProcessDone) {
			return err
		}
		if held = has(); !held { // it was quicker: once more
			_ = writer.Process.Signal(syscall.SIGCONT)
			if err := errors.Join(writer.Wait(), l.must("tables", "remove", "held/2001")); err != nil {
				return err
			}
		}
	}
	loss := l.sound()
	other := l.command("tables", "factor", "b/2001")
	var errs strings.Builder
	other.Stderr = &errs
	if err := other.Start(); err != nil {
		return err
	}
	time.Sleep(2500 * time.Millisecond)
	_ = other.Process.Signal(syscall.SIGINT) // it may be done where nobody held it up
	_ = other.Wait()
	if other.ProcessState.ExitCode() != 130 || !strings.Contains(errs.String(), strings.TrimSpace(begins)) {
		loss = errors.Join(loss, fmt.Errorf("beside a suspended writer: exit %d: %s", other.ProcessState.ExitCode(), &errs))
	}
	if err := writer.Process.Signal(syscall.SIGCONT); err != nil {
		return err
	}
	if err := writer.Wait(); err != nil {
		loss = errors.Join(loss, fmt.Errorf("the writer went on to %w", err))
	}
	return errors.Join(loss, l.must("tables", "show", "held/2001"), l.must("tables", "remove", "held/2001"))
}

func twoServers(l *lab, c *count) {
	var both []*served
	for range 2 {
		s, err := l.serve(nil)
		if err != nil {
			c.survive(err)
			return
		}
		defer s.kill()
		both = append(both, s)
	}
	table, err := os.ReadFile(l.in("two.csv"))
	if err != nil {
		c.survive(err)
		return
	}
	for i := range l.rounds {
		var all sync.WaitGroup
		var mu sync.Mutex
		var loss error
		for n, s := range both {
			all.Go(func() {
				address := fmt.Sprintf(
					"http://%s/api/v1/tables?filename=two.csv&name=shared&year=%d&replace=true",
					s.address,
					2001+(i+n)%2,
				)
				r, err := http.Post(address, "application/octet-stream", strings.NewReader(string(table)))
				if err == nil {
					r.Body.Close()
				}
				if err == nil && r.StatusCode != http.StatusAccepted {
					err = fmt.Errorf("an upload: %d", r.StatusCode)
				}
				mu.Lock()
				loss = errors.Join(loss, err, s.answers())
				mu.Unlock()
			})
		}
		all.Wait()
		c.survive(errors.Join(loss, l.sound()))
	}
}

func dripping(l *lab, c *count) {
	s, err := l.serve(nil)
	if err != nil {
		c.survive(err)
		return
	}
	defer s.kill()
	if err := s.answers(); err != nil {
		c.survive(err)
		return
	}
	var open []net.Conn
	for i := range 100 {
		conn, err := net.DialTimeout("tcp", s.address, time.Second)
		if err != nil {
			continue
		}
		open = append(open, conn)
		switch i % 3 {
		case 0:
			fmt.Fprint(conn, "GET / HT")
		case 1:
			fmt.Fprintf(
				conn,
				"POST /api/v1/tables?filename=a_2001.csv HTTP/1.1\r\nHost: %s\r\nContent-Length: 5000\r\n\r\nx",
				s.address,
			)
		case 2:
			fmt.Fprintf(conn, "GET /api/v1/measure/bm?level=bilateral-sector&format=csv HTTP/1.1\r\nHost: %s\r\n\r\n", s.address)
		}
	}
	for range l.rounds {
		begun := time.Now()
		err := s.answers()
		if took := time.Since(begun); took > 5*time.Second {
			err = errors.Join(err, fmt.Errorf("others wait %v", took))
		}
		c.survive(err)
	}
	// A minute is more than any pace allows.
	time.Sleep(time.Minute)
	left := 0
	for i, conn := range open {
		if i%3 == 2 {
			continue // their answers may lie in the buffers of this machine
		}
		_ = conn.SetReadDeadline(time.Now().Add(100 * time.Millisecond))
		_, err := conn.Read(make([]byte, 1<<16))
		var timeout net.Error
		if errors.As(err, &timeout) && timeout.Timeout() {
			left++
		}
	}
	if left > 0 {
		c.survive(fmt.Errorf("%d drips are still connected", left))
	} else {
		c.survive(nil)
	}
	for _, conn := range open {
		conn.Close()
	}
}

func terminated(l *lab, c *count) {
	for range min(l.rounds, 3) {
		s, err := l.serve(nil)
		if err != nil {
			c.survive(err)
			continue
		}
		for i := range 8 {
			go func() { _, _ = s.get(fmt.Sprintf("/api/v1/sme/KOR?va-within=1.3%d", i)) }() // its end is not looked at
		}
		time.Sleep(500 * time.Millisecond)
		_ = s.cmd.Process.Signal(syscall.SIGTERM)
		begun := time.Now()
		done := make(chan struct{})
		go func() { _ = s.cmd.Wait(); close(done) }()
		select {
		case <-done:
			c.survive(l.sound())
		case <-time.After(30 * time.Second):
			s.kill()
			c.survive(fmt.Errorf("it goes on %v after SIGTERM", time.Since(begun)))
		}
	}
}
