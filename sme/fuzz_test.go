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
