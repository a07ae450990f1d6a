package dense

import "context"

// rowSwaps exchanges rows of a matrix: a tasker over chunks of columns.
type rowSwaps[T float] struct {
	piv              []int
	b                []T
	ldb, cols, chunk int
	reverse          bool
}

// swapRows exchanges row i with row piv[i] of b, for each i in turn, or in reverse.
func swapRows[T float](ctx context.Context, k *kernel[T], piv []int, b []T, ldb, cols int, reverse bool) {
	if cols == 0 || len(piv) == 0 {
		return
	}
	s, ok := k.swaps.Get().(*rowSwaps[T])
	if !ok {
		s = &rowSwaps[T]{}
	}
	s.piv, s.b, s.ldb, s.cols, s.reverse = piv, b, ldb, cols, reverse
	s.chunk = max(64, roundUp((cols+7)/8, 8))
	parallel(workersOf(ctx, 4*float64(cols)*float64(len(piv))), (cols+s.chunk-1)/s.chunk, s)
	s.piv, s.b = nil, nil
	k.swaps.Put(s)
}

func (s *rowSwaps[T]) do(task int) {
	lo := task * s.chunk
	hi := min(lo+s.chunk, s.cols)
	for q := range s.piv {
		i := q
		if s.reverse {
			i = len(s.piv) - 1 - q
		}
		if p := s.piv[i]; p != i {
			x, y := s.b[i*s.ldb+lo:i*s.ldb+hi], s.b[p*s.ldb+lo:p*s.ldb+hi]
			for j := range x {
				x[j], y[j] = y[j], x[j]
			}
		}
	}
}

// columnSwaps undoes exchanges of rows in the columns of the inverse: a tasker over chunks of rows.
type columnSwaps[T float] struct {
	piv []int
	a   []T
	lda int
}

func (s *columnSwaps[T]) do(task int) {
	n := len(s.piv)
	for i := task * copyRows; i < min((task+1)*copyRows, n); i++ {
		row := s.a[i*s.lda : i*s.lda+n]
		for j := n - 1; j >= 0; j-- {
			row[j], row[s.piv[j]] = row[s.piv[j]], row[j]
		}
	}
}
