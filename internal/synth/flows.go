package synth

import (
	"bufio"
	"fmt"
	"io"
	"math"
	"math/rand/v2"
	"strconv"
)

// Flows writes made-up trade by product as CEPII lays out BACI: rows of t,i,j,k,v,q in order of exporter, importer and
// product. Economies are of very different size, products of very different number of sellers, a fifth of the
// quantities is missing, as in real data; numbers mean nothing.
type Flows struct {
	Rows, Economies, Products int
	Year                      int
	Seed                      uint64
}

// UsualFlows are as large as a year of BACI.
var UsualFlows = Flows{Rows: 11_000_000, Economies: 220, Products: 5200, Year: 2022, Seed: 1}

// Write writes them; the number of rows is met, unless every pair would have to trade every product.
func (f Flows) Write(w io.Writer) error {
	out := bufio.NewWriterSize(w, 1<<20)
	fmt.Fprintln(out, "t,i,j,k,v,q")
	r := rand.New(rand.NewPCG(f.Seed, 11))
	size := make([]float64, f.Economies)
	var left float64 // weight of the pairs still to come
	for i := range size {
		size[i] = math.Pow(float64(i+1), -0.6)
		left += 2 * float64(f.Economies-1) * size[i]
	}
	rows := f.Rows
	var line []byte
	for i := range size {
		for j := range size {
			if i == j {
				continue
			}
			weight := size[i] + size[j]
			n := min(f.Products, rows, int(math.Round(float64(rows)*weight/left)))
			rows -= n
			left -= weight
			for _, k := range some(r, f.Products, n) {
				line = f.line(line[:0], r, i, j, k, size[i]*size[j])
				if _, err := out.Write(line); err != nil {
					return err
				}
			}
		}
	}
	return out.Flush()
}

// some draws n of the first numbers, in order.
func some(r *rand.Rand, of, n int) []int {
	out := make([]int, 0, n)
	for k := 0; k < of && len(out) < n; k++ {
		if r.IntN(of-k) < n-len(out) {
			out = append(out, k)
		}
	}
	return out
}

func (f Flows) line(b []byte, r *rand.Rand, i, j, k int, size float64) []byte {
	v := math.Exp(3*r.NormFloat64()) * 1e4 * size
	b = strconv.AppendInt(b, int64(f.Year), 10)
	b = append(b, ',')
	b = strconv.AppendInt(b, int64(1000+i), 10)
	b = append(b, ',')
	b = strconv.AppendInt(b, int64(1000+j), 10)
	b = append(b, ',')
	code := strconv.Itoa((1+k/60)*10000 + k%60*100 + 10)
	b = append(b, "000000"[:6-len(code)]...)
	b = append(b, code...)
	b = append(b, ',')
	b = strconv.AppendFloat(b, math.Max(v, .001), 'f', 3, 64)
	b = append(b, ',')
	if r.IntN(5) == 0 {
		return append(b, "           NA\n"...)
	}
	b = strconv.AppendFloat(b, v/3*math.Exp(r.NormFloat64()), 'f', 3, 64)
	return append(b, '\n')
}
