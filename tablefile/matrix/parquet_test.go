package matrix_test

import (
	"bytes"
	"fmt"
	"reflect"
	"strings"
	"testing"

	"github.com/parquet-go/parquet-go"
	"github.com/parquet-go/parquet-go/compress"

	"ikat/icio"
	"ikat/internal/synth"
	"ikat/internal/tinyworld"
	"ikat/store"
	"ikat/tablefile"
	"ikat/tablefile/matrix"
	"ikat/tablefile/tablefiletest"
)

func writeFlows(t *icio.Table) (string, []byte, error) {
	var b bytes.Buffer
	err := store.WriteParquet(&b, t)
	return "mine_2010.parquet", b.Bytes(), err
}

// wide writes a matrix as another program would: optional columns in several groups of rows.
func wide(values []float64, width int, codec compress.Codec) (string, error) {
	fields := make([]reflect.StructField, width)
	for j := range fields {
		fields[j] = reflect.StructField{Name: fmt.Sprintf("C%d", j), Type: reflect.TypeFor[float64](),
			Tag: `parquet:",optional"`}
	}
	row := reflect.StructOf(fields)
	var b bytes.Buffer
	w := parquet.NewWriter(&b, parquet.SchemaOf(reflect.New(row).Interface()), parquet.Compression(codec),
		parquet.MaxRowsPerRowGroup(2), parquet.DataPageVersion(1+width%2))
	for ; len(values) > 0; values = values[width:] {
		r := make(parquet.Row, width)
		for j := range r {
			r[j] = parquet.DoubleValue(values[j]).Level(0, 1, j)
		}
		if _, err := w.WriteRows([]parquet.Row{r}); err != nil {
			return "", err
		}
	}
	err := w.Close()
	return b.String(), err
}

func writeWide(t *icio.Table) (string, []byte, error) {
	sectors, demand := labels(t)
	files := []tablefiletest.File{{Name: "sectors.csv", Text: sectors}, {Name: "demand.csv", Text: demand}}
	for _, m := range []struct {
		name   string
		values []float64
		width  int
		codec  compress.Codec
	}{{"z.parquet", t.Z, t.Sectors(), &parquet.Snappy}, {"f.parquet", t.F, t.G() * t.K(), &parquet.Gzip},
		{"va.parquet", t.VA, t.Sectors(), &parquet.Zstd}} {
		text, err := wide(m.values, m.width, m.codec)
		if err != nil {
			return "", nil, err
		}
		files = append(files, tablefiletest.File{Name: m.name, Text: text})
	}
	data, err := tablefiletest.Zip(files...)
	return "mine_2010.zip", data, err
}

var (
	flows   = tablefiletest.Suite{Format: matrix.Format{}, Write: writeFlows}
	matrixP = tablefiletest.Suite{Format: matrix.Format{}, Write: writeWide, Adapt: func(t *icio.Table) {
		t.Extra = nil
	}}
)

func TestFlows(t *testing.T) { tablefiletest.Run(t, flows) }

func TestParquetMatrices(t *testing.T) { tablefiletest.Run(t, matrixP) }

func FuzzFlows(f *testing.F) { tablefiletest.Fuzz(f, flows) }

func FuzzParquetMatrices(f *testing.F) { tablefiletest.Fuzz(f, matrixP) }

// An export reads back as what was exported: units, names, citation and printed totals too.
func TestAnExportIsTheSameTable(t *testing.T) {
	want := synth.Table(5, 4, 3)
	want.Citation, want.Derivation = "Nobody (2001)", []string{"made up"}
	want.EconomyNames = map[string]string{"E001": "Somewhere"}
	want.Reported = icio.Totals{RowOutput: want.X, VA: make([]float64, want.Sectors())}
	want.Extra = []icio.Row{{Code: "TLS", Use: make([]float64, want.Sectors()), FD: make([]float64, want.G()*want.K())}}
	_, data, err := writeFlows(want)
	if err != nil {
		t.Fatal(err)
	}
	src, err := tablefile.FromBytes("renamed.parquet", data)
	if err != nil {
		t.Fatal(err)
	}
	got, err := matrix.Format{}.Read(t.Context(), src, tablefile.Options{})
	if err != nil {
		t.Fatal(err)
	}
	if got.SHA256 == "" {
		t.Error("no digest")
	}
	got.SHA256, got.X = want.SHA256, want.X // a sum, in another order
	if !reflect.DeepEqual(got, want) {
		t.Errorf("the table has changed: %+v", got.Meta)
	}
}

