//go:build !js

package export

import (
	"fmt"
	"io"
	"math"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/xuri/excelize/v2"

	"ikat/fault"
	"ikat/result"
)

// Answer is the name of the table in a workbook: formulas say Answer[dva].
const Answer = "answer"

// XLSX writes an Excel workbook: a sheet "rows" whose table answer has the column names and typed values, a value that
// is not defined as an empty cell, and a sheet "about" with title, notes, what the columns are, and provenance. What a
// column is stands in a note at its heading too, and at the first heading the title and the notes of the answer.
//
// Error: fault.Invalid for more rows than a sheet holds.
func XLSX(w io.Writer, f *result.Frame) (err error) {
	if f.Rows() >= excelize.TotalRows {
		return &fault.Error{
			Kind:  fault.Invalid,
			Where: "format xlsx",
			What:  fault.Say("the result has %d rows, and a sheet of Excel holds %d", f.Rows(), excelize.TotalRows-1),
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
	if err := headings(book, f); err != nil {
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

// headings puts notes at the headings of the rows, for who reads that sheet alone. A sheet takes them before its rows.
func headings(book *excelize.File, f *result.Frame) error {
	for i, c := range f.Columns {
		at, err := excelize.CoordinatesToCellName(i+1, 1)
		if err != nil {
			return err
		}
		var lines []string
		if i == 0 {
			lines = append(lines, f.Title)
			for _, n := range f.Notes {
				lines = append(lines, n.Text)
			}
		}
		for _, text := range []string{c.Label, c.Unit, string(c.Kind), c.Definition} {
			if text != "" {
				lines = append(lines, text)
			}
		}
		if len(lines) == 0 {
			continue
		}
		text := strings.Join(lines, "\n")
		if err := book.AddComment("rows", excelize.Comment{Cell: at, Author: "ikat",
			Paragraph: []excelize.RichTextRun{{Text: text}}, Width: 360, Height: noteHeight(text)}); err != nil {
			return err
		}
	}
	return nil
}

// noteHeight is how many points a note of 360 points needs, so that it shows whole up to a page.
func noteHeight(text string) uint {
	lines := 1
	for _, line := range strings.Split(text, "\n") {
		lines += 1 + utf8.RuneCountInString(line)/60
	}
	return uint(min(16*lines, 640))
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
	line, styles := make([]any, len(f.Columns)), make([]int, len(f.Columns))
	for i, c := range f.Columns {
		line[i] = excelize.Cell{StyleID: bold, Value: c.Name}
		if styles[i], err = style(book, c); err != nil {
			return err
		}
	}
	if err := s.SetRow("A1", line); err != nil {
		return err
	}
	for row := range f.Rows() {
		for i, c := range f.Columns {
			line[i] = excelize.Cell{StyleID: styles[i], Value: cell(c, row)}
		}
		if err := s.SetRow(fmt.Sprintf("A%d", row+2), line); err != nil {
			return err
		}
	}
	if f.Rows() > 0 && len(f.Columns) > 0 { // a table has a row below its header
		end, err := excelize.CoordinatesToCellName(len(f.Columns), f.Rows()+1)
		if err != nil {
			return err
		}
		if err := s.AddTable(&excelize.Table{Range: "A1:" + end, Name: Answer}); err != nil {
			return err
		}
	}
	return s.Flush()
}

// style is how a column's numbers show, whose values stay as they are: shares in per cent, large amounts with
// separators of thousands, years and other numbers as they come.
func style(book *excelize.File, c *result.Column) (int, error) {
	format := ""
	switch {
	case c.Floats == nil || c.Counts:
	case c.Unit == "share":
		format = "0.0%"
	case slices.ContainsFunc(c.Floats, func(v float64) bool { return math.Abs(v) >= 1000 && !math.IsInf(v, 0) }):
		format = "#,##0.0"
	}
	if format == "" {
		return 0, nil
	}
	return book.NewStyle(&excelize.Style{CustomNumFmt: &format})
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
