// Package stata sees a data set of Stata (.dta, formats 113 to 115 and 117 to 119: Stata 8 to 18) as CSV text, so that
// whoever reads the text reads the table: a line of the variables' names, then a line for each observation. A number
// with a label shows its label, a missing value is NA.
//
// Stata's help file "dta" describes the form.
package stata

import (
	"bufio"
	"context"
	"encoding/binary"
	"errors"
	"io"
	"math"
	"strconv"
	"strings"

	"ikat/fault"
	"ikat/tablefile"
	"ikat/tablefile/cells"
)

const (
	modern   = "<stata_dta>"
	mostHeld = 64 << 20 // bytes of labels, and of texts that lie apart
	mostSpan = 1 << 40  // bytes of the observations
	mostText = 2045     // bytes of a text among the numbers
)

// Is tells by its first bytes whether a file is a data set of Stata.
func Is(head []byte) bool {
	if strings.HasPrefix(string(head[:min(len(head), len(modern))]), modern) {
		return true
	}
	return len(head) > 4 && head[0] >= 113 && head[0] <= 115 && (head[1] == 1 || head[1] == 2) && head[2] == 1 &&
		head[3] == 0
}

// kinds of what a variable holds, besides a text's width in bytes.
type kind int

const (
	isByte kind = iota + mostText + 1
	isInt
	isLong
	isFloat
	isDouble
	isApart // a text that lies apart
)

var widths = map[kind]int{isByte: 1, isInt: 2, isLong: 4, isFloat: 4, isDouble: 8, isApart: 8}

// variable is a column.
type variable struct {
	name   string
	kind   kind
	labels string // the name of what its numbers stand for; "" where they are numbers
	words  map[int32]string
}

func (v *variable) width() int {
	if v.kind <= mostText {
		return int(v.kind)
	}
	return widths[v.kind]
}

// dataset is what is known of a file before its observations are read.
type dataset struct {
	in        *io.SectionReader
	order     binary.ByteOrder
	release   int
	variables []variable
	rows      int64
	data      int64 // where the observations start
	span      int64 // bytes of each
	apart     map[[2]uint64]string
	held      int // bytes of labels and of texts that lie apart
}

// Text sees a data set as CSV.
//
// Error: fault.Unreadable if the file is damaged, or compressed and larger than what may be held; ctx's error.
func Text(ctx context.Context, src *tablefile.Source) (*tablefile.Source, error) {
	d, file, err := open(ctx, src)
	if err != nil {
		return nil, err
	}
	bound := (d.rows + 1) * (2*d.span + int64(len(d.variables))*26 + 2)
	for _, v := range d.variables {
		if v.kind == isApart || v.words != nil {
			bound += mostHeld
			break
		}
	}
	if err := file.Close(); err != nil {
		return nil, err
	}
	return tablefile.View(src, "", bound, func(ctx context.Context, to io.Writer, progress func(float64)) error {
		d, file, err := open(ctx, src)
		if err != nil {
			return err
		}
		defer file.Close()
		out := bufio.NewWriterSize(to, 256<<10)
		if err := d.write(ctx, out, progress); err != nil {
			return asFault(src, err)
		}
		return out.Flush()
	})
}

// open reads everything but the observations.
func open(ctx context.Context, src *tablefile.Source) (*dataset, io.Closer, error) {
	file, size, err := src.Random(ctx)
	if err != nil {
		return nil, nil, err
	}
	d := &dataset{in: io.NewSectionReader(file, 0, size), apart: map[[2]uint64]string{}}
	head := make([]byte, len(modern))
	_, err = io.ReadFull(d.in, head)
	switch {
	case err != nil || !Is(head):
		err = errDamaged
	case string(head) == modern:
		err = d.modern()
	default:
		err = d.old()
	}
	if err == nil && (d.rows < 0 || d.span < 1 || d.rows > mostSpan/d.span || d.data+d.rows*d.span > size) {
		err = io.ErrUnexpectedEOF
	}
	if err != nil {
		file.Close()
		return nil, nil, asFault(src, err)
	}
	return d, file, nil
}

