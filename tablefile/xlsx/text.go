package xlsx

import (
	"bufio"
	"context"
	"io"
	"strconv"
	"strings"

	"ikat/tablefile"
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
			if err := w.Each(ctx, sheet, progress, t.cell); err != nil {
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
