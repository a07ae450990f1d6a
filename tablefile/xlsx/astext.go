package xlsx

import (
	"context"
	"encoding/csv"
	"errors"
	"io"

	"ikat/fault"
	"ikat/tablefile"
)

// EachText visits the texts of a file of rows: of a workbook each sheet whose first row fits, as CSV with a line for
// every row; any other file as it is. Their names are for messages.
//
// Error: as tablefile.OpenPath and Open; fault.Unreadable where no sheet fits; visit's.
func EachText(
	ctx context.Context,
	path string,
	fits func(header []string) bool,
	visit func(name string, text io.Reader) error,
) error {
	src, err := tablefile.OpenPath(path)
	if err != nil {
		return err
	}
	defer src.Close()
	if !Is(src) {
		text, err := src.Open(ctx)
		if err != nil {
			return err
		}
		defer text.Close()
		return visit(src.Name, text)
	}
	w, err := Open(ctx, src)
	if err != nil {
		return err
	}
	found := false
	for i, name := range w.Sheets {
		header, err := w.header(ctx, i)
		if err != nil {
			return err
		}
		if !fits(header) {
			continue
		}
		found = true
		if err := w.visitText(ctx, i, len(header), src.Name+", sheet "+name, visit); err != nil {
			return err
		}
	}
	if !found {
		return &fault.Error{Kind: fault.Unreadable, Where: src.Name, What: fault.Say(
			"the first row of none of its sheets is a header that is known here; they are %s", w.list()),
			Fix: "Save the sheet that is meant as CSV, its header in line 1"}
	}
	return nil
}

// header is a sheet's first row.
func (w *Workbook) header(ctx context.Context, sheet int) (out []string, err error) {
	err = w.Each(ctx, sheet, nil, func(c Cell) error {
		if c.Row > 0 {
			return errSeen
		}
		for len(out) <= c.Col {
			out = append(out, "")
		}
		out[c.Col] = c.String()
		return nil
	})
	if errors.Is(err, errSeen) {
		err = nil
	}
	return out, err
}

// visitText hands a sheet over as text while it is being read.
func (w *Workbook) visitText(
	ctx context.Context,
	sheet, width int,
	name string,
	visit func(string, io.Reader) error,
) error {
	in, out := io.Pipe()
	go func() { out.CloseWithError(w.writeText(ctx, sheet, width, out)) }()
	defer in.Close() // ends the other where visit stops early
	return visit(name, in)
}

// writeText writes a sheet as CSV. Rows without a cell are empty lines, so that a line has its row's number.
func (w *Workbook) writeText(ctx context.Context, sheet, width int, out io.Writer) error {
	lines := csv.NewWriter(out)
	at, row := 0, make([]string, width)
	end := func() error {
		if err := lines.Write(row); err != nil {
			return err
		}
		clear(row)
		row = row[:width]
		at++
		return nil
	}
	err := w.Each(ctx, sheet, nil, func(c Cell) error {
		for at < c.Row {
			if err := end(); err != nil {
				return err
			}
		}
		for len(row) <= c.Col {
			row = append(row, "")
		}
		row[c.Col] = c.String()
		return nil
	})
	if err == nil {
		err = end()
	}
	if err != nil {
		return err
	}
	lines.Flush()
	return lines.Error()
}
