// Package trade holds trade by product: who sold which product to whom in a year, for how much and how many tonnes, and
// what is computed of it. It reads no file; flowfile reads them, flowstore keeps them.
//
// Flows are kept in columns, in order of exporter, product and importer, each of these once. Measures take a Data or
// the Matrix of its exports or imports; results stand in the order of their Economies and Products. Papers are named
// where a formula is theirs; docs/methods/products.md derives and compares them.
package trade

import (
	"cmp"
	"fmt"
	"math"
	"slices"

	"ikat/fault"
)

// Data is the trade of one year.
type Data struct {
	Meta
	Year      int
	Economies []string // codes
	Products  []string // codes of the classification, as text: leading zeros stand

	// Flows, in order of exporter, product and importer: positions in Economies and Products, the value in Meta.Unit, the
	// quantity in Meta.Measure, NaN where it is not known. No quantities at all are nil: they were not asked for.
	From, To, Product []int32
	Value, Quantity   []float64
}

// Meta is what is known of the flows beside them.
type Meta struct {
	Name           string            `json:"name"`
	Source         string            `json:"source"`            // whose figures, with edition
	Terms          string            `json:"terms,omitempty"`   // under which they may be used, where it is known
	Classification string            `json:"classification"`    // of products, with its edition: HS 2017
	Unit           string            `json:"unit"`              // of values: thousand USD
	Prices         string            `json:"prices,omitempty"`  // at which values are; "" for each year's own
	Measure        string            `json:"measure,omitempty"` // of quantities: tonnes; "" where there are none
	Reported       string            `json:"reported"`          // by whom: exporters, importers, reconciled
	EconomyNames   map[string]string `json:"economy_names,omitempty"`
	ProductNames   map[string]string `json:"product_names,omitempty"`
	Notes          []string          `json:"notes,omitempty"` // what was left out or is odd: how many rows, how much
}

// World is the importer of exports of which only totals are known.
const World = "WLD"

// ToWorldOnly reports whether exports are known as totals only, so that nothing can be said of importers.
func (d *Data) ToWorldOnly() bool {
	world := d.Position(World)
	return world >= 0 && !slices.ContainsFunc(d.To, func(to int32) bool { return int(to) != world })
}

// Flow is one line of what a Data is made of.
type Flow struct {
	From, To, Product string
	Value, Quantity   float64 // NaN for a quantity that is not known
}

// Flows is the number of flows.
func (d *Data) Flows() int { return len(d.Value) }

// Ref names the year's data as questions do.
func (d *Data) Ref() string {
	if d.Year == 0 {
		return d.Name
	}
	return fmt.Sprintf("%s/%d", d.Name, d.Year)
}

// New makes a Data of flows in any order; flows of the same exporter, importer and product add up, and the quantity of
// the sum is known where those of all its parts are.
//
// Error: fault.Inconsistent for a value or a quantity that is negative, infinite, or a value that is no number.
func New(meta Meta, year int, flows []Flow) (*Data, error) {
	b := NewBuilder()
	for i, f := range flows {
		if !(f.Value >= 0) || math.IsInf(f.Value, 0) || f.Quantity < 0 || math.IsInf(f.Quantity, 0) {
			return nil, &fault.Error{Kind: fault.Inconsistent, Where: fault.Say("flow %d", i+1),
				What: fault.Say("%s to %s, %s: its value is %v and its quantity %v", f.From, f.To, f.Product, f.Value, f.Quantity),
				Why:  "Values are numbers from 0 up"}
		}
		b.Add(b.Economy(f.From), b.Economy(f.To), b.Product(f.Product), f.Value, f.Quantity)
	}
	return b.Data(meta, year), nil
}

// Builder collects flows of one year.
type Builder struct {
	economies, products []string
	economy, product    map[string]int32
	keys                []uint64 // exporter, product and importer in one number
	value, quantity     []float64
	sorted              bool

	// Twice are rows given before with the same value and quantity, added up as all rows of a flow are; First is one.
	Twice      int
	TwiceValue float64
	First      string
}

// NewBuilder returns a builder without flows.
func NewBuilder() *Builder {
	return &Builder{economy: map[string]int32{}, product: map[string]int32{}, sorted: true}
}

