package measure

import (
	"context"
	"fmt"
	"strings"

	"ikat/dense"
	"ikat/fault"
	"ikat/leontief"
	"ikat/result"
)

func extractionTerms() []Term {
	return []Term{
		{"output", "Output", Currency, "output of the row in the table"},
		{"output_lost", "Output lost", Currency, "output that would not be produced without what is taken out"},
		{"lost_share", "Share lost", "share", "output lost over output"},
		{"va_lost", "Value added lost", Currency, "value added in the output lost"},
	}
}

// computeExtraction takes sectors, or a link SELLER:BUYER, out of the table and lists the output each sector loses.
func computeExtraction(ctx context.Context, s *leontief.System, level, target string,
	terms []Term) (*result.Frame, error) {
	if level == "link" {
		return nil, &fault.Error{Kind: fault.Invalid, Where: "measure multipliers",
			What: "{extract} lists who loses, by sector or country, not by link",
			Fix:  "Ask for {level=sector} or {level=country}"}
	}
	seller, buyer, link := strings.Cut(target, ":")
	if seller == "" || link && buyer == "" {
		return nil, &fault.Error{Kind: fault.Invalid, Param: "extract", Where: target,
			What: "a link needs a seller and a buyer", Fix: "For instance {extract=CHN:USA}"}
	}
	seller, buyer = spelled(s, seller), spelled(s, buyer)
	if target = seller; link {
		target += ":" + buyer
	}
	from, err := sectorsOf(s, seller)
	if err != nil {
		return nil, err
	}
	var lost []float64
	if link {
		to, err := sectorsOf(s, buyer)
		if err != nil {
			return nil, err
		}
		lost, err = withoutLink(ctx, s, from, to, partNamed(s, buyer))
		if err != nil {
			return nil, err
		}
	} else if lost, err = withoutSectors(ctx, s, from); err != nil {
		return nil, err
	}
	rows := newEconomyRows(s, level)
	x, loss := rows.sum(s.X), rows.sum(lost)
	va := rows.sum(times(s.V, lost))
	f := rows.frame(terms, [][]float64{x, loss, over(loss, x), va})
	for _, c := range f.Columns[len(f.Columns)-3:] {
		c.Kind = result.Scenario
	}
	f.Notes = append(f.Notes, result.Note{Severity: "note",
		Text: fmt.Sprintf("without %s the world loses %.0f %s of output, %.3g%% of it, and %.3g%% of its value added",
			target, total(loss), s.Table.Money(), 100*total(loss)/total(x), 100*total(va)/total(s.VA))})
	return f, nil
}

func total(v []float64) float64 {
	var out float64
	for _, x := range v {
		out += x
	}
	return out
}

// partNamed returns the number of the part of that code, -1 if it is no part: a buyer named by economy takes its final
// users with it.
func partNamed(s *leontief.System, code string) int {
	for p, P := range s.Parts {
		if P.Code == code {
			return p
		}
	}
	return -1
}

// columnsOf returns the columns S of B: n x |S|.
func columnsOf(ctx context.Context, s *leontief.System, set []int) ([]float64, error) {
	k := len(set)
	b := make([]float64, s.N()*k)
	for c, j := range set {
		b[j*k+c] = 1
	}
	return b, s.Solve(ctx, k, b)
}

// withoutSectors returns the output lost when the sectors S sell and buy nothing.
//
// What remains solves (I − A_RR) x'_R = y_R, and the block inverse of I − A gives x_R − x'_R = B_RS B_SS⁻¹ x_S; on S
// itself the same expression is x_S.
func withoutSectors(ctx context.Context, s *leontief.System, set []int) ([]float64, error) {
	b, err := columnsOf(ctx, s, set)
	if err != nil {
		return nil, err
	}
	k := len(set)
	block, w := make([]float64, k*k), make([]float64, k)
	for a, i := range set {
		copy(block[a*k:(a+1)*k], b[i*k:(i+1)*k])
		w[a] = s.X[i]
	}
	if err := solveSmall(ctx, s, k, block, w); err != nil {
		return nil, err
	}
	lost := make([]float64, s.N())
	dense.Gemv(dense.NoTrans, s.N(), k, 1, b, k, w, 0, lost)
	return lost, nil
}

