// Package outfile writes the files that a user names: whole or not at all, and without taking away what stood there.
//
// A link is followed to its target. A device, a pipe or an open descriptor (/dev/stdout) is written straight through.
// A file is replaced by a new one that is complete on disk, with the old one's mode, owner and attributes; where that
// cannot be (it has other names, another owner, or stands in a folder that takes no new file) its text is replaced in
// place, its end first, so that a full disk is noticed before a byte of the old text is lost.
package outfile

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"sync"
	"sync/atomic"

	"ikat/fault"
)

// Write makes what write writes the content of a file.
//
// Error: write's own where it is a fault; else fault.Unwritable. The old file is then as it was.
func Write(path string, write func(io.Writer) error) error {
	err := to(path, write)
	if err == nil || fault.KindOf(err) != fault.Internal {
		return err
	}
	dir := filepath.Dir(path)
	if _, gone := os.Stat(dir); errors.Is(gone, fs.ErrNotExist) {
		return &fault.Error{Kind: fault.Unwritable, Where: path, What: fault.Say("there is no folder %s", dir),
			Fix: "Make it, or name another place", Err: err}
	}
	return &fault.Error{Kind: fault.Unwritable, Where: path, What: fault.Say("the result could not be written: %v", err),
		Why: "No half file is left", Fix: "Make room or name another place", Err: err}
}

func to(path string, write func(io.Writer) error) error {
	if open, err := descriptor(path); open != nil || err != nil {
		return through(open, err, write)
	}
	target, err := resolve(path)
	if err != nil {
		return err
	}
	if open, err := descriptor(target); open != nil || err != nil {
		return through(open, err, write)
	}
	info, err := os.Stat(target)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return create(target, write)
	case err != nil:
		return err
	case info.IsDir():
		return &fault.Error{Kind: fault.Unwritable, Where: path, What: "it is a folder", Fix: "Name a file in it"}
	case !info.Mode().IsRegular() || ofKernel(target):
		f, err := os.OpenFile(target, os.O_WRONLY, 0)
		return through(f, err, write)
	}
	return replace(target, info, write)
}

// through writes straight to what is open.
func through(f *os.File, err error, write func(io.Writer) error) error {
	if err != nil {
		return err
	}
	err = fill(f, write)
	if cerr := f.Close(); err == nil {
		err = cerr
	}
	return err
}

// fill writes through a buffer that remembers an error, whether or not write looks for it.
func fill(f *os.File, write func(io.Writer) error) error {
	out := bufio.NewWriterSize(f, 1<<16)
	if err := write(out); err != nil {
		return err
	}
	return out.Flush()
}

// create makes a file that was not there.
func create(path string, write func(io.Writer) error) error {
	f, err := temporary(filepath.Dir(path))
	if err != nil {
		return err
	}
	defer forget(f)
	if err := finish(f, write); err != nil {
		return err
	}
	return rename(f.Name(), path)
}

// replace gives a regular file a new text.
func replace(path string, old fs.FileInfo, write func(io.Writer) error) error {
	// Who may not write to the file may not replace it either, whatever the folder allows.
	there, err := os.OpenFile(path, os.O_WRONLY, 0)
	if err != nil {
		return err
	}
	defer there.Close()
	dir := filepath.Dir(path)
	f, err := temporary(dir)
	if errors.Is(err, fs.ErrPermission) {
		f, err = temporary(os.TempDir())
		dir = ""
	}
	if err != nil {
		return err
	}
	defer forget(f)
	if err := finish(f, write); err != nil {
		return err
	}
	if dir != "" && links(old) == 1 && alike(f.Name(), path, old) == nil {
		return rename(f.Name(), path)
	}
	return inPlace(there, old.Size(), f.Name())
}

// finish writes a temporary file to its end and to the disk.
func finish(f *os.File, write func(io.Writer) error) error {
	err := fill(f, write)
	if err == nil {
		err = f.Sync()
	}
	if cerr := f.Close(); err == nil {
		err = cerr
	}
	return err
}

