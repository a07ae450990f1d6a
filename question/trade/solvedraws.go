package trade

import (
	"context"
	"fmt"

	"ikat/border"
	"ikat/counterfactual"
	"ikat/draws"
	"ikat/engine"
	"ikat/fault"
	"ikat/result"
	"ikat/scenario"
)

// draw solves every scenario again in every draw of what is not known, from the slopes of the model linearised once. b
// is the central baseline.
func (m *simulation) draw(ctx context.Context, b *counterfactual.Baseline, p engine.Progress) error {
	n := m.s.Draws
	if n < 2 || n > draws.Most {
		return &fault.Error{Kind: fault.Invalid, Param: "draws", What: fmt.Sprintf("%d draws give no interval", n),
			Fix: fmt.Sprintf("It takes 2 to %d", draws.Most)}
	}
	var costs *border.Unknown
	if m.at != nil {
		costs = m.at.Unknown
	}
	u, err := drawn(m.t, m.variants[0].Elasticities, costs, n, m.s.Seed)
	if err != nil {
		return err
	}
	central, err := b.Linearise(ctx, m.deficits())
	if err != nil {
		return err
	}
	for range m.s.Scenarios {
		m.drawn = append(m.drawn, counterfactual.NewDrawn(b.G(), n))
	}
	solved := counting(p, "solving draws", n)
	err = draws.Each(ctx, n, func(ctx context.Context, i int) error {
		defer solved()
		l, err := central.WithTheta(ctx, u.theta(i))
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
		solver := l.Solver()
		for k := range m.s.Scenarios {
			o, err := m.solveBy(ctx, l.Base(), solver.Solve, priced, k, v)
			if err != nil {
				return err
			}
			m.drawn[k].Set(i, o)
		}
		return nil
	})
	m.drew = u.said()
	return err
}

// drawnNotes say what was drawn.
func (m *simulation) drawnNotes() []result.Note {
	if m.drawn == nil {
		return nil
	}
	out := []result.Note{result.NewNote("simulate.drawn", "5 and 95% points are over {n} "+
		"{n:draw|draws} of {drawn} (seed {seed}), "+
		"each solved exactly", "n", m.s.Draws, "drawn", m.drew, "seed", m.s.Seed)}
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
