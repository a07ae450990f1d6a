package fastnum

import (
	"fmt"
	"math"
	"math/rand/v2"
	"strconv"
	"strings"
	"testing"
)

// same compares with strconv, bit for bit.
func same(t *testing.T, s string) {
	t.Helper()
	want, err := strconv.ParseFloat(s, 64)
	got, n := Prefix([]byte(s))
	if err != nil {
		if n == len(s) {
			t.Fatalf("%q read as %v, strconv says %v", s, got, err)
		}
		return
	}
	if n != len(s) || math.Float64bits(got) != math.Float64bits(want) {
		t.Fatalf("%q: got %v (%x) of %d bytes, want %v (%x)", s, got, math.Float64bits(got), n, want,
			math.Float64bits(want))
	}
}

func TestEdgeCases(t *testing.T) {
	for _, s := range []string{
		"0", "-0", "+0", "0.0", "00", "007", "1", "-1", "+1", ".5", "5.", "-.5", "1e5", "1E5", "1e+05",
		"1e-05", "0e999",
		"9007199254740991", "9007199254740992", "9007199254740993", "9007199254740993.0", "-9007199254740993",
		"18446744073709551615", "18446744073709551616", "9999999999999999999", "99999999999999999999",
		"0.1", "0.2", "0.3", "5.7e-05", "123456789012345678", "1234567890123456789", "12345678901234567890",
		"1.7976931348623157e308", "1.7976931348623158e308", "1.7976931348623159e308", "1e309", "-1e309", "1e400",
		"1e99999999999",
		"4.9406564584124654e-324", "2.4703282292062327e-324", "2.4703282292062328e-324", "2.2250738585072014e-308",
		"2.2250738585072011e-308", "1e-400", "1e-99999999999",
		"1e22", "1e23", "1e-22", "1e-23", "8.41e21", "9.5e-5", "6.02214076e23", "1e64", "1e65", "1e-64", "1e-65",
		"0.000000000000000000000000000001", "0.000000000000000000001234567890123456789", "1000000000000000000000000",
		"8.5", "8.0000000000000000000000000000000000001", "1.00000000000000011102230246251565404236316680908203125",
		"1.00000000000000011102230246251565404236316680908203124",
		"1.00000000000000011102230246251565404236316680908203126",
		strings.Repeat("9", 400), "0." + strings.Repeat("0", 400) + "1", strings.Repeat("0", 400) + "1.5",
	} {
		same(t, s)
		same(t, "-"+s)
	}
}

func TestNotNumbers(t *testing.T) {
	for _, s := range []string{"", "-", "+", ".", "-.", "e5", ".e5", "n.a.", "NaN", "nan", "Inf", "-inf", "infinity",
		" 1", "--1", "+-1", "x"} {
		if v, n := Prefix([]byte(s)); n != 0 {
			t.Errorf("%q read as %v", s, v)
		}
	}
}

func TestStopsAtTheFirstForeignByte(t *testing.T) {
	for s, want := range map[string]int{
		"1,2": 1, "1.5,": 3, "12e": 2, "12e+": 2, "12e+,": 2, "1_000": 1, "0x10": 1, "1.2.3": 3, "5 ": 1, "1e5e5": 3,
	} {
		if v, n := Prefix([]byte(s)); n != want {
			t.Errorf("%q: read %v of %d bytes, want %d", s, v, n, want)
		}
	}
}

// Random decimals of every length and exponent, random float64s printed in every way, and neighbours of half-way
// points.
func TestAgreesWithStrconv(t *testing.T) {
	count := 1_000_000
	if testing.Short() {
		count = 100_000
	}
	r := rand.New(rand.NewPCG(1, 2))
	for range count {
		same(t, randomDecimal(r))
		same(t, randomPrinted(r))
		same(t, nearHalfway(r))
	}
}

func randomDecimal(r *rand.Rand) string {
	var b strings.Builder
	if r.IntN(4) == 0 {
		b.WriteByte('-')
	}
	digits := 1 + r.IntN(22)
	point := r.IntN(digits + 1)
	for i := range digits {
		if i == point {
			b.WriteByte('.')
		}
		b.WriteByte(byte('0' + r.IntN(10)))
	}
	if r.IntN(3) == 0 {
		fmt.Fprintf(&b, "e%d", r.IntN(100)-50)
	} else if r.IntN(20) == 0 {
		fmt.Fprintf(&b, "E%+d", r.IntN(700)-350)
	}
	return b.String()
}

func randomPrinted(r *rand.Rand) string {
	v := math.Float64frombits(r.Uint64())
	if r.IntN(2) == 0 {
		v = math.Ldexp(r.Float64()-.5, r.IntN(80)-40)
	}
	if math.IsNaN(v) || math.IsInf(v, 0) {
		v = 1
	}
	return strconv.FormatFloat(v, "efg"[r.IntN(3)], r.IntN(20)-1, 64)
}

// nearHalfway prints a float64 plus half a unit in the last place, exactly or cut to 17..19 digits.
func nearHalfway(r *rand.Rand) string {
	v := math.Ldexp(1+r.Float64(), r.IntN(100)-50)
	next := math.Nextafter(v, math.Inf(1))
	m, e := math.Frexp(v)
	m2, e2 := math.Frexp(next)
	if e != e2 {
		return strconv.FormatFloat(v, 'g', -1, 64)
	}
	// The half-way point needs 54 bits: print it from integers.
	half := uint64(math.Ldexp(m, 53)) + uint64(math.Ldexp(m2, 53))
	if shift := e - 54; shift >= 0 && shift < 9 {
		return strconv.FormatUint(half<<uint(shift), 10)
	} else if shift < 0 && shift > -10 {
		frac := half & (1<<uint(-shift) - 1)
		return strconv.FormatUint(half>>uint(-shift), 10) + fmt.Sprintf("%.9f", math.Ldexp(float64(frac), shift))[1:]
	}
	return strconv.FormatUint(half, 10) + "e" + strconv.Itoa(r.IntN(60)-30)
}

func TestDoesNotAllocate(t *testing.T) {
	fives()
	for _, s := range []string{"0", "1234", "2976.260334", "12345.678901234567", "-0.000123456789012345678",
		"1.5e-30"} {
		b := []byte(s)
		if n := testing.AllocsPerRun(100, func() { Prefix(b) }); n != 0 {
			t.Errorf("%q: %v allocations", s, n)
		}
	}
}

func FuzzPrefix(f *testing.F) {
	for _, s := range []string{"0", "1.5e-5", "n.a.", "9007199254740993", "1e309", "0.1,0.2"} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		v, n := Prefix(b)
		if n == 0 {
			return
		}
		want, err := strconv.ParseFloat(string(b[:n]), 64)
		if err != nil || math.Float64bits(v) != math.Float64bits(want) {
			t.Fatalf("%q: got %v, strconv says %v, %v", b[:n], v, want, err)
		}
	})
}

func BenchmarkPrefix(b *testing.B) {
	for _, s := range []string{"4", "4445", "2976.260334", "12437.8046875", "2055.123456789012",
		"0.00012345678901234"} {
		text := []byte(s + ",0,0,0,0,")
		b.Run(s, func(b *testing.B) {
			b.SetBytes(int64(len(s)))
			for b.Loop() {
				Prefix(text)
			}
		})
		b.Run(s+"/strconv", func(b *testing.B) {
			b.SetBytes(int64(len(s)))
			for b.Loop() {
				strconv.ParseFloat(s, 64)
			}
		})
	}
}
