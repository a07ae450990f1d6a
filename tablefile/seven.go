//go:build !js

package tablefile

import (
	"io/fs"
	"path"

	"github.com/bodgit/sevenzip"

	"ikat/fault"
)

// lookInSeven makes the files of a 7-Zip archive the source's members.
func (s *Source) lookInSeven(f file) (keep bool, err error) {
	archive, err := readSeven(f, s.Size)
	if err != nil {
		return false, s.badZip("the 7-Zip archive is damaged, cut short or encrypted", err)
	}
	if len(archive.File) > maxMembers {
		return false, s.badZip(fault.Say("the 7-Zip archive lists %d members", len(archive.File)), nil)
	}
	files := 0
	var links linked
	for _, m := range archive.File {
		if err := s.checkName(m.Name); err != nil {
			return false, err
		}
		if m.UncompressedSize > uint64(maxText) {
			return false, s.badZip(
				fault.Say("the archive's member %q claims to unpack to more than %s", m.Name, size(maxText)),
				nil,
			)
		}
		switch {
		case m.FileInfo().IsDir() || isClutter(path.Clean(m.Name)):
		case m.Mode()&fs.ModeSymlink != 0:
			to, err := linkText(m.Open)
			if err != nil {
				return false, s.badZip(fault.Say("the archive's member %q is a link that cannot be read", m.Name), err)
			}
			links.add(m.Name, to, false)
		default:
			files++
		}
	}
	members, unread := links.over(archive)
	if s.unread = append(s.unread, unread...); files == 0 {
		return false, s.noFile("the 7-Zip archive holds no file")
	}
	s.form, s.Files = manyFiles, members
	s.Hold(f)
	return true, nil
}

// readSeven opens an archive. A damaged one must be an error, whatever the library makes of it.
func readSeven(f file, size int64) (archive *sevenzip.Reader, err error) {
	defer func() {
		if p := recover(); p != nil {
			err = &fault.Error{
				Kind:  fault.Unreadable,
				Where: "7-Zip archive",
				What:  fault.Say("its directory makes no sense: %v", p),
			}
		}
	}()
	return sevenzip.NewReader(f, size)
}
