// Package xlsx reads the cells of an Excel workbook's sheets (xlsx, and the binary xlsb), in the file's order and in
// bounded memory.
//
// A published table is a sheet of millions of numbers. General readers build an object for each; this one scans the
// bytes of the sheet's XML once and hands over one cell after another. It knows numbers, shared and inline strings, and
// the values that were stored with formulas; it leaves styles, dates and everything else alone.
package xlsx

import (
	"bytes"
	"context"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path"
	"strconv"
	"strings"

	"ikat/fault"
	"ikat/tablefile"
	"ikat/tablefile/cells"
)

const (
	maxRows, maxColumns = 1 << 20, 1 << 14 // of the file format
	maxStrings          = 256 << 20        // bytes of shared strings; labels of the largest table take a hundredth
	maxPart             = 16 << 20         // bytes of the small parts
)

// Workbook is an open workbook.
type Workbook struct {
	Sheets []string // names, in order

	src    *tablefile.Source
	parts  []string // the sheets' members
	binary bool     // xlsb
}

// listed is a sheet in a workbook's list.
type listed struct {
	Name string `xml:"name,attr"`
	ID   string `xml:"id,attr"`
}

// Cell is one cell that is not empty.
type Cell struct {
	Row, Col int // from 0
	Text     []byte
	Number   float64
	IsNumber bool
}

// String returns what the cell shows.
func (c Cell) String() string {
	if c.IsNumber {
		return strconv.FormatFloat(c.Number, 'g', -1, 64)
	}
	return strings.TrimSpace(string(c.Text))
}

// Name returns the cell's name as spreadsheets show it: B7.
func (c Cell) Name() string { return Name(c.Row, c.Col) }

// Name returns the name of the cell at a row and column counted from 0.
func Name(row, col int) string {
	s := ""
	for col++; col > 0; col = (col - 1) / 26 {
		s = string(rune('A'+(col-1)%26)) + s
	}
	return s + strconv.Itoa(row+1)
}

// Is tells whether a source is a workbook, of either kind: xlsx or xlsb.
func Is(src *tablefile.Source) bool {
	if src.Files == nil {
		return false
	}
	_, err := fs.Stat(src.Files, "xl/workbook.xml")
	return err == nil || isBinary(src)
}

// Open reads a workbook's list of sheets.
//
// Error: fault.Unreadable.
func Open(ctx context.Context, src *tablefile.Source) (*Workbook, error) {
	if !Is(src) {
		return nil, &fault.Error{
			Kind:  fault.Unreadable,
			Where: src.Name,
			What:  "this is not an Excel workbook (xlsx or xlsb)",
			Fix:   "Get the file again",
		}
	}
	w := &Workbook{src: src}
	var book struct {
		Sheets []listed `xml:"sheets>sheet"`
	}
	var rels struct {
		List []struct {
			ID     string `xml:"Id,attr"`
			Target string `xml:"Target,attr"`
		} `xml:"Relationship"`
	}
	list := "xl/_rels/workbook.xml.rels"
	if w.binary = isBinary(src); w.binary {
		list = "xl/_rels/workbook.bin.rels"
		names, ids, err := w.binarySheets(ctx)
		if err != nil {
			return nil, err
		}
		for i := range names {
			book.Sheets = append(book.Sheets, listed{Name: names[i], ID: ids[i]})
		}
	} else if err := w.small(ctx, "xl/workbook.xml", &book); err != nil {
		return nil, err
	}
	if err := w.small(ctx, list, &rels); err != nil {
		return nil, err
	}
	for _, s := range book.Sheets {
		for _, r := range rels.List {
			if r.ID == s.ID {
				part := path.Join("xl", r.Target)
				if strings.HasPrefix(r.Target, "/") {
					part = path.Clean(r.Target[1:])
				}
				w.Sheets, w.parts = append(w.Sheets, s.Name), append(w.parts, part)
			}
		}
	}
	if len(w.Sheets) == 0 {
		return nil, w.bad("", "the workbook has no sheets")
	}
	return w, nil
}

func (w *Workbook) bad(where, format string, args ...any) error {
	if where != "" {
		where = ", " + where
	}
	return &fault.Error{
		Kind:  fault.Unreadable,
		Where: w.src.Name + where,
		What:  fmt.Sprintf(format, args...),
		Fix:   "Get the file again",
	}
}

// sizeOf is an upper bound of a sheet's size as text.
func (w *Workbook) sizeOf(sheet int) int64 {
	info, err := fs.Stat(w.src.Files, w.parts[sheet])
	if err != nil {
		return 0
	}
	return info.Size() + mostGap
}

// part opens a member of the workbook.
func (w *Workbook) part(ctx context.Context, name string) (*tablefile.Stream, error) {
	if !fs.ValidPath(name) {
		return nil, w.bad("", "the workbook names a part %q outside itself", name)
	}
	sub, err := w.src.Sub(name)
	if fault.KindOf(err) == fault.NotFound && err != nil {
		return nil, w.bad("", "the workbook lacks its part %s", name)
	}
	if err != nil {
		return nil, err
	}
	return sub.Open(ctx)
}

// small reads a small part whole.
func (w *Workbook) small(ctx context.Context, name string, into any) error {
	r, err := w.part(ctx, name)
	if err != nil {
		return err
	}
	defer r.Close()
	text, err := io.ReadAll(io.LimitReader(r, maxPart))
	if err != nil {
		return err
	}
	if err := xml.Unmarshal(text, into); err != nil {
		return w.bad("", "its part %s is damaged: %v", name, err)
	}
	return nil
}

