//go:build !js

package export

import (
	"fmt"
	"io"
	"math"

	"github.com/xuri/excelize/v2"

	"ikat/fault"
	"ikat/result"
)

// XLSX writes an Excel workbook: a sheet "rows" with the column names and typed values, a value that is not defined as
// an empty cell, and a sheet "about" with title, notes, what the columns are, and provenance.
//
// Error: fault.Invalid for more rows than a sheet holds.
func XLSX(w io.Writer, f *result.Frame) (err error) {
	if f.Rows() >= excelize.TotalRows {
		return &fault.Error{
			Kind:  fault.Invalid,
			Where: "format xlsx",
			What:  fmt.Sprintf("the result has %d rows, and a sheet of Excel holds %d", f.Rows(), excelize.TotalRows-1),
			Fix:   "Choose csv or parquet, or keep fewer economies or industries",
		}
	}
	book := excelize.NewFile()
	defer func() {
		if cerr := book.Close(); err == nil {
			err = cerr
		}
	}()
	if err := book.SetSheetName("Sheet1", "rows"); err != nil {
		return err
	}
	if _, err := book.NewSheet(result.About); err != nil {
		return err
	}
	bold, err := book.NewStyle(&excelize.Style{Font: &excelize.Font{Bold: true}})
	if err != nil {
		return err
	}
	if err := sheetOfRows(book, f, bold); err != nil {
		return err
	}
	if err := sheetAbout(book, f); err != nil {
		return err
	}
	return book.Write(w)
}

func sheetOfRows(book *excelize.File, f *result.Frame, bold int) error {
	s, err := book.NewStreamWriter("rows")
	if err != nil {
		return err
	}
	if err := s.SetPanes(&excelize.Panes{Freeze: true, YSplit: 1, TopLeftCell: "A2",
		ActivePane: "bottomLeft"}); err != nil {
		return err
	}
	line := make([]any, len(f.Columns))
	for i, c := range f.Columns {
		line[i] = excelize.Cell{StyleID: bold, Value: c.Name}
	}
	if err := s.SetRow("A1", line); err != nil {
		return err
	}
	for row := range f.Rows() {
		for i, c := range f.Columns {
			line[i] = cell(c, row)
		}
		if err := s.SetRow(fmt.Sprintf("A%d", row+2), line); err != nil {
			return err
		}
	}
	return s.Flush()
}

func cell(c *result.Column, row int) any {
	switch {
	case c.Ints != nil:
		return c.Ints[row]
	case c.Floats == nil:
		return c.Text(row)
	}
	if v := c.Floats[row]; !math.IsNaN(v) && !math.IsInf(v, 0) {
		return v
	}
	return nil
}

func sheetAbout(book *excelize.File, f *result.Frame) error {
	s, err := book.NewStreamWriter(result.About)
	if err != nil {
		return err
	}
	if err := s.SetColWidth(1, 2, 24); err != nil {
		return err
	}
	for i, texts := range aboutRows(f) {
		line := make([]any, len(texts))
		for j, t := range texts {
			line[j] = t
		}
		if err := s.SetRow(fmt.Sprintf("A%d", i+1), line); err != nil {
			return err
		}
	}
	return s.Flush()
}
