package adb_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"ikat/icio"
	"ikat/tablefile"
	"ikat/tablefile/adb"
	"ikat/tablefile/tablefiletest"
	"ikat/tablefile/wiod"
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

var form = tablefiletest.WIOD{
	Title: []string{"ADB Multiregional Input-Output Table", "", ""},
	Total: "ToT",
	VA:    "r64",
	GO:    "r69",
	Extra: numbers,
	Number: func(sector, _ bool, i int) string {
		if sector {
			return fmt.Sprintf("c%d", i+1)
		}
		return fmt.Sprintf("F%d", i+1)
	},
}

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
	if got.Name != "adb-constant2010" || got.Year != 2018 || got.Valuation != "basic prices, constant 2010" {
		t.Errorf("year %d, %s", got.Year, got.Valuation)
	}
}

// The bank's workbooks: rows of totals known by their number whatever their name, r60 and r69; transport margins under
// trs; codes 0001 and 1001 in a line above the names in some years; year, prices and unit in the first cells; a note
// below the table; names in the sheet Legend.
func TestWorkbookAsPublished(t *testing.T) {
	want := tablefiletest.Table().Example(5)
	adapt(want)
	want.Extra = []icio.Row{{Code: "IntTTM", Use: make([]float64, want.Sectors()), FD: make([]float64, want.G()*want.K())}}
	real := form
	real.Title = []string{
		"Multiregional Input-Output Table 2022",
		"73 economies, at current prices (industry by industry)",
		"In millions of US$",
	}
	real.Extra = map[string]string{"IntTTM": "trs"}
	for name, words := range map[string]map[string]string{
		"totals with one name": {"II_fob": "Total intermediate inputs", "GO": "TOTAL",
			"IntTTM": "International Transport Margins"},
		"totals with another":   {"II_fob": "Intermediate input total", "GO": "TOTAL"},
		"totals without a name": {"II_fob": " ", "GO": " "},
	} {
		real.Words = words
		rows := real.Rows(want)
		for j := 4; j < len(rows[3])-1; j++ {
			rows[3][j] = fmt.Sprintf("%04d", 1001+j)
		}
		rows = append(rows, []any{nil, "$ = United States dollar; cif = cost, insurance, and freight."})
		data, err := tablefiletest.Sheets(tablefiletest.Sheet{Name: "ADB MRIO 2022", Rows: rows},
			tablefiletest.Sheet{Name: "Legend", Rows: [][]any{{"Code", "Country"}, {want.Economies[0], "A republic"}}})
		if err != nil {
			t.Fatal(err)
		}
		src, err := tablefile.FromBytes("x2018.xlsx", data)
		if err != nil {
			t.Fatal(err)
		}
		got, err := adb.Format{}.Read(t.Context(), src, tablefile.Options{})
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		if len(got.Extra) != 1 || got.Extra[0].Code != "IntTTM" || !slices.Equal(got.Reported.ColumnOutput, want.X) ||
			!slices.Equal(got.VA, want.VA) {
			t.Errorf("%s: extra rows %v, output %v", name, got.Extra, got.Reported.ColumnOutput)
		}
		if !slices.Equal(got.Categories, want.Categories) || got.EconomyNames[want.Economies[0]] != "A republic" {
			t.Errorf("%s: categories %v, names %v", name, got.Categories, got.EconomyNames)
		}
		if got.Ref() != "adb/2022" || got.Money() != "million USD" || got.Valuation != "basic prices, current" {
			t.Errorf("%s: %s, %s, %s", name, got.Ref(), got.Money(), got.Valuation)
		}
	}
}

