package computed

import (
	"context"
	"strings"

	"ikat/engine"
	"ikat/measure"
)

// Part is what a question takes of one table: a measure at a level.
type Part struct {
	Table   string // reference
	Measure *measure.Measure
	Level   measure.Level
	Kept    bool // its rows are kept
	key     string
	asked   askedOf
}

// Parts are what a question takes, and which of it is kept.
//
// Error: as Measures before any table is opened.
func Parts(e *engine.Engine, q Request) ([]Part, error) {
	asked, refs, err := q.parts(e)
	if err != nil {
		return nil, err
	}
	var out []Part
	for _, ref := range refs {
		for _, a := range asked {
			key, err := a.key(e, ref, q)
			if err != nil {
				return nil, err
			}
			one := Part{Table: ref, Measure: a.Measure, Level: a.Measure.Level(a.query.Level), key: key, asked: a}
			if key != "" {
				_, one.Kept = engine.Remembered[*answered](e, key)
			}
			out = append(out, one)
		}
	}
	return out, nil
}

// Lacking names the parts that would be kept and are not, and returns what makes them; "" and nil where there are none.
func Lacking(e *engine.Engine, q Request, parts []Part, p engine.Progress) (string, func(context.Context) error) {
	var lack []Part
	var names []string
	for _, one := range parts {
		if one.key != "" && !one.Kept {
			lack, names = append(lack, one), append(names, one.key)
		}
	}
	if len(lack) == 0 {
		return "", nil
	}
	return strings.Join(names, "\n"), func(ctx context.Context) error {
		for _, one := range lack {
			if _, err := all(ctx, e, one.Table, one.asked, q, p); err != nil {
				return err
			}
		}
		return nil
	}
}
