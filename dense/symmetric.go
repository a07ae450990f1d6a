package dense

import (
	"gonum.org/v1/gonum/mat"
)

// Symmetric returns the eigenvalues of a symmetric matrix of order n, from the smallest up, and their eigenvectors, of
// length 1, row by row: vector k is vectors[k*n : (k+1)*n]. a is n rows of n; only its upper triangle is read. ok is
// false where the iteration did not converge, as with values that are no numbers.
func Symmetric(n int, a []float64) (values, vectors []float64, ok bool) {
	var e mat.EigenSym
	if n == 0 || !e.Factorize(mat.NewSymDense(n, append([]float64(nil), a...)), true) {
		return nil, nil, n == 0
	}
	var columns mat.Dense
	e.VectorsTo(&columns)
	vectors = make([]float64, 0, n*n)
	for k := range n {
		vectors = append(vectors, mat.Col(nil, k, &columns)...)
	}
	return e.Values(nil), vectors, true
}
