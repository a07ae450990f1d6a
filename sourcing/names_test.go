package sourcing

import (
	"strings"
	"testing"
)

// An economy that is spelled in two ways in one file is one: nothing crosses a border between its own stages.
func TestOneEconomyHasOneCode(t *testing.T) {
	bill, err := ReadBOM("x.yaml", strings.NewReader("product: x\ndeliver_to: GER\nstages:\n"+
		"- {id: a, economy: PRC, inputs: [{from: b, share: 0.4}, {from: c, share: 0.1}]}\n"+
		"- {id: b, economy: china}\n- {id: c, economy: VIE}\n"))
	if err != nil {
		t.Fatal(err)
	}
	if err := bill.Check(); err != nil {
		t.Fatal(err)
	}
	if got := bill.DeliverTo + " " + bill.Stages[0].Economy + " " + bill.Stages[1].Economy + " " +
		bill.Stages[2].Economy; got != "DEU CHN CHN VNM" {
		t.Errorf("%s", got)
	}
	l, err := ReadLanded("x.yaml", strings.NewReader("product: x\nper_container: 5\nimporter: UKG\noffers:\n"+
		"- {supplier: a, economy: ROM, price: 1, incoterm: CIF, days: 1}\n"+
		"- {supplier: b, economy: Viet Nam, price: 1, incoterm: CIF, days: 1}\n"))
	if err != nil {
		t.Fatal(err)
	}
	if err := l.check(); err != nil {
		t.Fatal(err)
	}
	if got := l.Importer + " " + l.Offers[0].Economy + " " + l.Offers[1].Economy; got != "GBR ROU VNM" {
		t.Errorf("%s", got)
	}
}
