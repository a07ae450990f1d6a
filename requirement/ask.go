package requirement

import (
	"math"
	"slices"
	"strings"

	"ikat/fault"
	"ikat/requirement/path"
)

const forever = path.Forever

// Status is how a firm stands to a demand.
type Status int

const (
	Met     Status = iota
	Gap            // known not to be met
	Expired        // met once: its evidence has ended, or ends before it is needed
	Unknown        // the firm does not say
)

// Statuses are their names.
var Statuses = []string{"met", "gap", "expired", "unknown"}

func (s Status) String() string { return Statuses[s] }

// Standing is a demand and how the firm stands to it.
type Standing struct {
	*Requirement
	Demand Demand
	Status Status
	By     string   // what it is met by, where that is not the requirement itself
	Level  *float64 // what the firm reaches
	Ends   int      // day its evidence ends; Forever where it does not
}

// Case is a firm before a buyer.
type Case struct {
	Registry *Registry
	Sheet    *Sheet
	Firm     *Firm
	KnockOut bool    // only what the buyer cannot do without
	Horizon  int     // days of staying qualified that are paid for; 0 is to qualify only
	Newer    []Newer // what took the place of what the sheet names, by the firm's first day
	Until    int     // day to which evidence that is held must last, at least
}

// Check finds names in a firm that are none.
//
// Error: fault.NotFound.
func (c *Case) Check() error {
	for i, h := range c.Firm.Holds {
		if c.Registry.Find(h.Requirement) == nil {
			return c.Registry.unknown(c.Firm.entryAt("holds", i, h.Requirement), h.Requirement)
		}
	}
	for i, id := range c.Firm.Lacks {
		if c.Registry.Find(id) == nil {
			return c.Registry.unknown(c.Firm.entryAt("lacks", i, id), id)
		}
	}
	for i, o := range c.Firm.Costs {
		if c.Registry.Find(o.Requirement) == nil {
			return c.Registry.unknown(c.Firm.entryAt("costs", i, o.Requirement), o.Requirement)
		}
	}
	return c.parts()
}

// parts refuses a level that is written as a part of one where the buyer asks per cent: .95 is no 95%.
func (c *Case) parts() error {
	for _, d := range c.demands() {
		for i, h := range c.Firm.Holds {
			if h.Requirement == d.Requirement && strings.HasPrefix(d.Unit, "%") && h.Level != nil && *h.Level > 0 &&
				*h.Level <= 1 && d.Level > 1 {
				return &fault.Error{Kind: fault.Invalid, Where: c.Firm.entryAt("holds", i, h.Requirement),
					What: fault.Say("%s is %g, and the buyer asks %g %s", h.Requirement, *h.Level, d.Level, d.Unit),
					Fix:  "Write the number of per cent, such as 95"}
			}
		}
	}
	return nil
}

// demands are those asked for.
func (c *Case) demands() (out []Demand) {
	for _, d := range c.Sheet.Demands {
		if d.KnockOut || !c.KnockOut {
			out = append(out, d)
		}
	}
	return out
}

// Standings says how the firm stands to each demand.
func (c *Case) Standings() (out []Standing) {
	for _, d := range c.demands() {
		s := Standing{Requirement: c.Registry.Find(d.Requirement), Demand: d, Status: Unknown, Ends: forever}
		for _, id := range append([]string{d.Requirement}, d.Substitutes...) {
			status, level, ends, by := c.stands(id, d)
			if level != nil && id == d.Requirement {
				s.Level = level
			}
			if status == Met || s.Status == Unknown && status != Unknown && id == d.Requirement {
				s.Status, s.Ends = status, ends
				if s.By = by; by == d.Requirement {
					s.By = ""
				}
			}
			if status == Met {
				break
			}
		}
		out = append(out, s)
	}
	return out
}

// stands says how the firm stands to one requirement. A level that is asked needs a level that is reached.
func (c *Case) stands(id string, d Demand) (status Status, level *float64, ends int, by string) {
	for _, h := range c.Firm.Holds {
		if !slices.Contains(c.Registry.Holding(h.Requirement), id) {
			continue
		}
		ends, _ = c.Firm.Day(h.Expires) // checked when it was read
		levelled := id == d.Requirement && !math.IsNaN(d.Level)
		switch {
		case levelled && h.Level == nil:
			return Unknown, nil, ends, ""
		case levelled && !c.reaches(id, *h.Level, d.Level):
			return Gap, h.Level, ends, ""
		case ends < c.Until:
			return Expired, h.Level, ends, ""
		}
		return Met, h.Level, ends, h.Requirement
	}
	if slices.Contains(c.Firm.Lacks, id) {
		return Gap, nil, forever, ""
	}
	return Unknown, nil, forever, ""
}

func (c *Case) reaches(id string, has, asked float64) bool {
	if c.Registry.Find(id).AtMost {
		return has <= asked
	}
	return has >= asked
}

// Holding lists what holding a requirement holds: itself, and all that it implies.
func (r *Registry) Holding(id string) []string {
	out := []string{id}
	for k := 0; k < len(out); k++ {
		if one := r.Find(out[k]); one != nil {
			for _, more := range one.Implies {
				if !slices.Contains(out, more) {
					out = append(out, more)
				}
			}
		}
	}
	return out
}

// Assumed is how what the firm does not say is taken.
type Assumed bool

const (
	Lacked Assumed = false // the upper end of what it costs
	Held   Assumed = true  // the lower end
)

