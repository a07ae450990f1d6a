package tablefile

import (
	"archive/zip"
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"

	"ikat/fault"
)

// Source is a file, a folder or an archive as the readers see it.
//
// A single file, compressed or not, is read through Open; compression (gzip, xz, zstd, bzip2) is recognised by the
// first bytes, not by the name, and a zip archive with one member counts as that member. The members of a folder, or of
// an archive (zip, 7z, tar), are read through Files; Excel workbooks are such archives.
type Source struct {
	Name   string // base name of the file or folder, shown in errors
	Path   string // where it is on disk; "" for bytes in memory
	Member string // the name of the member where the file is a zip archive with one
	Size   int64  // bytes on disk, -1 for a folder
	Head   []byte // the first bytes of the text, at most 64 KiB; empty where there is no single text
	Files  fs.FS  // the members of a folder or of an archive with several; nil for a single file

	inside  string // the path of a member made by Sub
	form    form
	open    func() (file, error) // the raw bytes
	member  *zip.File            // of a zip archive with one
	closers []io.Closer          // what must stay open while the source is used
	wide    atomic.Bool          // the text was UTF-16
	view    *view                // of a source made of another
	parent  *Source              // of which it is a member
	unread  []Unread             // entries of the archive that are not read under their names

	mu  sync.Mutex
	sum string // SHA-256, once known
}

// file is what a Source needs of its raw bytes: os.File and bytes.Reader provide it.
type file interface {
	io.Reader
	io.ReaderAt
	io.Closer
}

// form is how the raw bytes hold the text.
type form int

const (
	plain form = iota
	gzipped
	xzed
	zstded
	bzipped
	zipped
	viewed
	manyFiles
)

// compressions are the forms of one compressed file, by their first bytes.
var compressions = []struct {
	magic string
	form  form
}{{"\x1f\x8b\x08", gzipped}, {"\xfd7zXZ\x00", xzed}, {"\x28\xb5\x2f\xfd", zstded}, {"BZh", bzipped}}

// compression is the form of a compressed file by its first bytes, plain for others.
func compression(head []byte) form {
	for _, c := range compressions {
		if bytes.HasPrefix(head, []byte(c.magic)) {
			return c.form
		}
	}
	return plain
}

const (
	headSize = 64 << 10
	// deflateRatio is the most that a byte of deflate data can expand to, by the format's construction.
	deflateRatio = 1032
	// maxMembers bounds what an archive's directory may make us hold; no published table has a hundredth of it.
	maxMembers = 20_000
)

// OpenPath looks at a file or folder and returns it as a source. The caller closes it.
//
// A path may lead into an archive: tables.zip/2016/2016.csv.
//
// Error: fault.NotFound if there is nothing at path; fault.Unreadable if it is empty, cannot be opened, or is an
// archive that is damaged, encrypted or unsafe.
func OpenPath(path string) (*Source, error) {
	name := filepath.Base(path)
	info, err := os.Stat(path)
	if err != nil {
		if archive, member := intoArchive(path); archive != "" {
			return openInside(archive, member)
		}
		return nil, OpenError(path, err)
	}
	src := &Source{Name: name, Path: path, Size: info.Size()}
	switch {
	case info.IsDir():
		return openFolder(src)
	case !info.Mode().IsRegular():
		return nil, &fault.Error{Kind: fault.Unreadable, Where: path, What: "this is neither a file nor a folder",
			Fix: "Save the data to a file first"}
	}
	src.open = func() (file, error) {
		f, err := os.Open(path)
		if err != nil {
			return nil, OpenError(path, err)
		}
		return f, nil
	}
	return src, src.look()
}

// Stat returns what is known of the file at a path, or of the archive that the path leads into.
func Stat(path string) (os.FileInfo, error) {
	info, err := os.Stat(path)
	if err == nil {
		return info, nil
	}
	if archive, _ := intoArchive(path); archive != "" {
		return os.Stat(archive)
	}
	return nil, err
}

