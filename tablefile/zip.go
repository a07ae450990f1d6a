package tablefile

import (
	"archive/zip"
	"fmt"
	"io"
	"io/fs"
	"path"
	"strings"

	"github.com/klauspost/compress/flate"

	"ikat/fault"
)

// lookInZip finds out what an archive holds: one file, which is then the source's text, or several, which become Files.
// It reports whether f must stay open for them.
func (s *Source) lookInZip(f file) (keep bool, err error) {
	archive, err := zip.NewReader(f, s.Size)
	if err != nil {
		return false, s.badZip("the zip archive is damaged or cut short", err)
	}
	archive.RegisterDecompressor(zip.Deflate, flate.NewReader)
	if len(archive.File) > maxMembers {
		return false, s.badZip(fmt.Sprintf("the zip archive lists %d members", len(archive.File)), nil)
	}
	var files []*zip.File
	for _, m := range archive.File {
		if err := s.checkMember(m); err != nil {
			return false, err
		}
		if !strings.HasSuffix(m.Name, "/") && !isClutter(m.Name) {
			files = append(files, m)
		}
	}
	switch {
	case len(files) == 0:
		return false, s.badZip("the zip archive holds no file", nil)
	case len(files) == 1:
		s.form, s.member, s.Member = zipped, files[0], path.Base(files[0].Name)
		return false, nil
	}
	s.form, s.Files, s.closer = manyFiles, archive, f
	return true, nil
}

// checkMember refuses what no honest archive of tables holds. Members are never written to disk under their own names,
// but an archive that tries to climb out of its folder is not to be trusted with anything else either.
func (s *Source) checkMember(m *zip.File) error {
	name := strings.TrimSuffix(strings.ReplaceAll(m.Name, "\\", "/"), "/")
	const encrypted = 1
	switch {
	case !fs.ValidPath(name) || strings.Contains(name, ":"):
		return s.badZip(fmt.Sprintf("the zip archive's member %q points outside the archive", m.Name), nil)
	case m.Flags&encrypted != 0:
		return &fault.Error{Kind: fault.Unreadable, Where: s.where(),
			What: fmt.Sprintf("the zip archive's member %q is encrypted", m.Name), Fix: "Unpack it with its password first"}
	case m.UncompressedSize64 > uint64(maxText):
		return s.badZip(fmt.Sprintf("the zip archive's member %q claims to unpack to more than %s", m.Name, size(maxText)), nil)
	}
	return nil
}

func (s *Source) badZip(what string, err error) error {
	e := &fault.Error{Kind: fault.Unreadable, Where: s.where(), What: what, Fix: "Get the file again", Err: err}
	if err != nil {
		e.Why = err.Error()
	}
	return e
}

// isClutter tells what desktop programs add to an archive without being asked.
func isClutter(name string) bool {
	base := path.Base(name)
	return strings.HasPrefix(name, "__MACOSX/") || base == ".DS_Store" || base == "Thumbs.db" || base == "desktop.ini"
}

// Sub returns a member of Files as a source of its own.
//
// Error: fault.NotFound if there is no such member; fault.Unreadable as OpenPath.
func (s *Source) Sub(name string) (*Source, error) {
	info, err := fs.Stat(s.Files, name)
	if err != nil {
		return nil, openError(s.Name+"/"+name, err)
	}
	if info.IsDir() {
		return nil, &fault.Error{Kind: fault.Unreadable, Where: s.Name + "/" + name, What: "this is a folder, not a file"}
	}
	sub := &Source{Name: s.Name + "/" + name, Member: path.Base(name), inside: name, Size: info.Size()}
	sub.open = func() (file, error) {
		f, err := s.Files.Open(name)
		if err != nil {
			return nil, openError(sub.Name, err)
		}
		return sequential{f}, nil
	}
	return sub, sub.look()
}

// sequential is a member of an archive: it can only be read forwards, except where the archive is a folder.
type sequential struct{ fs.File }

func (f sequential) ReadAt(p []byte, off int64) (int, error) {
	if at, ok := f.File.(io.ReaderAt); ok {
		return at.ReadAt(p, off)
	}
	return 0, fmt.Errorf("an archive inside an archive has to be unpacked first")
}

// openMember decompresses the archive's one member.
func (s *Source) openMember(f file) (io.ReadCloser, error) {
	archive, err := zip.NewReader(f, s.Size)
	if err != nil {
		return nil, err
	}
	archive.RegisterDecompressor(zip.Deflate, flate.NewReader)
	for _, m := range archive.File {
		if m.Name == s.member.Name {
			return m.Open()
		}
	}
	return nil, zip.ErrFormat // the file has changed since it was looked at
}
