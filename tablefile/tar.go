package tablefile

import (
	"archive/tar"
	"context"
	"errors"
	"io"
	"io/fs"
	"path"
	"slices"
	"strings"
	"time"

	"ikat/fault"
)

// isTar recognises a tar archive by the mark in its first header.
func isTar(head []byte) bool { return len(head) > 262 && string(head[257:262]) == "ustar" }

// lookInTar makes the files of a tar archive, compressed or not, the source's members. A tar archive has no directory:
// it is read through once for the list, and again up to a member for each that is opened.
func (s *Source) lookInTar() error {
	t := &tarFiles{of: s.bare(), entries: map[string]tarEntry{".": {name: ".", dir: true}}}
	err := t.walk(context.Background(), func(h *tar.Header, _ io.Reader) (bool, error) {
		if err := s.checkName(h.Name); err != nil {
			return false, err
		}
		if len(t.entries) > maxMembers {
			return false, s.badZip(fault.Say("the tar archive lists more than %d members", maxMembers), nil)
		}
		if name := path.Clean(h.Name); h.Typeflag == tar.TypeReg && !isClutter(name) {
			t.add(name, h.Size)
		}
		return true, nil
	})
	if err != nil {
		return err
	}
	if len(t.entries) == 1 {
		return s.badZip("the tar archive holds no file", nil)
	}
	s.form, s.Files, s.Head = manyFiles, t, nil
	return nil
}

// bare copies what is needed to read the source's text again.
func (s *Source) bare() *Source {
	return &Source{Name: s.Name, Path: s.Path, Size: s.Size, form: s.form, member: s.member, open: s.open}
}

// tarFiles are the files of a tar archive; it is an fs.FS.
type tarFiles struct {
	of      *Source
	entries map[string]tarEntry
}

// add puts a file and the folders above it on the list.
func (t *tarFiles) add(name string, size int64) {
	t.entries[name] = tarEntry{name: path.Base(name), size: size}
	for dir := path.Dir(name); dir != "."; dir = path.Dir(dir) {
		t.entries[dir] = tarEntry{name: path.Base(dir), dir: true}
	}
}

// walk goes through the archive's entries until visit does not want more.
func (t *tarFiles) walk(ctx context.Context, visit func(*tar.Header, io.Reader) (more bool, err error)) error {
	text, err := t.of.Open(ctx)
	if err != nil {
		return err
	}
	defer text.Close()
	for archive := tar.NewReader(text); ; {
		h, err := archive.Next()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			if fault.KindOf(err) != fault.Internal {
				return err
			}
			return t.of.badZip("the tar archive is damaged or cut short", err)
		}
		if more, err := visit(h, archive); err != nil || !more {
			return err
		}
	}
}

// Open opens a member, or a folder of them.
func (t *tarFiles) Open(name string) (fs.File, error) {
	e, ok := t.entries[name]
	if !ok {
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrNotExist}
	}
	if e.dir {
		return &tarFolder{tarEntry: e, list: t.list(name)}, nil
	}
	r, w := io.Pipe()
	ctx, stop := context.WithCancel(context.Background())
	go func() {
		w.CloseWithError(t.walk(ctx, func(h *tar.Header, content io.Reader) (bool, error) {
			if path.Clean(h.Name) != name || h.Typeflag != tar.TypeReg {
				return true, nil
			}
			_, err := io.Copy(w, content)
			return false, err
		}))
	}()
	return &tarMember{tarEntry: e, PipeReader: r, stop: stop}, nil
}

// list returns a folder's entries by name.
func (t *tarFiles) list(dir string) (out []fs.DirEntry) {
	for name, e := range t.entries {
		if name != "." && path.Dir(name) == dir {
			out = append(out, e)
		}
	}
	slices.SortFunc(out, func(a, b fs.DirEntry) int { return strings.Compare(a.Name(), b.Name()) })
	return out
}

// tarEntry is a file or folder as fs.FileInfo and fs.DirEntry.
type tarEntry struct {
	name string
	size int64
	dir  bool
}

func (e tarEntry) Name() string               { return e.name }
func (e tarEntry) Size() int64                { return e.size }
func (e tarEntry) IsDir() bool                { return e.dir }
func (e tarEntry) ModTime() time.Time         { return time.Time{} }
func (e tarEntry) Sys() any                   { return nil }
func (e tarEntry) Info() (fs.FileInfo, error) { return e, nil }
func (e tarEntry) Type() fs.FileMode          { return e.Mode().Type() }

func (e tarEntry) Mode() fs.FileMode {
	if e.dir {
		return fs.ModeDir | 0o555
	}
	return 0o444
}

type tarMember struct {
	tarEntry
	*io.PipeReader
	stop func()
}

func (m *tarMember) Stat() (fs.FileInfo, error) { return m.tarEntry, nil }

func (m *tarMember) Close() error {
	m.stop()
	return m.PipeReader.Close()
}

type tarFolder struct {
	tarEntry
	list []fs.DirEntry
}

func (f *tarFolder) Stat() (fs.FileInfo, error) { return f.tarEntry, nil }
func (f *tarFolder) Close() error               { return nil }

func (f *tarFolder) Read([]byte) (int, error) {
	return 0, &fs.PathError{Op: "read", Path: f.name, Err: errors.New("is a folder")}
}

// ReadDir returns the next n entries, or all that are left.
func (f *tarFolder) ReadDir(n int) ([]fs.DirEntry, error) {
	if n <= 0 || n > len(f.list) {
		if n > 0 && len(f.list) == 0 {
			return nil, io.EOF
		}
		n = len(f.list)
	}
	out := f.list[:n]
	f.list = f.list[n:]
	return out, nil
}
