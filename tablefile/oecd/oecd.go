// Package oecd reads and writes the layout of the OECD's inter-country input-output tables, a text file with one row a
// line:
//
//	V1,      AUS_A01, ..., ROW_T, AUS_HFCE, ..., ROW_INVNT, OUT
//	AUS_A01, ...
//	...
//	ROW_T,   ...
//	TLS,     ...
//	VA,      ...
//	OUT,     ...
//
// The editions differ in names and order, and other publishers use the layout too. Read accepts:
//
//   - anything in the first cell;
//   - economy and industry joined by the first underscore of a label: AUS_D15T16 is industry D15T16 of AUS;
//   - final demand after intermediate use, by economy (AUS_HFCE) in any order of economies, or by category (HFCE_AUS);
//   - a column OUT, OUTPUT or TOTAL, or none; a column DISC (see below);
//   - after the sectors, a row VA, VALU or VA+TAXSUB and a row OUT, OUTPUT or TOTAL, or none; any other row there (TLS,
//     AUS_TAXSUB, margins) is kept in Table.Extra under its label;
//   - quoted cells, a byte-order mark, and lines that end with LF, CR LF or CR.
//
// What the extended editions do is kept as it is. They split China and Mexico into CN1, CN2, MX1, MX2 in intermediate
// use, where CHN and MEX then hold zeros, while final demand is that of CHN and MEX: the parts get final-demand columns
// of zeros, so that F is n x G·K as in any table. The edition of 2016 has one column DISC (discrepancy) that belongs to
// no economy: it becomes a category DISC, zero for every economy but ROW, or the last economy where there is no ROW.
//
// Flows are read exactly as printed and must all be there: a missing flow is not zero. Output is the sum of a row's
// flows; the printed totals are kept in Table.Reported. Value added is the printed row, or output less intermediate
// inputs where none is printed. The layout prints no unit; the OECD publishes millions of US dollars, and Meta.Source
// says that this is assumed.
package oecd

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"strings"

	"ikat/fault"
	"ikat/icio"
	"ikat/internal/rows"
	"ikat/tablefile"
	"ikat/tablefile/cells"
)

// maxHeader bounds the first line. The largest published table has 20,000 columns, half a megabyte of labels.
const maxHeader = 16 << 20

// Format reads the layout; it is a tablefile.Format.
type Format struct{}

// ID returns "oecd".
func (Format) ID() string { return "oecd" }

// Label says what the format is.
func (Format) Label() string {
	return "OECD ICIO layout: CSV with ECONOMY_INDUSTRY and ECONOMY_DEMAND columns"
}

// Detect looks at the header and, where it is short enough, at the first row's label, which repeats the first column's.
func (Format) Detect(src *tablefile.Source) tablefile.Match {
	if src.Files != nil {
		return tablefile.Match{Saw: "expected one CSV file"}
	}
	what, text := tablefile.Describe(src.Head)
	if !text {
		return tablefile.Match{Saw: "expected CSV text, not " + what}
	}
	head := bytes.TrimPrefix(src.Head, []byte(cells.ByteOrderMark))
	first, rest := cutLine(head)
	label, pos, _ := cells.Next(first, 0, ',')
	if strings.HasPrefix(firstCell(first), mark+"{") {
		return tablefile.Match{Sure: tablefile.Own, Saw: "a table that ikat exported"}
	}
	if prefix := nationalRow(src.Head); prefix != "" {
		return detectNational(src, prefix)
	}
	sector, _, _ := cells.Next(first, pos, ',')
	row, _, _ := cells.Next(rest, 0, ',')
	_, _, isSector := cutLabel(cells.Unguard(string(sector)))
	usual := len(label) == 0 || string(label) == "V1"
	switch {
	case !isSector:
		return tablefile.Match{Saw: "expected a first line of labels such as AUS_A01, separated by commas"}
	case len(rest) == 0 && len(src.Head) == len(first) && usual:
		return tablefile.Match{Sure: tablefile.Layout, Saw: fault.Say("a long first line of labels from %s", string(sector))}
	case !bytes.Equal(row, sector):
		return tablefile.Match{Saw: fmt.Sprintf("expected the first row to be %s, as the first column, not %s", sector,
			tablefile.Quote(row, 20))}
	case usual:
		return tablefile.Match{Sure: tablefile.Signature, Saw: fault.Say("rows and columns from %s", string(sector))}
	}
	return tablefile.Match{Sure: tablefile.Layout, Saw: fault.Say("rows and columns from %s", string(sector))}
}

