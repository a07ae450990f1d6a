package dense

import (
	"context"
	"math"
	"unsafe"
)

// surveyed is what a look at a matrix tells before it is factored.
type surveyed struct {
	dominant bool      // elimination without exchanges is safe
	diag     []float64 // |a[i][i]|
}

// maxWeight bounds the scaling of rows under which columns may be dominant, and with it the growth of elements.
const maxWeight = 8

// survey looks for diagonal dominance: of the rows, or of the columns, or of the columns after a mild scaling of the
// rows. The last is for tables in which a few sectors buy for more than they sell.
//
// Error: *SingularError with the first row that holds NaN or Inf; ctx.Err().
func survey(ctx context.Context, k *kernel[float64], n int, a []float64, lda int) (*surveyed, error) {
	s := &surveyed{diag: make([]float64, n)}
	w := &absSums{k: k, n: n, a: a, lda: lda, weight: make([]float64, n), cols: make([]float64, n)}
	w.rows = make([]float64, n*w.tasks())
	for i := range n {
		s.diag[i] = math.Abs(a[i*lda+i])
		w.weight[i] = 1
	}
	const passes = 6
	for pass := range passes {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		w.run()
		if pass == 0 {
			if i := w.notFinite(); i >= 0 {
				return nil, &SingularError{Index: i}
			}
			s.dominant = w.rowsDominant(s.diag)
		}
		if s.dominant {
			return s, nil
		}
		changed, ok := w.reweight(s.diag)
		if !ok {
			return s, nil
		}
		s.dominant = !changed
		if s.dominant {
			return s, nil
		}
	}
	return s, nil
}

// absSums sums absolute values: a tasker over chunks of columns.
type absSums struct {
	k      *kernel[float64]
	n      int
	a      []float64
	lda    int
	weight []float64 // of the rows, in the sums of columns
	cols   []float64 // sums of columns
	rows   []float64 // sums of rows, for each task one after the other
}

const surveyChunk = 256

func (w *absSums) tasks() int { return (w.n + surveyChunk - 1) / surveyChunk }

func (w *absSums) run() {
	clear(w.cols)
	parallel(workersFor(8*float64(w.n)*float64(w.n)), w.tasks(), w)
}

func (w *absSums) do(task int) {
	lo := task * surveyChunk
	hi := min(lo+surveyChunk, w.n)
	step := w.k.absStep
	blocks := (hi - lo) / step
	sums := w.cols[lo:hi]
	for i := range w.n {
		row := w.a[i*w.lda+lo : i*w.lda+hi]
		total := w.k.absSums(blocks, unsafe.SliceData(row), unsafe.SliceData(sums), w.weight[i])
		for j := blocks * step; j < len(row); j++ {
			v := math.Abs(row[j])
			sums[j] += w.weight[i] * v
			total += v
		}
		w.rows[task*w.n+i] = total
	}
}

func (w *absSums) row(i int) float64 {
	s := 0.0
	for t := range w.tasks() {
		s += w.rows[t*w.n+i]
	}
	return s
}

// notFinite returns the first row that holds NaN or Inf, or -1.
func (w *absSums) notFinite() int {
	for i := range w.n {
		if s := w.row(i); !math.IsNaN(s) && !math.IsInf(s, 0) {
			continue
		}
		// The sum may have overflowed with finite terms.
		for _, v := range w.a[i*w.lda : i*w.lda+w.n] {
			if math.IsNaN(v) || math.IsInf(v, 0) {
				return i
			}
		}
	}
	return -1
}

// slack forgives the rounding errors of a sum that equals the diagonal: it changes the bound on growth by as little.
const slack = 1 + 1e-10

func (w *absSums) rowsDominant(diag []float64) bool {
	for i, d := range diag {
		if !(w.row(i) <= 2*d*slack) || d == 0 {
			return false
		}
	}
	return true
}

// reweight raises the weights of rows whose columns are not dominant. It reports whether it changed any, and whether
// there is still hope.
func (w *absSums) reweight(diag []float64) (changed, ok bool) {
	const step = 1.02
	for j, d := range diag {
		own := w.weight[j] * d
		if w.cols[j] <= 2*own*slack && d > 0 {
			continue
		}
		f := step * (w.cols[j] - own) / d
		if !(f <= maxWeight) {
			return true, false
		}
		w.weight[j] = max(f, w.weight[j])
		changed = true
	}
	return changed, true
}
