package exiobase_test

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"ikat/fault"
	"ikat/icio"
	"ikat/tablefile"
	"ikat/tablefile/exiobase"
	"ikat/tablefile/tablefiletest"
)

// header writes the two or three lines above the numbers.
func header(first, second []string, labels []string, third bool) string {
	lead := strings.Repeat("\t", len(labels))
	s := "region" + lead + strings.Join(first, "\t") + "\nsector" + lead + strings.Join(second, "\t") + "\n"
	if third {
		s += strings.Join(labels, "\t") + strings.Repeat("\t", len(first)) + "\n"
	}
	return s
}

func files(t *icio.Table, third bool) []tablefiletest.File {
	n, m := t.Sectors(), t.G()*t.K()
	var regions, sectors, buyers, demand []string
	for _, e := range t.Economies {
		for _, i := range t.Industries {
			regions, sectors = append(regions, e), append(sectors, i)
		}
		for _, c := range t.Categories {
			buyers, demand = append(buyers, e), append(demand, c)
		}
	}
	pair := []string{"region", "sector"}
	row := func(i int) []string { return []string{regions[i], sectors[i]} }
	names := []string{"Other net taxes on production", "Compensation of employees; wages: Low-skilled",
		"Operating surplus: Rents on land", "CO2 - combustion - air"}
	inputs := append(append([]float64(nil), t.VA...), make([]float64, 3*n)...)
	for i := range n {
		inputs[3*n+i] = 5
	}
	for _, r := range t.Extra {
		names, inputs = append(names, "Taxes less subsidies on products purchased: Total"), append(inputs, r.Use...)
	}
	return []tablefiletest.File{
		{Name: "IOT_2011_ixi/Z.txt", Text: header(regions, sectors, pair, third) + tablefiletest.Matrix(t.Z, n,
			"\t", row)},
		{Name: "IOT_2011_ixi/Y.txt", Text: header(buyers, demand, pair, third) + tablefiletest.Matrix(t.F, m,
			"\t", row)},
		{Name: "IOT_2011_ixi/x.txt", Text: "region\tsector\tindout\n" + tablefiletest.Matrix(t.X, 1, "\t", row)},
		{Name: "IOT_2011_ixi/satellite/F.txt", Text: header(regions, sectors, []string{"stressor"}, third) +
			tablefiletest.Matrix(inputs, n, "\t", func(i int) []string {
				return names[i : i+1 : i+1]
			})},
		{Name: "IOT_2011_ixi/satellite/unit.txt", Text: "\tunit\n"},
	}
}

func adapt(t *icio.Table) {
	t.Extra = t.Extra[:min(1, len(t.Extra))]
	for i := range t.Extra {
		t.Extra[i].Code, t.Extra[i].FD = "TLS", nil
	}
}

func suite(third bool) tablefiletest.Suite {
	return tablefiletest.Suite{Format: exiobase.Format{}, Adapt: adapt, Write: func(t *icio.Table) (string,
		[]byte, error) {
		data, err := tablefiletest.Zip(files(t, third)...)
		return "IOT_2011_ixi.zip", data, err
	}}
}

func TestThreeLinesOfHeader(t *testing.T) { tablefiletest.Run(t, suite(true)) }

func TestTwoLinesOfHeader(t *testing.T) { tablefiletest.Run(t, suite(false)) }

func FuzzRead(f *testing.F) { tablefiletest.Fuzz(f, suite(true)) }

func read(t *testing.T, files []tablefiletest.File) (*icio.Table, error) {
	t.Helper()
	data, err := tablefiletest.Zip(files...)
	if err != nil {
		t.Fatal(err)
	}
	src, err := tablefile.FromBytes("IOT_2011_ixi.zip", data)
	if err != nil {
		t.Fatal(err)
	}
	defer src.Close()
	return exiobase.Format{}.Read(t.Context(), src, tablefile.Options{})
}

// Coefficients times output are flows, and the table says that it was made so.
func TestCoefficientsBecomeFlows(t *testing.T) {
	all := []tablefiletest.File{
		{Name: "A.txt", Text: "region\t\tA\tB\nsector\t\ts\ts\nregion\tsector\t\t\nA\ts\t0.5\t0.25\nB\ts\t0.125\t0\n"},
		{Name: "Y.txt", Text: "region\t\tA\tB\ncategory\t\tf\tf\nregion\tsector\t\t\nA\ts\t10\t0\nB\ts\t0\t18\n"},
		{Name: "x.txt", Text: "region\tsector\tindout\nA\ts\t40\nB\ts\t23\n"},
	}
	got, err := read(t, all)
	if err != nil {
		t.Fatal(err)
	}
	for i, want := range []float64{20, 5.75, 5, 0} {
		if math.Abs(got.Z[i]-want) > 1e-12 {
			t.Errorf("flow %d is %v, not %v", i, got.Z[i], want)
		}
	}
	if len(got.Derivation) != 1 || got.Ref() != "exiobase_ixi/2011" {
		t.Errorf("%s %v", got.Ref(), got.Derivation)
	}
	got, err = read(t, all[:2])
	if err != nil {
		t.Fatal(err)
	}
	// 0.5 x - 0.25 y = 10 and y - 0.125 x = 18
	x := 14.5 / 0.46875
	y := 18 + x/8
	for i, want := range []float64{x / 2, y / 4, x / 8, 0} {
		if math.Abs(got.Z[i]-want) > 1e-13*want {
			t.Errorf("flow %d is %v, not %v", i, got.Z[i], want)
		}
	}
	if got.Reported.RowOutput != nil || len(got.Derivation) != 1 || !strings.Contains(got.Derivation[0], "(I - A)^-1") {
		t.Errorf("computed output: %v", got.Derivation)
	}
	explosive := slices.Clone(all[:2])
	explosive[0].Text = strings.Replace(explosive[0].Text, "0.5", "1.5", 1)
	if _, err := read(t, explosive); fault.KindOf(err) != fault.Inconsistent || !strings.Contains(err.Error(), "x.txt") {
		t.Errorf("without output, where it cannot be computed: %v", err)
	}
	all[1].Text = strings.Replace(all[1].Text, "B\ts", "B\tother", 1)
	if _, err := read(t, all); err == nil || !strings.Contains(err.Error(), "B_other") {
		t.Errorf("labels that differ: %v", err)
	}
}