type line struct {
	Seller   string  `parquet:"seller,dict"`
	Industry string  `parquet:"industry,dict"`
	Buyer    string  `parquet:"buyer,dict"`
	Use      string  `parquet:"use,dict"`
	Value    float64 `parquet:"value"`
}

func readLines[T any](t *testing.T, lines []T) (*icio.Table, error) {
	t.Helper()
	var b bytes.Buffer
	if err := parquet.Write(&b, lines); err != nil {
		t.Fatal(err)
	}
	src, err := tablefile.FromBytes("mine_2010.parquet", b.Bytes())
	if err != nil {
		t.Fatal(err)
	}
	return matrix.Format{}.Read(t.Context(), src, tablefile.Options{})
}

// A file of flows that another program wrote says nothing of its labels.
func TestFlowsOfOtherPrograms(t *testing.T) {
	got, err := readLines(t, []line{
		{"A", "s", "B", "t", 1}, {"A", "t", "A", "f", 2}, {"B", "s", "A", "s", 3}, {"B", "t", "B", "g", 4},
	})
	if err != nil {
		t.Fatal(err)
	}
	if fmt.Sprint(got.Economies, got.Industries, got.Categories) != "[A B] [s t] [f g]" {
		t.Error(got.Economies, got.Industries, got.Categories)
	}
	if fmt.Sprint(got.Z) != "[0 0 0 1 0 0 0 0 3 0 0 0 0 0 0 0]" ||
		fmt.Sprint(got.F) != "[0 0 0 0 2 0 0 0 0 0 0 0 0 0 0 4]" || fmt.Sprint(got.VA) != "[-2 2 3 3]" {
		t.Error(got.Z, got.F, got.VA)
	}
	if got.Name != "mine" || got.Year != 2010 {
		t.Error(got.Ref())
	}
}

func TestBadFlows(t *testing.T) {
	zero := 0.0
	for want, lines := range map[string][]line{
		"occurs twice":   {{"A", "s", "A", "s", 1}, {"A", "s", "A", "f", 1}, {"A", "s", "A", "s", 2}},
		"final demand":   {{"A", "s", "A", "s", 1}},
		"label is empty": {{"", "s", "A", "s", 1}, {"A", "s", "A", "f", 1}},
		// A frame that is cut short has buyers whose own sales are lost.
		"B buys and sells nothing": {{"A", "s", "A", "s", 1}, {"A", "s", "A", "f", 1}, {"A", "s", "B", "s", 2}},
		"row 2: the value":         {{"A", "s", "A", "s", 1}, {"A", "s", "A", "f", 1 / zero}},
	} {
		if _, err := readLines(t, lines); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("want %s: %v", want, err)
		}
	}
	if _, err := readLines(t, []struct{ Seller, Buyer string }{{"A", "B"}}); err == nil ||
		!strings.Contains(err.Error(), `"seller"`) {
		t.Error(err)
	}
	if _, err := readLines(t, []struct {
		Seller   string `parquet:"seller,dict"`
		Industry string `parquet:"industry,dict"`
		Buyer    string `parquet:"buyer,dict"`
		Use      string `parquet:"use,dict"`
		Value    string `parquet:"value"`
	}{{"A", "s", "A", "f", "1"}}); err == nil || !strings.Contains(err.Error(), `"value"`) {
		t.Error(err)
	}
	table := tinyworld.Table()
	table.Categories = append([]string(nil), table.Industries[:table.K()]...)
	if err := store.WriteParquet(&bytes.Buffer{}, table); err == nil || !strings.Contains(err.Error(),
		"both an industry and a category") {
		t.Error(err)
	}
}
