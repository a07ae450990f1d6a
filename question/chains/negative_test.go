package chains_test

import (
	"slices"
	"strings"
	"testing"

	"ikat/icio"
	"ikat/internal/questiontest"
	"ikat/internal/tinyworld"
	"ikat/question/chains"
	"ikat/result"
)

// A sector that adds less than nothing is named where days are told, since its share enters as a probability; sectors
// that add something are not, and a world without one is not warned of.
func TestChainNamesSectorsWhoseNegativeValueAddedIsAProbability(t *testing.T) {
	about := func(n result.Note) bool { return n.Key == "chain.negative-shares" }
	ask := func(worse int) []result.Note {
		t.Helper()
		table := traded()
		if worse >= 0 {
			// It buys more machines of the last economy, which sells as much less to its own final users.
			const seller = 5
			more := table.VA[worse] + .05*table.X[worse]
			table.Z[seller*table.Sectors()+worse] += more
			table.F[seller*table.G()+2] -= more
			table.VA[worse] -= more
		}
		e := questiontest.Of(table)
		product := table.Economies[1] + ":" + table.Industries[0]
		c, err := chains.Follow(
			t.Context(),
			e,
			chains.Request{Product: product, To: table.Economies[0], Table: questiontest.Tiny},
			nil,
		)
		if err != nil {
			t.Fatal(err)
		}
		return c.Links.Notes
	}
	if notes := ask(-1); slices.ContainsFunc(notes, about) {
		t.Errorf("a warning without a reason: %v", notes)
	}
	names := traded()
	for _, worse := range []int{1, 2} {
		notes := ask(worse)
		i := slices.IndexFunc(notes, about)
		if i < 0 || notes[i].Severity != "warning" {
			t.Errorf("%s is not warned of: %v", names.Sector(worse), notes)
			continue
		}
		for j := range names.Sectors() {
			if said := strings.Contains(notes[i].Text, names.Sector(j)+","); said != (j == worse) {
				t.Errorf("%s, named %v: %s", names.Sector(j), said, notes[i].Text)
			}
		}
	}
}

// traded is the questiontest.Tiny world with names that border tables know.
func traded() *icio.Table {
	t := tinyworld.Table()
	t.Economies, t.Industries = []string{"AUS", "CHN", "JPN"}, []string{"c1", "c14"}
	return t
}
