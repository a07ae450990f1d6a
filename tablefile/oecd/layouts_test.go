package oecd_test

import (
	"archive/zip"
	"bytes"
	"fmt"
	"reflect"
	"runtime"
	"slices"
	"strings"
	"testing"

	"ikat/fault"
	"ikat/icio"
	"ikat/tablefile"
	"ikat/tablefile/oecd"
)

func mustRead(t *testing.T, text string) *icio.Table {
	t.Helper()
	table, err := readString(t, "t_2008.csv", text)
	if err != nil {
		t.Fatal(err)
	}
	return table
}

func TestPlainLayout(t *testing.T) {
	got := mustRead(t, good)
	if got.Name != "t" || got.Year != 2008 || got.Money() != "table units" ||
		!strings.HasSuffix(got.Source, "prints no unit") {
		t.Errorf("%+v", got.Meta)
	}
	if !slices.Equal(got.Z, []float64{1, 2, 3, 4, 5, 6, 7, 8, 9, 0, 1, 2, 3, 4, 5, 6}) ||
		!slices.Equal(got.F, []float64{10, -1, 0, .5, 20, 0, 1, 0, 0, 0, 30, 1, 0, 0, 40, -2}) {
		t.Errorf("Z %v, F %v", got.Z, got.F)
	}
	if !slices.Equal(got.X, []float64{19.5, 47, 43, 56}) || !slices.Equal(got.VA, []float64{.5, 34, 26, 35}) ||
		!slices.Equal(got.Reported.ColumnOutput, got.X) || !slices.Equal(got.Reported.RowOutput, got.X) {
		t.Errorf("X %v, VA %v, %v", got.X, got.VA, got.Reported)
	}
	if len(got.Extra) != 1 || got.Extra[0].Code != "TLS" || !slices.Equal(got.Extra[0].FD, []float64{2, 0, 2, 0}) {
		t.Errorf("extra rows %v", got.Extra)
	}
}

func TestWithoutTotals(t *testing.T) {
	var bare []string
	for _, line := range strings.Split(good, "\n")[:5] {
		bare = append(bare, line[:strings.LastIndex(line, ",")])
	}
	got := mustRead(t, strings.Join(bare, "\n"))
	// Value added: output less the column sums of Z, 18, 12, 16, 20.
	if !slices.Equal(got.VA, []float64{1.5, 35, 27, 36}) || got.Reported.VA != nil || got.Reported.RowOutput != nil ||
		got.Reported.ColumnOutput != nil {
		t.Errorf("VA %v, %v", got.VA, got.Reported)
	}
}

// The 2016 edition: labels in quotes, an empty first one, final demand by category, a column DISC that belongs to no
// economy, empty cells in the totals' rows, China's parts with intermediate use only and a CHN of zeros.
func TestEditionOf2016(t *testing.T) {
	got := mustRead(
		t,
		`"","AUS_a","CHN_a","ROW_a","CN1_a","CN2_a","HFCE_AUS","HFCE_CHN","HFCE_ROW","INV_AUS","INV_CHN","INV_ROW","DISC"
"AUS_a",1,0,2,3,4,5,6,7,0,0,0,0.5
"CHN_a",0,0,0,0,0,0,0,0,0,0,0,0
"ROW_a",1,0,1,1,1,1,1,1,1,1,1,0
"CN1_a",2,0,2,2,2,2,2,2,2,2,2,0
"CN2_a",3,0,3,3,3,3,3,3,3,3,3,-1
"VA+TAXSUB",21.5,0,3,9,20,,,,,,,
"OUT",28.5,0,11,18,30,,,,,,,
`,
	)
	if want := []string{"AUS", "CHN", "ROW", "CN1", "CN2"}; !slices.Equal(got.Economies, want) {
		t.Errorf("economies %v", got.Economies)
	}
	if want := []string{"HFCE", "INV", "DISC"}; !slices.Equal(got.Categories, want) {
		t.Errorf("categories %v", got.Categories)
	}
	if want := []float64{5, 0, 0 /* CHN */, 6, 0, 0 /* ROW */, 7, 0, .5 /* CN1 */, 0, 0, 0 /* CN2 */, 0, 0,
		0}; !slices.Equal(got.F[:15], want) {
		t.Errorf("F of AUS_a: %v", got.F[:15])
	}
	if got.X[0] != 28.5 || got.X[4] != 29 || got.VA[0] != 21.5 || len(got.Extra) != 0 {
		t.Errorf("X %v, VA %v, extra %v", got.X, got.VA, got.Extra)
	}
}

