package scenario

import (
	"fmt"
	"math"

	"ikat/counterfactual"
)

const daysOfYear = 365

// changes returns the changes of a scenario, those of the scenarios it comes after first, with their paths.
func (s *File) changes(i int) (list []Change, at []string) {
	sc := s.Scenarios[i]
	if sc.After != "" {
		for k := range s.Scenarios[:i] {
			if s.Scenarios[k].Name == sc.After {
				list, at = s.changes(k)
			}
		}
	}
	for k, c := range sc.Changes {
		list = append(list, c)
		at = append(at, fmt.Sprintf("$.scenarios[%d].changes[%d]", i, k))
	}
	return list, at
}

// Prices are what borders cost before a scenario, and what a day and a dollar at them amount to, ad valorem, by link,
// and how those who qualify enter.
type Prices struct {
	Rate  func(link int) float64
	Worth func(link int) (day, dollar float64)
	Entry Entry
	Idle  func(Idle) // told of each name in a list that nothing touches; may be nil
}

// Entry is how firms that newly qualify enter a market.
type Entry struct {
	Size        float64 // ζ: of a newly qualified firm over the mean of those that are
	Replacement bool    // whether they replace others of the economy, not add to them
}

// Entries are the choices of it, the central one first: firms counted and selected by size (Chaney 2008), and capacity
// that qualifies at random.
var Entries = []Entry{{.5, false}, {.3, false}, {1, false}, {.5, true}, {.3, true}, {1, true}}

// Shock returns what scenario i does to a baseline at the prices of its borders.
//
// Error: fault.NotFound or Invalid with the line, also for a change that touches nothing.
func (s *File) Shock(b *counterfactual.Baseline, i int, at Prices) (counterfactual.Shock, error) {
	sh := counterfactual.Shock{Iceberg: ones(b.Links()), Tariff: append([]float64(nil), b.Tariff...),
		Available: ones(b.Links()), Productivity: ones(b.S() * b.N())}
	// to the ad valorem cost of borders, so far; a border never costs less than nothing
	added := make([]float64, b.Links())
	list, paths := s.changes(i)
	flows := b.Flows()
	for k, c := range list {
		sel, err := s.Select(b, paths[k], c)
		if err == nil {
			err = s.touches(b, paths[k], c, sel, at.Rate)
		}
		if err != nil {
			return sh, err
		}
		touched, any := false, map[int]bool{} // links or producers that the change moves
		if c.Productivity != nil {
			sel.EachProducer(b, func(p int) {
				if b.Output[p] > 0 && *c.Productivity != 0 {
					touched = true
					moved(any, p, at)
				}
				sh.Productivity[p] *= 1 + float64(*c.Productivity)
			})
			if !touched {
				return sh, s.untouched(paths[k], c)
			}
			s.idle(b, paths[k], c, at, func(sel Selection) (hit bool) {
				sel.EachProducer(b, func(p int) { hit = hit || any[p] })
				return hit
			})
			continue
		}
		sel.EachLink(b, func(l int) {
			iceberg, tariff, available := sh.Iceberg[l], sh.Tariff[l], sh.Available[l]
			more := c.borderCost(l, at.Worth)
			if c.Iceberg != nil {
				sh.Iceberg[l] *= 1 + float64(*c.Iceberg)
			}
			if more != 0 {
				sh.Iceberg[l] *= (1 + math.Max(0, at.Rate(l)+added[l]+more)) / (1 + math.Max(0, at.Rate(l)+added[l]))
				added[l] += more
			}
			sh.Tariff[l] = c.Tariff(sh.Tariff[l])
			sh.Available[l] *= c.left()
			if c.Qualified != nil {
				sel.enter(b, l, flows, c.Qualified.growth()*at.Entry.Size, at.Entry.Replacement, sh.Available)
			}
			if (iceberg != sh.Iceberg[l] || tariff != sh.Tariff[l] || available != sh.Available[l]) && flows[l] > 0 {
				touched = true
				moved(any, l, at)
			}
		})
		if !touched {
			return sh, s.untouched(paths[k], c)
		}
		s.idle(b, paths[k], c, at, func(sel Selection) (hit bool) {
			sel.EachLink(b, func(l int) { hit = hit || any[l] })
			return hit
		})
	}
	return sh, nil
}

