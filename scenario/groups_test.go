package scenario_test

import (
	"slices"
	"strings"
	"testing"

	"ikat/counterfactual"
	"ikat/fault"
	"ikat/icio"
	"ikat/scenario"
)

// world is a table's names: nothing else of it is asked.
func world(year int, economies ...string) *icio.Table {
	return &icio.Table{Meta: icio.Meta{Name: "w", Year: year}, Economies: economies, Industries: []string{"c1"}}
}

func inTable(t *testing.T, change string, table *icio.Table) (*scenario.File, []icio.Ready, error) {
	t.Helper()
	s, err := scenario.Read(
		"a",
		[]byte("groups: {MINE: [USA]}\nscenarios:\n  - {name: x, changes: [{"+change+", iceberg: -1%}]}\n"),
	)
	if err != nil {
		t.Fatal(err)
	}
	return s.InTable(table)
}

// A ready group is the members that the table has, as they were in its year or in the one named; what it lacks is said.
func TestReadyGroups(t *testing.T) {
	table := world(2008, "IDN", "VNM", "GBR", "DEU", "USA")
	for change, want := range map[string]string{
		"importer: ASEAN":                "IDN VNM",
		"importer: asean":                "IDN VNM",
		"importer: ASEAN/1994":           "IDN", // Viet Nam joined in 1995
		"importer: EU":                   "GBR DEU",
		"importer: EU/2021":              "DEU",
		"importer: [MINE, ASEAN]":        "IDN VNM USA",
		`importer: ["*", "!ASEAN"]`:      "GBR DEU USA",
		`importer: ["!EU/2021", "!IDN"]`: "VNM GBR USA",
	} {
		s, lacking, err := inTable(t, change, table)
		if err != nil {
			t.Fatalf("%s: %v", change, err)
		}
		b := &counterfactual.Baseline{Economies: table.Economies, Industries: table.Industries}
		sel, err := s.Select(b, "$", s.Scenarios[0].Changes[0])
		if err != nil {
			t.Fatalf("%s: %v", change, err)
		}
		var importers []string
		sel.EachLink(b, func(l int) {
			if code := table.Economies[l/len(table.Economies)%len(table.Economies)]; !slices.Contains(importers, code) {
				importers = append(importers, code)
			}
		})
		slices.SortFunc(
			importers,
			func(a, b string) int { return slices.Index(table.Economies, a) - slices.Index(table.Economies, b) },
		)
		if got := strings.Join(importers, " "); got != want {
			t.Errorf("%s: %s, not %s", change, got, want)
		}
		if strings.Contains(change, "ASEAN/1994") && (len(lacking) != 1 || len(lacking[0].Absent) == 0) {
			t.Errorf("%s: nothing is said of those that lack: %v", change, lacking)
		}
		if s.YAML() != mustRead(t, s.YAML()).YAML() || strings.Contains(s.YAML(), "VNM") {
			t.Errorf("%s is written as %s", change, s.YAML())
		}
	}
}

func mustRead(t *testing.T, text string) *scenario.File {
	t.Helper()
	s, err := scenario.Read("b", []byte(text))
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// A group of the file and an economy of the table go before a ready group of the name; one that is empty is a fault.
func TestReadyGroupsGiveWay(t *testing.T) {
	if s, lacking, err := inTable(t, "importer: MINE", world(2008, "USA", "IDN")); err != nil || lacking != nil ||
		s.Groups["MINE"] == nil {
		t.Errorf("a group of the file: %v, %v", lacking, err)
	}
	if _, lacking, err := inTable(t, "importer: EU", world(2008, "EU", "IDN")); err != nil || lacking != nil {
		t.Errorf("an economy of the table: %v, %v", lacking, err)
	}
	for _, group := range []string{"EU", "EU/1900"} {
		if _, _, err := inTable(t, "importer: "+group, world(2008, "USA", "IDN")); fault.KindOf(err) != fault.NotFound {
			t.Errorf("%s without members: %v", group, err)
		}
	}
	if err := mustRead(t, "scenarios: [{name: x, changes: [{exporter: ASEAN/sme, iceberg: -1%}]}]").Fits(world(2008,
		"IDN", "USA")); err != nil {
		t.Errorf("a class of a group's firms: %v", err)
	}
}
