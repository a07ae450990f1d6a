package leontief

import (
	"slices"

	"ikat/fault"
	"ikat/icio"
)

// takeApart takes the sectors apart that use up their own output (a_ii >= 1) or whose output never reaches a final
// user: with their inputs no system can be solved. They are as if they had no inputs: what others get from them counts
// as value added of their own economy, and the rows of all others are those of the system without them.
func (s *System) takeApart(t *icio.Table, order []int) {
	for _, closed := range t.Closed() {
		i := slices.Index(order, closed)
		s.Apart = append(s.Apart, i)
		s.invX[i], s.V[i] = 0, 1
	}
	slices.Sort(s.Apart)
}

// IsApart reports whether sector i is taken apart.
func (s *System) IsApart(i int) bool {
	_, found := slices.BinarySearch(s.Apart, i)
	return found
}

// ApartFault is why nothing that needs a sector's inputs can be answered about it.
func (s *System) ApartFault(i int) error {
	return &fault.Error{Kind: fault.Unsolved, Where: s.Table.Ref() + ", " + s.Sector(i),
		What: fault.Say("its own inputs use up what it makes: %.6g of a unit of its output goes to itself",
			s.z[i*s.N()+i]/s.X[i]),
		Why: "Or what it makes never reaches a final user: no production of it meets a demand",
		Fix: "Ask about another industry; ikat tables check names the sectors and their coefficients"}
}
