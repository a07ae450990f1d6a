package counterfactual

// Functional is an outcome to be ranked by: a weighted sum of real incomes. Income weighs economies' real final
// spending (welfare), ValueAdded producers' value added deflated by their economy's consumer prices; the weights of an
// outcome add up to one, so that its change is a growth rate.
type Functional struct {
	Name       string
	Income     []float64 // G, or nil
	ValueAdded []float64 // S·N, or nil
}

// WelfareOf is the real final spending of one economy.
func (b *Baseline) WelfareOf(n int) Functional {
	f := Functional{Name: b.Economies[n], Income: make([]float64, b.G())}
	f.Income[n] = 1
	return f
}

// EveryWelfare is the real final spending of each economy, and of the world last.
func (b *Baseline) EveryWelfare() []Functional {
	out := make([]Functional, b.G(), b.G()+1)
	for n := range out {
		out[n] = b.WelfareOf(n)
	}
	return append(out, b.World())
}

// World is the real final spending of all economies, weighted by it.
func (b *Baseline) World() Functional {
	f := Functional{Name: "world", Income: make([]float64, b.G())}
	total := sum(b.Income)
	for n, i := range b.Income {
		f.Income[n] = i / total
	}
	return f
}

// Makes reports whether an industry of an economy has output, whichever class of firms makes it.
func (b *Baseline) Makes(economy, industry int) bool {
	l := b.shape()
	for s := l.from[economy]; s < l.from[economy+1]; s++ {
		if b.Output[s*b.N()+industry] > 0 {
			return true
		}
	}
	return false
}

// ProductOf is the real value added of one industry of an economy that makes something.
func (b *Baseline) ProductOf(name string, economy, industry int) Functional {
	l, N := b.shape(), b.N()
	f := Functional{Name: name, ValueAdded: make([]float64, b.S()*N)}
	from, to := l.from[economy], l.from[economy+1]
	if to-from == 1 { // value added moves as output, also where there is none of it
		f.ValueAdded[from*N+industry] = 1
		return f
	}
	var total float64
	for s := from; s < to; s++ {
		p := s*N + industry
		f.ValueAdded[p] = b.Labour[p] * b.Output[p]
		total += f.ValueAdded[p]
	}
	for s := from; s < to && total != 0; s++ {
		f.ValueAdded[s*N+industry] /= total
	}
	return f
}

// Growth returns the outcome's exact growth from the baseline to o: 0.01 is one per cent.
func (f Functional) Growth(o *Outcome) float64 {
	l, N, g := o.Base.shape(), o.Base.N(), -f.weight()
	for n, w := range f.Income {
		if w != 0 {
			g += w * o.Welfare[n]
		}
	}
	for i, w := range f.ValueAdded {
		if w != 0 {
			g += w * o.Output[i] / o.Base.Output[i] / o.PriceIndex[l.suppliers[i/N].Economy]
		}
	}
	return g
}

func (f Functional) weight() float64 { return sum(f.Income) + sum(f.ValueAdded) }

// deflator returns the weight of each economy's consumer prices in the outcome, with a minus.
func (f Functional) deflator(b *Baseline) []float64 {
	l, N, p := b.shape(), b.N(), make([]float64, b.G())
	for n, w := range f.Income {
		p[n] -= w
	}
	for i, w := range f.ValueAdded {
		p[l.suppliers[i/N].Economy] -= w
	}
	return p
}

// Hulten returns the derivative of the world's real spending with respect to ln d of every link that Hulten's theorem
// gives without solving anything: minus the link's flow over world final spending. It holds where tariffs are zero, and
// checks the adjoint.
func (b *Baseline) Hulten() []float64 {
	m := b.Flows()
	world := sum(b.Income)
	for i, v := range m {
		m[i] = -v / world
	}
	return m
}
