package dense

// copyMatrix sets the rows x cols matrix dst to src.
func copyMatrix[T float](dst []T, ldd int, src []T, lds int, rows, cols int) {
	for i := range rows {
		copy(dst[i*ldd:i*ldd+cols], src[i*lds:i*lds+cols])
	}
}

// copying is a copyMatrix on all cores: a tasker over chunks of rows.
type copying[T float] struct {
	dst, src             []T
	ldd, lds, rows, cols int
}

const copyRows = 32

func (c *copying[T]) do(task int) {
	i := task * copyRows
	copyMatrix(c.dst[i*c.ldd:], c.ldd, c.src[i*c.lds:], c.lds, min(copyRows, c.rows-i), c.cols)
}

// rounding makes a copy in single precision: a tasker over chunks of rows. The rows of dst follow each other.
type rounding struct {
	dst    []float32
	src    []float64
	n, lds int
}

func (c *rounding) do(task int) {
	for i := task * copyRows; i < min((task+1)*copyRows, c.n); i++ {
		d, s := c.dst[i*c.n:(i+1)*c.n], c.src[i*c.lds:i*c.lds+c.n]
		for j, v := range s {
			d[j] = float32(v)
		}
	}
}
