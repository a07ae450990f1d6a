package scenario_test

import (
	"testing"

	"ikat/counterfactual"
)

// Codes such as GLORIA's say nothing: goods and services are told by the industries' names.
func TestGoodsByName(t *testing.T) {
	names := map[string]string{"P001": "Growing wheat", "P055": "Textiles and clothing", "P120": "Hospitality"}
	b := &counterfactual.Baseline{Economies: []string{"AUS", "CHN"}, Industries: []string{"P001", "P055", "P120"},
		Called: names}
	s := mustRead(t, "scenarios: [{name: x, changes: [{industry: goods, iceberg: -1%}]}]")
	sel, err := s.Select(b, "$", s.Scenarios[0].Changes[0])
	if err != nil {
		t.Fatal(err)
	}
	touched := map[int]int{}
	sel.EachLink(b, func(l int) { touched[l/4]++ })
	if touched[0] != 2 || touched[1] != 2 || touched[2] != 0 {
		t.Errorf("links by industry: %v", touched)
	}
}
