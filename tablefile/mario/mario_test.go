package mario_test

import (
	"slices"
	"strings"
	"testing"

	"ikat/icio"
	"ikat/tablefile"
	"ikat/tablefile/mario"
	"ikat/tablefile/tablefiletest"
)

// labels are the three lines above numbers, and where the columns of labels have names, the line of these.
func labels(economies []string, level string, parts []string, columns int, named bool) string {
	var b strings.Builder
	names := []string{"Region", "Level", "Item"}
	for k, name := range names {
		if named {
			b.WriteString(name)
		}
		b.WriteString(strings.Repeat(",", columns-1))
		for i := range len(economies) * len(parts) {
			b.WriteString("," + []string{economies[i/len(parts)], level, `"` + parts[i%len(parts)] + `"`}[k])
		}
		b.WriteString("\n")
	}
	if named {
		b.WriteString(strings.Join(names[3-columns:], ",") + strings.Repeat(",", len(economies)*len(parts)) + "\n")
	}
	return b.String()
}

func files(t *icio.Table, named bool) []tablefiletest.File {
	n, m := t.Sectors(), t.G()*t.K()
	row := func(i int) []string {
		return []string{t.Economies[i/t.N()], "Sector", `"` + t.Industries[i%t.N()] + `"`}
	}
	names, inputs := []string{"Wages; salaries", "Surplus"}, append(append([]float64(nil), t.VA...), make([]float64, n)...)
	for _, r := range t.Extra {
		names, inputs = append(names, r.Code), append(inputs, r.Use...)
	}
	sectors := labels(t.Economies, "Sector", t.Industries, 3, named)
	return []tablefiletest.File{
		{Name: "flows/Z.txt", Text: sectors + tablefiletest.Matrix(t.Z, n, ",", row)},
		{
			Name: "flows/Y.txt",
			Text: labels(t.Economies, "Consumption category", t.Categories, 3, named) + tablefiletest.Matrix(t.F, m, ",", row),
		},
		{
			Name: "flows/V.txt",
			Text: labels(
				t.Economies,
				"Sector",
				t.Industries,
				1,
				named,
			) + tablefiletest.Matrix(
				inputs,
				n,
				",",
				func(i int) []string {
					return []string{names[i]}
				},
			),
		},
		{Name: "flows/units.txt", Text: ",,unit\nSector,a,M EUR\n"},
	}
}

func adapt(t *icio.Table) {
	t.Extra = t.Extra[:min(1, len(t.Extra))]
	for i := range t.Extra {
		t.Extra[i].Code, t.Extra[i].FD = "TLS", nil
	}
}

var suite = tablefiletest.Suite{
	Format: mario.Format{},
	Adapt:  adapt,
	Write: func(t *icio.Table) (string, []byte, error) {
		data, err := tablefiletest.Zip(files(t, true)...)
		return "mine_2011.zip", data, err
	},
}

func TestConformance(t *testing.T) { tablefiletest.Run(t, suite) }

func FuzzRead(f *testing.F) { tablefiletest.Fuzz(f, suite) }

// Labels whose columns have no names are read as those that have.
func TestLabelsWithoutNames(t *testing.T) {
	for seed := range 8 {
		table := tablefiletest.Table().Example(seed)
		adapt(table)
		got, err := read(t, files(table, false))
		if err != nil {
			t.Fatal(err)
		}
		if !slices.Equal(got.Z, table.Z) || !slices.Equal(got.F, table.F) || !slices.Equal(got.VA, table.VA) ||
			len(got.Extra) != len(table.Extra) {
			t.Errorf("seed %d: another table", seed)
		}
	}
}

func read(t *testing.T, files []tablefiletest.File) (*icio.Table, error) {
	t.Helper()
	data, err := tablefiletest.Zip(files...)
	if err != nil {
		t.Fatal(err)
	}
	src, err := tablefile.FromBytes("mine.zip", data)
	if err != nil {
		t.Fatal(err)
	}
	defer src.Close()
	return mario.Format{}.Read(t.Context(), src, tablefile.Options{})
}

// Unit, year, prices and source are those that MARIO wrote.
func TestWhatMARIOSays(t *testing.T) {
	table := tablefiletest.Table().Example(3)
	adapt(table)
	all := append(files(table, true), tablefiletest.File{Name: "metadata.json",
		Text: `{"_name": "wiod", "_table": "IOT",
			"_price": "Current prices", "_source": "WIOD 2016", "_year": 2010, "_history": ["x"]}`})
	got, err := read(t, all)
	if err != nil {
		t.Fatal(err)
	}
	if got.Year != 2010 || got.Money() != "million EUR" || got.Valuation != "current prices" ||
		!strings.HasPrefix(got.Source, "WIOD 2016, mine.zip") {
		t.Errorf("%+v", got.Meta)
	}
	data, err := tablefiletest.Zip(all...)
	if err != nil {
		t.Fatal(err)
	}
	src, err := tablefile.FromBytes("mine_2015.zip", data) // the year that the file was made in, say
	if err != nil {
		t.Fatal(err)
	}
	defer src.Close()
	for asked, want := range map[int]int{0: 2010, 2012: 2012} {
		got, err := mario.Format{}.Read(t.Context(), src, tablefile.Options{Year: asked})
		if err != nil || got.Year != want {
			t.Errorf("asked for %d the year is %d, not %d: %v", asked, got.Year, want, err)
		}
	}
}

func TestFaults(t *testing.T) {
	table := tablefiletest.Table().Example(3)
	adapt(table)
	for want, change := range map[string][2]string{
		"supply and use": {",Sector,", ",Activity,"},
		"rows": {table.Economies[0] + `,Sector,"` + table.Industries[0] + `"`, table.Economies[0] +
			`,Sector,"other"`},
	} {
		all := files(table, true)
		all[0].Text = strings.ReplaceAll(all[0].Text, change[0], change[1])
		if _, err := read(t, all); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("want %s: %v", want, err)
		}
	}
}
