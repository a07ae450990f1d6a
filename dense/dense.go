// Package dense is ikat's one seam to dense linear algebra: multiply, factor, solve, invert.
//
// Matrices are row-major slices with a leading dimension (the distance between the starts of two rows), as in BLAS:
// element (i, j) of a is a[i*lda+j]. Nothing is copied that can be used in place. Long operations look at their context
// between blocks and return its error. Lengths and leading dimensions that do not fit are programming errors and panic,
// like an index out of range.
//
// Every operation but a solve for one column uses all cores, and its result does not depend on their number. It does
// depend, in the last digits, on the kernel that the processor's features select (see Kernel).
//
// How it works: all the time goes into one small loop, the product of a few rows by a few columns that stay in
// registers. That loop is generated assembly (internal/gen) for AVX-512, AVX2 and NEON, and Go for everything else or
// with the build tag noasm. Around it, operands are copied into the order in which the loop reads them, in pieces that
// fit the caches, or read where they stand. Factorisations and triangular solves are recursive, so that nearly all
// their work is such products.
package dense

import "fmt"

//go:generate go run ./internal/gen

// Op says whether a matrix is used as it is or transposed.
type Op bool

const (
	NoTrans Op = false
	Trans   Op = true
)

// checkMatrix panics unless a holds rows x cols elements with leading dimension ld.
func checkMatrix[T float](name string, rows, cols int, a []T, ld int) {
	if rows < 0 || cols < 0 {
		panic(fmt.Sprintf("dense: %s has a negative dimension: %d x %d", name, rows, cols))
	}
	if rows == 0 || cols == 0 {
		return
	}
	if ld < cols {
		panic(fmt.Sprintf("dense: leading dimension %d of %s is less than its %d columns", ld, name, cols))
	}
	if need := (rows-1)*ld + cols; len(a) < need {
		panic(fmt.Sprintf("dense: %s, %d x %d with leading dimension %d, needs %d elements and has %d", name, rows,
			cols, ld, need, len(a)))
	}
}
