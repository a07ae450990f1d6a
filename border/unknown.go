package border

import (
	"slices"

	"ikat/draws"
	"ikat/isic"
)

// Unknown is what is not known of what days, containers and papers cost, for drawing: one declaration for all
// questions.
//
// Of every industry whose goods pass procedures three numbers are drawn, each between its least and its most and rather
// near the central one: the cost of a day and the value of a container to a factor, the share in containers as it is.
// Each of the three moves together over industries, for each has one source. Where a table counts hours, so is the part
// of the days that papers take which counts: none most likely.
type Unknown struct {
	Inputs []draws.Input
	Costs  func(row []float64) Costs // those of a draw of Inputs, by industry
}

// UnknownDay says what is drawn where all goods cost the same: the cost of a day, between the least and the most of
// some.
func UnknownDay(thetas []float64, worth float64, industries int) *Unknown {
	least, middle, most := slices.Min(thetas), thetas[(len(thetas)-1)/2], slices.Max(thetas)
	var dist draws.Dist = draws.Triangular{Low: least, Mode: middle, High: most}
	if least > 0 {
		dist = draws.LogTriangular{Low: least, Mode: middle, High: most}
	}
	return &Unknown{[]draws.Input{{Name: "cost of a day", Dist: dist}},
		func(row []float64) Costs { return Uniform(row[0], worth, industries) }}
}

// drawnGoods are the goods of a table's industries as they are drawn.
type drawnGoods struct {
	table *Table
	goods []Goods
	pays  []bool
	whole []bool // goods in bulk that are asked to pay: all of them does
}

// inputs of an industry, in order.
const (
	aDay = iota
	boxed
	container
	each
)

// Unknown says what is drawn of the costs that Calibrated gives levels of.
func (t *Table) Unknown(codes []string, names map[string]string, asked []string) *Unknown {
	u := &drawnGoods{
		table: t,
		goods: GoodsOf(codes, names),
		pays:  make([]bool, len(codes)),
		whole: make([]bool, len(codes)),
	}
	var inputs []draws.Input
	made := isic.Goods(codes, names)
	for i, g := range u.goods {
		chosen := slices.Contains(asked, codes[i])
		u.pays[i] = chosen || made[i] && !g.Bulk
		u.whole[i] = chosen && g.Bulk
		in := [each]draws.Input{
			aDay:  {Name: "cost of a day, " + codes[i], Dist: draws.LogTriangular(g.Day.mode()), With: "cost of a day"},
			boxed: {Name: "share in containers, " + codes[i], Dist: g.Boxed.mode(), With: "share in containers"},
			container: {
				Name: "value of a container, " + codes[i],
				Dist: draws.LogTriangular(g.TEU.mode()),
				With: "value of a container",
			},
		}
		if !u.pays[i] {
			for k := range in {
				in[k].Dist, in[k].With = draws.Fixed(0), ""
			}
		}
		inputs = append(inputs, in[:]...)
	}
	papers := draws.Input{Name: "part of the days of papers that counts", Dist: draws.Fixed(1)}
	if t.Method == Shipments {
		papers.Dist = draws.Triangular{Low: 0, Mode: 0, High: 1}
	}
	return &Unknown{append(inputs, papers), u.costs}
}

func (r Range) mode() draws.Triangular {
	return draws.Triangular{Low: r.Low, Mode: r.Central, High: r.High}
}

// costs are those of a draw, by industry.
func (u *drawnGoods) costs(row []float64) Costs {
	c := Costs{
		Name:   "drawn",
		Paper:  row[each*len(u.goods)],
		Day:    make([]float64, len(u.goods)),
		Dollar: make([]float64, len(u.goods)),
	}
	n := 0.0
	for i, g := range u.goods {
		if !u.pays[i] {
			continue
		}
		v := row[each*i : each*(i+1)]
		share, value := v[boxed], v[container]
		if u.whole[i] {
			share = 1
		}
		if tonnes := u.table.shipmentTonnes(); tonnes > 0 {
			value *= tonnes / g.Tonnes
		}
		c.Day[i], c.Dollar[i] = share*v[aDay], share/value
		c.Theta += v[aDay]
		n++
	}
	if n > 0 {
		c.Theta /= n
	}
	return c
}
