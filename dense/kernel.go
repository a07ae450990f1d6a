package dense

import (
	"sync"
	"sync/atomic"

	"ikat/internal/pages"
)

// float is an element type. The blocked algorithms are written once for both.
type float interface{ ~float32 | ~float64 }

// kernel is the code that does the arithmetic, for one kind of processor and one element type. All pointers are to
// packed buffers unless a leading dimension goes with them. A tile is mr rows by up to maxNV·vw columns; the functions
// in arrays are for tiles 1, 2 and 3 vectors wide.
type kernel[T float] struct {
	name string
	mr   int // rows of a tile
	vw   int // columns of a tile come in multiples of vw
	nv   int // vectors of the widest tile
	kc   int // steps of the inner dimension between two updates of c: mr·kc elements stay in the first cache
	nc   int // columns of b packed at a time by one core: kc·nc elements stay in the second cache

	// mul sets the tile c = alpha·a·b, plus c if load is not 0; a is k x mr, b is k x (v+1)·vw.
	mul [3]func(k int, a, b, c *T, ldc int, alpha T, load int)
	// mulRows and mulColumns are mul with an a that stands where it is, element (i, p) at i·lda+p or at p·lda+i; nil
	// where there are none.
	mulRows, mulColumns [3]func(k int, a *T, lda int, b, c *T, ldc int, alpha T, load int)
	// solveLower and solveUpper overwrite the tile x, mr x (v+1)·vw, with t⁻¹x; t holds reciprocals on its diagonal.
	solveLower, solveUpper [3]func(t, x *T)
	// transpose sets dst[j][i] = src[i][j] for i < group, j < group·blocks.
	group     int
	transpose func(blocks int, src *T, ls int, dst *T, ld int)
	// along packs alongPanels panels of vw from rows that run along theirs; nil where panels are not a vector wide.
	along func(rows int, src *T, ld int, dst *T, panel int)
	// dots and axpys are for few columns of x and y, each in one piece; those for c columns are at c-1. dots sets
	// y[j][i] += Σ a[i][p]·x[j][p] and axpys y[j][p] += Σ x[j][i]·a[i][p], for i < 4, j < c, p < vw·blocks.
	dots, axpys []thinKernel[T]
	// across, by the vectors of a tile, and down are for more columns than dots has; nil where there are none. down sets
	// y[j][p] += Σ x[j][i]·a[i][p] for i < mr, j < cols, p < 2·vw·blocks.
	across []acrossKernel[T]
	down   func(blocks int, a *T, lda int, x *T, ldx int, y *T, ldy, cols int)
	// tall and wide are for one column; nil where there are none. tall sets y[i] += Σ a[i][p]·x[p] for i < 8, p <
	// vw·blocks, wide y[p] += Σ x[i]·a[i][p] for i < rows, p < wideStep.
	tall, wide func(n int, a *T, lda int, x, y *T)
	wideStep   int
	// absSums sets sums[j] += weight·|a[j]| for j < absStep·blocks and returns Σ |a[j]|. Only for float64.
	absStep int
	absSums func(blocks int, a, sums *T, weight T) T
	// peak does rounds·peakFlops floating-point operations on registers.
	peak      func(rounds int)
	peakFlops int

	panels, blocks pool[T]   // packed operands: those that all cores share, and those of one core
	scratch        pool[T]   // copies of parts of matrices
	products       sync.Pool // of *product[T]
	solves         sync.Pool // of *stripSolve[T]
	inPlaces       sync.Pool // of *inPlaceSolve[T]
	thins          sync.Pool // of *thinProduct[T]
	swaps          sync.Pool // of *rowSwaps[T]
}

// alongPanels is how many panels along packs at a time, as dense/internal/gen has it too.
const alongPanels = 8

// maxThin is the most columns that one of the kernels for few columns does.
const maxThin = 6

type thinKernel[T float] func(blocks int, a *T, lda int, x *T, ldx int, y *T, ldy int)

// acrossKernel sets y[i][2j]+y[i][2j+1] += Σ a[i][p]·x[p][j] for i < rows, j < vw/2 for each vector of the tile, p <
// vw·lines; rows 2q and 2q+1 of x are laid out in turn, and rows of x and y in one piece.
type acrossKernel[T float] struct {
	rows int
	run  func(lines int, a *T, lda int, x, y *T)
}

// nr is the number of columns of the widest tile.
func (k *kernel[T]) nr() int { return k.nv * k.vw }

// width is the number of columns that a packed panel takes for cols of them, cols ≤ nr.
func (k *kernel[T]) width(cols int) int { return (cols + k.vw - 1) / k.vw * k.vw }

// pool keeps buffers between uses. Buffers grow by powers of two, so that a recursion with operands of many sizes soon
// has what it needs.
type pool[T float] struct{ p sync.Pool }

// get returns a buffer of n elements; its contents are arbitrary.
func (p *pool[T]) get(n int) *[]T {
	if b, ok := p.p.Get().(*[]T); ok && cap(*b) >= n {
		*b = (*b)[:n]
		return b
	}
	// Large objects start on a page, so that no vector of a packed panel straddles two cache lines.
	c := 16384
	for c < n {
		c *= 2
	}
	b := pages.With[T](c)[:n]
	return &b
}

func (p *pool[T]) put(b *[]T) { p.p.Put(b) }

// The kernels in use, and all that this processor can run, best first. They are set once, when the program starts;
// only tests change them afterwards.
var (
	kernels64 = available64()
	kernels32 = available32()
	current64 atomic.Pointer[kernel[float64]]
	current32 atomic.Pointer[kernel[float32]]
)

func init() {
	current64.Store(kernels64[0])
	current32.Store(kernels32[0])
}

// Kernel names the kernel that the processor's features chose: avx512, avx2, neon or go.
func Kernel() string { return current64.Load().name }

// PeakLoop runs fused multiply-adds on registers on all cores, rounds times a tile's worth on each, and returns the
// number of floating-point operations done. Timed by its caller, it tells the limit that Gemm is measured against.
func PeakLoop(rounds int) float64 {
	k := current64.Load()
	w := maxWorkers()
	parallel(w, w, peakTask{k, rounds})
	return float64(w) * float64(rounds) * float64(k.peakFlops)
}

type peakTask struct {
	k      *kernel[float64]
	rounds int
}

func (t peakTask) do(int) { t.k.peak(t.rounds) }
