package requirement

import (
	"context"
	"math"
	"slices"

	"ikat/requirement/path"
)

// Ready is the answer about a firm before a buyer.
type Ready struct {
	*Case
	Standings []Standing
	Ways      *Ways        // with what the firm does not say taken as lacking
	Path      *path.Path   // chosen; nil where there is none
	Front     []*path.Path // cost against time, the cheapest first
	Proved    bool         // the front with a number of people was searched to its end
	Plan      *path.Plan
	Schedule  *path.Schedule // with the people there are; nil where they are plenty
	Named     float64        // the buyer's list added up, each at the cheapest action that meets it, nothing before it
	Low, High float64        // least cost with all costs low, all high: by other ways, perhaps
	ThenLow   float64        // the chosen way's cost then
	ThenHigh  float64
	IfHeld    *path.Path // the cheapest way if all that the firm does not say were held
	Lapses    []Lapse
	Large     *path.Path // a large firm's cheapest way, from the same start
	LargeWays *Ways
	Recurring float64 // of the way, a year
	Once      float64 // of the way, without renewals and upkeep
	Money     *Money  // nil where the firm has no contract or no path
}

// Lapse is evidence of the way that ends before the contract does, and cannot be renewed: what follows it, and when it
// must be obtained so that no day is without.
type Lapse struct {
	Action   int    // whose evidence ends
	Next     []int  // actions that close the same demand by other means
	Ready    int    // day on which these are finished at the earliest
	From, To int    // days between which the first must be obtained; From above To: there is no such day
	Clause   string // what the demand is
	Starts   []int  // days on which Next begin
	Lasts    int    // day on which the first ends when it is obtained at the earliest
}

// Choice says which way to take.
type Choice struct {
	By      int  // the day by which the firm must be ready; 0 is any
	Fastest bool // the soonest way rather than the cheapest
}

// Answer finds the ways of a firm to a buyer.
//
// Error: fault.NotFound for names that are none; what path says; the end of ctx.
func (c *Case) Answer(ctx context.Context, how Choice) (*Ready, error) {
	if err := c.Check(); err != nil {
		return nil, err
	}
	size := c.Firm.Of()
	out := &Ready{Case: c, Standings: c.Standings(), Ways: c.Ways(size, Lacked), Proved: true}
	var err error
	if people := c.Firm.People; people > 0 {
		out.Front, out.Proved, err = out.Ways.StaffedFront(ctx, path.Central, people)
	} else {
		out.Front, err = out.Ways.Front(ctx, path.Central)
	}
	if err != nil {
		return nil, err
	}
	out.choose(how)
	if out.IfHeld, err = c.Ways(size, Held).Cheapest(ctx, path.Ask{}); err != nil {
		return nil, err
	}
	out.LargeWays = c.Ways(Large, Lacked)
	if out.Large, err = out.LargeWays.Cheapest(ctx, path.Ask{}); err != nil || out.Path == nil {
		return out, err
	}
	if err := out.dates(ctx); err != nil {
		return nil, err
	}
	return out, out.costs(ctx)
}

// choose takes the cheapest way of the front that is in time.
func (r *Ready) choose(how Choice) {
	for _, p := range r.Front {
		if how.By == 0 || p.Day <= how.By {
			r.Path = p
			if !how.Fastest {
				return
			}
		}
	}
}

// costs fills in the ranges: a least cost is not the chosen way's cost.
func (r *Ready) costs(ctx context.Context) error {
	for level, to := range map[path.Level][2]*float64{path.Low: {&r.Low, &r.ThenLow}, path.High: {&r.High, &r.ThenHigh}} {
		other, err := r.Ways.Cheapest(ctx, path.Ask{Costs: level})
		if err != nil {
			return err
		}
		*to[0] = other.Cost
		for _, a := range r.Path.Actions {
			*to[1] += r.Ways.Actions[a].Cost(level, r.Horizon)
		}
	}
	for _, a := range r.Path.Actions {
		r.Once += r.Ways.Actions[a].OneOff.Central
		r.Recurring += r.Ways.Actions[a].Recurring
	}
	r.Named = r.Ways.addedUp(r.Registry)
	if r.Firm.Contract != nil {
		r.Money = r.money()
	}
	return nil
}

// addedUp is what the buyer's list costs as a price list: each demand that is not met at the cheapest action that meets
// it, whatever has to come first and whatever is done together. It may be below or above the least cost.
func (w *Ways) addedUp(registry *Registry) (total float64) {
	for _, clause := range w.Buyer {
		asked := func(i path.Item) bool {
			return slices.ContainsFunc(registry.Holding(i.ID), func(id string) bool {
				return slices.Contains(clause, path.Item{ID: id, Level: 1})
			})
		}
		if slices.ContainsFunc(w.Held, func(h path.Held) bool { return asked(h.Item) }) {
			continue
		}
		least := math.Inf(1)
		for _, a := range w.Actions {
			if slices.ContainsFunc(a.Closes, asked) {
				least = min(least, a.Cost(path.Central, w.Horizon))
			}
		}
		total += least
	}
	return total
}

