package store

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"

	"ikat/fault"
	"ikat/internal/kept"
	"ikat/internal/owned"
)

// A waiting writer looks again after these times, and says after the second for whom it waits.
const (
	firstLook = 5 * time.Millisecond
	lastLook  = 250 * time.Millisecond
	patience  = time.Second
)

// lock waits for the store's turn and clears away what a writer that died has left. It makes the store where there is
// none.
//
// Error: fault.Canceled, with who holds the turn, once ctx ends; fault.Unwritable.
func (s *Store) lock(ctx context.Context) (unlock func(), err error) {
	for _, dir := range []string{s.objects(), s.factors(), filepath.Join(s.root, "tables")} {
		err := os.MkdirAll(dir, 0o777)
		if err == nil {
			err = kept.Folder(dir) // sweeping must not reach what a link leads to
		}
		if err != nil {
			return nil, s.unwritable(s.at(dir, err))
		}
	}
	f, err := s.turn(ctx, filepath.Join(s.root, "lock"))
	if err != nil {
		return nil, s.unwritable(err)
	}
	if err = os.RemoveAll(s.tmp()); err == nil {
		err = os.Mkdir(s.tmp(), 0o777)
	}
	if err != nil {
		f.Close()
		return nil, s.unwritable(err)
	}
	return func() {
		_ = f.Truncate(0) // who looks at it now need not be told of a writer that is done
		f.Close()
	}, nil
}

// turn waits until this process alone holds a lock file, and writes into it who that is.
func (s *Store) turn(ctx context.Context, path string) (*os.File, error) {
	f, err := kept.OpenLock(path)
	if err != nil {
		return nil, s.at(path, err)
	}
	begun, look := time.Now(), firstLook
	for told := false; ; {
		held, err := owned.Acquire(f)
		if err != nil {
			f.Close()
			return nil, err
		}
		if held {
			// The note is for people; without room for it the lock holds all the same.
			_ = f.Truncate(0)
			_, _ = f.WriteAt([]byte(fmt.Sprintf("process %d since %s\n", os.Getpid(), time.Now().UTC().Format(time.RFC3339))), 0)
			return f, nil
		}
		if !told && time.Since(begun) >= patience && s.Waiting != nil {
			s.Waiting(holder(f))
			told = true
		}
		select {
		case <-ctx.Done():
			who := holder(f)
			f.Close()
			return nil, &fault.Error{
				Kind:  fault.Canceled,
				Where: "store",
				What:  fault.Say("stopped while waiting for %s, which is writing to it", fault.Word(who)),
				Fix:   "Try again when that one is done",
				Err:   ctx.Err(),
			}
		case <-time.After(look):
			look = min(2*look, lastLook)
		}
	}
}

// holder says who holds a lock.
func holder(f *os.File) string {
	text := make([]byte, 100)
	n, _ := f.ReadAt(text, 0)
	if who := strings.TrimSpace(strings.ToValidUTF8(string(text[:n]), "")); strings.HasPrefix(who, "process ") {
		if number, since, ok := strings.Cut(strings.TrimPrefix(who, "process "), " since "); ok {
			return fault.Say("process %s since %s", number, since)
		}
	}
	return "another ikat"
}
