package xlsx

import (
	"bytes"
	"errors"
	"io"
	"strconv"
	"strings"

	"ikat/fault"
	"ikat/tablefile"
	"ikat/tablefile/cells"
)

// sheetScanner walks through a sheet.
type sheetScanner struct {
	*scanner
	book     *Workbook
	name     string
	shared   []string
	visit    func(Cell) error
	row, col int    // of the current cell
	dates    []bool // the styles that show dates
	date     bool   // the cell's style does
	kind     string
	value    []byte
	formula  bool // the cell has one
	valued   bool // the cell has a place for its value, which may be an empty text
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
		case "f", "f/":
			s.formula = true
		case "v", "v/":
			s.valued = true
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
	if s.dates != nil {
		style, err := strconv.Atoi(string(attribute(tag, " s=\"")))
		s.date = err == nil && style >= 0 && style < len(s.dates) && s.dates[style]
	}
	s.value, s.formula, s.valued = s.value[:0], false, false
	return nil
}

func (s *sheetScanner) endCell() error {
	c := Cell{Row: s.row, Col: s.col}
	switch {
	case len(s.value) > 0:
	case s.formula && (s.kind == "n" || !s.valued):
		return s.book.uncomputed(fault.Say("%s, cell %s", s.name, c.Name()))
	default:
		return nil
	}
	switch s.kind {
	case "n":
		v, ok := cells.Number(bytes.TrimSpace(s.value))
		if !ok {
			return s.book.bad(fault.Say("%s, cell %s", s.name, c.Name()), "%s is not a number", tablefile.Quote(s.value, 40))
		}
		if s.date {
			c.Text = []byte(dateText(v))
		} else {
			c.Number, c.IsNumber = v, true
		}
	case "s":
		i, err := strconv.Atoi(string(s.value))
		if err != nil || i < 0 || i >= len(s.shared) {
			return s.book.bad(fault.Say("%s, cell %s", s.name, c.Name()), "it refers to a string that is not there")
		}
		c.Text = []byte(s.shared[i])
	case "b":
		c.Text = []byte(truth(string(s.value) != "0"))
	default:
		c.Text = []byte(unescape(s.value))
	}
	return s.visit(c)
}

// truth is what a cell of true and false shows; it is no number.
func truth(value bool) string { return strings.ToUpper(strconv.FormatBool(value)) }

// uncomputed refuses a formula that was stored without what it comes to.
func (w *Workbook) uncomputed(where string) error {
	return &fault.Error{Kind: fault.Unreadable, Where: fault.Say("%s, %s", w.src.Name, fault.Word(where)),
		What: "it holds a formula without its value",
		Why:  "The program that wrote the workbook did not compute it, and ikat computes no formulas",
		Fix:  "Open the workbook in a spreadsheet (Excel, LibreOffice) and save it: that stores the values"}
}
