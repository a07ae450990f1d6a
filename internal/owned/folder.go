// Package owned makes folders that end with their process: who comes later removes those whose process is gone, however
// it ended.
package owned

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"time"
)

// Folder is a folder for files, in use until Close or the end of the process.
type Folder struct {
	Path string // where its files go

	outer string
	lock  *os.File
}

const lockName = "lock"

// Make makes a folder in dir whose name begins with prefix, after removing those of processes that are gone.
func Make(dir, prefix string) (*Folder, error) {
	Sweep(dir, prefix)
	outer, err := os.MkdirTemp(dir, prefix)
	if err != nil {
		return nil, err
	}
	lock, err := os.Create(filepath.Join(outer, lockName))
	if err == nil {
		_, err = Acquire(lock)
	}
	if err != nil {
		os.RemoveAll(outer)
		return nil, err
	}
	out := &Folder{filepath.Join(outer, "files"), outer, lock}
	if err := os.Mkdir(out.Path, 0o700); err != nil {
		return nil, errors.Join(err, out.Close())
	}
	return out, nil
}

// Close removes the folder and everything in it.
func (f *Folder) Close() error {
	err := os.RemoveAll(f.outer)
	f.lock.Close()
	return err
}

// young is how long a folder without a lock may just be being made.
const young = time.Minute

// Sweep removes the folders of a prefix whose processes are gone. What cannot be removed is left for the next time.
func Sweep(dir, prefix string) {
	folders, _ := filepath.Glob(filepath.Join(dir, prefix+"*"))
	for _, folder := range folders {
		path := filepath.Join(folder, lockName)
		if info, err := os.Lstat(path); err == nil && !info.Mode().IsRegular() {
			_ = os.RemoveAll(folder) // no process locks by a link, a pipe or a folder
			continue
		}
		lock, err := os.OpenFile(path, os.O_RDWR, 0)
		if errors.Is(err, fs.ErrNotExist) {
			if info, err := os.Lstat(folder); err == nil && info.IsDir() && time.Since(info.ModTime()) > young {
				_ = os.RemoveAll(folder)
			}
			continue
		}
		if err != nil {
			continue
		}
		if held, err := Acquire(lock); held && err == nil {
			_ = os.RemoveAll(folder)
		}
		lock.Close()
	}
}
