package catalog_test

import (
	"fmt"
	"math"
	"slices"
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
	for _, level := range []string{"country", "sector", "bilateral"} { // shares of a world that is not in the table
		a, err := askNational(t, "measure", map[string][]string{"id": {"shares"}, "level": {level}})
		if err != nil {
			t.Fatal(err)
		}
		f := a.Frames[0]
		for _, column := range []string{"world_share", "gvc_share", "gvcf_share", "dc_share"} {
			if got := f.Column(column).Floats; slices.ContainsFunc(got, func(v float64) bool { return !math.IsNaN(v) }) {
				t.Errorf("%s by %s is %v", column, level, got)
			}
		}
		for row := range f.Rows() {
			if f.Column("exporter").Text(row) == "ROW" {
				t.Errorf("by %s there are rows about ROW", level)
			}
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

// A profile, a brief and small firms of a national table say nothing of the world, of places and of partners.
func TestProseOfNationalTables(t *testing.T) {
	for _, id := range []string{"profile", "brief"} {
		q := catalog.Find(id)
		given := map[string][]string{"economy": {"VNM"}, "table": {questiontest.File(t, "VNM2018dom.csv", nationalTable)}}
		v, err := q.Read(given, question.Asker{Local: true})
		if err != nil {
			t.Fatal(err)
		}
		a, err := q.Ask(t.Context(), &question.Request{Values: v, Engine: questiontest.Engine(), Prose: true}, nil)
		if err != nil {
			t.Fatal(err)
		}
		var text strings.Builder
		for _, b := range a.Prose.Blocks {
			text.WriteString(b.Text + "\n")
			if b.Grid != nil && strings.Contains(fmt.Sprint(b.Grid.Rows), "ROW") {
				t.Errorf("%s: rows of the rest of the world: %v", id, b.Grid.Rows)
			}
		}
		for _, not := range []string{"of the world's", "of world exports", "number 1 of", "NaN", "forward participation)"} {
			if strings.Contains(text.String(), not) {
				t.Errorf("%s says %q:\n%s", id, not, text.String())
			}
		}
	}
	a, err := askNational(t, "profile", map[string][]string{"economy": {"VNM"}})
	if err != nil {
		t.Fatal(err)
	}
	for _, column := range []string{"world_share", "gvc", "forward", "domestic", "value_added_abroad", "dependence"} {
		if got := a.Frames[0].Column(column).Floats[0]; !math.IsNaN(got) {
			t.Errorf("profile: %s is %v", column, got)
		}
	}
	if got := a.Frames[0].Column("backward").Floats[0]; math.Abs(got-(1-7.15/.745/15)) > 1e-12 {
		t.Errorf("profile: backward %v", got)
	}
	if got := a.Frames[0].Column("rank").Floats[0]; !math.IsNaN(got) {
		t.Errorf("profile: place %v", got)
	}
}
