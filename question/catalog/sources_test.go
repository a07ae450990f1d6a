package catalog_test

import (
	"os"
	"testing"

	"ikat/engine"
	"ikat/question"
	"ikat/question/catalog"
	"ikat/tablefile/all"
	"ikat/tablefile/apx"
)

// Answers about requirements, programmes and contracts name whose figures they rest on, in rows and in sentences, at
// every level.
func TestAnswersAboutRequirementsNameTheirSources(t *testing.T) {
	example := func(name string) string {
		text, err := os.ReadFile("../../examples/" + name)
		if err != nil {
			t.Fatal(err)
		}
		return string(text)
	}
	const firm = "firm: a workshop\npersons: 10\nsales: 300000\ncash: 50000\nlacks: [iso9001]\n"
	const survey = "wmedian,l1,d2,b8,k21\n1,10,10,1,1\n1,10,20,1,2\n1,900,20,2,2\n"
	e := engine.New("test", all.All(), apx.Library())
	for id, given := range map[string]map[string][]string{
		"requirements": {"words": {"iso9001"}},
		"ready":        {"answers": {firm}, "buyer": {"electronics_assembly"}},
		"stopped":      {"firms": {survey}},
		"programmes":   {"portfolio": {example("agency.yaml")}},
		"contract":     {"contract": {example("contract.yaml")}},
	} {
		q := catalog.Find(id)
		which := "level"
		if q.Param(which) == nil {
			which = "part"
		}
		levels := []string{""}
		if p := q.Param(which); p != nil {
			levels = append(levels, p.Values...)
		}
		for _, level := range levels {
			if level != "" {
				given[which] = []string{level}
			}
			values, err := q.Read(given, question.Asker{})
			if err != nil {
				t.Fatalf("%s %s: %v", id, level, err)
			}
			for _, prose := range []bool{false, true} {
				a, err := q.Ask(t.Context(), &question.Request{Values: values, Engine: e, Prose: prose}, nil)
				if err != nil {
					t.Fatalf("%s %s: %v", id, level, err)
				}
				if a.Prose != nil && len(a.Prose.Sources) == 0 {
					t.Errorf("%s %s: sentences name no source", id, level)
				}
				for _, f := range a.Frames {
					if len(f.Provenance.Sources) == 0 {
						t.Errorf("%s %s: rows name no source", id, level)
					}
				}
			}
		}
	}
}
