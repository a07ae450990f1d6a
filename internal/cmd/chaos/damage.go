//go:build unix

package main

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"syscall"

	"golang.org/x/sys/unix"
)

// sort is a kind of file that the store keeps, with the question that opens it, a question that must not suffer, and
// what brings it back. Where the answer does not rest on the file alone (a remembered economy is anybody's to edit),
// another answer is allowed.
type sort struct {
	name, pattern   string
	ask, other, fix []string
	free            bool
}

var sorts = []sort{
	{"a table's line", "store/tables/kept/2001.json", askKept, askAlso, addKept, false},
	{"a table's labels", "store/objects/*/table.json", askKept, askOwn, addKept, false},
	{"a table's numbers", "store/objects/*/z.npy", askKept, askOwn, addKept, false},
	{"kept factors", "store/factors/*/factors.json", askKept, askAlso, nil, false},
	{"the numbers of kept factors", "store/factors/*/lu.npy", askKept, askAlso, nil, false},
	{"a year of trade", "store/trade/*/year=2022/*/flows.parquet", askTrade, askOtherTrade, addTrade, false},
	{"names of products", "store/trade/_names/*.csv", askTrade, askAlso, nil, true},
	{"a remembered economy", "config/ikat/use.yaml", []string{"profile"}, nil, []string{"use", "VNM"}, true},
	{"a writer's lock", "store/lock", addKept, askAlso, nil, false},
}

var (
	askKept       = []string{"measure", "bm", "--table", "kept/2001", "-f", "csv"}
	askAlso       = []string{"measure", "exports", "--table", "also/2001", "-f", "csv"}
	askOwn        = []string{"measure", "exports", "-f", "csv"}
	askTrade      = []string{"products", "rca", "--trade", "goods/2022", "--economy", "CHN", "-f", "csv"}
	askOtherTrade = []string{"products", "rca", "--trade", "goods/2023", "--economy", "CHN", "-f", "csv"}
	addKept       = []string{"tables", "add", "one.csv", "--name", "kept", "--year", "2001", "--replace"}
	addTrade      = []string{"trade", "add", "BACI_HS17_Y2022_V000000.csv", "--name", "goods", "--replace"}
)

// full is a store with one of everything.
func (l *lab) full() error {
	return errors.Join(
		l.must("tables", "add", "two.csv", "--name", "also", "--year", "2001"),
		l.must("trade", "synth", "--count", "3000", "--economies", "30", "--products", "60", "-o",
			"BACI_HS17_Y2022_V000000.csv"),
		l.must("trade", "synth", "--count", "3000", "--economies", "30", "--products", "60", "--year", "2023", "-o",
			"BACI_HS17_Y2023_V000000.csv"),
		l.must(addTrade...),
		l.must("trade", "add", "BACI_HS17_Y2023_V000000.csv", "--name", "goods"),
		os.MkdirAll(l.in("names"), 0o755), // a list beside flows says which products there are
		os.WriteFile(l.in("names/product_codes_HS17.csv"), []byte("code,description\n010121,Horses\n020110,Meat\n"), 0o600),
		l.must("trade", "add", "names/product_codes_HS17.csv"),
		l.must("use", "VNM"),
	)
}

// damage is one thing done to a file.
type damage struct {
	name string
	do   func(path string, good []byte) error
	bits bool // without a repair
}

