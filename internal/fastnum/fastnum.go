// Package fastnum reads decimal numbers from text, correctly rounded, without allocating.
//
// Statistics offices print tables as text: reading a table is mostly reading numbers, and strconv.ParseFloat, general
// as it has to be, takes longer than everything else together. Nearly every printed flow has at most 19 significant
// digits and a small exponent; those take one of two short paths here, and the rest goes to strconv. All three give the
// float64 nearest to the printed decimal, ties to even.
package fastnum

import (
	"math"
	"strconv"
)

// maxDigits is the number of decimal digits that always fit a uint64.
const maxDigits = 19

// pow10 holds the powers of ten that a float64 represents exactly.
var pow10 = [...]float64{
	1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11,
	1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22,
}

// Prefix reads the number that b starts with and returns it with its length in bytes. The length is 0 where b does not
// start with a number or the number is too large for a float64.
//
// A number is [+-] digits [. digits] [e [+-] digits], with at least one digit before the exponent; either side of the
// point may be empty. NaN, infinities, hexadecimal and digit separators are not numbers here.
func Prefix(b []byte) (v float64, n int) {
	i, neg := 0, false
	if i < len(b) && (b[i] == '-' || b[i] == '+') {
		neg = b[i] == '-'
		i++
	}
	first := i
	var m uint64
	for ; i < len(b); i++ {
		d := b[i] - '0'
		if d > 9 {
			break
		}
		m = m*10 + uint64(d)
	}
	digits, exp := i-first, 0
	if i < len(b) && b[i] == '.' {
		point := i
		for i++; i < len(b); i++ {
			d := b[i] - '0'
			if d > 9 {
				break
			}
			m = m*10 + uint64(d)
		}
		exp = point + 1 - i
		digits -= exp
	}
	if digits == 0 {
		return 0, 0
	}
	if i < len(b) && b[i]|0x20 == 'e' {
		e, w := exponent(b[i:])
		exp += e
		i += w
	}
	if digits <= maxDigits && m < 1<<53 && exp >= -22 && exp <= 22 {
		// Mantissa and power of ten are both exact, so the one operation rounds once: correctly.
		v = float64(m)
		if exp < 0 {
			v /= pow10[-exp]
		} else {
			v *= pow10[exp]
		}
		if neg {
			v = -v
		}
		return v, i
	}
	return slow(b[:i], m, exp, digits, neg)
}

// exponent reads an exponent part, e[+-]digits, and returns its value and length; the length is 0 where b, which starts
// with an e, holds no digits after it. Values beyond any float64's are cut off where they still mean zero or overflow.
func exponent(b []byte) (e, n int) {
	i, neg := 1, false
	if i < len(b) && (b[i] == '-' || b[i] == '+') {
		neg = b[i] == '-'
		i++
	}
	first := i
	for ; i < len(b) && b[i]-'0' <= 9; i++ {
		if e < 100_000_000 {
			e = e*10 + int(b[i]-'0')
		}
	}
	if i == first {
		return 0, 0
	}
	if neg {
		e = -e
	}
	return e, i
}

// slow finishes a number whose mantissa or exponent is outside the exact range.
func slow(text []byte, m uint64, exp, digits int, neg bool) (float64, int) {
	if digits <= maxDigits || leadingZeros(text) >= digits-maxDigits {
		if v, ok := nearest(m, exp); ok {
			if neg {
				v = -v
			}
			return v, len(text)
		}
	}
	v, err := strconv.ParseFloat(string(text), 64)
	if err != nil || math.IsInf(v, 0) {
		return 0, 0
	}
	return v, len(text)
}

// leadingZeros counts the zeros before the first other digit; they take no room in the mantissa.
func leadingZeros(text []byte) int {
	zeros := 0
	for _, c := range text {
		switch c {
		case '0':
			zeros++
		case '+', '-', '.':
		default:
			return zeros
		}
	}
	return zeros
}
