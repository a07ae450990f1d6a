// Package hs says what products of the Harmonized System are for and which industries make them: classes of the United
// Nations' Broad Economic Categories (BEC Rev. 4) and of ISIC Rev. 3 and 4, and through these industries of tables.
//
// The table is of the edition of 2017 with codes joined where all below them agree. Codes of other editions are mostly
// the same; one that the edition of 2017 does not have stands for all products of its heading, and Found says so.
package hs

import (
	"bytes"
	"compress/gzip"
	_ "embed"
	"encoding/csv"
	"slices"
	"strconv"
	"strings"
	"sync"

	"ikat/fault"
	"ikat/isic"
)

// Source says whose classification it is.
const Source = "UN Statistics Division, HS 2017"

// Class is what a product is for, and who makes it.
type Class struct {
	BEC4         string // "53"
	ISIC3, ISIC4 string // up to four digits
}

//go:embed hs2017.csv.gz
var packed []byte

// table is the classification: codes in order, none of which begins another.
var table = sync.OnceValues(func() ([]entry[Class], error) {
	return embedded("trade/hs/hs2017.csv.gz", packed, func(r []string) Class { return Class{r[1], r[2], r[3]} })
})

// entry is what a code, or all codes that begin with it, are.
type entry[T comparable] struct {
	code string
	of   T
}

// embedded reads a packed table whose first column is a code.
//
// Error: fault.Internal where it cannot be read.
func embedded[T comparable](name string, packed []byte, of func(row []string) T) ([]entry[T], error) {
	z, err := gzip.NewReader(bytes.NewReader(packed))
	var rows [][]string
	if err == nil {
		rows, err = csv.NewReader(z).ReadAll()
	}
	if err != nil {
		return nil, &fault.Error{Kind: fault.Internal, Where: name,
			What: fault.Say("an embedded file cannot be read: %v", err), Err: err}
	}
	var out []entry[T]
	for _, r := range rows[1:] {
		out = append(out, entry[T]{r[0], of(r)})
	}
	return out, nil
}

// Found are the classes of a product.
type Found struct {
	Code    string  // digits only
	Classes []Class // several where products below the code differ
	Of      string  // the code that the edition of 2017 has: Code, or the beginning of it that it has
}

// fewest and most digits of a code; what lies behind six is each nation's own.
const fewest, most = 2, 6

// Code reads a code as people write it: 8544.30, 854430, hs8544.30; digits behind the sixth are left out.
//
// Error: what is wrong, a clause.
func Code(text string) (string, error) {
	code := strings.TrimPrefix(strings.ToLower(strings.TrimSpace(text)), "hs")
	code = strings.NewReplacer(".", "", " ", "").Replace(code)
	if strings.Trim(code, "0123456789") != "" || len(code) < fewest || len(code) > 12 {
		return "", fault.Errorf("%q is no code of the Harmonized System, 2 to 6 digits such as hs8544.30", text)
	}
	return code[:min(most, len(code))], nil
}

// Is reports whether a product is written as one of the Harmonized System: hs8544.30.
func Is(text string) bool {
	return len(text) > 2 && strings.EqualFold(text[:2], "hs") && text[2] >= '0' && text[2] <= '9'
}

// Find returns the classes of a product, or of all below a chapter or heading.
//
// Error: fault.NotFound where the Harmonized System has no such chapter; fault.Invalid for what is no code.
func Find(text string) (Found, error) {
	all, err := table()
	if err != nil {
		return Found{}, err
	}
	code, err := Code(text)
	if err != nil {
		return Found{}, &fault.Error{Kind: fault.Invalid, Param: "product", Where: text, What: fault.Said(err)}
	}
	for n := len(code); n >= fewest; n-- {
		if classes := below(all, code[:n]); classes != nil {
			return Found{code, classes, code[:n]}, nil
		}
	}
	return Found{}, &fault.Error{Kind: fault.NotFound, Param: "product", Where: text,
		What: fault.Say("the Harmonized System has no chapter %s", code[:fewest]), Fix: "Chapters are 01 to 97, without 77"}
}

