package flowfile

import (
	"cmp"
	"fmt"
	"math"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"ikat/economies"
	"ikat/fault"
	"ikat/internal/fastnum"
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

	sides    map[sideKey]*trade.Builder
	last     sideKey // and its builder, of the row before
	lastOf   *trade.Builder
	places   map[string]place
	names    map[string]string  // of economies
	products map[string]string  // names
	checked  map[string]checked // products as they stand
	kinds    []string
	findings map[string]*Finding
	parts    map[string]float64 // parts of totals, by what their total is
	editions map[string]uint8   // of products of six digits: which editions have them
}

// checked is a product as it is taken, "" where it is none, and what is odd about its code.
type checked struct{ code, doubt string }

// place is what a file's code of an economy stands for.
type place struct {
	code  string
	world bool
}

func newCollector(file string, l *lists, opt Options) *collector {
	return &collector{file: file, lists: l, opt: opt, sides: map[sideKey]*trade.Builder{}, places: map[string]place{},
		names: map[string]string{}, products: map[string]string{}, checked: map[string]checked{},
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
			What: "its columns are of no layout that is known: " +
				strings.Join(header[:min(len(header), 12)], ", "),
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
		c.scale = map[string]float64{"USD": 1e-3, "thousand USD": 1, "million USD": 1e3, "": 1}[unit]
		if c.scale == 0 {
			return &fault.Error{Kind: fault.Invalid, Param: "unit", Where: unit, What: "it is no unit of values",
				Fix: "It takes USD, thousand USD and million USD"}
		}
	}
	return nil
}

