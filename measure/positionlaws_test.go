package measure

import (
	"math"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"ikat/fault"
	"ikat/icio"
	"ikat/internal/randtable"
	"ikat/internal/tinyworld"
	"ikat/leontief"
	"ikat/result"
)

// What the definitions of position promise of any table, sectors without output and inventories among it.
func TestLawsOfPosition(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := newSystem(t, randtable.Draw(t), leontief.Options{})
		columns := func(id string) func(string) []float64 {
			f := question{must(Find(id)), Query{Level: "sector", Options: defaults(id)}}.run(t, s)
			return func(name string) []float64 { return f.Column(name).Floats }
		}
		near := func(what string, got, want float64) {
			t.Helper()
			if !(math.Abs(got-want) <= 1e-9*math.Max(1, math.Abs(want))) {
				t.Fatalf("%s: %v, want %v", what, got, want)
			}
		}
		pos, length, mult := columns("position"), columns("length"), columns("multipliers")
		up, down := pos("upstreamness"), pos("downstreamness")
		for i := range s.N() {
			// A stage more than the users', weighted by what they take: users without output among them.
			u, d := 1., 1.
			for j := range s.N() {
				u += s.Z(i, j) * s.InvX()[i] * up[j]
				d += s.A(j, i) * down[j]
			}
			near("upstreamness of "+s.Sector(i), up[i], u)
			near("downstreamness of "+s.Sector(i), down[i], d)
			near("output multiplier of "+s.Sector(i), mult("output")[i], down[i])
			near("supply multiplier of "+s.Sector(i), mult("output_ghosh")[i], up[i])
			if s.V[i]*s.X[i] > 1e-6 && idle(s) == 0 {
				near("length forward from "+s.Sector(i), length("plv")[i], up[i])
			}
			near("shares of "+s.Sector(i), pos("va_to_output")[i], s.V[i])
		}
	})
}

// idle returns what sectors without output buy: output that the system's coefficients cannot place.
func idle(s *leontief.System) float64 {
	var out float64
	for j, x := range s.X {
		for i := range s.N() {
			if x == 0 {
				out += math.Abs(s.Z(i, j))
			}
		}
	}
	return out
}

func must(m *Measure, err error) *Measure {
	if err != nil {
		panic(err)
	}
	return m
}

func defaults(id string) map[string]string {
	q, err := must(Find(id)).Check(Query{})
	if err != nil {
		panic(err)
	}
	return q.Options
}

// Taxes of 5 on the inputs of tools belong to nobody: of 50 of tools, .1 of value is missing from every part, and none
// of it is trade in value chains.
func TestTaxesAreNoPartOfOutput(t *testing.T) {
	table := tinyworld.Table()
	table.VA[1] -= 5
	s, err := leontief.New(table, leontief.Options{Basis: leontief.Reported})
	if err != nil {
		t.Fatal(err)
	}
	f := ask(t, s, "participation-output", Query{Level: "sector"})
	// As with all value added, but own value of tools is .6: 20 of them are used at home and 30 abroad.
	expect(t, having(f, "A", "2"), []string{"outp", "outpd", "outptt", "gvco", "gvcobp", "gvcofp", "gvcomix"},
		[][]float64{{50, 12, 21.6, 11.4, 11.4, 0, 0}})
}

// What rounding leaves of a link that is not there is no length, and a group's is weighted by output like its position.
func TestPropagationWhereNothingArrives(t *testing.T) {
	f := ask(t, system(t), "apl", Query{Level: "sector"})
	if v := f.Column("apl_forward").Floats[1]; !math.IsNaN(v) {
		t.Errorf("tools go to final users only, and reach somebody in %v steps", v)
	}
	s, err := leontief.New(tinyworld.Table(),
		leontief.Options{Groups: []leontief.Group{{Code: "AC", Members: []string{"A", "C"}}}})
	if err != nil {
		t.Fatal(err)
	}
	// Tools (50): .665 at .875 steps' weight; machines (200): .55, of which .15 at two steps.
	expect(t, having(ask(t, s, "apl", Query{Level: "sector"}), "AC", "2"), []string{"apl_backward"},
		[][]float64{{(50*.875 + 200*.7) / (50*.665 + 200*.55)}})
}

