package path_test

import (
	"container/heap"
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"sort"
	"testing"

	"ikat/requirement/path"
)

// random makes a problem with circular needs, substitutes, levels, implications, shared set-ups and evidence that
// ends.
func random(r *rand.Rand, items, actions int) *path.Problem {
	levels := make([]int, items)
	for i := range levels {
		levels[i] = 1 + r.IntN(4)/3*(1+r.IntN(2))
	}
	item := func() path.Item {
		i := r.IntN(items)
		return path.Item{ID: fmt.Sprint("R", i), Level: 1 + r.IntN(levels[i])}
	}
	clause := func() path.Clause {
		out := path.Clause{item()}
		for r.IntN(3) == 0 {
			out = append(out, item())
		}
		return out
	}
	p := &path.Problem{NeedUntil: 100, Horizon: []int{365, 1095}[r.IntN(2)],
		Setups: map[string]float64{"S1": float64(r.IntN(40)), "S2": float64(r.IntN(9))}}
	for range r.IntN(3) {
		p.Implies = append(p.Implies, [2]path.Item{item(), item()})
	}
	for range r.IntN(3) {
		p.Held = append(p.Held, path.Held{Item: item(), Expires: []int{50, 200, path.Forever}[r.IntN(3)]})
	}
	for range 1 + r.IntN(3) {
		p.Buyer = append(p.Buyer, clause())
	}
	for n := range actions {
		cost := float64(r.IntN(30))
		a := path.Action{ID: fmt.Sprint("a", n), OneOff: path.Range{Low: cost / 2, Central: cost, High: 2 * cost},
			Renewal: float64(r.IntN(5)), Recurring: float64(r.IntN(4)), Valid: []int{0, 180, 365}[r.IntN(3)],
			Days: r.IntN(60), Wait: r.IntN(30), Staff: 1 + r.IntN(2)}
		for range 1 + r.IntN(2) {
			a.Closes = append(a.Closes, item())
		}
		for range r.IntN(3) {
			a.Needs = append(a.Needs, clause())
		}
		if r.IntN(3) == 0 {
			a.Setups = []string{fmt.Sprint("S", 1+r.IntN(2))}
		}
		p.Actions = append(p.Actions, a)
	}
	return p
}

// state is what is held, at which level, in the plainest terms: nothing of the package's own.
type state map[string]int

func (s state) meets(c path.Clause) bool {
	return slices.ContainsFunc(c, func(i path.Item) bool { return s[i.ID] >= i.Level })
}

func (s state) all(list []path.Clause) bool {
	for _, c := range list {
		if !s.meets(c) {
			return false
		}
	}
	return true
}

func (s state) add(p *path.Problem, i path.Item) {
	if s[i.ID] >= i.Level {
		return
	}
	s[i.ID] = i.Level
	for _, imply := range p.Implies {
		if s[imply[0].ID] >= imply[0].Level {
			s.add(p, imply[1])
		}
	}
}

func start(p *path.Problem) state {
	s := state{}
	for _, h := range p.Held {
		if h.Expires >= p.NeedUntil {
			s.add(p, h.Item)
		}
	}
	return s
}

// brute tries every set of actions in every order that gets anywhere.
func brute(p *path.Problem) float64 {
	best := math.Inf(1)
	for set := range 1 << len(p.Actions) {
		s, taken, setups, cost := start(p), 0, map[string]bool{}, 0.0
		for again := true; again; {
			again = false
			for n := range p.Actions {
				a := &p.Actions[n]
				if set>>n&1 == 0 || taken>>n&1 == 1 || !s.all(a.Needs) {
					continue
				}
				taken |= 1 << n
				again = true
				cost += price(p, a)
				for _, u := range a.Setups {
					setups[u] = true
				}
				for _, i := range a.Closes {
					s.add(p, i)
				}
			}
		}
		for u := range setups {
			cost += p.Setups[u]
		}
		if taken == set && s.all(p.Buyer) {
			best = min(best, cost)
		}
	}
	return best
}

// price counts renewals one by one.
func price(p *path.Problem, a *path.Action) float64 {
	cost := a.OneOff.Central + a.Recurring*float64(p.Horizon)/365
	for day := a.Valid; a.Valid > 0 && day < p.Horizon; day += a.Valid {
		cost += a.Renewal
	}
	return cost
}

