package flowfile

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"io"
	"iter"
	"maps"
	"strings"
	"unicode/utf8"

	"ikat/fault"
	"ikat/tablefile"
)

const (
	mostLine  = 1 << 20
	mostCells = 200
)

// mapKeys are the keys of a map.
func mapKeys[V any](m map[string]V) iter.Seq[string] { return maps.Keys(m) }

// lines reads records of a text: cells apart by a separator, quoted where they hold it.
type lines struct {
	in        *bufio.Reader
	separator byte
	line      int
	cells     [][]byte
	long      []byte // a record that is longer than the buffer, or has line ends inside quotes
	unquoted  []byte
}

var errLong = fault.Errorf("a line is longer than a mebibyte, or a quote is not closed")

// next returns the next record; its cells are good until the call after.
func (l *lines) next() ([][]byte, error) {
	text, err := l.record()
	if err != nil {
		return nil, err
	}
	l.cells = l.cells[:0]
	if bytes.IndexByte(text, '"') < 0 {
		for {
			at := bytes.IndexByte(text, l.separator)
			if at < 0 || len(l.cells) == mostCells {
				break
			}
			l.cells = append(l.cells, trim(text[:at]))
			text = text[at+1:]
		}
		l.cells = append(l.cells, trim(text))
		return l.cells, nil
	}
	return l.quoted(text), nil
}

// record is the next record's text without its end.
func (l *lines) record() ([]byte, error) {
	text, err := l.part()
	if err != nil {
		return nil, err
	}
	for bytes.Count(text, []byte{'"'})%2 == 1 {
		l.long = append(l.long[:0], text...)
		more, err := l.part()
		if err == io.EOF {
			return nil, errLong
		}
		if err != nil {
			return nil, err
		}
		if text = append(append(l.long, '\n'), more...); len(text) > mostLine {
			return nil, errLong
		}
	}
	return text, nil
}

// part is the next line.
func (l *lines) part() ([]byte, error) {
	text, err := l.in.ReadSlice('\n')
	if err == bufio.ErrBufferFull {
		return nil, errLong
	}
	if err != nil && (err != io.EOF || len(text) == 0) {
		return nil, err
	}
	l.line++
	text = bytes.TrimSuffix(text, []byte{'\n'})
	return bytes.TrimSuffix(text, []byte{'\r'}), nil
}

// quoted parts a record that has quotes; a quote inside a quoted cell is written twice.
func (l *lines) quoted(text []byte) [][]byte {
	l.unquoted = append(l.unquoted[:0], text...)
	out, from, in := l.unquoted[:0], 0, false
	for i := 0; i < len(text); i++ {
		switch b := text[i]; {
		case b == '"' && in && i+1 < len(text) && text[i+1] == '"':
			out = append(out, '"')
			i++
		case b == '"':
			in = !in
		case b == l.separator && !in && len(l.cells) < mostCells:
			l.cells = append(l.cells, trim(out[from:]))
			from = len(out)
		default:
			out = append(out, b)
		}
	}
	return append(l.cells, trim(out[from:]))
}

func trim(b []byte) []byte {
	for len(b) > 0 && (b[0] == ' ' || b[0] == '\t') {
		b = b[1:]
	}
	for len(b) > 0 && (b[len(b)-1] == ' ' || b[len(b)-1] == '\t') {
		b = b[:len(b)-1]
	}
	return b
}

// readable is a text as UTF-8: what is not is read as Latin-1, as old files are.
func readable(b []byte) string {
	if utf8.Valid(b) {
		return strings.TrimSpace(string(b))
	}
	out := make([]rune, len(b))
	for i, x := range b {
		out[i] = rune(x)
	}
	return strings.TrimSpace(string(out))
}

// text reads a text file.
func (c *collector) text(ctx context.Context, src *tablefile.Source) error {
	stream, err := src.Open(ctx)
	if err != nil {
		return err
	}
	defer stream.Close()
	l := &lines{in: bufio.NewReaderSize(stream, mostLine), separator: separator(src.Head)}
	c.semicolons = l.separator == ';'
	if isMapped(src.Head) {
		return c.mapped(l)
	}
	header, err := l.next()
	if err != nil {
		return c.broken(l, err)
	}
	if err := c.begin(lower(header)); err != nil {
		return err
	}
	width := len(header)
	for {
		cells, err := l.next()
		switch {
		case err == io.EOF:
			return nil
		case err != nil:
			return c.broken(l, err)
		case len(cells) == 1 && len(cells[0]) == 0:
			continue
		case len(cells) != width:
			c.found(fault.Say("rows of other than %d cells", width), true, l.line, 0)
			continue
		}
		c.row(cells, l.line)
		if l.line%(1<<16) == 0 {
			if c.opt.Progress != nil {
				c.opt.Progress(stream.Progress())
			}
			if err := ctx.Err(); err != nil {
				return err
			}
		}
	}
}

func (c *collector) broken(l *lines, err error) error {
	if err == io.EOF {
		return &fault.Error{Kind: fault.Unreadable, Where: c.file, What: "it is empty"}
	}
	if errors.Is(err, errLong) {
		return &fault.Error{
			Kind:  fault.Unreadable,
			Where: fault.Say("%s, line %d", c.file, l.line+1),
			What:  fault.Said(err),
		}
	}
	return err
}

// separator is what parts cells: the one of tab, semicolon and comma that is in the first line most often.
func separator(head []byte) byte {
	if i := bytes.IndexByte(head, '\n'); i >= 0 && !isMapped(head) {
		head = head[:i]
	}
	best := byte(',')
	for _, b := range []byte{'\t', ';'} {
		if bytes.Count(head, []byte{b}) > bytes.Count(head, []byte{best}) {
			best = b
		}
	}
	return best
}

func lower(cells [][]byte) []string {
	out := make([]string, len(cells))
	for i, b := range cells {
		out[i] = strings.ToLower(strings.TrimPrefix(readable(b), "\ufeff"))
	}
	return out
}
