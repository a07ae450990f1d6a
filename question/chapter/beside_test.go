package chapter_test

import (
	"math"
	"strconv"
	"strings"
	"testing"

	"ikat/fault"
	"ikat/internal/questiontest"
	"ikat/question/chapter"
	"ikat/question/computed"
	"ikat/question/firms"
	"ikat/result"
)

func source(t *testing.T, number int) *result.Frame {
	t.Helper()
	f, err := chapter.Beside(t.Context(), questiontest.Engine(), chapter.Request{Number: number, Table: "apx/2008"}, nil)
	if err != nil {
		t.Fatal(err)
	}
	return f
}

// rowOf returns the row whose texts are as given, column by column.
func rowOf(t *testing.T, f *result.Frame, pairs ...string) int {
	t.Helper()
	for r := range f.Rows() {
		found := true
		for i := 0; i < len(pairs); i += 2 {
			found = found && f.Column(pairs[i]).Text(r) == pairs[i+1]
		}
		if found {
			return r
		}
	}
	t.Fatalf("no row %v", pairs)
	return 0
}

// What ikat carries is what the document prints, figure by figure: the two were written down apart.
func TestCarriedFiguresAreThePrinted(t *testing.T) {
	f := source(t, 12)
	for r := range f.Rows() {
		if f.Column("differs").Ints[r] != 0 {
			t.Errorf("table 12, %s: %d figures differ", f.Column("name").Text(r), f.Column("differs").Ints[r])
		}
	}
	f = source(t, 14)
	economies := 0
	for r := range f.Rows() {
		if f.Column("economy").Text(r) != "" {
			if economies++; f.Column("differs").Floats[r] != 0 {
				t.Errorf("table 14, %s: %v figures differ", f.Column("name").Text(r), f.Column("differs").Floats[r])
			}
		}
	}
	if economies != 40 {
		t.Errorf("%d economies", economies)
	}
}

// South Asia's averages are those of the rows. East Asia's are not: one economy of 24 is missing, and what is left for
// it is by hand 24 times the average less the rows' sum.
func TestAveragesAgain(t *testing.T) {
	f := source(t, 14)
	if r := rowOf(t, f, "name", "Average for South Asia", "row", "mean of the 8 rows of the region"); f.Column(
		"differs").Floats[r] != 0 || f.Column("cost_import").Floats[r] != 11898./8 {
		t.Errorf("South Asia: %v differ, import cost %v", f.Column("differs").Floats[r],
			f.Column("cost_import").Floats[r])
	}
	if r := rowOf(t, f, "name", "Average for East Asia and the Pacific", "row",
		"mean of the 23 rows of the region"); f.Column("differs").Floats[r] != 4 {
		t.Errorf("East Asia: %v of six figures read otherwise, want 4", f.Column("differs").Floats[r])
	}
	r := rowOf(t, f, "name", "Average for East Asia and the Pacific", "row", "left for 1 more of 24 economies")
	for name, want := range map[string]float64{"docs_export": 7.8, "days_export": 19.2, "cost_export": 642,
		"docs_import": 5.4, "days_import": 25, "cost_import": 726} {
		if got := f.Column(name).Floats[r]; math.Abs(got-want) > 1e-9 {
			t.Errorf("left of %s: %v, want %v", name, got, want)
		}
	}
}

func TestProfileBeside(t *testing.T) {
	f := source(t, 13)
	for item, want := range map[string][2]float64{
		"K1": {15.6 / .7, 15.6 / .7}, "K4": {1700, 2550}, "K9a": {100 * 45. / 65, 100 * 45. / 65}, "K11": {26, 63.1},
		"R3c": {88, 88}, "R10": {85, 127.5},
	} {
		r := rowOf(t, f, "item", item)
		if got := [2]float64{f.Column("beside_low").Floats[r], f.Column("beside_high").Floats[r]}; math.Abs(
			got[0]-want[0]) > 1e-9 || math.Abs(got[1]-want[1]) > 1e-9 {
			t.Errorf("%s: %v, want %v", item, got, want)
		}
	}
	// 30% of what ten members of APEC exported in 2000, by measure exports.
	all, err := computed.Measures(t.Context(), questiontest.Engine(), computed.Request{Measures: []string{"exports"},
		Tables: []string{"apx/2000"}, Level: "country",
		Economies: []string{"AUS", "CAN", "CHN", "IDN", "JPN", "KOR", "MEX", "RUS", "TWN", "USA"}}, nil)
	if err != nil {
		t.Fatal(err)
	}
	var sum float64
	for _, v := range all[0].Column("gexp").Floats {
		sum += v
	}
	if got := f.Column("beside_low").Floats[rowOf(t, f, "item", "K12b")]; math.Abs(got-.3*sum/1000) > 1e-6 {
		t.Errorf("exports: %v, want %v", got, .3*sum/1000)
	}
}

