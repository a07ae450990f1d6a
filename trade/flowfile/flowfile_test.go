package flowfile_test

import (
	"bytes"
	"fmt"
	"math"
	"path/filepath"
	"strings"
	"testing"

	"github.com/parquet-go/parquet-go"

	"ikat/fault"
	"ikat/internal/shareddata"
	"ikat/tablefile"
	"ikat/trade"
	"ikat/trade/flowfile"
)

func sample(t *testing.T, name string, opt flowfile.Options) *flowfile.Read {
	t.Helper()
	r, err := flowfile.Path(t.Context(), filepath.Join(shareddata.Path(t, "products"), name), opt)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func read(t *testing.T, name, text string, opt flowfile.Options) (*flowfile.Read, error) {
	t.Helper()
	src, err := tablefile.FromBytes(name, []byte(text))
	if err != nil {
		t.Fatal(err)
	}
	return flowfile.Source(t.Context(), src, opt)
}

func sums(d *trade.Data) (value, quantity float64, unknown int) {
	for i, v := range d.Value {
		value += v
		if q := d.Quantity[i]; math.IsNaN(q) {
			unknown++
		} else {
			quantity += q
		}
	}
	return value, quantity, unknown
}

// Totals of the samples of BACI are met, with either header of its list of countries and where a spreadsheet has
// damaged the file.
func TestBACI(t *testing.T) {
	for name, want := range map[string][4]float64{
		"baci_sample/BACI_HS17_Y2021_V202401.csv":        {12, 2104198.170, -1, 3},
		"baci_sample/BACI_HS17_Y2022_V202401.csv":        {20, 2804916.98, 38731.769, 4},
		"baci_sample/damaged_leading_zeros_lost_bom.csv": {20, 2804916.98, 38731.769, 4},
	} {
		r := sample(t, name, flowfile.Options{})
		if len(r.Data) != 1 {
			t.Fatalf("%s: %d years", name, len(r.Data))
		}
		d := r.Data[0]
		value, quantity, unknown := sums(d)
		if d.Flows() != int(want[0]) || math.Abs(value-want[1]) > 1e-6 || unknown != int(want[3]) ||
			want[2] > 0 && math.Abs(quantity-want[2]) > 1e-6 {
			t.Errorf("%s: %d flows, %v, %v, %d without a quantity", name, d.Flows(), value, quantity, unknown)
		}
		if d.ProductPosition("010121") < 0 && strings.Contains(name, "2022") {
			t.Errorf("%s: products are %v", name, d.Products)
		}
		if strings.Contains(name, "damaged") &&
			!strings.Contains(fmt.Sprint(d.Notes), "leading zero was lost; restored: 4") {
			t.Errorf("notes: %q", d.Notes)
		}
	}
	d := sample(t, "baci_sample/BACI_HS17_Y2022_V202401.csv", flowfile.Options{}).Data[0]
	if d.Name != "baci_hs17" || d.Year != 2022 || d.Classification != "HS 2017" || d.Unit != "thousand USD" {
		t.Errorf("%+v", d.Meta)
	}
	for _, code := range []string{"VNM", "NAM", "FRA", "NOR", "IND", "CHE", "USA", "TWN", "R20"} {
		if d.Position(code) < 0 {
			t.Errorf("%s is not among %v", code, d.Economies)
		}
	}
	if d.ProductName("090111") != "Coffee: not roasted or decaffeinated" {
		t.Errorf("the list of products beside the file is not read: %q", d.ProductName("090111"))
	}
}

// Parts of totals are not added to them: Viet Nam's imports of 854231 from China are 9.9e9, not 21.2e9.
func TestComtrade(t *testing.T) {
	for _, name := range []string{"comtrade_sample.csv", "comtrade_sample_utf8_bom_quoted.csv",
		"comtrade_bulk_sample.txt"} {
		path := "other_formats/" + name
		_, err := flowfile.Path(t.Context(), filepath.Join(shareddata.Path(t, "products"), path), flowfile.Options{})
		if fault.KindOf(err) != fault.Invalid || err == nil ||
			!strings.Contains(err.Error(), "HS 2012, HS 2017, HS 2022") {
			t.Errorf("%s has three editions: %v", name, err)
		}
		r := sample(t, path, flowfile.Options{Classification: "HS 2017"})
		for _, d := range r.Data {
			if d.Reported != flowfile.Importers || d.Year != 2022 {
				continue
			}
			got := -1.0
			for i, v := range d.Value {
				if d.Economies[d.From[i]] == "CHN" && d.Economies[d.To[i]] == "VNM" &&
					d.Products[d.Product[i]] == "854231" {
					got = v
				}
			}
			if math.Abs(got-9.9e6) > 1e-3 {
				t.Errorf("%s: Viet Nam's imports of 854231 from China are %v thousand USD", name, got)
			}
		}
		for _, f := range r.Findings {
			t.Log(name, f)
		}
	}
}

func TestOtherSites(t *testing.T) {
	old := sample(t, "other_formats/comtrade_legacy_sample.csv", flowfile.Options{})
	for _, d := range old.Data {
		t.Log(d.Year, d.Reported, d.Economies, d.Value, d.Classification)
		if d.Classification != "HS 2012" {
			t.Errorf("H4 is %s", d.Classification)
		}
	}
	wits := sample(t, "other_formats/wits_sample.csv", flowfile.Options{})
	for _, d := range wits.Data {
		t.Log(d.Year, d.Reported, d.Economies, d.Products, d.Value, d.Notes)
	}
	list := sample(t, "other_formats/trademap_sample.txt", flowfile.Options{})
	if len(list.Data) != 3 || list.Data[2].Year != 2022 || list.Data[2].Total() != 3.6e6+2e6 {
		for _, d := range list.Data {
			t.Error(d.Year, d.Reported, d.Economies, d.Products, d.Value, d.Notes)
		}
	}
}

const good = "exporter,importer,product,year,value,quantity\nVNM,JPN,090111,2022,10,5\nJPN,VNM,870899,2022,20,NA\n"

func TestPlainColumns(t *testing.T) {
	for name, text := range map[string]string{"commas": good, "semicolons": strings.ReplaceAll(good, ",", ";"),
		"tabs": strings.ReplaceAll(good, ",", "\t"), "lines of Windows": strings.ReplaceAll(good, "\n", "\r\n"),
		"mark": "\ufeff" + good, "quotes": strings.ReplaceAll(good, "VNM", `"VNM"`)} {
		r, err := read(t, "mine.csv", text, flowfile.Options{})
		if err != nil || len(r.Data) != 1 || r.Data[0].Total() != 30 || r.Data[0].Name != "mine" {
			t.Errorf("%s: %+v, %v", name, r, err)
		}
	}
}

// Rows that are wrong are counted and located, and the file refused unless they are left out.
func TestWrongRows(t *testing.T) {
	for row, what := range map[string]string{
		"VNM,JPN,090111,2022,-1,5": "negative values: 1, value -1; first at line 4",
		"VNM,JPN,090111,2022,x,5":  "values that are no numbers",
		"VNM,JPN,090111,,1,5":      "rows without a year", "VNM,JPN,$,2022,1,5": "codes that are no products",
		",JPN,090111,2022,1,5": "rows without an economy", "VNM,JPN,090111,2022": "rows of other than 6 cells",
	} {
		_, err := read(t, "mine.csv", good+row+"\n", flowfile.Options{})
		if fault.KindOf(err) != fault.Inconsistent || err == nil || !strings.Contains(err.Error(), what) {
			t.Errorf("%s: %v", row, err)
		}
		r, err := read(t, "mine.csv", good+row+"\n", flowfile.Options{Bad: flowfile.LeaveOut})
		if err != nil || r.Data[0].Total() != 30 || !strings.Contains(fmt.Sprint(r.Data[0].Notes), what) {
			t.Errorf("%s, left out: %v", row, err)
		}
	}
}

// What spreadsheets and customs of writing do to a file is undone and said, or refused with a place; values stay.
func TestWrittenOtherwise(t *testing.T) {
	const header = "exporter,importer,product,year,value,quantity\n"
	hs := flowfile.Options{Classification: "HS17"}
	for name, c := range map[string]struct {
		text, says string
		opt        flowfile.Options
		code       string
	}{
		"dots": {"VNM,JPN,8544.30,2019,12.5,5\n",
			"written with dots or spaces; read without: 1", flowfile.Options{}, "854430"},
		"pairs":           {"VNM,JPN,85.44.30,2019,12.5,5\n", "written with dots or spaces", hs, "854430"},
		"spaces":          {"VNM,JPN,8544 30,2019,12.5,5\n", "written with dots or spaces", hs, "854430"},
		"other's dots":    {"VNM,JPN,01.11.11,2019,12.5,5\n", "", flowfile.Options{}, "01.11.11"},
		"numbers":         {"VNM,JPN,854430.0,2019,12.5,5\n", "spreadsheet has made numbers", flowfile.Options{}, "854430"},
		"lost and number": {"VNM,JPN,10121.0,2019.0,12.5,5\n", "leading zero was lost", hs, "010121"},
		"negative tonnes": {"VNM,JPN,854430,2019,12.5,-5\n", "negative quantities; taken as not known: 1", hs, "854430"},
		"unknown":         {"XYZ,JPN,854430,2019,12.5,5\n", "no single economy that is known; kept", hs, "854430"},
		"all products": {"VNM,JPN,854430,2019,12.5,5\nVNM,JPN,TOTAL,2019,12.5,5\n", "all products together", hs,
			"854430"},
	} {
		r, err := read(t, "mine.csv", header+c.text, c.opt)
		if err != nil || r.Data[0].Total() != 12.5 || r.Data[0].ProductPosition(c.code) < 0 || r.Data[0].Year != 2019 ||
			!strings.Contains(fmt.Sprint(r.Findings), c.says) {
			t.Errorf("%s: %+v, %v", name, r, err)
		}
	}
}

// Between semicolons a comma stands before decimals; dots beside such commas may part thousands and are refused.
func TestDecimalCommas(t *testing.T) {
	const header = "exporter;importer;product;year;value;quantity\n"
	r, err := read(t, "mine.csv", header+"VNM;JPN;854430;2019;12,5;5,5\n", flowfile.Options{})
	if err != nil || r.Data[0].Total() != 12.5 || r.Data[0].Quantity[0] != 5.5 ||
		!strings.Contains(fmt.Sprint(r.Findings), "decimal comma: 2") {
		t.Errorf("%+v, %v", r, err)
	}
	for _, rows := range []string{"VNM;JPN;854430;2019;12,5;5,5\nVNM;JPN;854430;2019;1.234;5\n",
		"VNM;JPN;854430;2019;1.234,5;5\n", "VNM;JPN;854430;2019;1,234,5;5\n"} {
		if _, err := read(t, "mine.csv", header+rows, flowfile.Options{}); fault.KindOf(err) != fault.Inconsistent {
			t.Errorf("%s: %v", rows, err)
		}
	}
	r, err = read(t, "mine.csv", header+"VNM;JPN;854430;2019;12.5;5.5\n", flowfile.Options{})
	if err != nil || r.Data[0].Total() != 12.5 || len(r.Findings) > 0 {
		t.Errorf("dots alone: %+v, %v", r, err)
	}
}

func TestYearsThatAreNone(t *testing.T) {
	for _, year := range []string{"19", "2019.5", "20190", "201913", "9999", "2019-12-31"} {
		_, err := read(t, "mine.csv", good+"VNM,JPN,854430,"+year+",1,1\n", flowfile.Options{})
		if err == nil || !strings.Contains(err.Error(), "rows without a year: 1, value 1; first at line 4") {
			t.Errorf("%s: %v", year, err)
		}
	}
}

// Codes of five digits are whole in SITC: no zero was lost.
func TestOtherClassifications(t *testing.T) {
	r, err := read(t, "sitc.csv", "refYear,reporterCode,partnerCode,flowCode,classificationCode,cmdCode,primaryValue\n"+
		"2019,704,392,X,S3,77312,1000\n", flowfile.Options{})
	if err != nil || r.Data[0].ProductPosition("77312") < 0 || len(r.Findings) > 0 {
		t.Errorf("%+v, %v", r, err)
	}
}

func TestParquetReadsAsText(t *testing.T) {
	type row struct {
		Exporter int32    `parquet:"i"`
		Importer int32    `parquet:"j"`
		Product  string   `parquet:"k,dict"`
		Value    float64  `parquet:"v"`
		Quantity *float64 `parquet:"q,optional"`
		Year     int32    `parquet:"t"`
	}
	q := 5.0
	var b bytes.Buffer
	if err := parquet.Write(&b, []row{{704, 392, "090111", 10, &q, 2022}, {392, 704, "870899", 20, nil,
		2022}}); err != nil {
		t.Fatal(err)
	}
	r, err := read(t, "mine.parquet", b.String(), flowfile.Options{})
	if err != nil {
		t.Fatal(err)
	}
	d := r.Data[0]
	if value, quantity, unknown := sums(d); value != 30 || quantity != 5 || unknown != 1 || d.Position("VNM") < 0 {
		t.Errorf("%v %v %v %v", value, quantity, unknown, d.Economies)
	}
}

func FuzzSource(f *testing.F) {
	for _, seed := range []string{good, "t,i,j,k,v,q\n2022,704,392,090111,1,2\n2022,704,392,90111,1,NA\n",
		"reporterCode\tpartnerCode\tflowCode\tcmdCode\tprimaryValue\trefYear\n" +
			"704\t0\tX\tTOTAL\t1\t2022\n704\t392\tM\t090111\t1\t2022\n",
		"List of products exported by Viet Nam\nUnit: US Dollar thousand\nCode\tProduct label\tExported value in " +
			"2020\n'090111\tCoffee\t2\n",
		"exporter;importer;product;value;year\nA;B;8544.30;1,5;2019.0\nA;B;TOTAL;1.5;19\n",
		"exporter,importer,product,value\n\"A\nB\",\"\"\"\",1,2\n", "i;j;k;v\n4;12;1;1e308\n4;12;1;1e308\n"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		src, err := tablefile.FromBytes("fuzz.csv", []byte(text))
		if err != nil {
			return
		}
		r, err := flowfile.Source(t.Context(), src, flowfile.Options{Bad: flowfile.LeaveOut, Year: 2020})
		if err != nil {
			return
		}
		for _, d := range r.Data {
			for i := range d.Value {
				if !(d.Value[i] >= 0) || int(d.From[i]) >= len(d.Economies) || int(d.Product[i]) >= len(d.Products) {
					t.Fatalf("flow %d: %v", i, d.Value[i])
				}
			}
		}
	})
}
