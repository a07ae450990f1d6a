package tablefile

import (
	"archive/tar"
	"context"
	"errors"
	"io"
	"io/fs"
	"path"
	"slices"
	"strconv"
	"strings"
	"time"

	"ikat/fault"
)

// tarHeader is the size of an entry's header.
const tarHeader = 512

// isTar recognises a tar archive by the mark in its first header, or, in archives from before there was one, by the
// header's checksum: the sum of its bytes, with blanks for the checksum itself.
func isTar(head []byte) bool {
	if len(head) < tarHeader {
		return false
	}
	if string(head[257:262]) == "ustar" {
		return true
	}
	const from, to = 148, 156
	printed, err := strconv.ParseInt(strings.Trim(string(head[from:to]), " \x00"), 8, 32)
	sum := int64((to - from) * ' ')
	for i, c := range head[:tarHeader] {
		if i < from || i >= to {
			sum += int64(c)
		}
	}
	return err == nil && sum == printed
}

// lookInTar makes the files of a tar archive, compressed or not, the source's members. A tar archive has no directory:
// it is read through once for the list, and again up to a member for each that is opened.
func (s *Source) lookInTar() error {
	t := &tarFiles{of: s.bare(), entries: map[string]tarEntry{".": {name: ".", dir: true}}}
	var links linked
	count := 0
	err := t.walk(context.Background(), func(h *tar.Header, _ io.Reader) (bool, error) {
		if err := s.checkName(h.Name); err != nil {
			return false, err
		}
		if count++; count > maxMembers {
			return false, s.badZip(fault.Say("the tar archive lists more than %d members", maxMembers), nil)
		}
		if name := path.Clean(memberName(h.Name)); !isClutter(name) {
			t.list(h, name, count, &links)
		}
		return true, nil
	})
	if err != nil {
		return err
	}
	files, unread := links.over(t)
	if s.unread = append(s.unread, unread...); len(t.entries) == 1 {
		return s.noFile("the tar archive holds no file")
	}
	s.form, s.Files, s.Head = manyFiles, files, nil
	return nil
}

// list puts an entry of the archive where it belongs; at is its place in it. Of two entries of one name the later
// counts, as where the archive is unpacked.
func (t *tarFiles) list(h *tar.Header, name string, at int, links *linked) {
	_, link := links.inside[name]
	e, before := t.entries[name]
	switch h.Typeflag {
	case tar.TypeDir, tar.TypeXGlobalHeader, tarDumpDir, tarLabel:
		return
	case tar.TypeReg, tar.TypeCont, tar.TypeGNUSparse:
		delete(links.inside, name)
		t.add(name, h.Size, at)
	case tar.TypeLink, tar.TypeSymlink:
		if before && h.Typeflag == tar.TypeLink && path.Clean(h.Linkname) == name {
			return // a hard link to itself is the file
		}
		delete(t.entries, name)
		links.add(name, h.Linkname, h.Typeflag == tar.TypeLink)
	default:
		links.outside = append(links.outside, Unread{name, notFile(h.Typeflag)})
		return
	}
	if link || before && !e.dir {
		links.outside = append(links.outside, Unread{name, standsTwice})
	}
}

// Entries that only GNU tar writes: a list of a folder's files, the name of the archive, the rest of a file.
const (
	tarDumpDir = 'D'
	tarLabel   = 'V'
	tarRest    = 'M'
)

// notFile says what an entry is that has no text.
func notFile(kind byte) string {
	switch kind {
	case tar.TypeChar, tar.TypeBlock:
		return "is a device"
	case tar.TypeFifo:
		return "is a pipe"
	case tarRest:
		return "is the rest of a file that begins in another archive"
	}
	return fault.Say("is of the kind %q, which is not known", kind)
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
func (t *tarFiles) add(name string, size int64, at int) {
	t.entries[name] = tarEntry{name: path.Base(name), size: size, at: at}
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
		return &tarFolder{tarEntry: e, list: t.under(name)}, nil
	}
	r, w := io.Pipe()
	ctx, stop := context.WithCancel(context.Background())
	go func() {
		at := 0
		w.CloseWithError(t.walk(ctx, func(_ *tar.Header, content io.Reader) (bool, error) {
			if at++; at != e.at {
				return true, nil
			}
			_, err := io.Copy(w, content)
			return false, err
		}))
	}()
	return &tarMember{tarEntry: e, PipeReader: r, stop: stop}, nil
}

// under returns a folder's entries by name.
func (t *tarFiles) under(dir string) (out []fs.DirEntry) {
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
	at   int // its place in the archive, from 1
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
