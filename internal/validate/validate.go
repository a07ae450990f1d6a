// Package validate holds every number that ikat claims to reproduce, with its source, and computes it again.
package validate

import (
	"context"
	"fmt"
	"math"
	"os"
	"path/filepath"

	"ikat/engine"
	"ikat/fault"
	"ikat/leontief"
	"ikat/question/computed"
	"ikat/result"
	"ikat/tablefile/all"
	"ikat/tablefile/apx"
)

// Row is one number: what its source says and what ikat computes.
type Row struct {
	Source    string  // paper, program or worksheet
	Quantity  string  // what the number is
	Expected  float64 // as printed
	Computed  float64
	Tolerance float64 // absolute; half the last printed digit where a paper rounds
}

// OK reports whether the computed number lies within the tolerance.
func (r Row) OK() bool { return math.Abs(r.Computed-r.Expected) <= r.Tolerance }

// Check computes some rows. Needs lists files below the data folder; a check whose files are absent is left out.
type Check struct {
	Name  string
	Needs []string
	Run   func(ctx context.Context, w *World) ([]Row, error)
}

// Checks lists them all, in the order of docs/validation.md.
var Checks []Check

// World is what checks compute with.
type World struct {
	Engine *engine.Engine
	data   string
}

// NewWorld returns a world over a data folder.
func NewWorld(data string) *World {
	return &World{Engine: engine.New("validation", all.All(), apx.Library()), data: data}
}

// Missing returns the files a check needs and the folder lacks.
func (w *World) Missing(c Check) []string {
	var out []string
	for _, n := range c.Needs {
		if _, err := os.Stat(w.Path(n)); err != nil {
			out = append(out, n)
		}
	}
	return out
}

// Path returns the path of a file in the data folder.
func (w *World) Path(name string) string { return filepath.Join(w.data, name) }

// WIOD names the file of the World Input-Output Tables, 2013 release, for a year.
func WIOD(year int) string { return fmt.Sprintf("wiod2013/wiod2013_%d.csv.gz", year) }

// Ask computes one measure of a table in the data folder, or in a library where the name has no folder.
func (w *World) Ask(ctx context.Context, id, table, level string, options map[string]string) (*result.Frame, error) {
	f, err := computed.Measures(
		ctx,
		w.Engine,
		computed.Request{Measures: []string{id}, Tables: []string{w.Path(table)}, Level: level, Options: options},
		nil,
	)
	if err != nil {
		return nil, err
	}
	return f[0], nil
}

// System returns the Leontief system of a table in the data folder.
func (w *World) System(ctx context.Context, table string) (*leontief.System, error) {
	return w.Engine.System(ctx, w.Path(table), leontief.Options{}, nil)
}

// Value returns the value of a column in the row whose keys are given, in the frame's key order.
func Value(f *result.Frame, column string, keys ...string) (float64, error) {
	c := f.Column(column)
	if c == nil {
		return 0, &fault.Error{Kind: fault.Internal, What: "no column " + column}
	}
	for r := range f.Rows() {
		found := true
		for i, k := range keys {
			found = found && f.Columns[i].Text(r) == k
		}
		if found {
			return c.Floats[r], nil
		}
	}
	return 0, &fault.Error{Kind: fault.Internal, What: fmt.Sprintf("no row %v", keys)}
}

// Sum adds up a column.
func Sum(f *result.Frame, column string) float64 {
	var s float64
	for _, v := range f.Column(column).Floats {
		s += v
	}
	return s
}
