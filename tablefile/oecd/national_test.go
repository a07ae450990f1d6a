package oecd_test

import (
	"strconv"
	"strings"
	"testing"

	"ikat/fault"
	"ikat/icio"
	"ikat/tablefile"
	"ikat/tablefile/oecd"
	"ikat/tablefile/tablefiletest"
)

var nationalDemand = []string{"HFCE", "GFCF", "EXPO", "CONS_NONRES"} // the last two are the rest of the world's

// nationalTable makes a generated table one of AUS and the rest of the world.
func nationalTable(t *icio.Table) {
	d, extra := t.N(), t.Extra
	flow := append(append([]float64{}, t.Z...), t.F...)
	next := 0
	draw := func() float64 { next++; return flow[next%len(flow)] }
	n, m := 2*d, 2*len(nationalDemand)
	*t = icio.Table{Economies: []string{"AUS", "ROW"}, Industries: t.Industries, Categories: nationalDemand,
		Z: make([]float64, n*n), F: make([]float64, n*m), X: make([]float64, n), VA: make([]float64, n)}
	for i := range n {
		use := 0.0
		for j := range d {
			t.Z[i*n+j] = draw()
			use += t.Z[i*n+j]
		}
		final := 0.0
		for _, c := range []int{0, 1, len(nationalDemand) + 2, len(nationalDemand) + 3} {
			t.F[i*m+c] = draw()
			final += t.F[i*m+c]
		}
		if t.X[i] = use + final; i >= d {
			for j := range d {
				t.VA[i] += t.Z[i*n+j]
			}
			for c := range m {
				t.VA[i] += t.F[i*m+c]
			}
		}
	}
	for j := range d {
		t.VA[j] = draw()
	}
	for _, r := range extra {
		row := icio.Row{Code: r.Code, Use: make([]float64, n), FD: make([]float64, m)}
		for j := range d {
			row.Use[j] = draw()
		}
		row.FD[0] = draw()
		t.Extra = append(t.Extra, row)
	}
}

func writeNational(t *icio.Table) (string, []byte, error) {
	d, n, k := t.N(), t.Sectors(), t.K()
	var b strings.Builder
	b.WriteString("," + strings.Join(t.Industries, ",") + "," + strings.Join(nationalDemand, ",") + ",IMPO,TOTAL\n")
	row := func(label string, use, demand []float64, imports, total string) {
		b.WriteString(label)
		for _, v := range append(append([]float64{}, use[:d]...), demand[0], demand[1], demand[k+2], demand[k+3]) {
			b.WriteString("," + strconv.FormatFloat(v, 'g', -1, 64))
		}
		b.WriteString("," + imports + "," + total + "\n")
	}
	for i := range n {
		label, imports := "DOM_", "0"
		if i >= d {
			label, imports = "IMP_", "-12.5"
		}
		row(
			label+t.Industries[i%d],
			t.Z[i*n:(i+1)*n],
			t.F[i*2*k:(i+1)*2*k],
			imports,
			strconv.FormatFloat(t.X[i], 'g', -1, 64),
		)
	}
	none := make([]float64, n+2*k)
	for _, r := range t.Extra {
		row(r.Code, r.Use, r.FD, "", "")
	}
	row("TTL_INT_FNL", none, none, "", "")
	row("VALU", t.VA, none, "", "")
	row("OUTPUT", t.X, none, "", "")
	return "AUS1999dom.csv", []byte(b.String()), nil
}

var suiteNational = tablefiletest.Suite{Format: oecd.Format{}, Adapt: nationalTable, Write: writeNational, Text: true}

func TestNational(t *testing.T) { tablefiletest.Run(t, suiteNational) }

func FuzzNational(f *testing.F) {
	for seed := range 4 {
		table := tablefiletest.Table().Example(seed)
		nationalTable(table)
		_, data, err := writeNational(table)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(data)
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		src, err := tablefile.FromBytes("AUS2015dom.csv", data)
		if err != nil || src.Files != nil {
			return
		}
		if _, err := (oecd.Format{}).Read(t.Context(), src, tablefile.Options{}); err != nil &&
			fault.KindOf(err) != fault.Unreadable &&
			fault.KindOf(err) != fault.Inconsistent {
			t.Fatal(err)
		}
	})
}