// The edition is what the package's metadata say, in whichever file.
func TestEdition(t *testing.T) {
	table := tablefiletest.Table().Example(3)
	adapt(table)
	for name, text := range map[string]string{"metadata.json": `{"description": "",
		"name": "IO", "system": "ixi", "version": "v3.8.2"}`,
		"file_parameters.json": `{"files": {}, "version":"3.8.2"}`} {
		got, err := read(t, append(files(table, true), tablefiletest.File{Name: "IOT_2011_ixi/" + name, Text: text}))
		if err != nil || got.Edition != "3.8.2" || got.Publisher != "EXIOBASE" {
			t.Errorf("%s: edition %q, %v", name, got.Edition, err)
		}
	}
}

// Output computed from coefficients equals the solution of the equations, on tables whose sectors differ a billionfold.
func TestComputedOutput(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(1, 6).Draw(t, "n")
		want, a := make([]float64, n), make([]float64, n*n)
		for i := range want {
			want[i] = math.Pow(10, rapid.Float64Range(-3, 6).Draw(t, "x"))
			for j := range n {
				a[i*n+j] = rapid.Float64Range(0, 0.9/float64(n)).Draw(t, "a")
			}
		}
		var rows, columns, sectors, demand strings.Builder
		for i := range n {
			fmt.Fprintf(&columns, "\tA")
			fmt.Fprintf(&sectors, "\ts%d", i)
			final := want[i]
			fmt.Fprintf(&rows, "A\ts%d", i)
			for j := range n {
				fmt.Fprintf(&rows, "\t%v", a[i*n+j])
				final -= a[i*n+j] * want[j]
			}
			fmt.Fprintf(&rows, "\n")
			fmt.Fprintf(&demand, "A\ts%d\t%v\n", i, final)
		}
		data, err := tablefiletest.Zip(tablefiletest.File{Name: "A.txt", Text: "region\t" + columns.String() + "\nsector\t" +
			sectors.String() + "\n" + rows.String()}, tablefiletest.File{Name: "Y.txt", Text: "region\t\tA\ncategory\t\tf\n" +
			demand.String()})
		if err != nil {
			t.Fatal(err)
		}
		src, err := tablefile.FromBytes("IOT_2011_ixi.zip", data)
		if err != nil {
			t.Fatal(err)
		}
		got, err := exiobase.Format{}.Read(t.Context(), src, tablefile.Options{})
		if err != nil {
			t.Fatal(err)
		}
		largest := slices.Max(want)
		for i, x := range want {
			// Final demand is rounded where it is a difference of large numbers; the rest is the solution's.
			if math.Abs(got.X[i]-x) > 1e-13*largest {
				t.Fatalf("output %d is %v, not %v", i, got.X[i], x)
			}
		}
	})
}

// pymrio writes every table in this form: its unit is that of the list of units, and nothing of it is EXIOBASE's.
func TestOtherTablesInTheForm(t *testing.T) {
	table := tablefiletest.Table().Example(3)
	table.Extra = nil
	for text, want := range map[string]string{
		"":                                    "table units",
		"region\tsector\tunit\nA\tb\tM.USD\n": "million USD",
		"region\tsector\tunit\nA\tb\tM.EUR\n": "million EUR",
		"region\tsector\tunit\nA\tb\tkt\n":    "table units",
	} {
		var renamed []tablefiletest.File
		for _, f := range files(table, true) {
			renamed = append(renamed, tablefiletest.File{Name: strings.Replace(f.Name, "IOT_2011_ixi", "wiod", 1), Text: f.Text})
		}
		if text != "" {
			renamed = append(renamed, tablefiletest.File{Name: "wiod/unit.txt", Text: text})
		}
		data, err := tablefiletest.Zip(renamed...)
		if err != nil {
			t.Fatal(err)
		}
		src, err := tablefile.FromBytes("wiod_2009.zip", data)
		if err != nil {
			t.Fatal(err)
		}
		got, err := exiobase.Format{}.Read(t.Context(), src, tablefile.Options{})
		if err != nil {
			t.Fatal(err)
		}
		if got.Money() != want || got.Ref() != "wiod/2009" || got.Publisher != "" ||
			strings.Contains(got.Citation, "EXIOBASE") {
			t.Errorf("%q: %s, %s, %s", text, got.Money(), got.Ref(), got.Citation)
		}
	}
}