// dijkstra searches over what is held and which set-ups are open.
func dijkstra(p *path.Problem) float64 {
	q := &queue{{start(p), "", 0}}
	done := map[string]bool{}
	for q.Len() > 0 {
		v := heap.Pop(q).(vertex)
		key := v.key()
		if done[key] {
			continue
		}
		done[key] = true
		if v.state.all(p.Buyer) {
			return v.cost
		}
		for n := range p.Actions {
			a := &p.Actions[n]
			if !v.state.all(a.Needs) {
				continue
			}
			next := vertex{state{}, v.open, v.cost + price(p, a)}
			for id, l := range v.state {
				next.state[id] = l
			}
			for _, i := range a.Closes {
				next.state.add(p, i)
			}
			for _, u := range a.Setups {
				if v.open != u && v.open != "S1S2" {
					next.cost += p.Setups[u]
					next.open = map[bool]string{true: u, false: "S1S2"}[v.open == ""]
				}
			}
			heap.Push(q, next)
		}
	}
	return math.Inf(1)
}

type vertex struct {
	state state
	open  string
	cost  float64
}

func (v vertex) key() string {
	var list []string
	for id, l := range v.state {
		list = append(list, fmt.Sprint(id, ":", l))
	}
	sort.Strings(list)
	return fmt.Sprint(list, v.open)
}

type queue []vertex

func (q queue) Len() int           { return len(q) }
func (q queue) Less(i, j int) bool { return q[i].cost < q[j].cost }
func (q queue) Swap(i, j int)      { q[i], q[j] = q[j], q[i] }
func (q *queue) Push(x any)        { *q = append(*q, x.(vertex)) }
func (q *queue) Pop() any {
	old := *q
	x := old[len(old)-1]
	*q = old[:len(old)-1]
	return x
}

// Every way found is one that can be carried out, costs what it says, and is as cheap as two other methods find.
func TestPathsAgainstBruteForceAndAnotherMethod(t *testing.T) {
	r := rand.New(rand.NewPCG(7, 11))
	infeasible := 0
	for n := range 4000 {
		p := random(r, 3+r.IntN(4), 2+r.IntN(8))
		got, err := p.Cheapest(t.Context(), path.Ask{})
		if err != nil {
			t.Fatal(err)
		}
		want, other := brute(p), dijkstra(p)
		if want != other && math.Abs(want-other) > 1e-9 {
			t.Fatalf("%d: the two other methods disagree: %v, %v", n, want, other)
		}
		if got == nil {
			infeasible++
			if !math.IsInf(want, 1) {
				t.Fatalf("%d: no way found, want %v", n, want)
			}
			continue
		}
		if math.Abs(got.Cost-want) > 1e-9 {
			t.Fatalf("%d: %v, want %v", n, got.Cost, want)
		}
		carriedOut(t, p, got)
	}
	if infeasible < 20 || infeasible > 3000 {
		t.Errorf("%d of 4000 have no way: the instances try little", infeasible)
	}
}

// carriedOut takes the actions in the order given.
func carriedOut(t *testing.T, p *path.Problem, got *path.Path) {
	t.Helper()
	s, cost, open := start(p), 0.0, map[string]bool{}
	for _, n := range got.Actions {
		a := &p.Actions[n]
		if !s.all(a.Needs) {
			t.Fatalf("action %s comes before what it needs", a.ID)
		}
		for _, i := range a.Closes {
			s.add(p, i)
		}
		cost += price(p, a)
		for _, u := range a.Setups {
			if !open[u] {
				cost += p.Setups[u]
			}
			open[u] = true
		}
	}
	if !s.all(p.Buyer) || math.Abs(cost-got.Cost) > 1e-9 {
		t.Fatalf("the way costs %v and meets the buyer %v; it says %v", cost, s.all(p.Buyer), got.Cost)
	}
}

// Two actions that need each other do not support each other.
func TestActionsThatNeedEachOther(t *testing.T) {
	one := func(id string) path.Item { return path.Item{ID: id, Level: 1} }
	act := func(id string, closes, needs string, cost float64) path.Action {
		a := path.Action{ID: id, Closes: []path.Item{one(closes)}, OneOff: path.Range{Central: cost}}
		if needs != "" {
			a.Needs = []path.Clause{{one(needs)}}
		}
		return a
	}
	p := &path.Problem{Buyer: []path.Clause{{one("A")}}, Actions: []path.Action{act("x", "A", "B", 1),
		act("y", "B", "A", 1), act("z", "A", "", 50)}}
	got, err := p.Cheapest(t.Context(), path.Ask{})
	if err != nil || got.Cost != 50 {
		t.Errorf("%v, %v; want 50", got, err)
	}
	p = &path.Problem{Buyer: []path.Clause{{one("B")}}, Actions: []path.Action{act("a1", "A", "", 10),
		act("a2", "B", "A", 5)}}
	if got, err = p.Cheapest(t.Context(), path.Ask{}); err != nil || got.Cost != 15 || len(got.Actions) != 2 {
		t.Errorf("%v, %v; want 15", got, err)
	}
}

