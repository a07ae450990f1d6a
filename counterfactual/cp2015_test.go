package counterfactual_test

import (
	"context"
	"math"
	"testing"

	"ikat/counterfactual"
	"ikat/internal/cp2015"
	"ikat/internal/shareddata"
)

func TestNAFTA(t *testing.T) {
	d, err := cp2015.Load(shareddata.Path(t, "cp2015"))
	if err != nil {
		t.Fatal(err)
	}
	b, err := d.Baseline()
	if err != nil {
		t.Fatal(err)
	}
	ctx := context.Background()
	p, err := b.Purge(ctx)
	if err != nil {
		t.Fatal(err)
	}
	if r := p.Residual(); r > 1e-10 {
		t.Error("purged residual", r)
	}
	o, err := p.Solve(ctx, d.NAFTA(p), counterfactual.Held)
	if err != nil {
		t.Fatal(err)
	}
	t.Logf("%+v", o.Report)
	for _, n := range []int{19, 4, 29} {
		t.Logf("%s W %.4f real wage %.4f first %.4f tot %.4f vot %.4f", p.Economies[n], 100*(o.Welfare[n]-1), 100*(o.RealWage[n]-1), 100*o.FirstOrder[n].Total(), 100*o.FirstOrder[n].Terms, 100*o.FirstOrder[n].Volume)
		t.Log(100 * math.Log(o.Welfare[n]))
	}
}

func TestNAFTAVariants(t *testing.T) {
	d, err := cp2015.Load(shareddata.Path(t, "cp2015"))
	if err != nil {
		t.Fatal(err)
	}
	b, _ := d.Baseline()
	ctx := context.Background()
	show := func(name string, p *counterfactual.Baseline) {
		o, err := p.Solve(ctx, d.NAFTA(p), counterfactual.Held)
		if err != nil {
			t.Log(name, err)
			return
		}
		f0 := p.Flows()
		for _, n := range []int{19, 4, 29} {
			var a, z, ag, zg float64
			for j := 0; j < 20; j++ {
				for _, i := range []int{19, 4, 29} {
					if i != n {
						at := p.Link(j, n, i)
						a += f0[at]
						z += o.Flows[at]
						ag += f0[at] * (1 + p.Tariff[at])
						zg += o.Flows[at] * (1 + o.Tariff[at])
					}
				}
			}
			t.Logf("%s %s W %.4f rw %.4f first %.4f tot %.4f vot %.4f trade %.2f gross %.2f", name, p.Economies[n], 100*(o.Welfare[n]-1), 100*(o.RealWage[n]-1), 100*o.FirstOrder[n].Total(), 100*o.FirstOrder[n].Terms, 100*o.FirstOrder[n].Volume, 100*(z/a-1), 100*(zg/ag-1))
		}
	}
	p, _ := b.Purge(ctx)
	show("purged", p)
	show("held", b)
}
