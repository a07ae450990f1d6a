package validate

import (
	"context"
	"path/filepath"
	"testing"

	"ikat/internal/shareddata"
)

// Every cell of every file agrees with the program that made it, to 1e-9 of it or of one unit of the table.
func TestGolden2008(t *testing.T) {
	data := filepath.Dir(shareddata.Path(t, "golden2008"))
	shareddata.Path(t, WIOD(2008))
	w := NewWorld(data)
	for _, g := range goldenFiles {
		t.Run(g.quantity, func(t *testing.T) {
			d, err := g.difference(context.Background(), w)
			if err != nil {
				t.Fatal(err)
			}
			if d.Cells == 0 || !(d.Worst <= goldenTolerance) {
				t.Errorf("%s, %d cells: %.1e at %s", g.file, d.Cells, d.Worst, d.Where)
			}
		})
	}
}
