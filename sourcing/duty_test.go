package sourcing_test

import (
	"strings"
	"testing"

	"ikat/border"
	"ikat/sourcing"
)

// Where an offer has no duty of its own, it is the importer's tariff on goods from there.
func TestDutyIsTheImportersTariff(t *testing.T) {
	const offers = `product: a chair
unit: USD
per_container: 1000
importer: United States
industry: c16
offers:
  - {supplier: a, economy: THA, price: 20}
  - {supplier: b, economy: CHN, price: 20}
  - {supplier: c, economy: VNM, price: 20, duty: 0%}
`
	const rates = "origin,destination,industry,rate\n*,USA,*,0.03\nCHN,USA,c16,0.25\n"
	tariffs, err := border.Read("t.csv", strings.NewReader(rates))
	if err != nil {
		t.Fatal(err)
	}
	procedures, err := border.Open("", 0)
	if err != nil {
		t.Fatal(err)
	}
	l, err := sourcing.ReadLanded("offers.yaml", strings.NewReader(offers))
	if err != nil {
		t.Fatal(err)
	}
	l.Fill(procedures.Join(tariffs))
	for i, want := range []float64{.03, .25, 0} {
		if o := l.Offers[i]; o.Duty == nil || float64(*o.Duty) != want {
			t.Errorf("%s: duty %v, want %v", o.Supplier, o.Duty, want)
		}
	}
	if _, err := l.Compare(); err != nil {
		t.Error(err)
	}
}
