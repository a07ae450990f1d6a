package xlsx

import (
	"bufio"
	"context"
	"encoding/binary"
	"errors"
	"io"
	"io/fs"
	"math"
	"strings"
	"unicode/utf16"

	"ikat/fault"
	"ikat/tablefile"
)

// The records of a binary workbook (xlsb) that hold what is read here: MS-XLSB, section 2.4.
const (
	rowHeader    = 0
	cellBlank    = 1
	cellRK       = 2
	cellBool     = 4
	cellReal     = 5
	cellText     = 6
	cellShared   = 7
	formulaText  = 8
	formulaReal  = 9
	formulaBool  = 10
	formulaError = 11
	shortBlank   = 12 // as cellBlank and on, without the column: it is the next
	shortShared  = 18
	sharedString = 19
	endSheetData = 146
	bundledSheet = 156
)

// mostRecord bounds a record; a cell's text has 32,767 characters at most.
const mostRecord = 16 << 20

var errRecord = errors.New("a record of the binary workbook ends in the middle")

// records reads a part record by record; visit's data is reused. Where more is false it ends early.
func records(r io.Reader, visit func(kind int, data []byte) (more bool, err error)) error {
	in := bufio.NewReaderSize(r, bufferSize)
	var data []byte
	for {
		kind, err := number7(in, 2)
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		size, err := number7(in, 4)
		if err != nil || size > mostRecord {
			return damaged(err)
		}
		if cap(data) < size {
			data = make([]byte, size)
		}
		data = data[:size]
		if _, err := io.ReadFull(in, data); err != nil {
			return damaged(err)
		}
		if more, err := visit(kind, data); err != nil || !more {
			return err
		}
	}
}

// damaged is the error of a record that is cut short; other errors stay.
func damaged(err error) error {
	if err == nil || errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
		return errRecord
	}
	return err
}

// number7 reads a number of at most so many bytes, seven bits each, the low ones first.
func number7(in io.ByteReader, most int) (n int, err error) {
	for i := range most {
		b, err := in.ReadByte()
		if err != nil {
			if i > 0 {
				return 0, errRecord
			}
			return 0, err
		}
		n |= int(b&0x7f) << (7 * i)
		if b < 0x80 {
			break
		}
	}
	return n, nil
}

// wideString reads a counted string of UTF-16 and returns what follows it.
func wideString(data []byte) (s string, rest []byte, ok bool) {
	if len(data) < 4 {
		return "", nil, false
	}
	n := int64(binary.LittleEndian.Uint32(data))
	if n == math.MaxUint32 { // no string
		return "", data[4:], true
	}
	if 2*n > int64(len(data)-4) {
		return "", nil, false
	}
	units := make([]uint16, n)
	for i := range units {
		units[i] = binary.LittleEndian.Uint16(data[4+2*i:])
	}
	return string(utf16.Decode(units)), data[4+2*n:], true
}

// rk is a number in the short form of four bytes: an integer of 30 bits or the upper half of a float64, either over 100
// or not.
func rk(v uint32) float64 {
	x := math.Float64frombits(uint64(v&^3) << 32)
	if v&2 != 0 {
		x = float64(int32(v) >> 2)
	}
	if v&1 != 0 {
		x /= 100
	}
	return x
}

// binarySheets reads the list of sheets.
func (w *Workbook) binarySheets(ctx context.Context) (list []listed, err error) {
	r, err := w.part(ctx, "xl/workbook.bin")
	if err != nil {
		return nil, err
	}
	defer r.Close()
	err = records(r, func(kind int, data []byte) (bool, error) {
		if kind != bundledSheet {
			return true, nil
		}
		if len(data) < 8 {
			return false, errRecord
		}
		id, rest, ok := wideString(data[8:])
		name, _, ok2 := wideString(rest)
		if !ok || !ok2 {
			return false, errRecord
		}
		list = append(list, listed{name, id, binaryStates[data[0]&3]})
		return len(list) <= maxSheets, nil
	})
	return list, w.recordError("xl/workbook.bin", err)
}

// binaryStates are the words of the XML form for what a sheet's record starts with.
var binaryStates = [4]string{"visible", "hidden", "veryHidden", ""}

// binaryErrors are what cells show instead of a value.
var binaryErrors = map[byte]string{0: "#NULL!", 7: "#DIV/0!", 15: "#VALUE!", 23: "#REF!", 29: "#NAME?", 36: "#NUM!",
	42: "#N/A"}

// maxSheets bounds the list of sheets, each of which is looked into: no workbook that people made has as many.
const maxSheets = 1000

// recordError says where a record is damaged.
func (w *Workbook) recordError(where string, err error) error {
	if errors.Is(err, errRecord) {
		return w.bad(where, "the binary workbook is damaged or cut short")
	}
	return err
}

