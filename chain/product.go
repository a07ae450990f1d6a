package chain

// Delivered returns what borders cost from the first input to the user's border: p_j (1 + t_jd) − 1.
func (m *Model) Delivered(j, to, c int) float64 {
	t := m.Borders.rate(m.Thetas[c], j, m.Sys.PartOf(j), to)
	return m.Rise(j, c) + m.price(j, c)*t
}
