package main

import (
	"bytes"
	"context"
	"fmt"
	"path/filepath"
	"strings"

	"ikat/icio"
	"ikat/tablefile"
	"ikat/tablefile/all"
)

// priorYear is the year of the World Input-Output Tables, release 2013, that estimated tables start from: the last.
const priorYear = 2011

// writePrior writes the mean input coefficients of the 40 economies of the World Input-Output Tables, made at home and
// abroad, and the share of imports in final use by product.
func writePrior(data, _, root string) error {
	t, err := readTable(filepath.Join(data, "wiod2013", fmt.Sprintf("wiod2013_%d.csv.gz", priorYear)))
	if err != nil {
		return err
	}
	home, abroad, final := means(t)
	var b bytes.Buffer
	fmt.Fprintf(&b, "flow,supplier,%s\n", strings.Join(t.Industries, ","))
	rows := func(flow string, m []float64) {
		n := t.N()
		for i := range len(m) / n {
			fmt.Fprintf(&b, "%s,%s", flow, t.Industries[i])
			for _, v := range m[i*n : (i+1)*n] {
				b.WriteString("," + digits(v, 5))
			}
			b.WriteByte('\n')
		}
	}
	rows("home", home)
	rows("abroad", abroad)
	fmt.Fprint(&b, "final,")
	for _, v := range final {
		b.WriteString("," + digits(v, 5))
	}
	b.WriteByte('\n')
	return write(root, "estimate/prior.csv", b.Bytes())
}

func readTable(path string) (*icio.Table, error) {
	src, err := tablefile.OpenPath(path)
	if err != nil {
		return nil, err
	}
	defer src.Close()
	f, err := tablefile.Detect(all.All(), src)
	if err != nil {
		return nil, err
	}
	return f.Read(context.Background(), src, tablefile.Options{})
}

// means returns mean coefficients over the table's economies, the rest of the world aside, and the imported share of
// their final use by product.
func means(t *icio.Table) (home, abroad, final []float64) {
	n, sectors := t.N(), t.Sectors()
	home, abroad, final = make([]float64, n*n), make([]float64, n*n), make([]float64, n)
	economies := 0
	imported, all := make([]float64, n), make([]float64, n)
	for s, code := range t.Economies {
		if strings.EqualFold(code, "row") {
			continue
		}
		economies++
		for j := range n {
			x := t.X[s*n+j]
			if x <= 0 {
				continue
			}
			for row := range sectors {
				to := abroad
				if row/n == s {
					to = home
				}
				to[row%n*n+j] += t.Z[row*sectors+s*n+j] / x
			}
		}
		for row := range sectors {
			for c := range t.K() {
				v := t.F[row*t.G()*t.K()+s*t.K()+c]
				all[row%n] += v
				if row/n != s {
					imported[row%n] += v
				}
			}
		}
	}
	for k := range home {
		home[k] /= float64(economies)
		abroad[k] /= float64(economies)
	}
	for i := range final {
		if all[i] > 0 {
			final[i] = imported[i] / all[i]
		}
	}
	return home, abroad, final
}
