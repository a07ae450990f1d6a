package tablefile

import (
	"archive/zip"
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/klauspost/compress/flate"

	"ikat/fault"
)

// sevenMagic is what a 7-Zip archive begins with.
const sevenMagic = "7z\xbc\xaf\x27\x1c"

// lookInZip finds out what an archive holds: one file, which is then the source's text, or several, which become Files.
// It reports whether f must stay open for them.
func (s *Source) lookInZip(f file) (keep bool, err error) {
	archive, twice, err := openZip(f, s.Size)
	if err != nil {
		return false, s.badZip("the zip archive is damaged or cut short", err)
	}
	if len(archive.File) > maxMembers {
		return false, s.badZip(fault.Say("the zip archive lists %d members", len(archive.File)), nil)
	}
	var files []*zip.File
	links := linked{outside: twice}
	for _, m := range archive.File {
		if err := s.checkMember(m); err != nil {
			return false, err
		}
		switch {
		case strings.HasSuffix(m.Name, "/") || isClutter(m.Name):
		case m.Mode()&fs.ModeSymlink != 0:
			to, err := linkText(m.Open)
			if err != nil {
				return false, s.badZip(fault.Say("the archive's member %q is a link that cannot be read", m.Name), err)
			}
			links.add(m.Name, to, false)
		default:
			files = append(files, m)
		}
	}
	members, unread := links.over(archive)
	s.unread = append(s.unread, unread...)
	switch {
	case len(files) == 0:
		return false, s.noFile("the zip archive holds no file")
	case len(files) == 1 && !holdsArchive(files[0]):
		s.form, s.member, s.Member = zipped, files[0], path.Base(files[0].Name)
		return false, nil
	}
	s.form, s.Files = manyFiles, members
	s.Hold(f)
	return true, nil
}

// openZip lists the members of an archive under the names that they have here. Of two of one name the later counts, as
// where the archive is unpacked; the earlier are returned.
func openZip(f io.ReaderAt, bytes int64) (archive *zip.Reader, twice []Unread, err error) {
	if archive, err = zip.NewReader(f, bytes); err != nil {
		return nil, nil, err
	}
	archive.RegisterDecompressor(zip.Deflate, flate.NewReader)
	for method, form := range zipMethods {
		archive.RegisterDecompressor(method, func(packed io.Reader) io.ReadCloser { return unpacking(packed, form) })
	}
	last := make(map[string]int, len(archive.File))
	for i, m := range archive.File {
		m.Name = memberName(m.Name)
		last[m.Name] = i
	}
	all := archive.File
	archive.File = make([]*zip.File, 0, len(last))
	for i, m := range all {
		switch {
		case last[m.Name] == i:
			archive.File = append(archive.File, m)
		case !strings.HasSuffix(m.Name, "/") && !isClutter(m.Name):
			twice = append(twice, Unread{m.Name, standsTwice})
		}
	}
	return archive, twice, nil
}

// standsTwice says of an entry that another of its name follows.
const standsTwice = "stands in it more than once, and the last counts"

// zipMethods are the compressions, beside deflate, that members may have.
var zipMethods = map[uint16]form{12: bzipped, 93: zstded, 95: xzed}

// unpacking unpacks a member; where it cannot be begun, reading it is the error.
func unpacking(packed io.Reader, form form) io.ReadCloser {
	text, err := unpackForm(bufio.NewReaderSize(packed, blockSize), form)
	if err != nil {
		return io.NopCloser(failed{err})
	}
	return io.NopCloser(text)
}

// failed is read as an error.
type failed struct{ err error }

func (f failed) Read([]byte) (int, error) { return 0, f.err }

// memberName brings the name of an archive's entry into the form that paths have here: with slashes, also where a
// program of Windows wrote others, without empty and needless steps, and in UTF-8. Names in the encoding of somebody's
// system, which no archive says, keep their ASCII, and each other byte is written as in an address: %E9.
func memberName(name string) string {
	if !utf8.ValidString(name) {
		var b strings.Builder
		for _, c := range []byte(name) {
			if c < utf8.RuneSelf {
				b.WriteByte(c)
			} else {
				fmt.Fprintf(&b, "%%%02X", c)
			}
		}
		name = b.String()
	}
	name = strings.ReplaceAll(name, "\\", "/")
	if strings.HasPrefix(name, "/") {
		return name // out of the archive
	}
	steps := slices.DeleteFunc(strings.Split(name, "/"), func(s string) bool { return s == "" || s == "." })
	if clean := strings.Join(steps, "/"); clean != "" && strings.HasSuffix(name, "/") {
		return clean + "/"
	} else if clean != "" {
		return clean
	}
	return name
}

// holdsArchive holds for a member that is an archive itself, or a workbook.
func holdsArchive(m *zip.File) bool {
	f, err := m.Open()
	if err != nil {
		return false // what is wrong with it, reading it will say
	}
	defer f.Close()
	magic := make([]byte, 6)
	n, _ := io.ReadFull(f, magic)
	return isArchive(magic[:n])
}

