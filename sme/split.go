package sme

import (
	"context"
	"fmt"
	"math"

	"ikat/dense"
	"ikat/fault"
)

// Split is an economy whose sectors are split by firm size. Slices over classes and sectors hold small and medium firms
// first: entry i is sector i's small firms, entry n+i its large ones.
type Split struct {
	Economy *Economy
	Shares  *Shares // what the point estimate was made from; nil for other splits

	X, VA, Imports, Exports, Final []float64 // 2n
	Z                              []float64 // 2n x 2n: who sells to whom

	// Serving is g, the part of each class's output that serves exports in the end: x g = Z g + e.
	Serving []float64
	// Content is μ, the value added of small firms, and then of large ones, in one unit of output: μ'x = μ'Z + va.
	Content [classes][]float64
}

// NewSplit splits an economy by shares. With D for sales at home (output less exports) and U for domestic inputs
// (output less value added and imported inputs), both by class, the split that adds least information is
//
//	z_ij(a,b) = z_ij · D_i(a)/D_i · U_j(b)/U_j,   final sales pro rata to D
//
// which meets every row, column and cell total. Where purchases from or sales to large firms are given, cells are
// scaled to them and to the totals in turn until all hold.
//
// Error: fault.Inconsistent where they cannot all hold, fault.Unsolved, fault.Canceled.
func NewSplit(ctx context.Context, e *Economy, p *Shares) (*Split, error) {
	n := e.N()
	s := &Split{Economy: e, Shares: p, Z: make([]float64, 4*n*n)}
	for _, v := range []*[]float64{&s.X, &s.VA, &s.Imports, &s.Exports, &s.Final} {
		*v = make([]float64, 2*n)
	}
	home, inputs := make([]float64, 2*n), make([]float64, 2*n)
	for c := Small; c <= Large; c++ {
		for i := range n {
			k := int(c)*n + i
			s.X[k], s.VA[k], s.Exports[k] = c.of(p.Output[i])*e.X[i], c.of(p.ValueAdded[i])*e.VA[i],
				c.of(p.Exports[i])*e.Exports[i]
			home[k] = ratio(s.X[k]-s.Exports[k], e.X[i]-e.Exports[i], c.of(p.Output[i]))
			use := ratio(s.X[k]-s.VA[k], e.X[i]-e.VA[i], c.of(p.Output[i]))
			if inputs[k], s.Imports[k] = use, use*e.Imports[i]; p.Imports != nil {
				s.Imports[k] = c.of(p.Imports[i]) * e.Imports[i]
				inputs[k] = ratio(s.X[k]-s.VA[k]-s.Imports[k], e.X[i]-e.VA[i]-e.Imports[i], use)
			}
			s.Final[k] = home[k] * e.Final[i]
		}
	}
	for a := range 2 * n {
		for b := range 2 * n {
			s.Z[a*2*n+b] = e.Z[a%n][b%n] * home[a] * inputs[b]
		}
	}
	if p.FromLarge != nil || p.ToLarge != nil {
		if err := s.balance(ctx); err != nil {
			return nil, err
		}
	}
	return s, s.solve(ctx)
}

// ratio is part over whole, or otherwise where the whole is nothing.
func ratio(part, whole, otherwise float64) float64 {
	if math.Abs(whole) <= 1e-12*math.Abs(part) || whole == 0 {
		return otherwise
	}
	return part / whole
}

// solve computes Serving and Content from the cells.
func (s *Split) solve(ctx context.Context) error {
	n := len(s.X)
	m := make([]float64, n*n)
	for i, z := range s.Z {
		m[i] = -z
	}
	s.Serving = append([]float64(nil), s.Exports...)
	for c := range s.Content {
		s.Content[c] = make([]float64, n)
		copy(s.Content[c][c*n/2:(c+1)*n/2], s.VA[c*n/2:])
	}
	for i, x := range s.X {
		if x <= 1e-12*s.Economy.X[i%(n/2)] {
			// A class that produces nothing sells and buys nothing.
			for j := range n {
				m[i*n+j], m[j*n+i] = 0, 0
			}
			m[i*n+i], s.Serving[i], s.Content[0][i], s.Content[1][i] = 1, 0, 0, 0
			continue
		}
		m[i*n+i] += x
	}
	lu, err := dense.Factor(ctx, n, m, n)
	if err != nil {
		return s.unsolved(ctx, err)
	}
	if err := lu.Solve(ctx, dense.NoTrans, 1, s.Serving, 1); err != nil {
		return s.unsolved(ctx, err)
	}
	for c := range s.Content {
		if err := lu.Solve(ctx, dense.Trans, 1, s.Content[c], 1); err != nil {
			return s.unsolved(ctx, err)
		}
	}
	return nil
}

