package flowfile

import (
	"cmp"
	"fmt"
	"math"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"ikat/economies"
	"ikat/internal/fastnum"
	"ikat/trade"
)

func (c *collector) yearOf(cells [][]byte) (int, bool) {
	text := c.cell(cells, year)
	if text == nil {
		return c.opt.Year, c.opt.Year > 0
	}
	n, err := strconv.Atoi(string(text[:min(len(text), 4)]))
	return n, err == nil && n > 0 && len(text) <= 6
}

// quantityOf is in tonnes, NaN where it is not known: empty, NA, 0 beside a value.
func (c *collector) quantityOf(cells [][]byte, v float64, line int) float64 {
	text := c.cell(cells, quantity)
	q, n := fastnum.Prefix(text)
	switch {
	case n == 0 && (len(text) == 0 || string(text) == "NA" || string(text) == "N/A"):
		return math.NaN()
	case n == 0 || n != len(text) || q < 0:
		c.found("quantities that are no numbers; taken as not known", false, line, v)
		return math.NaN()
	case q == 0 && v > 0:
		return math.NaN()
	}
	return q * c.layout.tonnes
}

var codeForm = regexp.MustCompile(`^[0-9A-Za-z][0-9A-Za-z._/ -]{0,39}$`)

// productOf is a row's product, "" where the row is not to be taken, and what is odd about its code.
func (c *collector) productOf(cells [][]byte, line int, v float64) (code, doubt string) {
	text := c.cell(cells, product)
	one, ok := c.checked[string(text)]
	if !ok {
		one.code = c.check(string(text))
		one.doubt = c.doubt(one.code, string(c.cell(cells, classification)))
		c.checked[string(text)] = one
		code := one.code
		if name := c.cell(cells, productName); len(name) > 0 && code != "" {
			c.products[code] = readable(name)
		}
	}
	code, doubt = one.code, one.doubt
	switch {
	case code == "":
		c.found("codes that are no products", true, line, v)
	case len(code) != len(text) && c.hs():
		c.found("products whose leading zero was lost; restored", false, line, v)
	}
	if code != "" && c.lists.products != nil && c.lists.products[code] == "" {
		c.found(
			"products that the list beside the file does not have: of another edition of the classification?",
			true,
			line,
			v,
		)
		return "", ""
	}
	return code, doubt
}

// hs reports whether products are of the Harmonized System at six digits.
func (c *collector) hs() bool { return c.layout != plain || c.harmonised() }

func (c *collector) harmonised() bool { return strings.HasPrefix(Edition(c.opt.Classification), "HS") }

// check returns a product's code as it is taken.
func (c *collector) check(text string) string {
	text = strings.TrimPrefix(text, "'")
	if !codeForm.MatchString(text) {
		return ""
	}
	if len(text) == 5 && c.hs() && strings.Trim(text, "0123456789") == "" {
		return "0" + text
	}
	return text
}

// ends are who reports, who sells and who buys; ok is false for what is no flow of its own.
func (c *collector) ends(cells [][]byte, code string, line int, v float64) (side string, from, to place, ok bool) {
	if c.layout.side != "" {
		from, to = c.place(cells, exporter, exporter, exporter), c.place(cells, importer, importer, importer)
		side = c.layout.side
	} else {
		var sells, known bool
		side, sells, known = sideOf(string(c.cell(cells, flow)))
		from = c.place(cells, reporter, reporterISO, reporterName)
		to = c.place(cells, partner, partnerISO, partnerName)
		switch {
		case !known:
			c.found("flows of no kind that is known", true, line, v)
			return "", from, to, false
		case side == "":
			c.found("rows of re-imports, domestic exports or processing, which are parts of imports and exports", false, line, v)
			return "", from, to, false
		case c.isPart(cells):
			c.parts[fmt.Sprint(from.code, " ", to.code, " ", code, " ", side)] += v
			c.found("rows by customs procedure, mode of transport, mode of supply or second partner, which are parts of others",
				false, line, v)
			return "", from, to, false
		case !sells:
			from, to = to, from
		}
	}
	if from.code == "" || to.code == "" {
		c.found("rows without an economy", true, line, v)
		return "", from, to, false
	}
	return side, from, to, true
}

// isPart reports whether a row is a part of another: all procedures, modes and partners have a row of their own.
func (c *collector) isPart(cells [][]byte) bool {
	all := func(r role, codes ...string) bool {
		text := string(c.cell(cells, r))
		return c.at[r] < 0 || text == "" || slices.Contains(codes, text)
	}
	return !all(customs, "C00") || !all(transport, "0") || !all(supply, "0") || !all(second, "0")
}

// place returns what a file's code of an economy stands for.
func (c *collector) place(cells [][]byte, code, iso, name role) place {
	text := c.cell(cells, code)
	if p, ok := c.places[string(text)]; ok {
		return p
	}
	number, letters := strings.TrimSpace(string(text)), strings.TrimSpace(string(c.cell(cells, iso)))
	called := readable(c.cell(cells, name))
	if l, ok := c.lists.economies[number]; ok {
		letters, called = cmp.Or(l.iso, number), l.name
	}
	p := resolve(number, letters)
	if p.code != "" && called != "" && called != number {
		c.names[p.code] = cmp.Or(c.names[p.code], called)
	}
	c.places[strings.Clone(string(text))] = p
	return p
}

var economyForm = regexp.MustCompile(`^[\pL\pN][\pL\pN ._-]{0,39}$`)

// resolve is the economy of a number and letters; what is none keeps the code that the file has.
func resolve(number, letters string) place {
	switch {
	case number == "0" || letters == "W00" || letters == trade.World || number == trade.World:
		return place{code: trade.World, world: true}
	case number == "490" || slices.Contains([]string{number, letters}, "S19") || number == "OAS":
		return place{code: "TWN"}
	}
	for _, text := range []string{letters, number} {
		if len(text) < 3 && strings.Trim(text, "0123456789") == "" && text != "" {
			text = strings.Repeat("0", 3-len(text)) + text
		}
		if e, err := economies.Resolve(text); text != "" && err == nil && e.Kind == economies.Current {
			return place{code: e.Code}
		}
	}
	if text := cmp.Or(letters, number); economyForm.MatchString(text) && text != "N/A" {
		return place{code: text}
	}
	if economyForm.MatchString(number) {
		return place{code: number}
	}
	return place{}
}
