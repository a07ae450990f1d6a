package counterfactual

import (
	"math"
	"math/rand/v2"
	"testing"
)

// A column is mixed as if it were alone, whatever stands beside it, what it held before it was given to another, and
// which columns were left on its way.
func TestMixingKeepsColumnsApart(t *testing.T) {
	const rows, columns = 7, 3
	r := rand.New(rand.NewPCG(3, 4))
	scale := make([]float64, rows)
	for i := range scale {
		scale[i] = math.Exp(3 * r.NormFloat64())
	}
	many := &mixing{columns: columns, scale: scale, have: make([]int, columns)}
	alone := make([]*mixing, columns)
	begin := func(at, m int) {
		many.forget(at)
		alone[m] = &mixing{columns: 1, scale: scale, have: []int{-1}}
	}
	stay := make([]int, columns)
	for m := range columns {
		stay[m] = m
		begin(m, m)
	}
	for step := range 14 {
		switch step {
		case 2, 7: // early, and with all of a history
			begin(1, 1)
		case 11:
			many.keep([]int{1, 2})
			stay = []int{1, 2}
		}
		u, d := make([]float64, rows*len(stay)), make([]float64, rows*len(stay))
		for i := range u {
			u[i], d[i] = r.NormFloat64(), r.NormFloat64()
		}
		var want [][]float64
		for at, m := range stay {
			one := column(d, len(stay), at)
			alone[m].mix(column(u, len(stay), at), one)
			want = append(want, one)
		}
		many.mix(u, d)
		for at, m := range stay {
			for row, w := range want[at] {
				if got := d[row*len(stay)+at]; !(math.Abs(got-w) <= 1e-9*math.Max(1, math.Abs(w))) {
					t.Fatalf("step %d, column %d, row %d: %v, alone %v", step, m, row, got, w)
				}
			}
		}
	}
}

// Of a linear iteration with a few slopes the mixed steps find the solution in as many steps and one.
func TestMixingSolvesWhatIsLinear(t *testing.T) {
	slope, solution, scale := []float64{.9, -.5, .3}, []float64{2, -1, 40}, []float64{1, 1, 20}
	x := &mixing{columns: 1, scale: scale, have: []int{-1}}
	u := make([]float64, len(slope))
	for range mixed + 1 {
		d := make([]float64, len(u))
		for i := range d {
			d[i] = (1 - slope[i]) * (solution[i] - u[i])
		}
		x.mix(u, d)
		axpy(1, d, u)
	}
	for i, v := range u {
		if math.Abs(v-solution[i]) > 1e-9*scale[i] {
			t.Errorf("row %d: %v, its solution is %v", i, v, solution[i])
		}
	}
}
