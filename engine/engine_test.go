package engine_test

import (
	"context"
	"strings"
	"testing"

	"ikat/engine"
	"ikat/tablefile/all"
	"ikat/tablefile/apx"
)

func start() *engine.Engine { return engine.New("test", all.All(), apx.Library()) }

func TestExpandKnowsAllYearsAndLists(t *testing.T) {
	got, err := start().Expand([]string{"apx/*", "apx/2008,x.csv"})
	if err != nil {
		t.Fatal(err)
	}
	if strings.Join(got, " ") != "apx/1995 apx/2000 apx/2005 apx/2008 apx/2011 x.csv" {
		t.Errorf("%v", got)
	}
}

func TestNamesOfEconomiesThatISODoesNotHave(t *testing.T) {
	tab, err := start().Table(context.Background(), "apx/2008", nil)
	if err != nil {
		t.Fatal(err)
	}
	for code, want := range map[string]string{"ROM": "Romania", "ROW": "Rest of the world", "VNM": "Viet Nam",
		"FRA": "France", "TUR": "Türkiye", "X9": "X9"} {
		if got := engine.EconomyName(tab, code); got != want {
			t.Errorf("%s: %s, want %s", code, got, want)
		}
	}
}