func (s *Split) unsolved(ctx context.Context, err error) error {
	if ctx.Err() != nil {
		return &fault.Error{Kind: fault.Canceled, What: "stopped before the answer was ready", Err: ctx.Err()}
	}
	return &fault.Error{Kind: fault.Unsolved, Where: fault.Say("the split of %s", s.Economy.Code),
		What: "its Leontief system is singular",
		Why:  "Some class's output is used up by its own inputs", Err: err}
}

const (
	balanceRounds    = 20000
	balanceTolerance = 1e-11
)

// balance scales cells to the row, column and cell totals and to the linkage shares in turn until all hold.
func (s *Split) balance(ctx context.Context) error {
	n, w := s.Economy.N(), 2*s.Economy.N()
	rows, cols := make([]float64, w), make([]float64, w)
	for k := range w {
		rows[k] = s.X[k] - s.Exports[k] - s.Final[k]
		cols[k] = s.X[k] - s.VA[k] - s.Imports[k]
	}
	for range balanceRounds {
		if err := ctx.Err(); err != nil {
			return s.unsolved(ctx, err)
		}
		worst := 0.0
		note := func(change, size float64) {
			if size > 0 {
				worst = math.Max(worst, math.Abs(change)/size)
			}
		}
		s.balanceLinks(note)
		for k := range w {
			note(s.scale(k*w, 1, w, rows[k]), s.Economy.X[k%n])
		}
		for k := range w {
			note(s.scale(k, w, w, cols[k]), s.Economy.X[k%n])
		}
		for i := range n {
			for j := range n {
				at := [4]int{i*w + j, i*w + n + j, (n+i)*w + j, (n+i)*w + n + j}
				var sum float64
				for _, k := range at {
					sum += s.Z[k]
				}
				if sum == 0 {
					continue
				}
				for _, k := range at {
					s.Z[k] *= s.Economy.Z[i][j] / sum
				}
			}
		}
		if worst < balanceTolerance {
			return nil
		}
	}
	return &fault.Error{Kind: fault.Inconsistent, Where: fault.Say("statistics of %s", s.Economy.Code),
		What: "no split of the table has these purchases from and sales to large firms",
		Why:  "The cells could not be scaled to them and to the totals at once",
		Fix:  "Leave one of the linkage statistics out, or give it a share nearer to the one without it"}
}

// scale multiplies count cells from at so that they add up to a total, and returns by how much they missed it.
func (s *Split) scale(at, step, count int, total float64) float64 {
	var sum float64
	for k := range count {
		sum += s.Z[at+k*step]
	}
	if sum != 0 {
		for k := range count {
			s.Z[at+k*step] *= total / sum
		}
	}
	return total - sum
}

// balanceLinks scales what small firms buy from, and sell to, small and large firms to the shares given.
func (s *Split) balanceLinks(note func(change, size float64)) {
	n, w := s.Economy.N(), 2*s.Economy.N()
	for k := range n {
		if p := s.Shares.FromLarge; p != nil && !math.IsNaN(p[k]) {
			total := s.total(k, w, w)
			note(s.scale(k, w, n, (1-p[k])*total), s.Economy.X[k])
			note(s.scale(n*w+k, w, n, p[k]*total), s.Economy.X[k])
		}
		if p := s.Shares.ToLarge; p != nil && !math.IsNaN(p[k]) {
			total := s.total(k*w, 1, w)
			note(s.scale(k*w, 1, n, (1-p[k])*total), s.Economy.X[k])
			note(s.scale(k*w+n, 1, n, p[k]*total), s.Economy.X[k])
		}
	}
}

func (s *Split) total(at, step, count int) float64 {
	var sum float64
	for k := range count {
		sum += s.Z[at+k*step]
	}
	return sum
}

// InExports is value added in exports: what of it a size class earns, and how.
type InExports struct {
	Direct       float64 // in the class's own exports, earned by the exporters themselves
	ThroughSame  float64 // in exports of other firms of the class
	ThroughOther float64 // in exports of the other class
}

// Total is all of the class's value added in exports.
func (v InExports) Total() float64 { return v.Direct + v.ThroughSame + v.ThroughOther }

// InExports returns the value added of a class in the economy's exports.
//
//	total = Σ va(c) g(c) = μ(c)'(e_S + e_L);  direct = Σ va(c)/x(c) · e(c);  through the other class = μ(c)' e(other)
func (s *Split) InExports(c Class) InExports {
	n := s.Economy.N()
	var v InExports
	for i := range n {
		own, other := int(c)*n+i, int(1-c)*n+i
		direct := s.unit(own) * s.Exports[own]
		v.Direct += direct
		v.ThroughSame += s.Content[c][own]*s.Exports[own] - direct
		v.ThroughOther += s.Content[c][other] * s.Exports[other]
	}
	return v
}

// unit is value added per unit of output of entry k, 0 where there is no output.
func (s *Split) unit(k int) float64 {
	if s.X[k] == 0 {
		return 0
	}
	return s.VA[k] / s.X[k]
}

