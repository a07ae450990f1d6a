package tablefiletest

import (
	"fmt"
	"slices"

	"ikat/icio"
)

// Column is a column of a data frame: texts or numbers.
type Column struct {
	Name    string
	Texts   []string
	Numbers []float64
}

// WideExtra are the rows below the industries that a table laid out wide can have.
var WideExtra = []string{"TXSP", "EXP_adj", "IntTTM"}

// InWide names extra rows and categories as the wide layout does.
func InWide(t *icio.Table) {
	for i := range t.Extra {
		t.Extra[i].Code = WideExtra[i]
		if t.Extra[i].FD == nil {
			t.Extra[i].FD = make([]float64, t.G()*t.K())
		}
	}
	copy(t.Categories, []string{"CONS_h", "CONS_np", "CONS_g", "GFCF"})
}

// Wide lays a table out as the World Input-Output Tables of 2016 are in R and Stata: five columns of labels, then one
// for each economy and number, and TOT. before stands before the names of the numbers' columns.
func Wide(t *icio.Table, before string) []Column {
	n, m := t.Sectors(), t.G()*t.K()
	list := []Column{
		{Name: "IndustryCode"},
		{Name: "IndustryDescription"},
		{Name: "Country"},
		{Name: "RNr"},
		{Name: "Year"},
	}
	for i := range n {
		list = append(list, Column{Name: fmt.Sprintf("%s%s%d", before, t.Economies[i/t.N()], i%t.N()+1)})
	}
	for j := range m {
		list = append(list, Column{Name: fmt.Sprintf("%s%s%d", before, t.Economies[j/t.K()], 57+j%t.K())})
	}
	list = append(list, Column{Name: "TOT"})
	row := func(code, economy string, number int, total float64, use, demand []float64) {
		for j, text := range []string{code, "about " + code + `, "in words"`, economy} {
			list[j].Texts = append(list[j].Texts, text)
		}
		for j, v := range slices.Concat([]float64{float64(number), 1999}, use, demand, []float64{total}) {
			list[3+j].Numbers = append(list[3+j].Numbers, v)
		}
	}
	for i := range n {
		row(t.Industries[i%t.N()], t.Economies[i/t.N()], i%t.N()+1, t.X[i], t.Z[i*n:(i+1)*n], t.F[i*m:(i+1)*m])
	}
	row("II_fob", "TOT", 65, 0, make([]float64, n), make([]float64, m))
	for k, r := range t.Extra {
		row(r.Code, "TOT", 66+k, 0, r.Use, r.FD)
	}
	row("VA", "TOT", 70, 0, t.VA, make([]float64, m))
	row("GO", "TOT", 73, 0, t.X, make([]float64, m))
	return list
}
