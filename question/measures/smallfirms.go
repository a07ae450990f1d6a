package measures

import (
	"context"
	"encoding/json"
	"math"

	"ikat/estimate"
	"ikat/leontief"
	"ikat/question"
	"ikat/question/sizes"
	"ikat/result"
	"ikat/say"
)

// SmallFirms is what small and medium firms earn of the domestic value added in an economy's exports, an estimate: a
// point where anybody says how exports are split by firm size, and ends over all splits by industry that the statistics
// allow.
type SmallFirms struct {
	Share      float64 `json:"share" doc:"of domestic value added in exports; null where nobody says how exports are split"`
	Low        float64 `json:"low" doc:"least over all splits by industry that the statistics allow, certified"`
	High       float64 `json:"high"`
	Statistics string  `json:"statistics" doc:"what it rests on, with year and source"`
}

// MarshalJSON writes what is not known as null.
func (v SmallFirms) MarshalJSON() ([]byte, error) {
	known := func(x float64) *float64 {
		if math.IsNaN(x) {
			return nil
		}
		return &x
	}
	return json.Marshal(struct {
		Share      *float64 `json:"share"`
		Low        *float64 `json:"low"`
		High       *float64 `json:"high"`
		Statistics string   `json:"statistics"`
	}{known(v.Share), known(v.Low), known(v.High), v.Statistics})
}

// addSmallFirms adds what small firms earn in the exports of the last year, or a note on what is missing.
func (p *Place) addSmallFirms(ctx context.Context, r *question.Request, refs []string, opt leontief.Options) error {
	last := refs[len(refs)-1]
	if p.Years[len(p.Years)-1].Exports == 0 || opt.Groups != nil || estimate.Named(last) {
		return nil
	}
	s, err := r.Engine.System(ctx, last, opt, r.Progress)
	if err != nil {
		return err
	}
	behind, err := sizes.ExportersOf(ctx, s, []string{p.Economy}, nil)
	if err != nil {
		return err
	}
	p.Notes = append(p.Notes, behind.Notes...)
	m, stats, ok := behind.InExports(p.Economy)
	if !ok {
		if n, ok := sizes.Lacks([]string{p.Economy}); ok && len(behind.Notes) == 0 {
			p.Notes = append(p.Notes, n)
		}
		return nil
	}
	p.Small = &SmallFirms{m.Point, m.Low, m.High, sizes.Basis(stats)}
	return nil
}

// smallColumns adds it to the rows of years, in the last one.
func (p *Place) smallColumns(f *result.Frame) {
	if p.Small == nil {
		return
	}
	last := len(p.Years) - 1
	c := f.Of(result.Estimate, len(p.Years))
	for _, d := range []struct {
		name, label, definition string
		value                   float64
	}{
		{"sme_in_exports", "Earned by SMEs", "of the domestic value added in exports, what small and medium firms earn; " +
			"blank where nobody says how exports are split", p.Small.Share},
		{"sme_in_exports_low", "Earned by SMEs, low", "least over all splits by industry that the statistics allow, " +
			"certified", p.Small.Low},
		{"sme_in_exports_high", "Earned by SMEs, high", "most over the same", p.Small.High},
	} {
		c.Number(d.name, d.label, "share", d.definition, func(i int) float64 {
			if i != last {
				return math.NaN()
			}
			return d.value
		})
	}
	c.Text("sme_statistics", "Statistics of SMEs", func(i int) string {
		if i != last {
			return ""
		}
		return p.Small.Statistics
	})
}

// smallSentence says it.
func smallSentence(page *say.Page, p *Place) {
	if v := p.Small; v != nil {
		page.Sentence("profile.small", say.Args{"known": !math.IsNaN(v.Share), "share": v.Share, "low": v.Low,
			"high": v.High, "basis": v.Statistics})
	}
}
