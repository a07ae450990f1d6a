package chain

// Factored says whether factors of prices are kept, so that tests solve both ways.
func Factored(kept bool) {
	if mostFactors = 0; kept {
		mostFactors = usualFactors
	}
}

// Kept is at how many costs of a day a model has the factors of prices at hand.
func (m *Model) Kept() (n int) {
	m.mu.Lock()
	defer m.mu.Unlock()
	for _, f := range m.factored {
		if f.Value() != nil {
			n++
		}
	}
	return n
}