const smallNational = ",D01,D10T12,HFCE,EXPO,IMPO,TOTAL\n" +
	"DOM_01,1,2,3,4,0,10\nDOM_10T12,2,3,4,11,0,20\nIMP_01,1,1,2,0,-4,0\nIMP_10T12,2,4,1,1,-8,0\n" +
	"TXS_INT_FNL,0.5,1,2,0,,\nTTL_INT_FNL,6.5,11,12,16,,\nVALU,3.5,9,,,,\nLABR,2,5,,,,\nOUTPUT,10,20,,,,\n"

func readNational(t *testing.T, name, text string) (*icio.Table, error) {
	t.Helper()
	src, err := tablefile.FromBytes(name, []byte(text))
	if err != nil {
		t.Fatal(err)
	}
	return (oecd.Format{}).Read(t.Context(), src, tablefile.Options{})
}

// What is imported is sold by the rest of the world, what is exported bought by it; incomes go along, sums do not.
func TestNationalMeans(t *testing.T) {
	table, err := readNational(t, "VNM2018dom.csv", smallNational)
	if err != nil {
		t.Fatal(err)
	}
	if table.Ref() != "oecd-VNM/2018" || table.Money() != "million USD" ||
		strings.Join(table.Economies, " ") != "VNM ROW" ||
		strings.Join(table.Industries, " ") != "01 10T12" ||
		strings.Join(table.Undetermined, " ") != "ROW" {
		t.Errorf("%s %s %v %v %v", table.Ref(), table.Money(), table.Economies, table.Industries, table.Undetermined)
	}
	if table.X[0] != 10 || table.X[1] != 20 || table.X[2] != 4 || table.X[3] != 8 || table.VA[2] != 4 {
		t.Errorf("output %v, value added %v", table.X, table.VA)
	}
	if len(table.Extra) != 1 || table.Extra[0].Code != "TXS_INT_FNL" || len(table.Satellites) != 1 ||
		table.Satellites[0].Values[1] != 5 {
		t.Errorf("rows %v, satellites %v", table.Extra, table.Satellites)
	}
	for j := range 2 { // the column adds up: inputs, taxes, value added
		sum := table.VA[j] + table.Extra[0].Use[j]
		for i := range 4 {
			sum += table.Z[i*4+j]
		}
		if sum != table.X[j] {
			t.Errorf("column %d adds up to %v of %v", j, sum, table.X[j])
		}
	}
}

func TestNationalFaults(t *testing.T) {
	for want, change := range map[string][3]string{
		"VNM2018dom.csv":   {"VNM2018ttl.csv", "DOM_", "TTL_"},
		"whose table":      {"table.csv", "OUTPUT", "OUTPUT"},
		"no rows of imp":   {"VNM2018dom.csv", "IMP_", "TXS_"},
		"1 rows of dom":    {"VNM2018dom.csv", "DOM_10T12", "TXS_X"},
		"was expected":     {"VNM2018dom.csv", "DOM_10T12", "DOM_11"},
		"is imported":      {"VNM2018dom.csv", "3,4,0,10", "3,4,-1,10"},
		"value added":      {"VNM2018dom.csv", "VALU", "OTHER"},
		"second row":       {"VNM2018dom.csv", "OUTPUT", "VALU"},
		"missing flow":     {"VNM2018dom.csv", "DOM_01,1,2", "DOM_01,,2"},
		"more cells":       {"VNM2018dom.csv", "0,10\nDOM", "0,10,9\nDOM"},
		"no column of fin": {"VNM2018dom.csv", ",HFCE,EXPO,IMPO", ",x,y,z"},
	} {
		_, err := readNational(t, change[0], strings.ReplaceAll(smallNational, change[1], change[2]))
		if fault.KindOf(err) != fault.Unreadable || !strings.Contains(err.Error(), want) {
			t.Errorf("want %s: %v", want, err)
		}
	}
}
