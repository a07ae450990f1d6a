package flowfile

import (
	"bytes"
	"io"
	"regexp"
	"strconv"
	"strings"

	"ikat/economies"
	"ikat/fault"
	"ikat/internal/fastnum"
	"ikat/trade"
)

var (
	whose    = regexp.MustCompile(`(?i)products (exported|imported) by (.+?)\s*$`)
	inYear   = regexp.MustCompile(`(?i)value in (\d{4})`)
	inUnits  = regexp.MustCompile(`(?i)unit\s*:\s*(.+?)\s*$`)
	byScales = map[string]float64{"us dollar thousand": 1, "us dollar million": 1e3, "us dollar": 1e-3}
)

// mapLayout are lists of the ITC's Trade Map: one economy's products, a column a year, with the whole world.
var mapLayout = &layout{label: "Trade Map (ITC)", scale: 1, tonnes: 1, totals: true}

// isMapped recognises the lines that such a list begins with.
func isMapped(head []byte) bool {
	return bytes.Contains(head[:min(len(head), 2048)], []byte("\nUnit:"))
}

// mapped reads a list of Trade Map: lines that say what it is, a header, and a row a product.
func (c *collector) mapped(l *lines) error {
	c.layout, c.scale = mapLayout, 0
	for r := range c.at {
		c.at[r] = -1
	}
	var who, side string
	for {
		cells, err := l.next()
		if err != nil {
			return c.broken(l, err)
		}
		text := readable(cells[0])
		if m := whose.FindStringSubmatch(text); m != nil {
			e, err := economies.Resolve(m[2])
			if err != nil {
				return &fault.Error{Kind: fault.Unreadable, Where: fault.Say("%s, line %d", c.file, l.line),
					What: fault.Say("whose trade it is cannot be told: %s", m[2]), Err: err}
			}
			who, side = e.Code, map[string]string{"exported": Exporters, "imported": Importers}[strings.ToLower(m[1])]
		}
		if m := inUnits.FindStringSubmatch(text); m != nil {
			c.scale = byScales[strings.ToLower(m[1])]
		}
		if strings.EqualFold(text, "Code") {
			return c.listed(l, lower(cells), who, side)
		}
	}
}

func (c *collector) listed(l *lines, header []string, who, side string) error {
	if who == "" || c.scale == 0 {
		return &fault.Error{Kind: fault.Unreadable, Where: c.file,
			What: "the lines above its columns do not say whose trade it is and in which unit",
			Fix:  "Download it again from Trade Map as text, in US Dollar thousand"}
	}
	years := map[int]int{}
	for i, h := range header {
		if m := inYear.FindStringSubmatch(h); m != nil {
			years[i], _ = strconv.Atoi(m[1])
		}
	}
	for {
		cells, err := l.next()
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return c.broken(l, err)
		}
		if len(cells) < 2 || len(cells[0]) == 0 {
			continue
		}
		code, _ := c.check(string(cells[0]), "")
		if code == "" {
			c.found("codes that are no products", true, l.line, 0)
			continue
		}
		c.products[code] = readable(cells[1])
		c.years(cells, years, code, who, side, l.line)
	}
}

// years takes a product's values of all years.
func (c *collector) years(cells [][]byte, years map[int]int, code, who, side string, line int) {
	for i, text := range cells {
		year := years[i]
		if year == 0 || len(text) == 0 {
			continue
		}
		v, n := fastnum.Prefix(text)
		if n != len(text) || v < 0 {
			c.found("values that are no numbers", true, line, 0)
			continue
		}
		if strings.EqualFold(code, "TOTAL") {
			c.found("rows of all products together, which are totals of others", false, line, v*c.scale)
			continue
		}
		b := c.of(sideKey{year: year, side: side, digits: len(code), world: true})
		from, to := who, trade.World
		if side == Importers {
			from, to = to, from
		}
		b.Add(b.Economy(from), b.Economy(to), b.Product(code), v*c.scale, c.quantityOf(nil, v, line))
	}
}
