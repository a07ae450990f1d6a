package border_test

import (
	"bytes"
	"testing"

	"ikat/border"
	"ikat/internal/faulttest"
)

// A file that ends inside a quote has no first field to ask for its line.
func FuzzRead(f *testing.F) {
	for _, seed := range []string{
		"economy,days export,cost export,days import,cost import\n\"0",
		"economy,docs_export,days_export,cost_export,docs_import,days_import,cost_import\nCHN,7,21,460,5,24,545\n",
		"economy,hours_export_border,cost_export_border,hours_import_border,cost_import_border\nIDN,53,254,99,383\n",
		"origin,destination,industry,rate\nA,*,c1,0.1\n", "industry,sensitivity\nc1,2\n", "",
		"Reporter,Partner,Product,Tariff Year,DutyType,Simple Average\nUSA,CHN,32,2019,AHS,7\n",
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		_, err := border.Read("fuzz.csv", bytes.NewReader(data))
		faulttest.OfFile(t, err)
	})
}

func FuzzReadTradeCosts(f *testing.F) {
	f.Add([]byte(tradeCosts))
	f.Add([]byte("reporter,partner,sector,year,tij\nVNM,THA,GTT,2020,..\n"))
	f.Fuzz(func(t *testing.T, data []byte) {
		_, err := border.ReadTradeCosts("fuzz.csv", bytes.NewReader(data))
		faulttest.OfFile(t, err)
	})
}

func FuzzReadIndex(f *testing.F) {
	f.Add([]byte("economy,year,Paperless trade\nViet Nam,2023,70.4\nTHA,2023,\n"))
	f.Add([]byte("economy,year,a\nVNM,2023,x\n"))
	f.Fuzz(func(t *testing.T, data []byte) {
		s, err := border.ReadIndex("fuzz.csv", bytes.NewReader(data))
		faulttest.OfFile(t, err)
		if err == nil {
			if _, err := s.Rows(nil); err != nil {
				t.Fatal(err)
			}
		}
	})
}