// Parts without final demand are known by whatever label says whose they are: those of the edition of 2015, small
// letters, names. An economy without final demand that is nobody's part is an error, as is a part of somebody else.
func TestPartsUnderOtherLabels(t *testing.T) {
	const text = `V1,AUS_a,CHN_a,CN1_a,CN2_a,AUS_HFCE,AUS_GGFC,CHN_HFCE,CHN_GGFC
AUS_a,1,0,4,5,6,7,1,1
CHN_a,0,0,0,0,0,0,0,0
CN1_a,2,0,2,2,2,2,2,2
CN2_a,3,0,3,3,3,3,3,3
`
	for _, two := range []string{"CHN.PRO CHN.NPR", "CHNPRO CHNNPR", "cn1 cn2", "CHN-1 CHN-2", "China (1) China (2)",
		"PRC/a PRC/b"} {
		first, second := two[:len(two)/2], two[len(two)/2+1:]
		got := mustRead(t, strings.NewReplacer("CN1", first, "CN2", second).Replace(text)).Canonical()
		if want := []string{"AUS", "CHN"}; !slices.Equal(got.Economies, want) || got.X[1] != 14+21 {
			t.Errorf("%s: economies %v, output %v", two, got.Economies, got.X)
		}
	}
	for _, no := range []string{"XX1", "IDN.PRO", "1CN", "Choco"} {
		if _, err := readString(t, "x.csv", strings.ReplaceAll(text, "CN1", no)); err == nil ||
			!strings.Contains(err.Error(), "economy "+no+" has 0 of the 2") {
			t.Errorf("%s: %v", no, err)
		}
	}
}

// The 2018 and 2021 editions: Mexico's parts between the others, a row of taxes for each economy, VALU, OUTPUT, TOTAL.
func TestEditionOf2018(t *testing.T) {
	got := mustRead(t, `,AUS_01,MEX_01,MX1_01,MX2_01,BRA_01,AUS_HFCE,AUS_P33,MEX_HFCE,MEX_P33,BRA_HFCE,BRA_P33,TOTAL
AUS_01,1,0,1,1,1,1,1,1,1,1,1,10
MEX_01,0,0,0,0,0,0,0,0,0,0,0,0
MX1_01,1,0,1,1,1,1,1,1,1,1,1,10
MX2_01,1,0,1,1,1,1,1,1,1,1,1,10
BRA_01,1,0,1,1,1,1,1,1,1,1,1,10
AUS_TAXSUB,0.1,0,0.1,0.1,0.1,0.2,0.2,0.2,0.2,0.2,0.2,1.6
MEX_TAXSUB,0,0,0,0,0,0,0,0,0,0,0,0
BRA_TAXSUB,0.3,0,0.3,0.3,0.3,0.4,0.4,0.4,0.4,0.4,0.5,3.7
VALU,5.6,0,5.6,5.6,5.6,0,0,0,0,0,0,22.4
OUTPUT,10,0,10,10,10,4.6,4.6,4.6,4.6,4.6,4.7,67.7
`)
	if len(got.Extra) != 3 || got.Extra[2].Code != "BRA_TAXSUB" ||
		!slices.Equal(got.Extra[2].FD, []float64{.4, .4 /* MEX */, .4, .4 /* MX1 */, 0, 0 /* MX2 */, 0, 0, /* BRA */
			.4, .5}) {
		t.Errorf("extra rows %v", got.Extra)
	}
	if got.VA[0] != 5.6 || got.X[1] != 0 || got.X[2] != 10 || got.Reported.RowOutput[2] != 10 {
		t.Errorf("VA %v, X %v", got.VA, got.X)
	}
	var back strings.Builder
	if err := oecd.Write(&back, got); err != nil {
		t.Fatal(err)
	}
	again := mustRead(t, back.String())
	if !slices.Equal(again.F, got.F) || !slices.Equal(again.Z, got.Z) || !slices.Equal(again.Extra[2].FD,
		got.Extra[2].FD) {
		t.Error("changed when written and read back")
	}
}

func TestOrderOfDemandEconomies(t *testing.T) {
	for name, text := range map[string]string{
		"other order": "x,A_1,B_1,C_1,C_F,C_G,A_F,A_G,B_F,B_G\n",
		"last first":  "x,A_1,B_1,C_1,C_F,C_G,B_F,B_G,A_F,A_G\n",
	} {
		got := mustRead(t, text+"A_1,0,0,0,1,2,3,4,5,6\nB_1,0,0,0,1,2,3,4,5,6\nC_1,0,0,0,1,2,3,4,5,6\n")
		want := map[string][]float64{"other order": {3, 4, 5, 6, 1, 2}, "last first": {5, 6, 3, 4, 1, 2}}[name]
		if !slices.Equal(got.F[:6], want) || !slices.Equal(got.Categories, []string{"F", "G"}) {
			t.Errorf("%s: F %v", name, got.F[:6])
		}
	}
}

