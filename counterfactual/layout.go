package counterfactual

// Supplier is who sells: an economy, or one class of firms of an economy that is divided.
type Supplier struct {
	Economy int
	Class   string // "" where the economy is not divided
}

// Door is who buys: an economy; of one that is divided, the industries' firms of one class, or its final users.
type Door struct {
	Economy int
	Class   string // FinalUsers, or the class; "" where the economy is not divided
}

// FinalUsers is the class of the door to final users.
const FinalUsers = "final"

// Names returns the codes of suppliers: KOR, or KOR/sme.
func (b *Baseline) SupplierName(s int) string {
	v := b.shape().suppliers[s]
	return join(b.Economies[v.Economy], v.Class)
}

// DoorName returns the code of a door: KOR, KOR/sme or KOR/final.
func (b *Baseline) DoorName(d int) string {
	v := b.shape().doors[d]
	return join(b.Economies[v.Economy], v.Class)
}

func join(economy, class string) string {
	if class == "" {
		return economy
	}
	return economy + "/" + class
}

// layout says who sells, who buys and what is paid, in a baseline with divided economies. Suppliers and doors of an
// economy follow each other, economies in their order, so without divided economies all three counts are G.
type layout struct {
	suppliers []Supplier
	doors     []Door
	from      []int // G+1: economies' first suppliers
	into      []int // G+1: economies' first doors
	buys      []int // by supplier: the door its industries buy through
	final     []int // by economy: the door of its final users

	// A producer is a supplier's industry. Of its value added the fraction phi goes to a factor that works nowhere
	// else, where it has one; the rest to labour, which moves within the economy. Factors are numbered after the G
	// labours.
	phi    []float64 // by supplier
	factor []int     // by producer: its specific factor, or -1; nil where there are none
	owner  []int     // by specific factor: its economy
}

// undivided is the layout of G whole economies.
func undivided(G int) *layout {
	l := &layout{suppliers: make([]Supplier, G), doors: make([]Door, G), from: make([]int, G+1), into: make([]int, G+1),
		buys: make([]int, G), final: make([]int, G), phi: make([]float64, G)}
	for n := range G {
		l.suppliers[n], l.doors[n] = Supplier{Economy: n}, Door{Economy: n}
		l.from[n+1], l.into[n+1] = n+1, n+1
		l.buys[n], l.final[n] = n, n
	}
	return l
}

func (b *Baseline) shape() *layout {
	switch {
	case b.layout != nil:
		return b.layout
	case b.whole != nil:
		return b.whole
	}
	return undivided(b.G())
}

// Suppliers returns who sells, S of them.
func (b *Baseline) Suppliers() []Supplier { return b.shape().suppliers }

// Doors returns who buys, D of them.
func (b *Baseline) Doors() []Door { return b.shape().doors }

// S returns the number of suppliers.
func (b *Baseline) S() int {
	if b.layout == nil {
		return b.G()
	}
	return len(b.layout.suppliers)
}

// D returns the number of doors.
func (b *Baseline) D() int {
	if b.layout == nil {
		return b.G()
	}
	return len(b.layout.doors)
}

// Trade adds flows over links up to flows between economies, [N][G][G] by industry, importer and exporter.
func (b *Baseline) Trade(flows []float64) []float64 {
	if b.layout == nil {
		return flows
	}
	l, G := b.layout, b.G()
	out := make([]float64, b.N()*G*G)
	for at, m := range flows {
		j, d, s := b.Ends(at)
		out[(j*G+l.doors[d].Economy)*G+l.suppliers[s].Economy] += m
	}
	return out
}

// factors returns the number of factors: a labour for each economy, then the specific ones.
func (l *layout) factors() int { return len(l.from) - 1 + len(l.owner) }

// home returns the economy of a factor.
func (l *layout) home(factor int) int {
	if G := len(l.from) - 1; factor >= G {
		return l.owner[factor-G]
	}
	return factor
}

// paid calls f for each factor that producer (s, k) pays, with the fraction of its value added.
func (l *layout) paid(s, producer int, f func(factor int, part float64)) {
	if l.factor == nil || l.factor[producer] < 0 {
		f(l.suppliers[s].Economy, 1)
		return
	}
	f(l.suppliers[s].Economy, 1-l.phi[s])
	f(l.factor[producer], l.phi[s])
}

// factorValues returns what each factor earns in the baseline.
func (b *Baseline) factorValues() []float64 {
	if b.earned != nil {
		return b.earned
	}
	l, N := b.shape(), b.N()
	out := make([]float64, l.factors())
	copy(out, b.Wages)
	for p, f := range l.factor {
		if f >= 0 {
			v := l.phi[p/N] * b.Labour[p] * b.Output[p]
			out[f] += v
			out[l.suppliers[p/N].Economy] -= v
		}
	}
	return out
}
