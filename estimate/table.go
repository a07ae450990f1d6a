package estimate

import (
	"fmt"
	"math"

	"ikat/fault"
	"ikat/icio"
	"ikat/indicators"
)

// MostMoved is the part of the domestic value added in exports above which an estimate is refused.
const MostMoved = .01

// Made is an estimated table and how good it is.
type Made struct {
	Table *icio.Table // the economy and the rest of the world, one category of final demand
	Block *Block
	Used  Results
	Stays string // what exports that end up abroad rest on
	// NegativeFinal are final sales at home below nought, over output: what the recovered flows take too much.
	NegativeFinal float64
}

// Make estimates the table of one economy and the rest of the world in a year.
//
// The economy's own block is recovered from its published results. What it imports as inputs is known by user, and is
// spread over products as in the prior; what it imports for final use is the prior's share of final use by product. The
// rest of the world has the published output and value added of all others, and the prior's technology fitted to them.
//
// Error: fault.NotFound for an economy or year without results; fault.Inconsistent naming the industry, where more than
// 1% of the domestic value added in exports would have to be moved; fault.Unsolved if the fit is not met.
func Make(economy string, year int) (*Made, error) {
	prior, err := Mean2011()
	if err != nil {
		return nil, err
	}
	return makeFrom(prior, economy, year)
}

// makeFrom is Make from a prior of the caller's.
func makeFrom(prior *Prior, economy string, year int) (*Made, error) {
	f, err := Published(economy, year)
	if err != nil {
		return nil, err
	}
	r := f.Results()
	b, err := Recover(r, prior.Home)
	if err != nil {
		return nil, err
	}
	if b.Moved > MostMoved {
		return nil, &fault.Error{Kind: fault.Inconsistent, Where: fault.Say("estimated table %s/%d", economy, year),
			What: fault.Say(
				"its published results contradict each other: %.1f%% of the value added in exports would have to be "+
					"moved, most of it in %s",
				100*b.Moved, indicators.IndustryNames[indicators.Industries[b.Worst]],
			),
			Why: "A table made of them would say what nobody published",
			Fix: "Ask for another year, or open a table that has the economy"}
	}
	m := &Made{Block: b, Used: r, Stays: stays(year)}
	w, err := theRest(economy, year)
	if err != nil {
		return nil, err
	}
	if m.Table, err = build(r, w, b.Coefficients, prior); err != nil {
		return nil, err
	}
	for i := range r.Output {
		m.NegativeFinal -= math.Min(0, m.Table.F[i*2])
	}
	m.NegativeFinal /= total(r.Output)
	m.describe(economy, year)
	return m, nil
}

func stays(year int) string {
	if first := indicators.ADB72.Years[0]; year < first {
		return fmt.Sprintf("assumed to be the parts that ended up abroad in %d, by industry", first)
	}
	return "published, from both editions of the tables"
}

// rest is everything but the economy.
type rest struct {
	output, valueAdded []float64
	sales              []float64 // intermediate sales of the rest, to itself and to the economy
	own                []float64 // intermediate sales of the economy, at home and abroad
}

func theRest(economy string, year int) (*rest, error) {
	y, err := indicators.ADB62.At(year)
	if err != nil {
		return nil, err
	}
	n := len(indicators.Industries)
	w := &rest{output: make([]float64, n), valueAdded: make([]float64, n), sales: make([]float64, n)}
	for _, e := range y.Economies {
		for measure, to := range map[string][]float64{"output": w.output, "value_added": w.valueAdded,
			"intermediate_sales": w.sales} {
			column, err := y.Column(measure, e)
			if err != nil {
				return nil, err
			}
			switch {
			case e != economy:
				for i, v := range column {
					to[i] += v
				}
			case measure == "intermediate_sales":
				w.own = column
			}
		}
	}
	return w, nil
}

// builder puts the economy (0) and the rest (1) into one table whose rows and columns balance.
type builder struct {
	t       *icio.Table
	n, size int
	prior   *Prior
}

func build(r Results, w *rest, a []float64, prior *Prior) (*icio.Table, error) {
	n := len(r.Output)
	b := &builder{n: n, size: 2 * n, prior: prior, t: &icio.Table{Industries: indicators.Industries,
		Categories: []string{"final"}}}
	b.t.Z, b.t.F = make([]float64, b.size*b.size), make([]float64, b.size*2)
	b.t.X = append(append([]float64(nil), r.Output...), w.output...)
	b.t.VA = append(append([]float64(nil), r.ValueAdded...), w.valueAdded...)
	for j := range n {
		foreign := r.Output[j] - r.ValueAdded[j]
		for i := range n {
			*b.z(0, i, 0, j) = a[i*n+j] * r.Output[j]
			foreign -= *b.z(0, i, 0, j)
		}
		b.imports(j, math.Max(0, foreign)) // Recover leaves room; what is below nought is rounding
	}
	for i := range n {
		b.sales(i, r.Exports[i], w)
	}
	err := b.abroad(w)
	return b.t, err
}

// z is what industry i of one side sells to industry j of the other.
func (b *builder) z(from, i, to, j int) *float64 { return &b.t.Z[(from*b.n+i)*b.size+to*b.n+j] }