// Share is the share of small and medium firms in domestic value added in exports.
func (s *Split) Share() float64 {
	small := s.InExports(Small).Total()
	return small / (small + s.InExports(Large).Total())
}

// ByIndustry returns the value added of a class in exports by the sector that earns it.
func (s *Split) ByIndustry(c Class) []float64 {
	n := s.Economy.N()
	out := make([]float64, n)
	for i := range out {
		out[i] = s.VA[int(c)*n+i] * s.Serving[int(c)*n+i]
	}
	return out
}

// ContentOfExports returns the value added of a class per unit of each sector's exports, both classes of exporters
// taken together; zero where there are none.
func (s *Split) ContentOfExports(c Class) []float64 {
	n := s.Economy.N()
	out := make([]float64, n)
	for i := range out {
		if e := s.Economy.Exports[i]; e != 0 {
			out[i] = (s.Content[c][i]*s.Exports[i] + s.Content[c][n+i]*s.Exports[n+i]) / e
		}
	}
	return out
}

// ByPartner returns the value added of a class in exports by the economy that imports them. Within a sector, both
// classes are taken to sell to the same partners.
func (s *Split) ByPartner(c Class) []float64 {
	out := make([]float64, len(s.Economy.Partners))
	for i, content := range s.ContentOfExports(c) {
		for r, v := range s.Economy.To[i] {
			out[r] += content * v
		}
	}
	return out
}

// ByExporter returns the value added of small firms in the exports of a class, by exporting sector.
func (s *Split) ByExporter(exporter Class) []float64 {
	n := s.Economy.N()
	out := make([]float64, n)
	for i := range out {
		k := int(exporter)*n + i
		out[i] = s.Content[Small][k] * s.Exports[k]
	}
	return out
}

// ValueAddedShares returns the share of small and medium firms in the value added of every sector of the system: the
// functional by which a change in sectors' value added becomes a change in their income. It is zero outside the
// economy.
func (s *Split) ValueAddedShares(sectors int) []float64 {
	out := make([]float64, sectors)
	for k, i := range s.Economy.Sector {
		if va := s.Economy.VA[k]; va != 0 {
			out[i] = s.VA[k] / va
		}
	}
	return out
}

// Jobs returns the persons engaged by small and medium firms for exports, by sector: their number times g, NaN where
// the sector's persons are not given. ok is false where no statistic of employment, or persons of no sector, are given.
func (s *Split) Jobs(stats Statistics) (jobs []float64, ok bool, err error) {
	e := s.Economy
	persons := stats.own(e, Persons)
	known := make([]float64, e.N())
	for i, v := range persons {
		if !math.IsNaN(v) {
			known[i], ok = v, true
		}
	}
	if !ok || !stats.any(Employment) {
		return nil, false, nil
	}
	shares, err := stats.common(e, Employment, known)
	if err != nil {
		return nil, false, err
	}
	jobs = make([]float64, e.N())
	for i := range jobs {
		jobs[i] = shares[i] * persons[i] * s.Serving[i]
	}
	return jobs, true, nil
}

// Check returns the largest difference between the split's totals and the table's, relative to output: over cells,
// rows, columns, and the totals of each sector.
func (s *Split) Check() (worst float64, where string) {
	e, n := s.Economy, s.Economy.N()
	w := 2 * n
	see := func(got, want, size float64, what string) {
		if d := math.Abs(got-want) / size; !(d <= worst) {
			worst, where = d, what
		}
	}
	for i := range n {
		for _, v := range []struct {
			name string
			of   []float64
			want float64
		}{{"output", s.X, e.X[i]}, {"value added", s.VA, e.VA[i]}, {"imports", s.Imports, e.Imports[i]},
			{"exports", s.Exports, e.Exports[i]}, {"final sales", s.Final, e.Final[i]}} {
			see(v.of[i]+v.of[n+i], v.want, e.X[i], v.name+" of "+e.Label[i])
		}
		for j := range n {
			see(s.Z[i*w+j]+s.Z[i*w+n+j]+s.Z[(n+i)*w+j]+s.Z[(n+i)*w+n+j], e.Z[i][j], e.X[i],
				fmt.Sprintf("cell %s, %s", e.Label[i], e.Label[j]))
		}
	}
	for k := range w {
		see(s.total(k*w, 1, w)+s.Exports[k]+s.Final[k], s.X[k], e.X[k%n], fmt.Sprintf("sales of %s firms in %s",
			Class(k/n), e.Label[k%n]))
		see(s.total(k, w, w)+s.Imports[k]+s.VA[k], s.X[k], e.X[k%n], fmt.Sprintf("inputs of %s firms in %s", Class(k/n),
			e.Label[k%n]))
	}
	return worst, where
}