func TestOneEconomy(t *testing.T) {
	got := mustRead(t, "V1,AUS_a,AUS_b,AUS_HFCE,AUS_INV,OUT\nAUS_a,1,2,3,4,10\nAUS_b,5,6,7,8,26\nVA,4,18,0,0,22\n")
	if got.G() != 1 || got.N() != 2 || got.K() != 2 || !slices.Equal(got.F, []float64{3, 4, 7, 8}) {
		t.Errorf("%v %v %v, F %v", got.Economies, got.Industries, got.Categories, got.F)
	}
	got = mustRead(t, "V1,AUS_a,HFCE_AUS,INV_AUS\nAUS_a,1,2,3\n")
	if got.N() != 1 || !slices.Equal(got.Categories, []string{"HFCE", "INV"}) {
		t.Errorf("%v %v", got.Industries, got.Categories)
	}
}

func TestNumbersAsPrinted(t *testing.T) {
	got := mustRead(t, "V1,A_1,B_1,A_F,B_F\n"+
		"\"A_1\" , 1.5 ,\"2.25\",1e-05,-0.0\n"+
		"B_1,12345678901234567890.123, 0,+7,.5\nVA,1,2,,\n")
	if !slices.Equal(got.Z, []float64{1.5, 2.25, 12345678901234567890.123, 0}) ||
		!slices.Equal(got.F, []float64{1e-5, 0, 7, .5}) {
		t.Errorf("Z %v, F %v", got.Z, got.F)
	}
}

// Value added printed on final demand has no room in Table.VA and is not dropped.
func TestValueAddedOnFinalDemand(t *testing.T) {
	got := mustRead(t, strings.Replace(good, "35,0,0,0,0,95.5", "35,0,0,3,0,98.5", 1))
	if len(got.Extra) != 2 || got.Extra[1].Code != "VA_FD" || !slices.Equal(got.Extra[1].FD, []float64{0, 0, 3, 0}) {
		t.Errorf("extra rows %v", got.Extra)
	}
}

