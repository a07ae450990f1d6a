package contract_test

import (
	"fmt"

	"ikat/requirement/contract"
)

// What an open account of 90 days ties up beyond a letter of credit at sight.
func ExampleTerms_Steady() {
	t := contract.Terms{Inventory: 45, PreShare: .7, Open: 90, NegShare: 1, Present: 10, AtShipped: true}
	fmt.Printf("%.2f\n", t.Steady(1_000_000, 750_000))
	// Output: 283904.11
}
