package engine

import (
	"context"

	"ikat/dense"
	"ikat/icio"
	"ikat/leontief"
)

// keeper is a library that keeps factors of I − A beside its tables.
type keeper interface {
	Factors(ctx context.Context, name string, year int) (n int, lu []float64, exchanges []int, err error)
}

// newSystem builds the system of a table, which uses the factors kept beside it.
func (e *Engine) newSystem(ref string, t *icio.Table, opt leontief.Options) (*leontief.System, error) {
	s, err := leontief.New(t, opt)
	if err == nil && len(opt.Groups) == 0 { // groups put sectors in another order
		s.Keep(e.keptFactors(ref))
	}
	return s, err
}

// keptFactors returns the way to the factors kept beside a table, or nil where no library can have any. What cannot be
// read is computed anew: kept factors save time and change no result.
func (e *Engine) keptFactors(ref string) func(context.Context) *dense.LU {
	name, year, ok := SplitRef(ref)
	if !ok {
		return nil
	}
	return func(ctx context.Context) *dense.LU {
		for _, l := range e.libraries {
			k, ok := l.(keeper)
			if !ok {
				continue
			}
			if n, lu, exchanges, err := k.Factors(ctx, name, year); err == nil {
				return dense.Load(n, lu, exchanges)
			}
		}
		return nil
	}
}
