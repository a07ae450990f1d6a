package contract

import (
	"ikat/fault"
)

// Stage is a supplier in a chain: what stops it when another one stops delivering.
type Stage struct {
	Supplier
	ID    string
	Mode  Mode
	From  []string // stages it buys from
	Lead  int      // days from its input to its own delivery
	Stock int      // days its stock of the input lasts
}

// Dry is when stages run dry.
type Dry struct {
	Cash  []*Cash // by stage
	First int     // stage whose credit is exhausted first; -1 where none is
	Stops []int   // by stage: the day on which it stops because the first one does; -1 where it does not
}

// RunDry follows every stage's cash, and what the first failure does to the stages that buy, one from the other, from
// the stage that fails: each stops Lead + Stock days after the one before it.
//
// Error: as Follow; fault.NotFound for a stage that buys from one that there is not; fault.Inconsistent for an id used
// twice; fault.Invalid for a time below nothing.
func RunDry(stages []Stage) (*Dry, error) {
	if n, s := slipOf(stages); s != nil {
		return nil, s.fault("stage " + stages[n].ID)
	}
	out := &Dry{First: -1}
	at := map[string]int{}
	for n, s := range stages {
		at[s.ID] = n
	}
	for n := range stages {
		cash, err := stages[n].Follow(stages[n].Mode)
		if err != nil {
			return nil, err
		}
		out.Cash = append(out.Cash, cash)
		if cash.Breach >= 0 && (out.First < 0 || cash.Breach < out.Cash[out.First].Breach) {
			out.First = n
		}
	}
	out.Stops = make([]int, len(stages))
	for n := range out.Stops {
		out.Stops[n] = -1
	}
	if out.First >= 0 {
		out.Stops[out.First] = out.Cash[out.First].Breach
	}
	out.spread(stages, at)
	return out, nil
}

// slipOf is the first stage that has something wrong, and what; nil where none has.
func slipOf(stages []Stage) (int, *slip) {
	at := map[string]int{}
	for n, s := range stages {
		if _, twice := at[s.ID]; twice {
			return n, &slip{fault.Inconsistent, []any{"id"}, "its id is used twice"}
		}
		at[s.ID] = n
	}
	for n, s := range stages {
		for _, a := range []amount{{"lead_days", float64(s.Lead)}, {"stock_days", float64(s.Stock)}} {
			if a.value < 0 || a.value > mostDays {
				return n, a.slip()
			}
		}
		for k, id := range s.From {
			if _, ok := at[id]; !ok {
				return n, &slip{fault.NotFound, []any{"from", k},
					fault.Say("it buys from %q, and there is no such stage", id)}
			}
		}
		if wrong := s.Supplier.slip(); wrong != nil {
			wrong.path = append([]any{"terms"}, wrong.path...)
			return n, wrong
		}
	}
	return 0, nil
}

// spread follows who buys from whom, until no stage stops sooner; days add up, so that circles end it.
func (d *Dry) spread(stages []Stage, at map[string]int) {
	for again := true; again; {
		again = false
		for n, s := range stages {
			for _, id := range s.From {
				from := at[id]
				if d.Stops[from] < 0 || n == d.First {
					continue
				}
				if day := d.Stops[from] + s.Lead + s.Stock; d.Stops[n] < 0 || day < d.Stops[n] {
					d.Stops[n], again = day, true
				}
			}
		}
	}
}