// Shares of trade agree with the rows of measure exports, which are computed for other questions too.
func TestTradeBesideIsThatOfMeasureExports(t *testing.T) {
	f := source(t, 15)
	east := []string{"CHN", "IDN", "KOR", "JPN"}
	all, err := computed.Measures(t.Context(), questiontest.Engine(), computed.Request{Measures: []string{"exports"},
		Tables: []string{"apx/2005"}, Level: "bilateral-sector",
		Economies: []string{"KOR"}, Partners: east, Industries: []string{"c13", "c14", "c15"}}, nil)
	if err != nil {
		t.Fatal(err)
	}
	x := all[0]
	to := map[string]float64{}
	var whole float64
	for r := range x.Rows() {
		v := x.Column("gexp_fin").Floats[r]
		to[x.Column("importer").Text(r)] += v
		whole += v
	}
	for importer, members := range map[string][]string{"China": {"CHN"}, "ASEAN4": {"IDN"}, "Japan": {"JPN"}} {
		var want float64
		for _, m := range members {
			want += 100 * to[m] / whole
		}
		r := rowOf(t, f, "goods", "machinery final goods", "exporter", "NIEs3", "importer", importer)
		if got := f.Column("share_last").Floats[r]; math.Abs(got-want) > 1e-9 {
			t.Errorf("final machinery of the NIEs to %s: %v, want %v", importer, got, want)
		}
	}
	if got := f.Column("share_first").Floats[rowOf(t, f, "goods", "total", "exporter", "ASEAN4", "importer",
		"ASEAN4")]; !math.IsNaN(got) {
		t.Errorf("one economy cannot trade with itself: %v", got)
	}
}

// The total is of every industry that makes goods, machinery too, and of no service.
func TestTradeInGoodsBesideIsThatOfMeasureExports(t *testing.T) {
	f := source(t, 15)
	all, err := computed.Measures(
		t.Context(),
		questiontest.Engine(),
		computed.Request{Measures: []string{"exports"}, Tables: []string{"apx/2005"},
			Level: "bilateral-sector", Economies: []string{"JPN"}, Partners: []string{"CHN", "IDN", "KOR"}},
		nil,
	)
	if err != nil {
		t.Fatal(err)
	}
	x := all[0]
	to := map[string]float64{}
	var whole float64
	for r := range x.Rows() {
		number, err := strconv.Atoi(strings.TrimPrefix(x.Column("industry").Text(r), "c"))
		if err != nil || number > 16 { // c1 to c16 are farms, mines and factories; c17 on are services
			continue
		}
		v := x.Column("gexp").Floats[r]
		to[x.Column("importer").Text(r)] += v
		whole += v
	}
	want := 100 * to["CHN"] / whole
	r := rowOf(t, f, "goods", "total", "exporter", "Japan", "importer", "China")
	if got := f.Column("share_last").Floats[r]; math.Abs(got-want) > 1e-9 {
		t.Errorf("goods of Japan to China: %v, want %v", got, want)
	}
}

// Beside table 12, SMEs' share of direct exports lies in its range, and that of value added in exports, in per cent, is
// what the comparison of economies says.
func TestFirmsBeside(t *testing.T) {
	f := source(t, 12)
	same, err := firms.Compare(t.Context(), questiontest.Engine(), firms.Usual("", "apx/2008"), nil)
	if err != nil {
		t.Fatal(err)
	}
	wide, shares := 0, 0
	for r := range f.Rows() {
		low, mid, high := f.Column("direct_exports_low").Floats[r], f.Column("direct_exports").Floats[r],
			f.Column("direct_exports_high").Floats[r]
		if low > mid || mid > high {
			t.Errorf("row %d: %v is not between %v and %v", r, mid, low, high)
		}
		if low < high {
			wide++
		}
		for i := range same.Rows() {
			if same.Column("economy").Text(i) != f.Column("economy").Text(r) {
				continue
			}
			shares++
			got, want := f.Column("va_in_exports").Floats[r], 100*same.Column("va_in_exports").Floats[i]
			if !(math.Abs(got-want) < 1e-9) {
				t.Errorf("row %d: %v of value added in exports, want %v", r, got, want)
			}
		}
	}
	if wide == 0 || shares == 0 {
		t.Errorf("%d ranges and %d shares to look at", wide, shares)
	}
}

// Every printed share of 2005 follows from that of 1990 and its growth; the total cannot be the sum of its parts.
func TestPrintedTradeAgreesWithItself(t *testing.T) {
	f := source(t, 15)
	for r := range f.Rows() {
		low, high, printed := f.Column("implied_low").Floats[r], f.Column("implied_high").Floats[r],
			f.Column("share_2005").Floats[r]
		if printed+.5 < low || printed-.5 > high {
			t.Errorf("row %d: %v is not between %v and %v", r, printed, low, high)
		}
	}
	var said []string
	for _, n := range f.Notes {
		said = append(said, n.Text)
	}
	for _, want := range []string{"no data for MYS, PHL, THA, HKG, SGP", "in 13 of 19 rows", "in 57 of 57 figures",
		"1995 to 2005"} {
		if !strings.Contains(strings.Join(said, "\n"), want) {
			t.Errorf("the notes do not say %q: %v", want, said)
		}
	}
}

func TestSourceRefuses(t *testing.T) {
	for _, q := range []chapter.Request{{Number: 11, Table: "apx/2008"}, {Number: 12, Table: "apx/1066"},
		{Number: 13, Table: "nowhere/2000"}, {Number: 15, Table: "nowhere/2000"},
		{Number: 15, Table: "apx/2008", Industries: []string{"c99"}}} {
		if _, err := chapter.Beside(t.Context(), questiontest.Engine(), q, nil); fault.KindOf(err) != fault.NotFound {
			t.Errorf("%+v: %v", q, err)
		}
	}
}
