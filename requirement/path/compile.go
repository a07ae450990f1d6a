package path

import (
	"slices"

	"ikat/fault"
)

// bitset is a set of small numbers.
type bitset []uint64

func newSet(n int) bitset       { return make(bitset, (n+63)/64) }
func (b bitset) has(i int) bool { return b[i/64]>>(i%64)&1 == 1 }
func (b bitset) set(i int)      { b[i/64] |= 1 << (i % 64) }
func (b bitset) clear(i int)    { b[i/64] &^= 1 << (i % 64) }
func (b bitset) clone() bitset  { return slices.Clone(b) }
func (b bitset) meets(c bitset) bool {
	for i := range b {
		if b[i]&c[i] != 0 {
			return true
		}
	}
	return false
}

// compiled is a problem in numbers: items are atoms; elements are the actions and, after them, the set-ups.
type compiled struct {
	atoms   int
	held    []int // atoms held at the start
	buyer   [][]int
	actions []step
	cost    []float64 // of elements
	setups  []string
}

type step struct {
	closes   []int
	needs    [][]int
	setups   []int // elements
	lasts    int
	days     int
	staff    int
	original int
}

// compile numbers a problem's items and closes what actions give under levels and implications.
//
// Error: fault.Invalid for an action with a negative cost or time, fault.NotFound for a set-up that has no cost.
func (p *Problem) compile(l Level) (*compiled, error) {
	at := map[Item]int{}
	var items []Item
	atom := func(i Item) int {
		n, ok := at[i]
		if !ok {
			n = len(items)
			at[i] = n
			items = append(items, i)
		}
		return n
	}
	c := &compiled{}
	clauses := func(list []Clause) (out [][]int) {
		for _, clause := range list {
			var alternatives []int
			for _, i := range clause {
				alternatives = append(alternatives, atom(i))
			}
			out = append(out, alternatives)
		}
		return out
	}
	c.buyer = clauses(p.Buyer)
	for n := range p.Actions {
		c.actions = append(c.actions, step{needs: clauses(p.Actions[n].Needs), original: n})
	}
	for _, i := range p.Implies { // what is implied may hold what is asked at a lower level
		atom(i[0])
		atom(i[1])
	}
	gives := p.closure(items)
	for _, h := range p.Held {
		if h.Expires >= p.NeedUntil {
			c.held = append(c.held, gives(h.Item)...)
		}
	}
	setup := map[string]int{}
	for n := range p.Actions {
		a, s := &p.Actions[n], &c.actions[n]
		if err := a.check(); err != nil {
			return nil, err
		}
		for _, i := range a.Closes {
			s.closes = append(s.closes, gives(i)...)
		}
		s.lasts, s.days, s.staff = a.Days+a.Wait, a.Days, a.Staff
		c.cost = append(c.cost, a.Cost(l, p.Horizon))
		for _, name := range a.Setups {
			if _, ok := p.Setups[name]; !ok {
				return nil, &fault.Error{Kind: fault.NotFound, Where: fault.Say("action %s", a.ID),
					What: fault.Say("its set-up %q has no cost", name)}
			}
			if _, ok := setup[name]; !ok {
				setup[name] = len(p.Actions) + len(c.setups)
				c.setups = append(c.setups, name)
			}
			s.setups = append(s.setups, setup[name])
		}
	}
	for _, name := range c.setups {
		c.cost = append(c.cost, p.Setups[name])
	}
	c.atoms = len(items)
	return c, nil
}

func (a *Action) check() error {
	for _, v := range []float64{a.OneOff.Low, a.OneOff.Central, a.OneOff.High, a.Renewal, a.Recurring, float64(a.Days),
		float64(a.Wait), float64(a.Staff), float64(a.Valid)} {
		if !(v >= 0) {
			return &fault.Error{Kind: fault.Invalid, Where: fault.Say("action %s", a.ID),
				What: fault.Say("a cost, time or number of people is %g", v), Fix: "All of them are 0 or more"}
		}
	}
	return nil
}

// closure returns what holding an item holds of those that somebody asks for: its lower levels, and all that these
// imply.
func (p *Problem) closure(asked []Item) func(Item) []int {
	known := map[Item][]int{}
	return func(first Item) []int {
		if out, ok := known[first]; ok {
			return out
		}
		best := map[string]int{first.ID: first.Level}
		for again := true; again; {
			again = false
			for _, i := range p.Implies {
				if best[i[0].ID] >= i[0].Level && best[i[1].ID] < i[1].Level {
					best[i[1].ID] = i[1].Level
					again = true
				}
			}
		}
		var out []int
		for n, a := range asked {
			if best[a.ID] >= a.Level {
				out = append(out, n)
			}
		}
		known[first] = out
		return out
	}
}

const never = Forever

// days returns the day on which each atom is held and each action can start when all chosen actions are taken as early
// as they can be, and the day on which the last of the buyer's clauses is met. never is what cannot be reached.
func (c *compiled) days(chosen bitset) (atoms, starts []int, last int) {
	atoms, starts = make([]int, c.atoms), make([]int, len(c.actions))
	for i := range atoms {
		atoms[i] = never
	}
	for _, i := range c.held {
		atoms[i] = 0
	}
	for i := range starts {
		starts[i] = never
	}
	for again := true; again; {
		again = false
		for n := range c.actions {
			if !chosen.has(n) {
				continue
			}
			s := &c.actions[n]
			start := met(s.needs, atoms)
			for _, e := range s.setups {
				if !chosen.has(e) {
					start = never
				}
			}
			if start >= starts[n] {
				continue
			}
			starts[n] = start
			for _, i := range s.closes {
				if start+s.lasts < atoms[i] {
					atoms[i] = start + s.lasts
					again = true
				}
			}
		}
	}
	return atoms, starts, met(c.buyer, atoms)
}

// met is the day on which the last of some clauses is met.
func met(clauses [][]int, atoms []int) int {
	last := 0
	for _, clause := range clauses {
		first := never
		for _, i := range clause {
			first = min(first, atoms[i])
		}
		last = max(last, first)
	}
	return last
}
