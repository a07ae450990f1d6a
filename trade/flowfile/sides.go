package flowfile

import (
	"cmp"
	"fmt"
	"math"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"ikat/economies"
	"ikat/fault"
	"ikat/trade"
	"ikat/trade/hs"
)

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
		What:  fault.Say("the file has products of several classifications: %s", strings.Join(list, ", ")),
		Why:   "The same code means another product in each",
		Fix:   fault.Say("Say which to take, for instance {classification=%s}", list[0]),
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
				What: fault.Say("it has parts by customs procedure or mode of transport of %s and no row that is their total",
					part),
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
	if own := Edition(cmp.Or(k.classification, c.fromName())); own != "" && own != d.Classification {
		d.Notes = append(d.Notes, "the file says that its products are of "+own+", and they are kept as of "+
			d.Classification+", as was asked")
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

func (c *collector) fromName() string { return hs.InName(c.file) }

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
