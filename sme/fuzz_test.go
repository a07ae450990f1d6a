package sme_test

import (
	"bytes"
	"testing"

	"ikat/internal/faulttest"
	"ikat/sme"
)

func FuzzReadStatistics(f *testing.F) {
	for _, seed := range []string{
		"economy,industry,indicator,value,low,high,source\n\"",
		"# ours\neconomy,industry,indicator,value,low,high,source\nIDN,,value_added,46%,0.4,0.5,a\nIDN,c1,persons,12,,,\n",
		"value,indicator,economy\n\"0.4\",output,KOR\n", "",
		"LOCATION,INDICATOR,SUBJECT,MEASURE,TIME,Value\nTUR,E,ALLSIZE,MLN_USD,2020,9\nTUR,E,0_9_EMPLOYEE,MLN_USD,2020,1\n" +
			"TUR,E,10_49_EMPLOYEE,MLN_USD,2020,1\nTUR,E,50_249_EMPLOYEE,MLN_USD,2020,2\n" +
			"TUR,E,250MORE_EMPLOYEE,MLN_USD,2020,4\n",
		"ISO3,year,pop,type,value\nAFG,2015,1,micro per 1000 people,9\nAFG,2015,1,large per 1000 people,NA\n",
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		list, err := sme.ReadStatistics(bytes.NewReader(data), "fuzz.csv")
		faulttest.OfFile(t, err)
		for _, s := range list {
			if !(s.Low <= s.Value && s.Value <= s.High) || s.Indicator != sme.Persons && (s.Low < 0 || s.High > 1) {
				t.Fatalf("%+v", s)
			}
		}
	})
}