// dates fills in the plan, and what follows evidence that ends.
func (r *Ready) dates(ctx context.Context) error {
	var err error
	if r.Plan, err = r.Ways.Dates(r.Path.Actions, 0); err != nil {
		return err
	}
	if r.Firm.People > 0 {
		if r.Schedule, err = r.Ways.Staffed(ctx, r.Path.Actions, r.Firm.People); err != nil {
			return err
		}
	}
	if r.Firm.Contract == nil {
		return nil
	}
	end := r.Day() + 365*r.Firm.Contract.Years
	for _, a := range r.Path.Actions {
		if err := r.lapse(ctx, a, end); err != nil {
			return err
		}
	}
	return nil
}

// Day is when the firm is ready.
func (r *Ready) Day() int {
	if r.Schedule != nil {
		return r.Schedule.Day
	}
	return r.Plan.Day
}

// Start is when an action of the way begins: as early as it can, with the people there are.
func (r *Ready) Start(action int) int {
	if r.Schedule != nil && r.Schedule.Starts[action] >= 0 {
		return r.Schedule.Starts[action]
	}
	for _, s := range r.Plan.Steps {
		if s.Action == action {
			return s.Earliest
		}
	}
	return 0
}

// Finish is when an action that begins as Start says has its evidence.
func (r *Ready) Finish(action int) int {
	return r.Start(action) + r.Ways.Actions[action].Days + r.Ways.Actions[action].Wait
}

// lapse looks for what follows an action's evidence where that ends before the contract and cannot be renewed.
func (r *Ready) lapse(ctx context.Context, action, end int) error {
	a := &r.Ways.Actions[action]
	one := r.Registry.Find(a.ID)
	if one == nil || one.Renewable || a.Valid == 0 || r.Day()+a.Valid >= end {
		return nil
	}
	l := Lapse{Action: action, Clause: one.Name, Ready: forever}
	for _, clause := range r.Ways.Buyer {
		if slices.ContainsFunc(clause, func(i path.Item) bool { return i.ID == a.ID }) {
			if err := r.follow(ctx, &l, clause); err != nil {
				return err
			}
		}
	}
	l.From, l.To = 0, r.Day()
	if l.Ready < forever {
		l.From = max(0, l.Ready-a.Valid)
	} else {
		l.From = end - a.Valid
	}
	l.Lasts = r.Finish(action) + a.Valid
	r.Lapses = append(r.Lapses, l)
	return nil
}

// follow finds the cheapest way to meet a clause without an action's own item, with all else of the way in hand.
func (r *Ready) follow(ctx context.Context, l *Lapse, clause path.Clause) error {
	p := *r.Ways.Problem
	own := p.Actions[l.Action].ID
	rest := slices.DeleteFunc(slices.Clone(clause), func(i path.Item) bool { return i.ID == own })
	p.Buyer = []path.Clause{rest}
	p.Actions = slices.Clone(p.Actions)
	p.Actions[l.Action].Closes = nil
	for _, a := range r.Path.Actions { // done already: no cost again
		p.Actions[a].OneOff, p.Actions[a].Renewal, p.Actions[a].Recurring = path.Range{}, 0, 0
	}
	next, err := p.Cheapest(ctx, path.Ask{})
	if err != nil || next == nil {
		return err
	}
	// its own dates, from the days on which the way's evidence is there
	days := map[string]int{}
	for _, h := range p.Held {
		days[h.ID] = 0
	}
	for _, a := range r.Path.Actions {
		if a != l.Action {
			gained(days, r.Registry, p.Actions[a].Closes, r.Finish(a))
		}
	}
	l.Ready = 0
	for _, a := range next.Actions {
		if slices.Contains(r.Path.Actions, a) {
			continue
		}
		start := 0
		for _, need := range p.Actions[a].Needs {
			first := forever
			for _, i := range need {
				if d, ok := days[i.ID]; ok {
					first = min(first, d)
				}
			}
			start = max(start, first)
		}
		finish := start + p.Actions[a].Days + p.Actions[a].Wait
		gained(days, r.Registry, p.Actions[a].Closes, finish)
		l.Next, l.Starts, l.Ready = append(l.Next, a), append(l.Starts, start), max(l.Ready, finish)
	}
	return nil
}

// gained notes the day on which items are held, with what they imply.
func gained(days map[string]int, registry *Registry, closes []path.Item, day int) {
	for _, i := range closes {
		for _, id := range registry.Holding(i.ID) {
			if d, ok := days[id]; !ok || day < d {
				days[id] = day
			}
		}
	}
}
