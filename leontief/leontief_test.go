package leontief_test

import (
	"context"
	"math"
	"slices"
	"strings"
	"sync"
	"testing"

	"pgregory.net/rapid"

	"ikat/dense"
	"ikat/fault"
	"ikat/icio"
	"ikat/internal/randtable"
	"ikat/internal/tinyworld"
	"ikat/leontief"
)

// power returns B by summing production rounds, I + A + A² + ..., an independent way to the inverse.
func power(s *leontief.System) [][]float64 {
	n := s.N()
	b, term := make([][]float64, n), make([][]float64, n)
	for i := range n {
		b[i], term[i] = make([]float64, n), make([]float64, n)
		b[i][i], term[i][i] = 1, 1
	}
	for range 2000 {
		var largest float64
		next := make([][]float64, n)
		for i := range n {
			next[i] = make([]float64, n)
			for k := range n {
				for j := range n {
					next[i][j] += s.A(i, k) * term[k][j]
				}
			}
			for j := range n {
				b[i][j] += next[i][j]
				largest = math.Max(largest, math.Abs(next[i][j]))
			}
		}
		if term = next; largest < 1e-18 {
			break
		}
	}
	return b
}

func build(t interface{ Fatal(...any) }, table *icio.Table, opt leontief.Options) *leontief.System {
	s, err := leontief.New(table, opt)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func near(a, b, tolerance float64) bool { return math.Abs(a-b) <= tolerance*math.Max(1, math.Abs(b)) }

func TestEverythingAgreesWithSummedRounds(t *testing.T) {
	ctx := context.Background()
	rapid.Check(t, func(t *rapid.T) {
		s := build(t, randtable.Draw(t), leontief.Options{})
		b := power(s)
		n, G := s.N(), s.G()
		w, err := s.Origin(ctx)
		if err != nil {
			t.Fatal(err)
		}
		by, err := s.Absorbed(ctx)
		if err != nil {
			t.Fatal(err)
		}
		blocks, err := s.DiagonalBlocks(ctx)
		if err != nil {
			t.Fatal(err)
		}
		for p, P := range s.Parts {
			for j := range n {
				var origin float64
				for i := P.Lo; i < P.Hi; i++ {
					origin += s.V[i] * b[i][j]
				}
				if !near(w[j*G+p], origin, 1e-10) {
					t.Fatalf("origin of sector %d from part %d: %v, by rounds %v", j, p, w[j*G+p], origin)
				}
				var absorbed float64
				for k := range n {
					absorbed += b[j][k] * s.Y[k*G+p]
				}
				if !near(by[j*G+p], absorbed, 1e-10) {
					t.Fatalf("sector %d absorbed by part %d: %v, by rounds %v", j, p, by[j*G+p], absorbed)
				}
			}
			for i := P.Lo; i < P.Hi; i++ {
				for j := P.Lo; j < P.Hi; j++ {
					if got := blocks[p][(i-P.Lo)*(P.Hi-P.Lo)+j-P.Lo]; !near(got, b[i][j], 1e-10) {
						t.Fatalf("B[%d][%d] %v, by rounds %v", i, j, got, b[i][j])
					}
				}
			}
		}
	})
}

// v B = 1 where there is output: every unit of final output is somebody's value added.
func TestOriginAddsUpToOne(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := build(t, randtable.Draw(t), leontief.Options{})
		w, err := s.Origin(context.Background())
		if err != nil {
			t.Fatal(err)
		}
		for j := range s.N() {
			var sum float64
			for p := range s.G() {
				sum += w[j*s.G()+p]
			}
			if want := math.Min(1, s.X[j]); s.X[j] == 0 && sum != 0 || s.X[j] > 0 && !near(sum, 1, 1e-10) {
				t.Fatalf("sector %d: %v, want %v", j, sum, want)
			}
		}
	})
}

// A group's block holds the same flows as its members' did.
func TestGroupsPermuteAndKeepFlows(t *testing.T) {
	table := tinyworld.Table()
	s := build(t, table, leontief.Options{Groups: []leontief.Group{{Code: "CA", Members: []string{"C", "A"}}}})
	if s.G() != 2 || s.Parts[0].Code != "CA" || s.Sector(0) != "C_1" || s.Sector(2) != "A_1" || s.Sector(4) != "B_1" {
		t.Fatalf("parts %v, sectors %s %s %s", s.Parts, s.Sector(0), s.Sector(2), s.Sector(4))
	}
	e := s.Exports()
	// CA sells B: ore 40, machines 40, tools 30. B sells CA: parts 80.
	if got := []float64{e.Sum[2], e.Sum[1], e.Sum[3], e.Sum[5]}; got[0] != 40 || got[1] != 40 || got[2] != 30 ||
		got[3] != 80 {
		t.Errorf("exports %v", got)
	}
}

// Names are read in any case, so that two that differ in nothing else would be one.
func TestGroupsWhoseNamesAreTaken(t *testing.T) {
	table := tinyworld.Table()
	for _, groups := range [][]leontief.Group{
		{{Code: "c", Members: []string{"A", "B"}}}, {{Code: "C", Members: []string{"A"}}},
		{{Code: "X", Members: []string{"A"}}, {Code: "x", Members: []string{"B"}}},
	} {
		if _, err := leontief.New(table, leontief.Options{Groups: groups}); fault.KindOf(err) != fault.Invalid {
			t.Errorf("%v: %v", groups, err)
		}
	}
	own := leontief.Options{Groups: []leontief.Group{{Code: "c", Members: []string{"C", "A"}}}}
	if s := build(t, table, own); s.G() != 2 {
		t.Error("a member's name, written otherwise, is the group's")
	}
}

