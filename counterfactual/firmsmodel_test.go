package counterfactual_test

import (
	"math"
	"testing"

	"ikat/counterfactual"
	"ikat/icio"
	"ikat/internal/firmsmodel"
	"ikat/internal/shareddata"
)

func modelRows(t *testing.T, rel string) []firmsmodel.Row {
	t.Helper()
	rows, err := firmsmodel.Read(shareddata.Path(t, rel))
	if err != nil {
		t.Fatal(err)
	}
	return rows
}

func modelWorlds(t *testing.T) *firmsmodel.Worlds {
	t.Helper()
	return &firmsmodel.Worlds{Tables: map[string]*icio.Table{"wiod/2008": wiod(t), "apx/2008": embeddedTable(t)},
		Shares: modelRows(t, "firms_model/shares.csv"), Theta: modelRows(t, "calibration/elasticity_wiod35.csv")}
}

// One scenario of each world, to 1e-7 per cent; make validate looks at all of them.
func TestFirmsModelScenarios(t *testing.T) {
	w := modelWorlds(t)
	for n, r := range modelRows(t, "firms_model/scenarios.csv") {
		if n%7 != n/7%7 {
			continue
		}
		b, economy, err := w.Of(r)
		if err != nil {
			t.Fatal(r.World(), err)
		}
		o := solve(t, b, firmsmodel.Shock(b, economy, r["scenario"]))
		firmsmodel.Compare(o, economy, r, func(column string, got, want float64) {
			if !(math.Abs(got-want) <= 1e-7) {
				t.Errorf("%s %s, %s: %.10g, reference %.10g", r.World(), r["scenario"], column, got, want)
			}
		})
	}
}

// Links and sums over doors, to 1e-6 of each.
func TestFirmsModelDerivatives(t *testing.T) {
	w := modelWorlds(t)
	known := map[string]*firmsmodel.Derivatives{}
	of := func(r firmsmodel.Row) *firmsmodel.Derivatives {
		if d := known[r.World()]; d != nil {
			return d
		}
		b, economy, err := w.Of(r)
		if err != nil {
			t.Fatal(r.World(), err)
		}
		d, err := firmsmodel.Differentiate(t.Context(), b, economy)
		if err != nil {
			t.Fatal(r.World(), err)
		}
		known[r.World()] = d
		return d
	}
	see := func(r firmsmodel.Row, what string, got, want float64) {
		t.Helper()
		if !(math.Abs(got-want) <= 1e-6*math.Abs(want)+1e-13) {
			t.Errorf("%s %s %s%s %s: %.10g, reference %.10g", r.World(), r["industry"], r["class"],
				r["buyer"]+r["door"], what, got, want)
		}
	}
	skip := func(r firmsmodel.Row) bool { return r["table"] == "wiod/2008" && r["economy"] != "KOR" }
	for _, r := range modelRows(t, "firms_model/derivatives.csv") {
		if skip(r) {
			continue
		}
		d := of(r)
		at := d.Link(r)
		see(r, "sales", d.Flows[at], r.Number("sales"))
		for o, column := range firmsmodel.Columns {
			see(r, column, d.Worth[o][at], r.Number(column))
		}
	}
	for _, r := range modelRows(t, "firms_model/derivatives_by_door.csv") {
		if skip(r) {
			continue
		}
		sales, worth := of(r).Through(r)
		see(r, "sales", sales, r.Number("sales"))
		for o, column := range firmsmodel.Columns {
			see(r, column, worth[o], r.Number(column))
		}
	}
}

func index(list []string, s string) int {
	for i, v := range list {
		if v == s {
			return i
		}
	}
	return -1
}

func twoClasses(small []float64) [][]float64 { return firmsmodel.Two(small) }

func firmsShock(b *counterfactual.Baseline, economy int, scenario string) counterfactual.Shock {
	return firmsmodel.Shock(b, economy, scenario)
}
