package question

import (
	"context"
	"testing"

	"ikat/fault"
	"ikat/result"
)

// What is at a limit is allowed, and one more is not: tables, solutions, rows computed, rows of the answer.
func TestLimitsAreExact(t *testing.T) {
	limits := &Limits{Tables: 2, Solutions: 10, Rows: 3, Computed: 100}
	for name, c := range map[string]struct {
		tables int
		work   Work
		refuse bool
	}{
		"at every limit":        {2, Work{Solutions: 10, Computed: 100}, false},
		"one table more":        {3, Work{}, true},
		"one solution more":     {1, Work{Solutions: 11}, true},
		"one computed row more": {1, Work{Computed: 101}, true},
	} {
		q := &Question{
			RestsOn: func(*Request) ([]string, error) { return make([]string, c.tables), nil },
			Work:    func(context.Context, *Request) (Work, error) { return c.work, nil },
		}
		q.Params = []Param{{Name: "level", Form: Text}}
		r := &Request{Values: &Values{question: q}}
		if err := q.Allowed(t.Context(), r, limits); (fault.KindOf(err) == fault.Excessive) != c.refuse {
			t.Errorf("%s: %v", name, err)
		}
		if err := q.Allowed(t.Context(), r, nil); err != nil {
			t.Errorf("%s, without limits: %v", name, err)
		}
		if err := q.Allowed(t.Context(), r, &Limits{}); err != nil {
			t.Errorf("%s, with limits of nought, which are none: %v", name, err)
		}
	}
	for rows, refuse := range map[int]bool{3: false, 4: true} {
		f := &result.Frame{}
		f.Text("economy", "Economy", make([]string, rows))
		if err := limits.allowRows(&Answer{Frames: []*result.Frame{f}}); (err != nil) != refuse {
			t.Errorf("%d rows: %v", rows, err)
		}
	}
}
