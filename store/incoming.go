package store

import (
	"context"
	"io/fs"
	"os"
	"path/filepath"

	"ikat/fault"
	"ikat/internal/kept"
	"ikat/internal/owned"
)

// Incoming is a folder below the store for files on their way into it. It ends with Close, or with its process: the
// next one who receives something removes it.
type Incoming struct {
	Dir string // where its files are

	store  *Store
	folder *owned.Folder
	left   int64 // bytes that may still come; -1 where nothing bounds them
}

func (s *Store) incoming() string { return filepath.Join(s.root, "incoming") }

// Receive makes a folder for files to come.
//
// Error: fault.Unwritable, also where the store's Most bytes are used up; fault.Canceled.
func (s *Store) Receive(ctx context.Context) (*Incoming, error) {
	err := os.MkdirAll(s.incoming(), 0o777)
	if err == nil {
		err = kept.Folder(s.incoming()) // sweeping must not reach what a link leads to
	}
	if err != nil {
		return nil, s.unwritable(s.at(s.incoming(), err))
	}
	// Making a folder, and looking for folders that nobody uses, exclude each other.
	turn, err := s.turn(ctx, filepath.Join(s.incoming(), "lock"))
	if err != nil {
		return nil, s.unwritable(err)
	}
	defer turn.Close()
	owned.Sweep(s.incoming(), incomingName)
	left, err := s.Room()
	if err != nil {
		return nil, err
	}
	folder, err := owned.Make(s.incoming(), incomingName)
	if err != nil {
		return nil, s.unwritable(err)
	}
	return &Incoming{folder.Path, s, folder, left}, nil
}

// incomingName is how the names of such folders begin.
const incomingName = "from-"

// Create makes a file in the folder. Writes to it are errors once the store's Most bytes are used up.
func (in *Incoming) Create(name string) (*Arriving, error) {
	f, err := os.OpenFile(filepath.Join(in.Dir, name), os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return nil, in.store.unwritable(err)
	}
	return &Arriving{f, in}, nil
}

// Close removes the folder and everything in it.
func (in *Incoming) Close() error { return in.folder.Close() }

// Arriving is a file on its way into the store.
type Arriving struct {
	f  *os.File
	in *Incoming
}

// Write writes; its errors are faults of kind Unwritable.
func (a *Arriving) Write(b []byte) (int, error) {
	if a.in.left >= 0 {
		if a.in.left -= int64(len(b)); a.in.left < 0 {
			a.in.left = 0
			return 0, a.in.store.full()
		}
	}
	n, err := a.f.Write(b)
	if err != nil {
		err = a.in.store.unwritable(err)
	}
	return n, err
}

// Close closes the file.
func (a *Arriving) Close() error {
	if err := a.f.Close(); err != nil {
		return a.in.store.unwritable(err)
	}
	return nil
}

// Room is how many bytes the store may still take; -1 where nothing bounds it.
//
// Error: fault.Unwritable where it is full.
func (s *Store) Room() (int64, error) {
	if s.Most <= 0 {
		return -1, nil
	}
	left := s.Most - s.Size()
	if left <= 0 {
		return 0, s.full()
	}
	return left, nil
}

func (s *Store) full() error {
	return &fault.Error{
		Kind:  fault.Unwritable,
		Where: "store",
		What:  fault.Say("its %.1f GB are used up", float64(s.Most)/1e9),
		Fix:   "Remove tables that are not needed, or raise the bound",
	}
}

// Size is about how many bytes the store takes on disk, with what is on its way into it.
func (s *Store) Size() int64 {
	total := int64(0)
	// What disappears while it is counted takes no room any more.
	_ = filepath.WalkDir(s.root, func(_ string, d fs.DirEntry, err error) error {
		if err != nil || !d.Type().IsRegular() {
			return nil
		}
		if info, err := d.Info(); err == nil {
			total += info.Size()
		}
		return nil
	})
	return total
}
