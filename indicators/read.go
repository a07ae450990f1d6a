package indicators

import (
	"bufio"
	"compress/gzip"
	"embed"
	"fmt"
	"io"
	"math"
	"slices"
	"strconv"
	"strings"
	"sync"

	"ikat/fault"
)

//go:embed data
var files embed.FS

// Year is one year of a set.
type Year struct {
	Set       *Set
	Year      int
	Economies []string // in the publisher's order, the rest of the world last

	at     map[string]int // economy -> position
	values []float64      // economies x (industries + all) x measures; NaN where the publisher gives none
}

// FileOf names the embedded file of a set and year.
func FileOf(set string, year int) string { return fmt.Sprintf("data/%s_%d.csv.gz", set, year) }

var read = struct {
	sync.Mutex
	years map[string]func() (*Year, error)
}{years: map[string]func() (*Year, error){}}

// At returns a year of the set. It is decoded once.
//
// Error: fault.NotFound with the years there are.
func (s *Set) At(year int) (*Year, error) {
	if !slices.Contains(s.Years, year) {
		var have []string
		for _, y := range s.Years {
			have = append(have, strconv.Itoa(y))
		}
		return nil, &fault.Error{Kind: fault.NotFound, Where: "indicators " + s.ID,
			What: fmt.Sprintf("it has no year %d", year), Fix: "It has " + list(have)}
	}
	name := FileOf(s.ID, year)
	read.Lock()
	once, ok := read.years[name]
	if !ok {
		once = sync.OnceValues(func() (*Year, error) { return s.open(name, year) })
		read.years[name] = once
	}
	read.Unlock()
	return once()
}

func (s *Set) open(name string, year int) (*Year, error) {
	f, err := files.Open(name)
	if err == nil {
		defer f.Close()
		var z *gzip.Reader
		if z, err = gzip.NewReader(f); err == nil {
			return s.Parse(z, year)
		}
	}
	return nil, &fault.Error{Kind: fault.Internal, Where: name, What: "an embedded file cannot be read: " +
		err.Error(), Err: err}
}

// Parse reads a year of the set from CSV: economy, industry, and the set's measures, 36 rows an economy.
//
// Error: fault.Unreadable naming the line.
func (s *Set) Parse(r io.Reader, year int) (*Year, error) {
	y := &Year{Set: s, Year: year, at: map[string]int{}}
	in := bufio.NewScanner(r)
	for line := 1; in.Scan(); line++ {
		text := in.Text()
		if line == 1 {
			if text != s.Header() {
				return nil, s.unreadable(year, line, "its header is not that of the set: "+text)
			}
			continue
		}
		row := line - 2
		economy, rest, _ := strings.Cut(text, ",")
		industry, rest, _ := strings.Cut(rest, ",")
		if want := IndustryAt(row % rowsEach); industry != want {
			return nil, s.unreadable(year, line, fmt.Sprintf("the row is of industry %q where %s was expected",
				industry, want))
		}
		if row%rowsEach == 0 {
			if _, twice := y.at[economy]; twice || economy == "" {
				return nil, s.unreadable(year, line, fmt.Sprintf("economy %q is empty or comes twice", economy))
			}
			y.at[economy] = len(y.Economies)
			y.Economies = append(y.Economies, economy)
		} else if economy != y.Economies[len(y.Economies)-1] {
			return nil, s.unreadable(year, line, "an economy's rows do not stand together")
		}
		if err := y.cells(rest); err != nil {
			return nil, s.unreadable(year, line, err.Error())
		}
	}
	if err := in.Err(); err != nil {
		return nil, s.unreadable(year, 0, err.Error())
	}
	if len(y.values) == 0 || len(y.values) != len(y.Economies)*rowsEach*len(s.Measures) {
		return nil, s.unreadable(year, 0, "it is cut short")
	}
	return y, nil
}

// cells appends the numbers of a row.
func (y *Year) cells(text string) error {
	for i := range y.Set.Measures {
		cell, rest, more := strings.Cut(text, ",")
		if more != (i+1 < len(y.Set.Measures)) {
			return fmt.Errorf("it has not %d numbers", len(y.Set.Measures))
		}
		v := math.NaN()
		if cell != "" {
			x, err := strconv.ParseFloat(cell, 64)
			if err != nil || math.IsNaN(x) || math.IsInf(x, 0) {
				return fmt.Errorf("%q is not a number", cell)
			}
			v = x
		}
		y.values = append(y.values, v)
		text = rest
	}
	return nil
}

// rowsEach is how many rows an economy has: its industries and all of them together.
const rowsEach = 36

// IndustryAt returns the industry of an economy's row, All last.
func IndustryAt(row int) string {
	if row == len(Industries) {
		return All
	}
	return Industries[row]
}

// Header is the first line of the set's files.
func (s *Set) Header() string {
	out := "economy,industry"
	for _, m := range s.Measures {
		out += "," + m.ID
	}
	return out
}

func (s *Set) unreadable(year, line int, what string) error {
	where := fmt.Sprintf("%s_%d.csv", s.ID, year)
	if line > 0 {
		where += fmt.Sprintf(", line %d", line)
	}
	return &fault.Error{Kind: fault.Unreadable, Where: where, What: what}
}

// Has reports whether the year has an economy.
func (y *Year) Has(economy string) bool {
	_, ok := y.at[economy]
	return ok
}

// Value returns a figure of an economy's industry, or of all its industries; false where the publisher gives none or
// the year has no such economy, industry or measure.
func (y *Year) Value(measure, economy, industry string) (float64, bool) {
	m, err := y.Set.Measure(measure)
	e, ok := y.at[economy]
	row := slices.Index(Industries, industry)
	if industry == All {
		row = len(Industries)
	}
	if err != nil || !ok || row < 0 {
		return math.NaN(), false
	}
	v := y.values[(e*rowsEach+row)*len(y.Set.Measures)+m]
	return v, !math.IsNaN(v)
}

// Column returns a measure of an economy's 35 industries, in order; NaN where the publisher gives none.
//
// Error: fault.NotFound for an economy or a measure that the year has not.
func (y *Year) Column(measure, economy string) ([]float64, error) {
	m, err := y.Set.Measure(measure)
	if err != nil {
		return nil, err
	}
	e, ok := y.at[economy]
	if !ok {
		return nil, &fault.Error{Kind: fault.NotFound, Where: fmt.Sprintf("indicators %s/%d", y.Set.ID, y.Year),
			What: fmt.Sprintf("they have no economy %q", economy),
			Fix:  fault.Suggest(economy, y.Economies, "They have "+list(y.Economies))}
	}
	out := make([]float64, len(Industries))
	for i := range out {
		out[i] = y.values[(e*rowsEach+i)*len(y.Set.Measures)+m]
	}
	return out, nil
}

// World returns a measure summed over all economies and industries.
//
// Error: fault.NotFound for a measure that the set has not.
func (y *Year) World(measure string) (float64, error) {
	if _, err := y.Set.Measure(measure); err != nil {
		return 0, err
	}
	var sum float64
	for _, e := range y.Economies {
		if v, ok := y.Value(measure, e, All); ok {
			sum += v
		}
	}
	return sum, nil
}