// imports spreads the imported inputs of the economy's industry j over products, as the prior's column does.
func (b *builder) imports(j int, amount float64) {
	var s float64
	for i := range b.n {
		s += b.prior.Abroad[i*b.n+j]
	}
	for i := range b.n {
		if s > 0 {
			*b.z(1, i, 0, j) = amount * b.prior.Abroad[i*b.n+j] / s
		} else {
			*b.z(1, i, 0, j) = amount / float64(b.n)
		}
	}
}

// sales divides what the economy's industry i sells: intermediate exports are its published intermediate sales less
// those at home, final sales at home are the remainder, and imports for final use go with them as in the prior.
func (b *builder) sales(i int, exports float64, w *rest) {
	var home, weight float64
	for j := range b.n {
		home += *b.z(0, i, 0, j)
		weight += b.prior.Home[i*b.n+j] * w.output[j]
	}
	intermediate := math.Min(math.Max(w.own[i]-home, 0), exports)
	if weight == 0 {
		intermediate = 0
	}
	for j := range b.n {
		if weight > 0 {
			*b.z(0, i, 1, j) = intermediate * b.prior.Home[i*b.n+j] * w.output[j] / weight
		}
	}
	final := b.t.X[i] - home - exports
	b.t.F[i*2], b.t.F[i*2+1] = final, exports-intermediate
	if share := b.prior.Final[i]; share < 1 && w.output[i] > 0 {
		b.t.F[(b.n+i)*2] = math.Max(0, final) * share / (1 - share)
	}
}

// abroad fills in what the rest sells to itself: the prior's technology, fitted to its intermediate sales and its
// inputs.
func (b *builder) abroad(w *rest) error {
	n := b.n
	q := &problem{n: n, prior: make([]float64, n*n), tolerance: 1e-9, sweeps: mostSweeps}
	q.rows, q.columns = make([]float64, n), make([]float64, n)
	q.weights, q.limits = make([]float64, n), make([]float64, n)
	for i := range n {
		q.rows[i], q.columns[i], q.limits[i] = w.sales[i], w.output[i]-w.valueAdded[i], math.Inf(1)
		for j := range n {
			q.rows[i] -= *b.z(1, i, 0, j)
			q.columns[i] -= *b.z(0, j, 1, i)
			q.prior[i*n+j] = (b.prior.Home[i*n+j] + b.prior.Abroad[i*n+j] + least) * w.output[j]
		}
	}
	q.agree()
	cells, _, err := q.fit()
	if err != nil {
		return err
	}
	for i := range n {
		b.t.F[(n+i)*2+1] = w.output[i] - b.t.F[(n+i)*2]
		for j := range n {
			*b.z(1, i, 1, j) = cells[i*n+j]
			b.t.F[(n+i)*2+1] -= cells[i*n+j] + *b.z(1, i, 0, j)
		}
	}
	return nil
}

func total(v []float64) float64 {
	var s float64
	for _, x := range v {
		s += x
	}
	return s
}

// Name is the library name of an economy's estimated tables: adb-est-VNM.
func Name(economy string) string { return prefix + economy }

// series is what the names of all estimated tables begin with.
const (
	series = "adb-est"
	prefix = series + "-"
)

// describe says what the table is.
func (m *Made) describe(economy string, year int) {
	t, b := m.Table, m.Block
	t.Economies = []string{economy, indicators.RestOfWorld}
	t.Meta = icio.Meta{Name: Name(economy), Year: year, Currency: "USD", Unit: "million",
		Valuation: "basic prices, current",
		Source:    "estimate by ikat from published results " + indicators.ADB.Credit,
		Publisher: indicators.ADB.Publisher,
		Citation:  indicators.ADB.Citation + "; " + PriorCitation, Licence: indicators.ADB.Terms,
		EconomyNames:  map[string]string{indicators.RestOfWorld: "Rest of the world"},
		IndustryNames: indicators.IndustryNames}
	t.Derivation = []string{
		"estimated, not published: domestic flows recovered from published output, value added, exports and value " +
			"added in them, starting from the " + PriorSource,
		"exports that end up abroad are " + m.Stays,
		moved(b.Moved, b.Worst),
		"imported inputs are known by user; by product they are the prior's, and imports for final use are the " +
			"prior's share; who supplies them is not known",
	}
	if m.NegativeFinal > 5e-4 {
		t.Derivation = append(t.Derivation,
			fmt.Sprintf("final sales at home come out below nought for %.1f%% of output", 100*m.NegativeFinal))
	}
	if len(b.Undetermined) > 0 {
		names := ""
		for k, i := range b.Undetermined {
			if k > 0 {
				names += ", "
			}
			names += indicators.Industries[i]
		}
		t.Derivation = append(t.Derivation, "not determined, the prior's inputs: "+names+", which export nothing")
	}
}

func moved(share float64, worst int) string {
	if share <= Rounding {
		return "the published results agree with each other"
	}
	text := fmt.Sprintf("%.2g%% of the domestic value added in exports was moved to make the published results agree",
		100*share)
	if worst >= 0 {
		text += ", most of it in " + indicators.Industries[worst]
	}
	return text
}

// Rounding is what the digits of the published results can explain: up to it, nothing was moved.
const Rounding = 1e-6
