// Package isic says what the industry codes of tables contain: divisions of the International Standard Industrial
// Classification, Rev. 3 or Rev. 4, or industries of the World Input-Output Tables of 2013.
package isic

import (
	"cmp"
	"slices"
	"strings"
)

// Scheme is how a table's industry codes are made.
type Scheme string

const (
	WIOD    Scheme = "wiod35" // c1 to c35, made of divisions of ISIC Rev. 3
	Rev3    Scheme = "isic3"
	Rev4    Scheme = "isic4"
	Unknown Scheme = ""
)

// Industry is what one code contains.
type Industry struct {
	Code   string
	Scheme Scheme
	Parts  []int // numbers of c1 to c35, or divisions; nil where the code is none that is known
}

// Read returns what each code of a table contains. C20 is wood in Rev. 3 and chemicals in Rev. 4, so codes are read
// together: one that only Rev. 3 can have makes the others Rev. 3 too.
func Read(codes []string) []Industry {
	return ReadNamed(codes, nil)
}

// ReadNamed is Read with the industries' names, which may be nil: where a code says nothing, its name does, and a code
// that is a name itself, as in EXIOBASE and Eora, is read as one.
func ReadNamed(codes []string, names map[string]string) []Industry {
	out := make([]Industry, len(codes))
	plain, third := revision(codes)
	for i, code := range codes {
		out[i] = read(written(code, plain), third)
		out[i].Code = code
		if out[i].Parts == nil {
			if name := cmp.Or(names[code], code); len(name) > 3 {
				out[i] = named(code, name)
			}
		}
	}
	if third {
		theRest(out)
	}
	return out
}

// theRest gives the code of what is classified nowhere else in a section, as Dnec, the divisions of the section that no
// other code holds.
func theRest(list []Industry) {
	held := map[int]bool{}
	for _, in := range list {
		for _, d := range in.Parts {
			held[d] = true
		}
	}
	for i, in := range list {
		section, ok := strings.CutSuffix(strings.ToLower(in.Code), "nec")
		if !ok || len(section) != 1 || in.Parts != nil {
			continue
		}
		lo, hi := sectionsOf3(in.Code[0], in.Code[0])
		for _, d := range between(rev3Divisions, lo, hi) {
			if !held[d] {
				list[i].Scheme, list[i].Parts = Rev3, append(list[i].Parts, d)
			}
		}
	}
}

func read(code string, third bool) Industry {
	in := Industry{Code: code}
	letter, lo, hi, ok := parse(code)
	if first, last, sections := lettersOf3(code); third && sections {
		letter, ok = first, true
		lo, hi = sectionsOf3(first, last)
	}
	if !ok {
		return in
	}
	known := rev4Divisions
	switch {
	case letter == 'c':
		in.Scheme, known = WIOD, wiodNumbers
	case third:
		in.Scheme, known = Rev3, rev3Divisions
	case letter >= 'A' && letter <= 'U' && inSection(letter, lo):
		in.Scheme = Rev4
	default:
		return in
	}
	if lo == 0 {
		if letter == 'c' || third {
			return Industry{Code: code}
		}
		lo, hi = sections[letter-'A'][0], sections[letter-'A'][1]
	}
	if in.Parts = between(known, lo, hi); in.Parts == nil {
		in.Scheme = Unknown
	}
	return in
}

// inSection reports whether a division can stand behind a letter: that of its section, or D, for division, in codes of
// the OECD's such as D01T03. P055 is no code of education, whose division is 85, but a number of a list.
func inSection(letter byte, division int) bool {
	section := sections[letter-'A']
	return division == 0 || letter == 'D' || division >= section[0] && division <= section[1]
}

// parse reads a letter and, if any follow, a number or a range of numbers: A, C29, c19t21, C10T12, A01_02, C31-C33.
func parse(code string) (letter byte, lo, hi int, ok bool) {
	if code == "" {
		return 0, 0, 0, false
	}
	letter, rest := code[0], strings.TrimPrefix(code[1:], "_")
	if rest == "" {
		return letter, 0, 0, true
	}
	if lo, rest = number(rest); lo == 0 {
		return 0, 0, 0, false
	}
	if lo > 99 {
		lo /= 10 // C301 is a group of division 30
	}
	hi = lo
	if rest != "" && strings.IndexByte("Tt-_", rest[0]) >= 0 {
		if hi, rest = number(strings.TrimPrefix(rest[1:], string(letter))); hi > 99 {
			hi /= 10
		}
		if hi < lo {
			return 0, 0, 0, false
		}
	}
	// What follows a range, as X in C30T33X, says what is left out.
	return letter, lo, hi, !strings.ContainsAny(rest, "abcdefghijklmnopqrstuvwxyz")
}

func number(s string) (n int, rest string) {
	i := 0
	for ; i < len(s) && i < 3 && s[i] >= '0' && s[i] <= '9'; i++ {
		n = 10*n + int(s[i]-'0')
	}
	return n, s[i:]
}

// IsGoods reports whether everything that the code contains is goods: agriculture, mining and manufacturing.
func (in Industry) IsGoods() bool {
	last := map[Scheme]int{WIOD: 16, Rev3: 37, Rev4: 33}[in.Scheme]
	return in.Parts != nil && in.Parts[len(in.Parts)-1] <= last
}

// Goods says of each industry of a table whether it makes goods alone.
func Goods(codes []string, names map[string]string) []bool {
	out := make([]bool, len(codes))
	for i, in := range ReadNamed(codes, names) {
		out[i] = in.IsGoods()
	}
	return out
}

// WIOD35 returns the numbers of the industries c1 to c35 that hold what the code contains, in order.
func (in Industry) WIOD35() []int {
	if in.Scheme == WIOD {
		return in.Parts
	}
	of := rev4ToWIOD
	if in.Scheme == Rev3 {
		of = rev3ToWIOD
	}
	var out []int
	for _, d := range in.Parts {
		if c := of[d]; !slices.Contains(out, c) {
			out = append(out, c)
		}
	}
	slices.Sort(out)
	return out
}

// Rev3 returns the divisions of ISIC Rev. 3 of a code of Rev. 3 or of the World Input-Output Tables.
func (in Industry) Rev3() []int {
	if in.Scheme != WIOD {
		return in.Parts
	}
	var out []int
	for _, d := range rev3Divisions {
		if slices.Contains(in.Parts, rev3ToWIOD[d]) {
			out = append(out, d)
		}
	}
	return out
}