// intoArchive splits a path at the file that it leads into, if there is one.
func intoArchive(path string) (archive, member string) {
	for dir := filepath.Dir(path); len(dir) > 1; dir = filepath.Dir(dir) {
		if info, err := os.Stat(dir); err == nil {
			if info.Mode().IsRegular() {
				return dir, filepath.ToSlash(path[len(dir)+1:])
			}
			return "", ""
		}
	}
	return "", ""
}

func openInside(archive, member string) (*Source, error) {
	outer, err := OpenPath(archive)
	if err != nil {
		return nil, err
	}
	if outer.Files == nil {
		outer.Close()
		return nil, OpenError(archive+"/"+member, fs.ErrNotExist)
	}
	src, err := outer.Sub(member)
	if err != nil {
		outer.Close()
		return nil, err
	}
	src.Hold(outer)
	return src, nil
}

// FromBytes returns a source over the bytes of a file in memory, under the name it would have on disk.
func FromBytes(name string, data []byte) (*Source, error) {
	src := &Source{Name: name, Size: int64(len(data))}
	src.open = func() (file, error) { return memory{bytes.NewReader(data)}, nil }
	return src, src.look()
}

type memory struct{ *bytes.Reader }

func (memory) Close() error { return nil }

// OpenError says why a file cannot be opened, and what to do.
func OpenError(path string, err error) error {
	e := &fault.Error{Kind: fault.Unreadable, Where: path, What: "the file cannot be opened", Err: err}
	switch {
	case errors.Is(err, fs.ErrNotExist):
		e.Kind, e.What, e.Fix = fault.NotFound, "there is no such file or folder", "Check the path"
	case errors.Is(err, fs.ErrPermission):
		e.Why, e.Fix = "Permission is denied", "Ask its owner for the right to read it"
	case errors.Is(err, syscall.EISDIR):
		e.What, e.Fix = "it is a folder, and a file is wanted", "Name a file in it"
	case ofSeven(err):
		explainSeven(e, err)
	default:
		e.Why = fault.Said(err)
	}
	return e
}

// openFolder makes a folder's files its members. os.Root keeps symbolic links from leading out of it.
func openFolder(src *Source) (*Source, error) {
	root, err := os.OpenRoot(src.Path)
	if err != nil {
		return nil, OpenError(src.Path, err)
	}
	src.form, src.Size, src.Files = manyFiles, -1, root.FS()
	src.Hold(root)
	return src, nil
}

// look recognises compression by the first bytes and fills in Head.
func (s *Source) look() error {
	f, err := s.open()
	if err != nil {
		return err
	}
	keep := false
	defer func() {
		if !keep {
			f.Close()
		}
	}()
	magic := make([]byte, 6)
	n, err := io.ReadFull(f, magic)
	if err != nil && err != io.EOF && err != io.ErrUnexpectedEOF {
		return OpenError(s.where(), err)
	}
	magic = magic[:n]
	switch {
	case n == 0:
		return &fault.Error{Kind: fault.Unreadable, Where: s.where(), What: "the file is empty", Fix: "Get the file again"}
	case isZip(magic):
		if keep, err = s.lookInZip(f); err != nil || s.form == manyFiles {
			return err
		}
	case string(magic) == sevenMagic:
		keep, err = s.lookInSeven(f)
		return err
	}
	if c := compression(magic); c != plain {
		s.form = c
	}
	if err := s.readHead(); err != nil || !isTar(s.Head) {
		return err
	}
	return s.lookInTar()
}

// readHead fills in Head. Damage beyond the first byte is left to the reader, who can say where it is.
func (s *Source) readHead() error {
	r, err := s.Open(context.Background())
	if err != nil {
		return err
	}
	defer r.Close()
	head := make([]byte, headSize)
	n, err := io.ReadFull(r, head)
	s.Head = head[:n]
	if n > 0 || err == nil {
		return nil
	}
	if err == io.EOF {
		return &fault.Error{Kind: fault.Unreadable, Where: s.where(), What: "the compressed file holds an empty text",
			Fix: "Get the file again"}
	}
	return err
}

// where names the source in errors that have no row or column.
func (s *Source) where() string {
	if s.Path != "" {
		return s.Path
	}
	return s.Name
}

