package tablefile

import (
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"math"
	"strconv"
	"strings"

	"ikat/fault"
	"ikat/icio"
)

// ReadSatellites reads quantities by producing sector for table t: CSV with the header economy,industry,NAME,... and a
// second row with the unit of each (its first two cells are ignored). Every sector with output needs a line; a sector
// without one has nothing.
//
// Error: fault.Invalid with the line and column.
func ReadSatellites(r io.Reader, file string, t *icio.Table) ([]icio.Satellite, error) {
	bad := func(line int, format string, args ...any) error {
		return &fault.Error{Kind: fault.Invalid, Where: fmt.Sprintf("%s, line %d", file, line), What: fmt.Sprintf(format, args...),
			Fix: "The file is CSV: a header economy,industry,NAME,..., a row of units, then a line for each economy and industry"}
	}
	in := csv.NewReader(r)
	header, err := in.Read()
	if err != nil {
		return nil, bad(1, "%v", err)
	}
	header[0] = strings.TrimPrefix(header[0], "\ufeff")
	if len(header) < 3 || header[0] != "economy" || header[1] != "industry" {
		return nil, bad(1, "the header is %q", strings.Join(header, ","))
	}
	units, err := in.Read()
	if err != nil {
		return nil, bad(2, "%v", err)
	}
	out := make([]icio.Satellite, len(header)-2)
	for k := range out {
		out[k] = icio.Satellite{Name: header[k+2], Unit: units[k+2], Values: make([]float64, t.Sectors())}
	}
	seen := make([]bool, t.Sectors())
	for {
		rec, err := in.Read()
		if errors.Is(err, io.EOF) {
			break
		}
		line, _ := in.FieldPos(0)
		if err != nil {
			return nil, bad(line, "%v", err)
		}
		e, ok := t.Economy(rec[0])
		if !ok {
			return nil, bad(line, "table %s has no economy %q", t.Ref(), rec[0])
		}
		i, ok := t.Industry(rec[1])
		if !ok {
			return nil, bad(line, "table %s has no industry %q", t.Ref(), rec[1])
		}
		sector := e*t.N() + i
		if seen[sector] {
			return nil, bad(line, "%s %s has a line already", rec[0], rec[1])
		}
		seen[sector] = true
		for k := range out {
			v, err := strconv.ParseFloat(strings.TrimSpace(rec[k+2]), 64)
			if err != nil || math.IsNaN(v) || math.IsInf(v, 0) {
				return nil, bad(line, "column %s: %q is not a number", header[k+2], rec[k+2])
			}
			out[k].Values[sector] = v
		}
	}
	for i, ok := range seen {
		if !ok && t.X[i] != 0 {
			return nil, &fault.Error{Kind: fault.Invalid, Where: file, What: "there is no line for " + t.Sector(i) + ", which has output",
				Why: "A missing quantity is not zero", Fix: "Add a line for every economy and industry"}
		}
	}
	return out, nil
}