// found notes rows of a kind.
func (c *collector) found(kind string, bad bool, line int, v float64) {
	f := c.findings[kind]
	if f == nil {
		f = &Finding{Kind: kind, Bad: bad, First: fmt.Sprintf("line %d", line)}
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
	v, n := fastnum.Prefix(c.cell(cells, value))
	v *= c.scale
	switch {
	case n == 0 || n != len(c.cell(cells, value)):
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

func (c *collector) sortedSides() []sideKey {
	var out []sideKey
	for k := range c.sides {
		out = append(out, k)
	}
	slices.SortFunc(out, func(a, b sideKey) int {
		return cmp.Or(cmp.Compare(a.year, b.year), cmp.Compare(a.side, b.side), cmp.Compare(a.digits, b.digits),
			cmp.Compare(a.classification, b.classification), cmp.Compare(fmt.Sprint(a.world), fmt.Sprint(b.world)))
	})
	return out
}

// choose keeps of the sides those that are no totals of others: the finest products, and partners rather than the
// world.
//
// Error: fault.Invalid where products are of several classifications; fault.Unreadable without a row.
func (c *collector) choose() error {
	finest := map[string]int{}
	bilateral := map[string]bool{}
	kinds := map[string]bool{}
	for k := range c.sides {
		of := fmt.Sprint(k.year, k.side)
		finest[of] = max(finest[of], k.digits)
		bilateral[of] = bilateral[of] || !k.world
		kinds[k.classification] = true
	}
	if len(kinds) > 1 && c.opt.Classification == "" {
		return c.mixed(kinds)
	}
	for _, k := range c.sortedSides() {
		of := fmt.Sprint(k.year, k.side)
		b := c.sides[k]
		switch {
		case k.classification != "" && c.opt.Classification != "" &&
			Edition(k.classification) != Edition(c.opt.Classification):
			c.dropped("rows of other classifications than the one asked for", b)
		case k.digits < finest[of]:
			c.dropped("rows of products with fewer digits, which are totals of others", b)
		case k.world && bilateral[of]:
			c.dropped("rows of the partner World, which are totals of others", b)
		default:
			continue
		}
		delete(c.sides, k)
	}
	if len(c.sides) == 0 {
		return &fault.Error{
			Kind:  fault.Unreadable,
			Where: c.file,
			What:  "it has no row of trade by product and partner",
			Fix:   "Download rows by partner at six digits, with all customs procedures and modes of transport added up",
		}
	}
	return c.lonely()
}

func (c *collector) mixed(kinds map[string]bool) error {
	var list []string
	for k := range kinds {
		list = append(list, Edition(k))
	}
	slices.Sort(list)
	return &fault.Error{
		Kind:  fault.Invalid,
		Param: "classification",
		What: "the file has products of several classifications: " +
			strings.Join(list, ", "),
		Why: "The same code means another product in each",
		Fix: "Say which to take, for instance {classification=" + list[0] + "}",
	}
}

// lonely refuses a file whose parts have no total: they were left out, and their trade would be missing.
func (c *collector) lonely() error {
	if len(c.parts) == 0 {
		return nil
	}
	there := map[string]bool{}
	for k, b := range c.sides {
		b.Each(func(from, to, product string, _ float64) {
			if k.side == Importers {
				from, to = to, from
			}
			there[fmt.Sprint(from, " ", to, " ", product, " ", k.side)] = true
		})
	}
	for _, part := range slices.Sorted(mapKeys(c.parts)) {
		word := strings.Fields(part)
		finest := len(word) == 4 && len(word[2]) >= 6 && word[1] != trade.World
		if finest && !there[part] {
			return &fault.Error{
				Kind:  fault.Inconsistent,
				Where: c.file,
				What: "it has parts by customs procedure or mode of " +
					"transport of " + part + " and no row that is their total",
				Why: "Parts may overlap, so they are not added up",
				Fix: "Download it again with customs code C00 and mode of transport 0",
			}
		}
	}
	return nil
}

func (c *collector) dropped(kind string, b *trade.Builder) {
	n, sum := b.Flows(), 0.0
	b.Each(func(_, _, _ string, v float64) { sum += v })
	f := c.findings[kind]
	if f == nil {
		f = &Finding{Kind: kind, First: "several lines"}
		c.findings[kind] = f
		c.kinds = append(c.kinds, kind)
	}
	f.Rows += n
	f.Value += sum
}

// finish makes data of one year and side.
func (c *collector) finish(k sideKey) *trade.Data {
	meta := trade.Meta{Name: c.name(), Source: c.source(), Unit: "thousand USD",
		Measure: "tonnes", Reported: k.side, EconomyNames: c.names, ProductNames: c.products}
	meta.Classification = Edition(cmp.Or(c.opt.Classification, k.classification, c.fromName(), "not stated"))
	if c.lists.products != nil {
		meta.ProductNames = c.lists.products
	}
	if strings.Contains(c.file, madeUp) {
		meta.Notes = append(meta.Notes, "made up to try questions with: its numbers mean nothing")
	}
	for _, kind := range c.kinds {
		if f := c.findings[kind]; f.Bad {
			meta.Notes = append(meta.Notes, "left out as wrong: "+f.String())
		} else {
			meta.Notes = append(meta.Notes, f.String())
		}
	}
	b := c.sides[k]
	d := b.Data(meta, k.year)
	delete(c.sides, k)
	if b.Twice > 0 {
		d.Notes = append(d.Notes, c.twice(b))
	}
	if fit := c.fitting(d.Classification); fit != "" {
		d.Notes = append(d.Notes, fit)
	}
	d.Notes = append(d.Notes, odd(d)...)
	return d
}

// twice notes rows that are given again to the last digit.
func (c *collector) twice(b *trade.Builder) string {
	const kind = "rows given again with the same value and quantity, and added up: is something in the file twice?"
	f := c.findings[kind]
	if f == nil {
		f = &Finding{Kind: kind, First: b.First}
		c.findings[kind] = f
		c.kinds = append(c.kinds, kind)
	}
	f.Rows += b.Twice
	f.Value += b.TwiceValue
	return f.String()
}

var inName = regexp.MustCompile(`(?i)(HS\d\d)`)

func (c *collector) fromName() string { return inName.FindString(c.file) }

var unfit = regexp.MustCompile(`[^A-Za-z0-9_-]+`)

// madeUp is the version of BACI that files of made-up flows have in their names.
const madeUp = "V000000"

// source says whose figures they are; made-up ones are nobody's.
func (c *collector) source() string {
	if strings.Contains(c.file, madeUp) {
		return "made up (ikat trade synth), file " + c.file
	}
	return c.layout.label + ", file " + c.file
}

// name is what data are called: as asked, or after the file without its year and version.
func (c *collector) name() string {
	if c.opt.Name != "" {
		return c.opt.Name
	}
	base, _, _ := strings.Cut(filepath.Base(c.file), ".")
	base = regexp.MustCompile(`(?i)_Y\d{4}.*$`).ReplaceAllString(base, "")
	return strings.Trim(strings.ToLower(unfit.ReplaceAllString(base, "-")), "-_")
}

// odd says what is to be known of data that were read whole.
func odd(d *trade.Data) []string {
	var out []string
	missing, self := 0, 0.0
	for i, v := range d.Value {
		if math.IsNaN(d.Quantity[i]) {
			missing++
		}
		if d.From[i] == d.To[i] {
			self += v
		}
	}
	if missing > 0 {
		out = append(out, fmt.Sprintf("quantities that are not known: %d of %d flows", missing, d.Flows()))
	}
	if self > 0 {
		out = append(out, fmt.Sprintf("sales of economies to themselves (goods returned): value %.6g", self))
	}
	var nes []string
	for _, e := range d.Economies {
		if known, err := economies.Resolve(e); (err != nil || known.Kind != economies.Current) && e != trade.World {
			nes = append(nes, strings.TrimSpace(e+" "+d.EconomyNames[e]))
		}
	}
	if len(nes) > 0 && len(nes) < len(d.Economies)/2 { // else the codes are the file's own
		out = append(out, "partners that are no single economy: "+strings.Join(nes[:min(len(nes), 20)], "; "))
	}
	return out
}
