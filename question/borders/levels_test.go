package borders_test

import (
	"context"
	"math"
	"slices"
	"testing"

	"ikat/engine"
	"ikat/fault"
	"ikat/question"
	"ikat/question/borders"
	"ikat/result"
	"ikat/tablefile/apx"
)

func asked(given map[string][]string) (*result.Frame, error) {
	q := borders.Border
	values, err := q.Read(given, question.Asker{Local: true})
	if err != nil {
		return nil, err
	}
	r := &question.Request{Values: values, Engine: engine.New("test", nil, apx.Library())}
	a, err := q.Ask(context.Background(), r, nil)
	if err != nil {
		return nil, err
	}
	return a.Frames[0], nil
}

// A trend stays inside one method; the index keeps its bounds.
func TestTrendsAndIndices(t *testing.T) {
	trend, err := asked(map[string][]string{"economies": {"Viet Nam", "BGD"}, "level": {"trend"}})
	if err != nil || trend.Rows() != 12 {
		t.Fatalf("%v", err)
	}
	for row := range trend.Rows() {
		if trend.Column("economy").Text(row) == "BGD" && trend.Column("year").Ints[row] == 2019 &&
			(trend.Column("hours_export_border").Floats[row] != 168 ||
				math.Abs(trend.Column("hours_export_documents").Floats[row]-147) > .5) {
			t.Errorf("Bangladesh 2019: %v hours", trend.Column("hours_export_border").Floats[row])
		}
	}
	lpi, err := asked(map[string][]string{"economies": {"VNM"}, "level": {"logistics"}})
	if err != nil {
		t.Fatal(err)
	}
	for row := range lpi.Rows() {
		if lpi.Column("year").Ints[row] == 2018 && (lpi.Column("score_low").Floats[row] != 3.111 ||
			lpi.Column("score_high").Floats[row] != 3.437 || lpi.Column("rank_low").Floats[row] != 31) {
			t.Error("the bounds of 2018 are lost")
		}
	}
	for _, given := range []map[string][]string{
		{"level": {"trend"}, "theta": {"0.8%"}}, {"level": {"logistics"}, "peers": {"THA"}},
		{"level": {"trend"}, "border": {"own.csv"}},
	} {
		if _, err := asked(given); fault.KindOf(err) != fault.Invalid {
			t.Errorf("%v: %v", given, err)
		}
	}
	if _, err := asked(map[string][]string{"level": {"readiness"}, "economies": {"KIR"}}); fault.KindOf(
		err,
	) != fault.NotFound {
		t.Errorf("Kiribati: %v", err)
	}
}

// A group stands for its members; those of whom a table has no figures are named.
func TestGroupsStandForTheirMembers(t *testing.T) {
	f, err := asked(map[string][]string{"economies": {"Viet Nam", "PIF"}, "peers": {"ASEAN"}})
	if err != nil {
		t.Fatal(err)
	}
	var codes []string
	for row := range f.Rows() {
		codes = append(codes, f.Column("economy").Text(row))
	}
	if !slices.Contains(codes, "VNM") || !slices.Contains(codes, "FJI") || slices.Contains(codes, "THA") {
		t.Error(codes)
	}
	if !slices.ContainsFunc(f.Notes, func(n result.Note) bool { return n.Key == "border-without" }) {
		t.Error(f.Notes)
	}
	alone, err := asked(map[string][]string{"economies": {"Viet Nam"}, "peers": {"PIF"}})
	if err != nil || !slices.ContainsFunc(alone.Notes, func(n result.Note) bool { return n.Key == "border-without" }) {
		t.Errorf("which peers have no figures is not said: %v", err)
	}
	if _, err := asked(map[string][]string{"economies": {"NAFTA"}}); fault.KindOf(err) != fault.NotFound {
		t.Error(err)
	}
}
