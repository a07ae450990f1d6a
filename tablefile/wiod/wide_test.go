package wiod_test

import (
	"bytes"
	"fmt"
	"strconv"
	"testing"

	"ikat/icio"
	"ikat/tablefile/tablefiletest"
	"ikat/tablefile/wiod"
)

// writeWide lays a table out as the 2016 release is in R and Stata, written as CSV.
func writeWide(t *icio.Table) (string, []byte, error) {
	var b bytes.Buffer
	b.WriteString("IndustryCode,IndustryDescription,Country,RNr,Year")
	for i := range t.Sectors() {
		fmt.Fprintf(&b, ",%s%d", t.Economies[i/t.N()], i%t.N()+1)
	}
	for _, e := range t.Economies {
		for k := range t.Categories {
			fmt.Fprintf(&b, ",%s%d", e, 57+k)
		}
	}
	b.WriteString(",TOT\n")
	n, m := t.Sectors(), t.G()*t.K()
	line := func(code, economy string, number int, total float64, lists ...[]float64) {
		fmt.Fprintf(&b, "%s,\"about %s, in words\",%s,%d,1999", code, code, economy, number)
		for _, list := range append(lists, []float64{total}) {
			for _, v := range list {
				b.WriteString("," + strconv.FormatFloat(v, 'g', -1, 64))
			}
		}
		b.WriteString("\n")
	}
	for i := range n {
		line(t.Industries[i%t.N()], t.Economies[i/t.N()], i%t.N()+1, t.X[i], t.Z[i*n:(i+1)*n], t.F[i*m:(i+1)*m])
	}
	line("II_fob", "TOT", 65, 0, make([]float64, n), make([]float64, m))
	for k, r := range t.Extra {
		line(r.Code, "TOT", 66+k, 0, r.Use, r.FD)
	}
	line("VA", "TOT", 70, 0, t.VA, make([]float64, m))
	line("GO", "TOT", 73, 0, t.X, make([]float64, m))
	return "WIOT1999_October16_ROW.csv", b.Bytes(), nil
}

// inWide has the categories that the form's numbers stand for.
func inWide(t *icio.Table) {
	extras(t)
	copy(t.Categories, []string{"CONS_h", "CONS_np", "CONS_g", "GFCF"})
}

var suiteWide = tablefiletest.Suite{Format: wiod.Format{}, Adapt: inWide, Write: writeWide, Text: true}

func TestWide(t *testing.T) { tablefiletest.Run(t, suiteWide) }

func FuzzWide(f *testing.F) { tablefiletest.Fuzz(f, suiteWide) }
