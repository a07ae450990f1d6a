package sme_test

import (
	"compress/gzip"
	"io"
	"math"
	"os"
	"strings"
	"testing"

	"ikat/fault"
	"ikat/internal/shareddata"
	"ikat/sme"
)

const oecdHead = "LOCATION,INDICATOR,SUBJECT,MEASURE,FREQUENCY,TIME,Value,Flag Codes\n"

// A publisher's file is read as it was downloaded: the last whole year, and what nobody knows the size of is the range.
func TestPublishersFilesAreStatistics(t *testing.T) {
	text := oecdHead
	for _, row := range []string{"ALLSIZE,MLN_USD,A,2019,100", "0_9_EMPLOYEE,MLN_USD,A,2019,10",
		"10_49_EMPLOYEE,MLN_USD,A,2019,12", "50_249_EMPLOYEE,MLN_USD,A,2019,18", "250MORE_EMPLOYEE,MLN_USD,A,2019,40",
		"250MORE_EMPLOYEE,PC,A,2019,50", "ALLSIZE,MLN_USD,A,2020,120", "0_9_EMPLOYEE,MLN_USD,A,2020,"} {
		text += "TUR,EXPBSNS," + row + ",\n"
	}
	list, err := sme.ReadStatistics(strings.NewReader(text), "oecd.csv")
	if err != nil || len(list) != 1 {
		t.Fatal(list, err)
	}
	if s := list[0]; s.Economy != "TUR" || s.Indicator != sme.Exports || s.Value != .5 || s.Low != .4 || s.High != .6 ||
		!strings.Contains(s.Source, "2019") || !strings.Contains(s.Source, "fewer than 250") {
		t.Errorf("%+v", s)
	}
	counts := "\ufeff\"ISO3\",\"year\",\"pop\",\"type\",\"value\"\nFJI,2016,1,\"micro per 1000 people\",9\n" +
		"FJI,2016,1,\"sme per 1000 people\",.9\nFJI,2016,1,\"large per 1000 people\",.1\nFJI,2016,1,\"total per 1000 " +
		"people\",10\n" +
		"DZA,2016,1,\"large per 1000 people\",NA\n"
	list, err = sme.ReadStatistics(strings.NewReader(counts), "ifc.csv")
	if err != nil || len(list) != 1 || list[0].Indicator != sme.Establishment || math.Abs(list[0].Value-.99) > 1e-15 {
		t.Errorf("%+v %v", list, err)
	}
	for text, line := range map[string]string{
		oecdHead + "TUR,E,ALLSIZE,MLN_USD,A,2019,many,\n":                   "line 2",
		oecdHead + "TUR,E,ALLSIZE,MLN_USD,A,2019,7,\n":                      "oecd.csv",
		"LOCATION,INDICATOR,SUBJECT,MEASURE\nTUR,E,ALLSIZE,MLN_USD\n":       "oecd.csv",
		oecdHead + "TUR,E,ALLSIZE,MLN_USD,A,2019,1,\nTUR,E,ALLSIZE,MLN_USD": "line 3",
	} {
		if _, err := sme.ReadStatistics(strings.NewReader(text), "oecd.csv"); fault.KindOf(err) != fault.Unreadable ||
			!strings.Contains(err.Error(), line) {
			t.Errorf("%q: %v", text, err)
		}
	}
}

// The OECD's and the IFC's own files, as others keep them.
func TestPublishersOwnFiles(t *testing.T) {
	for name, want := range map[string]sme.Statistic{
		"reference/oecd_exports_by_business_size.csv.gz": {Economy: "TUR", Indicator: sme.Exports,
			Value: (28682.3 + 27070 + 24427.6) / (28682.3 + 27070 + 24427.6 + 60806.4)},
		"reference/ifc_msme_country_indicators.csv": {Economy: "AFG", Indicator: sme.Establishment,
			Value: 1 - 0.003053073624070124/20.365423864139526},
	} {
		f, err := os.Open(shareddata.Path(t, name))
		if err != nil {
			t.Fatal(err)
		}
		defer f.Close()
		var text io.Reader = f
		if strings.HasSuffix(name, ".gz") {
			if text, err = gzip.NewReader(f); err != nil {
				t.Fatal(err)
			}
		}
		list, err := sme.ReadStatistics(text, name)
		if err != nil || len(list) < 30 {
			t.Fatal(len(list), err)
		}
		found, err := list.Of(want.Economy)
		if err != nil || len(found) != 1 || found[0].Indicator != want.Indicator ||
			math.Abs(found[0].Value-want.Value) > 1e-9 {
			t.Errorf("%s: %+v %v", name, found, err)
		}
	}
}
