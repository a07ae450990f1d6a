package resaved

import (
	"bytes"
	"strings"
	"unicode/utf8"

	"ikat/tablefile/cells"
)

// marks are how a text writes its numbers, as far as its cells have told: 1,234.5 tells both of its marks, 1.5 what
// stands before decimals, 1,234,567 what keeps thousands apart. 1,234 tells neither, and waits for others to tell.
type marks struct {
	decimal rune // before decimals, a point or a comma; 0 as long as nothing tells
	apart   rune // between thousands
	joined  bool // there is a number of four digits and more whose thousands are not apart

	doubtful map[rune]located // the first number that waits, by its mark
}

type located struct {
	cell string
	line int
}

// number is a cell taken apart.
type number struct {
	negative               bool
	whole, part, exponent  string // digits before and after the mark of decimals
	decimal, apart, either rune   // its marks; either is one that could be both
}

// learn takes what a cell tells.
func (m *marks) learn(cell []byte, line int) {
	n, ok := parse(cell)
	if !ok {
		return
	}
	if m.decimal == 0 {
		m.decimal = n.decimal
	}
	if m.apart == 0 {
		m.apart = n.apart
	}
	m.joined = m.joined || n.apart == 0 && n.either == 0 && len(n.whole) > 3
	if _, known := m.doubtful[n.either]; n.either != 0 && !known {
		if m.doubtful == nil {
			m.doubtful = map[rune]located{}
		}
		m.doubtful[n.either] = located{string(cell), line}
	}
}

// before tells whether a mark that could be both stands before decimals; told is false where nothing seen tells.
func (m *marks) before(mark rune) (decimals, told bool) {
	switch {
	case m.decimal == mark:
		return true, true
	case m.apart == mark:
		return false, true
	case m.decimal == 0 && (m.apart != 0 || m.joined):
		return true, true
	}
	return false, false
}

// waiting returns a number that could still be read in two ways.
func (m *marks) waiting() (first located, waits bool) {
	for mark, l := range m.doubtful {
		if _, told := m.before(mark); !told && (!waits || l.line < first.line) {
			first, waits = l, true
		}
	}
	return first, waits
}

// settle decides by what has been learned what stands before decimals where no number has any.
func (m *marks) settle() {
	for mark := range m.doubtful {
		if decimals, _ := m.before(mark); decimals {
			m.decimal = mark
		}
	}
	switch {
	case m.decimal != 0:
	case m.apart == '.':
		m.decimal = ','
	default:
		m.decimal = '.'
	}
}

// usual holds where numbers have a point before decimals and no other mark.
func (m *marks) usual() bool {
	for mark := range m.doubtful {
		if mark != '.' {
			return false
		}
	}
	return m.decimal != ',' && m.apart == 0
}

// append appends a cell's number as readers expect it: digits, and a point before decimals. ok is false where it could
// be read in two ways, or the text's other numbers are written otherwise; what is no number is left as it is.
func (m *marks) append(line, cell []byte) (out []byte, ok bool) {
	if line, ok := m.appendUsual(line, cell); ok {
		return line, true
	}
	n, is := parse(cell)
	if !is {
		return cells.AppendText(line, string(cell)), true
	}
	whole, part := n.whole, n.part
	if n.either != 0 {
		decimals, told := m.before(n.either)
		if !told {
			return line, false
		}
		if !decimals {
			whole, part = whole+part, ""
		}
	}
	if n.decimal != 0 && m.decimal != 0 && n.decimal != m.decimal || n.apart != 0 && n.apart == m.decimal {
		return line, false
	}
	if n.negative {
		line = append(line, '-')
	}
	line = append(line, whole...)
	if part != "" {
		line = append(append(line, '.'), part...)
	}
	return append(line, n.exponent...), true
}

// appendUsual appends a number without marks but that before decimals: nearly all of a text's numbers.
func (m *marks) appendUsual(line, cell []byte) (out []byte, ok bool) {
	start := len(line)
	if m.decimal == ',' {
		if bytes.IndexByte(cell, '.') >= 0 {
			return line, false
		}
		line = append(line, cell...)
		if at := bytes.IndexByte(cell, ','); at >= 0 {
			line[start+at] = '.'
		}
	} else {
		line = append(line, cell...)
	}
	if _, is := cells.Number(line[start:]); !is {
		return line[:start], false
	}
	return line, true
}

// parse takes a cell apart; ok is false for what is no number in any way of writing. Brackets are a minus, as in
// accounts.
func parse(cell []byte) (n number, ok bool) {
	text := strings.TrimSpace(string(cell))
	if inner, in := strings.CutPrefix(text, "("); in {
		if inner, in = strings.CutSuffix(inner, ")"); !in {
			return n, false
		}
		text, n.negative = strings.TrimSpace(inner), true
	}
	for _, sign := range []string{"-", "−", "+"} {
		if bare, signed := strings.CutPrefix(text, sign); signed && !n.negative {
			text, n.negative = bare, sign != "+"
			break
		}
	}
	if at := strings.IndexAny(text, "eE"); at > 0 {
		text, n.exponent = text[:at], text[at:]
		if _, is := cells.Number([]byte("1" + n.exponent)); !is {
			return n, false
		}
	}
	groups, marks, ok := runs(text)
	return n, ok && n.put(groups, marks)
}

// runs cuts digits at the marks between them. A blank that does not break lines may be one byte of an older encoding.
func runs(text string) (groups []string, marks []rune, ok bool) {
	start := 0
	for at := 0; at < len(text); {
		r, width := utf8.DecodeRuneInString(text[at:])
		if r == utf8.RuneError && text[at] == 0xa0 {
			r = '\u00a0'
		}
		switch {
		case r >= '0' && r <= '9':
		case strings.ContainsRune(".,' \u2019\u00a0\u202f\u2009", r):
			groups, marks = append(groups, text[start:at]), append(marks, r)
			start = at + width
		default:
			return nil, nil, false
		}
		at += width
	}
	return append(groups, text[start:]), marks, len(marks) < len(text)
}

// put finds out what marks are: those before the last are the same and keep thousands apart; the last is one of them,
// or stands before decimals. One point or comma before three digits can be either.
func (n *number) put(groups []string, marks []rune) bool {
	last := len(marks) - 1
	if last < 0 {
		n.whole = groups[0]
		return true
	}
	isDecimal := marks[last] == '.' || marks[last] == ','
	apart := inThrees(groups) && (last > 0 || !isDecimal || n.exponent == "")
	switch {
	case last == 0 && isDecimal && apart:
		n.whole, n.part, n.either = groups[0], groups[1], marks[0]
		return true
	case apart && allSame(marks):
		n.whole, n.apart = strings.Join(groups, ""), marks[0]
		return true
	case !isDecimal || last > 0 && !(allSame(marks[:last]) && marks[last] != marks[0] && inThrees(groups[:last+1])):
		return false
	}
	n.whole, n.part, n.decimal = strings.Join(groups[:last+1], ""), groups[last+1], marks[last]
	if last > 0 {
		n.apart = marks[0]
	}
	return true
}

// inThrees holds for digits with thousands apart.
func inThrees(groups []string) bool {
	for i, g := range groups {
		if i > 0 && len(g) != 3 || i == 0 && (len(g) == 0 || len(g) > 3 || g[0] == '0') {
			return false
		}
	}
	return true
}

func allSame(marks []rune) bool {
	for _, m := range marks {
		if m != marks[0] {
			return false
		}
	}
	return true
}
