package ui

import "math"

// dumbbell is a picture in which columns of an answer, named ends, face each other on one line a row; a cell without a
// number has no mark.
func (a *answer) dumbbell(id, title, alt string, x Field, name func(row int) string, ends ...string) *Figure {
	x.Field = "value"
	f := &Figure{Kind: "dumbbell", ID: id, Title: title, Alt: alt, X: &x, Y: &Field{Field: "name"}, Group: "end",
		Color: &Color{Field: "end", Order: ends, Labels: map[string]string{}}}
	for _, end := range ends {
		f.Color.Labels[end] = a.Column(end).Label
	}
	for i := range a.Rows() {
		for _, end := range ends {
			if v := a.value(i, end); !math.IsNaN(v) {
				f.Rows = append(f.Rows, Row{"name": name(i), "end": end, "value": v})
			}
		}
	}
	return f
}