var errDamaged = errors.New("its parts do not follow each other as Stata writes them")

// asFault says what is wrong with a file.
func asFault(src *tablefile.Source, err error) error {
	e := &fault.Error{
		Kind:  fault.Unreadable,
		Where: src.Name,
		Fix:   "Get the file again, or write it as CSV from Stata: export delimited",
	}
	switch {
	case errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF):
		e.What = "the data set ends in the middle"
	case errors.Is(err, errDamaged) || errors.Is(err, errMuch):
		e.What = fault.Say("the data set is damaged: %v", err)
	default:
		return err
	}
	return e
}

// write writes the text.
func (d *dataset) write(ctx context.Context, out *bufio.Writer, progress func(float64)) error {
	var line []byte
	for j, v := range d.variables {
		if j > 0 {
			line = append(line, ',')
		}
		line = cells.AppendText(line, v.name)
	}
	if _, err := out.Write(append(line, '\n')); err != nil {
		return err
	}
	rows := bufio.NewReaderSize(io.NewSectionReader(d.in, d.data, d.rows*d.span), 256<<10)
	row := make([]byte, d.span)
	for i := range d.rows {
		if err := ctx.Err(); err != nil {
			return err
		}
		if _, err := io.ReadFull(rows, row); err != nil {
			return err
		}
		line = line[:0]
		at := 0
		for j := range d.variables {
			v := &d.variables[j]
			if j > 0 {
				line = append(line, ',')
			}
			line = d.cell(line, v, row[at:at+v.width()])
			at += v.width()
		}
		if _, err := out.Write(append(line, '\n')); err != nil {
			return err
		}
		progress(float64(i+1) / float64(d.rows))
	}
	return nil
}

// cell appends what stands in a cell.
func (d *dataset) cell(line []byte, v *variable, raw []byte) []byte {
	switch v.kind {
	case isByte:
		return v.whole(line, int32(int8(raw[0])), 100)
	case isInt:
		return v.whole(line, int32(int16(d.order.Uint16(raw))), 32740)
	case isLong:
		return v.whole(line, int32(d.order.Uint32(raw)), 2147483620)
	case isFloat:
		// Larger numbers are codes of missing values.
		return decimal(line, float64(math.Float32frombits(d.order.Uint32(raw))), 0x1.fffffep126, 32)
	case isDouble:
		return decimal(line, math.Float64frombits(d.order.Uint64(raw)), 0x1.fffffffffffffp1022, 64)
	case isApart:
		return cells.AppendText(line, d.apart[d.reference(raw)])
	}
	return cells.AppendText(line, text(raw))
}

// whole appends a whole number or its label; what is above most is missing.
func (v *variable) whole(line []byte, n, most int32) []byte {
	if word, ok := v.words[n]; ok {
		return cells.AppendText(line, word)
	}
	if n > most {
		return append(line, "NA"...)
	}
	return strconv.AppendInt(line, int64(n), 10)
}

func decimal(line []byte, x, most float64, bits int) []byte {
	if !(x <= most) {
		return append(line, "NA"...)
	}
	return strconv.AppendFloat(line, x, 'g', -1, bits)
}

// text is a text up to its zero byte.
func text(raw []byte) string {
	s, _, _ := strings.Cut(string(raw), "\x00")
	return s
}

// columns makes the variables of their kinds, names and labels.
func (d *dataset) columns(kinds []kind, names, labels []string) error {
	for j, k := range kinds {
		v := variable{name: names[j], kind: k, labels: labels[j]}
		if v.width() == 0 {
			return fault.Errorf("%w: variable %d is of a kind that is not known", errDamaged, j+1)
		}
		d.span += int64(v.width())
		d.variables = append(d.variables, v)
	}
	if d.span == 0 {
		return fault.Errorf("%w: there is no variable", errDamaged)
	}
	return nil
}