// Economy returns the position of a code, which is new or was given before.
func (b *Builder) Economy(code string) int32 { return number(code, b.economy, &b.economies) }

// Product returns the position of a code, which is new or was given before.
func (b *Builder) Product(code string) int32 { return number(code, b.product, &b.products) }

// ProductOf is Product for a code that stands in a buffer.
func (b *Builder) ProductOf(code []byte) int32 {
	if n, ok := b.product[string(code)]; ok {
		return n
	}
	return b.Product(string(code))
}

func number(code string, known map[string]int32, list *[]string) int32 {
	n, ok := known[code]
	if !ok {
		n = int32(len(*list))
		known[code] = n
		*list = append(*list, code)
	}
	return n
}

const (
	economyBits = 16
	productBits = 32
)

// Add adds a flow between positions.
func (b *Builder) Add(from, to, product int32, value, quantity float64) {
	key := uint64(from)<<(productBits+economyBits) | uint64(uint32(product))<<economyBits | uint64(uint16(to))
	b.keys = append(b.keys, key)
	b.value = append(b.value, value)
	b.quantity = append(b.quantity, quantity)
}

// Flows is how many flows were added.
func (b *Builder) Flows() int { return len(b.keys) }

// MostEconomies is how many economies a year of flows may have.
const MostEconomies = 1 << economyBits

// Data returns the flows, sorted by codes and added up.
func (b *Builder) Data(meta Meta, year int) *Data {
	d := &Data{Meta: meta, Year: year}
	var economyAt, productAt []int32
	d.Economies, economyAt = inOrder(b.economies)
	d.Products, productAt = inOrder(b.products)
	order := make([]keyed, len(b.keys))
	for i, k := range b.keys {
		from, product, to := parts(k)
		k = uint64(economyAt[from])<<(productBits+economyBits) | uint64(uint32(productAt[product]))<<economyBits |
			uint64(uint16(economyAt[to]))
		order[i] = keyed{k, int32(i)}
	}
	if !slices.IsSortedFunc(order, byKey) {
		order = radix(order)
	}
	d.fill(order, b)
	return d
}

type keyed struct {
	key uint64
	at  int32
}

func byKey(a, b keyed) int { return cmp.Compare(a.key, b.key) }

func parts(k uint64) (from, product, to int32) {
	return int32(k >> (productBits + economyBits)), int32(uint32(k >> economyBits)), int32(uint16(k))
}

// radix sorts by key, sixteen bits at a time, and keeps the order of equals: sums are the same whenever they are made.
func radix(list []keyed) []keyed {
	other := make([]keyed, len(list))
	for shift := 0; shift < 64; shift += economyBits {
		var count [MostEconomies + 1]int
		for _, k := range list {
			count[uint16(k.key>>shift)+0]++
		}
		if count[uint16(list[0].key>>shift)] == len(list) {
			continue
		}
		at := 0
		for i, n := range count {
			count[i], at = at, at+n
		}
		for _, k := range list {
			digit := uint16(k.key >> shift)
			other[count[digit]] = k
			count[digit]++
		}
		list, other = other, list
	}
	return list
}

// inOrder returns codes in order, and for each of the list its place in it.
func inOrder(list []string) (sorted []string, at []int32) {
	sorted = slices.Sorted(slices.Values(list))
	place := make(map[string]int32, len(list))
	for i, code := range sorted {
		place[code] = int32(i)
	}
	at = make([]int32, len(list))
	for i, code := range list {
		at[i] = place[code]
	}
	return sorted, at
}

func (d *Data) fill(order []keyed, b *Builder) {
	n := len(order)
	d.From, d.To, d.Product = make([]int32, 0, n), make([]int32, 0, n), make([]int32, 0, n)
	d.Value, d.Quantity = make([]float64, 0, n), make([]float64, 0, n)
	for i, k := range order {
		v, q := b.value[k.at], b.quantity[k.at]
		if last := len(d.Value) - 1; i > 0 && order[i-1].key == k.key {
			if before := order[i-1].at; v > 0 && v == b.value[before] && same(q, b.quantity[before]) {
				if b.Twice++; b.Twice == 1 {
					from, product, to := parts(k.key)
					b.First = d.Economies[from] + " to " + d.Economies[to] + ", " + d.Products[product]
				}
				b.TwiceValue += v
			}
			d.Value[last] += v
			d.Quantity[last] += q
			continue
		}
		from, product, to := parts(k.key)
		d.From, d.To, d.Product = append(d.From, from), append(d.To, to), append(d.Product, product)
		d.Value, d.Quantity = append(d.Value, v), append(d.Quantity, q)
	}
}

