// Package kept is about files that a program keeps for itself, in places where others can do things to them: plain
// files and folders only, digests that show what has changed since it was written, and formats with numbers, so that
// what a newer program wrote is known for that.
package kept

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"strconv"
	"strings"

	"ikat/fault"
)

// Open opens a plain file. Whatever else stands in its place could keep a reader waiting for ever, or show it other
// files.
func Open(path string) (*os.File, error) { return open(path, os.O_RDONLY) }

// OpenLock opens a plain file for reading and writing, and makes it where there is none.
func OpenLock(path string) (*os.File, error) {
	f, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE|os.O_EXCL, 0o666)
	if err == nil {
		return f, nil
	}
	if _, there := os.Lstat(path); there != nil {
		return nil, err
	}
	return open(path, os.O_RDWR)
}

func open(path string, flag int) (*os.File, error) {
	info, err := os.Lstat(path)
	if err != nil {
		return nil, err
	}
	if !info.Mode().IsRegular() {
		return nil, notPlain(info)
	}
	f, err := os.OpenFile(path, flag, 0)
	if err != nil {
		return nil, err
	}
	now, err := f.Stat()
	if err == nil && !os.SameFile(info, now) {
		err = notPlain(now)
	}
	if err != nil {
		f.Close()
		return nil, err
	}
	return f, nil
}

// Text reads a plain file of no more than most bytes.
func Text(path string, most int64) ([]byte, error) {
	f, err := Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return nil, err
	}
	if info.Size() > most {
		return nil, fault.Errorf("it has %d bytes, more than any of its kind", info.Size())
	}
	text := make([]byte, info.Size())
	if _, err := f.ReadAt(text, 0); err != nil && len(text) > 0 {
		return nil, err
	}
	return text, nil
}

// Digest is the SHA-256 of a plain file.
func Digest(path string) (string, error) {
	f, err := Open(path)
	if err != nil {
		return "", err
	}
	defer f.Close()
	return DigestOf(f)
}

// DigestOf is the SHA-256 of what is read to its end.
func DigestOf(r io.Reader) (string, error) {
	sum := sha256.New()
	if _, err := io.Copy(sum, r); err != nil {
		return "", err
	}
	return hex.EncodeToString(sum.Sum(nil)), nil
}

// Folder refuses what stands in a folder's place.
func Folder(path string) error {
	info, err := os.Lstat(path)
	if err != nil {
		return err
	}
	if !info.IsDir() {
		return notPlain(info)
	}
	return nil
}

// Names returns the names in a folder; none where it is not there.
func Names(path string) (names []string, err error) {
	err = Folder(path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	entries, err := os.ReadDir(path)
	for _, e := range entries {
		names = append(names, e.Name())
	}
	if errors.Is(err, fs.ErrNotExist) { // removed meanwhile
		return nil, nil
	}
	return names, err
}

func notPlain(info fs.FileInfo) error {
	kind := map[fs.FileMode]string{
		0: "a file", fs.ModeSymlink: "a link", fs.ModeNamedPipe: "a pipe", fs.ModeSocket: "a socket", fs.ModeDir: "a folder",
	}[info.Mode().Type()]
	if kind == "" {
		kind = "a device"
	}
	return fault.Errorf("it is %s, and what stands here are plain files and folders, each in its place", fault.Word(kind))
}

// ErrSeal is about a file that differs from the digest in it.
var ErrSeal = fault.Errorf("it is not what was written: its checksum differs")

// NewerError is a text of a format that this program does not know yet.
type NewerError struct{ Format string }

func (e NewerError) Error() string { return fault.Bare(e.Text()) }

// Text is what it says, as fault.Say has it.
func (e NewerError) Text() string { return fault.Say("its format is %q", e.Format) }

// Version is the number of a format such as "ikat line 2"; no format at all is the first.
//
// Error: NewerError where the number is above newest.
func Version(got, what string, newest int) (int, error) {
	if got == "" {
		return 1, nil
	}
	number, err := strconv.Atoi(strings.TrimPrefix(got, what+" "))
	switch {
	case err != nil || number < 1:
		return 0, fault.Errorf("its format is %q, not %q", got, fmt.Sprint(what, " ", newest))
	case number > newest:
		return 0, NewerError{got}
	}
	return number, nil
}
