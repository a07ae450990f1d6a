package eora_test

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"ikat/icio"
	"ikat/tablefile"
	"ikat/tablefile/eora"
	"ikat/tablefile/tablefiletest"
)

func files(t *icio.Table) []tablefiletest.File {
	n, m := t.Sectors(), t.G()*t.K()
	var sectors, demand strings.Builder
	for _, e := range t.Economies {
		for _, i := range t.Industries {
			fmt.Fprintf(&sectors, "name of %s\t%s\tIndustries\t%s\t\n", e, e, i)
		}
		for _, c := range t.Categories {
			fmt.Fprintf(&demand, "name of %s\t%s\tFinal demand\t%s\t\n", e, e, c)
		}
	}
	return []tablefiletest.File{
		{Name: "Eora26_2015_bp_T.txt", Text: tablefiletest.Matrix(t.Z, n, "\t", nil)},
		{Name: "Eora26_2015_bp_FD.txt", Text: tablefiletest.Matrix(t.F, m, "\t", nil)},
		{Name: "Eora26_2015_bp_VA.txt",
			Text: tablefiletest.Matrix(append(append([]float64(nil), t.VA...), make([]float64, 5*n)...), n, "\t", nil)},
		{Name: "Eora26_2015_bp_Q.txt", Text: "1\t2\n"},
		{Name: "indices/labels_T.txt", Text: sectors.String()},
		{Name: "indices/labels_FD.txt", Text: demand.String()},
	}
}

var suite = tablefiletest.Suite{
	Format: eora.Format{},
	Adapt:  func(t *icio.Table) { t.Extra = nil },
	Write: func(t *icio.Table) (string, []byte, error) {
		data, err := tablefiletest.Zip(files(t)...)
		return "Eora26_2015_bp.zip", data, err
	},
}

func TestConformance(t *testing.T) { tablefiletest.Run(t, suite) }

func FuzzRead(f *testing.F) { tablefiletest.Fuzz(f, suite) }

func read(t *testing.T, files []tablefiletest.File) (*icio.Table, error) {
	t.Helper()
	data, err := tablefiletest.Zip(files...)
	if err != nil {
		t.Fatal(err)
	}
	src, err := tablefile.FromBytes("Eora26_2015_bp.zip", data)
	if err != nil {
		t.Fatal(err)
	}
	defer src.Close()
	return eora.Format{}.Read(t.Context(), src, tablefile.Options{})
}

// A table at purchasers' prices is read from its own files.
func TestPurchasersPrices(t *testing.T) {
	table := tablefiletest.Table().Example(3)
	table.Extra = nil
	all := files(table)
	for i := range all {
		all[i].Name = strings.Replace(all[i].Name, "_bp_", "_pp_", 1)
	}
	got, err := read(t, all)
	if err != nil {
		t.Fatal(err)
	}
	if !slices.Equal(got.F, table.F) || !slices.Equal(got.VA, table.VA) ||
		got.Valuation != "purchasers' prices, current" {
		t.Errorf("%s: another table", got.Valuation)
	}
}

// The discrepancies of ROW have one industry where others have 26.
func TestDiscrepanciesHaveOneIndustry(t *testing.T) {
	got, err := read(t, []tablefiletest.File{
		{Name: "Eora26_2015_bp_T.txt", Text: "1\t2\t3\n4\t5\t6\n7\t8\t9\n"},
		{Name: "Eora26_2015_bp_FD.txt", Text: "10\t11\n12\t13\n14\t15\n"},
		{Name: "Eora26_2015_bp_VA.txt", Text: "16\t17\t18\n1\t1\t1\n"},
		{Name: "labels_T.txt",
			Text: "Aland\tALA\tIndustries\tFarms\t\nAland\tALA\tIndustries\tMines\t\nDiscrepancies\tROW\tTOTAL\tTOTAL\t\n"},
		{Name: "labels_FD.txt", Text: "Aland\tALA\tFinal demand\tHouseholds\t\nDiscrepancies\tROW\tFinal " +
			"demand\tHouseholds\t\n"},
	})
	if err != nil {
		t.Fatal(err)
	}
	if got.Sectors() != 6 || got.Z[0*6+5] != 3 || got.Z[5*6+1] != 8 || got.Z[5*6+5] != 9 || got.Z[2*6+2] != 0 ||
		got.F[5*2+1] != 15 || got.VA[5] != 19 || got.VA[2] != 0 {
		t.Errorf("%v %v %v", got.Z, got.F, got.VA)
	}
	if got.EconomyNames["ALA"] != "Aland" || got.Money() != "thousand USD" {
		t.Errorf("%v %s", got.EconomyNames, got.Money())
	}
}

func TestWhatIsMissingIsNamed(t *testing.T) {
	all := files(tablefiletest.Table().Example(7))
	for drop, want := range map[int]string{1: "Eora26_2015_bp_FD.txt", 2: "Eora26_2015_bp_VA.txt", 4: "labels_T.txt",
		5: "labels_FD.txt"} {
		left := append(append([]tablefiletest.File(nil), all[:drop]...), all[drop+1:]...)
		if _, err := read(t, left); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("without %s: %v", want, err)
		}
	}
	// Labels that do not fit the numbers.
	all[4].Text += "Nowhere\tNOW\tIndustries\tc\t\n"
	if _, err := read(t, all); err == nil || !strings.Contains(err.Error(), "columns") {
		t.Errorf("one label too many: %v", err)
	}
}

// The labels come in an archive of their own, and basic prices go before purchasers'.
func TestLabelsInAnArchiveBeside(t *testing.T) {
	want := tablefiletest.Table().Example(7)
	want.Extra = nil
	all := files(want)
	year, err := tablefiletest.Zip(all[:3]...)
	if err != nil {
		t.Fatal(err)
	}
	indices, err := tablefiletest.Zip(tablefiletest.File{Name: "labels_T.txt", Text: all[4].Text},
		tablefiletest.File{Name: "labels_FD.txt", Text: all[5].Text})
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	put := func(name string, data []byte) string {
		path := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, data, 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	archive := put("Eora26_2015_bp.zip", year)
	check := func(path, wantName string) {
		t.Helper()
		src, err := tablefile.OpenPath(path)
		if err != nil {
			t.Fatal(err)
		}
		defer src.Close()
		got, err := eora.Format{}.Read(t.Context(), src, tablefile.Options{Year: 2015})
		if err != nil {
			t.Error(err)
		} else if !slices.Equal(got.Z, want.Z) || got.Ref() != wantName {
			t.Errorf("%s: %s", path, got.Ref())
		}
	}
	src, err := tablefile.OpenPath(archive)
	if err != nil {
		t.Fatal(err)
	}
	defer src.Close()
	if _, err := (eora.Format{}).Read(t.Context(), src, tablefile.Options{}); err == nil ||
		!strings.Contains(err.Error(), "indices.zip") {
		t.Errorf("without labels: %v", err)
	}
	put("indices.zip", indices)
	check(archive, "eora26/2015")
	// Unpacked, with the labels' archive in the folder, in both prices.
	for _, f := range all[:3] {
		put("both/"+f.Name, []byte(f.Text))
		put("both/"+strings.Replace(f.Name, "_bp_", "_pp_", 1), []byte(f.Text))
	}
	put("both/indices.zip", indices)
	check(filepath.Join(dir, "both"), "eora26/2015")
}
