package sourcing

import (
	"errors"
	"io"
	"math"
	"slices"
	"strconv"
	"strings"

	"ikat/fault"
	"ikat/internal/csvtext"
	"ikat/internal/yamltext"
	"ikat/share"
)

// ReadBOM reads a bill of materials: YAML, or CSV where the name ends in .csv. The answer is read, not checked.
//
// Error: fault.Unreadable naming line and column.
func ReadBOM(name string, r io.Reader) (*BOM, error) {
	const help = "docs/schema/bom.md describes the file"
	var b BOM
	if !strings.HasSuffix(strings.ToLower(name), ".csv") {
		text, err := read(name, help, r, &b)
		if err == nil {
			b.locate(text)
		}
		return &b, err
	}
	if err := b.readCSV(name, r); err != nil {
		return nil, &fault.Error{Kind: fault.Unreadable, Where: name, What: strings.TrimSpace(err.Error()),
			Fix: help, Err: err}
	}
	return &b, nil
}

// locate notes where stages and inputs stand in the document that they were read from.
func (b *BOM) locate(text *yamltext.Document) {
	for n := range b.Stages {
		st := &b.Stages[n]
		st.at = text.Where("stages", n)
		for k := range st.Inputs {
			st.Inputs[k].at = text.Where("stages", n, "inputs", k)
		}
	}
}

// readCSV reads one row an input: stage, name, economy, industry, price, reliability, holds, capacity, from, share,
// cost, days, days_sd, border_cost, critical, requires, payment_days. What belongs to a stage is read from its first
// row; a row without from is a stage that buys nothing. Lists are separated by |. The delivery is a row whose stage is
// customer.
func (b *BOM) readCSV(name string, r io.Reader) error {
	c := csvtext.New(r)
	header, head, err := c.Read()
	if errors.Is(err, io.EOF) {
		return fault.Errorf("the file is empty")
	}
	if err != nil {
		return atLine(err)
	}
	known := strings.Split("stage name economy industry price reliability holds capacity from share cost days days_sd "+
		"border_cost critical requires payment_days", " ")
	for n, h := range header {
		header[n] = strings.ToLower(h)
		if !slices.Contains(known, header[n]) {
			return fault.Errorf("line %d: there is no column %q. %s", head, h,
				fault.Suggest(h, known, fault.Say("Columns are %s", strings.Join(known, ", "))))
		}
	}
	for {
		rec, line, err := c.Read()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return atLine(err)
		}
		if err := b.addRow(fault.Say("%s, line %d", name, line), &row{header: header, rec: rec}); err != nil {
			return fault.Errorf("line %d, %w", line, err)
		}
	}
}

// atLine says the line of what is wrong with a text.
func atLine(err error) error {
	var text *csvtext.Error
	if errors.As(err, &text) && text.Line > 0 {
		return fault.Errorf("line %d: %w", text.Line, err)
	}
	return err
}

// row is a line of a CSV file, with the first thing found wrong in it.
type row struct {
	header, rec []string
	err         error
}

func (r *row) text(column string) string {
	if i := slices.Index(r.header, column); i >= 0 {
		return r.rec[i]
	}
	return ""
}

func (r *row) list(column string) []string {
	if s := r.text(column); s != "" {
		return strings.Split(s, "|")
	}
	return nil
}

func (r *row) number(column string) float64 {
	s := r.text(column)
	if s == "" {
		return 0
	}
	v, err := strconv.ParseFloat(s, 64)
	if (err != nil || math.IsNaN(v) || math.IsInf(v, 0)) && r.err == nil {
		r.err = fault.Errorf("column %s: %q is not a number", column, s)
	}
	return v
}

// written reads a share or rate by the function that reads such.
func written[T ~float64](r *row, column string, parse func(string) (float64, error)) T {
	s := r.text(column)
	if s == "" {
		return 0
	}
	v, err := parse(s)
	if err != nil && r.err == nil {
		r.err = fault.Errorf("column %s: %w", column, err)
	}
	return T(v)
}

func (b *BOM) addRow(place string, r *row) error {
	id := r.text("stage")
	in := Input{at: place, From: r.text("from"), Share: written[share.Part](r, "share", share.ParsePart),
		Cost: r.number("cost"),
		Days: r.number("days"), DaysSD: r.number("days_sd"),
		Requires: r.list("requires"), PaymentDays: r.number("payment_days")}
	if r.text("border_cost") != "" {
		v := written[share.Fraction](r, "border_cost", share.ParseFraction)
		in.BorderCost = &v
	}
	if s := r.text("critical"); s != "" {
		v, err := strconv.ParseBool(s)
		if err != nil {
			return fault.Errorf("column critical: %q is neither true nor false", s)
		}
		in.Critical = &v
	}
	if id == customer {
		b.DeliverTo, b.Delivery = r.text("economy"), in
		return r.err
	}
	at := slices.IndexFunc(b.Stages, func(s Stage) bool { return s.ID == id })
	if at < 0 {
		at = len(b.Stages)
		b.Stages = append(b.Stages, Stage{at: place, ID: id, Name: r.text("name"), Economy: r.text("economy"),
			Industry: r.text("industry"), Price: r.number("price"),
			Reliability: written[share.Part](r, "reliability", share.ParsePart), Holds: r.list("holds"),
			Capacity: r.number("capacity")})
		if b.Product == "" {
			b.Product = r.text("name")
		}
	}
	if in.From != "" {
		b.Stages[at].Inputs = append(b.Stages[at].Inputs, in)
	}
	return r.err
}

// read reads a YAML document.
func read(name, help string, r io.Reader, to any) (*yamltext.Document, error) {
	data, err := io.ReadAll(r)
	if err != nil {
		return nil, &fault.Error{Kind: fault.Unreadable, Where: name, What: fault.Say("it cannot be read: %v", err), Err: err}
	}
	d, err := yamltext.Read(name, help, data)
	if err == nil {
		err = d.Into(to)
	}
	var f *fault.Error
	if errors.As(err, &f) {
		f.Kind = fault.Unreadable // whatever is wrong, the file is not what it claims to be
	}
	return d, err
}
