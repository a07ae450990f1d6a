package companion

import (
	"io"
	"slices"
	"strings"

	"ikat/fault"
	"ikat/trade"
)

// Sheet is a concordance as its file has it: a classification a column, a row for each code with what it corresponds
// to.
type Sheet struct {
	s       *sheet
	Columns []string // classifications, without their spelling
}

const sheetFix = "Its header names classifications, such as HS2017,BEC4 or HS12,SITC3,Lall"

// ReadConcordance reads a CSV of corresponding codes, as the United Nations Statistics Division and WITS publish them.
// Dots in codes of the Harmonized System are no part of them.
//
// Error: fault.Unreadable, located.
func ReadConcordance(r io.Reader, file string) (*Sheet, error) {
	s, err := read(r, file, sheetFix)
	if err != nil {
		return nil, err
	}
	out := &Sheet{s: s}
	for _, h := range s.header {
		out.Columns = append(out.Columns, classification(h))
	}
	if len(out.Columns) < 2 {
		return nil, &fault.Error{Kind: fault.Unreadable, Where: file, What: "it has one column only", Fix: sheetFix}
	}
	return out, nil
}

// between is the concordance from one column to another; nil where the file lacks one of them.
func (h *Sheet) between(from, to string) *trade.Concordance {
	a, b := h.column(from), slices.Index(h.Columns, to)
	if a < 0 || b < 0 || a == b {
		return nil
	}
	out := &trade.Concordance{From: from, To: to, Classes: map[string][]string{}, Source: h.s.file}
	for _, row := range h.s.rows {
		code, class := row[a], row[b]
		if strings.HasPrefix(from, "hs") {
			if code = strings.ReplaceAll(code, ".", ""); len(code) == 5 {
				code = "0" + code
			}
		}
		if code == "" || class == "" || class == "NA" || slices.Contains(out.Classes[code], class) {
			continue
		}
		out.Classes[code] = append(out.Classes[code], class)
	}
	for _, list := range out.Classes {
		slices.Sort(list)
	}
	return out
}

// column is where a classification stands; a column hs6 is of the edition that the column hs names, or of any.
func (h *Sheet) column(name string) int {
	at := slices.Index(h.Columns, name)
	if at >= 0 || !strings.HasPrefix(name, "hs") {
		return at
	}
	six := slices.Index(h.Columns, "hs6")
	edition := slices.Index(h.Columns, "hs")
	if six < 0 || edition < 0 || len(h.s.rows) == 0 {
		return six
	}
	known := map[string]string{
		"H0": "hs1992",
		"H1": "hs1996",
		"H2": "hs2002",
		"H3": "hs2007",
		"H4": "hs2012",
		"H5": "hs2017",
		"H6": "hs2022",
	}
	if known[h.s.rows[0][edition]] == name {
		return six
	}
	return -1
}

// Between is the concordance from a classification to another: of one file, or of two that meet in a third
// classification. Names are spelled in any way: HS 2017, BEC4.
//
// Error: fault.Invalid where the files do not lead there.
func Between(files []*Sheet, from, to string) (*trade.Concordance, error) {
	a, b := classification(from), classification(to)
	for _, f := range files {
		if c := f.between(a, b); c != nil {
			return c, nil
		}
	}
	for _, f := range files {
		for _, middle := range f.Columns {
			first := f.between(a, middle)
			if first == nil {
				continue
			}
			for _, g := range files {
				if second := g.between(middle, b); second != nil && second.From != a {
					return shortened(first, second).Then(second), nil
				}
			}
		}
	}
	var have []string
	for _, f := range files {
		have = append(have, strings.Join(f.Columns, ", "))
	}
	return nil, &fault.Error{
		Kind:  fault.Invalid,
		Param: "classes",
		What:  fault.Say("no file leads from products of %s to %s", from, to),
		Why:   fault.Say("The files have the classifications %s", strings.Join(have, "; ")),
		Fix:   "Give a CSV whose header names both, or two files that meet in a third",
	}
}

// shortened cuts the first concordance's classes to the digits that the second knows: SITC at five digits to groups of
// three.
func shortened(first, second *trade.Concordance) *trade.Concordance {
	longest := 0
	for code := range second.Classes {
		longest = max(longest, len(code))
	}
	return first.Grouped(first.To, func(class string) []string {
		if _, ok := second.Classes[class]; !ok && len(class) > longest {
			class = class[:longest]
		}
		return []string{class}
	})
}
