package question

import (
	"context"

	"ikat/fault"
	"ikat/scenario"
)

// Work is how much an answer takes.
type Work struct {
	Solutions int     // of a model
	Computed  float64 // rows computed before some of them are chosen
	Seconds   float64 // of a processor, alone, on a table that is open: about, as measured on one of 2024

	// Kept says that the answer is chosen from what is kept: no table is opened for it.
	Kept bool
	// Makes names what is made first where it is not kept, for all who take their answers from it, and Make makes and
	// keeps it; "" and nil where nothing is.
	Makes string
	Make  func(context.Context) error
}

// Limits bound what one question from a stranger may take; the API and the pages share them. Zero is no limit.
type Limits struct {
	Tables    int
	Solutions int
	Rows      int
	Computed  float64
}

// Usual are the limits of a server whose owner says nothing.
var Usual = Limits{Tables: 100, Solutions: scenario.MostSolutions, Rows: 2_000_000, Computed: 20_000_000}

// Allowed refuses a question that would take more than the limits, before it is answered.
//
// Error: fault.Excessive, and what the question says of its parameters.
func (q *Question) Allowed(ctx context.Context, r *Request, l *Limits) error {
	if l == nil {
		return nil
	}
	refs, err := q.Tables(r)
	if err != nil {
		return err
	}
	if l.Tables > 0 && len(refs) > l.Tables {
		return &fault.Error{Kind: fault.Excessive, Param: "table", What: fault.Say("%d tables are asked for", len(refs)),
			Fix: fault.Say("Ask for %d at most at a time", l.Tables)}
	}
	if q.Work == nil {
		return nil
	}
	w, err := q.Work(ctx, r)
	if err != nil {
		return err
	}
	const fix = "Split it, or ask on the command line, which has no limit"
	switch {
	case l.Solutions > 0 && w.Solutions > l.Solutions:
		return &fault.Error{Kind: fault.Excessive, Fix: fix,
			What: fault.Say("it asks for %d solutions of the model, and this server gives %d at most", w.Solutions,
				l.Solutions)}
	case l.Computed > 0 && w.Computed > l.Computed:
		return &fault.Error{Kind: fault.Excessive, Param: "level", Where: r.One("level"),
			What: fault.Say("it has %.0f rows for these tables, and this server computes %.0f at most", w.Computed, l.Computed),
			Fix:  "Choose a coarser level or fewer tables, or ask on the command line, which has no limit"}
	}
	return nil
}

func (l *Limits) allowRows(a *Answer) error {
	if l == nil || l.Rows == 0 {
		return nil
	}
	for _, f := range a.Frames {
		if f.Rows() > l.Rows {
			return &fault.Error{Kind: fault.Excessive,
				What: fault.Say("the answer has %d rows, and this server gives %d at most", f.Rows(), l.Rows),
				Fix: "Keep fewer rows with {economy}, {partner} and {industry}, choose a coarser level, or ask on the " +
					"command line, which has no limit"}
		}
	}
	return nil
}