// Cells and names say prices, edition and series, cells before names.
func TestWhatCellsAndNamesSay(t *testing.T) {
	for file, want := range map[string]string{
		"July 2021 ADB-MRIO-2024.xlsx: Released: August 2025":         "adb-constant2010/2018, edition 2025-08",
		"ADB-MRIO-2024.xlsx: MRIO 62 economies, edition of June 2023": "adb62-constant2010/2018, edition 2023-06",
		"ADB-MRIO62-2021_August 2024.xlsx":                            "adb62-constant2010/2018, edition 2024-08",
		"ADB-MRIO-2024-August 2025.xlsx":                              "adb-constant2010/2018, edition 2025-08",
		"noted.xlsx: notes: Last updated on August 15, 2025":          "adb-constant2010/2018, edition 2025-08",
		"August 2023.xlsx: notes: Version of Jan. 2024":               "adb-constant2010/2018, edition 2024-01",
		"margins.xlsx: trade and transport margins 2018":              "adb-constant2010/2018, edition ",
		"renamed.xlsx": "adb-constant2010/2018, edition ",
		"ADB MRIO 2018, at constant 2015 prices.xlsx": "adb-constant2010/2018, edition ",
	} {
		table := tablefiletest.Table().Example(3)
		adapt(table)
		said := form
		said.Title = []string{
			"Multiregional Input-Output Table 2018",
			"72 economies, at constant 2010 prices",
			"In millions of US$",
		}
		file, line, _ := strings.Cut(file, ": ")
		note, inNotes := strings.CutPrefix(line, "notes: ")
		if !inNotes {
			said.Title = append(said.Title, line)
		}
		data, err := tablefiletest.Sheets(tablefiletest.Sheet{Name: "ADB MRIO", Rows: said.Rows(table)},
			tablefiletest.Sheet{Name: "ReadMe", Rows: [][]any{{"About"}, {nil, note}}})
		if err != nil {
			t.Fatal(err)
		}
		src, err := tablefile.FromBytes(file, data)
		if err != nil {
			t.Fatal(err)
		}
		got, err := adb.Format{}.Read(t.Context(), src, tablefile.Options{})
		if err != nil {
			t.Fatal(err)
		}
		if s := got.Ref() + ", edition " + got.Edition; s != want || got.Valuation != "basic prices, constant 2010" ||
			got.BaseYear != 2010 {
			t.Errorf("%s: %s, %s", file, s, got.Valuation)
		}
	}
}

// A national table: two industries of VIE, imports of their products, exports. By hand: VIE sells c1 10+20+50+20=100
// and c2 5+15+60+20=100; imports of c1 are 4+6+10=20, of c2 1+9+5=15; value added is 100 less inputs and 3 and 2 of
// taxes.
func TestNationalTable(t *testing.T) {
	rows := [][]any{{"Viet Nam: Input-Output Table 2019"}, {"at current prices"}, {"In millions of US$"}, {},
		{nil, nil, nil, nil, "Farms", "Mines", "Households", "Exports of goods and services", "TOTAL"},
		{nil, nil, nil, nil, "VIE", "VIE", "VIE", "VIE", "ToT"},
		{nil, nil, nil, nil, "c1", "c2", "F1", "F6", nil},
		{nil, "Farms", "VIE", "c1", 10.0, 20.0, 50.0, 20.0, 100.0},
		{nil, "Mines", "VIE", "c2", 5.0, 15.0, 60.0, 20.0, 100.0},
		{nil, "Farms", "IMP", "c1", 4.0, 6.0, 10.0, " ", 20.0},
		{nil, "Mines", "IMP", "c2", 1.0, 9.0, 5.0, " ", 15.0},
		{nil, "Total intermediate inputs", "ToT", "r60", 20.0, 50.0, 125.0, 40.0, nil},
		{nil, "Taxes less subsidies on products", "ToT", "r99", 3.0, 2.0, 1.0, 0.0, nil},
		{nil, "Value added at basic prices", "ToT", "r64", 77.0, 48.0, 0.0, 0.0, nil},
		{nil, "TOTAL", "ToT", "r69", 100.0, 100.0, 126.0, 40.0, nil}}
	later := slices.Clone(rows)
	later[0] = []any{"Viet Nam: Input-Output Table 2020"}
	data, err := tablefiletest.Sheets(
		tablefiletest.Sheet{Name: "2019", Rows: rows},
		tablefiletest.Sheet{Name: "2020", Rows: later},
	)
	if err != nil {
		t.Fatal(err)
	}
	src, err := tablefile.FromBytes("VIE IOT 2000, 2007-2024.xlsx", data)
	if err != nil {
		t.Fatal(err)
	}
	defer src.Close()
	if m := (adb.Format{}).Detect(src); m.Sure != tablefile.Signature || !slices.Equal(m.Years, []int{2019, 2020}) {
		t.Errorf("%+v", m)
	}
	if _, err := (adb.Format{}).Read(t.Context(), src, tablefile.Options{}); err == nil {
		t.Error("one of two years was read")
	}
	got, err := adb.Format{}.Read(t.Context(), src, tablefile.Options{Year: 2019})
	if err != nil {
		t.Fatal(err)
	}
	if !slices.Equal(got.Economies, []string{"VIE", "ROW"}) || !slices.Equal(got.Categories, []string{"F1", "F6"}) ||
		got.Ref() != "adb-VNM/2019" {
		t.Errorf("%v %v %s", got.Economies, got.Categories, got.Ref())
	}
	for name, pair := range map[string][2][]float64{
		"Z":   {got.Z, {10, 20, 0, 0, 5, 15, 0, 0, 4, 6, 0, 0, 1, 9, 0, 0}},
		"F":   {got.F, {50, 0, 0, 20, 60, 0, 0, 20, 10, 0, 0, 0, 5, 0, 0, 0}},
		"x":   {got.X, {100, 100, 20, 15}},
		"va":  {got.VA, {77, 48, 20, 15}},
		"tax": {got.Extra[0].Use, {3, 2, 0, 0}},
	} {
		if !slices.Equal(pair[0], pair[1]) {
			t.Errorf("%s: %v, want %v", name, pair[0], pair[1])
		}
	}
	var codes []string
	for _, f := range got.Validate() {
		codes = append(codes, f.Code)
	}
	if !slices.Contains(codes, "not-determined") || slices.Contains(codes, "column-imbalance") ||
		slices.Contains(codes, "row-imbalance") {
		t.Errorf("findings %v", codes)
	}
}

