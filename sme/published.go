package sme

// Published is what is known of an economy where no table is at hand: totals by industry, and the value added that each
// industry has in the economy's exports, whoever exports them. All are in one unit.
type Published struct {
	Code, Source                           string
	Industries                             []string
	Output, ValueAdded, Exports, InExports []float64
}

// Proportional is the value added of each class in exports by the proportional split.
type Proportional struct {
	Small, Total float64
	ByIndustry   []float64 // of small firms
}

// Share is small firms' part.
func (v Proportional) Share() float64 { return v.Small / v.Total }

// economy is the accounts that shares are fitted to. Industries without output are left out; at says which ones stand.
func (p *Published) economy() (e *Economy, at []int) {
	e = &Economy{Code: p.Code, Table: p.Source}
	for i, x := range p.Output {
		if x > 0 {
			at = append(at, i)
			e.Label, e.X, e.VA = append(e.Label, p.Industries[i]), append(e.X, x), append(e.VA, p.ValueAdded[i])
			e.Exports = append(e.Exports, p.Exports[i])
		}
	}
	return e, at
}

// Proportional splits published results between the classes of firms in closed form,
//
//	small firms' value added in exports = Σ_i v_i [e_iS + d_iS (xe_i − e_i)]
//
// with v value added per unit of output, xe = InExports / v the output that serves exports, e_S small firms' exports
// and d_S their share of the industry's sales at home. It is the split of a table in which each class serves every
// buyer at home in proportion to its sales there, so it needs no table. Kind: estimate.
//
// Error: as SharesBy.
func (p *Published) Proportional(s Statistics, rule Rule) (Proportional, *Shares, error) {
	e, at := p.economy()
	shares, err := SharesBy(e, s, rule)
	if err != nil {
		return Proportional{}, nil, err
	}
	out := Proportional{ByIndustry: make([]float64, len(p.Output))}
	for k, i := range at {
		v := e.VA[k] / e.X[k]
		out.Total += p.InExports[i]
		if v == 0 {
			continue
		}
		small := shares.Exports[k] * e.Exports[k]
		home := ratio(shares.Output[k]*e.X[k]-small, e.X[k]-e.Exports[k], shares.Output[k])
		out.ByIndustry[i] = v * (small + home*(p.InExports[i]/v-e.Exports[k]))
		out.Small += out.ByIndustry[i]
	}
	return out, shares, nil
}
