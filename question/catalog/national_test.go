package catalog_test

import (
	"math"
	"strings"
	"testing"

	"ikat/fault"
	"ikat/internal/questiontest"
	"ikat/question"
	"ikat/question/catalog"
)

// nationalTable is one economy's table with imports, in the OECD's form.
const nationalTable = ",D01,D10T12,HFCE,EXPO,IMPO,TOTAL\n" +
	"DOM_01,1,2,3,4,0,10\nDOM_10T12,2,3,4,11,0,20\nIMP_01,1,1,2,0,-4,0\nIMP_10T12,2,4,1,1,-8,0\n" +
	"VALU,4,10,,,,\nOUTPUT,10,20,,,,\n"

func askNational(t *testing.T, id string, given map[string][]string) (*question.Answer, error) {
	t.Helper()
	q := catalog.Find(id)
	given["table"] = []string{questiontest.File(t, "VNM2018dom.csv", nationalTable)}
	v, err := q.Read(given, question.Asker{Local: true})
	if err != nil {
		t.Fatal(err)
	}
	return q.Ask(t.Context(), &question.Request{Values: v, Engine: questiontest.Engine()}, nil)
}

// Of a national table the economy's own block is answered about, and nothing else is filled in.
func TestNationalTables(t *testing.T) {
	a, err := askNational(t, "measure", map[string][]string{"id": {"bm"}})
	if err != nil {
		t.Fatal(err)
	}
	f := a.Frames[0]
	// Value added per unit is .4 and .5, inputs at home .1 .1 .2 .15, exports 4 and 11: (.44*4 + .49*11) / .745.
	if got := questiontest.Cell(t, f, "dva", "VNM"); f.Rows() != 1 || math.Abs(got-7.15/.745) > 1e-12 {
		t.Errorf("%d rows, domestic value added %v", f.Rows(), got)
	}
	if got := questiontest.Cell(t, f, "gvcb", "VNM"); math.Abs(got-(15-7.15/.745)) > 1e-12 {
		t.Errorf("backward trade %v", got)
	}
	for _, column := range []string{"vax", "ref", "gvcf", "fva"} {
		if got := questiontest.Cell(t, f, column, "VNM"); !math.IsNaN(got) {
			t.Errorf("%s is %v, which the table does not determine", column, got)
		}
	}
	for id, given := range map[string]map[string][]string{
		"profile":  {"economy": {"ROW"}},
		"measure":  {"id": {"exports"}, "economy": {"Rest of the world"}},
		"chain":    {"product": {"ROW:01"}, "to": {"VNM"}},
		"sme":      {"economy": {"ROW"}},
		"simulate": {"scenario": {"{scenarios: [{name: x, changes: [{exporter: VNM, iceberg: -1%}]}]}"}},
		"rank":     {},
		"factors":  {"economy": {"VNM"}},
	} {
		_, err := askNational(t, id, given)
		if fault.KindOf(err) != fault.Invalid || !strings.Contains(err.Error(), "a national one") ||
			!strings.Contains(err.Error(), "Ask about") {
			t.Errorf("%s: %v", id, err)
		}
	}
	for id, given := range map[string]map[string][]string{
		"profile": {"economy": {"VNM"}},
		"chain":   {"product": {"VNM:01"}, "to": {"ROW"}},
	} {
		if _, err := askNational(t, id, given); err != nil {
			t.Errorf("%s: %v", id, err)
		}
	}
}
