package trade

import (
	"context"
	"math"
	"slices"

	"ikat/border"
	"ikat/classes"
	"ikat/counterfactual"
	"ikat/draws"
	"ikat/engine"
	"ikat/fault"
	"ikat/result"
	"ikat/scenario"
	"ikat/sme"
)

// draw solves every scenario again in every draw of what is not known, from the slopes of the model linearised once. b
// is the central baseline, its firms divided.
func (m *simulation) draw(ctx context.Context, b *counterfactual.Baseline, p engine.Progress) error {
	n := m.s.Draws
	if n < 2 || n > draws.Most {
		return &fault.Error{Kind: fault.Invalid, Param: "draws", What: fault.Say("%d draws give no interval", n),
			Fix: fault.Say("It takes 2 to %d", draws.Most)}
	}
	var costs *border.Unknown
	if m.at != nil {
		costs = m.at.Unknown
	}
	u, err := drawn(m.t, m.variants[0].Elasticities, costs, n, m.s.Seed)
	if err != nil {
		return err
	}
	shares, err := walks(m.central(), n, m.s.Seed)
	if err != nil {
		return err
	}
	of, err := m.drawnSolver(ctx, b, u, shares)
	if err != nil {
		return err
	}
	for range m.s.Scenarios {
		m.drawn = append(m.drawn, counterfactual.NewDrawn(b.G(), n))
	}
	m.small = m.newDrawnFirms(n)
	solved := counting(p, "solving draws", n)
	err = draws.Each(ctx, n, func(ctx context.Context, i int) error {
		defer solved()
		solver, err := of(ctx, i)
		if err != nil {
			return err
		}
		v := m.variants[0]
		priced := m.borders
		if costs != nil {
			c := u.at(i)
			priced, v.DayCost = m.at.Borders.Priced(c), c.Theta
		}
		if m.s.Qualifies() {
			v.Entry = scenario.Entries[i%len(scenario.Entries)]
		}
		for k := range m.s.Scenarios {
			o, err := m.solveBy(ctx, solver.Base(), solver.Solve, priced, k, v)
			if err != nil {
				return err
			}
			m.drawn[k].Set(i, o)
			m.setFirms(k, i, o, shares)
		}
		return nil
	})
	m.drew = u.said()
	return err
}

// central are the splits of economies by their statistics, at the central elasticities.
func (m *simulation) central() map[int]*classes.Split { return m.splits[m.variants[0].Elasticities] }

// drawnSolver returns the solver of a draw. Where statistics divide firms, they are divided anew by the shares drawn; a
// division by the scenarios' own classes stays.
func (m *simulation) drawnSolver(ctx context.Context, b *counterfactual.Baseline, u *unknown,
	shares map[int][]sme.Drawn) (func(ctx context.Context, i int) (*counterfactual.Solver, error), error) {
	central, err := b.Linearise(ctx, m.deficits())
	if err != nil {
		return nil, err
	}
	splits := m.central()
	if !slices.ContainsFunc(m.divisions, func(d counterfactual.Division) bool { return splits[d.Economy] != nil }) {
		return func(ctx context.Context, i int) (*counterfactual.Solver, error) {
			l, err := central.WithTheta(ctx, u.theta(i))
			if err != nil {
				return nil, err
			}
			return l.Solver(), nil
		}, nil
	}
	near := central.Solver()
	return func(ctx context.Context, i int) (*counterfactual.Solver, error) {
		b, err := m.whole.WithTheta(u.theta(i))
		if err != nil {
			return nil, err
		}
		divisions := slices.Clone(m.divisions)
		for k, d := range divisions {
			if s := splits[d.Economy]; s != nil {
				divisions[k] = s.At(shares[d.Economy][i]).Division(b)
			}
		}
		m.s.Respond(divisions)
		if b, err = b.Divide(divisions...); err != nil {
			return nil, err
		}
		return near.In(b), nil
	}, nil
}

// firmsOf names small firms of an economy in a scenario.
type firmsOf struct{ scenario, economy string }

// drawnFirms is by how much their income grows, by draw.
type drawnFirms map[firmsOf][]float64

