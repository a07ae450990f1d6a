// Package grid reads a text file that holds one matrix: lines of header, then rows of labels and numbers.
//
// Publishers spread a table over several such files; their readers say how many lines of header and how many cells of
// labels there are, and this package reads the numbers on all cores and says which cell is wrong where one is.
package grid

import (
	"bytes"
	"context"
	"errors"
	"io"
	"math"
	"sync"

	"ikat/fault"
	"ikat/internal/fastnum"
	"ikat/internal/rows"
	"ikat/tablefile"
	"ikat/tablefile/cells"
)

// Form is how a file is laid out.
type Form struct {
	Separator byte
	Header    int  // lines before the numbers
	Labels    int  // cells before the numbers of each line
	Rows      int  // rows there must be; 0 where that is not known
	Columns   int  // columns of numbers there must be; 0 where that is not known
	Square    bool // there must be as many rows as columns
}

// Sheet is what a file holds.
type Sheet struct {
	File    string
	Header  [][]string // the header's lines
	Labels  [][]string // each row's labels
	Columns int
	Values  []float64 // row by row
}

// Rows returns the number of rows.
func (s *Sheet) Rows() int { return len(s.Labels) }

// Row returns the numbers of row i.
func (s *Sheet) Row(i int) []float64 { return s.Values[i*s.Columns : (i+1)*s.Columns] }

const (
	maxLine = 1 << 30
	most    = 200_000 // columns; the largest published table has a fifth of it
)

// Read reads a file.
//
// Error: fault.Unreadable, located by line and cell, if a cell is no number, lines differ in length, or there are more
// or fewer rows or columns than the form says; ctx's error.
func Read(ctx context.Context, src *tablefile.Source, f Form, progress func(float64)) (*Sheet, error) {
	return read(ctx, src, f, nil, progress)
}

// Take is handed the numbers of row i, counted from 0, in a slice that it must not keep. Several goroutines call it, in
// no order.
type Take func(i int, row []float64) error

// read reads a file; where take is not nil, it gets the rows instead of the sheet.
func read(ctx context.Context, src *tablefile.Source, f Form, take Take, progress func(float64)) (*Sheet, error) {
	if src.Files != nil {
		return nil, &fault.Error{Kind: fault.Unreadable, Where: src.Name, What: "this is a folder or an archive",
			Why: "A text file was expected"}
	}
	if what, text := tablefile.Describe(src.Head); !text {
		return nil, &fault.Error{Kind: fault.Unreadable, Where: src.Name, What: fault.Say("this is %s", fault.Word(what)),
			Why: "Text was expected",
			Fix: "Get the file again, as UTF-8 text"}
	}
	stream, err := src.Open(ctx)
	if err != nil {
		return nil, err
	}
	defer stream.Close()
	lines := rows.NewReader(stream)
	if progress != nil {
		lines.Progress = func() { progress(stream.Progress()) }
	}
	r := &reader{Form: f, take: take, file: src.Name, header: map[int][]string{}, labels: map[int][]string{},
		loose: map[int][]float64{}}
	first, err := lines.First(min(maxLine, 64<<20))
	if err != nil {
		return nil, r.stream(err)
	}
	first = bytes.TrimPrefix(first, []byte(cells.ByteOrderMark))
	if err := r.size(first, src.MaxText()); err != nil {
		return nil, err
	}
	if err := r.line(0, first); err != nil {
		return nil, err
	}
	limit := 40 * (r.width + 2)
	if err := lines.Each(ctx, max(limit, 64<<10), r.line); err != nil {
		return nil, r.stream(err)
	}
	return r.sheet()
}

type reader struct {
	Form
	take   Take
	file   string
	width  int       // columns of numbers
	values []float64 // where the number of rows is known

	mu     sync.Mutex
	header map[int][]string
	labels map[int][]string
	loose  map[int][]float64 // rows by number, where their number is not known
	spare  sync.Pool         // rows to hand to take
	blank  int               // the first empty line, or 0
}

func (r *reader) fault(line int, format string, args ...any) error {
	e := &fault.Error{Kind: fault.Unreadable, Where: r.file, What: fault.Say(format, args...),
		Fix: "Get the file again"}
	if line >= 0 {
		e.Where = fault.Say("%s, line %d", e.Where, line+1)
	}
	return e
}

// stream explains why lines cannot be had.
func (r *reader) stream(err error) error {
	switch {
	case errors.Is(err, rows.ErrLong):
		return r.fault(-1, "a line is longer than any published table's")
	case errors.Is(err, io.EOF):
		return r.fault(-1, "the file is empty")
	}
	return err
}

// size takes the number of columns from the first line and makes room, unless a file of maxText bytes cannot hold as
// much.
func (r *reader) size(first []byte, maxText int64) error {
	n := cells.Count(first, r.Separator)
	// A separator after the last cell is habit in some files.
	if len(first) > 0 && first[len(first)-1] == r.Separator {
		n--
	}
	if r.width = n - r.Form.Labels; r.Columns > 0 && r.width != r.Columns && r.Header == 0 {
		return r.fault(0, "there are %d columns of numbers where %d were expected", r.width, r.Columns)
	}
	if r.Columns > 0 {
		r.width = r.Columns
	}
	if r.width < 1 || r.width > most {
		return r.fault(0, "there are %d columns of numbers", r.width)
	}
	if r.Square {
		r.Rows = r.width
	}
	if r.take == nil && r.Rows > tablefile.MostNumbers/r.width {
		return r.tooMany()
	}
	if r.Rows > 0 {
		const small = 16 << 20
		if need := 2 * int64(r.Rows) * int64(r.width); maxText >= 0 && need > maxText && need > small {
			return r.fault(-1, "the file is too small for %d rows of %d numbers; it is probably cut short",
				r.Rows, r.width)
		}
		if r.take == nil {
			r.values = make([]float64, r.Rows*r.width)
		}
	}
	return nil
}

