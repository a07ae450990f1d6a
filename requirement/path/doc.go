// Package path finds the cheapest and the fastest ways to meet what a buyer asks, exactly.
//
// What is held are requirements at levels. An action closes some and needs others, so a way is a set of actions that
// can be carried out in some order: each action's needs are met by what is held or by earlier actions. Two actions
// that need each other do not support each other. A set of actions that leads to what is asked still does so with more
// actions, so the dearest set that does not lead there names what cannot be done without: at least one of the actions
// outside it. A cheapest set that takes one action from each of these lists costs no more than any way, and where it
// is a way itself it is a cheapest one (Haslum, Slaney and Thiébaux 2012, Minimal landmarks for optimal delete-free
// planning, ICAPS). The lists come with the answer and are its proof.
package path

// Item is a requirement at a level; holding a level holds those below it. Levels start at 1.
type Item struct {
	ID    string
	Level int
}

// Clause is what meets a demand: any one of its items.
type Clause []Item

// Forever is the day on which evidence without an end ends.
const Forever = 1 << 30

// Held is an item that a firm has evidence of, until a day.
type Held struct {
	Item
	Expires int // day; Forever where it does not end
}

// Range is an amount of money: low, central, high.
type Range struct{ Low, Central, High float64 }

// Action is something a firm can do.
type Action struct {
	ID        string
	Closes    []Item
	Needs     []Clause
	OneOff    Range
	Renewal   float64  // each time that evidence lapses
	Recurring float64  // a year
	Valid     int      // days the evidence lasts; 0 where it does not end
	Setups    []string // paid once for all actions that share them
	Days      int      // of work, which take Staff people
	Wait      int      // days after the work until there is evidence, which take nobody
	Staff     int
}

// Problem is what a firm holds, what a buyer asks, and what can be done.
type Problem struct {
	NeedUntil int // held evidence counts if it lasts to this day
	Horizon   int // days over which renewals and recurring costs are counted
	Implies   [][2]Item
	Held      []Held
	Buyer     []Clause
	Setups    map[string]float64
	Actions   []Action
}

// Level says which of a range's amounts an action's one-off cost is.
type Level int

const (
	Central Level = iota
	Low
	High
)

// At returns the amount of that level.
func (r Range) At(l Level) float64 {
	switch l {
	case Low:
		return r.Low
	case High:
		return r.High
	}
	return r.Central
}

// Cost is what an action costs over a horizon of days, without its set-ups: its one-off cost, a renewal each time its
// evidence lapses before the end, and what it costs a year.
func (a *Action) Cost(l Level, horizon int) float64 {
	return a.OneOff.At(l) + a.Renewal*float64(Renewals(horizon, a.Valid)) + a.Recurring*float64(horizon)/365
}

// Renewals is how often evidence that lasts valid days is renewed so that it lasts for so many days.
func Renewals(days, valid int) int {
	if valid <= 0 || days <= 0 {
		return 0
	}
	return (days+valid-1)/valid - 1
}