// isArchive recognises the beginnings of zip and 7z archives.
func isArchive(magic []byte) bool {
	return bytes.HasPrefix(magic, []byte("PK")) || string(magic) == sevenMagic
}

// checkMember refuses what no honest archive of tables holds. Members are never written to disk under their own names,
// but an archive that tries to climb out of its folder is not to be trusted with anything else either.
func (s *Source) checkMember(m *zip.File) error {
	if err := s.checkName(m.Name); err != nil {
		return err
	}
	const encrypted = 1
	switch {
	case m.Flags&encrypted != 0:
		return &fault.Error{Kind: fault.Unreadable, Where: s.where(),
			What: fault.Say("the zip archive's member %q is encrypted", m.Name), Fix: "Unpack it with its password first"}
	case m.UncompressedSize64 > uint64(maxText):
		return s.badZip(
			fault.Say("the zip archive's member %q claims to unpack to more than %s", m.Name, size(maxText)),
			nil,
		)
	}
	return nil
}

// checkName refuses a member that points outside its archive.
func (s *Source) checkName(member string) error {
	name := strings.TrimSuffix(memberName(member), "/")
	if name != "" && name != "." && (!fs.ValidPath(name) || strings.Contains(name, ":")) {
		return s.badZip(fault.Say("the archive's member %q points outside the archive", member), nil)
	}
	return nil
}

func (s *Source) badZip(what string, err error) error {
	e := &fault.Error{Kind: fault.Unreadable, Where: s.where(), What: what, Fix: "Get the file again", Err: err}
	if err != nil {
		e.Why = fault.Said(err)
	}
	return e
}

// noFile refuses an archive of nothing that could be read, and names what it has instead.
func (s *Source) noFile(what string) error {
	err := s.badZip(what, nil).(*fault.Error)
	var has []string
	for _, u := range s.unread {
		has = append(has, u.String())
	}
	if len(has) > 0 {
		err.Why, err.Fix = Listed(has, "; "), "Pack the files that the links lead to, or name one of them"
	}
	return err
}

// Unread lists the entries of the archive that are not read under their names, and why. Folders and what desktop
// programs add are not among them.
func (s *Source) Unread() []Unread { return s.unread }

// isClutter tells what desktop programs add to an archive without being asked.
func isClutter(name string) bool {
	base := path.Base(name)
	return strings.HasPrefix(name, "__MACOSX/") || base == ".DS_Store" || base == "Thumbs.db" || base == "desktop.ini"
}

// Sub returns a member of Files as a source of its own; name may lead into an archive among them. An archive in another
// that is no folder is unpacked into memory.
//
// Error: fault.NotFound if there is no such member; fault.Unreadable as OpenPath.
func (s *Source) Sub(name string) (*Source, error) {
	info, err := fs.Stat(s.Files, name)
	if err != nil {
		if outer := s.archiveIn(name); outer != "" {
			return s.subInside(outer, name[len(outer)+1:])
		}
		return nil, OpenError(s.Name+"/"+name, err)
	}
	sub := &Source{Name: s.Name + "/" + name, Member: path.Base(name), inside: name, Size: info.Size(), parent: s}
	if info.IsDir() {
		sub.form, sub.Size = manyFiles, -1
		sub.Files, err = fs.Sub(s.Files, name)
		return sub, err
	}
	sub.open = func() (file, error) {
		f, err := s.Files.Open(name)
		if err != nil {
			return nil, OpenError(sub.Name, err)
		}
		return sequential{f}, nil
	}
	if err := sub.holdArchive(); err != nil {
		return nil, err
	}
	return sub, sub.look()
}

// Beside returns the file of a name next to this one: in its folder on disk, or in the archive that it is a member of,
// which must still be open.
//
// Error: fault.NotFound if there is none.
func (s *Source) Beside(name string) (*Source, error) {
	switch {
	case s.parent != nil:
		return s.parent.Sub(path.Join(path.Dir(s.inside), name))
	case s.Path != "":
		return OpenPath(filepath.Join(filepath.Dir(s.Path), name))
	}
	return nil, OpenError(name, fs.ErrNotExist)
}

// Around lists the names of the files next to this one, as Beside takes them.
func (s *Source) Around() []string {
	var entries []fs.DirEntry
	switch {
	case s.parent != nil:
		entries, _ = fs.ReadDir(s.parent.Files, path.Dir(s.inside))
	case s.Path != "" && s.inside == "":
		entries, _ = os.ReadDir(filepath.Dir(s.Path)) // of a folder that cannot be listed, none
	}
	var names []string
	for _, e := range entries {
		if !e.IsDir() {
			names = append(names, e.Name())
		}
	}
	return names
}

