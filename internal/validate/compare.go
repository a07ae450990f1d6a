package validate

import (
	"compress/gzip"
	"encoding/csv"
	"fmt"
	"io"
	"math"
	"os"
	"strconv"
	"strings"

	"ikat/result"
)

// Difference is how far a frame is from a reference file.
type Difference struct {
	Cells int     // compared
	Worst float64 // largest relative difference; cells below Floor are measured against Floor
	Where string  // the cell it is in
}

// Compare says how to match a frame with a reference file.
type Compare struct {
	Keys   int               // leading columns of the file that are keys, in the frame's key order
	Rename map[string]string // file column -> frame column; columns that map to "" are not compared
	Floor  float64           // values below it are compared absolutely, relative to it
	// SkipCell leaves out cells of the file.
	SkipCell func(keys []string, column string) bool
	Derived  map[string]func(row func(string) float64) float64 // file columns computed from several frame columns
}

// File compares every cell of a CSV file, gzip-compressed or not, with the frame.
//
// Error: the file cannot be read, or it has a row or column that the frame lacks.
func (c Compare) File(path string, f *result.Frame) (Difference, error) {
	var d Difference
	records, err := readCSV(path)
	if err != nil {
		return d, err
	}
	rows := rowsByKey(f, c.Keys)
	for _, rec := range records[1:] {
		keys := make([]string, c.Keys)
		for i := range keys {
			keys[i] = tableCode(rec[i])
		}
		r, ok := rows[strings.Join(keys, "|")]
		if !ok {
			return d, fmt.Errorf("%s: no row %v in the frame", path, keys)
		}
		if err := c.row(&d, f, r, records[0], rec, keys); err != nil {
			return d, fmt.Errorf("%s: %w", path, err)
		}
	}
	return d, nil
}

func (c Compare) row(d *Difference, f *result.Frame, r int, header, rec, keys []string) error {
	cell := func(name string) float64 { return f.Column(name).Floats[r] }
	for i := c.Keys; i < len(rec); i++ {
		name := strings.ToLower(header[i])
		to, renamed := c.Rename[header[i]]
		if renamed && to == "" || c.SkipCell != nil && c.SkipCell(keys, header[i]) {
			continue
		}
		if renamed {
			name = to
		}
		want, err := strconv.ParseFloat(rec[i], 64)
		if err != nil {
			return fmt.Errorf("row %v, column %s: %w", keys, header[i], err)
		}
		var got float64
		if derive := c.Derived[header[i]]; derive != nil {
			got = derive(cell)
		} else if f.Column(name) == nil {
			return fmt.Errorf("no column %s in the frame", name)
		} else {
			got = cell(name)
		}
		d.Cells++
		d.worse(math.Abs(got-want)/math.Max(math.Abs(want), c.Floor), func() string {
			return fmt.Sprintf("%v %s: %v, reference %v", keys, header[i], got, want)
		})
	}
	return nil
}

// worse keeps the largest difference and its cell. A cell that cannot be compared, where one of the two is not a
// number, is infinitely far.
func (d *Difference) worse(rel float64, where func() string) {
	if math.IsNaN(rel) {
		rel = math.Inf(1)
	}
	if rel > d.Worst {
		d.Worst, d.Where = rel, where()
	}
}

func readCSV(path string) ([][]string, error) {
	file, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	var r io.Reader = file
	if strings.HasSuffix(path, ".gz") {
		if r, err = gzip.NewReader(file); err != nil {
			return nil, err
		}
	}
	return csv.NewReader(r).ReadAll()
}

// Row renders a difference as a row: expected no difference beyond rounding.
func (d Difference) Row(source, quantity string, tolerance float64) Row {
	return Row{
		Source:    source,
		Quantity:  fmt.Sprintf("%s: largest relative difference over %d cells", quantity, d.Cells),
		Expected:  0,
		Computed:  d.Worst,
		Tolerance: tolerance,
	}
}