func TestSystemsThatDoNotClose(t *testing.T) {
	table := tinyworld.Table()
	n := table.Sectors()
	table.Z[1], table.Z[n] = 2*table.X[1], 2*table.X[0] // two sectors that live on each other, and sell to others too
	_, err := build(t, table, leontief.Options{}).Factor(context.Background())
	if fault.KindOf(err) != fault.Unsolved || !strings.Contains(err.Error(), "explosive") {
		t.Error(err)
	}
	table = tinyworld.Table()
	table.Z[5] = math.NaN()
	if _, err := leontief.New(table, leontief.Options{}); fault.KindOf(err) != fault.Inconsistent ||
		!strings.Contains(err.Error(), "C_2") {
		t.Errorf("NaN: %v", err)
	}
}

// A sector that uses up its own output is as if it had no inputs; the others are those of the system without them.
func TestSectorsTakenApart(t *testing.T) {
	table := tinyworld.Table()
	n, k := table.Sectors(), 3
	use := k * table.G() * table.K()
	table.Z[k*n+k], table.F[use] = 1.25*table.X[k], table.F[use]-table.Z[k*n+k]-.25*table.X[k]
	without := *table
	without.Z = slices.Clone(table.Z)
	for i := range n {
		without.Z[i*n+k] = 0
	}
	got, want := build(t, table, leontief.Options{}), build(t, &without, leontief.Options{})
	if !slices.Equal(got.Apart, []int{k}) || want.Apart != nil || !got.IsApart(k) || got.IsApart(0) || got.V[k] != 1 {
		t.Errorf("apart %v, %v; v %v", got.Apart, want.Apart, got.V)
	}
	a, err := got.Origin(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	b, err := want.Origin(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for i := range a {
		if math.Abs(a[i]-b[i]) > 1e-14 {
			t.Errorf("origin %d: %v, without its inputs %v", i, a[i], b[i])
		}
	}
	if err := got.ApartFault(k); fault.KindOf(err) != fault.Unsolved || !strings.Contains(err.Error(), "1.25") {
		t.Error(err)
	}
}

func TestConcurrentQuestionsShareOneAnswer(t *testing.T) {
	s := build(t, tinyworld.Table(), leontief.Options{})
	var wg sync.WaitGroup
	got := make([][]float64, 8)
	for i := range got {
		wg.Add(1)
		go func() {
			defer wg.Done()
			w, err := s.Origin(context.Background())
			if err != nil {
				t.Error(err)
			}
			got[i] = w
		}()
	}
	wg.Wait()
	for i := range got {
		if &got[i][0] != &got[0][0] {
			t.Error("the origin was computed more than once")
		}
	}
}

func TestCanceledWorkIsNotKept(t *testing.T) {
	s := build(t, tinyworld.Table(), leontief.Options{})
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := s.Origin(ctx); fault.KindOf(err) != fault.Canceled {
		t.Errorf("error %v", err)
	}
	if _, err := s.Origin(context.Background()); err != nil {
		t.Errorf("after a canceled attempt: %v", err)
	}
}

// With the reported basis, value added is the table's row; what taxes take belongs to nobody.
func TestReportedValueAdded(t *testing.T) {
	table := tinyworld.Table()
	table.VA[1] = 20 // 5 of the 25 are taxes on inputs
	s := build(t, table, leontief.Options{Basis: leontief.Reported})
	if s.V[1] != .4 {
		t.Errorf("v of A_2 is %v", s.V[1])
	}
	if s := build(t, table, leontief.Options{}); s.V[1] != .5 {
		t.Errorf("v of A_2 is %v as a residual", s.V[1])
	}
}

// Kept factors answer as computed ones do; those of another table, or none, are not used.
func TestKeptFactors(t *testing.T) {
	table := tinyworld.Table()
	answer := func(load func(context.Context) *dense.LU) []float64 {
		s, err := leontief.New(table, leontief.Options{})
		if err != nil {
			t.Fatal(err)
		}
		s.Keep(load)
		lu, err := s.Factor(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		b := append([]float64(nil), s.X...)
		if err := lu.Solve(t.Context(), dense.NoTrans, 1, b, 1); err != nil {
			t.Fatal(err)
		}
		return b
	}
	want := answer(nil)
	s, err := leontief.New(table, leontief.Options{})
	if err != nil {
		t.Fatal(err)
	}
	lu, err := s.Factor(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	a, exchanges := lu.Factors()
	loads := 0
	kept := func(context.Context) *dense.LU { loads++; return dense.Load(lu.Order(), a, exchanges) }
	if got := answer(kept); !slices.Equal(got, want) || loads != 1 {
		t.Errorf("kept factors, loaded %d times: %v, not %v", loads, got, want)
	}
	other := slices.Clone(a)
	for i := range other {
		other[i] *= 1.5
	}
	for name, wrong := range map[string]*dense.LU{"none": nil, "another matrix's": dense.Load(lu.Order(), other,
		exchanges), "of another order": dense.Load(1, []float64{1}, nil)} {
		if got := answer(func(context.Context) *dense.LU { return wrong }); !slices.Equal(got, want) {
			t.Errorf("%s: %v, not %v", name, got, want)
		}
	}
}