// withoutLink returns the output lost when sectors R buy nothing from sectors S, nor do the final users of part, where
// there is one.
//
// With E the part of A that is cut and y the final sales that are, the loss d solves (I − A + E) d = E x + y. So
// d = C (u + y), C the columns S of B and u = E (x − d) on S: (I + E C) u = E x − E C y, a system of |S| equations.
func withoutLink(ctx context.Context, s *leontief.System, from, to []int, part int) ([]float64, error) {
	c, err := columnsOf(ctx, s, from)
	if err != nil {
		return nil, err
	}
	k, n := len(from), s.N()
	u, y, m := make([]float64, k), make([]float64, k), make([]float64, k*k)
	for a, i := range from {
		m[a*k+a] = 1
		if part >= 0 {
			y[a] = s.Y[i*s.G()+part]
		}
		for _, j := range to {
			cut := s.A(i, j)
			if cut == 0 {
				continue
			}
			u[a] += cut * s.X[j]
			for b, v := range c[j*k : (j+1)*k] {
				m[a*k+b] += cut * v
			}
		}
	}
	// E C is m less the identity.
	for a := range u {
		for b, v := range m[a*k : (a+1)*k] {
			if a == b {
				v--
			}
			u[a] -= v * y[b]
		}
	}
	if err := solveSmall(ctx, s, k, m, u); err != nil {
		return nil, err
	}
	for a := range u {
		u[a] += y[a]
	}
	lost := make([]float64, n)
	dense.Gemv(dense.NoTrans, n, k, 1, c, k, u, 0, lost)
	return lost, nil
}

// solveSmall overwrites b with m⁻¹ b; m is k x k and is overwritten.
func solveSmall(ctx context.Context, s *leontief.System, k int, m, b []float64) error {
	lu, err := dense.Factor(ctx, k, m, k)
	if err != nil {
		return &fault.Error{Kind: fault.Unsolved, Where: s.Table.Name,
			What: "the system without what is taken out is singular", Err: err}
	}
	return lu.Solve(ctx, dense.NoTrans, 1, b, 1)
}

// spelled brings the economy in the name of sectors to its code: VIE to VNM, Germany_c15 to DEU_c15. Industries' codes,
// and names that nobody knows, stay.
func spelled(s *leontief.System, name string) string {
	if name == "" || contains(s.Industries, name) {
		return name
	}
	economy, industry, ok := strings.Cut(name, "_")
	for _, try := range []string{name, economy} {
		code, err := s.Find(try)
		if err == nil && try == name {
			return code
		}
		if err == nil && ok && contains(s.Industries, industry) {
			return code + "_" + industry
		}
	}
	return name
}

// sectorsOf returns the sectors that a name stands for: all of them for "", an economy's or group's for DEU, an
// industry's in every economy for c15, one for DEU_c15.
//
// Error: fault.NotFound with the nearest names.
func sectorsOf(s *leontief.System, name string) ([]int, error) {
	var out []int
	for p, P := range s.Parts {
		for i := P.Lo; i < P.Hi; i++ {
			industry := s.Industries[s.Industry[i]]
			switch name {
			case "", P.Code, industry, s.Sector(i), s.Parts[p].Code + "_" + industry:
				out = append(out, i)
			}
		}
	}
	if out != nil {
		return out, nil
	}
	known := append(s.Codes(), s.Industries...)
	if strings.Contains(name, "_") {
		for i := range s.N() {
			known = append(known, s.Sector(i))
		}
	}
	return nil, &fault.Error{Kind: fault.NotFound, Where: fault.Say("table %s", s.Table.Ref()),
		What: fault.Say("it has no economy, industry or sector %s", quote(name)),
		Fix:  fault.Suggest(name, known, "Name an economy (DEU), an industry (c15) or both (DEU_c15)")}
}