func zipOf(t *testing.T, members map[string]string) []byte {
	t.Helper()
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for name, text := range members {
		m, err := w.Create(name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := m.Write([]byte(text)); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestZips(t *testing.T) {
	one := zipOf(t, map[string]string{"ICIO2021_2015.csv": good, "__MACOSX/._ICIO2021_2015.csv": "x"})
	src, err := tablefile.FromBytes("download.zip", one)
	if err != nil {
		t.Fatal(err)
	}
	got, err := oecd.Format{}.Read(t.Context(), src, tablefile.Options{})
	if err != nil || got.Name != "ICIO2021" || got.Year != 2015 || len(got.SHA256) != 64 {
		t.Errorf("one member: %+v, %v", got, err)
	}
}

// The OECD's members are named by their year alone; the edition is known by its size or by the names around it.
func TestNamesAndEditions(t *testing.T) {
	// An edition by its number of economies, parts of China apart, and of industries.
	size := func(economies, industries int, parts bool) *icio.Table {
		table := &icio.Table{Categories: []string{"HFCE"}}
		for i := range economies - 1 {
			table.Economies = append(table.Economies, string([]byte{'A' + byte(i/26), 'A' + byte(i%26), 'Z'}))
		}
		table.Economies = append(table.Economies, "CHN")
		if parts {
			table.Economies = append(table.Economies, "CN1", "CN2")
		}
		for i := range industries {
			table.Industries = append(table.Industries, fmt.Sprint("i", i))
		}
		n := table.Sectors()
		table.Z, table.F, table.X, table.VA = make([]float64, n*n), make([]float64, n*table.G()), make([]float64, n),
			make([]float64, n)
		return table
	}
	for _, c := range []struct {
		file  string
		table *icio.Table
		want  string
	}{
		{"2016_SML.csv", size(81, 50, false), "ICIO2025/2016 OECD 2025 million USD"},
		{"2016.csv", size(81, 50, true), "ICIO2025ext/2016 OECD 2025 million USD"},
		{"2016.CSV", size(67, 45, true), "ICIO2021/2016 OECD 2021 million USD"},
		{"2016_SML.csv", size(77, 45, false), "ICIO2023/2016 OECD 2023 million USD"},
		{"2016_SML.csv", size(3, 2, false), "ICIO/2016   million USD"},
		{"2016_EXT.csv", size(3, 2, false), "ICIOext/2016   million USD"},
		{"ICIO2018_2010.CSV", size(3, 2, false), "ICIO2018/2010 OECD 2018 million USD"},
		{"mine_2010.csv", size(81, 50, false), "mine/2010   million USD"},
	} {
		var text bytes.Buffer
		if err := oecd.Write(&text, c.table); err != nil {
			t.Fatal(err)
		}
		got, err := readString(t, c.file, text.String())
		if err != nil {
			t.Fatal(err)
		}
		if s := strings.Join([]string{got.Ref(), got.Publisher, got.Edition, got.Money()}, " "); s != c.want {
			t.Errorf("%s: %s, want %s", c.file, s, c.want)
		}
	}
}

// Labels that are not the OECD's have no unit: two letters, other categories, another word for the rest of the world,
// economies made up. Those that are have one.
func TestUnitOfLabels(t *testing.T) {
	of := func(rest string, categories ...string) string {
		economies := []string{"VNM", "CN1", rest}
		var rows, columns []string
		for _, e := range economies {
			rows = append(rows, e+"_A01")
		}
		for _, e := range economies {
			for _, c := range categories {
				columns = append(columns, e+"_"+c)
			}
		}
		text := "V1," + strings.Join(append(slices.Clone(rows), columns...), ",") + "\n"
		for _, r := range rows {
			text += r + strings.Repeat(",1", len(rows)+len(columns)) + "\n"
		}
		return text
	}
	for text, want := range map[string]string{
		of("ROW", "HFCE", "NPISH", "GGFC", "GFCF", "INVNT"): "million USD",
		of("ROW", "HFCE", "GGFC", "GFCF", "INVNT"):          "million USD",
		of("RWD", "HFCE", "NPISH", "GGFC", "GFCF", "INVNT"): "table units",
		of("XXX", "HFCE", "NPISH", "GGFC", "GFCF", "INVNT"): "table units",
		of("WLD", "HFCE", "NPISH", "GGFC", "GFCF", "INVNT"): "table units",
		of("ROW", "HFCE", "INV"):                            "table units",
		of("ROW", "P3", "P5"):                               "table units",
		of("WF", "HFCE", "NPISH", "GGFC", "GFCF", "INVNT"):  "table units",
	} {
		got, err := readString(t, "x_2010.csv", text)
		if err != nil || got.Money() != want {
			t.Errorf("%s: %s, want %s, %v", text, got.Money(), want, err)
		}
	}
}

// What Export writes says what it is, whatever its file is called.
func TestExportKeepsMeta(t *testing.T) {
	want := mustRead(t, good)
	want.Meta = icio.Meta{Name: "eora26", Year: 2010, Currency: "USD", Unit: "thousand",
		Valuation: "basic prices, current", Publisher: "Eora",
		Edition: "199.82", Source: "there, \"quoted\"", Citation: "who", Licence: "free",
		EconomyNames: map[string]string{"AUS": "Côte d'Or, the"},
		Derivation:   []string{"aggregated"}}
	var text bytes.Buffer
	if err := oecd.Export(&text, want); err != nil {
		t.Fatal(err)
	}
	got, err := readString(t, "renamed_1999.csv", text.String())
	if err != nil {
		t.Fatal(err)
	}
	got.SHA256 = ""
	if !reflect.DeepEqual(got.Meta, want.Meta) {
		t.Errorf("%+v", got.Meta)
	}
}

func TestFlowsThatAddUpToInfinity(t *testing.T) {
	_, err := readString(t, "t.csv", "V1,A_1,B_1,A_F,B_F\nA_1,1e308,1e308,1,1\nB_1,1,1,1,1\n")
	if fault.KindOf(err) != fault.Inconsistent || !strings.Contains(err.Error(), "row A_1") {
		t.Errorf("%v", err)
	}
}

// A read holds the table, a few chunks of text, and nothing else; the text of a large table is larger than the table.
func TestReadHoldsLittleMoreThanTheTable(t *testing.T) {
	var text bytes.Buffer
	if err := oecd.Write(&text, synthetic(40, 40, 4)); err != nil {
		t.Fatal(err)
	}
	src, err := tablefile.FromBytes("t_2008.csv.gz", packed(t, text.String()))
	if err != nil {
		t.Fatal(err)
	}
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	got, err := oecd.Format{}.Read(t.Context(), src, tablefile.Options{})
	runtime.ReadMemStats(&after)
	if err != nil {
		t.Fatal(err)
	}
	table := uint64(len(got.Z)+len(got.F)) * 8
	// Six blocks of the stream and six chunks of lines, of a quarter of a megabyte each, and the labels.
	if took := after.TotalAlloc - before.TotalAlloc; took > table+8<<20 {
		t.Errorf("%d MB for a table of %d MB", took>>20, table>>20)
	}
}
