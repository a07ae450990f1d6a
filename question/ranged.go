package question

import (
	"context"
	"fmt"
	"maps"
	"math"
	"slices"
	"strings"
	"sync"

	"golang.org/x/sync/errgroup"

	"ikat/estimate"
	"ikat/fault"
	"ikat/internal/cores"
	"ikat/result"
)

// ranged adds to an answer of estimated tables what it would be on other tables that agree with the published results
// as well: the least and the most over draws, beside each number that they move.
//
// Error: what the answer to a draw says, unless that the draw's table cannot be made.
func (q *Question) ranged(ctx context.Context, r *Request, a *Answer, d *Determined) error {
	if !d.Ranged {
		return nil
	}
	refs, err := q.Tables(r)
	if err != nil {
		return err
	}
	drawn, err := q.draws(ctx, r, refs)
	if err != nil {
		return err
	}
	for _, one := range drawn {
		d.mark(one)
	}
	for i, f := range a.Frames {
		var others []*result.Frame
		for _, one := range drawn {
			if i < len(one.Frames) {
				others = append(others, one.Frames[i])
			}
		}
		a.Frames[i] = spread(f, others)
	}
	return nil
}

// draws answers on each draw of the estimated tables whose table can be made, several at once, in their order.
func (q *Question) draws(ctx context.Context, r *Request, refs []string) ([]*Answer, error) {
	group, while := errgroup.WithContext(ctx)
	group.SetLimit(cores.Count())
	var telling sync.Mutex
	done := 0
	out := make([]*Answer, estimate.Draws)
	for k := range out {
		group.Go(func() (err error) {
			one := *r
			one.Values, one.Prose, one.Progress = r.Values.onDraw(refs, k+1), false, nil
			out[k], err = q.Answer(while, &one)
			if kind := fault.KindOf(err); err != nil && (kind == fault.Inconsistent || kind == fault.Unsolved) {
				out[k], err = nil, nil
			}
			telling.Lock()
			defer telling.Unlock()
			done++
			r.Progress.Tell(fmt.Sprintf("drawing what published results leave open, %d of %d", done, estimate.Draws))
			return err
		})
	}
	err := group.Wait()
	return slices.DeleteFunc(out, func(a *Answer) bool { return a == nil }), err
}

// onDraw are the values with each estimated table replaced by a draw of it.
func (v *Values) onDraw(refs []string, draw int) *Values {
	out := *v
	out.given = maps.Clone(v.given)
	out.given["table"] = nil
	for _, ref := range refs {
		if estimate.Named(ref) {
			ref = estimate.DrawOf(ref, draw)
		}
		out.given["table"] = append(out.given["table"], ref)
	}
	return &out
}

// spread is a frame with the least and the most of each number over it and frames of the same rows: in columns beside
// the number, or in the number's own columns of a range.
func spread(f *result.Frame, others []*result.Frame) *result.Frame {
	out := *f
	out.Columns = slices.Clone(f.Columns)
	rows := make([]map[string]int, len(others))
	for k, o := range others {
		rows[k] = keys(o)
	}
	own, any := ordered(f), false
	for _, c := range f.Columns {
		if c.Floats == nil || c.Kind == "" {
			continue
		}
		low, high := slices.Clone(c.Floats), slices.Clone(c.Floats)
		moved := false
		for k, o := range others {
			other := o.Column(c.Name)
			for row, key := range own {
				there, ok := rows[k][key]
				if !ok || other == nil || math.IsNaN(other.Floats[there]) {
					continue
				}
				v := other.Floats[there]
				low[row], high[row] = least(low[row], v), most(high[row], v)
				moved = moved || math.Abs(v-c.Floats[row]) > 1e-6*math.Abs(c.Floats[row])
			}
		}
		any = any || moved
		switch {
		case !moved:
		case ends(c.Name, "low"):
			out.Columns[at(&out, c.Name)] = with(c, low)
		case ends(c.Name, "high"):
			out.Columns[at(&out, c.Name)] = with(c, high)
		case f.Column(c.Name+"_low") == nil:
			out.Insert(c.Name, beside(c, "_low", "least", low), beside(c, "_high", "most", high))
		}
	}
	switch {
	case len(others) == 0:
	case any:
		out.Notes = append(slices.Clone(f.Notes), result.NewNote("estimated-range",
			"low and high are the least and the most over {n} {n:draw|draws} of what published results leave open, and "+
				"the estimate "+
				"(docs/methods/estimated-tables.md says how often the truth lay inside)", "n", len(others)))
	default:
		out.Notes = append(slices.Clone(f.Notes), result.NewNote("estimated-same",
			"the numbers shown are the same in {n} {n:draw|draws} of what published results leave open", "n", len(others)))
	}
	return &out
}

// ends reports whether a column is an end of a range already: low, cost_low, welfare_low_pct.
func ends(name, end string) bool {
	return slices.Contains(strings.Split(name, "_"), end)
}

func at(f *result.Frame, name string) int {
	return slices.IndexFunc(f.Columns, func(c *result.Column) bool { return c.Name == name })
}

func with(c *result.Column, values []float64) *result.Column {
	out := *c
	out.Floats = values
	return &out
}

// beside is one end of a number's range.
func beside(c *result.Column, end, which string, values []float64) *result.Column {
	out := with(c, values)
	out.Name, out.Label = c.Name+end, strings.TrimSpace(c.Label+", "+which)
	out.Definition = c.Definition + ", " + which + " over the draws"
	return out
}

// least and most leave out what is not defined.
func least(a, b float64) float64 {
	if math.IsNaN(a) || b < a {
		return b
	}
	return a
}

func most(a, b float64) float64 {
	if math.IsNaN(a) || b > a {
		return b
	}
	return a
}

// ordered names each row by its keys, with a number where several have the same.
func ordered(f *result.Frame) []string {
	out := make([]string, f.Rows())
	seen := map[string]int{}
	for row := range out {
		var b strings.Builder
		for _, c := range f.Columns {
			switch {
			case c.Kind != "":
			case c.Ints != nil:
				fmt.Fprintf(&b, "%d|", c.Ints[row])
			case c.IsText():
				b.WriteString(c.Text(row) + "|")
			}
		}
		key := b.String()
		seen[key]++
		out[row] = fmt.Sprint(key, seen[key])
	}
	return out
}

func keys(f *result.Frame) map[string]int {
	out := map[string]int{}
	for row, key := range ordered(f) {
		out[key] = row
	}
	return out
}
