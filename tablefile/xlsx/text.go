package xlsx

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"io"
	"strconv"
	"strings"

	"ikat/fault"
	"ikat/tablefile"
	"ikat/tablefile/cells"
)

// mostGap bounds the empty cells and rows that a sheet's text spells out, in all; a small sheet can name a far cell.
const mostGap = 50_000_000

// Text sees a sheet as CSV text. Empty rows are left out, and so are empty cells at the end of a row.
func Text(src *tablefile.Source, sheet int) (*tablefile.Source, error) {
	w, err := Open(context.Background(), src)
	if err != nil {
		return nil, err
	}
	bound := w.sizeOf(sheet)
	return tablefile.View(
		src,
		w.Sheets[sheet],
		bound,
		func(ctx context.Context, to io.Writer, progress func(float64)) error {
			t := &textWriter{out: bufio.NewWriterSize(to, 256<<10), row: -1}
			err := w.Each(ctx, sheet, progress, t.cell)
			if errors.Is(err, io.ErrShortBuffer) {
				return w.bad(fault.Say("sheet %s", w.Sheets[sheet]), "its cells lie further apart than in any table")
			}
			if err != nil {
				return err
			}
			if t.row >= 0 {
				t.out.WriteByte('\n')
			}
			return t.out.Flush()
		},
	)
}

type textWriter struct {
	out      *bufio.Writer
	row, col int // of the last cell
	gaps     int
	number   []byte
}

func (t *textWriter) cell(c Cell) error {
	if c.Row != t.row {
		if t.row >= 0 {
			t.out.WriteByte('\n')
		}
		t.row, t.col = c.Row, 0
	}
	if t.gaps += max(0, c.Col-t.col-1); t.gaps > mostGap {
		return io.ErrShortBuffer
	}
	for ; t.col < c.Col; t.col++ {
		t.out.WriteByte(',')
	}
	if c.IsNumber {
		t.number = strconv.AppendFloat(t.number[:0], c.Number, 'g', -1, 64)
		_, err := t.out.Write(t.number)
		return err
	}
	text := strings.TrimSpace(string(c.Text))
	if strings.ContainsAny(text, "\",\r\n") {
		text = `"` + strings.NewReplacer(`"`, `""`, "\r", " ", "\n", " ").Replace(text) + `"`
	}
	_, err := t.out.WriteString(text)
	return err
}

// mostLine bounds a line of text that is read as a sheet's row; the widest published one takes a fiftieth.
const mostLine = 4 << 20

// isText tells whether a source is text, which is seen as a workbook of one sheet.
func isText(src *tablefile.Source) bool {
	if src.Files != nil || src.Packed() {
		return false
	}
	_, text := tablefile.Describe(src.Head)
	return text
}

// eachOfText is Each for text: a line is a row, and cells are separated by what its beginning has most of.
func (w *Workbook) eachOfText(ctx context.Context, progress func(float64), visit func(Cell) error) error {
	stream, err := w.src.Open(ctx)
	if err != nil {
		return err
	}
	defer stream.Close()
	sep := separator(w.src.Head)
	in := cells.Lines(stream, mostLine)
	for row := 0; in.Scan(); row++ {
		line := bytes.TrimPrefix(in.Bytes(), []byte(cells.ByteOrderMark))
		if err := eachOfLine(line, row, sep, visit); err != nil {
			return err
		}
		if progress != nil && row&63 == 0 {
			progress(stream.Progress())
		}
	}
	if errors.Is(in.Err(), bufio.ErrTooLong) {
		return w.bad("", "a line is longer than %d MB", mostLine>>20)
	}
	return in.Err()
}

// eachOfLine visits the cells of a line that are not empty.
func eachOfLine(line []byte, row int, sep byte, visit func(Cell) error) error {
	for col, pos := 0, 0; col < maxColumns; col++ {
		text, next, ok := cells.Next(line, pos, sep)
		if !ok {
			return nil
		}
		pos = next
		if len(text) == 0 {
			continue
		}
		c := Cell{Row: row, Col: col, Text: text}
		if v, ok := cells.Number(text); ok {
			c = Cell{Row: row, Col: col, Number: v, IsNumber: true}
		}
		if err := visit(c); err != nil {
			return err
		}
	}
	return nil
}

// separator returns what a text has most of, of the characters that separate cells.
func separator(head []byte) byte {
	best, most := byte(','), bytes.Count(head, []byte(","))
	for _, sep := range []byte{';', '\t', '|'} {
		if n := bytes.Count(head, []byte{sep}); n > most {
			best, most = sep, n
		}
	}
	return best
}
