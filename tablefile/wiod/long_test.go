package wiod_test

import (
	"bytes"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"ikat/icio"
	"ikat/tablefile"
	"ikat/tablefile/tablefiletest"
	"ikat/tablefile/wiod"
)

// writeLong lays a table out as the long-run tables are: a line for each cell of each year, totals and value added too.
func writeLong(t *icio.Table, years ...int) []byte {
	var b bytes.Buffer
	b.WriteString("year,row_country,row_isic3,col_country,col_isic3,value\n")
	n, m := t.Sectors(), t.G()*t.K()
	var cols []string
	for i := range n {
		cols = append(cols, strings.Replace(t.Sector(i), "_", ",", 1))
	}
	for _, e := range t.Economies {
		for _, c := range t.Categories {
			cols = append(cols, e+","+c)
		}
	}
	for _, year := range years {
		line := func(label string, values ...float64) {
			for j, v := range values {
				fmt.Fprintf(&b, "%d,%s,%s,%s\n", year, label, cols[j], strconv.FormatFloat(v+float64(year-years[0]), 'g', -1, 64))
			}
		}
		for i := range n {
			line(cols[i], append(slices.Clone(t.Z[i*n:(i+1)*n]), t.F[i*m:(i+1)*m]...)...)
			fmt.Fprintf(&b, "%d,%s,TOT,GO,%v\n", year, cols[i], t.X[i])
		}
		line("TOT,VA", t.VA...)
		for _, r := range t.Extra {
			line("TOT,"+r.Code, slices.Concat(r.Use, r.FD)...)
		}
	}
	return b.Bytes()
}

var longRun = tablefiletest.Suite{Format: wiod.Format{}, Text: true,
	Write: func(t *icio.Table) (string, []byte, error) {
		return "lr_wiod_wiot_final_filled.csv", writeLong(t, 1999), nil
	},
	Adapt: func(t *icio.Table) { // rows below the industries have a number for every column
		for i := range t.Extra {
			if t.Extra[i].FD == nil {
				t.Extra[i].FD = make([]float64, t.G()*t.K())
			}
		}
	},
	Labels: func(line string) (row, column string) {
		c := strings.Split(line, ",")
		return c[1] + "," + c[2], c[3] + "," + c[4]
	}}

func TestLongRunConformance(t *testing.T) { tablefiletest.Run(t, longRun) }

func FuzzLong(f *testing.F) { tablefiletest.Fuzz(f, longRun) }

func TestLongRun(t *testing.T) {
	want := tablefiletest.Table().Example(3)
	want.Extra = []icio.Row{{Code: "TXSP", Use: make([]float64, want.Sectors())}}
	data := writeLong(want, 2000, 2001)
	read := func(year int, data []byte) (*icio.Table, error) {
		src, err := tablefile.FromBytes("lr_wiod_wiot_final_filled.csv", data)
		if err != nil {
			t.Fatal(err)
		}
		return wiod.Format{}.Read(t.Context(), src, tablefile.Options{Year: year})
	}
	got, err := read(2000, data)
	if err != nil {
		t.Fatal(err)
	}
	if !slices.Equal(got.Z, want.Z) || !slices.Equal(got.F, want.F) || !slices.Equal(got.VA, want.VA) ||
		!slices.Equal(got.Reported.RowOutput, want.X) {
		t.Error("another table")
	}
	if got.Ref() != "lrwiod/2000" || len(got.Extra) != 1 || got.Extra[0].Code != "TXSP" {
		t.Errorf("%s %v", got.Ref(), got.Extra)
	}
	named := bytes.Replace(data, []byte("row_country"), []byte(`"row, its country",row_country`), 1)
	named = bytes.ReplaceAll(named, []byte("\n2000,"), []byte("\n2000,,"))
	named = bytes.ReplaceAll(named, []byte("\n2001,"), []byte("\n2001,,"))
	if other, err := read(2000, named); err != nil || !slices.Equal(other.Z, want.Z) {
		t.Errorf("a name with a comma: %v", err)
	}
	if got, err = read(2001, data); err != nil || got.Z[0] != want.Z[0]+1 {
		t.Error(err)
	}
	for _, year := range []int{0, 1990} {
		if _, err = read(year, data); err == nil || !strings.Contains(err.Error(), "2000, 2001") {
			t.Errorf("%d: %v", year, err)
		}
	}
	without := regexp.MustCompile(`(?m)^\d+,TOT,VA,.*\n`).ReplaceAll(data, nil)
	if _, err := read(2000, without); err == nil || !strings.Contains(err.Error(), "value added") {
		t.Errorf("without value added, which stands last: %v", err)
	}
	lines := bytes.SplitAfter(data, []byte("\n"))
	if _, err = read(2000, bytes.Join(append(slices.Clone(lines[:3]), lines[4:]...), nil)); err == nil {
		t.Error("a missing flow was taken for zero")
	}
}
