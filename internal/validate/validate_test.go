package validate

import (
	"context"
	"strings"
	"testing"

	"ikat/internal/shareddata"
)

// asked is what all tests here ask, as make validate does: a table that several compute with is read and solved once.
var asked = NewWorld("").Engine

// over is a world over a data folder.
func over(data string) *World { return &World{Engine: asked, data: data} }

// Every number that ikat claims to reproduce is reproduced.
func TestEveryClaimHolds(t *testing.T) {
	for _, c := range Checks {
		t.Run(c.Name, func(t *testing.T) {
			data := ""
			for _, n := range c.Needs {
				data = strings.TrimSuffix(shareddata.Path(t, n), n)
			}
			rows, err := c.Run(context.Background(), over(data))
			if err != nil {
				t.Fatal(err)
			}
			if len(rows) == 0 {
				t.Error("no rows")
			}
			for _, r := range rows {
				if !r.OK() {
					t.Errorf(
						"%s: %s: expected %v, computed %v, tolerance %v",
						r.Source,
						r.Quantity,
						r.Expected,
						r.Computed,
						r.Tolerance,
					)
				}
			}
		})
	}
}

// A gate that cannot fail is none.
func TestARowThatMissesIsSeen(t *testing.T) {
	for _, r := range []Row{{Expected: 1, Computed: 1.2, Tolerance: .1},
		{Expected: 1, Computed: 0 / zero, Tolerance: .1}} {
		if r.OK() {
			t.Errorf("%+v passes", r)
		}
	}
}

var zero float64