// inPlace copies a new text over the old one of size bytes. What goes beyond it comes first: it alone needs room.
func inPlace(f *os.File, size int64, from string) error {
	text, err := os.Open(from)
	if err != nil {
		return err
	}
	defer text.Close()
	info, err := text.Stat()
	if err != nil {
		return err
	}
	if beyond := info.Size() - size; beyond > 0 {
		if err := copyAt(f, text, size, beyond); err != nil {
			return errors.Join(err, f.Truncate(size))
		}
		if err := f.Sync(); err != nil {
			return errors.Join(err, f.Truncate(size))
		}
	}
	if err := copyAt(f, text, 0, min(size, info.Size())); err != nil {
		return fault.Errorf("the old text is partly overwritten: %w", err)
	}
	if err := f.Truncate(info.Size()); err != nil {
		return fault.Errorf("the rest of the old text cannot be cut off: %w", err)
	}
	return f.Sync()
}

func copyAt(to *os.File, from *os.File, at, n int64) error {
	_, err := io.Copy(io.NewOffsetWriter(to, at), io.NewSectionReader(from, at, n))
	return err
}

// rename puts a complete file in its place, and tells the disk.
func rename(from, to string) error {
	if err := os.Rename(from, to); err != nil {
		return err
	}
	// The file is whole on either side of the rename; not every file system lets a folder be synced.
	if dir, err := os.Open(filepath.Dir(to)); err == nil {
		_ = dir.Sync()
		dir.Close()
	}
	return nil
}

// mostLinks bounds a chain of links, as systems do.
const mostLinks = 40

// resolve follows links to what they lead to, whether or not it is there.
func resolve(path string) (string, error) {
	for range mostLinks {
		info, err := os.Lstat(path)
		if err != nil || info.Mode()&fs.ModeSymlink == 0 {
			return path, nil // what is wrong with it, who opens it will say
		}
		if open, err := descriptor(path); open != nil || err != nil {
			if open != nil {
				open.Close()
			}
			return path, err
		}
		to, err := os.Readlink(path)
		if err != nil {
			return "", err
		}
		if !filepath.IsAbs(to) {
			to = filepath.Join(filepath.Dir(path), to)
		}
		path = to
	}
	return "", errors.New("its links lead nowhere")
}

// unfinished are the temporary files being written, for an interrupt to remove.
var unfinished struct {
	sync.Mutex
	paths map[string]bool
}

// Discard removes what is being written: for a program about to stop.
func Discard() {
	unfinished.Lock()
	defer unfinished.Unlock()
	for p := range unfinished.paths {
		os.Remove(p)
	}
}

// temporaries counts the temporary files of this process.
var temporaries atomic.Int64

// temporary makes a new file in a folder, with the permissions that the folder and the user give to new files.
func temporary(dir string) (*os.File, error) {
	sweep(dir)
	for try := 0; ; try++ {
		// No name comes twice in a process: whoever is done with a file removes what bears its name.
		path := filepath.Join(dir, fmt.Sprintf(".ikat-%d-%d.tmp", os.Getpid(), temporaries.Add(1)))
		f, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE|os.O_EXCL, 0o666)
		if errors.Is(err, fs.ErrExist) && try < 10_000 {
			continue
		}
		if err != nil {
			return nil, err
		}
		unfinished.Lock()
		defer unfinished.Unlock()
		if unfinished.paths == nil {
			unfinished.paths = map[string]bool{}
		}
		unfinished.paths[path] = true
		hold(f)
		return f, nil
	}
}

// forget removes a temporary file that has not been renamed.
func forget(f *os.File) {
	unfinished.Lock()
	defer unfinished.Unlock()
	f.Close()
	os.Remove(f.Name())
	delete(unfinished.paths, f.Name())
}
