package golden

import (
	"context"
	"encoding/json"
	"ikat/requirement/path"
)

// problem is a problem as the golden instances write it.
type problem struct {
	NeedUntil int        `json:"need_until"`
	Horizon   int        `json:"horizon_days"`
	Implies   [][2]item  `json:"implies"`
	Held      []heldItem `json:"held"`
	Buyer     [][]item   `json:"buyer"`
	Setups    map[string]float64
	Actions   []action
	Staff     int `json:"staff_available"`
}

type item path.Item

func (i *item) UnmarshalJSON(b []byte) error {
	return json.Unmarshal(b, &[]any{&i.ID, &i.Level})
}

type heldItem struct {
	R       string
	Level   int
	Expires *int
}

type action struct {
	ID        string
	Closes    []item
	Needs     [][]item
	OneOff    path.Range `json:"one_off"`
	Renewal   float64
	Recurring float64 `json:"recurring_year"`
	Valid     *int    `json:"valid_days"`
	Setups    []string
	Days      int
	Wait      int `json:"wait_days"`
	Staff     int
}

func clauses(list [][]item) (out []path.Clause) {
	for _, c := range list {
		var clause path.Clause
		for _, i := range c {
			clause = append(clause, path.Item(i))
		}
		out = append(out, clause)
	}
	return out
}

func (g *problem) problem() *path.Problem {
	p := &path.Problem{NeedUntil: g.NeedUntil, Horizon: g.Horizon, Buyer: clauses(g.Buyer), Setups: g.Setups}
	for _, i := range g.Implies {
		p.Implies = append(p.Implies, [2]path.Item{path.Item(i[0]), path.Item(i[1])})
	}
	for _, h := range g.Held {
		expires := path.Forever
		if h.Expires != nil {
			expires = *h.Expires
		}
		p.Held = append(p.Held, path.Held{Item: path.Item{ID: h.R, Level: h.Level}, Expires: expires})
	}
	for _, a := range g.Actions {
		b := path.Action{ID: a.ID, Needs: clauses(a.Needs), OneOff: a.OneOff, Renewal: a.Renewal,
			Recurring: a.Recurring, Setups: a.Setups, Days: a.Days, Wait: a.Wait, Staff: a.Staff}
		if a.Valid != nil {
			b.Valid = *a.Valid
		}
		for _, i := range a.Closes {
			b.Closes = append(b.Closes, path.Item(i))
		}
		p.Actions = append(p.Actions, b)
	}
	return p
}

type pathAnswer struct {
	Feasible *bool
	Cost     float64
	Low      *float64 `json:"cost_low"`
	High     *float64 `json:"cost_high"`
}

func paths(ctx context.Context, o *Off, text []byte) error {
	return each(o, text, func(id string, in problem, want pathAnswer) error {
		p := in.problem()
		got, err := p.Cheapest(ctx, path.Ask{})
		if err != nil {
			return err
		}
		if feasible := want.Feasible == nil || *want.Feasible; feasible != (got != nil) {
			o.differ("%s: %v, want feasible %v", id, got, feasible)
		}
		if got == nil {
			return nil
		}
		o.near(id, got.Cost, want.Cost)
		for level, want := range map[path.Level]*float64{path.Low: want.Low, path.High: want.High} {
			if want != nil {
				other, err := p.Cheapest(ctx, path.Ask{Costs: level})
				if err != nil {
					return err
				}
				o.near(id+" at another level", other.Cost, *want)
			}
		}
		return nil
	})
}

type planAnswer struct {
	Day     int
	Actions map[string]struct {
		EarliestStart  int `json:"earliest_start"`
		EarliestFinish int `json:"earliest_finish"`
		LatestStart    int `json:"latest_start"`
		LatestFinish   int `json:"latest_finish"`
		Slack          int
		Early          int `json:"renewals_if_early"`
		Late           int `json:"renewals_if_late"`
	}
	CostEarly float64 `json:"renewal_cost_if_early"`
	CostLate  float64 `json:"renewal_cost_if_late"`
	Staffed   int     `json:"day_with_staff"`
}

func plans(ctx context.Context, o *Off, text []byte) error {
	return each(o, text, func(id string, in problem, want planAnswer) error {
		p := in.problem()
		var all []int
		for n := range p.Actions {
			all = append(all, n)
		}
		got, err := p.Dates(all, 0)
		if err != nil {
			return err
		}
		if got.Day != want.Day || len(got.Steps) != len(want.Actions) {
			o.differ("%s: day %d with %d steps, want %d with %d", id, got.Day, len(got.Steps), want.Day,
				len(want.Actions))
		}
		var early, late float64
		for _, s := range got.Steps {
			a := p.Actions[s.Action]
			w := want.Actions[a.ID]
			if s.Earliest != w.EarliestStart || s.Finish != w.EarliestFinish || s.Latest != w.LatestStart ||
				s.Last != w.LatestFinish || s.Slack() != w.Slack || s.RenewalsEarly != w.Early || s.RenewalsLate != w.Late {
				o.differ("%s, %s: %+v, want %+v", id, a.ID, s, w)
			}
			early += a.Renewal * float64(s.RenewalsEarly)
			late += a.Renewal * float64(s.RenewalsLate)
		}
		o.near(id+" early", early, want.CostEarly)
		o.near(id+" late", late, want.CostLate)
		staffed, err := p.Staffed(ctx, all, in.Staff)
		if err != nil {
			return err
		}
		if staffed.Day != want.Staffed || !staffed.Proved {
			o.differ("%s: %d with %d people (proved %v), want %d", id, staffed.Day, in.Staff, staffed.Proved,
				want.Staffed)
		}
		return nil
	})
}

type point struct {
	Cost float64
	Day  int `json:"days"`
}

type frontAnswer struct {
	Unlimited []point  `json:"front_unlimited"`
	Staffed   *[]point `json:"front_staff"`
}

// points compares a front.
func (o *Off) points(id string, got []*path.Path, want []point) {
	if len(got) != len(want) {
		o.differ("%s: %d points, want %d", id, len(got), len(want))
		return
	}
	for n, want := range want {
		o.near(id, got[n].Cost, want.Cost)
		if got[n].Day != want.Day {
			o.differ("%s: day %d, want %d", id, got[n].Day, want.Day)
		}
	}
}

func fronts(ctx context.Context, o *Off, text []byte) error {
	return each(o, text, func(id string, in problem, want frontAnswer) error {
		p := in.problem()
		got, err := p.Front(ctx, path.Central)
		if err != nil {
			return err
		}
		o.points(id, got, want.Unlimited)
		return nil
	})
}

func staffedFronts(ctx context.Context, o *Off, text []byte) error {
	return each(o, text, func(id string, in problem, want frontAnswer) error {
		if want.Staffed == nil {
			return nil
		}
		got, proved, err := in.problem().StaffedFront(ctx, path.Central, in.Staff)
		if err != nil {
			return err
		}
		if !proved {
			o.differ("%s: not proved", id)
		}
		o.points(id, got, *want.Staffed)
		return nil
	})
}
