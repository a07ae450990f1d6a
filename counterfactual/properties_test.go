package counterfactual_test

import (
	"hash/fnv"
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"ikat/counterfactual"
	"ikat/icio"
)

// drawnWorld is a random world of positive flows and how one or two of its economies are divided.
type drawnWorld struct {
	tab        *icio.Table
	theta, eta []float64
	divisions  []counterfactual.Division
}

func drawWorld(t *rapid.T) drawnWorld {
	r := rand.New(rand.NewPCG(rapid.Uint64().Draw(t, "seed"), 1))
	n, m := 2+r.IntN(2), 1+r.IntN(2)
	w := drawnWorld{tab: drawTable(n, m, r)}
	for range m {
		w.theta = append(w.theta, 2+6*r.Float64())
		w.eta = append(w.eta, w.theta[len(w.theta)-1]*(.5+r.Float64()))
	}
	for e := range 1 + r.IntN(2) {
		w.divisions = append(w.divisions, drawFirms(e, m, r))
	}
	return w
}

// baseline is the world's, divided or whole.
func (w drawnWorld) baseline(t *rapid.T, divided bool) *counterfactual.Baseline {
	t.Helper()
	b, _, err := counterfactual.FromTable(w.tab, counterfactual.Calibration{Theta: w.theta})
	if err != nil {
		t.Fatal(err)
	}
	if b.Eta = w.eta; !divided {
		return b
	}
	if b, err = b.Divide(w.divisions...); err != nil {
		t.Fatal(err)
	}
	return b
}

// named is a change of between a tenth less and a tenth more that depends on names alone.
func named(names ...string) float64 {
	h := fnv.New64a()
	for _, name := range names {
		h.Write([]byte(name + "|"))
	}
	return .9 + .2*float64(h.Sum64()>>40)/float64(1<<24)
}

// changed is a change of all links by the names of their ends, or of the economies alone.
func changed(b *counterfactual.Baseline, classes bool) counterfactual.Shock {
	s := counterfactual.Shock{Iceberg: make([]float64, b.Links())}
	for at := range s.Iceberg {
		j, d, i := b.Ends(at)
		from, to := b.SupplierName(i), b.DoorName(d)
		if !classes {
			from, to = b.Economies[b.Suppliers()[i].Economy], b.Economies[b.Doors()[d].Economy]
		}
		s.Iceberg[at] = named(b.Industries[j], from, to)
	}
	return s
}

func solvedBy(t *rapid.T, b *counterfactual.Baseline, s counterfactual.Shock) *counterfactual.Outcome {
	t.Helper()
	o, err := b.Solve(t.Context(), s, counterfactual.Held)
	if err != nil {
		t.Fatal(err)
	}
	return o
}

// nearly is within what the solver leaves, of changes of a tenth.
const nearly = 1e-9

// Without a change nothing moves; shifts between classes add up to nothing; a producer's doors are its productivity.
func TestClassesOnRandomWorlds(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		w := drawWorld(t)
		b := w.baseline(t, true)
		still, o := solvedBy(t, b, counterfactual.Shock{}), solvedBy(t, b, changed(b, true))
		for _, d := range w.divisions {
			if v := still.Welfare[d.Economy]; math.Abs(v-1) > 1e-12 {
				t.Errorf("without a change welfare of %s is %v", b.Economies[d.Economy], v)
			}
			var shifts float64
			for k, c := range o.Classes(d.Economy) {
				if v := still.Classes(d.Economy)[k].Income; math.Abs(v) > 1e-11 {
					t.Errorf("without a change %s grows by %v", b.SupplierName(c.Supplier), v)
				}
				shifts += c.Shift * b.SupplierIncome(c.Supplier) / b.Wages[d.Economy]
			}
			if math.Abs(shifts) > nearly {
				t.Errorf("shifts of %s add up to %v", b.Economies[d.Economy], shifts)
			}
		}
		l, err := b.Linearise(t.Context(), counterfactual.Held)
		if err != nil {
			t.Fatal(err)
		}
		values, err := l.Values(t.Context(), b.Incomes(w.divisions[0].Economy))
		if err != nil {
			t.Fatal(err)
		}
		for _, v := range values {
			doorsAreProductivity(t, b, v.Gradient(), v.Productivity())
		}
	})
}

// The order of economies and of classes, and the unit, are no part of the model.
func TestOrderOfClassesAndUnit(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		w := drawWorld(t)
		last := len(w.tab.Economies) - 1
		turned := drawnWorld{tab: reversed(w.tab, 1000), theta: w.theta, eta: w.eta}
		slices.Reverse(turned.tab.Economies)
		for _, d := range w.divisions {
			d.Economy = last - d.Economy
			for _, v := range []*[][]float64{&d.Output, &d.Exports, &d.Inputs} {
				*v = slices.Clone(*v)
				slices.Reverse(*v)
			}
			d.Classes = slices.Clone(d.Classes)
			slices.Reverse(d.Classes)
			turned.divisions = append(turned.divisions, d)
		}
		one, two := w.baseline(t, true), turned.baseline(t, true)
		o, other := solvedBy(t, one, changed(one, true)), solvedBy(t, two, changed(two, true))
		for e, v := range o.Welfare {
			if math.Abs(v-other.Welfare[last-e]) > nearly {
				t.Errorf("%s: welfare %v, in another order %v", one.Economies[e], v, other.Welfare[last-e])
			}
			theirs := other.Classes(last - e)
			slices.Reverse(theirs)
			for k, c := range o.Classes(e) {
				if len(theirs) > 1 && math.Abs(c.Income-theirs[k].Income) > nearly {
					t.Errorf("%s: income %v, in another order %v", one.SupplierName(c.Supplier), c.Income, theirs[k].Income)
				}
			}
		}
	})
}

// Where labour is mobile and technology one, classes that are treated alike are as no classes, whatever stands between
// them; and a class of nearly nothing, or of nearly all, is as none, whatever happens to it.
func TestAlikeAndVanishingOnRandomWorlds(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		w := drawWorld(t)
		vanishing := rapid.Bool().Draw(t, "vanishing")
		for k, d := range w.divisions {
			d.Specific, d.Inputs = 0, nil
			if vanishing {
				d.Classes, d.Output = []string{"all", "hardly any"}, matrix(2, w.tab.N())
				for j := range w.tab.N() {
					d.Output[0][j], d.Output[1][j] = 1-1e-11, 1e-11
				}
				d.Exports = d.Output
			}
			w.divisions[k] = d
		}
		whole, b := w.baseline(t, false), w.baseline(t, true)
		plain, s := solvedBy(t, whole, changed(whole, false)), changed(b, false)
		for at := range s.Iceberg {
			if _, _, i := b.Ends(at); b.Suppliers()[i].Class == "hardly any" {
				s.Iceberg[at] *= .8
			}
		}
		o := solvedBy(t, b, s)
		for e, v := range o.Welfare {
			if math.Abs(v-plain.Welfare[e]) > nearly {
				t.Errorf("%s: welfare %v, without classes %v", b.Economies[e], v, plain.Welfare[e])
			}
			for _, c := range o.Classes(e) {
				if math.IsNaN(c.Income) {
					t.Errorf("%s: its income is no number", b.SupplierName(c.Supplier))
				}
			}
		}
	})
}
