package indicators

import (
	"bufio"
	"bytes"
	"embed"
	"errors"
	"fmt"
	"io"
	"math"
	"slices"
	"strconv"
	"strings"
	"sync"

	"github.com/klauspost/compress/gzip"

	"ikat/fault"
	"ikat/internal/fastnum"
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
		return nil, &fault.Error{Kind: fault.NotFound, Where: fault.Say("indicators %s", s.ID),
			What: fault.Say("it has no year %d", year), Fix: fault.Say("It has %s", list(have))}
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
	return nil, &fault.Error{Kind: fault.Internal, Where: name,
		What: fault.Say("an embedded file cannot be read: %v", err), Err: err}
}

// Parse reads a year of the set from CSV: the header measure,industry and the economies, then the set's measures, 36
// rows each. Figures of one measure stand together, which packs a tenth better than those of one economy.
//
// Error: fault.Unreadable naming the line.
func (s *Set) Parse(r io.Reader, year int) (*Year, error) {
	y := &Year{Set: s, Year: year, at: map[string]int{}}
	in := bufio.NewScanner(r)
	rows := 0
	for line := 1; in.Scan(); line++ {
		var err error
		if line == 1 {
			err = y.header(in.Text())
		} else {
			err = y.cells(rows, in.Bytes())
			rows++
		}
		if err != nil {
			return nil, s.unreadable(year, line, err.Error())
		}
	}
	if err := in.Err(); err != nil {
		return nil, s.unreadable(year, 0, err.Error())
	}
	if rows != rowsEach*len(s.Measures) {
		return nil, s.unreadable(year, 0, "it is cut short")
	}
	return y, nil
}

// Header is the first line of a file without its economies.
const Header = "measure,industry"

// header takes the economies from the first line.
func (y *Year) header(text string) error {
	list, ok := strings.CutPrefix(text, Header+",")
	if !ok {
		return fmt.Errorf("its header is not %s and economies: %s", Header, text)
	}
	y.Economies = strings.Split(list, ",")
	for i, e := range y.Economies {
		if _, twice := y.at[e]; twice || e == "" {
			return fmt.Errorf("economy %q is empty or comes twice", e)
		}
		y.at[e] = i
	}
	y.values = make([]float64, len(y.Economies)*rowsEach*len(y.Set.Measures))
	return nil
}

// cells reads the numbers of a row, one an economy.
func (y *Year) cells(row int, text []byte) error {
	m, i := row/rowsEach, row%rowsEach
	if m >= len(y.Set.Measures) {
		return errors.New("there is a row too many")
	}
	rest, ok := bytes.CutPrefix(text, []byte(y.Set.Measures[m].ID+","+IndustryAt(i)+","))
	if !ok {
		return fmt.Errorf("the row is not of %s and industry %s", y.Set.Measures[m].ID, IndustryAt(i))
	}
	for e := range y.Economies {
		cell, more, follows := bytes.Cut(rest, []byte(","))
		if follows != (e+1 < len(y.Economies)) {
			return fmt.Errorf("it has not %d numbers", len(y.Economies))
		}
		v := math.NaN()
		if len(cell) > 0 {
			n := 0
			if v, n = fastnum.Prefix(cell); n != len(cell) {
				return fmt.Errorf("%q is not a number", cell)
			}
		}
		y.values[(e*rowsEach+i)*len(y.Set.Measures)+m] = v
		rest = more
	}
	return nil
}

// rowsEach is how many rows a measure has: the industries and all of them together.
const rowsEach = 36

// IndustryAt returns the industry of a measure's row, All last.
func IndustryAt(row int) string {
	if row == len(Industries) {
		return All
	}
	return Industries[row]
}

func (s *Set) unreadable(year, line int, what string) error {
	where := fmt.Sprintf("%s_%d.csv", s.ID, year)
	if line > 0 {
		where = fault.Say("%s, line %d", where, line)
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
		return nil, &fault.Error{Kind: fault.NotFound, Where: fault.Say("indicators %s/%d", y.Set.ID, y.Year),
			What: fault.Say("they have no economy %q", economy),
			Fix:  fault.Suggest(economy, y.Economies, fault.Say("They have %s", list(y.Economies)))}
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
