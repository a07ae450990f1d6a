// Package csvtext reads the small CSV files that people write: by hand, or saved from a spreadsheet. Every reader of
// such a file goes through it, so that all of them take the same texts and say the same where one is not right.
//
// Text is UTF-8, or UTF-16 with its byte-order mark; a byte-order mark is no part of the first field. Lines that start
// with # are comments. Spaces around a field are no part of it. Commas part fields, or semicolons or tabs where the
// first record has no comma; decimals have a comma where semicolons part fields, and come as if they had a point.
package csvtext

import (
	"bufio"
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/transform"

	"ikat/fault"
)

// Reader reads records. As long as Ragged is false, every record must have as many fields as the first.
type Reader struct {
	Ragged bool

	text  *bufio.Reader
	in    *csv.Reader
	width int // of the first record; 0 before it
}

// Error is what is wrong with a text, at the line where its record begins.
type Error struct {
	Line int
	What string
	Err  error // the cause, where there is one
}

// Error says what is wrong, without the line.
func (e *Error) Error() string { return fault.Bare(e.What) }

// Text is what it says, with its values, for a fault that is made of it.
func (e *Error) Text() string { return e.What }

// Fault is the error as one of a file: of a kind, at its line, with what to do.
func (e *Error) Fault(kind fault.Kind, file, fix string) *fault.Error {
	where := file
	if e.Line > 0 {
		where = fault.Say("%s, line %d", file, e.Line)
	}
	return &fault.Error{Kind: kind, Where: where, What: e.What, Fix: fix, Err: e.Err}
}

// Unwrap returns the cause.
func (e *Error) Unwrap() error { return e.Err }

// New returns a reader of the text.
func New(r io.Reader) *Reader {
	plain := transform.NewReader(&limited{r, mostBytes, mostBytes}, unicode.BOMOverride(encoding.Nop.NewDecoder()))
	buffered := bufio.NewReaderSize(&text{r: plain}, 64<<10)
	in := csv.NewReader(buffered)
	in.Comment, in.FieldsPerRecord = '#', -1
	return &Reader{text: buffered, in: in}
}

// Read returns the next record and its line. At the end of the text the error is io.EOF; where the text is not right it
// is an *Error, and there is no record.
func (r *Reader) Read() (record []string, line int, err error) {
	told := false
	if r.width == 0 {
		r.in.Comma, told = separator(r.text)
	}
	record, err = r.in.Read()
	if err == nil && told {
		record, err = r.in.Read()
	}
	if errors.Is(err, io.EOF) {
		return nil, 0, io.EOF
	}
	if err != nil {
		return nil, 0, broken(err)
	}
	line, _ = r.in.FieldPos(0)
	bad := func(format string, args ...any) error { return &Error{Line: line, What: fmt.Sprintf(format, args...)} }
	for i, field := range record {
		if !utf8.ValidString(field) {
			return nil, 0, bad("field %d is not UTF-8 text: %q; save the file as UTF-8", i+1, field)
		}
		record[i] = strings.TrimSpace(field)
		if r.in.Comma != ';' {
			continue
		}
		if eitherWay.MatchString(record[i]) {
			return nil, 0, bad("field %d is %s: where semicolons part fields, its point may part thousands or decimals; "+
				"write it without, or decimals with a comma", i+1, record[i])
		}
		record[i] = withPoint(record[i])
	}
	switch {
	case r.width == 0 && strings.Contains(strings.Join(record, ""), "\r"):
		return nil, 0, bad("its lines end with a carriage return alone; save it as CSV UTF-8")
	case r.width == 0:
		r.width = len(record)
	case len(record) != r.width && !r.Ragged:
		return nil, 0, bad("it has %d fields, and the header has %d", len(record), r.width)
	}
	return record, line, nil
}

// All reads a whole text; where it is not right, the error is an *Error.
func All(text io.Reader) (records [][]string, lines []int, err error) {
	r := New(text)
	for {
		record, line, err := r.Read()
		if errors.Is(err, io.EOF) {
			return records, lines, nil
		}
		if err != nil {
			return nil, nil, err
		}
		records, lines = append(records, record), append(lines, line)
	}
}

// mostBytes is how much of a text is read record by record, mostWhole of one that is read at once: people write no
// more, and a device or a pipe may never end.
const mostBytes, mostWhole = 512 << 20, 64 << 20

// Whole reads all of a text that people write.
//
// Error: what Read of r says; a text that does not end.
func Whole(r io.Reader) ([]byte, error) { return io.ReadAll(&limited{r, mostWhole, mostWhole}) }

// UTF8 is a text that may be UTF-16, by its byte-order mark, as UTF-8.
func UTF8(data []byte) []byte {
	out, _, err := transform.Bytes(unicode.BOMOverride(encoding.Nop.NewDecoder()), data)
	if err != nil {
		return data // its reader says what is wrong
	}
	return out
}

// limited is a reader of so many bytes at most.
type limited struct {
	r          io.Reader
	most, left int
}

func (l *limited) Read(p []byte) (int, error) {
	if l.left == 0 {
		return 0, fault.Errorf("it goes on beyond %d MiB", l.most>>20)
	}
	n, err := l.r.Read(p[:min(len(p), l.left)])
	l.left -= n
	return n, err
}

// text is a reader that stops where there is a byte that no text has: endless zeros of a device, or a file of another
// kind.
type text struct {
	r      io.Reader
	fields int // of the line so far, at most
}

// mostFields bounds the fields of a line, which are counted before they are taken apart: each takes many times its
// bytes. The widest surveys have some thousands.
const mostFields = 100_000

func (t *text) Read(p []byte) (int, error) {
	n, err := t.r.Read(p)
	for rest := p[:n]; len(rest) > 0; {
		line, after, ended := bytes.Cut(rest, []byte("\n"))
		for _, mark := range []byte(",;\t") {
			t.fields += bytes.Count(line, []byte{mark})
		}
		if t.fields > mostFields {
			return 0, fault.Errorf("a line has more than %d fields", mostFields)
		}
		if rest = after; ended {
			t.fields = 0
		}
	}
	if i := bytes.IndexByte(p[:n], 0); i >= 0 {
		return i, fault.Errorf("it has zero bytes, which no text has")
	}
	return n, err
}

// broken says what is wrong in words that do not need the library's.
func broken(err error) error {
	var p *csv.ParseError
	if !errors.As(err, &p) {
		return &Error{What: "it cannot be read: " + err.Error(), Err: err}
	}
	what := p.Err.Error()
	switch {
	case errors.Is(p.Err, csv.ErrQuote):
		what = `a quote (") is not closed where its field ends`
	case errors.Is(p.Err, csv.ErrBareQuote):
		what = `a quote (") stands inside a field that does not begin with one; write such a field as ` +
			`"..." with each quote inside twice`
	}
	return &Error{Line: p.StartLine, What: what, Err: err}
}