// Ways is a case as a problem of paths, with what its actions are.
type Ways struct {
	*path.Problem
	Names     []string // by action
	Sources   []string
	Kinds     []string // of the costs
	Unpriced  []string // requirements that matter and whose cost nobody gives: no action meets them
	Passing   []string // requirements whose evidence ends before the horizon and cannot be renewed
	Unlimited []string // bundles with a cost of renewal whose validity is not given: it is not counted
}

// Ways returns the case as a problem, with the costs of a size.
//
// A requirement whose cost is not known has no action: it is unpriced, not free. Evidence that cannot be renewed and
// ends before the horizon does not count.
func (c *Case) Ways(size Size, unknown Assumed) *Ways {
	w := &Ways{Problem: &path.Problem{NeedUntil: c.Until, Horizon: c.Horizon, Setups: map[string]float64{}}}
	for _, d := range c.demands() {
		clause := path.Clause{{ID: d.Requirement, Level: 1}}
		for _, s := range d.Substitutes {
			clause = append(clause, path.Item{ID: s, Level: 1})
		}
		w.Buyer = append(w.Buyer, clause)
	}
	relevant := c.relevant(w.Buyer)
	for _, one := range c.Registry.Requirements {
		for _, implied := range one.Implies {
			w.Implies = append(w.Implies, [2]path.Item{{ID: one.ID, Level: 1}, {ID: implied, Level: 1}})
		}
		if slices.Contains(relevant, one.ID) {
			c.own(w, one, size)
		}
	}
	for _, b := range c.Registry.Bundles {
		if slices.ContainsFunc(b.Closes, func(id string) bool { return slices.Contains(relevant, id) }) {
			c.bundle(w, b, size)
		}
	}
	c.held(w, relevant, unknown)
	return w
}

// relevant lists the requirements that the buyer's clauses reach, through what is needed and through bundles.
func (c *Case) relevant(buyer []path.Clause) []string {
	out := items(buyer)
	add := func(list []string) {
		for _, id := range list {
			if !slices.Contains(out, id) {
				out = append(out, id)
			}
		}
	}
	for k := 0; k < len(out); k++ {
		for _, one := range c.Registry.Requirements {
			if slices.Contains(c.Registry.Holding(one.ID), out[k]) {
				add([]string{one.ID})
			}
		}
		add(items(c.Registry.Find(out[k]).Needs))
		for _, b := range c.Registry.Bundles {
			if slices.Contains(b.Closes, out[k]) {
				add(items(b.Needs))
			}
		}
	}
	return out
}

// own adds the action that meets one requirement alone.
func (c *Case) own(w *Ways, one *Requirement, size Size) {
	e, wait, source, kind := one.Effort[size], one.Wait, one.CostFrom, one.CostKind
	for _, o := range c.Firm.Costs {
		if o.Requirement == one.ID {
			e = Effort{OneOff: path.Range{Low: o.low(), Central: o.OneOff, High: o.high()}, Renewal: o.Renewal,
				Recurring: o.Recurring, Days: o.Days}
			wait, source, kind = o.Wait, "the firm's own figure", "firm"
		}
	}
	days := Days(one.Valid)
	switch {
	case !e.Known():
		w.Unpriced = append(w.Unpriced, one.ID)
		return
	case !one.Renewable && days > 0 && days < c.Horizon:
		w.Passing = append(w.Passing, one.ID)
		return
	}
	w.add(path.Action{ID: one.ID, Closes: []path.Item{{ID: one.ID, Level: 1}}, Needs: one.Needs, OneOff: e.OneOff,
		Renewal: e.Renewal, Recurring: e.Recurring, Valid: days, Days: e.Days, Wait: wait, Staff: 1},
		one.Name, source, kind)
}

func (c *Case) bundle(w *Ways, b *Bundle, size Size) {
	e := b.Effort[size]
	if !e.Known() {
		return
	}
	a := path.Action{ID: b.ID, Needs: b.Needs, OneOff: e.OneOff, Renewal: e.Renewal, Recurring: e.Recurring,
		Valid: Days(b.Valid), Days: e.Days, Wait: b.Wait, Staff: 1}
	for _, id := range b.Closes {
		a.Closes = append(a.Closes, path.Item{ID: id, Level: 1})
	}
	if e.Renewal > 0 && b.Valid < 0 {
		w.Unlimited = append(w.Unlimited, b.ID)
	}
	w.add(a, b.Name, b.Source, "judgement")
}

func (w *Ways) add(a path.Action, name, source, kind string) {
	w.Actions = append(w.Actions, a)
	w.Names, w.Sources, w.Kinds = append(w.Names, name), append(w.Sources, source), append(w.Kinds, kind)
}

// Days turns months of validity into days; 0 is evidence that does not end, or is given with each consignment.
func Days(months int) int {
	if months <= 0 {
		return 0
	}
	return months * 365 / 12
}

// held adds what the firm holds. Where a demand has a level, what is held counts only where it reaches it.
func (c *Case) held(w *Ways, relevant []string, unknown Assumed) {
	asked := map[string]Demand{}
	for _, d := range c.demands() {
		asked[d.Requirement] = d
	}
	for _, id := range relevant {
		d, ok := asked[id]
		if !ok {
			d = Demand{Requirement: id, Level: math.NaN()}
		}
		status, _, ends, _ := c.stands(id, d)
		if status == Met || status == Unknown && unknown == Held {
			w.Held = append(w.Held, path.Held{Item: path.Item{ID: id, Level: 1}, Expires: ends})
		}
	}
}
