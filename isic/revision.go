package isic

import (
	"regexp"
	"slices"
	"strings"
)

// revision says of a table's codes whether bare numbers among them are divisions, and whether all are of Rev. 3.
func revision(codes []string) (plain, third bool) {
	plain = slices.ContainsFunc(codes, isRange)
	if !slices.ContainsFunc(codes, func(code string) bool { return len(code) != 2 || !digits(code) }) {
		return ofDivisions(codes)
	}
	letters := map[byte]bool{}
	for _, code := range codes {
		if code = written(code, plain); code != "" {
			letters[code[0]] = true
		}
	}
	return plain, slices.ContainsFunc(codes, func(code string) bool {
		return onlyRev3(written(code, plain), len(letters) > 2)
	})
}

// written is a code as read takes it: products of the Classification of Products by Activity by their industry, and
// bare numbers, where they are divisions, behind the D of a division.
func written(code string, plain bool) string {
	if plain && code != "" && code[0] <= '9' {
		return "D" + code
	}
	return strings.TrimPrefix(code, "CPA_")
}

var bareRange = regexp.MustCompile(`^\d\d[Tt-]\d\d$`)

// isRange reports whether a code is a range of divisions without a letter, as 10T12 in the OECD's edition of 2018 and
// 15t16 in tables of WIOD's: where a table has one, its bare numbers are divisions too.
func isRange(code string) bool { return bareRange.MatchString(code) }

func digits(s string) bool { return strings.Trim(s, "0123456789") == "" }

// ofDivisions tells whether codes, all of two digits, are divisions, and of which revision. Numbers of a list are none:
// they have one that is no division, or none that only one revision has.
func ofDivisions(codes []string) (plain, third bool) {
	only3, only4 := false, false
	for _, code := range codes {
		d, _ := number(code)
		in3, in4 := slices.Contains(rev3Divisions, d), slices.Contains(rev4Divisions, d)
		if !in3 && !in4 {
			return false, false
		}
		only3, only4 = only3 || !in4, only4 || !in3
	}
	return only3 != only4, only3 && !only4
}

// sections3 are the first and the last division of the sections A to Q of ISIC Rev. 3.
var sections3 = [...][2]int{{1, 2}, {5, 5}, {10, 14}, {15, 37}, {40, 41}, {45, 45}, {50, 52}, {55, 55}, {60, 64},
	{65, 67}, {70, 74}, {75, 75}, {80, 80}, {85, 85}, {90, 93}, {95, 95}, {99, 99}}

// sectionsOf3 are the divisions of one section of Rev. 3 to another; none where there are no such sections.
func sectionsOf3(first, last byte) (lo, hi int) {
	if first < 'A' || last > 'Q' || last < first {
		return 0, 0
	}
	return sections3[first-'A'][0], sections3[last-'A'][1]
}

// lettersOf3 reads sections without a number: C, AtB, LtQ.
func lettersOf3(code string) (first, last byte, ok bool) {
	switch {
	case code == "":
	case len(code) == 1:
		first, last = code[0], code[0]
	case len(code) == 3 && strings.IndexByte("Tt-", code[1]) >= 0:
		first, last = code[0], code[2]
	}
	lo, _ := sectionsOf3(first, last)
	return first, last, lo > 0
}

// onlyRev3 reports whether a code exists in the layouts of Rev. 3 alone: sections together (AtB), the letter C with
// divisions outside manufacturing of Rev. 4, such as C01T05 or C36T37, a range that cuts across its groups, a number
// that none of its divisions has, or, where letters are those of sections, a division outside that of Rev. 4 (I64).
func onlyRev3(code string, ofSections bool) bool {
	if _, _, ok := lettersOf3(code); ok && len(code) == 3 {
		return true
	}
	letter, lo, hi, ok := parse(code)
	if !ok || lo == 0 || letter < 'A' || letter > 'Q' {
		return false
	}
	none := func(d int) bool { return !slices.Contains(rev4Divisions, d) }
	switch across := lo == 1 && hi == 5 || lo == 10 && hi == 14 || lo == 15 && hi > 15 || lo == 17 && hi == 19 ||
		lo == 21 && hi == 22; letter {
	case 'C':
		return lo < 10 || hi > 33 || across
	case 'D':
		return across || none(lo) || none(hi)
	}
	first, last := sectionsOf3(letter, letter)
	return ofSections && lo >= first && hi <= last && !inSection(letter, lo)
}
