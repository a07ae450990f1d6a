package requirement_test

import (
	"bytes"
	"testing"

	"ikat/internal/faulttest"
	"ikat/requirement"
)

func FuzzReadFirm(f *testing.F) {
	for _, seed := range []string{"firm: a\npersons: 48\nholds: [{requirement: iso9001, expires: " +
		"2028-01-01}]\nstart: 2026-01-05\n",
		"requirement,answer,level\nfirm:persons,48,\niso9001,yes,\notd_95,,93\n", "persons: -1\n", ""} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		firm, err := requirement.ReadFirm("firm.yaml", text)
		if err != nil {
			faulttest.OfFile(t, err)
			return
		}
		firm.Date(3)
	})
}

func FuzzReadRequirements(f *testing.F) {
	f.Add(
		[]byte(
			"id,name,prerequisites,cost_small_central,days_small,cost_source\na,A,b|c;d,1,2,mine\nb,B,,,,\nc,C,,,,\nd,D,,,,\n",
		),
	)
	f.Add([]byte("id,name,prerequisites\na,A,b\nb,B,a\n"))
	f.Fuzz(func(t *testing.T, text []byte) {
		if _, err := requirement.Standard().With("r.csv", bytes.NewReader(text)); err != nil {
			faulttest.OfFile(t, err)
		}
		if _, err := requirement.Standard().WithBundles("r.csv", bytes.NewReader(text)); err != nil {
			faulttest.OfFile(t, err)
		}
	})
}

func FuzzReadSheets(f *testing.F) {
	f.Add([]byte("buyer,requirement,level,knock_out,accepted_substitutes\nme,iso9001,,yes,iatf16949\nme,otd_95,98,no,\n"))
	f.Fuzz(func(t *testing.T, text []byte) {
		if _, err := requirement.ReadSheets("s.csv", bytes.NewReader(text), requirement.Standard()); err != nil {
			faulttest.OfFile(t, err)
		}
	})
}

func FuzzReadInstitutions(f *testing.F) {
	f.Add([]byte("economy,institution,name,site,issues,supports,seen\nTHA,X,An office,x.go.th,phyto,iso9001;haccp,no\n"))
	f.Add([]byte("economy,institution,name,site\nTHA,,An office,\n"))
	f.Fuzz(func(t *testing.T, text []byte) {
		if _, err := requirement.ReadInstitutions("map.csv", bytes.NewReader(text), requirement.Standard()); err != nil {
			faulttest.OfFile(t, err)
		}
	})
}
