package icio

import (
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
)

// coefficients makes a table of one economy whose input coefficients are a, row by row.
func coefficients(a [][]float64, x []float64) *Table {
	n := len(a)
	t := &Table{Economies: []string{"AAA"}, Categories: []string{"HFCE"}, Z: make([]float64, n*n), F: make([]float64, n),
		X: x, VA: make([]float64, n)}
	for i := range n {
		t.Industries = append(t.Industries, string(rune('a'+i)))
		used := 0.0
		for j := range n {
			t.Z[i*n+j] = a[i][j] * x[j]
			used += t.Z[i*n+j]
		}
		t.F[i] = x[i] - used
	}
	return t
}

// radius is the spectral radius of the coefficients among a set of sectors, by long powers of A + 1, which no cycle
// keeps from settling.
func radius(a [][]float64, set []int) float64 {
	v := make([]float64, len(set))
	for k := range v {
		v[k] = 1
	}
	r := 0.0
	for range 20000 {
		next := make([]float64, len(set))
		r = 0
		for p, i := range set {
			next[p] = v[p]
			for q, j := range set {
				next[p] += a[i][j] * v[q]
			}
			r = math.Max(r, next[p])
		}
		for p := range v {
			v[p] = next[p] / r
		}
	}
	return r - 1
}

// On drawn coefficients, what is named is what has a radius of one or more, and has it no longer without any of its
// members; where nothing is named, all sectors together can produce.
func TestSectorsThatTogetherUseUpWhatTheyMake(t *testing.T) {
	found := 0
	for seed := range uint64(60) {
		r := rand.New(rand.NewPCG(seed, 7))
		n := 3 + r.IntN(4)
		a, x, all := make([][]float64, n), make([]float64, n), make([]int, n)
		for i := range n {
			x[i], all[i], a[i] = 10+90*r.Float64(), i, make([]float64, n)
			for j := range n {
				if r.IntN(2) == 0 {
					a[i][j] = r.Float64() * []float64{.3, .9, 1.6}[r.IntN(3)]
				}
			}
			a[i][i] = math.Min(a[i][i], .8)
		}
		table := coefficients(a, x)
		if len(table.Closed()) > 0 {
			continue
		}
		whole := radius(a, all)
		if math.Abs(whole-1) < 1e-3 {
			continue
		}
		sets := table.Jointly()
		if (len(sets) > 0) != (whole > 1) {
			t.Errorf("seed %d: radius %.6g, named %v", seed, whole, sets)
		}
		left := slices.Clone(all)
		for _, set := range sets {
			found++
			if radius(a, set) < 1 {
				t.Errorf("seed %d: %v can produce", seed, set)
			}
			for k := range set {
				if without := slices.Delete(slices.Clone(set), k, k+1); radius(a, without) > 1 {
					t.Errorf("seed %d: of %v, %v are enough", seed, set, without)
				}
			}
			left = slices.DeleteFunc(left, func(i int) bool { return slices.Contains(set, i) })
		}
		if len(sets) > 0 && len(sets) < jointSets && len(left) > 0 && radius(a, left) > 1.001 {
			t.Errorf("seed %d: %v are not named", seed, left)
		}
	}
	if found < 10 {
		t.Errorf("%d sets were drawn: the test tries too little", found)
	}
}

// A ring of three, each of which uses all that another makes, and a pair across a border.
func TestTheCheckNamesJointSectors(t *testing.T) {
	ring := coefficients([][]float64{{0, 1.1, 0, .1}, {0, 0, 1, .1}, {1, 0, 0, .1}, {.1, .1, .1, .2}},
		[]float64{10, 20, 30, 40})
	var said string
	for _, f := range ring.Validate() {
		if f.Code == "joint-input" {
			said = f.String()
		}
	}
	for _, want := range []string{"AAA_a (1 of it from AAA_c)", "AAA_b (1.1 of it from AAA_a)",
		"AAA_c (1 of it from AAA_b)"} {
		if !strings.Contains(said, want) {
			t.Errorf("%q lacks %q", said, want)
		}
	}
	if strings.Contains(said, "AAA_d") {
		t.Errorf("%q names a sector that can do without the others", said)
	}
}