// Editions number final demand in a line of codes, in the line of numbers, in both, in neither or by numbers alone: the
// categories are called the same in every year, so that series and comparisons match them.
func TestCategoriesHaveOneNameInEveryYear(t *testing.T) {
	table := tablefiletest.Table().Example(5)
	adapt(table)
	n, m := table.Sectors(), table.G()*table.K()
	code := func(k int) string { return fmt.Sprintf("%d", 1001+k%table.K()) }
	for name, write := range map[string]func(codes, numbers []any){
		"as in 2024":         func([]any, []any) {},
		"codes above":        func(codes, _ []any) { each(codes, code) },
		"codes alone":        func(codes, numbers []any) { each(codes, code); clear(numbers) },
		"codes for numbers":  func(_, numbers []any) { each(numbers, code) },
		"codes as fractions": func(_, numbers []any) { each(numbers, func(k int) string { return code(k) + ".0" }) },
		"words for numbers": func(codes, numbers []any) {
			each(codes, code)
			each(numbers, func(k int) string { return "word" + code(k) })
		},
		"small letters": func(_, numbers []any) { each(numbers, func(k int) string { return "f" + code(k)[3:] }) },
		"zeros before":  func(_, numbers []any) { each(numbers, func(k int) string { return "F0" + code(k)[3:] }) },
		"no numbers":    func(_, numbers []any) { clear(numbers) },
	} {
		rows := form.Rows(table)
		head := len(form.Title)
		write(rows[head][4+n:4+n+m], rows[head+3][4+n:4+n+m])
		data, err := tablefiletest.Workbook("ADB MRIO 2018", rows)
		if err != nil {
			t.Fatal(err)
		}
		src, err := tablefile.FromBytes("ADB-MRIO-2018.xlsx", data)
		if err != nil {
			t.Fatal(err)
		}
		format, err := tablefile.Detect([]tablefile.Format{wiod.Format{}, adb.Format{}}, src)
		if err != nil || format.ID() != "adb" {
			t.Errorf("%s: taken for %v, %v", name, format, err)
			continue
		}
		got, err := format.Read(t.Context(), src, tablefile.Options{})
		if err != nil || !slices.Equal(got.Categories, table.Categories) || !slices.Equal(got.F, table.F) {
			t.Errorf("%s: %v; %v", name, got.Categories, err)
		}
	}
}

func each(cells []any, text func(k int) string) {
	for k := range cells {
		cells[k] = text(k)
	}
}
