package tablefile

import (
	"errors"
	"io/fs"
	"strings"

	"ikat/fault"
)

// Detect returns the format that is surest it can read the source; among equals, the first.
//
// Error: fault.Unreadable, saying what each format expected and what the source looks like, if none can.
func Detect(formats []Format, src *Source) (Format, error) {
	var best Format
	sure := No
	var saw []string
	for _, f := range formats {
		m := f.Detect(src)
		if m.Sure > sure {
			best, sure = f, m.Sure
		}
		saw = append(saw, "  "+f.ID()+": "+m.Saw)
	}
	if best != nil {
		return best, nil
	}
	return nil, &fault.Error{Kind: fault.Unreadable, Where: src.where(),
		What: "no reader recognises it; it is " + src.describe(),
		Why:  "Each format looked for what it knows:\n" + strings.Join(saw, "\n"),
		Fix:  "Check that it is the published table itself, complete and unchanged, or name its format"}
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
	return nil, &fault.Error{Kind: fault.NotFound, What: "there is no table format " + id,
		Fix: fault.Suggest(id, ids, "Formats: "+strings.Join(ids, ", "))}
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
		return "a folder with " + strings.Join(names, ", ")
	}
	if _, err := fs.Stat(s.Files, "xl/workbook.xml"); err == nil {
		return "an Excel workbook (xlsx)"
	}
	return "a zip archive with " + strings.Join(names, ", ")
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
