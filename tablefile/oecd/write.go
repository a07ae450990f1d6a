package oecd

import (
	"bufio"
	"encoding/json"
	"io"
	"math"
	"strconv"
	"strings"

	"ikat/fault"
	"ikat/icio"
	"ikat/tablefile/cells"
)

// Write writes a table in the layout: every flow in the shortest text that reads back as the same number, the Extra
// rows under their codes, then VA and OUT. Read gives the same table back, Meta apart.
//
// Where the table keeps the totals that its file printed, these are written again, so that what a publisher's file says
// about itself survives; elsewhere they are computed.
//
// Error: fault.Invalid if a label cannot be written so that it reads back; fault.Unwritable if w fails.
func Write(w io.Writer, t *icio.Table) error { return write(w, t, "V1") }

// Export writes a table as Write does, with its Meta in the first cell, which other programs ignore: Read gives all of
// the table back.
func Export(w io.Writer, t *icio.Table) error {
	text, err := json.Marshal(t.Meta)
	if err != nil {
		return err
	}
	return write(w, t, mark+string(text))
}

func write(w io.Writer, t *icio.Table, first string) error {
	if err := checkLabels(t); err != nil {
		return err
	}
	out := &printer{w: bufio.NewWriterSize(w, 1<<16)}
	out.header(t, first)
	n, width := t.Sectors(), t.G()*t.K()
	for i := range n {
		out.label(t.Sector(i))
		out.numbers(t.Z[i*n : (i+1)*n])
		out.numbers(t.F[i*width : (i+1)*width])
		out.number(printedOr(t.Reported.RowOutput, t.X)[i])
		out.end()
	}
	demand := make([]float64, width)
	for i := range n {
		add(demand, t.F[i*width:(i+1)*width])
	}
	for _, row := range t.Extra {
		out.label(row.Code)
		out.numbers(row.Use)
		if row.FD == nil {
			out.blanks(width)
		} else {
			out.numbers(row.FD)
			add(demand, row.FD)
		}
		out.number(sum(row.Use) + sum(row.FD))
		out.end()
	}
	out.label("VA")
	out.numbers(t.VA)
	out.numbers(make([]float64, width))
	out.number(sum(t.VA))
	out.end()
	out.label("OUT")
	out.numbers(printedOr(t.Reported.ColumnOutput, t.X))
	out.numbers(demand)
	out.number(sum(t.X))
	out.end()
	if err := out.w.Flush(); err != nil {
		return &fault.Error{Kind: fault.Unwritable, What: "the table could not be written", Why: fault.Said(err), Err: err}
	}
	return nil
}

// printedOr returns the totals as the table's file printed them, or the computed ones.
func printedOr(printed, computed []float64) []float64 {
	if printed != nil {
		return printed
	}
	return computed
}

func add(to, v []float64) {
	for i := range to {
		to[i] += v[i]
	}
}

func sum(v []float64) (s float64) {
	for _, x := range v {
		s += x
	}
	return s
}

// checkLabels refuses labels that would read back as something else.
func checkLabels(t *icio.Table) error {
	bad := func(label, why string) error {
		return &fault.Error{Kind: fault.Invalid,
			What: fault.Say("the label %q cannot be written in the OECD ICIO layout", label),
			Why:  why, Fix: "Choose another format, or rename it"}
	}
	for _, e := range t.Economies {
		if strings.Contains(e, "_") {
			return bad(e, "The first underscore ends the economy's code there")
		}
	}
	for _, list := range [][]string{t.Economies, t.Industries, t.Categories} {
		for _, label := range list {
			if label == "" || strings.TrimSpace(label) != label || strings.ContainsAny(label, "\r\n") {
				return bad(label, "Labels there are not empty and have no line ends or blanks around them")
			}
		}
	}
	for _, row := range t.Extra {
		if row.Code == "" || cells.IsOutput(row.Code) || cells.IsValueAdded(row.Code) {
			return bad(row.Code, "It is the name of another row there")
		}
	}
	return nil
}

// printer writes cells; its writer remembers the first error.
type printer struct {
	w       *bufio.Writer
	scratch []byte
	started bool
}

func (p *printer) header(t *icio.Table, first string) {
	p.label(first)
	for i := range t.Sectors() {
		p.label(t.Sector(i))
	}
	for _, e := range t.Economies {
		for _, c := range t.Categories {
			p.label(e + "_" + c)
		}
	}
	p.label("OUT")
	p.end()
}

// separate writes a comma before every cell of a line but the first.
func (p *printer) separate() {
	if p.started {
		p.w.WriteByte(',')
	}
	p.started = true
}

func (p *printer) end() {
	p.w.WriteByte('\n')
	p.started = false
}

// label writes a label, in quotes where it needs them, so that no spreadsheet computes it.
func (p *printer) label(s string) {
	p.separate()
	s = cells.Guard(s)
	if strings.ContainsAny(s, "\",") {
		s = `"` + strings.ReplaceAll(s, `"`, `""`) + `"`
	}
	p.w.WriteString(s)
}

func (p *printer) blanks(n int) {
	for range n {
		p.separate()
	}
}

func (p *printer) numbers(v []float64) {
	for _, x := range v {
		p.number(x)
	}
}

// number writes the shortest text that reads back as v.
func (p *printer) number(v float64) {
	p.separate()
	switch i := int64(v); {
	case v == 0 && !math.Signbit(v):
		p.w.WriteByte('0')
		return
	case float64(i) == v && i != 0 && i > -1<<53 && i < 1<<53:
		p.scratch = strconv.AppendInt(p.scratch[:0], i, 10)
	default:
		p.scratch = strconv.AppendFloat(p.scratch[:0], v, 'g', -1, 64)
	}
	p.w.Write(p.scratch)
}
