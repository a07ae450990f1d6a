package all_test

import (
	"bytes"
	"fmt"
	"io"
	"reflect"
	"slices"
	"testing"

	"ikat/icio"
	"ikat/tablefile"
	"ikat/tablefile/all"
	"ikat/tablefile/find"
	"ikat/tablefile/tablefiletest"
)

// Whatever a reader knows of a table, an export keeps, in each form, whatever its file is called; and so does an export
// of the export.
func TestExportsKeepEverything(t *testing.T) {
	for seed := range 6 {
		want := tablefiletest.Table().Example(seed)
		want.Meta = icio.Meta{Name: "eora26-pp", Year: 2015, Currency: "USD", Unit: "thousand",
			Valuation: "purchasers' prices, constant 2010", BaseYear: 2010,
			Publisher: "Eora", Edition: "199.82", Source: "Eora26, \"Eora26_2015_pp.zip\", the file",
			Citation: "Lenzen, Moran, Kanemoto & Geschke (2013)",
			Licence:  "academic", EconomyNames: map[string]string{want.Economies[0]: "Côte d'Ivoire, \"the\""},
			IndustryNames: map[string]string{want.Industries[0]: "Farms; fisheries"},
			Members:       map[string][]string{want.Economies[0]: {"CIV", "GHA"}},
			Derivation:    []string{"aggregated", "balanced"}}
		want.Reported = icio.Totals{RowOutput: want.X}
		for _, first := range tablefiletest.Exports {
			for _, second := range tablefiletest.Exports {
				t.Run(fmt.Sprint(seed, first.Ending, second.Ending), func(t *testing.T) {
					got := through(t, "renamed_1999"+first.Ending, want, first.Write)
					got = through(t, "again_1998"+second.Ending, got, second.Write)
					got.SHA256 = ""
					if !reflect.DeepEqual(got.Meta, want.Meta) {
						t.Errorf("got %+v", got.Meta)
					}
					if !slices.Equal(got.Z, want.Z) || !slices.Equal(got.F, want.F) || !slices.Equal(got.VA, want.VA) ||
						!slices.Equal(got.Economies, want.Economies) || !slices.Equal(got.Industries,
						want.Industries) ||
						!slices.Equal(got.Categories, want.Categories) || len(got.Extra) != len(want.Extra) {
						t.Error("other numbers or labels")
					}
				})
			}
		}
	}
}

// A table of any publisher's labels, exported, is no file of that publisher.
func TestExportsAreRecognisedAsExports(t *testing.T) {
	for name, labels := range map[string][3][]string{
		"figaro":   {{"AUT", "FIGW1"}, {"A01", "C26"}, {"P3_S13", "P3_S14", "P3_S15", "P51G", "P5M"}},
		"adb":      {{"CHN", "RoW"}, {"c1", "c2"}, {"F1", "F2", "F3", "F4", "F5"}},
		"wiod":     {{"CHN", "ROW"}, {"c1", "c2"}, {"c37", "c38", "c39", "c41", "c42"}},
		"oecd":     {{"AUS", "ROW"}, {"A01_02", "C10T12"}, {"HFCE", "NPISH", "GGFC", "GFCF", "INVNT", "DPABR"}},
		"national": {{"VNM", "ROW"}, {"DOM_A", "IMP_A"}, {"HFCE", "GFCF"}},
		"eora":     {{"AUT", "ROW"}, {"Agriculture", "Total"}, {"Household final consumption P.3h"}},
		"database": {{"AUT", "ROW"}, {"c_orig", "c_dest"}, {"unit", "values"}},
		"flat":     {{"refArea", "counterpartArea"}, {"rowIi", "colIi"}, {"obsValue"}},
	} {
		want := &icio.Table{Economies: labels[0], Industries: labels[1], Categories: labels[2],
			Meta: icio.Meta{Name: name, Year: 2012, Currency: "EUR", Unit: "million", Publisher: "somebody",
				Source: "a file", Valuation: "basic prices, current"}}
		n, k := want.Sectors(), want.G()*want.K()
		for i := range n * n {
			want.Z = append(want.Z, float64(i+1))
		}
		for i := range n * k {
			want.F = append(want.F, float64(3*i+1))
		}
		want.X, want.VA = make([]float64, n), make([]float64, n)
		for i := range n {
			for j := range n {
				want.X[i] += want.Z[i*n+j]
			}
			for j := range k {
				want.X[i] += want.F[i*k+j]
			}
		}
		for j := range n {
			want.VA[j] = want.X[j]
			for i := range n {
				want.VA[j] -= want.Z[i*n+j]
			}
		}
		for _, form := range tablefiletest.Exports {
			t.Run(name+form.Ending, func(t *testing.T) {
				got := through(t, "renamed_1999"+form.Ending, want, form.Write)
				got.SHA256 = ""
				if !reflect.DeepEqual(got.Meta, want.Meta) || !slices.Equal(got.Economies, want.Economies) ||
					!slices.Equal(got.Industries, want.Industries) || !slices.Equal(got.Categories, want.Categories) ||
					!slices.Equal(got.Z, want.Z) || !slices.Equal(got.F, want.F) || !slices.Equal(got.VA, want.VA) {
					t.Errorf("got %+v %v %v %v", got.Meta, got.Economies, got.Industries, got.Categories)
				}
			})
		}
	}
}

// through writes a table and reads it back.
func through(t *testing.T, name string, table *icio.Table, write func(io.Writer, *icio.Table) error) *icio.Table {
	t.Helper()
	var b bytes.Buffer
	if err := write(&b, table); err != nil {
		t.Fatal(err)
	}
	src, err := tablefile.FromBytes(name, b.Bytes())
	if err != nil {
		t.Fatal(err)
	}
	defer src.Close()
	found, err := find.Table(t.Context(), all.All(), src, 0)
	if err != nil {
		t.Fatal(err)
	}
	defer found.Close()
	got, err := found.Read(t.Context(), tablefile.Options{})
	if err != nil {
		t.Fatal(err)
	}
	return got
}
