package xlsx

import (
	"regexp"
	"strings"

	"ikat/icio"
	"ikat/tablefile/blocks"
)

var (
	imported = regexp.MustCompile(`(?i)^IMP(ORTS?)?$`)
	exported = regexp.MustCompile(`(?i)^(EXP(ORTS?)?|EX|ROW)$`)
)

// importsFrom returns the first of the industries' rows that are imports of a national table, or n where there are
// none.
func (r *tableReader) importsFrom(n int) int {
	for i, l := range r.lines[:n] {
		if imported.MatchString(l.labels[2]) {
			return i
		}
	}
	return n
}

// isExport tells a column of exports by its economy, its code or its name.
func (r *tableReader) isExport(j int) bool {
	return exported.MatchString(r.above(1, j)) || exported.MatchString(r.above(3, j)) ||
		strings.Contains(strings.ToLower(r.above(2, j)), "export")
}

// national makes a table of one economy and the rest of the world of a national table: d rows of its industries, then
// rows of imports by product.
func (r *tableReader) national(d, n, total int) (*icio.Table, error) {
	b := &blocks.Blocks{File: r.where}
	names := map[string]string{}
	if d == 0 || d >= total {
		return nil, r.bad(-1, 0, "there are %d rows of domestic industries and %d columns", d, total)
	}
	home := r.lines[0].labels[2]
	for i, l := range r.lines[:n] {
		s := blocks.Label{Economy: l.labels[2], Part: r.label(l.labels[0], l.labels[3], true)}
		if i < d {
			if c := r.label(r.above(3, i), r.above(0, i), true); s.Part != c || s.Economy != home {
				return nil, r.bad(l.row, r.start-1, "the row is %s where %s_%s was expected", s, home, c)
			}
		} else {
			if !imported.MatchString(s.Economy) {
				return nil, r.bad(l.row, r.start-2, "a row of %s stands among the imports", s.Economy)
			}
			s.Economy = blocks.RestOfWorld
		}
		if l.labels[1] != "" && names[s.Part] == "" {
			names[s.Part] = l.labels[1]
		}
		b.Sectors = append(b.Sectors, s)
	}
	exports := 0
	for j := d; j < total; j++ {
		c := blocks.Label{Economy: home, Part: r.category(j, d)}
		if r.isExport(j) {
			c.Economy = blocks.RestOfWorld
			exports++
		}
		b.Demand = append(b.Demand, c)
	}
	if exports == 0 {
		return nil, r.bad(r.codeRow, r.start+d, "there is no column of exports")
	}
	if err := r.fillNational(b, d, n, total); err != nil {
		return nil, err
	}
	t, err := b.National(d)
	if err != nil {
		return nil, err
	}
	t.IndustryNames = names
	return t, nil
}

// fillNational moves the numbers into the blocks.
func (r *tableReader) fillNational(b *blocks.Blocks, d, n, total int) error {
	for i, l := range r.lines {
		if err := r.complete(l, d, total, i < n); err != nil {
			return err
		}
		if i >= n {
			if err := r.below(b, l, d, total); err != nil {
				return err
			}
			continue
		}
		b.Z, b.F = append(b.Z, l.values[:d]...), append(b.F, l.values[d:total]...)
		if i < d && total < r.width {
			b.Reported.RowOutput = append(b.Reported.RowOutput, l.values[total])
		}
	}
	if b.VA == nil {
		return r.bad(-1, 0, "there is no row of value added below the industries")
	}
	return nil
}
