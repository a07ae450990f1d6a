package synth

import (
	"archive/zip"
	"bufio"
	"compress/flate"
	"fmt"
	"io"
	"math"
	"math/rand/v2"
	"strconv"
	"strings"

	"ikat/economies"
	"ikat/trade/hs"
)

// Flows writes made-up trade by product as CEPII lays out BACI: rows of t,i,j,k,v,q in order of exporter, importer and
// product. Economies and products have the codes of real ones, those beyond them codes of nobody. Economies are of very
// different size and good at neighbouring chapters, a fifth of the quantities is missing, as in real data; numbers mean
// nothing.
type Flows struct {
	Rows, Economies, Products int
	Year                      int
	Seed                      uint64
}

// UsualFlows are as large as a year of BACI.
var UsualFlows = Flows{Rows: 11_000_000, Economies: 220, Products: 5200, Year: 2022, Seed: 1}

// Version is that of BACI which file names of made-up flows have, so that nobody takes them for CEPII's.
const Version = "V000000"

// names are the codes of economies and products.
func (f Flows) names(r *rand.Rand) (who, what []string, err error) {
	for _, e := range economies.All() {
		if e.Kind == economies.Current && e.Number != "" {
			who = append(who, strings.TrimLeft(e.Number, "0"))
		}
	}
	r.Shuffle(len(who), func(i, j int) { who[i], who[j] = who[j], who[i] })
	for i := len(who); i < f.Economies; i++ {
		who = append(who, strconv.Itoa(1000+i))
	}
	if what, err = hs.Codes("HS 2017"); err != nil {
		return nil, nil, err
	}
	for i := len(what); i < f.Products; i++ {
		what = append(what, fmt.Sprintf("98%04d", i%10000))
	}
	return who[:f.Economies], what[:f.Products], nil
}

// Write writes them; the number of rows is met, unless every pair would have to trade every product.
func (f Flows) Write(w io.Writer) error {
	out := bufio.NewWriterSize(w, 1<<20)
	fmt.Fprintln(out, "t,i,j,k,v,q")
	base := rand.New(rand.NewPCG(f.Seed, 11)) // of what stays the same over the years
	who, what, err := f.names(base)
	if err != nil {
		return err
	}
	r := rand.New(rand.NewPCG(f.Seed, uint64(f.Year)))
	size, place := make([]float64, f.Economies), make([]float64, f.Economies)
	var left float64 // weight of the pairs still to come
	for i := range size {
		size[i] = math.Pow(float64(i+1), -0.6)
		left += 2 * float64(f.Economies-1) * size[i]
		place[i] = 100 * base.Float64()
	}
	rows := f.Rows
	var line []byte
	for i := range size {
		good := goodAt(place[i])
		for j := range size {
			if i == j {
				continue
			}
			weight := size[i] + size[j]
			n := min(f.Products, rows, int(math.Round(float64(rows)*weight/left)))
			rows -= n
			left -= weight
			for _, k := range some(f.relations(i, j), f.Products, n) {
				chapter := int(what[k][0]-'0')*10 + int(what[k][1]-'0')
				line = f.line(line[:0], r, who[i], who[j], what[k], size[i]*size[j]*good[chapter])
				if _, err := out.Write(line); err != nil {
					return err
				}
			}
		}
	}
	return out.Flush()
}

// lasting is for how many years a pair trades the same products; pairs change theirs in different years.
const lasting = 5

// relations draws which products a pair trades in the year.
func (f Flows) relations(from, to int) *rand.Rand {
	since := uint64(f.Year+from+to) / lasting
	return rand.New(rand.NewPCG(f.Seed+since<<32, uint64(from)<<32|uint64(to)))
}

// Archive writes years from f.Year on as CEPII publishes them: a packed file each in one archive.
func (f Flows) Archive(w io.Writer, years int) error {
	z := zip.NewWriter(w)
	z.RegisterCompressor(zip.Deflate, func(w io.Writer) (io.WriteCloser, error) {
		return flate.NewWriter(w, flate.BestSpeed)
	})
	for year := range years {
		one := f
		one.Year += year
		member, err := z.Create(one.Name())
		if err == nil {
			err = one.Write(member)
		}
		if err != nil {
			return err
		}
	}
	return z.Close()
}

// Name is what a file of the year is called, as CEPII calls BACI's.
func (f Flows) Name() string { return fmt.Sprintf("BACI_HS17_Y%d_%s.csv", f.Year, Version) }

// OtherEdition is the edition that a file's name speaks of where that is not the one of Name, else "".
func OtherEdition(name string) string {
	if said := hs.InName(name); !strings.EqualFold(said, hs.InName(Flows{}.Name())) {
		return said
	}
	return ""
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

// goodAt is how much more of each chapter an economy sells than its size says: most of those around its own place.
func goodAt(place float64) []float64 {
	out := make([]float64, 100)
	for chapter := range out {
		out[chapter] = math.Exp(2 * math.Cos(2*math.Pi*(float64(chapter)-place)/100))
	}
	return out
}

func (f Flows) line(b []byte, r *rand.Rand, from, to, product string, size float64) []byte {
	v := math.Exp(2*r.NormFloat64()) * 1e4 * size
	b = strconv.AppendInt(b, int64(f.Year), 10)
	for _, code := range []string{from, to, product} {
		b = append(append(b, ','), code...)
	}
	b = append(b, ',')
	b = strconv.AppendFloat(b, math.Max(v, .001), 'f', 3, 64)
	b = append(b, ',')
	if r.IntN(5) == 0 {
		return append(b, "           NA\n"...)
	}
	b = strconv.AppendFloat(b, v/3*math.Exp(r.NormFloat64()), 'f', 3, 64)
	return append(b, '\n')
}