// same holds for equal quantities, and for two that are not known.
func same(a, b float64) bool { return a == b || math.IsNaN(a) && math.IsNaN(b) }

// Total is the value of all flows.
func (d *Data) Total() float64 {
	var sum float64
	for _, v := range d.Value {
		sum += v
	}
	return sum
}

// Position returns where an economy's code stands, -1 where it does not.
func (d *Data) Position(economy string) int { return position(d.Economies, economy) }

// ProductPosition returns where a product's code stands, -1 where it does not.
func (d *Data) ProductPosition(product string) int { return position(d.Products, product) }

func position(sorted []string, code string) int {
	if i, ok := slices.BinarySearch(sorted, code); ok {
		return i
	}
	return -1
}

// Exporter returns the range of flows that an economy sells.
func (d *Data) Exporter(economy int) (lo, hi int) {
	lo, _ = slices.BinarySearch(d.From, int32(economy))
	hi, _ = slices.BinarySearch(d.From, int32(economy+1))
	return lo, hi
}

// EconomyName returns the name of a code, or the code.
func (m *Meta) EconomyName(code string) string { return cmp.Or(m.EconomyNames[code], code) }

// ProductName returns the name of a code, or the code.
func (m *Meta) ProductName(code string) string { return cmp.Or(m.ProductNames[code], code) }

// QuantityOf returns the quantity of a flow, NaN where it is not known.
func (d *Data) QuantityOf(flow int) float64 {
	if d.Quantity == nil {
		return math.NaN()
	}
	return d.Quantity[flow]
}

// Where returns the flows that keep accepts; economies and products stay those of d.
func (d *Data) Where(keep func(flow int) bool) *Data {
	out := *d
	out.From, out.To, out.Product, out.Value, out.Quantity = nil, nil, nil, nil, nil
	for i := range d.Value {
		if keep(i) {
			out.From, out.To = append(out.From, d.From[i]), append(out.To, d.To[i])
			out.Product = append(out.Product, d.Product[i])
			out.Value, out.Quantity = append(out.Value, d.Value[i]), append(out.Quantity, d.QuantityOf(i))
		}
	}
	return &out
}

// OfProducts returns the flows of the products that keep accepts, of which each is asked about once.
func (d *Data) OfProducts(keep func(product string) bool) *Data {
	kept := make([]bool, len(d.Products))
	for p, code := range d.Products {
		kept[p] = keep(code)
	}
	return d.Where(func(i int) bool { return kept[d.Product[i]] })
}

// Coarser returns the flows with products replaced by what to gives for them: HS at four digits, industries, classes. A
// product for which it gives "" is left out; its value is dropped.
func (d *Data) Coarser(classification string, to func(product string) string) (out *Data, dropped float64) {
	b := NewBuilder()
	economy := make([]int32, len(d.Economies))
	for i, e := range d.Economies {
		economy[i] = b.Economy(e)
	}
	product := make([]int32, len(d.Products))
	for i, p := range d.Products {
		product[i] = -1
		if code := to(p); code != "" {
			product[i] = b.Product(code)
		}
	}
	for i, v := range d.Value {
		if p := product[d.Product[i]]; p >= 0 {
			b.Add(economy[d.From[i]], economy[d.To[i]], p, v, d.QuantityOf(i))
		} else {
			dropped += v
		}
	}
	meta := d.Meta
	meta.Classification = classification
	return b.Data(meta, d.Year), dropped
}

// Each visits the flows that were added.
func (b *Builder) Each(visit func(from, to, product string, value float64)) {
	for i, k := range b.keys {
		from, product, to := parts(k)
		visit(b.economies[from], b.economies[to], b.products[product], b.value[i])
	}
}
