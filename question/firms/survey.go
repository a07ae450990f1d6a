package firms

import (
	"context"

	"ikat/factors"
	"ikat/question"
	"ikat/question/requirements"
)

// fromSurvey are the factors that a survey before a buyer brings: all that the buyer asks met, abroad and at large
// firms, and each requirement met as things are, abroad. Nothing without a survey.
func fromSurvey(ctx context.Context, r *question.Request, q FactorsRequest) ([]factors.Widening, error) {
	if !requirements.Given(r.Values) {
		return nil, nil
	}
	t, err := r.Engine.Table(ctx, q.Table, r.Progress)
	if err != nil {
		return nil, err
	}
	goods, err := goodsOf(t, q.Goods)
	if err != nil {
		return nil, err
	}
	gaps, err := requirements.GapsOf(ctx, r.Values, r.Engine.Program(), t.Industries, goods)
	if err != nil {
		return nil, err
	}
	var out []factors.Widening
	add := func(name, step, door string, met func(k int) bool) {
		growth, sd := gaps.Growth(t.Industries, goods, met)
		for _, g := range growth {
			if g > 0 {
				out = append(out, factors.Widening{Name: name, Step: step, Door: door, Growth: growth, SD: sd})
				return
			}
		}
	}
	for _, door := range []string{"exports", "large"} {
		add("requirements", "all that is asked met", door, func(int) bool { return true })
	}
	for k := range gaps.N() {
		add("requirement "+gaps.ID(k), "met by who lacks nothing else", "exports", func(r int) bool { return r == k })
	}
	return out, nil
}