// The proof is one: no choice from its lists is cheaper, and without any one list a way loses nothing.
func TestTheProofHolds(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 5))
	for range 100 {
		p := random(r, 5, 8)
		got, err := p.Cheapest(t.Context(), path.Ask{})
		if err != nil {
			t.Fatal(err)
		}
		if got == nil {
			continue
		}
		least := math.Inf(1)
		setups := []string{"S1", "S2"}
		for set := range 1 << (len(p.Actions) + 2) {
			cost := 0.0
			in := func(n int) bool { return set>>n&1 == 1 }
			for n := range p.Actions {
				if in(n) {
					cost += price(p, &p.Actions[n])
				}
			}
			for k, u := range setups {
				if in(len(p.Actions) + k) {
					cost += p.Setups[u]
				}
			}
			hits := true
			for _, l := range got.Proof {
				hit := slices.ContainsFunc(l.Actions, in)
				for k, u := range setups {
					hit = hit || slices.Contains(l.Setups, u) && in(len(p.Actions)+k)
				}
				hits = hits && hit
			}
			if hits {
				least = min(least, cost)
			}
		}
		if math.Abs(least-got.Cost) > 1e-9 {
			t.Fatalf("the lists prove %v of %v", least, got.Cost)
		}
	}
}

// Schedules with people against every order of the actions.
func TestSchedulesAgainstEveryOrder(t *testing.T) {
	r := rand.New(rand.NewPCG(13, 17))
	tried := 0
	for range 1500 {
		p := random(r, 5, 6)
		way, err := p.Cheapest(t.Context(), path.Ask{})
		if err != nil || way == nil || len(way.Actions) < 3 {
			continue
		}
		tried++
		got, err := p.Staffed(t.Context(), way.Actions, 2)
		if err != nil {
			t.Fatal(err)
		}
		if want := everyOrder(p, way.Actions, 2); got.Day != want || !got.Proved {
			t.Fatalf("%d (proved %v), want %d", got.Day, got.Proved, want)
		}
	}
	if tried < 60 {
		t.Errorf("only %d ways of three actions or more", tried)
	}
}

// everyOrder places the actions day by day in every order.
func everyOrder(p *path.Problem, actions []int, people int) int {
	best := 1 << 30
	var place func(done []int, busy map[int]int, ready map[string]int, s state, last int)
	place = func(done []int, busy map[int]int, days map[string]int, s state, last int) {
		if s.all(p.Buyer) {
			best = min(best, buyerDay(p, days))
			return
		}
		for _, n := range actions {
			a := &p.Actions[n]
			if slices.Contains(done, n) || !s.all(a.Needs) {
				continue
			}
			at := needDay(a.Needs, days)
			for clash := true; clash; {
				clash = false
				for d := at; d < at+a.Days; d++ {
					if busy[d]+a.Staff > people {
						clash = true
						at = d + 1
						break
					}
				}
			}
			nextBusy, nextDays, nextState := map[int]int{}, map[string]int{}, state{}
			for d, b := range busy {
				nextBusy[d] = b
			}
			for d := at; d < at+a.Days; d++ {
				nextBusy[d] += a.Staff
			}
			for k, d := range days {
				nextDays[k] = d
			}
			for k, l := range s {
				nextState[k] = l
			}
			gained := state{}
			for _, i := range a.Closes {
				gained.add(p, i)
				nextState.add(p, i)
			}
			for id, l := range gained {
				for ; l > 0; l-- {
					key := fmt.Sprint(id, ":", l)
					if d, ok := nextDays[key]; !ok || d > at+a.Days+a.Wait {
						nextDays[key] = at + a.Days + a.Wait
					}
				}
			}
			place(append(slices.Clone(done), n), nextBusy, nextDays, nextState, last)
		}
	}
	days, s := map[string]int{}, start(p)
	for id, l := range s {
		for ; l > 0; l-- {
			days[fmt.Sprint(id, ":", l)] = 0
		}
	}
	place(nil, map[int]int{}, days, s, 0)
	return best
}

func buyerDay(p *path.Problem, days map[string]int) int { return needDay(p.Buyer, days) }

func needDay(list []path.Clause, days map[string]int) (last int) {
	for _, c := range list {
		first := 1 << 30
		for _, i := range c {
			if d, ok := days[fmt.Sprint(i.ID, ":", i.Level)]; ok {
				first = min(first, d)
			}
		}
		last = max(last, first)
	}
	return last
}
