package requirement_test

import (
	"context"
	"fmt"
	"strings"

	"ikat/requirement"
)

// A firm before its buyer: what it lacks, and what the cheapest way to have it all takes.
func ExampleCase_Answer() {
	registry := requirement.Standard()
	sheets, err := requirement.ReadSheets("buyer.csv", strings.NewReader(
		"buyer,requirement,level,unit,knock_out,accepted_substitutes,source\n"+
			"my buyer,iso9001,,,yes,,its letter\n"+
			"my buyer,wages_hours,,,yes,,its letter\n"), registry)
	if err != nil {
		panic(err)
	}
	firm, err := requirement.ReadFirm("firm.yaml", []byte(
		"firm: Weavers\neconomy: LKA\npersons: 30\nstart: 2026-01-05\nholds:\n  - {requirement: wages_hours}\n"+
			"lacks: [iso9001]\n"))
	if err != nil {
		panic(err)
	}
	c := &requirement.Case{Registry: registry, Sheet: sheets[0], Firm: firm}
	ready, err := c.Answer(context.Background(), requirement.Choice{})
	if err != nil {
		panic(err)
	}
	for _, s := range ready.Standings {
		fmt.Println(s.Demand.Requirement, s.Status)
	}
	fmt.Printf("US$ %.0f (%.0f to %.0f), ready on %s\n", ready.Path.Cost, ready.Low, ready.High,
		firm.Date(ready.Day()))
	// Output:
	// iso9001 gap
	// wages_hours met
	// US$ 19300 (7100 to 49000), ready on 2026-10-22
}
