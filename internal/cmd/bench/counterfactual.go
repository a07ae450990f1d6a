package main

import (
	"context"
	"time"

	"ikat/counterfactual"
	"ikat/icio"
)

// counterfactuals times one scenario, and the derivatives of every economy's welfare with respect to every link.
func counterfactuals(ctx context.Context, r *report, t *icio.Table) error {
	theta := make([]float64, t.N())
	for j := range theta {
		theta[j] = 5
	}
	for _, specific := range []bool{false, true} {
		name := map[bool]string{false: "pooled", true: "use-specific"}[specific]
		b, _, err := counterfactual.FromTable(t, counterfactual.Calibration{Theta: theta, UseSpecific: specific})
		if err != nil {
			return err
		}
		s := counterfactual.Shock{Iceberg: make([]float64, b.Links())}
		for at := range s.Iceberg {
			s.Iceberg[at] = 1
			if at/b.G()%b.G() != at%b.G() {
				s.Iceberg[at] = 1 / 1.05
			}
		}
		solve, err := best(3, func() error { _, err := b.Solve(ctx, s, counterfactual.Held); return err })
		if err != nil {
			return err
		}
		r.say("| one scenario, %s shares | %.3f | |", name, solve.Seconds())
		start := time.Now()
		l, err := b.Linearise(ctx, counterfactual.Held)
		if err != nil {
			return err
		}
		if _, err := l.Gradients(ctx, b.EveryWelfare()[:b.G()]); err != nil {
			return err
		}
		all := time.Since(start)
		r.say("| all %d welfares by all %d links, %s shares | %.3f | one scenario a link would take %.0f |", b.G(),
			b.Links(), name, all.Seconds(), solve.Seconds()*float64(b.Links()))
	}
	return nil
}