// binaryStrings reads the strings that cells refer to by number.
func (w *Workbook) binaryStrings(ctx context.Context) (list []string, err error) {
	const name = "xl/sharedStrings.bin"
	if _, err := fs.Stat(w.src.Files, name); err != nil {
		return nil, nil
	}
	r, err := w.part(ctx, name)
	if err != nil {
		return nil, err
	}
	defer r.Close()
	total := 0
	err = records(r, func(kind int, data []byte) (bool, error) {
		if kind != sharedString {
			return true, nil
		}
		if len(data) < 1 {
			return false, errRecord
		}
		text, _, ok := wideString(data[1:])
		if !ok {
			return false, errRecord
		}
		if total += len(text) + 16; total > maxStrings {
			return false, w.bad("", "its strings take more than %d MB", maxStrings>>20)
		}
		list = append(list, text)
		return true, nil
	})
	return list, w.recordError(name, err)
}

// eachBinary is Each for a sheet of a binary workbook.
func (w *Workbook) eachBinary(ctx context.Context, sheet int, progress func(float64), visit func(Cell) error) error {
	shared, err := w.binaryStrings(ctx)
	if err != nil {
		return err
	}
	r, err := w.part(ctx, w.parts[sheet])
	if err != nil {
		return err
	}
	defer r.Close()
	s := &binarySheet{book: w, name: fault.Say("sheet %s", w.Sheets[sheet]), shared: shared, visit: visit, row: -1}
	err = records(r, func(kind int, data []byte) (bool, error) {
		if kind == rowHeader && progress != nil {
			progress(r.Progress())
		}
		return s.record(kind, data)
	})
	if err == nil && !s.ended {
		err = w.bad(s.name, "the sheet ends in the middle")
	}
	return w.recordError(s.name, err)
}

type binarySheet struct {
	book   *Workbook
	name   string
	shared []string
	visit  func(Cell) error
	row    int
	col    int // of the last cell
	ended  bool
}

// record reads a record of the sheet.
func (s *binarySheet) record(kind int, data []byte) (more bool, err error) {
	switch kind {
	case rowHeader:
		if len(data) < 4 {
			return false, errRecord
		}
		if s.row = int(binary.LittleEndian.Uint32(data)); s.row < 0 || s.row >= maxRows {
			return false, s.book.bad(s.name, "the sheet has more than %d rows", maxRows)
		}
		s.col = -1
		return true, nil
	case endSheetData:
		s.ended = true
		return false, nil
	}
	switch {
	case kind >= cellBlank && kind <= formulaError && len(data) >= 8:
		s.col, data = int(binary.LittleEndian.Uint32(data)), data[8:]
	case kind >= shortBlank && kind <= shortShared && len(data) >= 4:
		s.col, data, kind = s.col+1, data[4:], kind-shortBlank+cellBlank
	case kind >= cellBlank && kind <= shortShared:
		return false, errRecord
	default:
		return true, nil
	}
	c := Cell{Row: s.row, Col: s.col}
	if c.Row < 0 || c.Col < 0 || c.Col >= maxColumns {
		return false, s.book.bad(s.name, "a cell stands outside the sheet")
	}
	switch kind {
	case cellRK, cellReal, cellText, cellShared, formulaText, formulaReal:
	case cellBlank:
		return true, nil
	default: // a truth value or an error
		if len(data) < 1 {
			return false, errRecord
		}
		if c.Text = []byte(binaryErrors[data[0]]); kind == cellBool || kind == formulaBool {
			c.Text = []byte(truth(data[0] != 0))
		}
		return true, s.visit(c)
	}
	if len(data) < 4 {
		return false, errRecord
	}
	if err := s.value(kind, data, &c); err != nil {
		return false, err
	}
	if !c.IsNumber && len(strings.TrimSpace(string(c.Text))) == 0 {
		return true, nil
	}
	return true, s.visit(c)
}

// value reads what a cell holds.
func (s *binarySheet) value(kind int, data []byte, c *Cell) error {
	switch kind {
	case cellRK:
		c.Number, c.IsNumber = rk(binary.LittleEndian.Uint32(data)), true
	case cellReal, formulaReal:
		if len(data) < 8 {
			return errRecord
		}
		c.Number, c.IsNumber = math.Float64frombits(binary.LittleEndian.Uint64(data)), true
	case cellShared:
		at := int64(binary.LittleEndian.Uint32(data))
		if at >= int64(len(s.shared)) {
			return s.book.bad(fault.Say("%s, cell %s", s.name, c.Name()), "it refers to a string that is not there")
		}
		c.Text = []byte(s.shared[at])
	default:
		text, _, ok := wideString(data)
		if !ok {
			return errRecord
		}
		c.Text = []byte(text)
	}
	if c.IsNumber && (math.IsNaN(c.Number) || math.IsInf(c.Number, 0)) {
		return s.book.bad(fault.Say("%s, cell %s", s.name, c.Name()), "its number is not finite")
	}
	return nil
}

// isBinary tells whether a source is a binary workbook.
func isBinary(src *tablefile.Source) bool {
	_, err := fs.Stat(src.Files, "xl/workbook.bin")
	return err == nil
}
