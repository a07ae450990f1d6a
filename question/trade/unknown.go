package trade

import (
	"ikat/border"
	"ikat/classes"
	"ikat/draws"
	"ikat/icio"
	"ikat/result"
	"ikat/sme"
)

// unknown is what is drawn for questions to the model of trade, declared once: what days and containers cost at
// borders, where a question rests on these, and the elasticities of the central set. The costs come first, so that a
// seed draws the same ones as for chains.
type unknown struct {
	sample *draws.Sample
	costs  *border.Unknown // nil where nothing rests on them
}

func drawn(t *icio.Table, set string, costs *border.Unknown, n int, seed uint64) (*unknown, error) {
	inputs, err := ThetaInputs(t, set)
	if err != nil {
		return nil, err
	}
	if costs != nil {
		inputs = append(append([]draws.Input(nil), costs.Inputs...), inputs...)
	}
	s, err := draws.Plan{Inputs: inputs, N: n, Seed: seed}.Sample()
	return &unknown{s, costs}, err
}

// theta are the elasticities of draw i.
func (u *unknown) theta(i int) []float64 { return u.sample.Row(i)[u.first():] }

// at are the costs of draw i.
func (u *unknown) at(i int) border.Costs { return u.costs.Costs(u.sample.Row(i)[:u.first()]) }

func (u *unknown) first() int {
	if u.costs == nil {
		return 0
	}
	return len(u.costs.Inputs)
}

// said names what is drawn.
func (u *unknown) said() result.Clauses {
	if u.costs == nil {
		return result.Clauses{result.NewNote("drawn.elasticities", "the elasticities")}
	}
	return result.Clauses{
		result.NewNote("drawn.costs", "the elasticities, the cost of a day and the goods in a container"),
	}
}

// walks draws the shares by industry of each split, n times.
func walks(splits map[int]*classes.Split, n int, seed uint64) (map[int][]sme.Drawn, error) {
	out := map[int][]sme.Drawn{}
	for e, s := range splits {
		var err error
		if out[e], err = s.Walk(n, seed); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// sharesDrawn says that the shares of an economy's small firms are drawn, and of what totals.
func sharesDrawn(s *classes.Split) result.Note {
	return result.NewNote("drawn.shares", "small firms' shares by industry in {economy} ({totals})", "economy",
		s.Accounts.Code, "totals", s.Statistics.DrawnTotals())
}
