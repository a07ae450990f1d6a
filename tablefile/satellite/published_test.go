package satellite

import (
	"math"
	"strings"
	"testing"

	"ikat/fault"
	"ikat/icio"
)

// two is a table of two economies and three industries of codes that package isic knows, of a year.
func two(codes ...string) *icio.Table {
	n := 2 * len(codes)
	t := &icio.Table{Economies: []string{"IDN", "KOR"}, Industries: codes}
	t.Name, t.Year = "two", 2010
	t.X = make([]float64, n)
	for i := range t.X {
		t.X[i] = 10
	}
	return t
}

func values(t *testing.T, text string, table *icio.Table) []icio.Satellite {
	t.Helper()
	f, err := read(t, text)
	if err != nil {
		t.Fatal(err)
	}
	out, err := f.For(table)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func same(t *testing.T, got []float64, want ...float64) {
	t.Helper()
	for i := range want {
		if math.IsNaN(got[i]) != math.IsNaN(want[i]) || !math.IsNaN(want[i]) && math.Abs(got[i]-want[i]) > 1e-12 {
			t.Fatalf("%v, want %v", got, want)
		}
	}
}

// Jobs are read as their publishers lay them out, by what their industry codes contain; what they lack is not known.
func TestPublishersFiles(t *testing.T) {
	nan := math.NaN()
	wiod := "Country,Variable,Description,Code,_1995,_2010\nIDN,EMP,x,TOT,9,99\nIDN,EMP,x,AtB,1,41\nIDN,EMP,x,C,1,3\n" +
		"IDN,EMP,x,15t16,1,5\nIDN,LAB,x,AtB,7,7000\nIDN,EMPE,x,AtB,1,20\n"
	out := values(t, wiod, two("c1", "c2", "c3"))
	if len(out) != 2 || out[0].Name != "EMP" || out[0].Unit != "thousand persons" ||
		!strings.Contains(fault.Bare(out[0].Note), "nothing is published of KOR") {
		t.Fatalf("%+v", out)
	}
	same(t, out[0].Values, 41, 3, 5, nan, nan, nan)
	same(t, out[1].Values, 20, nan, nan, nan, nan, nan)

	ilo := "ref_area,source,indicator,sex,classif1,time,obs_value,obs_status\n" +
		"IDN,A:1,EMP_TEMP_SEX_EC2_NB,SEX_T,EC2_ISIC4_TOTAL,2010,100,\n" +
		"IDN,A:1,EMP_TEMP_SEX_EC2_NB,SEX_T,EC2_ISIC4_01,2010,30,\n" +
		"IDN,A:1,EMP_TEMP_SEX_EC2_NB,SEX_F,EC2_ISIC4_01,2010,12,\n" +
		"IDN,A:1,EMP_TEMP_SEX_EC2_NB,SEX_T,EC2_ISIC4_02,2010,4,\n" +
		"IDN,A:1,EMP_TEMP_SEX_EC2_NB,SEX_T,EC2_ISIC4_10,2010,7,\nIDN,B:2,EMP_TEMP_SEX_EC2_NB,SEX_T,EC2_ISIC4_10,2010,8,\n" +
		"KOR,A:1,EMP_TEMP_SEX_EC2_NB,SEX_T,EC2_ISIC4_10,2010,2,\nKOR,A:1,EMP_TEMP_SEX_EC2_NB,SEX_T,EC2_ISIC4_10,2011,3,\n"
	out = values(t, ilo, two("A01_02", "A03", "C10T12"))
	same(t, out[0].Values, 34, nan, 7, nan, nan, 2)
	note := fault.Bare(out[0].Note)
	if !strings.Contains(note, "several surveys") || !strings.Contains(note, "nothing that fits IDN_A03") ||
		!strings.Contains(note, "counts as none, in IDN_C10T12") {
		t.Errorf("%s", note)
	}

	sdmx := "STRUCTURE,ACTION,MEASURE,REF_AREA,FREQ,ACTIVITY,TIME_PERIOD,OBS_VALUE,UNIT_MULT,UNIT_MEASURE\n" +
		"DATAFLOW,I,EMPN,IDN,A,_T,2010,50,3,PS\nDATAFLOW,I,EMPN,IDN,A,A01_02,2010,30,3,PS\n" +
		"DATAFLOW,I,EMPN,IDN,A,C,2010,9,3,PS\nDATAFLOW,I,EMPN,IDN,A,C10T12,2010,6,3,PS\n"
	out = values(t, sdmx, two("A01_02", "C10T12", "C13T15"))
	same(t, out[0].Values, 30, 6, nan, nan, nan, nan)
	if out[0].Unit != "thousand persons" || out[0].Name != "EMPN" {
		t.Errorf("%+v", out[0])
	}
	without := "REF_AREA,ACTIVITY,TIME_PERIOD,OBS_VALUE\nIDN,A01_02,2010,30\nKOR,A01_02,2010,6\n"
	if out = values(t, without, two("A01_02")); out[0].Unit != "units" {
		t.Errorf("a file without a unit is in %q", out[0].Unit)
	}
}

// What a publisher's file leaves open is asked about, never guessed.
func TestPublishersFilesThatAreRefused(t *testing.T) {
	head := "MEASURE,REF_AREA,ACTIVITY,SEX,TIME_PERIOD,OBS_VALUE,UNIT_MEASURE\n"
	for text, says := range map[string]string{
		head + "EMPN,IDN,A,F,2010,1,PS\nEMPN,IDN,A,M,2010,1,PS\n": "column SEX",
		head + "EMPN,IDN,A,T,2010,1,PS\nEMPN,IDN,A,T,2010,2,PS\n": "already there",
		head + "EMPN,IDN,A,T,2010,1,PS\nEMPN,IDN,B,T,2010,2,H\n":  "in persons before",
		head + "EMPN,IDN,A,T,2010,one,PS\n":                       "not a number",
		head + "EMPN,IDN,A,T,last,1,PS\n":                         "not a year",
		head + "EMPN,IDN,_T,T,2010,1,PS\n":                        "no row of it",
		"Country,Variable,Code,1995\nIDN,LAB,AtB,4\n":             "no row of it",
		head + "EMPN,IDN,A\n":                                     "3 cells",
	} {
		if _, err := read(t, text); fault.KindOf(err) != fault.Unreadable || !strings.Contains(err.Error(), says) {
			t.Errorf("%q: %v, want %q", text, err, says)
		}
	}
	for text, says := range map[string]string{
		head + "EMPN,IDN,C,T,2010,1,PS\n":   "wider than those",
		head + "EMPN,IDN,C10,T,1999,1,PS\n": "nothing of 2010",
	} {
		f, err := read(t, text)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := f.For(two("C10T12", "C13T15")); fault.KindOf(err) != fault.Inconsistent ||
			!strings.Contains(err.Error(), says) {
			t.Errorf("%q: %v, want %q", text, err, says)
		}
	}
}
