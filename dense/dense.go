// Package dense is ikat's one seam to dense linear algebra: multiply, factor, solve, invert.
//
// Matrices are row-major slices with a leading dimension (the distance between the starts of two rows), as in BLAS:
// element (i, j) of a is a[i*lda+j]. Nothing is copied that can be used in place. Long operations look at their context
// between blocks and return its error. Lengths and leading dimensions that do not fit are programming errors and panic,
// like an index out of range.
package dense

// Op says whether a matrix is used as it is or transposed.
type Op bool

const (
	NoTrans Op = false
	Trans   Op = true
)
