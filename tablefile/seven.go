//go:build !js

package tablefile

import (
	"errors"
	"io/fs"
	"path"
	"regexp"

	"github.com/bodgit/sevenzip"

	"ikat/fault"
)

// lookInSeven makes the files of a 7-Zip archive the source's members.
func (s *Source) lookInSeven(f file) (keep bool, err error) {
	archive, err := readSeven(f, s.Size)
	if err != nil {
		return false, s.badSeven(err)
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

// badSeven says why an archive cannot be opened.
func (s *Source) badSeven(err error) error {
	if partOfSeveral.MatchString(s.TextName()) {
		return &fault.Error{Kind: fault.Unreadable, Where: s.where(), What: "it is a part of a 7-Zip archive in several",
			Fix: "Unpack them together, from the first part", Err: err}
	}
	e := &fault.Error{Kind: fault.Unreadable, Where: s.where(), What: "the 7-Zip archive is damaged or cut short",
		Why: fault.Said(err), Fix: "Get the file again", Err: err}
	if ofSeven(err) {
		explainSeven(e, err)
	}
	return e
}

// partOfSeveral matches the names that 7-Zip gives the parts of an archive: tables.7z.001.
var partOfSeveral = regexp.MustCompile(`\.\d{3}$`)

// ofSeven holds for what stops the library from reading what an archive lists.
func ofSeven(err error) bool {
	var read *sevenzip.ReadError
	return errors.As(err, &read)
}

// explainSeven says what to do about an error of ofSeven. An encrypted archive is told by its directory; what comes out
// of it without its password makes no sense.
func explainSeven(e *fault.Error, err error) {
	var read *sevenzip.ReadError
	if errors.As(err, &read); read.Encrypted {
		e.What, e.Why, e.Fix = "the 7-Zip archive is encrypted", "", "Unpack it with its password first"
		return
	}
	e.What, e.Why = "what the 7-Zip archive holds cannot be unpacked", fault.Said(read.Err)
	e.Fix = "Unpack it with 7-Zip first; where that fails too, get it again"
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
