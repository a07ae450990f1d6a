package chain

// Factored says whether factors of prices are kept, so that tests solve both ways.
func Factored(kept bool) {
	if mostFactors = 0; kept {
		mostFactors = usualFactors
	}
}
