package fastnum

import (
	"math"
	"math/big"
	"math/bits"
	"sync"
)

// The powers of five kept for nearest: what printed tables use, and a margin.
const (
	minPower = -64
	maxPower = 64
)

// five is a power of five scaled to 128 bits with the top bit set: rounded down for positive powers, up for negative
// ones, as the error bounds of the algorithm assume.
type five struct{ hi, lo uint64 }

// fives is computed once, on first need: a hundred lines of digits in the source would be harder to trust.
var fives = sync.OnceValue(func() *[maxPower - minPower + 1]five {
	var table [maxPower - minPower + 1]five
	one := big.NewInt(1)
	for q := minPower; q <= maxPower; q++ {
		p := new(big.Int).Exp(big.NewInt(5), big.NewInt(int64(max(q, -q))), nil)
		length := p.BitLen()
		switch {
		case q < 0:
			// ⌊2^(127+length) / 5^|q|⌋ + 1 has exactly 128 bits.
			p.Quo(new(big.Int).Lsh(one, uint(127+length)), p).Add(p, one)
		case length <= 128:
			p.Lsh(p, uint(128-length))
		default:
			p.Rsh(p, uint(length-128))
		}
		table[q-minPower] = five{new(big.Int).Rsh(p, 64).Uint64(), p.Uint64()}
	}
	return &table
})

// nearest returns the float64 nearest to m·10^exp, ties to even. It reports false where 128 bits do not settle the
// rounding, and for subnormal results and large powers, which it leaves to others.
//
// With m shifted left until its top bit is set, m·10^exp = m · 5^exp · 2^exp, and the top bits of the product with the
// 128-bit power of five decide the rounding in all but a few cases in 10^9.
//
// Lemire (2021), Number parsing at a gigabyte per second, Software: Practice and Experience 51, 1700-1727.
func nearest(m uint64, exp int) (float64, bool) {
	if m == 0 {
		return 0, true
	}
	if exp < minPower || exp > maxPower {
		return 0, false
	}
	p := fives()[exp-minPower]
	shift := bits.LeadingZeros64(m)
	m <<= uint(shift)
	hi, lo := bits.Mul64(m, p.hi)
	if hi&0x1FF == 0x1FF {
		// All bits below the rounding bit are ones: a carry from the lower half of the power could still change it.
		carryHi, _ := bits.Mul64(m, p.lo)
		var c uint64
		lo, c = bits.Add64(lo, carryHi, 0)
		hi += c
	}
	if lo == math.MaxUint64 && (exp < -27 || exp > 55) {
		return 0, false
	}
	upper := int(hi >> 63)
	// 54 bits: the 53 of a float64 and the rounding bit.
	cut := uint(upper + 64 - 54 - 1)
	f := hi >> cut
	// floor(exp·log2(5)) + exp, in fixed point; exact over the range of powers.
	e2 := (217706*exp)>>16 + 63 + upper - shift + 1023
	if e2 <= 0 || e2 >= 0x7FE {
		return 0, false
	}
	if lo <= 1 && exp >= -4 && exp <= 23 && f&3 == 1 && f<<cut == hi {
		f &^= 1 // exactly half way: the even neighbour is below
	}
	f = (f + f&1) >> 1
	if f >= 1<<53 {
		f >>= 1
		e2++
	}
	return math.Float64frombits(f&(1<<52-1) | uint64(e2)<<52), true
}
