package adb_test

import (
	"fmt"
	"testing"

	"ikat/icio"
	"ikat/tablefile"
	"ikat/tablefile/adb"
	"ikat/tablefile/tablefiletest"
)

var numbers = map[string]string{"TXSP": "r99", "EXP_adj": "r61", "IntTTM": "r65"}

func adapt(t *icio.Table) {
	codes := []string{"TXSP", "EXP_adj", "IntTTM"}
	for i := range t.Extra {
		t.Extra[i].Code = codes[i]
		if t.Extra[i].FD == nil {
			t.Extra[i].FD = make([]float64, t.G()*t.K())
		}
	}
	for i := range t.Industries {
		t.Industries[i] = fmt.Sprintf("c%d", i+1)
	}
	for i := range t.Categories {
		t.Categories[i] = fmt.Sprintf("F%d", i+1)
	}
}

var form = tablefiletest.WIOD{Title: []string{"ADB Multiregional Input-Output Table", "", ""}, Total: "ToT", VA: "r64", GO: "r69", Extra: numbers,
	Number: func(sector, _ bool, i int) string {
		if sector {
			return fmt.Sprintf("c%d", i+1)
		}
		return fmt.Sprintf("F%d", i+1)
	}}

func write(t *icio.Table) (string, []byte, error) {
	data, err := tablefiletest.Workbook("ADB MRIO 2018", form.Rows(t))
	return "ADB-MRIO62-2018_Dec2022.xlsx", data, err
}

var suite = tablefiletest.Suite{Format: adb.Format{}, Adapt: adapt, Write: write}

func TestConformance(t *testing.T) { tablefiletest.Run(t, suite) }

func FuzzRead(f *testing.F) { tablefiletest.Fuzz(f, suite) }

// The bank writes a blank or nothing where a flow is zero, and a line about sources below the table.
func TestBlanksAndRemarks(t *testing.T) {
	table := tablefiletest.Table().Example(3)
	adapt(table)
	rows := form.Rows(table)
	for _, row := range rows[len(form.Title)+4:] {
		for j, cell := range row {
			if v, ok := cell.(float64); ok && v == 0 && j%2 == 0 {
				row[j] = map[bool]any{true: " ", false: nil}[j%4 == 0]
			}
		}
	}
	rows = append(rows, nil, []any{"Source: Asian Development Bank"})
	data, err := tablefiletest.Workbook("ADB MRIO 2018", rows)
	if err != nil {
		t.Fatal(err)
	}
	src, err := tablefile.FromBytes("ADB MRIO 2018, at constant 2010 prices.xlsx", data)
	if err != nil {
		t.Fatal(err)
	}
	got, err := adb.Format{}.Read(t.Context(), src, tablefile.Options{})
	if err != nil {
		t.Fatal(err)
	}
	for i := range table.Z {
		if got.Z[i] != table.Z[i] {
			t.Fatalf("flow %d is %v, not %v", i, got.Z[i], table.Z[i])
		}
	}
	if got.Year != 2018 || got.Valuation != "basic prices, constant" {
		t.Errorf("year %d, %s", got.Year, got.Valuation)
	}
}
