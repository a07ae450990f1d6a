// Package sme finds small and medium firms inside an input-output table: it splits every industry of an economy by firm
// size, consistently with the table to the last cell, and follows the value added of each size class into exports.
//
// Statistics rarely say more than a share of value added and a share of direct exports, which leaves many splits
// possible. So there are three answers: a point (the split that adds least information to the statistics), an interval
// that no split consistent with them can leave (Bounds, certified by duality), and what each further statistic would do
// to its width.
//
// Two size classes are told apart: small, which is what the statistics call small and medium, and large, the rest.
package sme

import (
	"ikat/fault"
	"ikat/leontief"
)

// Class is a size class of firms.
type Class int

// The size classes.
const (
	Small Class = iota
	Large
	classes
)

// String returns "sme" or "large".
func (c Class) String() string { return [...]string{"sme", "large"}[c] }

// Economy is the accounts of one part of a system: what its sectors sell to each other, to final users at home and
// abroad, and what they pay for. Sectors without output are left out; slices go by the sectors that are left, n of
// them.
//
//	x_i = Σ_j z_ij + f_i + e_i        x_j = Σ_i z_ij + m_j + va_j
type Economy struct {
	Code     string
	Table    string      // the table's reference
	Label    []string    // of each sector: its industry's code
	Named    []string    // its industry in words; none where nobody gives them
	Sector   []int       // its number in the system
	Z        [][]float64 // n x n: domestic intermediate use
	X        []float64   // output
	VA       []float64   // value added
	Imports  []float64   // imported inputs
	Exports  []float64
	Final    []float64   // sales to final users at home
	Partners []string    // the other parts
	To       [][]float64 // n x partners: exports by importer
}

// NewEconomy takes a part out of a system.
//
// Error: fault.NotFound if the system has no part of that code.
func NewEconomy(s *leontief.System, code string) (*Economy, error) {
	for p, part := range s.Parts {
		if part.Code == code {
			return newEconomy(s, p), nil
		}
	}
	return nil, &fault.Error{Kind: fault.NotFound, Where: fault.Say("table %s", s.Table.Ref()),
		What: fault.Say("it has no economy %q", code),
		Fix:  fault.Suggest(code, s.Codes(), "ikat tables lists the tables at hand")}
}

func newEconomy(s *leontief.System, p int) *Economy {
	part := s.Parts[p]
	e := &Economy{Code: part.Code, Table: s.Table.Ref()}
	for r, other := range s.Parts {
		if r != p {
			e.Partners = append(e.Partners, other.Code)
		}
	}
	for i := part.Lo; i < part.Hi; i++ {
		if s.X[i] > 0 {
			e.Sector = append(e.Sector, i)
		}
	}
	for _, i := range e.Sector {
		label := s.Industries[s.Industry[i]]
		e.Named = append(e.Named, s.Table.IndustryName(label))
		if len(part.Members) > 1 {
			label = s.Sector(i)
		}
		row := make([]float64, len(e.Sector))
		to, out := abroad(s, p, i)
		imports, final := s.X[i]-s.VA[i], s.X[i]-out
		for k, j := range e.Sector {
			row[k] = s.Z(i, j)
			final -= row[k]
			imports -= s.Z(j, i)
		}
		e.Label, e.Z, e.To = append(e.Label, label), append(e.Z, row), append(e.To, to)
		e.X, e.VA, e.Imports = append(e.X, s.X[i]), append(e.VA, s.VA[i]), append(e.Imports, imports)
		e.Exports, e.Final = append(e.Exports, out), append(e.Final, final)
	}
	return e
}

// name is a sector as sentences call it.
func (e *Economy) name(i int) string {
	if i < len(e.Named) && e.Named[i] != "" {
		return e.Named[i]
	}
	return e.Label[i]
}

// abroad is what a sector of a part sells to each other part, and the sum of it.
func abroad(s *leontief.System, part, i int) (to []float64, sum float64) {
	row := s.ZRow(i)
	for r, p := range s.Parts {
		if r == part {
			continue
		}
		var z float64
		for _, v := range row[p.Lo:p.Hi] {
			z += v
		}
		z += s.Y[i*s.G()+r]
		to, sum = append(to, z), sum+z
	}
	return to, sum
}

// ownUnits is the mean output of a sector in the economy's own unit. Tolerances of programs are relative, but where a
// search goes is not wholly free of the size of numbers: this is the size of most published tables' in millions.
const ownUnits = 1e5

// inOwnUnit returns the economy in a unit of its own, in which the mean output of its sectors is ownUnits whatever the
// table's currency is, and that unit in the table's. What is computed in it does not depend on the table's unit.
func (e *Economy) inOwnUnit() (*Economy, float64) {
	unit := sum(e.X) / float64(e.N()) / ownUnits
	per := func(v []float64) []float64 {
		out := make([]float64, len(v))
		for i := range v {
			out[i] = v[i] / unit
		}
		return out
	}
	own := *e
	own.X, own.VA, own.Imports, own.Exports, own.Final = per(e.X), per(e.VA), per(e.Imports), per(e.Exports), per(e.Final)
	own.Z, own.To = make([][]float64, len(e.Z)), make([][]float64, len(e.To))
	for i := range e.Z {
		own.Z[i] = per(e.Z[i])
	}
	for i := range e.To {
		own.To[i] = per(e.To[i])
	}
	return &own, unit
}

// N returns the number of sectors.
func (e *Economy) N() int { return len(e.X) }

func sum(v []float64) float64 {
	var s float64
	for _, x := range v {
		s += x
	}
	return s
}
