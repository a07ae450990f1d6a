package measure

import (
	"context"

	"ikat/leontief"
)

// GainsWith returns the gains with inputs of each part at given elasticities.
func GainsWith(ctx context.Context, s *leontief.System, theta []float64) ([]float64, error) {
	g, err := newGains(s, Query{Options: map[string]string{"elasticities": "uniform"}})
	if err != nil {
		return nil, err
	}
	g.means(theta)
	out := make([]float64, s.G())
	for p := range out {
		l, err := g.of(ctx, p)
		if err != nil {
			return nil, err
		}
		out[p], _, _ = l.gain(l.need)
	}
	return out, nil
}