func (r *reader) tooMany() error {
	return tablefile.TooLarge(r.file)
}

// line reads one line; several goroutines call it.
func (r *reader) line(number int, text []byte) error {
	if number < r.Header {
		return r.head(number, text)
	}
	i := number - r.Header
	if cells.Blank(text) {
		r.mu.Lock()
		defer r.mu.Unlock()
		if r.blank == 0 || number < r.blank {
			r.blank = number
		}
		return nil
	}
	if r.take == nil && i >= tablefile.MostNumbers/r.width {
		return r.tooMany()
	}
	if (r.values != nil || r.take != nil && r.Rows > 0) && i >= r.Rows {
		return r.fault(number, "there are more than %d rows", r.Rows)
	}
	labels := make([]string, r.Form.Labels)
	pos := 0
	for k := range labels {
		cell, next, ok := cells.Next(text, pos, r.Separator)
		if !ok {
			return r.fault(number, "the line has no numbers")
		}
		labels[k], pos = string(cell), next
	}
	row := r.row(i)
	if err := r.numbers(number, text, pos, row); err != nil {
		return err
	}
	if r.take != nil {
		if err := r.hand(number, i, row); err != nil {
			return err
		}
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	r.labels[i] = labels
	if r.values == nil && r.take == nil {
		r.loose[i] = row
	}
	return nil
}

// row returns where the numbers of row i go.
func (r *reader) row(i int) []float64 {
	if r.values != nil {
		return r.values[i*r.width : (i+1)*r.width]
	}
	if r.take != nil {
		if row, ok := r.spare.Get().(*[]float64); ok {
			return *row
		}
	}
	return make([]float64, r.width)
}

// hand gives a row to take.
func (r *reader) hand(line, i int, row []float64) error {
	for _, v := range row {
		if math.IsInf(v, 0) {
			return r.fault(line, "a value is not finite")
		}
	}
	err := r.take(i, row)
	r.spare.Put(&row)
	return err
}

func (r *reader) head(number int, text []byte) error {
	var list []string
	for pos := 0; ; {
		cell, next, ok := cells.Next(text, pos, r.Separator)
		if !ok {
			break
		}
		if list, pos = append(list, string(cell)), next; len(list) > most {
			return r.fault(number, "there are more than %d columns", most)
		}
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	r.header[number] = list
	return nil
}

// numbers reads the cells of a line from pos on into row.
func (r *reader) numbers(line int, text []byte, pos int, row []float64) error {
	for j := range row {
		if pos < len(text) {
			v, n := fastnum.Prefix(text[pos:])
			if end := pos + n; n > 0 && (end == len(text) || text[end] == r.Separator) {
				row[j], pos = v, end+1
				continue
			}
		}
		cell, next, ok := cells.Next(text, pos, r.Separator)
		if !ok {
			return r.fault(line, "the line has %d numbers where %d were expected; the file is probably cut short",
				j, r.width)
		}
		v, isNumber := cells.Number(cell)
		if !isNumber {
			what, why, fix := cells.BadNumber(cell)
			return &fault.Error{Kind: fault.Unreadable,
				Where: fault.Say("%s, line %d, cell %d", r.file, line+1, r.Form.Labels+j+1), What: what, Why: why, Fix: fix}
		}
		row[j], pos = v, next
	}
	if pos <= len(text) && len(bytes.Trim(text[pos:], " \t\r")) > 0 || pos < len(text) && r.Separator != '\t' {
		return r.fault(line, "the line has more than %d numbers", r.width)
	}
	return nil
}

// sheet puts the rows together.
func (r *reader) sheet() (*Sheet, error) {
	n := len(r.labels)
	s := &Sheet{File: r.file, Columns: r.width, Values: r.values}
	for i := range r.Header {
		s.Header = append(s.Header, r.header[i])
	}
	switch {
	case len(r.header) < r.Header || n == 0:
		return nil, r.fault(-1, "the file ends before the first row of numbers")
	case r.blank > 0 && r.blank-r.Header < n:
		return nil, r.fault(r.blank, "the line is empty, and numbers follow it")
	case r.Rows > 0 && n != r.Rows:
		return nil, r.fault(-1, "there are %d rows where %d were expected; the file is probably cut short", n, r.Rows)
	}
	if s.Values == nil && r.take == nil {
		s.Values = make([]float64, 0, n*r.width)
	}
	for i := range n {
		s.Labels = append(s.Labels, r.labels[i])
		if r.values == nil && r.take == nil {
			s.Values = append(s.Values, r.loose[i]...)
			r.loose[i] = nil
		}
	}
	for _, v := range s.Values {
		if math.IsInf(v, 0) {
			return nil, r.fault(-1, "a value is not finite")
		}
	}
	return s, nil
}

// Separator guesses what separates the cells of a text from its first line: a tab, a semicolon or a comma.
func Separator(head []byte) byte {
	if i := bytes.IndexAny(head, "\r\n"); i >= 0 {
		head = head[:i]
	}
	for _, c := range []byte("\t;") {
		if bytes.IndexByte(head, c) >= 0 {
			return c
		}
	}
	return ','
}