// damages are what a disk, a user and a program of another time may do. Cuts and bits are spread over the file.
func (l *lab) damages() (all []damage) {
	for i := range l.rounds {
		all = append(all, damage{fmt.Sprintf("cut %d", i), func(path string, good []byte) error {
			return os.WriteFile(path, good[:i*len(good)/l.rounds], 0o600)
		}, i > 0})
	}
	for i := range 5 * l.rounds {
		all = append(all, damage{fmt.Sprintf("bit %d", i), func(path string, good []byte) error {
			bad := bytes.Clone(good)
			if len(bad) > 0 {
				bad[i*len(bad)/(5*l.rounds)] ^= 1 << (i % 7)
			}
			return os.WriteFile(path, bad, 0o600)
		}, true})
	}
	instead := func(make func(path string) error) func(string, []byte) error {
		return func(path string, _ []byte) error { return errors.Join(os.Remove(path), make(path)) }
	}
	change := func(old, now string) func(string, []byte) error {
		return func(path string, good []byte) error {
			return os.WriteFile(path, bytes.ReplaceAll(good, []byte(old), []byte(now)), 0o600)
		}
	}
	return append(all,
		damage{"a folder", instead(func(path string) error { return os.MkdirAll(filepath.Join(path, "in"), 0o700) }), false},
		damage{"a link", instead(func(path string) error { return os.Symlink("/etc/passwd", path) }), false},
		damage{"a link to nothing", instead(func(path string) error { return os.Symlink("nothing", path) }), false},
		damage{"a pipe", instead(func(path string) error { return unix.Mkfifo(path, 0o600) }), false},
		damage{"a device", instead(func(path string) error { return unix.Mknod(path, unix.S_IFCHR|0o600, 1<<8|5) }), false},
		damage{"removed", func(path string, _ []byte) error { return os.Remove(path) }, false},
		damage{"a newer line", change("ikat line 2", "ikat line 9"), false},
		damage{"a newer table", change("ikat table 1", "ikat table 9"), false},
		damage{"newer factors", change("ikat factors 2", "ikat factors 9"), false},
		damage{"newer trade", change("ikat trade 2", "ikat trade 9"), false},
		damage{"another year", change("2001", "2002"), false},
		damage{"another name", change("kept", "abcd"), false},
		damage{"other dimensions", change(`"economies": 8`, `"economies": 9`), false},
		damage{"unreadable", func(path string, _ []byte) error { return os.Chmod(path, 0) }, false},
	)
}

// damaged does each damage to each kind of file, in a copy of the store, and asks: the answer is the same or an error
// that says what is damaged, another question does not suffer, and adding the thing again mends it. One row a kind.
func damaged(l *lab, report func(name string, c count)) {
	if err := l.full(); err != nil {
		report("every kind of file, damaged", count{tried: 1, lost: []string{err.Error()}})
		return
	}
	for _, s := range sorts {
		var c count
		var mu sync.Mutex
		var all sync.WaitGroup
		turns := make(chan struct{}, 2*runtime.NumCPU())
		_, want, _ := l.ask(s.ask...)
		for n, d := range l.damages() {
			all.Go(func() {
				turns <- struct{}{}
				defer func() { <-turns }()
				copied := &lab{binary: l.binary, dir: l.in(fmt.Sprint("copy", n)), rounds: l.rounds}
				loss, done := copied.suffer(l.dir, s, d, want)
				mu.Lock()
				defer mu.Unlock()
				if done {
					c.survive(loss)
				}
			})
		}
		all.Wait()
		report(s.name+", damaged in every way", c)
	}
}

