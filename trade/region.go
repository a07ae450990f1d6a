package trade

// Region is the trade of a group of economies: inside it and with the others.
type Region struct {
	Within  float64 // sales of members to each other
	Exports float64 // of members, to members and to others
	Imports float64 // of members
	World   float64 // all trade

	across float64 // trade of members with others
	others float64 // exports and imports of the others
}

// Region returns the trade of the economies at those positions.
func (b *Bilateral) Region(members []int) Region {
	in := make([]bool, len(b.Economies))
	for _, m := range members {
		in[m] = true
	}
	r := Region{World: b.total}
	for c := range b.Economies {
		if !in[c] {
			r.others += b.exports[c] + b.imports[c]
			continue
		}
		r.Exports += b.exports[c]
		r.Imports += b.imports[c]
		for other := range b.Economies {
			if in[other] {
				r.Within += b.Between(c, other)
			} else {
				r.across += b.Between(c, other) + b.Between(other, c)
			}
		}
	}
	return r
}

// RegionOf returns a group's trade from its totals: what members sell each other, their exports and imports with
// everybody, and all trade.
func RegionOf(within, exports, imports, world float64) Region {
	return Region{Within: within, Exports: exports, Imports: imports, World: world,
		across: exports + imports - 2*within, others: 2*world - exports - imports}
}

// ExportShare is the share of members' exports that stays inside.
func (r Region) ExportShare() float64 { return ratio(r.Within, r.Exports) }

// ImportShare is the share of members' imports that comes from inside.
func (r Region) ImportShare() float64 { return ratio(r.Within, r.Imports) }

// TradeShare is the share of members' exports and imports that is with members.
func (r Region) TradeShare() float64 { return ratio(2*r.Within, r.Exports+r.Imports) }

// Weight is the group's part in world trade.
func (r Region) Weight() float64 { return ratio(r.Exports+r.Imports, 2*r.World) }

// Intensity is how much more members trade with each other than their weight in world trade: (T_ii/T_i)/(T_i/T_w). The
// ADB publishes it as the regional concentration index.
func (r Region) Intensity() float64 { return ratio(r.TradeShare(), r.Weight()) }

// Homogeneous are the intensities of trade inside and with others that compare members with outsiders, who do not trade
// with themselves: HI = (T_ii/T_i)/(T_oi/T_o), HE = (1-T_ii/T_i)/(1-T_oi/T_o); o are the others, T_oi their trade with
// members.
//
// Iapadre (2006), in De Lombaerde (ed.), Assessment and Measurement of Regional Integration.
func (r Region) Homogeneous() (inside, outside float64) {
	share := ratio(r.across, r.others)
	return ratio(r.TradeShare(), share), ratio(r.across/(r.Exports+r.Imports), 1-share)
}

// Introversion is (HI-HE)/(HI+HE), between -1 and 1, 0 where members prefer neither themselves nor others.
//
// Iapadre (2006).
func (r Region) Introversion() float64 {
	hi, he := r.Homogeneous()
	return ratio(hi-he, hi+he)
}

// Triangle is a way of production through a member: parts that a supplier sells it, and the market outside for which
// its final goods are.
type Triangle struct {
	Supplier, Maker, Market int
	Value                   float64 // of the supplier's parts that go into goods for the market
}

// Triangles returns the triangles of a group's makers: what each supplier sells each maker of parts, shared out over
// the maker's exports of final goods by market outside the group. It supposes that parts go into goods for all markets
// alike, and at home: sold is the share of the maker's final goods that is exported, 1 where it is not known.
func Triangles(
	parts, final *Bilateral,
	suppliers, makers []int,
	inside []int,
	sold func(maker int) float64,
) []Triangle {
	in := map[int]bool{}
	for _, m := range inside {
		in[m] = true
	}
	var out []Triangle
	for _, maker := range makers {
		if final.exports[maker] == 0 {
			continue
		}
		for _, s := range suppliers {
			if p := parts.Between(s, maker); s != maker && p > 0 {
				for market := range final.Economies {
					if f := final.Between(maker, market); !in[market] && f > 0 {
						out = append(out, Triangle{s, maker, market, p * sold(maker) * f / final.exports[maker]})
					}
				}
			}
		}
	}
	return out
}
