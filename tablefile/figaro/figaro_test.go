package figaro_test

import (
	"bytes"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"testing"

	"ikat/icio"
	"ikat/tablefile"
	"ikat/tablefile/figaro"
	"ikat/tablefile/tablefiletest"
)

// adapt gives a table the rows that FIGARO has below the industries.
// adapt gives rows FIGARO's codes, and the Dominican Republic its two letters as FIGARO does: the database keeps DOM
// for what is domestic.
func adapt(t *icio.Table) {
	if i := slices.Index(t.Economies, "DOM"); i >= 0 {
		t.Economies[i] = "DO"
	}
	for i, c := range t.Categories {
		t.Categories[i] = "P3_" + c
	}
	codes := []string{"W2_D21X31", "W2_OP_RES", "W2_OP_NRES"}
	for i := range t.Extra {
		t.Extra[i].Code = codes[i]
		if t.Extra[i].FD == nil {
			t.Extra[i].FD = make([]float64, t.G()*t.K())
		}
	}
}

// lines calls row for every row of the published table.
func lines(t *icio.Table, row func(label string, use, demand []float64)) {
	n, m := t.Sectors(), t.G()*t.K()
	for i := range n {
		row(t.Sector(i), t.Z[i*n:(i+1)*n], t.F[i*m:(i+1)*m])
	}
	for _, r := range t.Extra {
		row(r.Code, r.Use, r.FD)
	}
	row("W2_D1", t.VA, make([]float64, m))
	row("W2_D29X39", make([]float64, n), make([]float64, m))
	row("W2_B2A3G", make([]float64, n), make([]float64, m))
}

func columns(t *icio.Table) (labels []string) {
	for i := range t.Sectors() {
		labels = append(labels, t.Sector(i))
	}
	for _, e := range t.Economies {
		for _, c := range t.Categories {
			labels = append(labels, e+"_"+c)
		}
	}
	return labels
}

func number(v float64) string { return strconv.FormatFloat(v, 'g', -1, 64) }

func writeMatrix(t *icio.Table) (string, []byte, error) {
	var b bytes.Buffer
	b.WriteString("rowLabels")
	for _, l := range columns(t) {
		b.WriteString("," + l)
	}
	b.WriteString("\n")
	lines(t, func(label string, use, demand []float64) {
		b.WriteString(label)
		for _, list := range [][]float64{use, demand} {
			for _, v := range list {
				b.WriteString("," + number(v))
			}
		}
		b.WriteString("\n")
	})
	return "matrix_eu-ic-io_ind-by-ind_24ed_2021.csv", b.Bytes(), nil
}

func writeFlat(t *icio.Table) (string, []byte, error) {
	var b bytes.Buffer
	b.WriteString("icioiRow,icioiCol,refArea,rowIi,counterpartArea,colIi,obsValue\n")
	cols := columns(t)
	lines(t, func(label string, use, demand []float64) {
		for j, l := range cols {
			v := 0.0
			if j < len(use) {
				v = use[j]
			} else {
				v = demand[j-len(use)]
			}
			fmt.Fprintf(&b, "%s,%s,%s,%s,%s\n", label, l, split(label), split(l), number(v))
		}
	})
	return "flatfile_eu-ic-io_ind-by-ind_24ed_2021.csv", b.Bytes(), nil
}

// split puts a comma for the first underscore.
func split(label string) string {
	return string(bytes.Replace([]byte(label), []byte("_"), []byte(","), 1))
}

var matrix = tablefiletest.Suite{Format: figaro.Format{}, Write: writeMatrix, Adapt: adapt, Text: true}

var flat = tablefiletest.Suite{Format: figaro.Format{}, Write: writeFlat, Adapt: adapt, Text: true,
	Labels: func(line string) (row, column string) {
		c := strings.Split(line, ",")
		return c[0], c[1]
	}}

func TestMatrix(t *testing.T) { tablefiletest.Run(t, matrix) }

func TestFlat(t *testing.T) { tablefiletest.Run(t, flat) }

func FuzzMatrix(f *testing.F) { tablefiletest.Fuzz(f, matrix) }

func FuzzFlat(f *testing.F) { tablefiletest.Fuzz(f, flat) }

// The rows below the industries come in another order in other editions, and programs drop the first cell's word.
func TestOrderOfRowsAndFirstCell(t *testing.T) {
	want := tablefiletest.Table().Example(3)
	adapt(want)
	for _, write := range []func(*icio.Table) (string, []byte, error){writeMatrix, writeFlat} {
		name, data, err := write(want)
		if err != nil {
			t.Fatal(err)
		}
		head, body, _ := strings.Cut(string(data), "\n")
		all := strings.SplitAfter(strings.TrimSuffix(body, "\n"), "\n")
		below := slices.IndexFunc(all, func(l string) bool { return strings.HasPrefix(l, "W2_") })
		all[len(all)-1] += "\n"
		slices.Sort(all[below:])
		text := strings.Replace(head, "rowLabels", "", 1) + "\n" + strings.Join(all, "")
		src, err := tablefile.FromBytes(strings.Replace(name, "24ed", "23ed", 1), []byte(text))
		if err != nil {
			t.Fatal(err)
		}
		got, err := figaro.Format{}.Read(t.Context(), src, tablefile.Options{})
		if err != nil || !slices.Equal(got.Z, want.Z) || !slices.Equal(got.VA, want.VA) ||
			len(got.Extra) != len(want.Extra) {
			t.Errorf("%s: %v", name, err)
		}
		if err == nil && (got.Ref() != "figaro23ed/2021" || got.Edition != "2023" || got.Money() != "million EUR") {
			t.Errorf("%s: %s, edition %s, %s", name, got.Ref(), got.Edition, got.Money())
		}
	}
}

// Codes of final demand alone tell a matrix whose first cell is empty.
func TestDetectByDemand(t *testing.T) {
	for head, want := range map[string]int{
		",AT_A01,AT_P3_S13,AT_P3_S14,AT_P3_S15,AT_P51G,AT_P5M\nAT_A01,1,2,3,4,5,6\n": tablefile.Signature,
		",AT_A01,AT_P3,AT_P51\nAT_A01,1,2,3\n":                                       tablefile.No,
	} {
		src, err := tablefile.FromBytes("x.csv", []byte(head))
		if err != nil {
			t.Fatal(err)
		}
		if m := (figaro.Format{}).Detect(src); m.Sure != want {
			t.Errorf("%s: %+v", head, m)
		}
	}
}
