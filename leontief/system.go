// Package leontief turns a table into its Leontief system, A, v and B = (I − A)⁻¹, and answers questions of it by
// solves and thin products. B itself is never formed.
//
// A System is immutable and safe for concurrent use. What several measures need (the origin of value added, the
// diagonal blocks of B, value absorbed by economy) is computed at the first question and kept.
package leontief

import (
	"context"
	"sync/atomic"

	"ikat/dense"
	"ikat/fault"
	"ikat/icio"
)

// Part is an economy, or a group of economies taken as one, as a contiguous range of sectors. Trade inside a part is
// not exports.
type Part struct {
	Code    string
	Members []string // the economies in it; one for a plain economy
	Absent  []string // members of a ready group that the table has not
	Today   bool     // the members of a ready group are those of today
	Lo, Hi  int      // its sectors are Lo..Hi-1
}

// System is the Leontief system of a table.
type System struct {
	Table      *icio.Table
	Parts      []Part
	Industries []string
	Industry   []int     // n: industry of each sector
	X          []float64 // n: gross output
	VA         []float64 // n: value added
	V          []float64 // n: value added per unit of output, 0 where x = 0
	Y          []float64 // n x G: final demand by absorbing part, summed over categories
	// Basis says what value added is here: with "residual" all that is not an intermediate input, so that Σ v B = 1;
	// with "reported" the table's own row, which leaves out taxes less subsidies and margins on inputs.
	Basis Basis
	// Satellites are the table's, in part order.
	Satellites []icio.Satellite

	// Apart are the sectors, in order, that would close the system: they are as if they had no inputs.
	Apart []int

	options Options

	z    []float64 // n x n: intermediate use, in part order
	invX []float64 // n: 1/x, 0 where x = 0

	kept func(context.Context) *dense.LU // may be nil

	global  lazy[*dense.LU]
	local   lazy[[]*dense.LU]
	diag    lazy[[][]float64]
	diagLU  lazy[[]*dense.LU]
	origin  lazy[[]float64]
	absorb  lazy[[]float64]
	exports lazy[*Exports]

	findings lazy[[]icio.Finding]
	left     lazy[float64]

	contracts lazy[bool]
	closed    lazy[bool]
	asked     atomic.Int64  // right-hand sides solved for without factors
	condition atomic.Uint64 // of I − A, as the bits of a float64; 0 until it is factored
}

// Basis is the definition of value added a system uses.
type Basis string

const (
	Residual Basis = "residual" // x less the column sums of Z
	Reported Basis = "reported" // the row the table prints
)

// Group names economies to be taken as one part. Members may be written as icio.Table.Find takes them. A group without
// members is one that package economies knows, ASEAN or RCEP/2024: those of its members, in the table's year or the one
// named, that the table has.
type Group struct {
	Code    string
	Members []string
}

// Options choose how a system is built. The zero value takes each economy as a part and value added as the residual.
type Options struct {
	Basis  Basis
	Groups []Group
}

// New builds the system of a table. Nothing is factored yet.
//
// Error: fault.Inconsistent if the table has a fatal finding; fault.Invalid or NotFound for groups that overlap or name
// an unknown economy.
func New(t *icio.Table, opt Options) (*System, error) {
	parts, order, err := partition(t, opt.Groups)
	if err != nil {
		return nil, err
	}
	n := t.Sectors()
	s := &System{Table: t, Parts: parts, Industries: t.Industries, Basis: opt.Basis, options: opt}
	if s.Basis == "" {
		s.Basis = Residual
	}
	s.Industry = make([]int, n)
	s.X, s.invX, s.V = make([]float64, n), make([]float64, n), make([]float64, n)
	for i, from := range order {
		s.Industry[i] = from % t.N()
		s.X[i] = t.X[from]
		if s.X[i] != 0 {
			s.invX[i] = 1 / s.X[i]
		}
	}
	s.z = permuted(t.Z, order, n)
	s.Y = s.finalDemand(t, order)
	if s.VA, err = s.valueAdded(t, order); err != nil {
		return nil, err
	}
	for i := range s.V {
		s.V[i] = s.VA[i] * s.invX[i]
	}
	s.takeApart(t, order)
	for _, q := range t.Satellites {
		v := make([]float64, n)
		for i, from := range order {
			v[i] = q.Values[from]
		}
		s.Satellites = append(s.Satellites, icio.Satellite{Name: q.Name, Unit: q.Unit, Values: v, Note: q.Note})
	}
	return s, nil
}

// Keep tells the system where its factors are kept: load returns them, or nil where they cannot be had. It is called
// before the system is shared.
func (s *System) Keep(load func(context.Context) *dense.LU) { s.kept = load }

// Of returns the system of another table by the same choices.
func (s *System) Of(t *icio.Table) (*System, error) { return New(t, s.options) }

