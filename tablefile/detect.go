package tablefile

import (
	"errors"
	"io/fs"
	"strings"

	"ikat/fault"
)

// Detect returns the format that is surest it can read the source; among equals, the first.
//
// Error: fault.Unreadable, saying what the source looks like and the one thing to do, if none can.
func Detect(formats []Format, src *Source) (Format, error) {
	var best Format
	sure := No
	for _, f := range formats {
		if m := f.Detect(src); m.Sure > sure {
			best, sure = f, m.Sure
		}
	}
	if best != nil {
		return best, nil
	}
	return nil, src.unrecognised()
}

// unrecognised says what the source is and what to do to have it read.
func (s *Source) unrecognised() error {
	e := &fault.Error{
		Kind:  fault.Unreadable,
		Where: s.where(),
		What:  fault.Say("there is no table in it that ikat reads; it is %s", fault.Word(s.describe())),
	}
	switch {
	case s.Files == nil:
		e.Fix = Remedy(s.Head)
	case s.has("content.xml"):
		e.Fix = "Open it and save it as xlsx"
	case s.has("xl/workbook.xml"), s.has("xl/workbook.bin"):
		e.Fix = "Put the table on a sheet with a first row and a first column of labels such as AUS_A01, or save the " +
			"sheet as CSV"
	case s.Size < 0:
		e.Fix = "Name the file of the table, or put all files of one table, and its labels, in a folder of their own"
	default:
		e.Fix = "Get the publisher's whole package, unchanged, or name the one file of the table in it by its path"
	}
	return e
}

// ByID returns the format of an ID.
//
// Error: fault.NotFound with the nearest IDs.
func ByID(formats []Format, id string) (Format, error) {
	var ids []string
	for _, f := range formats {
		if f.ID() == id {
			return f, nil
		}
		ids = append(ids, f.ID())
	}
	return nil, &fault.Error{Kind: fault.NotFound, What: fault.Say("there is no table format %s", id),
		Fix: fault.Suggest(id, ids, fault.Say("Formats: %s", strings.Join(ids, ", ")))}
}

// describe says what the source is.
func (s *Source) describe() string {
	if s.Files == nil {
		what, _ := Describe(s.Head)
		return what
	}
	names := s.names(4)
	switch {
	case s.Path != "" && s.Size < 0 && len(names) == 0:
		return "an empty folder"
	case s.Size < 0:
		return fault.Say("a folder with %s", strings.Join(names, ", "))
	}
	switch {
	case s.has("xl/workbook.xml"):
		return "an Excel workbook (xlsx)"
	case s.has("xl/workbook.bin"):
		return "a binary Excel workbook (xlsb)"
	case s.has("content.xml"):
		return "an OpenDocument spreadsheet (ods)"
	}
	return fault.Say("an archive with %s", strings.Join(names, ", "))
}

// has tells whether a member is there.
func (s *Source) has(name string) bool {
	_, err := fs.Stat(s.Files, name)
	return err == nil
}

var errEnough = errors.New("enough")

// names lists the first files in Files.
func (s *Source) names(most int) (names []string) {
	// An unreadable corner of a folder only shortens the list.
	_ = fs.WalkDir(s.Files, ".", func(path string, d fs.DirEntry, err error) error {
		switch {
		case err != nil || d.IsDir():
			return nil
		case len(names) == most:
			names = append(names, "...")
			return errEnough
		}
		names = append(names, path)
		return nil
	})
	return names
}
