package path_test

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"ikat/requirement/path"
)

const noDay = 1 << 30

// parallel are the days on which actions of a set begin when everything is done as early as it can be, in the plainest
// terms, and what is there on which day.
func parallel(p *path.Problem, set []int) (starts map[int]int, days map[string]int) {
	starts, days = map[int]int{}, map[string]int{}
	put := func(s state, day int) (sooner bool) {
		for id, l := range s {
			for ; l > 0; l-- {
				key := fmt.Sprint(id, ":", l)
				if d, ok := days[key]; !ok || d > day {
					days[key], sooner = day, true
				}
			}
		}
		return sooner
	}
	put(start(p), 0)
	for again := true; again; {
		again = false
		for _, n := range set {
			a := &p.Actions[n]
			at := needDay(a.Needs, days)
			if at >= noDay {
				continue
			}
			starts[n] = at
			gained := state{}
			for _, i := range a.Closes {
				gained.add(p, i)
			}
			again = put(gained, at+a.Days+a.Wait) || again
		}
	}
	return starts, days
}

// spent is what a set of actions costs, with the set-ups that it opens.
func spent(p *path.Problem, set []int) (cost float64) {
	open := map[string]bool{}
	for _, n := range set {
		cost += price(p, &p.Actions[n])
		for _, u := range p.Actions[n].Setups {
			if !open[u] {
				cost += p.Setups[u]
			}
			open[u] = true
		}
	}
	return cost
}

// point is a way's cost and day.
type point struct {
	cost float64
	day  int
}

// undominated are the ways that are not both dearer and later than another, the cheapest first, from every set of
// actions; day is nothing less than noDay where a set leads nowhere.
func undominated(p *path.Problem, day func(set []int) int) (out []point) {
	var all []point
	for bits := range 1 << len(p.Actions) {
		var set []int
		for n := range p.Actions {
			if bits>>n&1 == 1 {
				set = append(set, n)
			}
		}
		if d := day(set); d < noDay {
			all = append(all, point{spent(p, set), d})
		}
	}
	slices.SortFunc(all, func(a, b point) int {
		if math.Abs(a.cost-b.cost) > 1e-9 {
			return int(math.Copysign(1, a.cost-b.cost))
		}
		return a.day - b.day
	})
	last := noDay
	for _, q := range all {
		if q.day < last {
			out, last = append(out, q), q.day
		}
	}
	return out
}

func sameFront(t *testing.T, n int, got []*path.Path, want []point) {
	t.Helper()
	if len(got) != len(want) {
		t.Fatalf("%d: %d ways, want %d: %v", n, len(got), len(want), want)
	}
	for k, w := range want {
		if math.Abs(got[k].Cost-w.cost) > 1e-9 || got[k].Day != w.day {
			t.Fatalf("%d: way %d costs %v on day %d, want %v", n, k, got[k].Cost, got[k].Day, w)
		}
	}
}

// Cost against time, from every set of actions: circles, substitutes, levels, set-ups, bundles, evidence that ends.
func TestFrontsAgainstEverySet(t *testing.T) {
	r := rand.New(rand.NewPCG(640, 1))
	long := 0
	for n := range 2500 {
		p := random(r, 3+r.IntN(4), 5+r.IntN(4))
		got, err := p.Front(t.Context(), path.Central)
		if err != nil {
			t.Fatal(err)
		}
		want := undominated(p, func(set []int) int {
			_, days := parallel(p, set)
			return needDay(p.Buyer, days)
		})
		sameFront(t, n, got, want)
		if len(want) > 2 {
			long++
		}
		deadlines(t, p, want)
	}
	if long < 50 {
		t.Errorf("only %d fronts of three ways or more: the instances try little", long)
	}
}

