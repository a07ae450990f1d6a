package leontief

import "ikat/icio"

// Findings are what is odd about the system's table (icio.Table.Validate), looked for once; they must not be changed.
func (s *System) Findings() []icio.Finding {
	list, _ := s.findings.get(func() ([]icio.Finding, error) { return s.Table.Validate(), nil })
	return list
}

// LeftOut is the share of output less inputs that the table's own row of value added leaves out: taxes less subsidies,
// margins.
func (s *System) LeftOut() float64 {
	share, _ := s.left.get(func() (float64, error) {
		var residual, reported float64
		for j, v := range s.Table.VA {
			reported += v
			residual += s.Table.X[j]
		}
		for _, z := range s.Table.Z {
			residual -= z
		}
		return (residual - reported) / residual, nil
	})
	return share
}
