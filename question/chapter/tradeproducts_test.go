package chapter_test

import (
	"math"
	"os"
	"slices"
	"strings"
	"testing"

	"ikat/internal/questiontest"
	"ikat/question/chapter"
	"ikat/result"
	"ikat/trade"
	"ikat/trade/hs"
)

// traded is trade by product that is easily counted: 853400 (printed circuits) and 870899 are parts of machinery,
// 847130 (portable computers) and 870323 (cars) its final goods, 090111 is coffee. USA is outside East Asia.
const traded = `exporter,importer,product,year,value
CHN,HKG,853400,1995,60
CHN,JPN,853400,1995,20
CHN,THA,870899,1995,20
CHN,USA,870899,1995,900
CHN,HKG,847130,1995,30
CHN,JPN,870323,1995,10
CHN,TWN,853400,1995,40
CHN,KOR,090111,1995,60
CHN,HKG,853400,2005,50
CHN,JPN,853400,2005,150
MYS,THA,853400,2005,7
MYS,JPN,090111,2005,3
`

func ofProducts(t *testing.T, blocs ...string) *result.Frame {
	t.Helper()
	path := questiontest.File(t, "traded_HS92.csv", traded)
	f, err := chapter.Beside(t.Context(), questiontest.Engine(), chapter.Request{Number: 15, Table: "apx/2008",
		Trade: []string{path + "/*"}, Blocs: blocs}, nil)
	if err != nil {
		t.Fatal(err)
	}
	return f
}

func TestTradeByProductBesideTheTable(t *testing.T) {
	f := ofProducts(t)
	for _, c := range []struct {
		goods, from, to string
		first, last     float64
		grown           float64
	}{
		{"parts and components", "China", "NIEs3", 60, 25, 100 * (50./60 - 1)},
		{"parts and components", "China", "Japan", 20, 75, 650},
		{"parts and components", "China", "ASEAN4", 20, 0, -100},
		{"machinery final goods", "China", "NIEs3", 75, math.NaN(), -100},
		{"total", "China", "NIEs3", 75, 25, 100 * (50./150 - 1)},
		{"total", "ASEAN4", "ASEAN4", math.NaN(), 70, math.NaN()},
		{"total", "ASEAN4", "Japan", math.NaN(), 30, math.NaN()},
	} {
		r := rowOf(t, f, "goods", c.goods, "exporter", c.from, "importer", c.to)
		for name, want := range map[string]float64{"share_first": c.first, "share_last": c.last, "nominal_growth": c.grown} {
			got := f.Column(name).Floats[r]
			if !(math.Abs(got-want) < 1e-9 || math.IsNaN(got) && math.IsNaN(want)) {
				t.Errorf("%s, %s to %s, %s: %v, by hand %v", c.goods, c.from, c.to, name, got, want)
			}
		}
	}
	f = ofProducts(t, "NIEs3=Korea,SGP,TWN") // as the footnote has them
	r := rowOf(t, f, "goods", "parts and components", "exporter", "China", "importer", "NIEs3")
	if got := f.Column("share_first").Floats[r]; math.Abs(got-50) > 1e-9 {
		t.Errorf("to the footnote's NIEs3 %v, by hand 40 of 80", got)
	}
}

// besideSheet is table 15 beside trade of a classification, with a file of classes.
func besideSheet(t *testing.T, name, flows, classes string) (*result.Frame, error) {
	t.Helper()
	path := questiontest.File(t, name, flows)
	return chapter.Beside(t.Context(), questiontest.Engine(), chapter.Request{Number: 15, Table: "apx/2008",
		Trade: []string{path + "/*"}, Classes: []string{questiontest.File(t, "classes.csv", classes)}}, nil)
}

// comtradeS3 is a download by the SITC of what China sold in 1990: 7764 (circuits) and 78439 (parts of vehicles) are
// parts, 7812 (cars) a final good, 07111 is coffee.
const comtradeS3 = "refYear,reporterCode,reporterISO,partnerCode,partnerISO,flowCode,classificationCode,cmdCode," +
	"primaryValue\n" +
	"1990,156,CHN,344,HKG,X,S3,77641,60000\n1990,156,CHN,392,JPN,X,S3,77641,20000\n" +
	"1990,156,CHN,764,THA,X,S3,78439,20000\n1990,156,CHN,344,HKG,X,S3,78120,30000\n" +
	"1990,156,CHN,392,JPN,X,S3,78120,10000\n1990,156,CHN,410,KOR,X,S3,07111,60000\n"

