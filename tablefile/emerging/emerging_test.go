package emerging_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"ikat/icio"
	"ikat/tablefile"
	"ikat/tablefile/emerging"
	"ikat/tablefile/tablefiletest"
)

func adapt(t *icio.Table) {
	tablefiletest.Residual(t)
	for i := range t.Industries {
		t.Industries[i] = fmt.Sprintf("s%d", i+1)
	}
	for i := range t.Categories {
		t.Categories[i] = fmt.Sprintf("fd%d", i+1)
	}
}

func text(t *icio.Table) string {
	n, m := t.Sectors(), t.G()*t.K()
	var all []float64
	for i := range n {
		all = slices.Concat(all, t.Z[i*n:(i+1)*n], t.F[i*m:(i+1)*m])
	}
	return tablefiletest.Matrix(all, n+m, ",", nil)
}

func write(t *icio.Table) (string, []byte, error) {
	data, err := tablefiletest.Zip(
		tablefiletest.File{Name: "emerging_2019.csv", Text: text(t)},
		tablefiletest.File{Name: "emerging_countrylist.csv", Text: strings.Join(t.Economies, "\n") + "\n"})
	return "emerging.zip", data, err
}

var suite = tablefiletest.Suite{Format: emerging.Format{}, Adapt: adapt, Write: write}

func TestConformance(t *testing.T) { tablefiletest.Run(t, suite) }

func FuzzRead(f *testing.F) { tablefiletest.Fuzz(f, suite) }

func TestListAndMatrixMustFit(t *testing.T) {
	for list, text := range map[string]string{
		"A\nB\nC\n": "1,2,3\n4,5,6\n",
		"A\nA\n":    "1,2,3,3\n4,5,6,6\n",
		"country\n": "1,2,3\n4,5,6\n",
		"A\nB\n":    "1,2\n4,5\n",
	} {
		data, err := tablefiletest.Zip(tablefiletest.File{Name: "e_2019.csv", Text: text},
			tablefiletest.File{Name: "countries.csv", Text: list})
		if err != nil {
			t.Fatal(err)
		}
		src, err := tablefile.FromBytes("e.zip", data)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := (emerging.Format{}).Read(t.Context(), src, tablefile.Options{}); err == nil {
			t.Errorf("%q with %q was read", list, text)
		}
	}
}