// permuted returns Z with rows and columns in the given order, without a copy where the order is the table's own.
func permuted(z []float64, order []int, n int) []float64 {
	same := true
	for i, from := range order {
		same = same && i == from
	}
	if same {
		return z
	}
	out := make([]float64, n*n)
	for i, r := range order {
		row, dst := z[r*n:(r+1)*n], out[i*n:(i+1)*n]
		for j, c := range order {
			dst[j] = row[c]
		}
	}
	return out
}

func (s *System) finalDemand(t *icio.Table, order []int) []float64 {
	G, K, fd := len(s.Parts), t.K(), t.G()*t.K()
	part := make([]int, t.G())
	for p, pt := range s.Parts {
		for _, m := range pt.Members {
			e, _ := t.Economy(m)
			part[e] = p
		}
	}
	y := make([]float64, len(order)*G)
	for i, from := range order {
		for j, f := range t.F[from*fd : (from+1)*fd] {
			y[i*G+part[j/K]] += f
		}
	}
	return y
}

func (s *System) valueAdded(t *icio.Table, order []int) ([]float64, error) {
	n := s.N()
	va := make([]float64, n)
	if s.Basis == Reported {
		for i, from := range order {
			va[i] = t.VA[from]
		}
		return va, nil
	}
	copy(va, s.X)
	for i := range n {
		for j, z := range s.z[i*n : (i+1)*n] {
			va[j] -= z
		}
	}
	for j, v := range va {
		if v-v != 0 { // NaN or infinite
			return nil, &fault.Error{Kind: fault.Inconsistent, Where: fault.Say("%s, column %s", t.Name, s.Sector(j)),
				What: "it holds a flow that is not a finite number",
				Fix:  "ikat tables check names every such cell"}
		}
	}
	return va, nil
}

// N returns the number of sectors n.
func (s *System) N() int { return len(s.X) }

// G returns the number of parts.
func (s *System) G() int { return len(s.Parts) }

// PartOf returns the number of the part that sector i belongs to.
func (s *System) PartOf(i int) int {
	lo, hi := 0, len(s.Parts)
	for hi-lo > 1 {
		if mid := (lo + hi) / 2; s.Parts[mid].Lo <= i {
			lo = mid
		} else {
			hi = mid
		}
	}
	return lo
}

// Sector returns the label of sector i: ECONOMY_INDUSTRY.
func (s *System) Sector(i int) string {
	p := s.Parts[s.PartOf(i)]
	return p.Members[(i-p.Lo)/len(s.Industries)] + "_" + s.Industries[s.Industry[i]]
}

// Codes returns the codes of the parts, in order.
func (s *System) Codes() []string {
	out := make([]string, len(s.Parts))
	for i, p := range s.Parts {
		out[i] = p.Code
	}
	return out
}

// A returns the input coefficient of supplier i in user j.
func (s *System) A(i, j int) float64 { return s.z[i*s.N()+j] * s.invX[j] }

// Z returns the flow from supplier i to user j.
func (s *System) Z(i, j int) float64 { return s.z[i*s.N()+j] }

// ZRow returns row i of Z; it must not be changed.
func (s *System) ZRow(i int) []float64 { return s.z[i*s.N() : (i+1)*s.N()] }

// InvX returns 1/x by sector, 0 where x = 0; it must not be changed.
func (s *System) InvX() []float64 { return s.invX }

// MulA computes y = A_pq u, the inputs that part q needs from part p per u of q's output. y has the length of part p, u
// of q.
func (s *System) MulA(p, q int, u, y []float64) {
	P, Q := s.Parts[p], s.Parts[q]
	n := s.N()
	scaled := make([]float64, len(u))
	for j := range u {
		scaled[j] = u[j] * s.invX[Q.Lo+j]
	}
	dense.Gemv(dense.NoTrans, P.Hi-P.Lo, Q.Hi-Q.Lo, 1, s.z[P.Lo*n+Q.Lo:], n, scaled, 0, y)
}

// MulAT computes y = A_pq' u. y has the length of part q, u of p.
func (s *System) MulAT(p, q int, u, y []float64) {
	P, Q := s.Parts[p], s.Parts[q]
	n := s.N()
	dense.Gemv(dense.Trans, P.Hi-P.Lo, Q.Hi-Q.Lo, 1, s.z[P.Lo*n+Q.Lo:], n, u, 0, y)
	for j := range y {
		y[j] *= s.invX[Q.Lo+j]
	}
}

// ctxErr is ctx.Err as the errors of this package report it.
func ctxErr(ctx context.Context) error {
	if err := ctx.Err(); err != nil {
		return &fault.Error{Kind: fault.Canceled, What: "stopped before the answer was ready", Err: err}
	}
	return nil
}
