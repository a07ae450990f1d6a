// Package share reads and writes shares and rates as people write them: 5%. It is the one place that says when a number
// without its sign may be taken, since 0.8 is 0.8% to one reader and 80% to another, and a result a hundredfold too
// large looks like any other.
package share

import (
	"math"
	"strconv"
	"strings"

	"ikat/fault"
)

// Rate is a rate of something: a tariff, a cost of a day, a change. A text must write it with its sign, or be 0.
type Rate float64

// Fraction is a rate in a file whose rates have always been fractions of one: 0.12 or 12%. A number of a half or more
// needs its sign.
type Fraction float64

// Part is a part of a whole, between nothing and all of it. A text may write it as 0.3 or 30%.
type Part float64

// Yearly is a rate of interest or of loss of value a year, in a file whose rates may be fractions of one: 12% or 0.12.
// What lies outside 0 to MostAYear is a slip, such as a rate of a hundredth written with its sign twice.
type Yearly float64

// Charge is what a bank or an insurer asks for a service, as a share of what it is about: 0.5%, at most MostCharged.
type Charge float64

// The most that rates in files of people's own may be: dearer money and dearer services than any that are asked for,
// and higher tariffs than any in force.
const (
	MostAYear   = 2
	MostCharged = .25
	MostTariff  = 30
)

// Parse reads a rate: 5%, -5 %, or 0, which is the same either way.
//
// Error: what is wrong, a clause such as "5 may mean 5% or 500%: write the sign".
func Parse(text string) (float64, error) {
	number, signed := strings.CutSuffix(strings.TrimSpace(text), "%")
	v, err := parse(number, text, signed)
	if err == nil && !signed && v != 0 {
		return 0, fault.Errorf("%s may mean %s%% or %s: write the sign, such as 5%%", text, strings.TrimSpace(text),
			Format(v))
	}
	return v, err
}

// doubtful is the fraction from which on a rate without its sign is as likely to be meant in per cent: 0.8 for a
// premium, a duty or a fee.
const doubtful = .5

// ParseFraction reads a rate where fractions of one are the custom: 12% or 0.12. A number of a half or more needs its
// sign.
//
// Error: what is wrong, a clause.
func ParseFraction(text string) (float64, error) {
	number, signed := strings.CutSuffix(strings.TrimSpace(text), "%")
	v, err := parse(number, text, signed)
	if err == nil && !signed && (v >= doubtful || v <= -doubtful) {
		return 0, fault.Errorf("%s may mean %s%% or %s: write the sign, such as 5%%", text, strings.TrimSpace(text),
			Format(v))
	}
	return v, err
}

// ParsePart reads a part of a whole: 30% or 0.3. A number above 1 needs its sign, and no part is above 100%.
//
// Error: what is wrong, a clause.
func ParsePart(text string) (float64, error) {
	number, signed := strings.CutSuffix(strings.TrimSpace(text), "%")
	v, err := parse(number, text, signed)
	switch {
	case err != nil:
		return 0, err
	case v > 1 && !signed && v <= 100:
		return 0, fault.Errorf("%s is more than a whole: write the sign if you mean %s%%", text, strings.TrimSpace(text))
	case v < 0 || v > 1:
		return 0, fault.Errorf("%s lies outside 0 to 100%%", text)
	}
	return v, nil
}

// ParseYearly reads a rate a year: 12% or 0.12.
//
// Error: what is wrong, a clause.
func ParseYearly(text string) (float64, error) { return within(text, MostAYear, "a rate a year") }

// ParseCharge reads a charge: 0.5% or 0.005.
//
// Error: what is wrong, a clause.
func ParseCharge(text string) (float64, error) { return within(text, MostCharged, "a charge") }

func within(text string, most float64, what string) (float64, error) {
	v, err := ParseFraction(text)
	if err == nil && !(v >= 0 && v <= most) {
		return 0, fault.Errorf("%s lies outside 0 to %s, which is the most for %s", text, Format(most), fault.Word(what))
	}
	return v, err
}

// parse reads a number, as per cent where it was signed. The point is moved in the text, so that 0.1% is the number
// nearest to a thousandth.
func parse(number, text string, percent bool) (float64, error) {
	number = strings.TrimSpace(number)
	v, err := strconv.ParseFloat(number, 64)
	if err != nil || math.IsNaN(v) || math.IsInf(v, 0) || strings.ContainsAny(number, "xX_pP") {
		return 0, fault.Errorf("%q is not a number or a percentage", text)
	}
	if !percent {
		return v, nil
	}
	if strings.ContainsAny(number, "eE") {
		return v / 100, nil
	}
	return strconv.ParseFloat(number+"e-2", 64)
}

// Format writes a share as a percentage that reads back as the same number.
func Format(v float64) string {
	digits := strconv.FormatFloat(v, 'e', -1, 64)
	mantissa, exponent, _ := strings.Cut(digits, "e")
	e, err := strconv.Atoi(exponent)
	if err != nil { // not a finite number
		return digits + "%"
	}
	sign := ""
	if strings.HasPrefix(mantissa, "-") {
		sign, mantissa = "-", mantissa[1:]
	}
	whole, fraction, _ := strings.Cut(mantissa, ".")
	all, point := whole+fraction, len(whole)+e+2
	switch {
	case point <= 0:
		all = "0." + strings.Repeat("0", -point) + all
	case point >= len(all):
		all += strings.Repeat("0", point-len(all))
	default:
		all = all[:point] + "." + all[point:]
	}
	if v == 0 {
		all = "0"
	}
	return sign + all + "%"
}

// UnmarshalText reads a rate.
func (r *Rate) UnmarshalText(text []byte) error {
	v, err := Parse(string(text))
	*r = Rate(v)
	return err
}

// MarshalText writes a rate.
func (r Rate) MarshalText() ([]byte, error) { return []byte(Format(float64(r))), nil }

// UnmarshalText reads a fraction.
func (f *Fraction) UnmarshalText(text []byte) error {
	v, err := ParseFraction(string(text))
	*f = Fraction(v)
	return err
}

// MarshalText writes a fraction.
func (f Fraction) MarshalText() ([]byte, error) { return []byte(Format(float64(f))), nil }

// UnmarshalText reads a part.
func (p *Part) UnmarshalText(text []byte) error {
	v, err := ParsePart(string(text))
	*p = Part(v)
	return err
}

// MarshalText writes a part.
func (p Part) MarshalText() ([]byte, error) { return []byte(Format(float64(p))), nil }

// UnmarshalText reads a rate a year.
func (y *Yearly) UnmarshalText(text []byte) error {
	v, err := ParseYearly(string(text))
	*y = Yearly(v)
	return err
}

// MarshalText writes a rate a year.
func (y Yearly) MarshalText() ([]byte, error) { return []byte(Format(float64(y))), nil }

// UnmarshalText reads a charge.
func (c *Charge) UnmarshalText(text []byte) error {
	v, err := ParseCharge(string(text))
	*c = Charge(v)
	return err
}

// MarshalText writes a charge.
func (c Charge) MarshalText() ([]byte, error) { return []byte(Format(float64(c))), nil }
