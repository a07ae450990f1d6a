package chain

import (
	"errors"
	"fmt"
	"io"
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/goccy/go-yaml"

	"ikat/fault"
	"ikat/internal/csvtext"
)

// ReadBOM reads a bill of materials: YAML, or CSV where the name ends in .csv. The answer is read, not checked.
//
// Error: fault.Unreadable naming line and column.
func ReadBOM(name string, r io.Reader) (*BOM, error) {
	var b BOM
	var err error
	if strings.HasSuffix(strings.ToLower(name), ".csv") {
		err = b.readCSV(r)
	} else {
		err = ReadYAML(r, &b)
	}
	if err != nil {
		return nil, &fault.Error{Kind: fault.Unreadable, Where: name, What: strings.TrimSpace(err.Error()), Fix: "docs/schema/bom.md describes the file", Err: err}
	}
	return &b, nil
}

// ReadYAML reads a document strictly: a field that is not known is an error that says where it is. Some malformed texts break
// the library itself; here they are malformed texts.
func ReadYAML(r io.Reader, to any) (err error) {
	defer func() {
		if recover() != nil {
			err = errors.New("it is not YAML of the form that is described")
		}
	}()
	err = yaml.NewDecoder(r, yaml.Strict()).Decode(to)
	if errors.Is(err, io.EOF) {
		return errors.New("the file is empty")
	}
	if err != nil {
		return errors.New(yaml.FormatError(err, false, true))
	}
	return nil
}

// readCSV reads one row an input: stage, name, economy, price, reliability, holds, capacity, from, share, cost, days,
// days_sd, border_cost, critical, requires, payment_days. What belongs to a stage is read from its first row; a row without
// from is a stage that buys nothing. Lists are separated by |. The delivery is a row whose stage is customer.
func (b *BOM) readCSV(r io.Reader) error {
	c := csvtext.New(r)
	header, head, err := c.Read()
	if errors.Is(err, io.EOF) {
		return errors.New("the file is empty")
	}
	if err != nil {
		return atLine(err)
	}
	known := strings.Split("stage name economy price reliability holds capacity from share cost days days_sd border_cost critical requires payment_days", " ")
	for n, h := range header {
		header[n] = strings.ToLower(h)
		if !slices.Contains(known, header[n]) {
			return fmt.Errorf("line %d: there is no column %q. %s", head, h, fault.Suggest(h, known, "Columns are "+strings.Join(known, ", ")))
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
		if err := b.addRow(&row{header: header, rec: rec}); err != nil {
			return fmt.Errorf("line %d, %w", line, err)
		}
	}
}

// atLine says the line of what is wrong with a text.
func atLine(err error) error {
	var text *csvtext.Error
	if errors.As(err, &text) && text.Line > 0 {
		return fmt.Errorf("line %d: %w", text.Line, err)
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
		r.err = fmt.Errorf("column %s: %q is not a number", column, s)
	}
	return v
}

func (b *BOM) addRow(r *row) error {
	id := r.text("stage")
	in := Input{From: r.text("from"), Share: r.number("share"), Cost: r.number("cost"), Days: r.number("days"), DaysSD: r.number("days_sd"),
		Requires: r.list("requires"), PaymentDays: r.number("payment_days")}
	if r.text("border_cost") != "" {
		v := r.number("border_cost")
		in.BorderCost = &v
	}
	if s := r.text("critical"); s != "" {
		v, err := strconv.ParseBool(s)
		if err != nil {
			return fmt.Errorf("column critical: %q is neither true nor false", s)
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
		b.Stages = append(b.Stages, Stage{ID: id, Name: r.text("name"), Economy: r.text("economy"), Price: r.number("price"),
			Reliability: r.number("reliability"), Holds: r.list("holds"), Capacity: r.number("capacity")})
		if b.Product == "" {
			b.Product = r.text("name")
		}
	}
	if in.From != "" {
		b.Stages[at].Inputs = append(b.Stages[at].Inputs, in)
	}
	return r.err
}