// deadlines asks for the cheapest way by each day on which something changes, the day before it, and before all.
func deadlines(t *testing.T, p *path.Problem, front []point) {
	t.Helper()
	for k, w := range front {
		for _, by := range []int{w.day, w.day - 1} {
			want := math.Inf(1)
			for _, other := range front[k:] {
				if other.day <= by {
					want = min(want, other.cost)
				}
			}
			if by <= 0 { // any day
				continue
			}
			got, err := p.Cheapest(t.Context(), path.Ask{By: by})
			if err != nil {
				t.Fatal(err)
			}
			if (got == nil) != math.IsInf(want, 1) || got != nil && math.Abs(got.Cost-want) > 1e-9 {
				t.Fatalf("by day %d: %v, want %v", by, got, want)
			}
		}
	}
}

// The same with one or two people, from every order of every set.
func TestStaffedFrontsAgainstEveryOrderOfEverySet(t *testing.T) {
	r := rand.New(rand.NewPCG(640, 2))
	long := 0
	for n := range 500 {
		p := random(r, 3+r.IntN(2), 3+r.IntN(3))
		people := 1 + r.IntN(2)
		got, proved, err := p.StaffedFront(t.Context(), path.Central, people)
		if err != nil || !proved {
			t.Fatal(proved, err)
		}
		want := undominated(p, func(set []int) int {
			able := slices.DeleteFunc(slices.Clone(set), func(a int) bool {
				return p.Actions[a].Days > 0 && p.Actions[a].Staff > people
			})
			return everyOrder(p, able, people)
		})
		sameFront(t, n, got, want)
		if len(want) > 1 {
			long++
		}
	}
	if long < 10 {
		t.Errorf("only %d fronts of two ways or more: the instances try little", long)
	}
}

// A plan's dates: the earliest are those of doing everything as early as it can be, the latest delay nothing when all
// actions take them, and are the last that do where each clause is met by one action alone.
func TestDatesOfPlans(t *testing.T) {
	r := rand.New(rand.NewPCG(640, 3))
	tried := 0
	for n := range 3000 {
		p := random(r, 3+r.IntN(4), 2+r.IntN(7))
		way, err := p.Cheapest(t.Context(), path.Ask{})
		if err != nil {
			t.Fatal(err)
		}
		if way == nil || len(way.Actions) < 2 {
			continue
		}
		tried++
		plan, err := p.Dates(way.Actions, 0)
		if err != nil {
			t.Fatal(err)
		}
		starts, days := parallel(p, way.Actions)
		if want := needDay(p.Buyer, days); plan.Day != want {
			t.Fatalf("%d: day %d, want %d", n, plan.Day, want)
		}
		late := map[int]int{}
		for _, s := range plan.Steps {
			if s.Earliest != starts[s.Action] || s.Latest < s.Earliest {
				t.Fatalf("%d: %+v, begins on %d", n, s, starts[s.Action])
			}
			late[s.Action] = s.Latest
		}
		if day := asLateAs(t, p, late); day > plan.Day {
			t.Fatalf("%d: all as late as they may be meet the buyer on day %d, not %d", n, day, plan.Day)
		}
	}
	if tried < 300 {
		t.Errorf("only %d ways of two actions or more", tried)
	}
}

// asLateAs is the day on which the buyer's clauses are met when each action begins on its day, on which what it needs
// must be there.
func asLateAs(t *testing.T, p *path.Problem, starts map[int]int) int {
	t.Helper()
	days := map[string]int{}
	put := func(s state, day int) {
		for id, l := range s {
			for ; l > 0; l-- {
				key := fmt.Sprint(id, ":", l)
				if d, ok := days[key]; !ok || d > day {
					days[key] = day
				}
			}
		}
	}
	put(start(p), 0)
	for n, at := range starts {
		gained := state{}
		for _, i := range p.Actions[n].Closes {
			gained.add(p, i)
		}
		put(gained, at+p.Actions[n].Days+p.Actions[n].Wait)
	}
	for n, at := range starts {
		if day := needDay(p.Actions[n].Needs, days); day > at {
			t.Fatalf("%s begins on day %d, and what it needs is there on day %d", p.Actions[n].ID, at, day)
		}
	}
	return needDay(p.Buyer, days)
}
