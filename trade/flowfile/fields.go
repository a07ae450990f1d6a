package flowfile

import (
	"bytes"
	"cmp"
	"fmt"
	"math"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"ikat/economies"
	"ikat/internal/fastnum"
	"ikat/trade"
)

// yearForm is a year, that of a month (201906), or one that a spreadsheet has made a number (2019.0).
var yearForm = regexp.MustCompile(`^(1[89]\d\d|2[01]\d\d)(0[1-9]|1[0-2]|\.0+)?$`)

func (c *collector) yearOf(cells [][]byte) (int, bool) {
	text := c.cell(cells, year)
	if text == nil {
		return c.opt.Year, c.opt.Year > 0
	}
	if n, known := c.yearTexts[string(text)]; known {
		return n, n > 0
	}
	n := 0
	if yearForm.Match(text) {
		n, _ = strconv.Atoi(string(text[:4]))
	}
	c.yearTexts[string(text)] = n
	return n, n > 0
}

// number reads a whole cell. In files whose cells semicolons part, a comma stands before decimals.
func (c *collector) number(text []byte, line int) (v float64, ok bool) {
	if at := bytes.IndexByte(text, ','); at >= 0 && c.semicolons {
		c.found(withComma, false, line, math.NaN())
		c.room = append(c.room[:0], text...)
		c.room[at] = '.'
		text = c.room
	} else if c.semicolons && bytes.IndexByte(text, '.') >= 0 {
		c.found(withDot, false, line, math.NaN())
	}
	v, n := fastnum.Prefix(text)
	return v, n > 0 && n == len(text)
}

const (
	withComma = "numbers with a decimal comma"
	withDot   = "numbers with a dot"
)

// bothMarks makes dots wrong beside decimal commas: they may part thousands.
func (c *collector) bothMarks() {
	dots, commas := c.findings[withDot], c.findings[withComma]
	switch {
	case dots == nil:
	case commas == nil:
		delete(c.findings, withDot) // the usual way
		c.kinds = slices.DeleteFunc(c.kinds, func(kind string) bool { return kind == withDot })
	default:
		dots.Bad, dots.Kind = true, "numbers with a dot beside numbers with a decimal comma"
	}
}

// quantityOf is in tonnes, NaN where it is not known: empty, NA, 0 beside a value.
func (c *collector) quantityOf(cells [][]byte, v float64, line int) float64 {
	text := c.cell(cells, quantity)
	if len(text) == 0 || string(text) == "NA" || string(text) == "N/A" {
		return math.NaN()
	}
	q, ok := c.number(text, line)
	switch {
	case !ok:
		c.found("quantities that are no numbers; taken as not known", false, line, v)
		return math.NaN()
	case q < 0:
		c.found("negative quantities; taken as not known", false, line, v)
		return math.NaN()
	case q == 0 && v > 0:
		return math.NaN()
	}
	return q * c.layout.tonnes
}

// longest is how many characters a code or a name of an economy has at most.
const longest = 40

// codeForm says whether a text may be a product's code: a letter or figure of ASCII, and such or . _ / - and spaces.
func codeForm(text string) bool {
	within := func(c rune) bool { return c < utf8.RuneSelf && (unicode.IsLetter(c) || unicode.IsDigit(c)) }
	return shaped(text, within, "._/ -")
}

// shaped says whether a text begins with a character that is within, and holds such and some marks alone.
func shaped(text string, within func(rune) bool, marks string) bool {
	if first, _ := utf8.DecodeRuneInString(text); text == "" || !within(first) || utf8.RuneCountInString(text) > longest {
		return false
	}
	return strings.IndexFunc(text, func(c rune) bool { return !within(c) && !strings.ContainsRune(marks, c) }) < 0
}

// productOf is a row's product, "" where the row is not to be taken, and what is odd about its code.
func (c *collector) productOf(cells [][]byte, line int, v float64) (code, doubt string) {
	text := c.cell(cells, product)
	one, ok := c.checked[string(text)]
	if !ok {
		one.code, one.doubt = c.check(string(text), string(c.cell(cells, classification)))
		one.edition = c.doubt(one.code, string(c.cell(cells, classification)))
		c.checked[string(text)] = one
		code := one.code
		if name := c.cell(cells, productName); len(name) > 0 && code != "" {
			c.products[code] = readable(name)
		}
	}
	code, doubt = one.code, one.edition
	switch {
	case code == "":
		c.found("codes that are no products", true, line, v)
	case one.doubt != "":
		c.found(one.doubt, false, line, v)
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

// hs reports whether products are of the Harmonized System at six digits; class is what a row says of it.
func (c *collector) hs(class string) bool {
	if stated := cmp.Or(class, c.opt.Classification); stated != "" && c.layout.totals {
		return !strings.HasPrefix(Edition(stated), "SITC")
	}
	return c.layout != plain || c.harmonised()
}

func (c *collector) harmonised() bool { return strings.HasPrefix(Edition(c.opt.Classification), "HS") }

var (
	heading  = regexp.MustCompile(`^\d{3,4}[. ]\d\d$`)       // 8544.30
	byPairs  = regexp.MustCompile(`^\d\d[. ]?\d\d[. ]\d\d$`) // 85.44.30, of the Harmonized System if it is said
	asNumber = regexp.MustCompile(`^\d{5,6}\.0+$`)           // 854430.0
	marks    = strings.NewReplacer(".", "", " ", "")
)

// check returns a product's code as it is taken, "" for none, and what was mended.
func (c *collector) check(text, class string) (code, mended string) {
	text = strings.TrimPrefix(text, "'")
	if !codeForm(text) {
		return "", ""
	}
	hs := c.hs(class)
	switch {
	case asNumber.MatchString(text):
		text, _, _ = strings.Cut(text, ".")
		mended = "products that a spreadsheet has made numbers; read as codes"
	case heading.MatchString(text) && (hs || len(text) == 7), hs && byPairs.MatchString(text):
		text, mended = marks.Replace(text), "products written with dots or spaces; read without"
	}
	if len(text) == 5 && hs && strings.Trim(text, "0123456789") == "" {
		return "0" + text, "products whose leading zero was lost; restored"
	}
	return text, mended
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
	if from.other || to.other {
		c.found("rows of codes that are no single economy that is known; kept under their code", false, line, v)
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

// economyForm says whether a text may be the name or the code of an economy, in any writing.
func economyForm(text string) bool {
	return shaped(text, func(c rune) bool { return unicode.IsLetter(c) || unicode.IsNumber(c) }, " ._-")
}

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
	if text := cmp.Or(letters, number); economyForm(text) && text != "N/A" {
		return place{code: text, other: true}
	}
	if economyForm(number) {
		return place{code: number, other: true}
	}
	return place{}
}
