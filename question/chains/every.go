package chains

import (
	"context"
	"slices"

	"ikat/economies"
	"ikat/engine"
	"ikat/result"
)

// AllChains is where borders weigh most: every product of a table, and for every economy the foreign sides that cost
// the chains of its exports most.
type AllChains struct {
	Products *result.Frame
	Sides    *result.Frame
	// Kendall is the least Kendall's τ between the rankings of products at any two costs of a day.
	Kendall float64
}

// FollowAll answers for every product with output. Product of the question is not read; To adds the last border.
func FollowAll(ctx context.Context, e *engine.Engine, q Request, p engine.Progress) (*AllChains, error) {
	w, err := modelOf(ctx, e, q, p)
	if err != nil {
		return nil, err
	}
	m, to, name := w.model, -1, ""
	if q.To != "" {
		code, err := m.Sys.Find(q.To)
		if err != nil {
			return nil, err
		}
		to, name = slices.Index(m.Sys.Codes(), code), engine.EconomyName(m.Sys.Table, code)
	}
	out := &AllChains{}
	if out.Products, out.Kendall, err = m.ProductRows(ctx, w.days, to); err != nil {
		return nil, err
	}
	out.Products.Title = "What borders add to every product" + delivered(name)
	p.Tell("adding up foreign sides")
	sides, err := m.ForeignSides(ctx, w.Benchmark)
	if err != nil {
		return nil, err
	}
	out.Sides = m.ForeignRows(sides)
	out.Sides.Title = "Which foreign borders cost the chains of an economy's exports most"
	stamp(e, out.Products, w, "chain --all")
	stamp(e, out.Sides, w, "chain --all")
	return out, nil
}

// delivered is the end of a title about what is delivered to an economy, if any.
func delivered(to string) string {
	if to == "" {
		return ""
	}
	return ", delivered to " + economies.InPhrase(to)
}
