package known_test

import (
	"fmt"

	"ikat/economies"
	"ikat/known"
)

// What is known of an economy before any table is opened: how many years of indicators, border tables and statistics
// of firms, and what to do for more.
func ExampleOf() {
	for _, code := range []string{"LKA", "UZB"} {
		economy, err := economies.Resolve(code)
		if err != nil {
			panic(err)
		}
		card, err := known.Of(economy)
		if err != nil {
			panic(err)
		}
		fmt.Printf("%s: %d years of indicators, %d border tables; a table can be estimated: %v; better: %v\n",
			card.Name, len(card.Years), len(card.Borders), card.Estimated(), card.Better())
	}
	// Output:
	// Sri Lanka: 17 years of indicators, 3 border tables; a table can be estimated: true; better: [adb adb62]
	// Uzbekistan: 0 years of indicators, 3 border tables; a table can be estimated: false; better: [eora26 gloria]
}

// The last year of published figures, with the edition of tables that the amounts rest on.
func ExampleCard_Latest() {
	economy, err := economies.Resolve("Vietnam")
	if err != nil {
		panic(err)
	}
	card, err := known.Of(economy)
	if err != nil {
		panic(err)
	}
	last, ok := card.Latest()
	fmt.Printf("%v %d (%s): exports of %.1f billion USD, %.0f%% of them domestic value added\n",
		ok, last.Year, last.Set.ID, last.Exports/1e3, 100*last.Domestic)
	// Output: true 2022 (adb62): exports of 382.7 billion USD, 44% of them domestic value added
}
