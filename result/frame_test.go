package result

import (
	"math"
	"reflect"
	"testing"
)

func sample(years []int64, codes []string, values []float64) *Frame {
	f := &Frame{Notes: []Note{{Severity: "note", Text: "same"}},
		Provenance: Provenance{Sources: []Source{{Table: codes[0]}}}}
	f.Columns = append(f.Columns, &Column{Name: "year", Ints: years})
	f.Text("economy", "Economy", codes)
	f.Columns = append(f.Columns, &Column{Name: "value", Floats: values})
	return f
}

func texts(c *Column) []string {
	var out []string
	for i := range c.Codes {
		out = append(out, c.Text(i))
	}
	return out
}

func TestAppendJoinsDictionaries(t *testing.T) {
	got, err := Append(sample([]int64{1, 1}, []string{"A", "B"}, []float64{10, 20}),
		sample([]int64{2, 2}, []string{"B", "C"}, []float64{30, 40}))
	if err != nil {
		t.Fatal(err)
	}
	if !reflect.DeepEqual(texts(got.Column("economy")), []string{"A", "B", "B", "C"}) ||
		!reflect.DeepEqual(got.Column("value").Floats, []float64{10, 20, 30, 40}) {
		t.Errorf("%v %v", texts(got.Column("economy")), got.Column("value").Floats)
	}
	if len(got.Notes) != 1 || len(got.Provenance.Sources) != 2 {
		t.Errorf("notes %v, sources %v", got.Notes, got.Provenance.Sources)
	}
}

func TestAppendRefusesOtherColumns(t *testing.T) {
	a, b := sample([]int64{1}, []string{"A"}, []float64{1}), sample([]int64{1}, []string{"A"}, []float64{1})
	b.Columns[2].Name = "other"
	if _, err := Append(a, b); err == nil {
		t.Error("stacked columns of other names")
	}
}

func TestWhereKeepsRowsAndLeavesTheFrame(t *testing.T) {
	f := sample([]int64{1, 2, 3}, []string{"A", "B", "C"}, []float64{1, 2, 3})
	got := f.Where(func(r int) bool { return r != 1 })
	if !reflect.DeepEqual(texts(got.Column("economy")), []string{"A", "C"}) || got.Rows() != 2 || f.Rows() != 3 {
		t.Errorf("%v", texts(got.Column("economy")))
	}
	if none := f.Where(func(int) bool { return false }); none.Rows() != 0 || none.Column("value").IsText() {
		t.Errorf("an empty frame keeps its columns' types")
	}
}

// A blank column knows none of its numbers; the column that it was made of keeps them.
func TestBlank(t *testing.T) {
	c := &Column{Name: "value", Unit: "share", Kind: Estimate, Floats: []float64{1, 2}}
	b := c.Blank()
	if b.Name != c.Name || b.Unit != c.Unit || len(b.Floats) != 2 || !math.IsNaN(b.Floats[0]) || c.Floats[0] != 1 {
		t.Errorf("%+v of %+v", b, c)
	}
}