// cutLine splits text after its first line, whichever way that ends.
func cutLine(text []byte) (line, rest []byte) {
	i := bytes.IndexAny(text, "\r\n")
	if i < 0 {
		return text, nil
	}
	return text[:i], bytes.TrimLeft(text[i:], "\r\n")
}

// Read reads a table. See the package's documentation for what it accepts.
func (f Format) Read(ctx context.Context, src *tablefile.Source, opt tablefile.Options) (*icio.Table, error) {
	if src.Files != nil {
		return nil, &fault.Error{Kind: fault.Unreadable, Where: src.Name,
			What: "this is a folder or an archive of several files", Why: "One CSV file was expected",
			Fix: "Name the file"}
	}
	if what, text := tablefile.Describe(src.Head); !text {
		return nil, &fault.Error{Kind: fault.Unreadable, Where: src.Name, What: fault.Say("this is %s", fault.Word(what)),
			Why: "CSV text was expected",
			Fix: "Get the table in CSV form, as UTF-8 text"}
	}
	if nationalRow(src.Head) != "" {
		return readNational(ctx, src, opt)
	}
	t, first, err := readText(ctx, src, opt)
	if err != nil {
		return nil, err
	}
	return t, describe(t, first, src, opt)
}

// readText reads the text into a table without its Meta, and returns its first cell.
func readText(ctx context.Context, src *tablefile.Source, opt tablefile.Options) (t *icio.Table, cell string,
	err error) {
	stream, err := src.Open(ctx)
	if err != nil {
		return nil, "", err
	}
	defer stream.Close()
	lines := rows.NewReader(stream)
	lines.Progress = func() { opt.Report(stream.Progress()) }
	first, err := lines.First(maxHeader)
	if err != nil {
		return nil, "", headerError(src.Name, err)
	}
	labels, err := splitHeader(src.Name, first)
	if err != nil {
		return nil, "", err
	}
	sectors := 0
	if oneEconomy(labels) {
		// Nothing in the header of a single economy's table tells industries from final demand; the rows do.
		if sectors, err = countSectors(ctx, src, labels); err != nil {
			return nil, "", err
		}
	}
	lay, err := newLayout(src.Name, labels, sectors)
	if err != nil {
		return nil, "", err
	}
	b, err := newBody(lay, src.MaxText())
	if err != nil {
		return nil, "", err
	}
	b.fill = opt.Missing == tablefile.MissingZero
	if err := lines.Each(ctx, longestLine(len(labels)), b.line); errors.Is(err, rows.ErrLong) {
		return nil, "", tooLong(src.Name)
	} else if err != nil {
		return nil, "", err
	}
	t, err = b.finish(lines.Lines() - 1)
	return t, firstCell(first), err
}

// headerError explains why there is no first line.
func headerError(file string, err error) error {
	switch {
	case errors.Is(err, rows.ErrLong):
		return &fault.Error{Kind: fault.Unreadable, Where: file,
			What: fault.Say("the first line is longer than %d MB", maxHeader>>20),
			Why:  "No published table has that many columns", Fix: "Check that this is a table in CSV form"}
	case errors.Is(err, io.EOF):
		return &fault.Error{Kind: fault.Unreadable, Where: file, What: "the file is empty", Fix: "Get the file again"}
	}
	return err
}