// Parts are told from final goods by the classes of a file: of the SITC by the UN's table of BEC, of any
// classification by a list of one's own. A code without a class is no part.
func TestPartsByOtherClasses(t *testing.T) {
	const bec = "\"SITC, Rev. 3\",BEC,Relationship\n77641,42,n to 1\n78439,53,n to 1\n78120,51,n to 1\n07111,111,n to 1\n"
	for _, c := range []struct {
		name, flows, classes string
		parts, final         float64 // to NIEs3, by hand
	}{
		{"s3.csv", comtradeS3, bec, 60, 75},
		{"s3.csv", comtradeS3, strings.Replace(bec, "78439,53", "78439,521", 1), 75, 50},
		{"s3.csv", comtradeS3, strings.Replace(bec, "78439,53,n to 1\n", "", 1), 75, 50},
		{"traded_HS92.csv", traded, "HS1992,goods\n853400,final\n847130,parts\n", 100, 75},
	} {
		f, err := besideSheet(t, c.name, c.flows, c.classes)
		if err != nil {
			t.Fatal(err)
		}
		for goods, want := range map[string]float64{"parts and components": c.parts, "machinery final goods": c.final} {
			r := rowOf(t, f, "goods", goods, "exporter", "China", "importer", "NIEs3")
			if got := f.Column("share_first").Floats[r]; math.Abs(got-want) > 1e-9 {
				t.Errorf("%s by %.20q: %s %v, by hand %v", c.name, c.classes, goods, got, want)
			}
		}
	}
	for classes, says := range map[string]string{
		"HS1992,goods\n853400,capital\n":             "says capital",
		"HS1992,goods\n853400,parts\n853400,final\n": "as a part and as a final good",
		"HS1992,ISIC4\n853400,2610\n":                "BEC4",
	} {
		if _, err := besideSheet(t, "traded_HS92.csv", traded, classes); err == nil || !strings.Contains(err.Error(), says) {
			t.Errorf("%q: %v", classes, err)
		}
	}
	own := strings.NewReplacer("product", "sector", "HS92", "own").Replace(traded)
	if _, err := besideSheet(t, "own.csv", own, "not stated,BEC4\n853400,42\n"); err == nil ||
		!strings.Contains(err.Error(), "columns not stated and goods") {
		t.Errorf("BEC of a classification whose machinery is not known: %v", err)
	}
}

func TestBlocsThatMakeNoSense(t *testing.T) {
	for _, c := range []struct{ given, says string }{{"NIEs3=KOR,JPN", "in Japan"}, {"NIEs=KOR", "no such bloc"},
		{"ASEAN", "no such bloc"}, {"NIEs3=", "neither"}} {
		_, err := chapter.Beside(t.Context(), questiontest.Engine(), chapter.Request{Number: 15, Table: "apx/2008",
			Blocs: []string{c.given}}, nil)
		if err == nil || !strings.Contains(err.Error(), c.says) {
			t.Errorf("%s: %v", c.given, err)
		}
	}
}

// The codes of machinery parts that the page on methods lists are those of the classification that ikat carries.
func TestCodesOfMachineryPartsAreListed(t *testing.T) {
	text, err := os.ReadFile("../../docs/methods/source.md")
	if err != nil {
		t.Fatal(err)
	}
	_, after, _ := strings.Cut(string(text), "then by heading:\n")
	list, _, _ := strings.Cut(after, "Standard International")
	listed := strings.Fields(list)
	if len(listed) < 150 {
		t.Fatalf("%d codes", len(listed))
	}
	codes, err := hs.Codes("HS 2017")
	if err != nil {
		t.Fatal(err)
	}
	for _, code := range codes {
		if code == "999999" { // what is not specified
			continue
		}
		f, err := hs.Find(code)
		if err != nil {
			t.Fatal(err)
		}
		classes := f.BEC4()
		want := trade.Machinery(code) && len(classes) == 1 && trade.Stage(classes[0]) == "parts"
		begins := func(listed string) bool { return strings.HasPrefix(code, listed) }
		if got := slices.ContainsFunc(listed, begins); got != want {
			t.Errorf("%s, BEC %v: listed %v", code, classes, got)
		}
	}
}
