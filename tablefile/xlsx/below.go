package xlsx

import (
	"slices"
	"strings"

	"ikat/icio"
	"ikat/tablefile/blocks"
)

// The rows below the industries that are no extra rows.
const (
	totalUse   = "II_fob"
	valueAdded = "VA"
	output     = "GO"
)

// byNumber are the rows' numbers in the World Input-Output Tables of 2013 and the ADB's, whose labels vary.
var byNumber = map[string]string{
	"r60": totalUse,
	"r99": "TXSP",
	"r61": "EXP_adj",
	"r62": "PURR",
	"r63": "PURNR",
	"r64": valueAdded,
	"r65": "IntTTM",
	"trs": "IntTTM",
	"r69": output,
}

// byName are the rows' names where no number tells, by words that are all in them; the first that fits counts.
var byName = []struct{ words, code string }{
	{
		"total intermediate",
		totalUse,
	}, {"intermediate total", totalUse}, {"value added", valueAdded}, {"taxes less subsidies", "TXSP"},
	{
		"cif fob",
		"EXP_adj",
	}, {"purchases abroad", "PURR"}, {"purchases domestic territory", "PURNR"}, {"transport margins", "IntTTM"},
	{"output", output}, {"total", output},
}

// kind returns the code of a row below the industries: the publisher's own, or what its number or name stands for.
func (r *tableReader) kind(l *line) string {
	code, name, number := l.labels[0], strings.ToLower(l.labels[1]), l.labels[3]
	if code != "" {
		return code
	}
	if known := byNumber[strings.ToLower(number)]; r.Numbered && known != "" {
		return known
	}
	for _, n := range byName {
		if !slices.ContainsFunc(strings.Fields(n.words), func(word string) bool { return !strings.Contains(name, word) }) {
			return n.code
		}
	}
	if number != "" {
		return number
	}
	return l.labels[1]
}

// below places a row below the industries.
func (r *tableReader) below(b *blocks.Blocks, l *line, n, total int) error {
	use, demand := l.values[:n:n], l.values[n:total:total]
	kind := r.kind(l)
	switch {
	case !isTotal(l.labels[2]):
		return r.bad(l.row, r.start-2, "a row of %s stands below the rows of totals", l.labels[2])
	case kind == "":
		return r.bad(
			l.row,
			r.start,
			"the row has numbers and no label: what they are cannot be known; delete the row if it is a remark",
		)
	case kind == totalUse:
	case kind == valueAdded:
		if b.VA != nil {
			return r.bad(l.row, 0, "there is a second row of value added")
		}
		b.VA, b.Reported.VA = use, use
		if slices.ContainsFunc(demand, func(v float64) bool { return v != 0 }) {
			b.Extra = append(b.Extra, icio.Row{Code: "VA_FD", Use: make([]float64, n), FD: demand})
		}
	case kind == output:
		if b.Reported.ColumnOutput != nil {
			return r.bad(l.row, 0, "there is a second row of output")
		}
		b.Reported.ColumnOutput = use
	default:
		if slices.ContainsFunc(b.Extra, func(e icio.Row) bool { return e.Code == kind }) {
			return r.bad(l.row, 0, "there is a second row %s", kind)
		}
		b.Extra = append(b.Extra, icio.Row{Code: kind, Use: use, FD: demand})
	}
	return nil
}
