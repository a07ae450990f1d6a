package competitiveness

import (
	"errors"
	"strings"
	"testing"

	"ikat/fault"
)

const ownHeader = "level,indicator,economy,year,value,low,high,covers,better\n"

func TestOwnFilesThatAreWrongAreRefusedWithTheirPlace(t *testing.T) {
	for text, where := range map[string]string{
		"":        "own.csv",
		ownHeader: "own.csv",
		"level,indicator,economy,year\na,b,c,d\n":                         "own.csv",
		ownHeader + "firm,a,VNM,2020,1,,,,\n":                             "line 2, column level",
		ownHeader + "firms,,VNM,2020,1,,,,\n":                             "line 2, column indicator",
		ownHeader + "firms,a,VNX,2020,1,,,,\n":                            "line 2, column economy",
		ownHeader + "firms,a,VNM,20,1,,,,\n":                              "line 2, column year",
		ownHeader + "firms,a,VNM,2020,1e999,,,,\n":                        "line 2, column value",
		ownHeader + "firms,a,VNM,2020,1,0,,,\n":                           "line 2, column low",
		ownHeader + "firms,a,VNM,2020,1,2,3,,\n":                          "line 2, column low",
		ownHeader + "firms,a,VNM,2020,1,0,2,120%,\n":                      "line 2, column covers",
		ownHeader + "firms,a,VNM,2020,1,,,,best\n":                        "line 2, column better",
		ownHeader + "firms,a,VNM,2020,1,,,,\nfirms,a,VNM,2020,1,,,,\n":    "line 3, column economy",
		ownHeader + "firms,a,VNM,2020,1,,,,\nfirms,a,THA,2020,1,,,,low\n": "line 3, column indicator",
	} {
		_, err := readOwn(strings.NewReader(text), "own.csv", 9999)
		var f *fault.Error
		if !errors.As(err, &f) || f.Kind != fault.Unreadable || !strings.Contains(fault.Bare(f.Where), where) || f.Fix == "" {
			t.Errorf("%q: %v", text, err)
		}
	}
}

func TestTheLastYearCounts(t *testing.T) {
	text := ownHeader + "firms,a,VNM,2018,1,,,,\nfirms,a,VNM,2020,3,,,,\nfirms,a,VNM,2019,2,,,,\n"
	for upTo, want := range map[int]float64{9999: 3, 2019: 2, 2018: 1} {
		list, err := readOwn(strings.NewReader(text), "own.csv", upTo)
		if err != nil || list[0].of("VNM").value != want {
			t.Errorf("up to %d: %v, %v", upTo, list[0].of("VNM"), err)
		}
	}
	list, _ := readOwn(strings.NewReader(text), "own.csv", 2017)
	if list[0].of("VNM").known() || list[0].of("THA").known() {
		t.Error("a figure that is not there is known")
	}
}

func FuzzOwn(f *testing.F) {
	f.Add(ownHeader + "firms,a,VNM,2020,1,0,2,95%,low\n")
	f.Add("economy,value\nVNM,1\n")
	f.Add("\xff\xfe")
	f.Fuzz(func(t *testing.T, text string) {
		list, err := readOwn(strings.NewReader(text), "own.csv", 2020)
		if err != nil {
			if fault.KindOf(err) != fault.Unreadable {
				t.Errorf("%v", err)
			}
			return
		}
		for _, one := range list {
			one.of("VNM")
		}
	})
}

// A figure that is the same for all, or known of one economy alone, ranks nobody.
func TestFiguresThatTellNobodyApart(t *testing.T) {
	units := []string{"A", "B", "C"}
	for name, c := range map[string]struct {
		of   map[string]cell
		want bool
	}{
		"the same":           {map[string]cell{"A": {5, 5, 5, 2019}, "B": {5, 5, 5, 2019}}, false},
		"of one":             {map[string]cell{"A": {5, 5, 5, 2019}}, false},
		"of nobody":          {nil, false},
		"different":          {map[string]cell{"A": {5, 5, 5, 2019}, "C": {4, 4, 4, 2019}}, true},
		"different bounds":   {map[string]cell{"A": {5, 4, 6, 2019}, "B": {5, 5, 5, 2019}}, true},
		"of somebody absent": {map[string]cell{"A": {5, 5, 5, 2019}, "X": {4, 4, 4, 2019}}, false},
	} {
		f := &figure{of: func(u string) cell {
			if v, ok := c.of[u]; ok {
				return v
			}
			return nothing
		}}
		if got := f.tellsApart(units); got != c.want {
			t.Errorf("%s: %v", name, got)
		}
	}
}