// Members lists the files in Files, without what desktop programs add, and the bytes of all together.
//
// Error: fault.Unreadable where they cannot be listed.
func (s *Source) Members() (names []string, size int64, err error) {
	err = fs.WalkDir(s.Files, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || isClutter(name) {
			return err
		}
		info, err := d.Info()
		if err != nil {
			return err
		}
		names, size = append(names, name), size+info.Size()
		return nil
	})
	if err != nil {
		return nil, 0, s.badZip("the archive's members cannot be listed", err)
	}
	return names, size, nil
}

// archiveIn returns the part of a member's path that is a file, if there is one.
func (s *Source) archiveIn(name string) string {
	for dir := path.Dir(name); dir != "."; dir = path.Dir(dir) {
		if info, err := fs.Stat(s.Files, dir); err == nil && !info.IsDir() {
			return dir
		}
	}
	return ""
}

func (s *Source) subInside(outer, name string) (*Source, error) {
	archive, err := s.Sub(outer)
	if err != nil {
		return nil, err
	}
	if archive.Files == nil {
		archive.Close()
		return nil, OpenError(archive.Name+"/"+name, fs.ErrNotExist)
	}
	sub, err := archive.Sub(name)
	if err != nil {
		archive.Close()
		return nil, err
	}
	sub.Hold(archive)
	return sub, nil
}

// Packed tells by the first bytes of its text whether a compressed file, or a zip archive of one file, holds what is
// packed again: gzip in zip, a workbook in gzip.
func (s *Source) Packed() bool {
	return s.form != plain && s.form != viewed && (isArchive(s.Head) || compression(s.Head) != plain)
}

// Inside returns what is packed again in a source whose Packed holds, which must stay open.
//
// Error: as OpenPath.
func (s *Source) Inside() (*Source, error) {
	sub := &Source{Name: s.Name, Path: s.Path, Member: s.Member, inside: s.inside, Size: s.Size}
	sub.open = func() (file, error) {
		text, err := s.Open(context.Background())
		if err != nil {
			return nil, err
		}
		return forwards{text}, nil
	}
	if err := sub.holdArchive(); err != nil {
		return nil, err
	}
	return sub, sub.look()
}

// holdArchive unpacks a member that is an archive itself into memory, where it can be read out of order; a member of a
// folder is left where it is.
func (s *Source) holdArchive() error {
	f, err := s.open()
	if err != nil {
		return err
	}
	defer f.Close()
	magic := make([]byte, 6)
	n, _ := io.ReadFull(f, magic)
	if readsAnywhere(f) || !isArchive(magic[:n]) {
		return nil
	}
	data, err := io.ReadAll(io.LimitReader(io.MultiReader(bytes.NewReader(magic[:n]), f), mostHeld+1))
	if err != nil {
		return s.streamError(err, 0)
	}
	if len(data) > mostHeld {
		return &fault.Error{
			Kind:  fault.Unreadable,
			Where: s.Name,
			What:  fault.Say("this archive inside another has more than %s", size(mostHeld)),
			Why:   "It has to be read out of order, so it would have to be held in memory",
			Fix:   "Unpack the outer archive first",
		}
	}
	s.Size = int64(len(data))
	s.open = func() (file, error) { return memory{bytes.NewReader(data)}, nil }
	return nil
}

// sequential is a member of an archive: it can only be read forwards, except where the archive is a folder.
type sequential struct{ fs.File }

func (f sequential) ReadAt(p []byte, off int64) (int, error) {
	if at, ok := f.File.(io.ReaderAt); ok {
		return at.ReadAt(p, off)
	}
	return 0, errForwards
}

// forwards is the text of a compressed file, whose bytes are read as those of another.
type forwards struct{ *Stream }

func (forwards) ReadAt([]byte, int64) (int, error) { return 0, errForwards }

var errForwards = errors.New("an archive inside an archive has to be unpacked first")

// readsAnywhere tells a file from a member of an archive, which can only be read forwards.
func readsAnywhere(f file) bool {
	switch f := f.(type) {
	case forwards:
		return false
	case sequential:
		_, ok := f.File.(io.ReaderAt)
		return ok
	}
	return true
}

// openMember decompresses the archive's one member.
func (s *Source) openMember(f file) (io.ReadCloser, error) {
	archive, _, err := openZip(f, s.Size)
	if err != nil {
		return nil, err
	}
	for _, m := range archive.File {
		if m.Name == s.member.Name {
			return m.Open()
		}
	}
	return nil, zip.ErrFormat // the file has changed since it was looked at
}

// isZip recognises a zip archive by what it may begin with: a member, the mark of one that could have been cut into
// parts, or, where it is empty, the end of its directory.
func isZip(magic []byte) bool {
	return slices.ContainsFunc([]string{"PK\x03\x04", "PK\x05\x06", "PK\x07\x08PK"},
		func(start string) bool { return bytes.HasPrefix(magic, []byte(start)) })
}
