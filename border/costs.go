package border

import (
	"bytes"
	_ "embed"
	"encoding/csv"
	"math"
	"slices"
	"strconv"

	"ikat/isic"
)

// Range is a value that is not known exactly: what is least, most likely and most it may be.
type Range struct{ Low, Central, High float64 }

// Goods is what is known of an industry's goods at borders.
type Goods struct {
	Day    Range   // what a day costs, as a share of the goods' value
	Boxed  Range   // share that travels in containers, by value
	TEU    Range   // US$ in a container of 20 feet
	Tonnes float64 // in a loaded one
	Bulk   bool    // ores, coal, oil, gas and fuels, which travel in no container
	Known  bool    // whether the industry's code is one that is known
}

// Made by internal/cmd/calibrate.
//
//go:embed calibration.csv
var calibrationText []byte

// calibration is what is known of c1 to c16.
var calibration = func() []Goods {
	all, err := csv.NewReader(bytes.NewReader(calibrationText)).ReadAll()
	if err != nil {
		panic(err) // the file is part of the program, and tests read it
	}
	var out []Goods
	for _, r := range all[1:] {
		v := make([]float64, len(r))
		for i, text := range r {
			if v[i], err = strconv.ParseFloat(text, 64); err != nil {
				panic(err)
			}
		}
		out = append(out, Goods{Day: Range{v[1] / 100, v[2] / 100, v[3] / 100}, Boxed: Range{v[4], v[5], v[6]},
			TEU: Range{v[7], v[8], v[9]}, Tonnes: v[10], Bulk: slices.Contains(bulk, int(v[0])), Known: true})
	}
	return out
}()

// bulk are the industries of c1 to c16 whose goods travel in bulk or tankers.
var bulk = []int{2, 8}

// GoodsOf returns what is known of each industry's goods, by the codes and names of a table: the mean of the industries
// c1 to c16 that it holds. Goods of a code that nobody knows are as the mean of manufactures, and not Known.
func GoodsOf(codes []string, names map[string]string) []Goods {
	out := make([]Goods, len(codes))
	for i, in := range isic.ReadNamed(codes, names) {
		var of []int
		for _, c := range in.WIOD35() {
			if c <= len(calibration) {
				of = append(of, c)
			}
		}
		known := of != nil
		if !known {
			of = manufactures
		}
		out[i] = meanOf(of)
		out[i].Known = known
	}
	return out
}

var manufactures = []int{3, 4, 5, 6, 7, 9, 10, 11, 12, 13, 14, 15, 16}

// meanOf is the mean of some industries; what is in a container by the mean of what a dollar of procedures is worth
// there.
func meanOf(industries []int) Goods {
	n := float64(len(industries))
	out := Goods{Bulk: true}
	var inverse Range
	for _, c := range industries {
		g := calibration[c-1]
		out.Day, out.Boxed = out.Day.plus(g.Day, 1/n), out.Boxed.plus(g.Boxed, 1/n)
		inverse = inverse.plus(Range{1 / g.TEU.Low, 1 / g.TEU.Central, 1 / g.TEU.High}, 1/n)
		out.Tonnes += g.Tonnes / n
		out.Bulk = out.Bulk && g.Bulk
	}
	out.TEU = Range{1 / inverse.Low, 1 / inverse.Central, 1 / inverse.High}
	return out
}

func (r Range) plus(o Range, weight float64) Range {
	return Range{r.Low + weight*o.Low, r.Central + weight*o.Central, r.High + weight*o.High}
}

// Costs say what a day and a dollar at a border amount to, as shares of goods' value, by industry:
//
//	t_i = Dollar_i (export cost + import cost) + Day_i (export days + import days)
type Costs struct {
	Name        string    // low, central or high; or the cost of a day that is the same for all
	Theta       float64   // cost of a day: the mean over industries of goods
	Day, Dollar []float64 // by industry; 0 where its goods pass no procedures
	Paper       float64   // part of the days that papers take which counts
}

// Uniform are costs that are the same for all goods: a day costs theta, and a container holds goods of a value.
func Uniform(theta, container float64, industries int) Costs {
	c := Costs{Name: strconv.FormatFloat(100*theta, 'g', 4, 64) + "% a day", Theta: theta, Paper: 1}
	for range industries {
		c.Day, c.Dollar = append(c.Day, theta), append(c.Dollar, 1/container)
	}
	return c
}

// shipment is what one shipment of a method's figures holds: tonnes, 0 for one container of 20 feet, whatever is in it.
func (t *Table) shipmentTonnes() float64 {
	if t.Method == Shipments {
		return shipmentOfHours
	}
	return 0
}

// shipmentOfHours is the shipment of Doing Business 2016 to 2020, tonnes.
const shipmentOfHours = 15

// level is one end of what is not known of goods at borders, or its middle: the value of a shipment and the cost of a
// day run together from the least to the most that they cost.
type level struct {
	name  string
	of    func(Range) float64
	value func(Range) float64
}

var levels = []level{
	{"low", Range.low, Range.high}, {"central", Range.central, Range.central}, {"high", Range.high, Range.low},
}

// Calibrated returns the costs of the table's procedures by industry, lowest, central and highest:
//
//	Dollar_i = share_i/V_i,   Day_i = share_i θ_i
//
// with share_i the part of the goods that travels in containers, V_i what of them the table's own shipment holds, and
// θ_i what a day costs. Goods in bulk pay nothing, unless asked names them: then all of them does.
func (t *Table) Calibrated(codes []string, names map[string]string, asked []string) []Costs {
	goods, made := GoodsOf(codes, names), isic.Goods(codes, names)
	return t.costs(goods, func(l level, i int) float64 {
		chosen := slices.Contains(asked, codes[i])
		switch {
		case !made[i] && !chosen, goods[i].Bulk && !chosen:
			return 0
		case goods[i].Bulk:
			return 1
		}
		return l.of(goods[i].Boxed)
	})
}

// InContainers returns the costs of goods all of which travel in containers, lowest, central and highest: what a bill
// of materials lists, and the goods in a container of manufactures.
func (t *Table) InContainers(goods []Goods) []Costs {
	return t.costs(goods, func(level, int) float64 { return 1 })
}

// Manufactures are the goods of whom nothing else is known: the mean of manufactures.
func Manufactures() Goods { return meanOf(manufactures) }

// costs are those of goods of which a share passes procedures.
func (t *Table) costs(goods []Goods, share func(l level, i int) float64) []Costs {
	out := make([]Costs, len(levels))
	for n, l := range levels {
		c := &out[n]
		*c = Costs{Name: l.name, Day: make([]float64, len(goods)), Dollar: make([]float64, len(goods))}
		if t.Method != Shipments || l.name == "high" {
			c.Paper = 1
		}
		passing := 0.0
		for i, g := range goods {
			part := share(l, i)
			if part == 0 {
				continue
			}
			value := l.value(g.TEU)
			if tonnes := t.shipmentTonnes(); tonnes > 0 {
				value *= tonnes / g.Tonnes
			}
			c.Day[i], c.Dollar[i] = part*l.of(g.Day), part/value
			c.Theta += l.of(g.Day)
			passing++
		}
		c.Theta = math.Round(c.Theta/math.Max(passing, 1)*1e5) / 1e5 // it names the level
	}
	return out
}

func (r Range) low() float64     { return r.Low }
func (r Range) central() float64 { return r.Central }
func (r Range) high() float64    { return r.High }
