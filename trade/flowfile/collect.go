package flowfile

import (
	"cmp"
	"math"
	"slices"
	"strings"

	"ikat/fault"
	"ikat/trade"
)

// sideKey is what flows are kept apart by: digits are those of the product where shorter codes are totals of longer.
type sideKey struct {
	year           int
	side           string
	digits         int
	world          bool
	classification string
}

// collector takes rows.
type collector struct {
	file   string
	layout *layout
	at     [roles]int
	lists  *lists
	opt    Options
	scale  float64

	semicolons bool // part cells
	room       []byte

	sides     map[sideKey]*trade.Builder
	last      sideKey // and its builder, of the row before
	lastOf    *trade.Builder
	yearTexts map[string]int // as they stand; 0 for none
	places    map[string]place
	names     map[string]string  // of economies
	products  map[string]string  // names
	checked   map[string]checked // products as they stand
	kinds     []string
	findings  map[string]*Finding
	parts     map[string]float64 // parts of totals, by what their total is
	editions  map[string]uint8   // of products of six digits: which editions have them
}

// checked is a product as it is taken, "" where it is none, and what is odd about its code and about its edition.
type checked struct{ code, doubt, edition string }

// place is what a file's code of an economy stands for.
type place struct {
	code  string
	world bool
	other bool // no economy that is known
}

func newCollector(file string, l *lists, opt Options) *collector {
	return &collector{file: file, lists: l, opt: opt, sides: map[sideKey]*trade.Builder{}, places: map[string]place{},
		yearTexts: map[string]int{},
		names:     map[string]string{}, products: map[string]string{}, checked: map[string]checked{},
		findings: map[string]*Finding{}, parts: map[string]float64{},
		editions: map[string]uint8{}}
}

// begin settles how rows are laid out.
func (c *collector) begin(header []string) error {
	c.layout, c.at = recognise(header)
	if c.layout == nil {
		return &fault.Error{
			Kind:  fault.Unreadable,
			Where: c.file,
			What: fault.Say("its columns are of no layout that is known: %s",
				strings.Join(header[:min(len(header), 12)], ", ")),
			Fix: "Name columns exporter, importer, product, value and, where there are any, year and quantity",
		}
	}
	c.scale = c.layout.scale
	if c.scale == 0 {
		unit := c.opt.Unit
		switch name := header[c.at[value]]; {
		case strings.Contains(name, "kusd"):
			unit = "thousand USD"
		case strings.Contains(name, "usd"):
			unit = "USD"
		}
		at := slices.Index(Units, cmp.Or(unit, usualUnit))
		if at < 0 {
			return &fault.Error{Kind: fault.Invalid, Param: "unit", Where: unit, What: "it is no unit of values",
				Fix: fault.Say("It takes %s", strings.Join(Units, ", "))}
		}
		c.scale = thousands[at]
	}
	return nil
}

// found notes rows of a kind.
func (c *collector) found(kind string, bad bool, line int, v float64) {
	f := c.findings[kind]
	if f == nil {
		f = &Finding{Kind: kind, Bad: bad, First: fault.Say("line %d", line)}
		c.findings[kind] = f
		c.kinds = append(c.kinds, kind)
	}
	f.Rows++
	if !math.IsNaN(v) {
		f.Value += v
	}
}

func (c *collector) cell(cells [][]byte, r role) []byte {
	if at := c.at[r]; at >= 0 && at < len(cells) {
		return cells[at]
	}
	return nil
}

// row takes one row.
func (c *collector) row(cells [][]byte, line int) {
	v, ok := c.number(c.cell(cells, value), line)
	v *= c.scale
	switch {
	case !ok:
		c.found("values that are no numbers", true, line, math.NaN())
		return
	case v < 0:
		c.found("negative values", true, line, v)
		return
	}
	year, ok := c.yearOf(cells)
	if !ok {
		c.found("rows without a year", true, line, v)
		return
	}
	code, doubt := c.productOf(cells, line, v)
	if code == "" {
		return
	}
	if c.layout == plain && strings.EqualFold(code, "TOTAL") {
		c.found("rows of all products together, which are totals of others", false, line, v)
		return
	}
	side, from, to, ok := c.ends(cells, code, line, v)
	if !ok {
		return
	}
	key := sideKey{year: year, side: side, world: from.world || to.world}
	if c.layout.totals {
		key.digits = len(code)
		key.classification = string(c.cell(cells, classification))
	}
	if doubt != "" {
		c.found(doubt, false, line, v)
	}
	b := c.of(key)
	b.Add(b.Economy(from.code), b.Economy(to.code), b.Product(code), v, c.quantityOf(cells, v, line))
}

func (c *collector) of(key sideKey) *trade.Builder {
	if c.lastOf != nil && key == c.last {
		return c.lastOf
	}
	b := c.sides[key]
	if b == nil {
		b = trade.NewBuilder()
		c.sides[key] = b
	}
	c.last, c.lastOf = key, b
	return b
}