// moved remembers what a change moves, where somebody asks.
func moved(any map[int]bool, at int, p Prices) {
	if p.Idle != nil {
		any[at] = true
	}
}

// untouched is the error of a change that changes nothing: an answer of zero would be read as worth nothing.
func (s *File) untouched(at string, c Change) error {
	if c.Days != nil || c.ContainerCost != nil {
		return s.bad(
			at,
			"this change touches no border procedures",
			"Services and goods in bulk pass none in the model, borders inside a union have none, and none costs less "+
				"than nothing",
		)
	}
	return s.bad(at, "this change changes nothing", "Nothing is traded or made there, or costs stay what they are")
}

// touches checks that there is something for a change to touch: what is left of a selection may be one economy's trade
// with itself.
func (s *File) touches(b *counterfactual.Baseline, at string, c Change, sel Selection,
	rate func(link int) float64) error {
	if c.Productivity != nil {
		return nil
	}
	atBorders := c.Days != nil || c.ContainerCost != nil // what borders cost is known only where such a change needs it
	links, borders := 0, 0
	sel.EachLink(b, func(l int) {
		links++
		if atBorders && rate(l) != 0 {
			borders++
		}
	})
	switch {
	case links == 0:
		return s.bad(at, "this change touches no border", "It takes an exporter and an importer that differ")
	case borders == 0 && atBorders:
		return s.bad(at, "this change touches no link that has a border: nothing of it passes border procedures, or "+
			"data on them are missing",
			"Name goods, and economies with procedures between them")
	}
	return nil
}

// InForce lists the links of tariff i in force.
//
// Error: fault.NotFound or Invalid with the line, also for one between no two economies.
func (s *File) InForce(b *counterfactual.Baseline, i int) (links []int, err error) {
	at := fmt.Sprintf("$.tariffs[%d]", i)
	sel, err := s.Select(b, at, s.Tariffs[i])
	if err == nil {
		err = s.touches(b, at, s.Tariffs[i], sel, nil)
	}
	if err == nil {
		sel.EachLink(b, func(l int) { links = append(links, l) })
	}
	return links, err
}

// borderCost returns what a change adds to the ad valorem cost of a border.
func (c Change) borderCost(link int, worth func(link int) (day, dollar float64)) float64 {
	if c.Days == nil && c.ContainerCost == nil {
		return 0
	}
	var more float64
	day, dollar := worth(link)
	if c.Days != nil {
		more += day * *c.Days
	}
	if c.ContainerCost != nil {
		more += dollar * *c.ContainerCost
	}
	return more
}

// Tariff returns the tariff after a change; a preference leaves the tariff in force on the trade that does not claim
// it.
func (c Change) Tariff(old float64) float64 {
	switch {
	case c.TariffTo != nil && c.Use != nil:
		return old + float64(*c.Use)*(float64(*c.TariffTo)-old)
	case c.TariffTo != nil:
		return float64(*c.TariffTo)
	case c.TariffBy != nil:
		return old + float64(*c.TariffBy)
	}
	return old
}

// left returns the share of the supply that a change leaves.
func (c Change) left() float64 {
	left := 1.0
	if c.Available != nil {
		left *= float64(*c.Available)
	}
	if c.ClosedDays != nil {
		left *= 1 - *c.ClosedDays/daysOfYear
	}
	return left
}

// enter widens what a supplier can sell on a link by a part; where those who qualify replace others, the classes of the
// economy that the change does not touch lose as much there, in proportion to what they sell, as far as they can.
func (sel Selection) enter(b *counterfactual.Baseline, link int, flows []float64, more float64, replace bool,
	available []float64) {
	available[link] *= 1 + more
	if !replace {
		return
	}
	j, d, s := b.Ends(link)
	suppliers := b.Suppliers()
	var rivals float64
	each := func(f func(at int)) {
		for r, v := range suppliers {
			if r != s && v.Economy == suppliers[s].Economy && !sel.supplier[r] {
				f(b.Link(j, d, r))
			}
		}
	}
	each(func(at int) { rivals += flows[at] })
	if rivals == 0 {
		return
	}
	each(func(at int) { available[at] *= math.Max(leastLeft, 1-more*flows[link]/rivals) })
}

// leastLeft is what replacement leaves of a rival's capacity at the least: no door is closed by it.
const leastLeft = .01

func ones(n int) []float64 {
	out := make([]float64, n)
	for i := range out {
		out[i] = 1
	}
	return out
}
