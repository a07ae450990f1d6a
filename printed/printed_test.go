package printed_test

import (
	"math"
	"testing"

	"ikat/fault"
	"ikat/printed"
)

func read(t *testing.T, number int) *printed.Table {
	t.Helper()
	p, err := printed.Read(number)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// Sums of printed columns catch a slip of the pen.
func TestColumnsAddUpAsPrinted(t *testing.T) {
	for _, c := range []struct {
		number, rows int
		column       string
		sum          float64
	}{
		{12, 8, "establishments", 784.7}, {12, 8, "employment", 575.3}, {12, 8, "value_added", 370.1},
		{14, 42, "days_export", 1260.3}, {14, 42, "cost_import", 59129.8},
		{15, 19, "parts_1990", 901}, {15, 19, "final_growth", 32914}, {15, 19, "total_2005", 900},
	} {
		p := read(t, c.number)
		var sum float64
		for i := range p.Rows() {
			sum += p.Value(i, c.column)
		}
		if p.Rows() != c.rows || math.Abs(sum-c.sum) > 1e-6 {
			t.Errorf("table %d, %s: %d rows that add up to %v, want %d and %v", c.number, c.column, p.Rows(), sum,
				c.rows, c.sum)
		}
		if p.Title == "" || p.Source == "" {
			t.Errorf("table %d has no title or source", c.number)
		}
	}
	if p := read(t, 13); p.Rows() != 35 || math.IsNaN(p.Value(p.Find("item", "K12b"), "low")) {
		t.Errorf("table 13: %d rows", p.Rows())
	}
}

// Each exporter's shares add up to 100 but for rounding.
func TestSharesOfTradeAddUp(t *testing.T) {
	p := read(t, 15)
	for _, column := range []string{"parts_1990", "parts_2005", "final_1990", "final_2005", "total_1990",
		"total_2005"} {
		sums := map[string]float64{}
		for i := range p.Rows() {
			if p.Text(i, "importer") != "East Asia" {
				sums[p.Text(i, "exporter")] += p.Value(i, column)
			}
		}
		for exporter, sum := range sums {
			if math.Abs(sum-100) > 1.5 {
				t.Errorf("%s, %s: %v", exporter, column, sum)
			}
		}
	}
}

func TestSameAsPrinted(t *testing.T) {
	p := read(t, 14)
	i := p.Find("name", "Average for South Asia")
	if !p.SameAs(i, "cost_import", 1487.25) || p.SameAs(i, "cost_import", 1487.2) || !p.SameAs(i, "days_export", 33) {
		t.Error("rounding")
	}
	if _, err := printed.Read(11); fault.KindOf(err) != fault.NotFound {
		t.Errorf("a table that there is not: %v", err)
	}
}