// below are the distinct classes of the products that begin with a code, or of the one code that begins it.
func below[T comparable](all []entry[T], code string) []T {
	var out []T
	at, _ := slices.BinarySearchFunc(all, code, func(e entry[T], c string) int { return strings.Compare(e.code, c) })
	if at > 0 && strings.HasPrefix(code, all[at-1].code) {
		return []T{all[at-1].of}
	}
	for ; at < len(all) && strings.HasPrefix(all[at].code, code); at++ {
		if !slices.Contains(out, all[at].of) {
			out = append(out, all[at].of)
		}
	}
	return out
}

// BEC4 are the distinct classes of use, in order.
func (f Found) BEC4() []string { return f.distinct(func(c Class) string { return c.BEC4 }) }

func (f Found) distinct(of func(Class) string) []string {
	var out []string
	for _, c := range f.Classes {
		if v := of(c); v != "" && !slices.Contains(out, v) {
			out = append(out, v)
		}
	}
	slices.Sort(out)
	return out
}

// ISIC are the distinct classes of a revision, 3 or 4.
func (f Found) ISIC(revision int) []string {
	return f.distinct(func(c Class) string {
		if revision == 3 {
			return c.ISIC3
		}
		return c.ISIC4
	})
}

// Industries are the industries of a table that make the product, in the table's order: several where what lies below
// the code is made by several, none where the table's codes say nothing.
func (f Found) Industries(codes []string, names map[string]string) []string {
	return MakersIn(codes, names).Of(f)
}

// Makers are the industries of a table by the divisions that they hold, for whoever asks of many products.
type Makers struct {
	industries []isic.Industry
	holds      [][100]bool // by industry and division of its scheme
}

// MakersIn reads a table's industries.
func MakersIn(codes []string, names map[string]string) *Makers {
	m := &Makers{industries: isic.ReadNamed(codes, names)}
	m.holds = make([][100]bool, len(m.industries))
	for i, in := range m.industries {
		for division := range m.holds[i] {
			m.holds[i][division] = holds(in, division)
		}
	}
	return m
}

// Of are the industries that make a product, in the table's order.
func (m *Makers) Of(f Found) []string {
	var out []string
	for i, in := range m.industries {
		if slices.ContainsFunc(f.Classes, func(c Class) bool { return m.makes(i, c) }) {
			out = append(out, in.Code)
		}
	}
	return out
}

// makes reports whether an industry holds the division that makes a class.
func (m *Makers) makes(industry int, c Class) bool {
	text := c.ISIC3
	if m.industries[industry].Scheme == isic.Rev4 {
		text = c.ISIC4
	}
	division, err := strconv.Atoi(text[:min(2, len(text))])
	return err == nil && division >= 0 && m.holds[industry][division]
}

// holds reports whether an industry holds a division of ISIC.
func holds(in isic.Industry, division int) bool {
	if in.Scheme == isic.WIOD {
		held := isic.Industry{Scheme: isic.Rev3, Parts: []int{division}}.WIOD35()
		return slices.ContainsFunc(held, func(n int) bool { return slices.Contains(in.Parts, n) })
	}
	return slices.Contains(in.Parts, division)
}

// Industry is the one industry of a table that makes the product.
//
// Error: fault.NotFound where the table has none, fault.Invalid where several do, with which.
func Industry(text string, codes []string, names map[string]string) (industry string, f Found, err error) {
	if f, err = Find(text); err != nil {
		return "", f, err
	}
	switch list := f.Industries(codes, names); len(list) {
	case 1:
		return list[0], f, nil
	case 0:
		return "", f, &fault.Error{Kind: fault.NotFound, Param: "product", Where: text,
			What: "no industry of the table is known to make it",
			Why: fault.Say("It is made in ISIC Rev. 3 %s, Rev. 4 %s", strings.Join(f.ISIC(3), ", "),
				strings.Join(f.ISIC(4), ", ")),
			Fix: fault.Say("Name an industry of the table: %s", strings.Join(codes[:min(40, len(codes))], " "))}
	default:
		return "", f, &fault.Error{Kind: fault.Invalid, Param: "product", Where: text,
			What: fault.Say("products below it are made by several industries: %s", strings.Join(list, ", ")),
			Fix:  "Give more digits, such as hs8544.30, or name the industry"}
	}
}