// newDrawnFirms has places for those economies whose small firms have a line.
func (m *simulation) newDrawnFirms(n int) drawnFirms {
	out := drawnFirms{}
	for k, sc := range m.s.Scenarios {
		answers := m.answers(k)
		for e, code := range m.t.Economies {
			if line, ok := m.firmLine(answers, k, e); ok && !math.IsNaN(line.low) {
				out[firmsOf{sc.Name, code}] = make([]float64, n)
			}
		}
	}
	return out
}

// setFirms keeps what becomes of small firms in scenario k in draw i.
func (m *simulation) setFirms(k, i int, o *counterfactual.Outcome, shares map[int][]sme.Drawn) {
	answer := classes.ResponseOf(o)
	for e, code := range m.t.Economies {
		to := m.small[firmsOf{m.s.Scenarios[k].Name, code}]
		if to == nil {
			continue
		}
		if len(o.Classes(e)) > 1 {
			c, _, _ := changeIn(o, nil, e)
			to[i] = c.Small
		} else {
			to[i] = m.central()[e].At(shares[e][i]).GrowthIn(answer).Small
		}
	}
}

// columns add the middle 90% of what small firms gain in draws; nothing without draws.
func (d drawnFirms) columns(c *result.Numbers, of func(i int) firmsOf) {
	if d == nil {
		return
	}
	end := func(name, label, definition string, get func(v []float64) float64) {
		c.Number(name, label, counterfactual.PerCent, definition,
			func(i int) float64 { return 100 * counterfactual.Settled(get(d[of(i)])) })
	}
	end("sme_income_5_pct", "SMEs' income, 5%", "change in small and medium firms' income below which 5% of the draws lie",
		func(v []float64) float64 { low, _ := draws.Interval(v); return low })
	end("sme_income_95_pct", "SMEs' income, 95%", "change below which 95% of the draws lie",
		func(v []float64) float64 { _, high := draws.Interval(v); return high })
}

// drawnNotes say what was drawn, in rows of a level that show it.
func (m *simulation) drawnNotes(f *result.Frame, level string) []result.Note {
	if m.drawn == nil {
		return nil
	}
	if level != "economy" && level != "sme" {
		return []result.Note{result.NewNote("simulate.drawn-elsewhere", "what draws say is in the rows of levels economy "+
			"and sme")}
	}
	out := []result.Note{result.NewNote("simulate.drawn", "5 and 95% points are over {n} "+
		"{n:draw|draws} of {drawn} (seed {seed}), "+
		"each solved exactly", "n", m.s.Draws, "drawn", m.drew, "seed", m.s.Seed)}
	if n := m.firmsDrawn(f); n != nil {
		out = append(out, *n)
	}
	if m.s.Deficits == "purged" {
		out = append(out, result.NewNote("simulate.drawn-purged", "the world without deficits is that of the central "+
			"elasticities in every draw"))
	}
	if m.s.Qualifies() {
		out = append(out, result.NewNote("simulate.drawn-entry", "how firms enter takes each of its forms in turn over the "+
			"draws"))
	}
	return out
}

// mostNamed is of how many economies a note says which of their totals are drawn.
const mostNamed = 3

// firmsDrawn says which shares of firms are drawn for the economies of some rows; nil for none.
func (m *simulation) firmsDrawn(f *result.Frame) *result.Note {
	var said result.Clauses
	economy := f.Column("economy")
	for n, code := range m.t.Economies {
		s := m.central()[n]
		if s != nil && slices.ContainsFunc(economy.Codes, func(k int32) bool { return economy.Dict[k] == code }) {
			said = append(said, sharesDrawn(s))
		}
	}
	if said == nil {
		return nil
	}
	if len(said) > mostNamed {
		said = result.Clauses{result.NewNote("drawn.shares-all", "small firms' shares by industry, and their economies' "+
			"totals where the sources leave a range (others are held)")}
	}
	n := result.NewNote("simulate.drawn-firms", "for small firms' income these are drawn too: {shares}", "shares", said)
	return &n
}