// Each calls visit for every cell of a sheet that is not empty, in the file's order; the cell's text is reused
// afterwards. It returns visit's error, ctx's, or what is wrong with the sheet.
func (w *Workbook) Each(ctx context.Context, sheet int, progress func(float64), visit func(Cell) error) error {
	if w.binary {
		return w.eachBinary(ctx, sheet, progress, visit)
	}
	shared, err := w.sharedStrings(ctx)
	if err != nil {
		return err
	}
	r, err := w.part(ctx, w.parts[sheet])
	if err != nil {
		return err
	}
	defer r.Close()
	s := &sheetScanner{
		scanner: newScanner(r),
		book:    w,
		name:    "sheet " + w.Sheets[sheet],
		shared:  shared,
		visit:   visit,
		row:     -1,
	}
	if progress != nil {
		s.refilled = func() { progress(r.Progress()) }
	}
	return s.run()
}

// sharedStrings reads the strings that cells refer to by number.
func (w *Workbook) sharedStrings(ctx context.Context) ([]string, error) {
	const name = "xl/sharedStrings.xml"
	if _, err := fs.Stat(w.src.Files, name); err != nil {
		return nil, nil
	}
	r, err := w.part(ctx, name)
	if err != nil {
		return nil, err
	}
	defer r.Close()
	s := newScanner(r)
	var list []string
	var text []byte
	total, phonetic := 0, false
	for {
		before, tag, err := s.next()
		if errors.Is(err, io.EOF) {
			return list, nil
		}
		if err != nil {
			return nil, w.scanError(name, err)
		}
		switch element(tag) {
		case "si":
			text = text[:0]
			if tag[len(tag)-1] == '/' {
				list = append(list, "")
			}
		case "rPh":
			phonetic = true
		case "/rPh":
			phonetic = false
		case "/t":
			if !phonetic {
				text = append(text, before...)
			}
		case "/si":
			if total += len(text) + 16; total > maxStrings {
				return nil, w.bad("", "its strings take more than %d MB", maxStrings>>20)
			}
			list = append(list, unescape(text))
		}
	}
}

func (w *Workbook) scanError(where string, err error) error {
	if errors.Is(err, errTag) {
		return w.bad(where, "the XML is damaged: a tag does not end")
	}
	return err
}

// sheetScanner walks through a sheet.
type sheetScanner struct {
	*scanner
	book     *Workbook
	name     string
	shared   []string
	visit    func(Cell) error
	row, col int // of the current cell
	kind     string
	value    []byte
	ended    bool
}

func (s *sheetScanner) run() error {
	for {
		before, tag, err := s.next()
		if errors.Is(err, io.EOF) {
			if !s.ended {
				return s.book.bad(s.name, "the sheet ends in the middle")
			}
			return nil
		}
		if err != nil {
			return s.book.scanError(s.name, err)
		}
		switch element(tag) {
		case "row":
			err = s.startRow(tag)
		case "c":
			if err = s.startCell(tag); err == nil && tag[len(tag)-1] == '/' {
				s.kind = ""
			}
		case "/v", "/t":
			s.value = append(s.value, before...)
		case "/c":
			err = s.endCell()
		case "/sheetData", "sheetData/":
			s.ended = true
		}
		if err != nil {
			return err
		}
	}
}

func (s *sheetScanner) startRow(tag []byte) error {
	s.row, s.col = s.row+1, -1
	if r := attribute(tag, " r=\""); r != nil {
		n, err := strconv.Atoi(string(r))
		if err != nil || n < 1 {
			return s.book.bad(s.name, "a row has the number %q", r)
		}
		s.row = n - 1
	}
	if s.row >= maxRows {
		return s.book.bad(s.name, "the sheet has more than %d rows", maxRows)
	}
	return nil
}

func (s *sheetScanner) startCell(tag []byte) error {
	s.col++
	if ref := attribute(tag, " r=\""); ref != nil {
		col := 0
		for i := 0; i < len(ref) && ref[i] >= 'A' && ref[i] <= 'Z' && col <= maxColumns; i++ {
			col = col*26 + int(ref[i]-'A') + 1
		}
		s.col = col - 1
	}
	if s.col < 0 || s.col >= maxColumns || s.row < 0 {
		return s.book.bad(s.name, "a cell stands outside the sheet")
	}
	switch t := attribute(tag, " t=\""); string(t) {
	case "":
		s.kind = "n"
	case "s":
		s.kind = "s"
	case "n":
		s.kind = "n"
	default:
		s.kind = string(t)
	}
	s.value = s.value[:0]
	return nil
}

func (s *sheetScanner) endCell() error {
	if len(s.value) == 0 {
		return nil
	}
	c := Cell{Row: s.row, Col: s.col}
	switch s.kind {
	case "n":
		v, ok := cells.Number(bytes.TrimSpace(s.value))
		if !ok {
			return s.book.bad(s.name+", cell "+c.Name(), "%s is not a number", tablefile.Quote(s.value, 40))
		}
		c.Number, c.IsNumber = v, true
	case "s":
		i, err := strconv.Atoi(string(s.value))
		if err != nil || i < 0 || i >= len(s.shared) {
			return s.book.bad(s.name+", cell "+c.Name(), "it refers to a string that is not there")
		}
		c.Text = []byte(s.shared[i])
	default:
		c.Text = []byte(unescape(s.value))
	}
	return s.visit(c)
}
