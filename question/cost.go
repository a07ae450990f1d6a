package question

import (
	"context"
	"time"

	"ikat/engine"
	"ikat/internal/turns"
)

// A question is long where its answer takes a processor this many seconds or more, alone, on a table that is open.
const longFrom = .1

// Size says whose turns the work takes: those of short questions or of long ones.
func (w Work) Size() turns.Size {
	if w.Seconds < longFrom {
		return turns.Short
	}
	return turns.Long
}

// Took is the estimate as a time.
func (w Work) Took() time.Duration { return time.Duration(w.Seconds * float64(time.Second)) }

// Shape is how large a table is: what an estimate of costs rests on.
type Shape struct{ Economies, Industries float64 }

// Sectors is how many sectors the table has.
func (s Shape) Sectors() float64 { return s.Economies * s.Industries }

// Cells is how many flows the table has between two sectors.
func (s Shape) Cells() float64 { return s.Sectors() * s.Sectors() }

// Links is how many flows of an industry's goods there are between two economies: the unknowns of a model of trade.
func (s Shape) Links() float64 { return s.Economies * s.Economies * s.Industries }

// ShapeOf is how large a table of a library is. It is nothing where no library holds it: estimated tables are small,
// and files are opened only where nobody waits for a turn.
func ShapeOf(e *engine.Engine, ref string) Shape {
	content, err := e.Content(ref)
	if err != nil || content == ref {
		return Shape{} // the answer says so
	}
	shape, err := engine.Remember(context.Background(), e, "shape "+ref+" "+content, func(context.Context) (Shape, error) {
		entries, err := e.Tables()
		for _, t := range entries {
			if t.Ref() == ref {
				return Shape{float64(t.Economies), float64(t.Industries)}, nil
			}
		}
		return Shape{}, err
	})
	if err != nil {
		return Shape{}
	}
	return shape
}

// Shape is how large the table is that a question of one table is about.
func (r *Request) Shape() Shape { return ShapeOf(r.Engine, r.One("table")) }

// turn waits for the turn of an answer. What long work makes for others too is made first, in one turn for all who ask
// for it; their answers are then chosen from it, which is short.
//
// Error: as turns.Enter; what the question says of its parameters, and what Make says.
func (q *Question) turn(ctx context.Context, r *Request) (in context.Context, leave func(), err error) {
	work, err := q.work(ctx, r)
	if err != nil {
		return nil, nil, err
	}
	if work.Make != nil && work.Size() == turns.Long {
		err := engine.Together(ctx, r.Engine, q.ID+" "+work.Makes, func(ctx context.Context) error {
			in, leave, err := turns.Enter(turns.ForAll(ctx), work.Size(), work.Took())
			if err != nil {
				return err
			}
			defer leave()
			if err := q.national(in, r); err != nil {
				return err
			}
			return q.wayOut(in, r, overtime(ctx, in, work.Make(in)))
		})
		if err != nil {
			return nil, nil, err
		}
		if work, err = q.work(ctx, r); err != nil {
			return nil, nil, err
		}
	}
	return turns.Enter(ctx, work.Size(), work.Took())
}

// overtime is the end of a turn's time where work in it failed by that, however it says so.
func overtime(ctx, in context.Context, err error) error {
	if err != nil && ctx.Err() == nil && in.Err() != nil {
		return in.Err()
	}
	return err
}

// work is how much an answer takes with all that it must open: the question's own estimate, and for each table that is
// not in memory reading it and factoring it.
func (q *Question) work(ctx context.Context, r *Request) (w Work, err error) {
	if q.Work != nil {
		if w, err = q.Work(ctx, r); err != nil {
			return w, err
		}
	}
	if w.Kept {
		return w, nil
	}
	refs, err := q.Tables(r)
	if err != nil {
		return w, err
	}
	for _, ref := range refs {
		if !r.Engine.Opened(ref) {
			s := ShapeOf(r.Engine, ref)
			w.Seconds += 1e-8*s.Cells() + 1e-10*s.Cells()*s.Sectors()
		}
	}
	return w, nil
}
