// Package xlsx reads the cells of an Excel workbook's sheets (xlsx, and the binary xlsb), in the file's order and in
// bounded memory.
//
// A published table is a sheet of millions of numbers. General readers build an object for each; this one scans the
// bytes of the sheet's XML once and hands over one cell after another. It knows numbers, shared and inline strings, and
// the values that were stored with formulas, and which numbers are shown as dates; it leaves everything else alone.
package xlsx

import (
	"context"
	"encoding/xml"
	"errors"
	"io"
	"io/fs"
	"path"
	"strconv"
	"strings"

	"ikat/fault"
	"ikat/tablefile"
)

const (
	maxRows, maxColumns = 1 << 20, 1 << 14 // of the file format
	maxStrings          = 256 << 20        // bytes of shared strings; labels of the largest table take a hundredth
	stringCost          = 64               // bytes that a string takes beside its text
	maxPart             = 16 << 20         // bytes of the small parts
)

// Workbook is an open workbook.
type Workbook struct {
	Sheets []string // names, in order

	src    *tablefile.Source
	parts  []string // the sheets' members
	hidden []bool   // which of them nobody sees
	binary bool     // xlsb
}

// listed is a sheet in a workbook's list.
type listed struct {
	Name  string `xml:"name,attr"`
	ID    string `xml:"id,attr"`
	State string `xml:"state,attr"` // hidden, veryHidden, or visible
}

// Hidden tells whether a sheet is one that a spreadsheet does not show.
func (w *Workbook) Hidden(sheet int) bool { return w.hidden[sheet] }

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

// OpenSheets is Open, and sees text, such as a sheet that was saved as CSV, as a workbook of one sheet of its name.
//
// Error: fault.Unreadable.
func OpenSheets(ctx context.Context, src *tablefile.Source) (*Workbook, error) {
	if isText(src) {
		return &Workbook{Sheets: []string{src.TextName()}, src: src, hidden: []bool{false}}, nil
	}
	return Open(ctx, src)
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
		var err error
		if book.Sheets, err = w.binarySheets(ctx); err != nil {
			return nil, err
		}
	} else if err := w.small(ctx, "xl/workbook.xml", &book); err != nil {
		return nil, err
	}
	if len(book.Sheets) > maxSheets {
		return nil, &fault.Error{Kind: fault.Excessive, Where: src.Name,
			Fix:  "Save the sheet with the table as a file of its own",
			What: fault.Say("the workbook lists more than %d sheets, and no more are read", maxSheets)}
	}
	if err := w.small(ctx, list, &rels); err != nil {
		return nil, err
	}
	targets := map[string]string{}
	for _, r := range rels.List {
		targets[r.ID] = r.Target
	}
	for _, s := range book.Sheets {
		target, ok := targets[s.ID]
		if !ok {
			continue
		}
		part := path.Join("xl", target)
		if strings.HasPrefix(target, "/") {
			part = path.Clean(target[1:])
		}
		w.Sheets, w.parts = append(w.Sheets, s.Name), append(w.parts, part)
		w.hidden = append(w.hidden, s.State == "hidden" || s.State == "veryHidden")
	}
	if len(w.Sheets) == 0 {
		return nil, w.bad("", "the workbook has no sheets")
	}
	return w, nil
}

func (w *Workbook) bad(where, format string, args ...any) error {
	in := w.src.Name
	if where != "" {
		in = fault.Say("%s, %s", in, fault.Word(where))
	}
	return &fault.Error{
		Kind:  fault.Unreadable,
		Where: in,
		What:  fault.Say(format, args...),
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
	switch {
	case w.parts == nil:
		return w.eachOfText(ctx, progress, visit)
	case w.binary:
		return w.eachBinary(ctx, sheet, progress, visit)
	}
	shared, err := w.sharedStrings(ctx)
	if err != nil {
		return err
	}
	dates, err := w.dateStyles(ctx)
	if err != nil {
		return err
	}
	r, err := w.part(ctx, w.parts[sheet])
	if err != nil {
		return err
	}
	defer r.Close()
	s := &sheetScanner{
		dates:   dates,
		scanner: newScanner(r),
		book:    w,
		name:    fault.Say("sheet %s", w.Sheets[sheet]),
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
			if total += len(text) + stringCost; total > maxStrings {
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