// Sector 1 sells .4 of its output to sector 2, which has none: a stage more for those .4, 1.4 in all.
func TestASectorWithoutOutputIsAUser(t *testing.T) {
	table := &icio.Table{Economies: []string{"A"}, Industries: []string{"1", "2"}, Categories: []string{"FD"},
		Z: []float64{0, 4, 0, 0}, F: []float64{6, 0}, X: []float64{10, 0}, VA: []float64{10, -4}}
	s, err := leontief.New(table, leontief.Options{})
	if err != nil {
		t.Fatal(err)
	}
	expect(t, ask(t, s, "position", Query{Level: "sector"}), []string{"upstreamness", "downstreamness",
		"final_to_output", "va_to_output"},
		[][]float64{{1.4, 1, .6, 1}, {1, 1, 0, 0}})
}

// Without machines, 80 of parts, and with them 10 of B_1 and 20 of ore, are not needed. Without what A buys of C,
// machines for 15 + 45 and .3 of what they take are not.
func TestWhoLosesInTinyWorld(t *testing.T) {
	for target, want := range map[string][]float64{"C_2": {20, 0, 10, 80, 0, 200}, "B:C": {20, 0, 10, 80, 0, 0},
		"C:A": {6, 0, 3, 24, 0, 60}} {
		f := ask(t, system(t), "multipliers", Query{Level: "sector", Options: map[string]string{"extract": target}})
		for i, w := range want {
			if got := f.Column("output_lost").Floats[i]; math.Abs(got-w) > 1e-12 {
				t.Errorf("without %s, sector %d: lost %v, want %v", target, i, got, w)
			}
		}
	}
	for target, kind := range map[string]fault.Kind{"D": fault.NotFound, "A_3": fault.NotFound, "A:": fault.Invalid,
		":A": fault.Invalid} {
		if _, err := must(Find("multipliers")).Run(t.Context(), system(t),
			Query{Options: map[string]string{"extract": target}}); fault.KindOf(err) != kind {
			t.Errorf("extracting %q: %v", target, err)
		}
	}
}

// What is left after an extraction is a world of its own: its output meets what remains of inputs and final demand. The
// losses by level agree with it.
func TestWhatIsLeftAfterExtraction(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		table := randtable.Draw(t)
		s := newSystem(t, table, leontief.Options{})
		last := table.Economies[len(table.Economies)-1]
		target := rapid.SampledFrom([]string{"A", "1", "A_1", "A:A", "A:" + last, "1:A_1"}).Draw(t, "target")
		ask := func(q Query) *result.Frame { return question{must(Find("multipliers")), q}.run(t, s) }
		lost := ask(Query{Level: "sector", Options: map[string]string{"extract": target}}).Column("output_lost").Floats
		economy, industry := func(i int) string {
			return table.Economies[s.PartOf(i)]
		}, func(i int) string { return table.Industries[s.Industry[i]] }
		in := func(i int, name string) bool { return name == economy(i) || name == industry(i) || name == s.Sector(i) }
		seller, buyer, link := strings.Cut(target, ":")
		var world float64
		for i := range s.N() {
			var rest float64
			for j := range s.N() {
				if gone := in(i, seller) && (!link || in(j, buyer)) || !link && in(j, seller); !gone {
					rest += s.A(i, j) * (s.X[j] - lost[j])
				}
			}
			for g := range s.G() {
				if gone := in(i, seller) && (!link || table.Economies[g] == buyer); !gone {
					rest += s.Y[i*s.G()+g]
				}
			}
			// Sectors that sell out of stocks what they do not make have no output to lose.
			if left := s.X[i] - lost[i]; s.X[i] != 0 && !(math.Abs(left-rest) <= 1e-8*size(table)) {
				t.Fatalf("without %s, %s is left with %v and sells %v", target, s.Sector(i), left, rest)
			}
			world += lost[i]
		}
		same := func(what string, got float64) {
			if !(math.Abs(got-world) <= 1e-8*size(table)) {
				t.Fatalf("%s: %v lost, by sector %v", what, got, world)
			}
		}
		switch {
		case target == "A":
			same("economy", ask(Query{Level: "country"}).Column("output_lost").Floats[0])
		case target == "A_1":
			same("sector", ask(Query{Level: "sector"}).Column("output_lost").Floats[0])
		case target == "A:"+last && last != "A":
			same("link", ask(Query{Level: "link"}).Column("output_lost").Floats[s.G()-2])
		}
	})
}
