package border

import (
	"bytes"
	"io"
	"path/filepath"

	"ikat/fault"
	"ikat/internal/csvtext"
)

const indexFix = "It is a CSV of economy, year and a column a score; an empty cell is not published"

// ReadIndex reads an index of the user's: a CSV of economy, year and a column a score. Economies may be codes or names.
//
// Error: fault.Unreadable with the line.
func ReadIndex(name string, r io.Reader) (*Scores, error) {
	text, err := csvtext.Whole(r)
	if err != nil {
		return nil, &fault.Error{Kind: fault.Unreadable, Where: name, What: fault.Say("it cannot be read: %v", err), Err: err}
	}
	header, _, err := csvtext.New(bytes.NewReader(text)).Read()
	if err != nil || len(header) < 3 || column(header[0]) != "economy" || header[1] != "year" {
		return nil, &fault.Error{Kind: fault.Unreadable, Where: fault.Say("%s, line 1", name),
			What: "its header is not economy,year and scores", Fix: indexFix}
	}
	out := &Scores{Name: name, Scale: "as the file has them",
		Note: "the file is the user's; ikat knows nothing of its method"}
	for _, h := range header[2:] {
		out.Columns = append(out.Columns, Score{Name: column(h), Label: h, Definition: h + ", as in the file"})
	}
	rows, err := out.below(bytes.NewReader(text))
	if err != nil {
		return nil, err
	}
	out.Name = filepath.Base(name) // answers go to others, whom the folders of this machine tell nothing
	out.Source = "scores of " + out.Name
	out.read = func() ([]ScoreRow, error) { return rows, nil }
	return out, nil
}

// below reads rows below the header.
func (s *Scores) below(r io.Reader) ([]ScoreRow, error) {
	c := csvtext.New(r)
	if _, _, err := c.Read(); err != nil {
		return nil, unreadable(s.Name, 1, err)
	}
	var out []ScoreRow
	seen := map[scoreKey]bool{}
	for {
		rec, line, err := c.Read()
		if err == io.EOF {
			break
		}
		if err != nil {
			return nil, unreadable(s.Name, line, err)
		}
		row, err := s.row(rec)
		if err != nil {
			return nil, unreadable(s.Name, line, err)
		}
		if code := Code(row.Economy); code != "" {
			row.Economy = code
		}
		at := scoreKey{row.Economy, row.Year}
		if seen[at] {
			return nil, &fault.Error{Kind: fault.Unreadable, Where: s.Name,
				What: fault.Say("%s comes twice in a year", row.Economy), Fix: indexFix}
		}
		seen[at] = true
		out = append(out, row)
	}
	if len(out) == 0 {
		return nil, &fault.Error{Kind: fault.Unreadable, Where: s.Name, What: "it has a header and no rows", Fix: indexFix}
	}
	return out, nil
}

// scoreKey is an economy in a year.
type scoreKey struct {
	Economy string
	Year    int
}
