package worth

import (
	"context"
	"math"
	"math/bits"
	"slices"
	"testing"

	"ikat/factors"
	"ikat/internal/questiontest"
	"ikat/isic"
	"ikat/question"
	"ikat/question/firms"
	"ikat/question/requirements"
	"ikat/question/sizes"
	"ikat/sme"
)

// survey is of garment makers who lack audited accounts, a certificate of quality, both or neither.
const survey = "wmedian,a4a,l1,d2,f1,b8,k21,k8\n9,1,20,20,70,1,1,1\n9,1,20,20,70,2,1,1\n9,2,20,30,70,1,2,1\n" +
	"9,2,20,30,85,1,1,1\n9,1,400,90,70,1,1,1\n9,2,20,30,70,2,2,1\n9,2,20,9,70,1,1,2\n9,2,35,25,70,2,1,1\n"

// The mean over all orders is computed at the margin and scaled to the exact solution of all. Against the exact
// solution of every set of requirements, put together by enumeration, it misses less than a hundredth of the whole.
func TestTheMeanOverOrdersAgainstEverySetSolved(t *testing.T) {
	ctx, e := context.Background(), questiontest.Engine()
	values, err := Worth.Read(map[string][]string{"economy": {"IDN"}, "table": {"apx/1995"}, "firms": {survey},
		"draws": {"0"}, "sheet": {"requirement\niso9001\naccounts_audited\n"}}, question.Asker{})
	if err != nil {
		t.Fatal(err)
	}
	q := firms.UsualFactors("IDN", "apx/1995", nil)
	q.Rule, q.Draws, q.Choice.Widenings = sme.Rule(values.One("rule")), 0, true
	if q.Statistics, err = sizes.Statistics(nil); err != nil {
		t.Fatal(err)
	}
	w := &worthOf{door: values.One("door")}
	if w.table, err = e.Table(ctx, "apx/1995", nil); err != nil {
		t.Fatal(err)
	}
	goods := isic.Goods(w.table.Industries, w.table.IndustryNames)
	if w.gaps, err = requirements.GapsOf(ctx, values, e.Program(), w.table.Industries, goods); err != nil {
		t.Fatal(err)
	}
	n := w.gaps.N()
	if n < 2 {
		t.Fatalf("%d requirements", n)
	}
	w.widen(&q, "requirements", goods)
	name := func(set int) string { return "set " + string(rune('0'+set)) }
	for set := 1; set < 1<<n; set++ {
		g, sd := w.gaps.Growth(w.table.Industries, goods, func(k int) bool { return set>>k&1 == 1 })
		if slices.Max(g) > 0 {
			q.Widenings = append(q.Widenings, factors.Widening{Name: name(set), Door: w.door, Growth: g, SD: sd,
				Step: "a set"})
		}
	}
	if w.Answer, w.frame, w.name, err = firms.FactorsOf(ctx, e, q, nil); err != nil {
		t.Fatal(err)
	}
	if w.cost, err = w.gaps.Cost(ctx, 3, .1); err != nil {
		t.Fatal(err)
	}
	exact := make([]float64, n)
	for set := range 1 << n {
		for k := range n {
			if set>>k&1 == 0 {
				size := bits.OnesCount(uint(set))
				weight := math.Gamma(float64(size+1)) * math.Gamma(float64(n-size)) / math.Gamma(float64(n+1))
				exact[k] += weight * 100 * (income(w.of(name(set|1<<k))) - income(w.of(name(set))))
			}
		}
	}
	list := w.list("requirements", 1)
	total := list[0].value
	for k := range n {
		at := slices.IndexFunc(list, func(r row) bool { return r.key == w.gaps.ID(k) })
		if miss := math.Abs(list[at].value-exact[k]) / total; !(miss < .01) {
			t.Errorf("%s: %v by the margin, %v by every set: %.2g of the whole", w.gaps.ID(k), list[at].value, exact[k], miss)
		} else {
			t.Logf("%s: %v and %v, %.2g of the whole", w.gaps.ID(k), list[at].value, exact[k], miss)
		}
	}
}
