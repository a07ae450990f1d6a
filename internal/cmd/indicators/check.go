package main

import (
	"bytes"
	"fmt"
	"math"
	"strconv"

	"ikat/indicators"
)

// check is one identity over a set's figures: the largest miss, where, and what the publisher's own rounding allows.
type check struct {
	set, what string
	allowed   float64
	count     int
	largest   float64
	where     string
}

func (c *check) see(miss float64, at any) {
	c.count++
	if miss > c.largest || math.IsNaN(miss) {
		c.largest, c.where = miss, fmt.Sprint(at)
	}
}

func checksFile(checks []*check) []byte {
	var b bytes.Buffer
	fmt.Fprintln(&b, "set,check,figures,largest_miss,allowed")
	for _, c := range checks {
		fmt.Fprintf(&b, "%s,%q,%d,%.2g,%g\n", c.set, c.what, c.count, c.largest, c.allowed)
	}
	return b.Bytes()
}

// check holds the figures to the identities they must satisfy.
func (p *published) check() []*check {
	var out []*check
	add := func(set, what string, allowed float64) *check {
		c := &check{set: set, what: what, allowed: allowed}
		out = append(out, c)
		return c
	}
	for _, set := range []string{"adb62", "adb72"} {
		s := p.tables(set)[0]
		inputs := add(set, "output = value added + inputs, million USD", .1)
		sales := add(set, "output = intermediate + final sales, million USD", .1)
		for _, k := range s.keys {
			x := s.value("output", k)
			inputs.see(math.Abs(x-s.value("value_added", k)-s.value("inputs", k)), k)
			sales.see(math.Abs(x-s.value("intermediate_sales", k)-s.value("final_sales", k)), k)
		}
	}
	p.checkExports(add)
	p.checkParticipation(add)
	p.checkLengths(add)
	p.checkConcentration(add)
	return out
}

type adder func(set, what string, allowed float64) *check

// checkExports: the two breakdowns add up to the same, and the three RCA are those of the amounts beside them.
func (p *published) checkExports(add adder) {
	e := p.exports62
	type total struct {
		economy, industry string
		year              int
	}
	sums := map[total][3]float64{}
	columns := [3]string{"exports", "dva_in_exports", "va_in_exports_by_origin"}
	for _, k := range e.keys {
		for _, t := range []total{{k.economy, "", k.year}, {"", k.industry, k.year}, {"", "", k.year}} {
			s := sums[t]
			for i, c := range columns {
				s[i] += e.value(c, k)
			}
			sums[t] = s
		}
	}
	both := add("adb62", "value added absorbed abroad: by exporter = by origin, relative", 1e-6)
	for t, s := range sums {
		if t.economy != "" {
			both.see(math.Abs(s[1]-s[2])/s[1], t)
		}
	}
	for i, rca := range []string{"rca", "rca_dva", "rca_va_origin"} {
		c := add("adb62", rca+" = share of the economy over share of the world, to the last digit printed", 2)
		for _, k := range e.keys {
			world, all := sums[total{"", k.industry, k.year}][i], sums[total{"", "", k.year}][i]
			if world == 0 {
				continue
			}
			want := e.value(columns[i], k) / sums[total{k.economy, "", k.year}][i] / (world / all)
			got := e.value(rca, k)
			// Both the index and the amounts are printed to six decimals.
			last := 1e-6 * (1 + math.Abs(want)/math.Max(math.Abs(e.value(columns[i], k)), 1e-6))
			c.see(math.Abs(got-want)/last, k)
		}
	}
}

