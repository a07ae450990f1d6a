package ranking

import (
	"context"
	"math"

	"ikat/draws"
)

// draw computes the rows' gains over draws. In every draw all bundles are estimated, which gives ranks; rows are solved
// exactly in as many draws as asked for, and elsewhere predicted from their estimates by a surrogate fitted to those
// and checked on others.
func (r *run) draw(ctx context.Context, out *Result) error {
	d := r.Draws
	n, rows := d.Sample.N, len(out.Rows)
	exact := min(n, d.Exact)
	solved := exact
	if n > exact {
		solved = min(n, exact+d.Check)
	}
	w := &drawing{run: r, gains: matrix(rows, n), ranks: matrix(rows, n), features: make([][][]float64, rows)}
	for k := range w.features {
		w.features[k] = make([][]float64, solved)
	}
	if err := draws.Each(ctx, solved, func(ctx context.Context, i int) error {
		return w.solve(ctx, i, out.Rows)
	}); err != nil {
		return err
	}
	if solved < n {
		if err := w.fit(out, exact, solved); err != nil {
			return err
		}
		if err := draws.Each(ctx, n-solved, func(ctx context.Context, i int) error {
			return w.predict(ctx, solved+i)
		}); err != nil {
			return err
		}
	}
	w.summarise(out)
	return nil
}

// drawing is draws being computed: each writes to places of its own.
type drawing struct {
	*run
	gains, ranks [][]float64   // by row and draw
	features     [][][]float64 // by row and draw that was solved
	surrogates   []*draws.Surrogate
}

// solve computes draw i exactly.
func (w *drawing) solve(ctx context.Context, i int, rows []Row) error {
	s := w.Draws.At(i)
	v, all, err := w.at(ctx, s)
	if err != nil {
		return err
	}
	found, err := w.exact(ctx, v, s, rows)
	if err != nil {
		return err
	}
	for k := range rows {
		w.features[k][i] = w.featuresOf(k, all, s)
	}
	w.keep(i, all, found)
	return nil
}

// predict computes draw i by the surrogates.
func (w *drawing) predict(ctx context.Context, i int) error {
	s := w.Draws.At(i)
	_, all, err := w.at(ctx, s)
	if err != nil {
		return err
	}
	found := make([]float64, len(w.surrogates))
	for k, surrogate := range w.surrogates {
		found[k] = surrogate.Predict(w.featuresOf(k, all, s))
	}
	w.keep(i, all, found)
	return nil
}

func (w *drawing) keep(i int, estimates, gains []float64) {
	for k, rank := range w.run.ranks(estimates, gains) {
		w.gains[k][i], w.ranks[k][i] = gains[k], float64(rank)
	}
}

// featuresOf are what a surrogate predicts a row's gain in a draw from: its estimate there, the estimate's square, and
// by how much mending lowers the cost of delivery.
func (r *run) featuresOf(k int, all []float64, s Setting) []float64 {
	at := r.first.Top[k].Mending
	var fall float64
	for _, l := range r.bundles[at].Links {
		fall += r.flows[l] * s.fall(r.Fall)[l]
	}
	return []float64{all[at], all[at] * all[at] / math.Max(math.Abs(r.first.Estimate[at]), 1e-300), fall}
}

// fit finds a surrogate for every row on the exact draws and checks it on the others that were solved.
func (w *drawing) fit(out *Result, exact, solved int) error {
	out.Surrogate = 0
	for k, gains := range w.gains {
		surrogate, err := draws.Fit(w.features[k][:exact], gains[:exact])
		if err != nil {
			return err
		}
		rms, _ := surrogate.Check(w.features[k][exact:solved], gains[exact:solved])
		var size float64
		for _, g := range gains[:solved] {
			size += math.Abs(g) / float64(solved)
		}
		out.Surrogate = math.Max(out.Surrogate, rms/size)
		w.surrogates = append(w.surrogates, surrogate)
	}
	return nil
}

// summarise turns gains and ranks by draw into intervals, signs and standings.
func (w *drawing) summarise(out *Result) {
	for k := range out.Rows {
		row, gains, ranks := &out.Rows[k], w.gains[k], w.ranks[k]
		row.Drawn = &Drawn{Sign: draws.SignHeld(row.Gain, gains)}
		row.Drawn.From, row.Drawn.To = draws.Interval(gains)
		row.Low, row.High = math.Min(row.Low, row.Drawn.From), math.Max(row.High, row.Drawn.To)
		if row.Rank == 0 {
			continue
		}
		s := draws.Standing{Rank: row.Rank, Low: int(draws.Quantile(ranks, .05)),
			High: int(math.Ceil(draws.Quantile(ranks, .95)))}
		for _, rank := range ranks {
			if int(rank) == row.Rank {
				s.Held++
			}
			if int(rank) <= w.Top {
				s.Among++
			}
		}
		s.Held, s.Among = s.Held/float64(len(ranks)), s.Among/float64(len(ranks))
		row.Drawn.Standing = s
		row.Best, row.Worst = min(row.Best, s.Low), max(row.Worst, s.High)
	}
}

func matrix(rows, columns int) [][]float64 {
	out := make([][]float64, rows)
	for k := range out {
		out[k] = make([]float64, columns)
	}
	return out
}