// suffer tries one damage; done is false where it changes nothing here.
func (l *lab) suffer(from string, s sort, d damage, want string) (loss error, done bool) {
	defer os.RemoveAll(l.dir)
	if err := os.CopyFS(l.dir, onlyKept(from)); err != nil {
		return err, true
	}
	paths, err := filepath.Glob(l.in(s.pattern))
	if err != nil || len(paths) == 0 {
		return fmt.Errorf("%s: there is none: %v", s.name, err), true
	}
	path := l.chosen(paths)
	good, err := os.ReadFile(path)
	if err == nil {
		err = d.do(path, good)
	}
	if errors.Is(err, unix.EPERM) {
		return nil, false // devices are root's to make
	}
	if err != nil {
		return err, true
	}
	if now, err := os.Lstat(path); err == nil && now.Mode().IsRegular() && now.Mode().Perm() != 0 {
		if text, err := os.ReadFile(path); err == nil && bytes.Equal(text, good) {
			return nil, false
		}
	}
	ask := l.ask
	if now, err := os.Lstat(path); err == nil && now.Mode().IsRegular() && now.Mode().Perm() == 0 {
		ask = l.askAsNobody
	}
	code, out, errs := ask(s.ask...)
	where := fmt.Sprintf("%s, %s", s.name, d.name)
	err = clean(code, errs)
	if code == 0 && out != want && !s.free {
		err = errors.Join(err, errors.New("another answer and no error"))
	}
	if code != 0 && code != 3 && code != 4 && code != 7 && !(code == 2 && s.free) {
		err = errors.Join(err, fmt.Errorf("exit %d: %.300s", code, errs))
	}
	if strings.Contains(errs, l.dir+"/store") {
		err = errors.Join(err, fmt.Errorf("it says where the store is: %.300s", errs))
	}
	if s.other != nil {
		if code, _, errs := ask(s.other...); code != 0 {
			err = errors.Join(err, fmt.Errorf("another question suffers: exit %d: %.300s", code, errs))
		}
	}
	if s.fix != nil && !d.bits {
		if s.name == "a remembered economy" {
			_, _, _ = l.ask("use", "--forget") // what the error advises
		}
		code, _, errs := l.ask(s.fix...)
		if code, out, _ := l.ask(s.ask...); code != 0 || out != want {
			err = errors.Join(err, fmt.Errorf("not mended: exit %d: %.300s", code, errs))
		}
		if code != 0 {
			err = errors.Join(err, fmt.Errorf("it cannot be mended: exit %d: %.300s", code, errs))
		}
	}
	if err != nil {
		err = fmt.Errorf("%s: %w", where, err)
	}
	return err, true
}

// chosen is the file of the table kept/2001 where there are several.
func (l *lab) chosen(paths []string) string {
	line, err := os.ReadFile(l.in("store/tables/kept/2001.json"))
	for _, p := range paths {
		if err == nil && bytes.Contains(line, []byte(filepath.Base(filepath.Dir(p)))) {
			return p
		}
	}
	return paths[0]
}

// onlyKept is a lab without the copies that others work on.
func onlyKept(dir string) fs.FS { return withoutCopies{os.DirFS(dir)} }

type withoutCopies struct{ fs.FS }

func (w withoutCopies) ReadDir(name string) ([]fs.DirEntry, error) {
	all, err := fs.ReadDir(w.FS, name)
	if name != "." {
		return all, err
	}
	var out []fs.DirEntry
	for _, e := range all {
		if !strings.HasPrefix(e.Name(), "copy") {
			out = append(out, e)
		}
	}
	return out, err
}

// askAsNobody asks without the rights of root, who may read everything.
func (l *lab) askAsNobody(args ...string) (code int, out, errs string) {
	if os.Getuid() != 0 {
		return l.ask(args...)
	}
	const nobody = 65534
	return finished(as(l.command(args...), nobody))
}

func as(cmd *exec.Cmd, user uint32) *exec.Cmd {
	cmd.SysProcAttr = &syscall.SysProcAttr{Credential: &syscall.Credential{Uid: user, Gid: user}}
	return cmd
}

// comeAndGo asks for tables and trade while they are removed and added: what was there when it was looked for may be
// gone when it is opened.
func comeAndGo(l *lab, c *count) {
	if err := l.full(); err != nil {
		c.survive(err)
		return
	}
	stop, changed := make(chan struct{}), make(chan error, 1)
	go func() {
		var err error
		for err == nil {
			select {
			case <-stop:
				changed <- nil
				return
			default:
			}
			err = errors.Join(l.must("tables", "remove", "kept/2001"), l.must(addKept...), l.must("trade", "remove",
				"goods/2022"), l.must(addTrade...))
		}
		changed <- err
	}()
	for range l.rounds {
		for _, args := range [][]string{askKept, askTrade, {"tables"}, {"trade"}, {"trade", "check"}} {
			code, _, errs := l.ask(args...)
			loss := clean(code, errs)
			if code != 0 && code != 3 {
				loss = errors.Join(loss, fmt.Errorf("%v: exit %d: %.300s", args, code, errs))
			}
			if strings.Contains(errs, "damaged") {
				loss = errors.Join(loss, fmt.Errorf("%v: %.300s", args, errs))
			}
			c.survive(loss)
		}
	}
	close(stop)
	c.survive(<-changed)
}