// checkParticipation: parts add up, shares are those of the amounts, and the two editions agree where they print the
// same.
func (p *published) checkParticipation(add adder) {
	t := p.participation
	parts := add("adb72", "trade in value chains = backward + forward, million USD", 2e-4)
	for _, k := range t.keys {
		parts.see(math.Abs(t.value("gvc_trade", k)-t.value("gvc_trade_backward", k)-t.value("gvc_trade_forward", k)), k)
	}
	for _, r := range [][3]string{{"rate_trade_backward", "gvc_trade_backward", "exports"},
		{"rate_trade_forward", "gvc_trade_forward", "exports"},
		{"rate_trade", "gvc_trade", "exports"}, {"rate_production", "gvc_production", "value_added"}} {
		c := add("adb72", r[0]+" = its amount over "+r[2]+", to the last digit printed", 2)
		for _, k := range t.keys {
			r, amount, base := t.value(r[0], k), t.value(r[1], k), t.value(r[2], k)
			if !math.IsNaN(r) && base != 0 {
				c.see(math.Abs(r-amount/base)/(1e-6*(1+(1+math.Abs(r))/math.Abs(base))), k)
			}
		}
	}
	for _, column := range []string{"exports", "value_added", "gvc_trade_backward", "gvc_trade_forward",
		"gvc_production"} {
		c := add("adb72", column+" of all industries = their sum, relative", 1e-6)
		sums := map[key]float64{}
		for _, k := range t.keys {
			if k.industry != indicators.All {
				sums[key{k.year, k.economy, indicators.All}] += t.value(column, k)
			}
		}
		for k, sum := range sums {
			c.see(math.Abs(sum/t.value(column, k)-1), k)
		}
	}
	p.checkEditions(add)
}

// checkEditions: both editions print the same output, value added and exports of the economies they share, and what is
// absorbed abroad of an industry's exports (62) is never above the domestic value added in them (72) by more than a
// ten-thousandth of the exports.
func (p *published) checkEditions(add adder) {
	for _, column := range []string{"output", "value_added"} {
		c := add("adb72", column+" = that of the 62 economies' tables, million USD", 1e-4)
		for _, k := range p.summary72.keys {
			if r, ok := p.summary62.rows[k]; ok && k.economy != indicators.RestOfWorld {
				c.see(math.Abs(p.summary62.cols[column][r]-p.summary72.value(column, k)), k)
			}
		}
	}
	exports := add("adb72", "exports = those of the 62 economies' tables, million USD", 1e-4)
	above := add("adb72", "value added absorbed abroad (62) is at most the domestic value added in exports (72), "+
		"over exports", 1e-4)
	for _, k := range p.participation.keys {
		if _, ok := p.exports62.rows[k]; !ok || k.economy == indicators.RestOfWorld {
			continue
		}
		e := p.exports62.value("exports", k)
		exports.see(math.Abs(e-p.participation.value("exports", k)), k)
		if e > 1 {
			dva := e - p.participation.value("gvc_trade_backward", k)
			above.see(math.Max(0, p.exports62.value("dva_in_exports", k)-dva)/e, k)
		}
	}
}

// checkLengths: parts add up and the position is their ratio.
func (p *published) checkLengths(add adder) {
	l := p.lengths
	for _, side := range []string{"v", "y"} {
		c := add("adb72-lengths", "PL"+side+"_GVC = at home + crossings + abroad, stages", 3e-6)
		for _, k := range l.keys {
			sum := l.value("PL"+side+"d_GVC", k) + l.value("CB"+side+"_GVC", k) + l.value("PL"+side+"f_GVC", k)
			if v := l.value("PL"+side+"_GVC", k); !math.IsNaN(v) {
				c.see(math.Abs(v-sum), k)
			}
		}
	}
	position := add("adb72-lengths", "position = forward over backward length", 3e-6)
	for _, k := range l.keys {
		if v := l.value("GVC_POS", k); !math.IsNaN(v) {
			position.see(math.Abs(v-l.value("PLv_GVC", k)/l.value("PLy_GVC", k)), k)
		}
	}
}

// checkConcentration: the index is that of the amounts beside it.
func (p *published) checkConcentration(add adder) {
	for _, set := range []string{"adb62", "adb72"} {
		c := add(set, "regional concentration = its formula, relative", 1e-12)
		for _, r := range p.concentration {
			if r[0] != set {
				continue
			}
			var v [5]float64
			for i := range v {
				x, err := strconv.ParseFloat(r[4+i], 64)
				if err != nil {
					panic(err)
				}
				v[i] = x
			}
			c.see(math.Abs(indicators.ConcentrationIndex(v[0], v[1], v[2], v[3])/v[4]-1), r[:4])
		}
	}
}