// TextName is the name of the file that holds the text: the member's, where the source is an archive with one.
func (s *Source) TextName() string {
	if s.Member != "" {
		return s.Member
	}
	return s.Name
}

// Year is the year in the name of the text, or of the archive or folder that it is in; 0 where neither has one.
func (s *Source) Year() int {
	if _, year := NameYear(s.TextName()); year != 0 {
		return year
	}
	_, year := NameYear(s.Archive())
	return year
}

// Archive is the name of the archive or folder that the text is a member of, or "".
func (s *Source) Archive() string {
	if s.Member == "" {
		return ""
	}
	return strings.TrimSuffix(s.Name, "/"+s.inside)
}

// MaxText is an upper bound of the bytes that Open's stream can deliver: what a reader may believe a header that
// announces a large table.
func (s *Source) MaxText() int64 {
	bound := s.Size
	switch s.form {
	case gzipped:
		bound = min(s.Size*deflateRatio, maxText)
	case xzed, zstded, bzipped:
		bound = maxText // their formats set no bound
	case viewed:
		bound = s.view.bound
	case zipped:
		bound = int64(min(s.member.UncompressedSize64, uint64(maxText)))
		if _, other := zipMethods[s.member.Method]; !other {
			bound = min(bound, s.Size*deflateRatio)
		}
	}
	if s.wide.Load() {
		bound += bound / 2 // two bytes of UTF-16 are three of UTF-8 at most
	}
	return bound
}

// SHA256 returns the digest of the file's raw bytes in lower-case hex. Reading a stream of Open to its end computes it
// on the way; where none has been, the file is read for it. A folder has none: "".
func (s *Source) SHA256() (string, error) {
	if s.view != nil {
		return s.view.of.SHA256()
	}
	s.mu.Lock()
	sum := s.sum
	s.mu.Unlock()
	if sum != "" || s.open == nil {
		return sum, nil
	}
	f, err := s.open()
	if err != nil {
		return "", err
	}
	defer f.Close()
	h := sha256.New()
	if _, err := io.Copy(h, f); err != nil {
		return "", OpenError(s.where(), err)
	}
	s.setSum(h.Sum(nil))
	return hex.EncodeToString(h.Sum(nil)), nil
}

func (s *Source) setSum(digest []byte) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.sum = hex.EncodeToString(digest)
}

// Hold makes Close close c too, after what was held before.
func (s *Source) Hold(c io.Closer) { s.closers = append(s.closers, c) }

// Close lets go of what the source holds open. Streams have their own Close.
func (s *Source) Close() error {
	var errs []error
	for _, c := range s.closers {
		errs = append(errs, c.Close())
	}
	s.closers = nil
	return errors.Join(errs...)
}

// mostHeld bounds what is held in memory of a compressed file that has to be read out of order.
const mostHeld = 256 << 20

// Random opens the source's bytes for reading anywhere in them, and says how many there are. What is compressed is
// unpacked into memory first. The caller closes it.
//
// Error: fault.Unreadable if the bytes cannot be had, or unpack to more than 256 MB; ctx's error.
func (s *Source) Random(ctx context.Context) (RandomFile, int64, error) {
	if s.form == plain {
		f, err := s.open()
		if err != nil {
			return nil, 0, err
		}
		if readsAnywhere(f) {
			return f, s.Size, nil
		}
		f.Close()
	}
	text, err := s.Open(ctx)
	if err != nil {
		return nil, 0, err
	}
	defer text.Close()
	data, err := io.ReadAll(io.LimitReader(text, mostHeld+1))
	if err != nil {
		return nil, 0, err
	}
	if len(data) > mostHeld {
		return nil, 0, &fault.Error{
			Kind:  fault.Unreadable,
			Where: s.where(),
			What:  fault.Say("the compressed file unpacks to more than %s", size(mostHeld)),
			Why:   "It has to be read out of order, so its text would have to be held in memory",
			Fix:   "Unpack it first",
		}
	}
	return memory{bytes.NewReader(data)}, int64(len(data)), nil
}

// RandomFile is read anywhere.
type RandomFile interface {
	io.ReaderAt
	io.Closer
}
